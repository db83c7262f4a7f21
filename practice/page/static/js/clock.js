/** The clock above: what time it is, run, pause, next event, jump. */

import { el, icon, set, write } from "./dom.js";
import { told, words } from "./language.js";
import { atWall, shown, wall } from "./moments.js";
import { network, now, on } from "./network.js";
import { popup } from "./popup.js";
import { ahead, goNext, goTo, hindrance, isMoving, run, stop } from "./travel.js";

const MILESTONES = ["close_month", "render_reports"];

const day = el("span", { class: "today" });
const time = el("b", {});
const shownTime = el("time", { class: "now" }, day, time);
const journey = el("span", { class: "journey", role: "status" });
const running = button("play", () => run(network.clock?.rate ? 0 : 1));
const next = button("next", goNext);
const jump = button("calendar", openJump);
const halt = button("stop", stop);

/** Build the clock and keep it true. */
export function startClock(section) {
  section.append(shownTime, running, next, jump, halt, journey);
  jump.setAttribute("aria-haspopup", "dialog");
  on("clock", draw);
  on("story", draw);
  document.addEventListener("language", draw);
  setInterval(draw, 1000);
}

function draw() {
  if (!network.clock) return;
  const present = now();
  shownTime.dateTime = present.toISOString();
  write(day, shown(present, "day"));
  write(time, shown(present, "time"));
  const isRunning = network.clock.rate > 0;
  name(running, words(isRunning ? "pause" : "run"), isRunning ? "pause" : "play");
  name(next, words("nextEvent"), "next");
  name(jump, words("jump"), "calendar");
  name(halt, words("stop"), "stop");
  halt.hidden = !isMoving();
  next.hidden = isMoving();
  const { journey: told_ } = network.story;
  write(journey, isMoving() ? words("moving", { label: told(told_.label), to: told_.to ? shown(new Date(told_.to), "dayMonth") : "…" }) : "");
}

function button(shape, act) {
  return el("button", { type: "button", class: "tool", onclick: act, "data-shape": shape }, icon(shape), el("span", {}));
}

function name(pressed, words_, shape) {
  write(pressed.lastChild, words_);
  set(pressed, "title", words_);
  if (pressed.dataset.shape === shape) return;
  pressed.dataset.shape = shape;
  pressed.firstChild.replaceWith(icon(shape));
}

function openJump() {
  const input = el("input", { type: "datetime-local", id: "jump-to", min: wall(now()), value: wall(now()), required: true });
  // Browsers write the date in their own order of day and month; the page's words leave no doubt.
  const meant = el("output", { for: "jump-to" });
  const why = el("p", { class: "why", role: "alert" });
  const form = el("form", { class: "asking", novalidate: true },
    el("label", { for: "jump-to" }, words("jumpTo")), input, meant, why,
    el("button", { class: "primary" }, words("go")),
    el("div", { class: "milestones" }, milestones().map(({ label, at }) => el("button", {
      type: "button", onclick: () => leave(new Date(at)),
    }, told(label), el("small", {}, shown(new Date(at), "moment"))))));
  const opened = popup(jump, words("jump"), form);
  input.focus();
  input.oninput = () => write(meant, input.value && shown(atWall(input.value), "moment"));
  input.oninput();
  function leave(moment) {
    write(why, hindrance(moment) ?? "");
    if (why.textContent) { input.focus(); return; }
    opened.hidePopover();
    goTo(moment);
  }
  form.onsubmit = (event) => { event.preventDefault(); leave(atWall(input.value)); };
}

/** The next events that people jump to most: the soonest one, the close of the month, its reports. */
function milestones() {
  const planned = ahead();
  const found = [planned[0], ...MILESTONES.map((kind) => planned.find((event) => event.kind === kind))];
  return [...new Set(found.filter(Boolean))];
}
