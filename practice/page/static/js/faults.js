/** What can be made to fail, as switches; and the banner that says what fails now. */

import { el, icon, set, write } from "./dom.js";
import { words } from "./language.js";
import { changeFaults, network, on } from "./network.js";
import { attempt, popup } from "./popup.js";
import { post } from "./server.js";

const FAULTS = "/practice/faults";

/** By the name of its words: what is asked of the practice servers. */
const SWITCHES = {
  telegramDown: { kind: "5xx", service: "telegram", status: 502 },
  telegram429: { kind: "429", service: "telegram", retry_after: 5 },
  telegramLost: { kind: "lost", service: "telegram", method: "sendMessage" },
  telegramSlow: { kind: "slow", service: "telegram", seconds: 2 },
  sheetsDown: { kind: "5xx", service: "sheets", status: 503 },
  sheets429: { kind: "429", service: "sheets", retry_after: 30 },
  sheetsLost: { kind: "lost", service: "sheets" },
  sheetsSlow: { kind: "slow", service: "sheets", seconds: 2 },
};

const banner = { element: null, text: el("span", {}), mend: el("button", { type: "button", class: "plain", onclick: mendAll }) };

/** The button that opens the switches. */
export function faultsButton() {
  const button = el("button", { type: "button", class: "tool", "aria-haspopup": "dialog", "data-title": "faults", onclick: () => openSwitches(button) }, icon("bolt"), el("span", { "data-words": "faults" }, words("faults")));
  return button;
}

/** Keep the banner true: what is broken, what is starting, whether the servers are there. */
export function startBanner(element) {
  banner.element = element;
  element.append(icon("bolt"), banner.text, banner.mend);
  for (const topic of ["faults", "story", "lost"]) on(topic, drawBanner);
  document.addEventListener("language", drawBanner);
}

function openSwitches(button) {
  const person = network.people.find(({ id }) => id === network.chosen?.chat);
  const rows = Object.keys(SWITCHES).map((name) => toggle(words(name), () => isOn(name), () => flip(name)));
  const block = person && toggle(words("blockBy", { name: person.name }), () => network.people.find(({ id }) => id === person.id).blocked,
    () => post(`/practice/telegram/${network.people.find(({ id }) => id === person.id).blocked ? "unblock" : "block"}`, { user: person.id }));
  popup(button, words("faults"), el("h3", {}, words("faults")), el("p", {}, words("faultsWhy")),
    el("div", { class: "switches" }, rows, block ?? el("p", { class: "hint" }, words("blockWhom"))));
}

function toggle(text, isNow, act) {
  const button = el("button", { type: "button", role: "switch", "aria-checked": String(isNow()) }, el("span", {}, text), el("i", { "aria-hidden": "true" }));
  button.onclick = async () => {
    const wanted = !isNow();
    if (await attempt(async () => { await act(); return true; })) set(button, "aria-checked", String(wanted));
  };
  return button;
}

function flip(name) {
  const found = matching(name);
  return changeFaults(() => found.length
    ? Promise.all(found.map(({ id }) => post(`${FAULTS}/${id}`, {}, "DELETE")))
    : post(FAULTS, SWITCHES[name]));
}

function mendAll() {
  return attempt(() => changeFaults(() => post(FAULTS, {}, "DELETE")));
}

function isOn(name) {
  return matching(name).length > 0;
}

function matching(name) {
  const { kind, service } = SWITCHES[name];
  return network.faults.filter((fault) => fault.kind === kind && fault.service === service);
}

function drawBanner() {
  const broken = Object.keys(SWITCHES).filter(isOn).map((name) => words(name));
  const parts = (network.story.parts ?? []).filter(({ state }) => state !== "running")
    .map(({ name, state }) => words(`part_${state}`, { name: words(`part_${name}`) }));
  const others = network.faults.length > 0 && broken.length === 0 ? [words("otherFaults")] : [];
  const said = network.lost ? [words("lost")] : [...broken, ...others, ...parts];
  banner.element.hidden = said.length === 0;
  banner.element.dataset.kind = network.lost || broken.length || others.length ? "bad" : "starting";
  write(banner.text, broken.length && !network.lost ? words("broken", { what: said.join(" · ") }) : said.join(" · "));
  write(banner.mend, words("mend"));
  banner.mend.hidden = network.lost || network.faults.length === 0;
}
