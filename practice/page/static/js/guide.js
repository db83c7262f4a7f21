/** The first visit in three steps. Each notices when it is done; the guide can be put away and taken out again. */

import { el, icon, set } from "./dom.js";
import { words } from "./language.js";
import { network, now, on, personOf } from "./network.js";
import { openGroup, openPhone, unseen } from "./people.js";
import { say } from "./popup.js";
import { goNext, goTo } from "./travel.js";

const KEPT = "nhipcau.guide";
const STEPS = ["answer", "coordinate", "close"];
const OWING = ["owes", "late"];
const ACTS = { answer: openSomeoneWhoOwes, coordinate: openAdminGroup, close: goToReports };

const kept = { done: [], isAway: false, ...JSON.parse(localStorage.getItem(KEPT) ?? "{}") };
const answering = new Set();
let section = null;
let isLooking = false;

/** Build the guide and let it follow what is done. */
export function startGuide(element) {
  section = element;
  on("acted", notice);
  on("event", noticeAnswer);
  on("people", noticeMoods);
  on("people", () => { if (isLooking) openWhoOwes(); });
  on("opened", ({ chat }) => { if (isDone("answer") && isCoordinators(chat)) finish("coordinate"); });
  document.addEventListener("language", draw);
  draw();
}

/** The button that takes the guide out again, or puts it away. */
export function guideButton() {
  return el("button", { type: "button", class: "tool", "data-title": "guide", onclick: toggle }, icon("help"), el("span", { "data-words": "guideShort" }, words("guideShort")));
}

/** Begin again, as after a reset. */
export function restartGuide() {
  answering.clear();
  keep({ done: [], isAway: false });
}

function toggle() {
  keep({ isAway: !kept.isAway });
  if (!kept.isAway) section.querySelector("button")?.focus();
}

function notice({ what, isPdf }) {
  const { chosen } = network;
  if (["said", "pressed"].includes(what) && owes(personOf(chosen.chat))) answering.add(chosen.chat);
  if (what === "opened" && isPdf && isDone("coordinate")) finish("close");
}

/** Where nobody tells who owes what, an answer of the bot to what was said is the sign. */
function noticeAnswer(event) {
  if (!network.story.people && event.from === "bot" && answering.has(event.chat) && event.kind !== "action") finish("answer");
}

function noticeMoods() {
  if (network.people.some(({ id, mood }) => answering.has(id) && mood === "done")) finish("answer");
}

/** Whether there is something to answer; where nobody tells, whatever is said is an answer. */
function owes(person) {
  return person !== undefined && (!network.story.people || OWING.includes(person.mood));
}

function isCoordinators(chat) {
  return chat < 0 || personOf(chat)?.mood === "staff";
}

function isDone(step) {
  return kept.done.includes(step);
}

function finish(step) {
  if (isDone(step)) return;
  keep({ done: [...kept.done, step] });
  if (!kept.isAway) say(words("stepDone", { step: words(`guide_${step}`) }), "good");
}

function keep(change) {
  Object.assign(kept, change);
  localStorage.setItem(KEPT, JSON.stringify(kept));
  draw();
}

function draw() {
  section.hidden = kept.isAway;
  const current = STEPS.find((step) => !isDone(step));
  section.replaceChildren(
    el("ol", {}, STEPS.map((step, at) => stepItem(step, at, current))),
    el("button", { type: "button", class: "round", "aria-label": words("closeGuide"), title: words("closeGuide"), onclick: toggle }, icon("close")));
}

function stepItem(step, at, current) {
  const item = el("li", { class: isDone(step) ? "done" : step === current ? "current" : "later" },
    el("span", { class: "number", "aria-hidden": "true" }, isDone(step) ? icon("check") : String(at + 1)),
    el("div", {}, el("b", {}, words(`guide_${step}`), isDone(step) ? el("span", { class: "unseen" }, ` (${words("done")})`) : null),
      el("p", {}, words(`guide_${step}_how`))));
  set(item, "aria-current", step === current ? "step" : null);
  if (step === current) item.lastChild.append(el("button", { type: "button", class: "primary", onclick: ACTS[step] }, words(`guide_${step}_act`)));
  return item;
}

/** Someone who owes an answer; else someone who can still join; else whoever owes once the next thing has come. */
function openSomeoneWhoOwes() {
  const among = visitors();
  const isIn = among.some(({ mood }) => mood !== "unbound");
  if (openWhoOwes()) return;
  if (!isIn && among.length) { openPhone(among[0]); return; }
  say(words(among.length ? "nobodyOwes" : "nobody"));
  isLooking = among.length > 0;
  if (isLooking) goNext();
}

/** Whom a visitor may be: those whom nobody plays, where there are any. */
function visitors() {
  const people = network.people.filter(({ mood, blocked }) => !blocked && mood !== "staff");
  const mine = people.filter(({ free }) => free);
  return mine.length ? mine : people;
}

function openWhoOwes() {
  const found = visitors().find(({ mood }) => OWING.includes(mood));
  if (!found) return false;
  isLooking = false;
  openPhone(found);
  return true;
}

function openAdminGroup() {
  if (network.groups.length) openGroup(network.groups[0]);
  else openStaff();
}

/** The phone of whoever of the staff has most to look at. */
function openStaff() {
  const staff = network.people.filter(({ mood }) => mood === "staff").sort((one, other) => unseen(other.id) - unseen(one.id));
  return staff.length ? openPhone(staff[0]) : say(words("noGroup"));
}

/** To the reports of the month that is on; once there, they wait for people to approve and close it. */
function goToReports() {
  const all = (network.story.events ?? []).filter(({ kind }) => kind === "render_reports");
  const done = all.some(({ state }) => state === "done");
  const waiting = all.some(({ state, at }) => state === "planned" && new Date(at) <= now());
  if (done) return say(words("openAReport"));
  if (waiting) { say(words("approveFirst")); return openStaff(); }
  return all.length ? goTo(new Date(all[0].at)) : goNext();
}
