/** Dates as people of the network read them: in its zone, in the page's language. */

import { language } from "./language.js";
import { network } from "./network.js";

const FALLBACK = "Asia/Ho_Chi_Minh";
const SHAPES = {
  time: { hour: "2-digit", minute: "2-digit" },
  day: { weekday: "long", day: "2-digit", month: "2-digit", year: "numeric" },
  dayMonth: { weekday: "short", day: "2-digit", month: "2-digit" },
  moment: { weekday: "long", day: "2-digit", month: "2-digit", year: "numeric", hour: "2-digit", minute: "2-digit" },
};

/** A moment in one of the shapes above. */
export function shown(moment, shape) {
  const locale = language === "vi" ? "vi-VN" : "en-GB";
  const written = new Intl.DateTimeFormat(locale, { ...SHAPES[shape], timeZone: zone(), hourCycle: "h23" }).format(moment);
  return written.charAt(0).toUpperCase() + written.slice(1);
}

/** The shortest name of the day of the week: `T2`, `Mon`. */
export function weekday(moment) {
  const [locale, length] = language === "vi" ? ["vi-VN", "narrow"] : ["en-GB", "short"];
  return new Intl.DateTimeFormat(locale, { weekday: length, timeZone: zone() }).format(moment);
}

/** `2026-05-04T08:00` on the walls of the network, as date pickers write it. */
export function wall(moment) {
  return new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone(), year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
  }).format(moment).replace(" ", "T");
}

/** The moment at which the network's walls show `2026-05-04T08:00`. */
export function atWall(written) {
  const asUtc = new Date(`${written}Z`);
  const off = new Date(`${wall(asUtc)}Z`) - asUtc;
  return new Date(asUtc - off);
}

/** The local day, `2026-05-04`. */
export function dayOf(moment) {
  return wall(moment).slice(0, 10);
}

function zone() {
  return network.story.zone ?? FALLBACK;
}
