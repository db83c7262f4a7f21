/** A text and its entities, counted in UTF-16 units as JavaScript counts, as elements. */

import { el } from "./dom.js";

const TAGS = {
  bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};
const SAFE = /^(https?|tg|mailto):/i;

/** The nodes of a formatted text; `onCommand` is called with a command that is pressed. */
export function formatted(text, entities = [], onCommand = undefined) {
  return nodes(text, 0, text.length, [...entities].sort((one, other) => one.offset - other.offset || other.length - one.length), onCommand);
}

function nodes(text, start, end, entities, onCommand) {
  const made = [];
  let at = start;
  while (entities.length && entities[0].offset < end) {
    const entity = entities.shift();
    const stop = Math.min(end, entity.offset + entity.length);
    if (entity.offset > at) made.push(text.slice(at, entity.offset));
    made.push(marked(entity, text.slice(entity.offset, stop), nodes(text, entity.offset, stop, entities, onCommand), onCommand));
    at = Math.max(at, stop);
  }
  if (at < end) made.push(text.slice(at, end));
  return made;
}

function marked(entity, covered, inside, onCommand) {
  if (entity.type in TAGS) return el(TAGS[entity.type], {}, inside);
  if (entity.type === "spoiler") return el("span", { class: "spoiler", tabindex: "0" }, inside);
  if (entity.type === "bot_command" && onCommand) {
    return el("button", { type: "button", class: "command", onclick: () => onCommand(covered) }, inside);
  }
  const address = { text_link: entity.url, url: covered, email: `mailto:${covered}` }[entity.type];
  if (address && SAFE.test(address)) return el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, inside);
  return el("span", { class: "mention" }, inside);
}
