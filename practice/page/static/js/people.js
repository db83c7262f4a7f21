/** The pane of people and groups: search, filter, pick one. */

import { el, icon, set, write } from "./dom.js";
import { language, told, words } from "./language.js";
import { choose, givePhone, network, on } from "./network.js";
import { showPane } from "./panes.js";
import { attempt, walk } from "./popup.js";
import { finds, initials } from "./search.js";

const MOODS = ["owes", "late", "done", "away", "blocked", "unbound", "staff"];
const HUES = 12;

const rows = new Map();
const unread = new Map();
const search = el("input", { type: "search", id: "search", autocomplete: "off", spellcheck: "false" });
const unit = el("select", {});
const mood = el("select", {});
const list = el("ul", { class: "names", id: "names" });
const count = el("p", { class: "count", role: "status" });

/** Build the pane and keep it true. */
export function startPeople(pane) {
  pane.append(
    el("div", { class: "finder" }, el("div", { class: "field" }, icon("search"), search),
      el("div", { class: "filters" }, unit, mood)),
    list, count);
  search.oninput = unit.onchange = mood.onchange = draw;
  walk(list, "button");
  search.onkeydown = (event) => { if (["ArrowDown", "Enter"].includes(event.key)) list.querySelector("li:not([hidden]) button")?.focus(); };
  on("people", draw);
  on("chosen", read);
  on("event", countUnread);
  on("started", () => unread.clear());
  document.addEventListener("language", draw);
  draw();
}

/** Open someone's phone, giving them one first if they have none. */
export async function openPhone(person) {
  await attempt(() => givePhone(person));
  choose(person.id, person.id);
  showPane("chat", "chat-name");
}

/** Open a group as the member who speaks there: whoever is open now, else the first of the staff in it. */
export function openGroup(group) {
  const present = group.members.filter((id) => network.people.some((person) => person.id === id));
  const staff = present.find((id) => network.people.find((person) => person.id === id).mood === "staff");
  const who = present.includes(network.chosen?.user) ? network.chosen.user : staff ?? present[0];
  choose(group.id, who);
  showPane("chat", "chat-name");
}

/** How many messages someone has not seen yet. */
export function unseen(id) {
  return unread.get(id) ?? 0;
}

/** A coloured circle with someone's letters. */
export function face(id, name) {
  return el("span", { class: "face", "data-hue": Math.abs(id) % HUES, "aria-hidden": "true" }, initials(name));
}

function draw() {
  search.placeholder = words("searchShort");
  search.setAttribute("aria-label", words("search"));
  offer(unit, words("anyUnit"), unitsOf(network.people).map((name) => [name, name]));
  offer(mood, words("anyState"), MOODS.map((name) => [name, words(`mood_${name}`)]));
  const wanted = [...network.groups.map(groupRow), ...network.people.map(personRow)];
  const kept = new Set(wanted.map((row) => row.id));
  for (const [id, row] of rows) if (!kept.has(id)) { row.remove(); rows.delete(id); }
  wanted.forEach((row, at) => { if (list.children[at] !== row.item) list.insertBefore(row.item, list.children[at] ?? null); });
  const shown = wanted.filter((row) => !row.item.hidden).length;
  write(count, wanted.length === 0 ? words("nobody") : words("peopleShown", { shown, all: wanted.length }));
  read();
}

function offer(select, all, choices) {
  const written = JSON.stringify([all, choices]);
  if (select.dataset.offered === written) return;
  select.dataset.offered = written;
  const before = select.value;
  select.setAttribute("aria-label", all);
  select.replaceChildren(el("option", { value: "" }, all), ...choices.map(([value, text]) => el("option", { value }, text)));
  select.value = choices.some(([value]) => value === before) ? before : "";
}

function unitsOf(people) {
  return [...new Set(people.map((person) => person.unit).filter(Boolean))].sort((one, other) => one.localeCompare(other, language));
}

function personRow(person) {
  const row = rowOf(person.id, person.name, () => openPhone(network.people.find(({ id }) => id === person.id)));
  const state = person.blocked ? words("mood_blocked") : told(person.state);
  write(row.name, person.name);
  write(row.about, person.unit || told(person.role));
  write(row.state, state);
  set(row.state, "data-mood", person.blocked ? "blocked" : person.mood ?? "unbound");
  row.item.hidden = !matches(person, `${person.name} ${person.unit ?? ""}`);
  return row;
}

function groupRow(group) {
  const row = rowOf(group.id, group.title, () => openGroup(network.groups.find(({ id }) => id === group.id)));
  write(row.name, group.title);
  write(row.about, words("groupOf", { count: group.members.length }));
  row.item.hidden = Boolean(unit.value || mood.value) || !finds(search.value, group.title);
  return row;
}

function matches(person, text) {
  const is = person.blocked ? "blocked" : person.mood;
  return finds(search.value, text) && (!unit.value || person.unit === unit.value) && (!mood.value || is === mood.value);
}

function rowOf(id, called, act) {
  const known = rows.get(id);
  if (known) return known;
  const row = { id, name: el("b", {}), about: el("small", {}), state: el("span", { class: "state" }), news: el("span", { class: "news" }) };
  row.button = el("button", { type: "button", onclick: act }, face(id, called),
    el("span", { class: "who" }, row.name, el("span", { class: "standing" }, row.state, row.about)), row.news);
  row.item = el("li", {}, row.button);
  row.remove = () => row.item.remove();
  rows.set(id, row);
  return row;
}

function countUnread(event) {
  if (event.kind !== "message" || event.from !== "bot" || event.chat === network.chosen?.chat) return;
  unread.set(event.chat, (unread.get(event.chat) ?? 0) + 1);
  showNews(event.chat);
}

function read() {
  if (network.chosen) unread.delete(network.chosen.chat);
  for (const [id, row] of rows) {
    showNews(id);
    set(row.button, "aria-current", id === network.chosen?.chat ? "true" : null);
  }
  const current = rows.get(network.chosen?.chat) ?? rows.values().next().value;
  for (const row of rows.values()) row.button.tabIndex = row === current ? 0 : -1;
}

function showNews(id) {
  const row = rows.get(id);
  if (!row) return;
  const number = unseen(id);
  write(row.news, number ? String(number) : "");
  set(row.news, "aria-label", number ? words("newMessages", { count: number }) : null);
  set(row.news, "role", number ? "img" : null);
}
