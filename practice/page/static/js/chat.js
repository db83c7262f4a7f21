/** The pane of the open phone: whose it is, what was said, where they write. */

import { act, offer, speak, startComposer } from "./composer.js";
import { conversation } from "./conversation.js";
import { el, icon, write } from "./dom.js";
import { told, words } from "./language.js";
import { choose, network, on, personOf, tell } from "./network.js";
import { face } from "./people.js";
import { showPane } from "./panes.js";
import { alertWith, menu, say } from "./popup.js";
import { read } from "./server.js";

const TYPING_MS = 5000;
const SPINNING_MS = 15000;

const log = el("div", { class: "log", id: "log", role: "log", tabindex: "0" });
const empty = el("p", { class: "empty" });
const title = el("h2", { id: "chat-name", tabindex: "-1" });
const about = el("p", { class: "about", role: "status" });
const portrait = el("span", { class: "portrait" });
const speaker = el("select", { onchange: () => choose(network.chosen.chat, Number(speaker.value)) });
const back = el("button", { type: "button", class: "round back", onclick: () => showPane("people", "search") }, icon("back"));
const more = el("button", { type: "button", class: "round", "aria-haspopup": "menu", onclick: openMore }, icon("more"));
const head = el("header", { class: "chat-head", hidden: true }, back, portrait, el("div", { class: "names" }, title, about), speaker, more);
const talk = conversation(log, { press, command: speak });
let opened = null;
let typing = null;

/** Build the pane and follow the chat that is open. */
export function startChat(pane) {
  pane.append(head, log, empty);
  startComposer(pane);
  on("chosen", open);
  on("started", open);
  on("event", follow);
  on("people", drawHead);
  document.addEventListener("language", () => { drawHead(); open(); });
  drawHead();
}

async function open() {
  if (!network.chosen) return;
  const { chat, user } = network.chosen;
  const mine = (opened = Symbol("opened"));
  drawHead();
  const seen = await read(`/practice/telegram/chats/${chat}`).catch(() => ({ messages: [], keyboard: null }));
  if (mine !== opened) return;
  log.setAttribute("aria-live", "off");
  talk.clear();
  seen.messages.forEach(talk.put);
  offer({ keyboard: seen.keyboard, isNew: seen.messages.length === 0 });
  talk.toEnd();
  requestAnimationFrame(() => log.setAttribute("aria-live", "polite"));
  tell("opened", { chat, user });
}

function follow(event) {
  if (event.chat !== network.chosen?.chat) return;
  const { kind, message } = event;
  if (kind === "message" || kind === "edit") talk.put(message);
  if (kind === "message") offer({ isNew: false, ...keyboardOf(event) });
  if (kind === "delete") talk.drop(message.message_id);
  if (kind === "action") showTyping();
  else stopTyping();
  if (kind === "callback_answer" && event.user === network.chosen.user) answered(event);
}

function keyboardOf(event) {
  if (!("keyboard" in event)) return {};
  return { keyboard: "remove_keyboard" in event.keyboard ? null : event.keyboard };
}

async function press(message, button, element) {
  element.setAttribute("aria-busy", "true");
  setTimeout(() => element.removeAttribute("aria-busy"), SPINNING_MS);
  const asked = await act("press", { message_id: message.message_id, data: button.callback_data });
  if (asked) tell("acted", { what: "pressed" });
  else element.removeAttribute("aria-busy");
}

function answered(event) {
  for (const waiting of log.querySelectorAll("[aria-busy]")) waiting.removeAttribute("aria-busy");
  if (!event.text) return;
  if (event.show_alert) alertWith(event.text);
  else say(event.text);
}

function showTyping() {
  clearTimeout(typing);
  typing = setTimeout(stopTyping, TYPING_MS);
  write(about, words("typing"));
}

function stopTyping() {
  clearTimeout(typing);
  typing = null;
  drawHead();
}

function drawHead() {
  log.setAttribute("aria-label", words("messages"));
  for (const [button, name] of [[back, "people"], [more, "more"], [speaker, "speakAs"]]) button.setAttribute("aria-label", words(name));
  empty.hidden = Boolean(network.chosen);
  write(empty, words("chooseSomeone"));
  head.hidden = log.hidden = !network.chosen;
  document.querySelector(".foot-of-chat").hidden = !network.chosen;
  if (!network.chosen) return;
  const { chat } = network.chosen;
  if (chat > 0) drawPerson(personOf(chat), chat);
  else drawGroup(network.groups.find(({ id }) => id === chat));
}

function drawPerson(person, id) {
  speaker.hidden = true;
  const name = person?.name ?? String(id);
  write(title, name);
  portrait.replaceChildren(face(id, name));
  const state = person?.blocked ? words("mood_blocked") : told(person?.state);
  if (!typing) write(about, [told(person?.role), person?.unit, state].filter(Boolean).join(" · "));
}

function drawGroup(group) {
  if (!group) return;
  write(title, group.title);
  portrait.replaceChildren(face(group.id, group.title));
  if (!typing) write(about, words("groupOf", { count: group.members.length }));
  const members = network.people.filter(({ id }) => group.members.includes(id));
  speaker.hidden = false;
  speaker.replaceChildren(...members.map(({ id, name }) => el("option", { value: id }, words("as", { name }))));
  speaker.value = network.chosen.user;
}

function openMore() {
  const person = network.chosen.chat > 0 ? personOf(network.chosen.chat) : null;
  menu(more, words("more"), [
    { text: words("showStatus"), icon: icon("chat"), act: () => speak("/trangthai"), isOff: !person || person.blocked },
    { text: words("block"), icon: icon("block"), act: () => act("block", {}), isOff: !person || person.blocked },
    { text: words("unblock"), icon: icon("check"), act: () => act("unblock", {}), isOff: !person?.blocked },
  ]);
}
