/** Where the open phone writes: text, files, contact, sticker, the bot's menu, the reply keyboard. */

import { el, icon } from "./dom.js";
import { words } from "./language.js";
import { network, on, tell } from "./network.js";
import { attempt, menu, say } from "./popup.js";
import { post, read, upload } from "./server.js";

const PHONES = "/practice/telegram";
const OWN_NUMBER = "+84900000000";

const text = el("textarea", { id: "composer", rows: "1", maxlength: "4096" });
const attach = round("attach", openAttachments);
const commands = round("keyboard", openCommands);
const send = round("send", sendText);
const pick = el("input", { type: "file", hidden: true, multiple: true, tabindex: "-1" });
const keys = el("div", { class: "keys", role: "group" });
const writing = el("form", { class: "composer" }, attach, commands, text, send, pick);
const unblock = el("button", { type: "button", class: "wide", onclick: () => act("unblock", {}) });
const start = el("button", { type: "button", class: "wide start", onclick: begin });
let chat = null;

/** Build it at the foot of the chat pane. */
export function startComposer(pane) {
  pane.append(el("div", { class: "foot-of-chat" }, start, unblock, writing, keys));
  writing.onsubmit = (event) => { event.preventDefault(); sendText(); };
  text.oninput = grow;
  text.onkeydown = (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    sendText();
  };
  pick.onchange = sendFiles;
  document.addEventListener("language", draw);
  on("people", draw);
}

/** Show what this chat offers: `keyboard` is its reply keyboard, `isNew` whether nothing was said in it yet. */
export function offer(shown) {
  chat = { ...chat, ...shown };
  draw();
}

/** Write a text for the open phone: a command that was pressed, a button of the reply keyboard. */
export async function speak(words) {
  if (await act("say", { text: words })) tell("acted", { what: "said" });
}

/** Do something as whoever is open, where they are. */
export function act(deed, what) {
  return attempt(() => post(`${PHONES}/${deed}`, { user: network.chosen.user, ...where(deed), ...what }));
}

function where(deed) {
  return deed.endsWith("block") ? {} : { chat: network.chosen.chat };
}

function round(name, onclick) {
  return el("button", { type: "button", class: "round", onclick, "data-name": name }, icon(name));
}

function draw() {
  if (!network.chosen) return;
  const person = network.people.find(({ id }) => id === network.chosen.user);
  const isPrivate = network.chosen.chat > 0;
  const isBlocked = isPrivate && Boolean(person?.blocked);
  unblock.textContent = words("unblock");
  start.textContent = words("start");
  unblock.hidden = !isBlocked;
  start.hidden = isBlocked || !isPrivate || !chat?.isNew;
  writing.hidden = isBlocked;
  text.placeholder = words("write");
  for (const [element, name] of [[text, "write"], [attach, "attach"], [commands, "commands"], [send, "send"], [keys, "keyboard"]]) {
    element.setAttribute("aria-label", words(name));
  }
  drawKeys(isBlocked ? null : chat?.keyboard);
}

function drawKeys(keyboard) {
  const rows = keyboard?.keyboard ?? [];
  const written = JSON.stringify(rows);
  if (keys.dataset.drawn === written) return;
  keys.dataset.drawn = written;
  keys.replaceChildren(...rows.map((row) => el("div", {}, row.map((key) => el("button", { type: "button", onclick: () => press(key) }, key.text)))));
}

function press(key) {
  return key.request_contact ? act("contact", { phone_number: OWN_NUMBER }) : speak(key.text);
}

async function sendText() {
  const said = text.value.trim();
  text.focus();
  if (!said) return;
  text.value = "";
  grow();
  if (await act("say", { text: said })) tell("acted", { what: "said" });
  else text.value = said;
}

function begin() {
  const invite = network.people.find(({ id }) => id === network.chosen.user)?.invite;
  const code = invite ? new URL(invite).searchParams.get("start") : "";
  text.focus();
  return speak(`/start ${code}`.trim());
}

function grow() {
  text.style.height = "auto";
  text.style.height = `${Math.min(text.scrollHeight, 140)}px`;
}

function openAttachments() {
  menu(attach, words("attach"), [
    { text: words("photo"), icon: icon("photo"), act: () => pickFiles("image/*") },
    { text: words("aFile"), icon: icon("file"), act: () => pickFiles("") },
    { text: words("ownContact"), icon: icon("contact"), act: () => act("contact", { phone_number: OWN_NUMBER }) },
    { text: words("sticker"), icon: icon("sticker"), act: () => act("sticker", {}) },
  ]);
}

async function openCommands() {
  const { user, chat: place } = network.chosen;
  const offered = await attempt(() => read(`${PHONES}/menu`, { user, chat: place }));
  if (!offered) return;
  if (!offered.commands.length) { say(words("noCommands")); return; }
  menu(commands, words("commands"), offered.commands.map(({ command, description }) => ({
    text: `/${command} · ${description}`, act: () => speak(`/${command}`),
  })));
}

function pickFiles(accept) {
  pick.accept = accept;
  pick.dataset.as = accept ? "photo" : "document";
  pick.click();
}

async function sendFiles() {
  const { chat: place, user } = network.chosen;
  const kind = pick.dataset.as;
  const files = [...pick.files];
  pick.value = "";
  const album = files.length > 1 ? String(Date.now()) : null;
  for (const file of files) {
    const named = kind === "document" ? { filename: file.name, mime_type: file.type || "application/octet-stream" } : {};
    await attempt(() => upload(`${PHONES}/${kind}`, { user, chat: place, content: file, media_group_id: album, ...named }));
  }
}
