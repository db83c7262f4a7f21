/** What the page knows of the network, kept true by one long poll, and who wants to be told when it changes. */

import { post, read } from "./server.js";

const WAIT = 10;
const BREATH = 120;
const AFTER_A_LOSS = 1500;

export const network = {
  people: [],
  groups: [],
  story: {},
  clock: null,
  faults: [],
  lost: false,
  /** Whose phone is open: `{chat, user}`; in a private chat both are the person. */
  chosen: null,
};

let directory = { people: [], groups: [] };
const listeners = new Map();
const seen = {};

/** Be told of a topic: people, story, clock, faults, event, sheets, started, lost, chosen, opened, acted. */
export function on(topic, act) {
  listeners.set(topic, [...(listeners.get(topic) ?? []), act]);
}

/** Tell whoever listens. */
export function tell(topic, what) {
  for (const act of listeners.get(topic) ?? []) act(what);
}

/** Open someone's phone, or a group as one of its members. */
export function choose(chat, user) {
  network.chosen = { chat, user };
  tell("chosen");
}

/** The virtual present. */
export function now() {
  const { at, read: since, rate } = network.clock;
  return new Date(at + rate * (performance.now() - since));
}

/** Put a fresh answer of the clock in place. */
export function setClock(answer) {
  network.clock = { at: Date.parse(answer.now), rate: answer.rate, read: performance.now() };
  tell("clock");
}

/** Change faults on the server, then here. */
export async function changeFaults(change) {
  await change();
  setFaults((await read("/practice/faults")).faults);
}

/** Follow the network for as long as the page is open; a hidden page rests, and reads on when it is seen again. */
export async function follow() {
  for (;;) {
    try {
      await beSeen();
      take(await read("/practice/page/news", { ...seen, wait: WAIT }));
      setLost(false);
      await pause(BREATH);
    } catch {
      setLost(true);
      await pause(AFTER_A_LOSS);
    }
  }
}

/** Read again who there is. */
async function readDirectory() {
  directory = await read("/practice/telegram/directory");
  meet();
}

/** Give the person a phone if the story knows them and Telegram does not. */
export async function givePhone(person) {
  if (person.hasPhone) return;
  const [first, ...rest] = person.name.split(" ").reverse();
  await post("/practice/telegram/people", {
    id: person.id, first_name: first, last_name: rest.reverse().join(" ") || null, language_code: "vi",
  });
  await readDirectory();
}

/** The person of that id, or undefined. */
export function personOf(id) {
  return network.people.find((person) => person.id === id);
}

function take(news) {
  const isNew = seen.events === undefined || news.next < seen.events;
  const isTold = news.story.story !== undefined;
  const sheetsChanged = isNew || news.sheets !== seen.sheets;
  Object.assign(seen, { events: news.next, sheets: news.sheets, story: news.story.version });
  setClock(news.clock);
  setFaults(news.faults);
  if (isTold) network.story = news.story.story ?? {};
  if (isNew || directory.people.length === 0) readDirectory();
  if (isTold) { meet(); tell("story"); }
  if (isNew) tell("started");
  else news.events.forEach(takeEvent);
  if (sheetsChanged) tell("sheets");
}

function takeEvent(event) {
  if (event.kind === "member" || (event.chat > 0 ? !personOf(event.chat) : !groupOf(event.chat))) readDirectory();
  tell("event", event);
}

/** Put together who there is and what is told of them. */
function meet() {
  network.groups = directory.groups;
  network.people = withStory(directory.people);
  tell("people");
}

function groupOf(id) {
  return network.groups.find((group) => group.id === id);
}

function withStory(people) {
  const told = new Map((network.story.people ?? []).map((person) => [person.user, person]));
  const known = people.map((person) => ({
    ...told.get(person.id),
    id: person.id,
    name: told.get(person.id)?.name ?? [person.last_name, person.first_name].filter(Boolean).join(" "),
    blocked: person.blocked,
    hasPhone: true,
  }));
  const met = new Set(people.map((person) => person.id));
  const strangers = [...told.values()].filter((person) => !met.has(person.user));
  return [...known, ...strangers.map((person) => ({ ...person, id: person.user, blocked: false, hasPhone: false }))];
}

function setFaults(faults) {
  if (JSON.stringify(faults) === JSON.stringify(network.faults)) return;
  network.faults = faults;
  tell("faults");
}

function setLost(lost) {
  if (network.lost === lost) return;
  network.lost = lost;
  if (lost) seen.events = seen.sheets = undefined;
  tell("lost");
}

function beSeen() {
  if (!document.hidden) return Promise.resolve();
  return new Promise((resolve) => document.addEventListener("visibilitychange", resolve, { once: true }));
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
