/** The month as a row of days; each shows what was and will be done on it, and can be gone to. */

import { el, icon, set, write } from "./dom.js";
import { told, words } from "./language.js";
import { atWall, dayOf, shown, weekday } from "./moments.js";
import { network, now, on } from "./network.js";
import { popup, walk } from "./popup.js";
import { goTo } from "./travel.js";

const QUIET = "sync_sheets";
const DAY_MS = 86_400_000;
const BEYOND = 10;
const MORNING = "T08:00";
const MOST_DOTS = 4;

const list = el("ol", { class: "days" });
let drawn = "";
let today = "";

/** Build the row and keep it true. */
export function startMonth(nav) {
  nav.append(list);
  walk(list, "button");
  on("story", draw);
  on("clock", draw);
  document.addEventListener("language", () => { drawn = ""; draw(); });
}

function draw() {
  if (!network.clock) return;
  const events = network.story.events ?? [];
  const present = dayOf(now());
  const written = JSON.stringify([events, present, network.story.month]);
  if (written === drawn) return;
  drawn = written;
  const byDay = Map.groupBy(events, ({ at }) => dayOf(new Date(at)));
  const days = span(events, present);
  fit(days);
  days.forEach((day, at) => fill(list.children[at].firstChild, day, byDay.get(day) ?? [], present));
  if (today !== present) show(present);
}

/** From the first of the month to its end, and some days more where something is planned for them. */
function span(events, present) {
  const month = network.story.month ?? present.slice(0, 7);
  const [year, number] = month.split("-").map(Number);
  const first = Date.UTC(year, number - 1, 1);
  const last = Date.UTC(year, number, 0);
  const planned = events.map(({ at }) => Date.parse(`${dayOf(new Date(at))}T00:00Z`)).filter((day) => day <= last + BEYOND * DAY_MS);
  const end = Math.max(last, ...planned);
  const start = Math.min(first, Date.parse(`${present}T00:00Z`));
  const days = Math.min(62, Math.round((Math.max(end, start) - start) / DAY_MS) + 1);
  return [...Array(days).keys()].map((at) => new Date(start + at * DAY_MS).toISOString().slice(0, 10));
}

function fit(days) {
  while (list.children.length > days.length) list.lastChild.remove();
  while (list.children.length < days.length) {
    const button = el("button", { type: "button", "aria-haspopup": "dialog" },
      el("span", { class: "weekday", "aria-hidden": "true" }), el("b", { "aria-hidden": "true" }),
      el("span", { class: "dots", "aria-hidden": "true" }));
    list.append(el("li", {}, button));
  }
}

function fill(button, day, events, present) {
  const noon = atWall(`${day}T12:00`);
  const loud = events.filter(({ kind }) => kind !== QUIET);
  const names = loud.map(({ at, label }) => `${shown(new Date(at), "time")} ${told(label)}`);
  const [name, number, dots] = button.children;
  write(name, weekday(noon));
  write(number, String(Number(day.slice(8))));
  dots.replaceChildren(...loud.slice(0, MOST_DOTS).map(({ kind, state }) => el("i", { "data-kind": kind, "data-state": state })));
  button.className = [day < present ? "past" : "", day === present ? "today" : "", [0, 6].includes(new Date(day).getUTCDay()) ? "off" : "", day.endsWith("-01") ? "first" : ""].join(" ").trim();
  button.tabIndex = day === present ? 0 : -1;
  set(button, "aria-current", day === present ? "date" : null);
  set(button, "aria-label", [shown(noon, "day"), ...names].join("; "));
  set(button, "title", names.join("\n") || null);
  button.onclick = () => openDay(button, day, events, present);
}

function openDay(button, day, events, present) {
  const morning = atWall(day + MORNING);
  const loud = events.filter(({ kind }) => kind !== QUIET);
  const rows = loud.map((event) => el("li", { "data-kind": event.kind }, el("time", {}, shown(new Date(event.at), "time")),
    el("span", {}, told(event.label)), state(event, () => { opened.hidePopover(); goTo(new Date(event.at)); })));
  const opened = popup(button, shown(morning, "day"),
    el("h3", {}, shown(morning, "day")),
    loud.length ? el("ul", { class: "agenda" }, rows) : el("p", {}, words("nothingThatDay")),
    day > present ? el("button", { type: "button", class: "primary", onclick: () => { opened.hidePopover(); goTo(morning); } }, words("goToMorning")) : null);
}

function state(event, go) {
  if (event.state !== "planned") return el("small", {}, words(`event_${event.state}`));
  if (new Date(event.at) <= now()) return el("small", {}, words("event_due"));
  return el("button", { type: "button", class: "plain", onclick: go }, icon("next"), words("goThere"));
}

function show(day) {
  today = day;
  const current = list.querySelector(".today");
  if (current) list.scrollLeft = current.parentElement.offsetLeft - list.clientWidth / 3;
}
