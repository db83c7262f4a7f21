/** Moving the clock: through the driver where there is one, so that everything due on the way is done; else by itself. */

import { words } from "./language.js";
import { shown } from "./moments.js";
import { network, now, setClock } from "./network.js";
import { attempt, say } from "./popup.js";
import { post } from "./server.js";

const CLOCK = "/practice/clock";
const JOURNEY = "/practice/journey";

/** Why the clock cannot go there, in the page's language; null when it can. */
export function hindrance(moment) {
  if (Number.isNaN(moment.getTime())) return words("noDate");
  return moment > now() ? null : words("noWayBack", { now: shown(now(), "moment"), to: shown(moment, "moment") });
}

/** Go to a moment that is ahead; say why not if it is not. */
export function goTo(moment) {
  const why = hindrance(moment);
  if (why) { say(why, "bad"); return undefined; }
  return attempt(() => hasDriver() ? post(JOURNEY, { to: moment.toISOString() }) : jump(moment));
}

/** Go to the next thing that is planned. */
export function goNext() {
  if (hasDriver()) return attempt(() => post(JOURNEY, { next: true }));
  const next = nextEvent();
  return next ? goTo(next) : say(words("nothingPlanned"));
}

/** End a journey where it is. */
export function stop() {
  return attempt(() => post(JOURNEY, { stop: true }));
}

/** Let the clock run as fast as the real one, or stand still. */
export function run(rate) {
  return attempt(async () => setClock(await post(CLOCK, { rate }, "PUT")));
}

/** Whether a journey is on its way. */
export function isMoving() {
  return network.story.journey?.state === "moving";
}

/** What is planned and still ahead, the soonest first. */
export function ahead() {
  const events = network.story.events ?? [];
  return events.filter(({ at }) => new Date(at) > now()).sort((one, other) => one.at.localeCompare(other.at));
}

function nextEvent() {
  const [next] = ahead();
  return next && new Date(next.at);
}

function hasDriver() {
  return Boolean(network.story.journey);
}

async function jump(moment) {
  setClock(await post(CLOCK, { now: moment.toISOString() }, "PUT"));
}
