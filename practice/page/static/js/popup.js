/** Small windows: beside a button, a menu, a question, and words that go away by themselves. */

import { el } from "./dom.js";
import { words } from "./language.js";

const GAP = 6;
const SHOWN_FOR = 7000;

/** Open a window beside `anchor`; Escape or a click elsewhere closes it. Returns the element; `hidePopover()` closes it. */
export function popup(anchor, label, ...children) {
  const opened = el("div", { class: "popup", popover: "auto", role: "dialog", "aria-label": label }, ...children);
  // Not within a list or a table: its keys and its looks are not those of the window.
  (anchor.closest("table, ol, ul") ?? anchor).after(opened);
  anchor.setAttribute("aria-expanded", "true");
  opened.ontoggle = (event) => {
    if (event.newState === "open") return;
    anchor.setAttribute("aria-expanded", "false");
    if (opened.contains(document.activeElement) || document.activeElement === document.body) anchor.focus();
    opened.remove();
  };
  opened.showPopover();
  place(opened, anchor.getBoundingClientRect());
  opened.querySelector("[autofocus], button, input, select, a")?.focus({ focusVisible: true });
  return opened;
}

/** Open a menu: `items` are `{text, act, icon?, isOff?}`. Arrow keys walk through it. */
export function menu(anchor, label, items) {
  const opened = popup(anchor, label);
  opened.setAttribute("role", "menu");
  opened.append(...items.map((item) => el("button", {
    type: "button", role: "menuitem", disabled: item.isOff,
    onclick: () => { opened.hidePopover(); item.act(); },
  }, item.icon ?? null, item.text)));
  walk(opened, "button:not(:disabled)");
  place(opened, anchor.getBoundingClientRect());
  opened.querySelector("button:not(:disabled)")?.focus();
  return opened;
}

/** Let the arrow keys (and Home, End) walk among the elements of a container that match. */
export function walk(container, what) {
  container.addEventListener("keydown", (event) => {
    const places = [...container.querySelectorAll(what)].filter((place) => place.checkVisibility());
    const at = places.indexOf(event.target.closest(what));
    const steps = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: places.length - 1 };
    const to = places[steps[event.key]];
    if (at < 0 || !to) return;
    event.preventDefault();
    to.focus();
  });
}

/** Ask before something that cannot be taken back; resolves to whether it was confirmed. */
export function confirmed(question, why, yes) {
  return new Promise((resolve) => {
    const dialog = el("dialog", { class: "question", "aria-labelledby": "question" },
      el("form", { method: "dialog" },
        el("h2", { id: "question" }, question),
        el("p", {}, why),
        el("div", { class: "choices" },
          el("button", { value: "no", autofocus: true }, words("cancel")),
          el("button", { value: "yes", class: "danger" }, yes))));
    dialog.onclose = () => { dialog.remove(); resolve(dialog.returnValue === "yes"); };
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Say something that must be read before going on: Telegram's alert. */
export function alertWith(text) {
  const dialog = el("dialog", { class: "question", "aria-label": text },
    el("form", { method: "dialog" }, el("p", {}, text), el("div", { class: "choices" }, el("button", {}, words("ok")))));
  dialog.onclose = () => dialog.remove();
  document.body.append(dialog);
  dialog.showModal();
}

/** Say something in passing. */
export function say(text, kind = "plain") {
  const toast = el("p", { class: `toast ${kind}` }, text);
  document.getElementById("toasts").append(toast);
  setTimeout(() => toast.remove(), SHOWN_FOR);
}

/** Do it; what the servers refuse is said in passing. Resolves to the answer, or undefined. */
export async function attempt(act) {
  try {
    return await act();
  } catch (refusal) {
    say(refusal instanceof TypeError ? words("lost") : words("refused", { why: refusal.message }), "bad");
    return undefined;
  }
}

function place(opened, beside) {
  const { width, height } = opened.getBoundingClientRect();
  const below = beside.bottom + GAP + height <= innerHeight;
  const top = below ? beside.bottom + GAP : Math.max(GAP, beside.top - GAP - height);
  const left = Math.min(beside.left, innerWidth - width - GAP);
  Object.assign(opened.style, { top: `${top}px`, left: `${Math.max(GAP, left)}px` });
}
