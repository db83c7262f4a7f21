"""Turning values into numbers, texts and truths, and comparing them, as formulas do."""

import re

from practice.sheets.cells import Value
from practice.sheets.serials import simple

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")


class ErrorValue(str):
    """The value of a cell whose formula failed, such as #DIV/0!."""

    __slots__ = ()


class Fault(Exception):
    """A computation fails with one of the error values."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def checked(value: Value) -> Value:
    """The value; raise Fault if it is an error."""
    if isinstance(value, ErrorValue):
        raise Fault(str(value))
    return value


def number_of(value: Value) -> int | float:
    """The value as a number: empty is 0, TRUE is 1, a text of digits its number; raise Fault for other texts."""
    checked(value)
    if value is None:
        return 0
    if isinstance(value, str):
        number = _written_number(value.strip().replace(",", "."))
        if number is None:
            raise Fault("#VALUE!")
        return simple(number)
    return int(value) if isinstance(value, bool) else value


def text_of(value: Value) -> str:
    """The value as a text."""
    checked(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return value if isinstance(value, str) else f"{value:.15g}"


def truth_of(value: Value) -> bool:
    """The value as TRUE or FALSE; raise Fault for a text that is neither."""
    if isinstance(value, str) and value.upper() in ("TRUE", "FALSE"):
        return value.upper() == "TRUE"
    return bool(number_of(value))


def compare(left: Value, right: Value) -> int:
    """-1, 0 or 1: numbers come before texts, texts before FALSE and TRUE; capitals do not count."""
    first, second = _rank(checked(left), right), _rank(checked(right), left)
    return (first > second) - (first < second)


def _rank(value: Value, other: Value) -> tuple[int, float, str]:
    if value is None:
        # An empty cell is like 0 beside a number and like "" beside a text.
        value = "" if isinstance(other, str) else False if isinstance(other, bool) else 0
    if isinstance(value, bool):
        return 2, float(value), ""
    if isinstance(value, int | float):
        return 0, float(value), ""
    return 1, 0.0, value.casefold()


class Criterion:
    """A condition of SUMIF and COUNTIF: `5`, `">=5"`, `"<>x"`, `"x*"`."""

    def __init__(self, value: Value) -> None:
        # An empty cell as the criterion means zero.
        value = 0 if value is None else value
        text = value if isinstance(value, str) else ""
        match = re.match(r"<>|<=|>=|[=<>]", text)
        self._operator = match[0] if match else "="
        rest = text[len(match[0]) :] if match else value
        self._wanted = _number_if_one(rest)
        self._pattern = _wildcards(self._wanted) if isinstance(self._wanted, str) else None

    def holds(self, value: Value) -> bool:
        """Say whether a cell's value meets the condition."""
        if self._operator in ("=", "<>"):
            return self._equals(value) is (self._operator == "=")
        if value is None or isinstance(value, str) is not isinstance(self._wanted, str):
            return False
        order = compare(value, self._wanted)
        return {"<": order < 0, "<=": order <= 0, ">": order > 0, ">=": order >= 0}[self._operator]

    def _equals(self, value: Value) -> bool:
        if self._pattern is not None:
            return self._pattern.fullmatch("" if value is None else text_of_any(value)) is not None
        return value is not None and _number_if_one(value) == self._wanted


def text_of_any(value: Value) -> str:
    """The value as a text, errors included."""
    return str(value) if isinstance(value, ErrorValue) else text_of(value)


def _number_if_one(value: Value) -> Value:
    """A text of digits as its number, anything else as it is."""
    number = _written_number(value) if isinstance(value, str) else None
    return value if number is None else number


def _written_number(text: str) -> float | None:
    return float(text) if _NUMBER.fullmatch(text) else None


def _wildcards(text: str) -> re.Pattern[str]:
    pieces = re.findall(r"~[*?~]|[*?]|[^*?~]+|~", text)
    parts = {"*": ".*", "?": "."}
    body = "".join(parts.get(piece) or re.escape(piece.removeprefix("~") or piece) for piece in pieces)
    return re.compile(body, re.IGNORECASE | re.DOTALL)
