/** The pane of shared sheets: which file, which tab, and what a person does in it. */

import { letters } from "./a1.js";
import { el, icon, set, write } from "./dom.js";
import { grid } from "./grid.js";
import { words } from "./language.js";
import { on } from "./network.js";
import { attempt, menu, popup, walk } from "./popup.js";
import { post, read } from "./server.js";
import { goNext } from "./travel.js";

const SHEETS = "/practice/sheets";

const book = el("select", { id: "book", onchange: () => show(book.value, null) });
const tabs = el("div", { class: "tabs", role: "tablist" });
const name = el("output", { class: "cell-name" });
const shownText = el("span", { class: "cell-text" });
const note = el("span", { class: "cell-note" });
const tools = el("button", { type: "button", class: "plain", "aria-haspopup": "menu", onclick: () => openTools(tools) }, icon("more"));
const table = el("table", { role: "grid" });
const panel = el("div", { class: "scroller", role: "tabpanel", id: "tabpanel", "aria-labelledby": "" }, table);
const empty = el("div", { class: "empty" });
const body = el("div", { class: "book" }, el("div", { class: "sheet-head" }, book, tools),
  el("div", { class: "cell-bar" }, name, shownText, note), panel, tabs);
const cells = grid(table, { type, openColumn, openRow, select });
const open = { spreadsheet: null, tab: null, isChosen: false };
let drawing = Promise.resolve();

/** Build the pane and keep it true. */
export function startSheets(pane) {
  pane.append(body, empty);
  walk(tabs, "[role=tab]");
  on("sheets", refresh);
  document.addEventListener("language", refresh);
  refresh();
}

/** Draw what there is now; one drawing after the other. */
function refresh() {
  drawing = drawing.then(() => attempt(draw));
  return drawing;
}

async function draw() {
  label();
  const { spreadsheets } = await read(`${SHEETS}/spreadsheets`);
  empty.hidden = spreadsheets.length > 0;
  body.hidden = spreadsheets.length === 0;
  if (!spreadsheets.length) return;
  const known = spreadsheets.find(({ id }) => id === open.spreadsheet) ?? spreadsheets[0];
  offerBooks(spreadsheets, known.id);
  const titles = (await read(`${SHEETS}/tabs`, { spreadsheet: known.id })).tabs;
  const view = await viewOf(known.id, titles);
  const wasShown = table.dataset.shown === `${view.id} ${view.tab}`;
  Object.assign(open, { spreadsheet: view.id, tab: view.tab });
  offerTabs(view);
  cells.draw(view, wasShown);
  table.dataset.shown = `${view.id} ${view.tab}`;
}

/** The tab that somebody chose; until somebody does, the first one with anything in it. */
async function viewOf(spreadsheet, titles) {
  const isChosen = spreadsheet === open.spreadsheet && open.isChosen && titles.includes(open.tab);
  if (isChosen) return read(`${SHEETS}/view`, { spreadsheet, tab: open.tab });
  open.isChosen = false;
  let view;
  for (const tab of titles) {
    view = await read(`${SHEETS}/view`, { spreadsheet, tab });
    if (view.rows.length) return view;
  }
  return view;
}

function show(spreadsheet, tab) {
  Object.assign(open, { spreadsheet, tab, isChosen: tab !== null });
  return refresh();
}

function offerBooks(spreadsheets, chosen) {
  const written = JSON.stringify(spreadsheets.map(({ id, title }) => [id, title]));
  if (book.dataset.offered !== written) {
    book.dataset.offered = written;
    book.replaceChildren(...spreadsheets.map(({ id, title }) => el("option", { value: id }, title)));
  }
  book.value = chosen;
}

function offerTabs(view) {
  const written = JSON.stringify(view.tabs);
  if (tabs.dataset.offered !== written) {
    tabs.dataset.offered = written;
    tabs.replaceChildren(...view.tabs.map((title) => el("button", {
      type: "button", role: "tab", "aria-controls": "tabpanel", onclick: () => show(open.spreadsheet, title), ondblclick: () => renameTab(),
    }, title)));
  }
  [...tabs.children].forEach((tab, at) => {
    const isOpen = tab.textContent === view.tab;
    tab.id = `tab-${at}`;
    tab.tabIndex = isOpen ? 0 : -1;
    set(tab, "aria-selected", String(isOpen));
    if (isOpen) panel.setAttribute("aria-labelledby", tab.id);
  });
}

function label() {
  for (const [element, words_] of [[book, "book"], [tabs, "tabs"], [tools, "sheetTools"], [name, "cellName"]]) element.setAttribute("aria-label", words(words_));
  empty.replaceChildren(el("p", {}, words("noSheets")), el("button", { type: "button", class: "primary", onclick: goNext }, words("nextEvent")));
}

function select(cell) {
  write(name, cell.name);
  write(shownText, cell.text);
  write(note, [cell.isLocked ? words("locked") : "", cell.note].filter(Boolean).join(" · "));
}

function act(deed, what) {
  return attempt(() => post(`${SHEETS}/${deed}`, { spreadsheet: open.spreadsheet, tab: open.tab, ...what }));
}

async function type(cell, text) {
  const kept = await act("type", { cell, text });
  if (!kept) refresh();
}

function openColumn(button, column) {
  const at = letters(column);
  menu(button, words("column", { name: at }), [
    { text: words("rename"), act: () => rename(button, column) },
    { text: words("sortUp"), act: () => act("sort", { column: at }) },
    { text: words("sortDown"), act: () => act("sort", { column: at, descending: true }) },
    { text: words("moveLeft"), isOff: column === 0, act: () => act("move-column", { column: at, before: letters(column - 1) }) },
    { text: words("moveRight"), act: () => act("move-column", { column: at, before: letters(column + 2) }) },
    { text: words("insertColumn"), act: () => act("insert-column", { column: at }) },
    { text: words("deleteColumn"), act: () => act("delete-column", { column: at }) },
    { text: words("protectColumn"), icon: icon("lock"), act: () => act("protect", { cells: `${at}:${at}` }) },
  ]);
}

function openRow(button, row) {
  menu(button, words("row", { name: row + 1 }), [
    { text: words("insertRow"), act: () => act("insert-row", { row: row + 1 }) },
    { text: words("duplicateRow"), act: () => act("duplicate-row", { row: row + 1 }) },
    { text: words("deleteRow"), act: () => act("delete-row", { row: row + 1 }) },
    { text: words("protectRow"), icon: icon("lock"), act: () => act("protect", { cells: `${row + 1}:${row + 1}` }) },
  ]);
}

/** Everything that the mouse finds on the edges of the table, for the selected cell. */
function openTools(button) {
  const { row, column } = cells.current();
  menu(button, words("sheetTools"), [
    { text: words("editCell"), act: () => cells.edit() },
    { text: words("row", { name: row + 1 }), act: () => openRow(button, row) },
    { text: words("column", { name: letters(column) }), act: () => openColumn(button, column) },
    { text: words("renameTab"), act: renameTab },
  ]);
}

function rename(button, column) {
  const header = table.querySelector(`tbody tr:first-child td:nth-child(${column + 2})`)?.textContent ?? "";
  asking(button, words("rename"), header, (text) => act("type", { cell: `${letters(column)}1`, text }));
}

function renameTab() {
  asking(tools, words("renameTab"), open.tab, async (title) => {
    if (await act("rename-tab", { title })) show(open.spreadsheet, title);
  });
}

function asking(anchor, question, before, answer) {
  const input = el("input", { value: before, "aria-label": question, autofocus: true });
  const form = el("form", { class: "asking" }, el("label", {}, question, input), el("button", { class: "primary" }, words("ok")));
  const opened = popup(anchor, question, form);
  input.select();
  form.onsubmit = (event) => {
    event.preventDefault();
    opened.hidePopover();
    if (input.value.trim() && input.value !== before) answer(input.value.trim());
  };
}
