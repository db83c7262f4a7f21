/** One message as Telegram draws it. */

import { el, icon } from "./dom.js";
import { formatted } from "./entities.js";
import { words } from "./language.js";
import { shown } from "./moments.js";
import { network, personOf, tell } from "./network.js";

const FILES = "/practice/telegram/files/";
const UNITS = ["B", "KB", "MB"];

/** Draw a message; `acts` has press(message, button, element) and command(text). */
export function bubble(message, acts) {
  const said = serviceWords(message);
  if (said) return el("div", { class: "service", "data-message": message.message_id }, said);
  const isOwn = message.from.id === network.chosen.user;
  const drawn = el("article", {
    class: `message ${isOwn ? "own" : "other"}`, "data-message": message.message_id, "aria-label": nameOf(message.from),
  }, el("div", { class: "bubble" }, heading(message, isOwn), forwarded(message), quoted(message), content(message, acts), foot(message)),
  inlineKeyboard(message, acts));
  return drawn;
}

/** The name that people see. */
function nameOf(user) {
  return user.is_bot ? user.first_name : personOf(user.id)?.name ?? [user.last_name, user.first_name].filter(Boolean).join(" ");
}

function heading(message, isOwn) {
  return message.chat.type === "private" || isOwn ? null : el("div", { class: "author" }, nameOf(message.from));
}

function forwarded(message) {
  const origin = message.forward_origin;
  if (!origin) return null;
  const who = origin.sender_user ? nameOf(origin.sender_user) : origin.sender_user_name ?? origin.chat?.title ?? "";
  return el("div", { class: "forwarded" }, words("forwarded", { who }));
}

function quoted(message) {
  const quote = message.reply_to_message;
  if (!quote) return null;
  return el("blockquote", { class: "reply" }, el("b", {}, nameOf(quote.from)), el("span", {}, quote.text ?? quote.caption ?? words("aFile")));
}

function content(message, acts) {
  const text = message.text ?? message.caption;
  const entities = message.entities ?? message.caption_entities;
  return [
    media(message),
    text === undefined ? null : el("div", { class: "text" }, formatted(text, entities, acts.command)),
  ];
}

function media(message) {
  if (message.photo) return picture(message.photo.at(-1), message.caption);
  if (message.document) return file(message.document);
  if (message.video) return file(message.video);
  if (message.sticker) return el("div", { class: "sticker", role: "img", "aria-label": words("sticker") }, message.sticker.emoji);
  if (message.contact) return contact(message.contact);
  return null;
}

function picture(photo, caption) {
  const address = FILES + encodeURIComponent(photo.file_id);
  return el("a", { class: "photo", href: address, target: "_blank" }, el("img", { src: address, alt: caption ?? words("photo"), loading: "lazy" }));
}

function file(document) {
  const name = document.file_name ?? words("aFile");
  const isPdf = document.mime_type === "application/pdf";
  return el("a", {
    class: "file", href: FILES + encodeURIComponent(document.file_id), target: "_blank",
    onclick: () => tell("acted", { what: "opened", isPdf }),
  }, el("span", { class: "sheet" }, icon("file"), el("span", {}, (name.split(".").pop() ?? "").slice(0, 4))),
  el("span", { class: "about" }, el("b", {}, name), el("small", {}, `${size(document.file_size)} · ${words(isPdf ? "open" : "download")}`)));
}

function contact(shared) {
  const name = [shared.last_name, shared.first_name].filter(Boolean).join(" ");
  return el("div", { class: "contact" }, icon("contact"), el("span", {}, el("b", {}, name), el("small", {}, shared.phone_number)));
}

function size(bytes = 0) {
  let unit = 0;
  let left = bytes;
  while (left >= 1000 && unit < UNITS.length - 1) { left /= 1000; unit += 1; }
  return `${left.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })} ${UNITS[unit]}`;
}

function foot(message) {
  const at = new Date(message.date * 1000);
  return el("div", { class: "foot" }, message.edit_date ? `${words("edited")} ` : null, el("time", { datetime: at.toISOString() }, shown(at, "time")));
}

function inlineKeyboard(message, acts) {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  if (!rows.length) return null;
  const label = words("buttons");
  return el("div", { class: "inline", role: "group", "aria-label": label }, rows.map((row) => el("div", {}, row.map((button) => inlineButton(message, button, acts)))));
}

function inlineButton(message, button, acts) {
  if (button.url && /^https?:/i.test(button.url)) {
    return el("a", { href: button.url, target: "_blank", rel: "noopener noreferrer" }, button.text, icon("link"));
  }
  const pressed = (event) => acts.press(message, button, event.currentTarget);
  return el("button", { type: "button", disabled: button.callback_data === undefined, onclick: pressed }, button.text);
}

function serviceWords(message) {
  const came = message.new_chat_members?.map(nameOf).join(", ");
  if (came) return words("joined", { who: came });
  if (message.left_chat_member) return words("left", { who: nameOf(message.left_chat_member) });
  if (message.pinned_message) return words("pinned", { who: nameOf(message.from) });
  if (message.forum_topic_created) return words("topic", { name: message.forum_topic_created.name });
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return words("migrated");
  const kinds = ["text", "caption", "photo", "document", "video", "sticker", "contact"];
  return kinds.some((kind) => kind in message) ? null : words("happened");
}
