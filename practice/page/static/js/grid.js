/** One tab as a table: cells are patched in place, so that neither the focus nor what is being typed is lost. */

import { bounds, isIn, letters } from "./a1.js";
import { el, set, write } from "./dom.js";
import { words } from "./language.js";

const SPARE_ROWS = 4;
const FEWEST_ROWS = 24;
const SPARE_COLUMNS = 1;
const MOST_ROWS = 300;
const WIDTH = 110;
/** Numbers and amounts, but no phone numbers. */
const NUMERIC = /^(?!0\d)[-+]?[\d.,\s]+(%|\s?₫)?$/;

/** A grid in `table`; `acts` has type(cell, text), openColumn(button, column), openRow(button, row), select(cell). */
export function grid(table, acts) {
  const columns = el("colgroup", {});
  const head = el("tr", {}, el("th", { class: "corner", scope: "col" }));
  const body = el("tbody", {});
  const place = { row: 0, column: 0 };
  let view = null;
  let editor = null;
  table.append(columns, el("thead", {}, head), body);
  table.onkeydown = onKey;
  table.ondblclick = (event) => { const at = placeOf(event.target); if (at) edit(at); };
  table.addEventListener("focusin", (event) => { const at = placeOf(event.target); if (at && !editor) select(at); });
  table.onclick = (event) => {
    const at = placeOf(event.target);
    if (at && !editor) cellAt(at)?.focus();
    else if (event.target.dataset.column) acts.openColumn(event.target, Number(event.target.dataset.column));
    else if (event.target.dataset.row) acts.openRow(event.target, Number(event.target.dataset.row));
  };

  /** Show a tab; `isSame` when it is the one that was shown before, and what changed is worth a glance. */
  function draw(shown, isSame) {
    view = { ...shown, areas: shown.protected.map((one) => bounds(one.cells)) };
    const wide = Math.min(shown.column_count, Math.max(0, ...shown.rows.map((row) => row.length)) + SPARE_COLUMNS);
    const high = Math.min(shown.row_count, Math.max(shown.rows.length + SPARE_ROWS, FEWEST_ROWS), MOST_ROWS);
    if (!isSame) Object.assign(place, { row: 0, column: firstShown(wide) });
    fit(high, wide);
    for (let row = 0; row < high; row += 1) for (let column = 0; column < wide; column += 1) fill(row, column, isSame);
    select(place);
  }

  function fit(high, wide) {
    while (head.children.length > wide + 1) { head.lastChild.remove(); for (const row of body.rows) row.lastChild.remove(); }
    while (head.children.length <= wide) addColumn(head.children.length - 1);
    while (body.rows.length > high) body.lastChild.remove();
    while (body.rows.length < high) addRow(body.rows.length, wide);
    columns.replaceChildren(el("col", { width: "44" }), ...[...Array(wide).keys()].filter((at) => !isHidden(at)).map((at) => el("col", { width: view.widths[letters(at)] ?? WIDTH })));
    table.style.width = `${[...columns.children].reduce((sum, column) => sum + Number(column.getAttribute("width")), 0)}px`;
    set(table, "aria-rowcount", String(high));
    set(table, "aria-colcount", String(wide));
    [...head.children].forEach((title, at) => { title.hidden = at > 0 && isHidden(at - 1); });
    for (const button of head.querySelectorAll("button")) button.setAttribute("aria-label", words("column", { name: button.textContent }));
  }

  /** A column that people do not see, such as a key; it keeps its letter. */
  function isHidden(at) {
    return view.hidden.includes(letters(at));
  }

  function firstShown(wide) {
    return Math.max(0, [...Array(wide).keys()].findIndex((at) => !isHidden(at)));
  }

  function addColumn(at) {
    head.append(el("th", { scope: "col" }, el("button", { type: "button", "data-column": at, tabindex: "-1", "aria-haspopup": "menu" }, letters(at))));
    for (const row of body.rows) row.append(emptyCell());
  }

  function addRow(at, wide) {
    const button = el("button", { type: "button", "data-row": at, tabindex: "-1", "aria-haspopup": "menu", "aria-label": words("row", { name: at + 1 }) }, String(at + 1));
    body.append(el("tr", {}, el("th", { scope: "row" }, button), [...Array(wide)].map(emptyCell)));
  }

  function fill(row, column, isSame) {
    const cell = cellAt({ row, column });
    if (editor?.cell === cell) return;
    const text = view.rows[row]?.[column] ?? "";
    if (isSame && cell.textContent !== text) flash(cell);
    write(cell, text);
    cell.hidden = isHidden(column);
    const note = view.notes[`${letters(column)}${row + 1}`];
    set(cell, "title", note);
    set(cell, "data-note", note !== undefined);
    cell.className = [row < view.frozen_rows ? "frozen" : "", NUMERIC.test(text) ? "number" : "", isIn(view.areas, row, column) ? "locked" : ""].join(" ").trim();
  }

  function select(at) {
    cellAt(place)?.setAttribute("tabindex", "-1");
    Object.assign(place, { row: Math.min(at.row, body.rows.length - 1), column: Math.min(at.column, head.children.length - 2) });
    const cell = cellAt(place);
    if (!cell) return;
    cell.tabIndex = 0;
    const name = `${letters(place.column)}${place.row + 1}`;
    acts.select({ name, text: cell.textContent, note: cell.title, isLocked: cell.classList.contains("locked") });
  }

  function edit(at, text = undefined) {
    const cell = cellAt(at);
    const before = cell.textContent;
    const input = el("input", { "aria-label": words("cell", { name: `${letters(at.column)}${at.row + 1}` }) });
    input.value = text ?? before;
    editor = { cell };
    cell.replaceChildren(input);
    input.focus();
    const end = (isKept, step) => {
      if (!editor) return;
      editor = null;
      const typed = input.value;
      const hadFocus = document.activeElement === input;
      write(cell, isKept ? typed : before);
      if (isKept && typed !== before) acts.type(`${letters(at.column)}${at.row + 1}`, typed);
      if (hadFocus || step) (cellAt({ row: at.row + (step?.[0] ?? 0), column: at.column + (step?.[1] ?? 0) }) ?? cell).focus();
    };
    input.onblur = () => end(true);
    input.onkeydown = (event) => {
      event.stopPropagation();
      const step = { Enter: [1, 0], Tab: [0, event.shiftKey ? -1 : 1], Escape: [0, 0] }[event.key];
      if (!step || event.isComposing) return;
      event.preventDefault();
      end(event.key !== "Escape", step);
    };
  }

  function onKey(event) {
    const at = placeOf(event.target);
    if (!at || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (step) cellAt({ row: at.row + step[0], column: at.column + step[1] })?.focus();
    else if (event.key === "Home") cellAt({ ...at, column: firstShown(head.children.length - 1) }).focus();
    else if (event.key === "End") cellAt({ ...at, column: head.children.length - 2 }).focus();
    else if (event.key === "Enter" || event.key === "F2") edit(at);
    else if (event.key === "Delete" || event.key === "Backspace") acts.type(`${letters(at.column)}${at.row + 1}`, "");
    else if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) acts.openRow(cellAt(at), at.row);
    else if (event.key.length === 1) edit(at, event.key);
    else return;
    event.preventDefault();
  }

  function cellAt({ row, column }) {
    return row < 0 || column < 0 ? undefined : body.rows[row]?.cells[column + 1];
  }

  return { draw, current: () => ({ ...place }), edit: () => edit(place) };
}

function emptyCell() {
  return el("td", { tabindex: "-1" });
}

function placeOf(target) {
  const cell = target.closest("td");
  return cell ? { row: cell.parentElement.sectionRowIndex, column: cell.cellIndex - 1 } : null;
}

function flash(cell) {
  cell.classList.remove("changed");
  requestAnimationFrame(() => cell.classList.add("changed"));
}
