/** The page: every part is built once and then kept true by what the network tells. */

import { startChat } from "./chat.js";
import { startClock } from "./clock.js";
import { el, icon } from "./dom.js";
import { faultsButton, startBanner } from "./faults.js";
import { guideButton, restartGuide, startGuide } from "./guide.js";
import { LANGUAGES, label, language, speak, told, words } from "./language.js";
import { startMonth } from "./month.js";
import { follow, network } from "./network.js";
import { startPanes } from "./panes.js";
import { startPeople } from "./people.js";
import { alertWith, attempt, confirmed, menu, say } from "./popup.js";
import { post } from "./server.js";
import { startSheets } from "./sheets.js";

const part = (id) => document.getElementById(id);

label();
startClock(part("clock"));
startTools(part("tools"));
startMonth(part("month"));
startBanner(part("banner"));
startGuide(part("guide"));
startPeople(part("people"));
startChat(part("chat"));
startSheets(part("sheets"));
startPanes(part("switcher"));
label();
follow();

function startTools(tools) {
  const more = el("button", { type: "button", class: "tool", "aria-haspopup": "menu", "data-title": "more", onclick: () => openMore(more) }, icon("more"), el("span", { "data-words": "more" }, words("more")));
  const other = el("button", { type: "button", class: "tool language", onclick: () => speak(otherLanguage()) });
  const write = () => { other.textContent = words("otherLanguage"); other.lang = otherLanguage(); };
  document.addEventListener("language", write);
  write();
  tools.append(faultsButton(), guideButton(), other, more);
}

function otherLanguage() {
  return LANGUAGES.find((one) => one !== language);
}

function openMore(button) {
  menu(button, words("more"), [
    { text: words("save"), icon: icon("save"), act: save },
    { text: words("reset"), icon: icon("reset"), act: reset },
    ...(network.story.parts ?? []).filter(isLocal).map(({ name, url }) => ({
      text: words("openPart", { name: words(`part_${name}`) }), icon: icon("link"), act: () => window.open(url, "_blank", "noopener"),
    })),
  ]);
}

async function save() {
  if (await attempt(() => post("/practice/save"))) say(words("saved"), "good");
}

async function reset() {
  const { reset: offered } = network.story;
  if (offered?.possible === false) { alertWith(told(offered.why)); return; }
  const why = [words("resetWhy"), told(offered?.why)].filter(Boolean).join(" ");
  if (!(await confirmed(words("resetQuestion"), why, words("reset")))) return;
  if (await attempt(() => post("/practice/reset"))) restartGuide();
}

function isLocal({ url }) {
  return /^http:\/\/(127\.0\.0\.1|localhost)(:|\/)/.test(url ?? "");
}
