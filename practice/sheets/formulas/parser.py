"""A formula as a tree, with the precedence that Sheets gives its operators."""

from functools import lru_cache
from typing import NamedTuple

from practice.sheets.cells import Value
from practice.sheets.formulas.lexer import Token, UnreadableFormula, tokens
from practice.sheets.locales import Locale

LEVELS = (("=", "<>", "<", "<=", ">", ">="), ("&",), ("+", "-"), ("*", "/"), ("^",))
END = Token("end", "", -1)


class Literal(NamedTuple):
    """A number, a text or TRUE or FALSE."""

    value: Value


class Reference(NamedTuple):
    """Cells, as written: Sheet1!A1:B2."""

    text: str


class Name(NamedTuple):
    """A named range, perhaps."""

    text: str


class Broken(NamedTuple):
    """An error written out, such as #REF! where a deleted cell was meant."""

    code: str


class Call(NamedTuple):
    """A function or an operator (`+`, `-x` for the sign, `%`) with its arguments."""

    function: str
    arguments: tuple["Node", ...]


Node = Literal | Reference | Name | Broken | Call


@lru_cache(maxsize=10_000)
def parse(formula: str, locale: Locale) -> Node:
    """Read a formula with its equals sign; raise UnreadableFormula."""
    reader = _Reader(formula, tokens(formula[1:], locale), locale)
    node = reader.expression(0)
    if reader.peek() is not END:
        raise UnreadableFormula(formula)
    return node


class _Reader:
    def __init__(self, formula: str, found: list[Token], locale: Locale) -> None:
        self._formula = formula
        self._tokens = found
        self._place = 0
        self._locale = locale

    def peek(self) -> Token:
        return self._tokens[self._place] if self._place < len(self._tokens) else END

    def take(self) -> Token:
        token = self.peek()
        self._place += 1
        return token

    def expression(self, level: int) -> Node:
        """An expression of operators that bind at least as strongly as `level`."""
        if level == len(LEVELS):
            return self.signed()
        left = self.expression(level + 1)
        while self.peek().kind == "operator" and self.peek().text in LEVELS[level]:
            operator = self.take().text
            left = Call(operator, (left, self.expression(level + 1)))
        return left

    def signed(self) -> Node:
        if self.peek().kind == "operator" and self.peek().text in "+-":
            sign = self.take().text
            return Call(f"{sign}x", (self.signed(),))
        node = self.atom()
        while self.peek() == ("operator", "%", self.peek().start):
            self.take()
            node = Call("%", (node,))
        return node

    def atom(self) -> Node:
        token = self.take()
        if token.kind == "number":
            return Literal(float(token.text.replace(self._locale.decimal, ".")))
        if token.kind == "text":
            return Literal(token.text[1:-1].replace('""', '"'))
        if token.kind == "reference":
            return Reference(token.text)
        if token.kind == "error":
            return Broken(token.text)
        if token.kind == "name":
            return _named(token.text)
        if token.kind == "function":
            self.take()
            return Call(token.text.upper(), self.arguments())
        if token.kind == "open":
            node = self.expression(0)
            self.expect("close")
            return node
        raise UnreadableFormula(self._formula)

    def arguments(self) -> tuple[Node, ...]:
        """What stands between the parentheses of a function; an argument left out is empty."""
        given: list[Node] = []
        if self.peek().kind == "close":
            self.take()
            return ()
        while True:
            left_out = self.peek().kind in ("separator", "close")
            given.append(Literal(None) if left_out else self.expression(0))
            token = self.take()
            if token.kind == "close":
                return tuple(given)
            if token.kind != "separator":
                raise UnreadableFormula(self._formula)

    def expect(self, kind: str) -> None:
        if self.take().kind != kind:
            raise UnreadableFormula(self._formula)


def _named(text: str) -> Node:
    if text.upper() in ("TRUE", "FALSE"):
        return Literal(text.upper() == "TRUE")
    return Name(text)
