/** Which pane a phone shows; on a wide screen all are there. */

import { el, icon } from "./dom.js";
import { words } from "./language.js";

const PANES = ["people", "chat", "sheets"];
const buttons = new Map();

/** Build the bar at the foot of a phone's screen. */
export function startPanes(bar) {
  for (const name of PANES) {
    const button = el("button", { type: "button", onclick: () => showPane(name) }, icon(name), el("span", { "data-words": name }, words(name)));
    buttons.set(name, button);
  }
  bar.append(...buttons.values());
  showPane("people");
}

/** Show a pane, and move the focus into it if the one that had it is gone. */
export function showPane(name, focus = undefined) {
  document.body.dataset.pane = name;
  for (const [one, button] of buttons) {
    if (one === name) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
  if (focus && matchMedia("(max-width: 999px)").matches) document.getElementById(focus)?.focus();
}
