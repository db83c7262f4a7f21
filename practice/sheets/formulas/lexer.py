"""A formula's text as tokens; a locale with a decimal comma separates arguments by semicolons only."""

import re
from typing import NamedTuple

from practice.sheets.locales import Locale

_TITLE = r"(?:(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)?"
_CELL = r"\$?[A-Za-z]{1,3}\$?[0-9]+"
_CORNER = r"\$?[A-Za-z]{1,3}\$?[0-9]*"
_ROWS = r"\$?[0-9]+:\$?[0-9]+"
REFERENCE = rf"{_TITLE}(?:{_CELL}:{_CORNER}|{_CORNER}:{_CORNER}|{_ROWS}|{_CELL})(?![\w(.!:])"


class Token(NamedTuple):
    """A piece of a formula: its kind, its text and where it stands."""

    kind: str
    text: str
    start: int


class UnreadableFormula(Exception):
    """The text is no formula; the cell shows #ERROR!."""


def tokens(text: str, locale: Locale) -> list[Token]:
    """The tokens of what follows the equals sign, without blanks; raise UnreadableFormula."""
    found = []
    place = 0
    pattern = _COMMA_DECIMAL if locale.decimal == "," else _POINT_DECIMAL
    while place < len(text):
        match = pattern.match(text, place)
        if match is None:
            raise UnreadableFormula(text)
        if match.lastgroup != "blank":
            found.append(Token(str(match.lastgroup), match[0], place))
        place = match.end()
    return found


def in_english(formula: str, locale: Locale) -> str:
    """The formula with decimal points and commas between arguments, as files for Excel need it."""
    try:
        found = tokens(formula[1:], locale)
    except UnreadableFormula:
        return formula
    return "=" + "".join(_in_english(token) for token in found)


def _in_english(token: Token) -> str:
    if token.kind == "separator":
        return ","
    return token.text.replace(",", ".") if token.kind == "number" else token.text


def _pattern(decimal: str, separator: str) -> re.Pattern[str]:
    kinds = {
        "blank": r"\s+",
        "text": r'"(?:[^"]|"")*"',
        "error": r"#(?:REF!|N/A|NAME\?|DIV/0!|VALUE!|NUM!|NULL!|ERROR!)",
        "reference": REFERENCE,
        "number": rf"[0-9]+(?:{decimal}[0-9]*)?(?:[eE][+-]?[0-9]+)?|{decimal}[0-9]+",
        "function": r"[^\W\d][\w.]*(?=\s*\()",
        "name": r"[^\W\d][\w.]*",
        "operator": r"<>|<=|>=|[-+*/^&=<>%]",
        "open": r"\(",
        "close": r"\)",
        "separator": separator,
    }
    return re.compile("|".join(f"(?P<{kind}>{body})" for kind, body in kinds.items()))


_POINT_DECIMAL = _pattern(r"\.", "[,;]")
_COMMA_DECIMAL = _pattern(",", ";")
