/** Vietnamese first, English second; the choice is remembered. */

import { WORDS } from "./words.js";

const KEPT = "nhipcau.language";

export const LANGUAGES = ["vi", "en"];
export let language = LANGUAGES.includes(localStorage.getItem(KEPT)) ? localStorage.getItem(KEPT) : "vi";

/** The words of that name, with `{facts}` put in. */
export function words(name, facts = {}) {
  const found = WORDS[language][name];
  if (found === undefined) throw new Error(`No words for ${name} in ${language}.`);
  return found.replace(/\{(\w+)\}/g, (_, fact) => String(facts[fact]));
}

/** What the house says in two languages, `{vi, en}`, with a capital at its beginning. */
export function told(both) {
  const said = both?.[language] ?? both?.vi ?? "";
  return said.charAt(0).toLocaleUpperCase(language) + said.slice(1);
}

/** Speak another language from now on. */
export function speak(wanted) {
  language = wanted;
  localStorage.setItem(KEPT, wanted);
  label();
  document.dispatchEvent(new Event("language"));
}

/** Write the words that the page's own HTML asks for. */
export function label() {
  document.documentElement.lang = language;
  document.title = words("title");
  for (const element of document.querySelectorAll("[data-words]")) element.textContent = words(element.dataset.words);
  for (const element of document.querySelectorAll("[data-title]")) element.title = words(element.dataset.title);
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", words(element.dataset.label));
  }
}
