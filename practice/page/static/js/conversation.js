/** The messages of the open chat: in order, with days between them and albums held together, patched in place. */

import { el } from "./dom.js";
import { words } from "./language.js";
import { bubble } from "./messages.js";
import { dayOf, shown } from "./moments.js";

const NEAR = 120;

/** A conversation in `log`; `acts` is what its messages can ask for. */
export function conversation(log, acts) {
  const drawn = new Map();
  let lastDay = "";

  function clear() {
    drawn.clear();
    lastDay = "";
    log.replaceChildren();
  }

  /** Show a message, in the place of an older state of it. */
  function put(message) {
    const before = drawn.get(message.message_id);
    const after = bubble(message, acts);
    drawn.set(message.message_id, after);
    const isAtEnd = isNear();
    if (before) replace(before, after);
    else append(message, after);
    if (isAtEnd || after.classList.contains("own")) toEnd();
  }

  function drop(number) {
    const gone = drawn.get(number);
    if (!gone) return;
    if (gone.contains(document.activeElement)) log.focus();
    gone.remove();
    drawn.delete(number);
  }

  function append(message, element) {
    const at = new Date(message.date * 1000);
    if (dayOf(at) !== lastDay) {
      lastDay = dayOf(at);
      log.append(el("div", { class: "day" }, shown(at, "day")));
    }
    placeFor(message).append(element);
  }

  function isNear() {
    return log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
  }

  function placeFor(message) {
    const album = message.media_group_id;
    if (!album) return log;
    const last = log.lastElementChild;
    if (last?.dataset.album === album) return last;
    const made = el("div", { class: "album", role: "group", "aria-label": words("album"), "data-album": album });
    log.append(made);
    return made;
  }

  function toEnd() {
    log.scrollTop = log.scrollHeight;
    // Pictures get their height late.
    for (const image of log.querySelectorAll("img:not([data-awaited])")) {
      image.dataset.awaited = "";
      image.onload = () => { log.scrollTop = log.scrollHeight; };
    }
  }

  return { clear, put, drop, toEnd };
}

/** Put one element in another's place; the focus goes to the button at the same place, or to the message. */
function replace(before, after) {
  const buttons = [...before.querySelectorAll(".inline button, .inline a")];
  const at = buttons.indexOf(document.activeElement);
  before.replaceWith(after);
  if (at < 0) return;
  const successor = after.querySelectorAll(".inline button, .inline a")[at] ?? after;
  if (successor === after) after.tabIndex = -1;
  successor.focus({ preventScroll: true });
}
