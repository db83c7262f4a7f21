/** Finding names however they are typed: with marks, without, in any case. */

/** `Đặng Thị Ánh` as `dang thi anh`. */
function bare(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/Đ/g, "D").toLowerCase();
}

/** Whether every word that was typed begins a word of the text; marks count only where they were typed. */
export function finds(typed, text) {
  const plain = bare(text).split(/\s+/);
  const marked = text.normalize("NFC").toLowerCase().split(/\s+/);
  return typed.normalize("NFC").trim().toLowerCase().split(/\s+/).every((word) => {
    const among = bare(word) === word ? plain : marked;
    return among.some((one) => one.startsWith(word));
  });
}

/** One or two letters that stand for a name. */
export function initials(name) {
  const parts = name.trim().split(/\s+/);
  const letters = parts.length > 1 ? [parts[0], parts.at(-1)] : parts;
  return letters.map((part) => part.charAt(0).toUpperCase()).join("");
}
