/** Columns by their letters. */

/** 0 is A, 26 is AA. */
export function letters(index) {
  return index < 26 ? String.fromCharCode(65 + index) : letters(Math.floor(index / 26) - 1) + letters(index % 26);
}

/** A is 0, AA is 26. */
export function indexOf(name) {
  return [...name].reduce((sum, letter) => 26 * sum + letter.charCodeAt(0) - 64, 0) - 1;
}

/** `B3:C` as half-open bounds; open ends are Infinity. */
export function bounds(area) {
  const [first, last = first] = area.split(":").map((corner) => /^([A-Z]*)(\d*)$/.exec(corner));
  return {
    left: first[1] ? indexOf(first[1]) : 0,
    top: first[2] ? Number(first[2]) - 1 : 0,
    right: last[1] ? indexOf(last[1]) + 1 : Infinity,
    bottom: last[2] ? Number(last[2]) : Infinity,
  };
}

/** Whether a cell is in one of the areas. */
export function isIn(areas, row, column) {
  return areas.some((area) => row >= area.top && row < area.bottom && column >= area.left && column < area.right);
}
