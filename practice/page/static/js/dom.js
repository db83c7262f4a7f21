/** Making elements. Whatever people wrote is text and stays text. */

const SVG = "http://www.w3.org/2000/svg";

/** `el("button", {class: "plain", onclick: act, "aria-label": "…"}, "text", child)`; null and false children are left out. */
export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) set(made, name, value);
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** Set one attribute, a listener (`onclick`), or take the attribute away (null, undefined, false). */
export function set(element, name, value) {
  if (typeof value === "function") element[name] = value;
  else if (value === null || value === undefined || value === false) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? "" : value);
}

/** Write a text only where it differs, so that screen readers and selections are left in peace. */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

const SHAPES = {
  people: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M2.5 20c0-4 3-6 6.5-6s6.5 2 6.5 6M16 4.5a3.5 3.5 0 0 1 0 6.5M17.5 14.300c2.5.7 4 2.700 4 5.700",
  chat: "M4 5h16v11H10l-5 4v-4H4z",
  sheets: "M4 4h16v16H4zM4 10h16M4 15h16M10 4v16",
  play: "M7 5l12 7-12 7z",
  pause: "M8 5v14M16 5v14",
  stop: "M7 7h10v10H7z",
  next: "M5 5l9 7-9 7zM18 5v14",
  calendar: "M4 6h16v14H4zM4 10h16M8 3v5M16 3v5",
  bolt: "M13 3L5 13h6l-1 8 8-10h-6z",
  save: "M5 4h11l3 3v13H5zM8 4v5h7V4M8 20v-6h8v6",
  reset: "M5 12a7 7 0 1 0 2.5-5.400M5 4v4h4",
  help: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M9.5 9.5a2.5 2.5 0 1 1 3.5 2.300c-.7.400-1 .9-1 1.700M12 17h.01",
  more: "M4.5 12h1M11.5 12h1M18.5 12h1",
  close: "M6 6l12 12M18 6L6 18",
  back: "M15 5l-7 7 7 7",
  down: "M6 9l6 6 6-6",
  attach: "M19 11l-7.5 7.5a4.5 4.5 0 0 1-6.400-6.400L13 4.300a3 3 0 0 1 4.300 4.300l-7.700 7.700a1.5 1.5 0 0 1-2.200-2.200l6.800-6.800",
  send: "M4 12l16-8-6 16-3-6z",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  photo: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9.5h.01",
  contact: "M5 4h14v16H5zM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5M8 17c.5-2 2-3 4-3s3.5 1 4 3",
  sticker: "M5 5h14v9l-5 5H5zM14 19v-5h5M9 9.5h.01M15 9.5h.01M9 13c1 1 2 1.5 3 1.5",
  check: "M5 12.5l4.5 4.5L19 7",
  block: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M5.800 5.800l12.400 12.400",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13M15.5 15.5L20 20",
  keyboard: "M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M7 14h10",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  link: "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.600-5.600L12 7M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.600 5.600L12 17",
};

/** A drawn icon; it says nothing to screen readers, so give its button a label. */
export function icon(name) {
  const drawn = document.createElementNS(SVG, "svg");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", SHAPES[name]);
  drawn.append(line);
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" })) {
    drawn.setAttribute(key, value);
  }
  return drawn;
}
