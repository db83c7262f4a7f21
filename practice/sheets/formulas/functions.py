"""The functions that formulas may call. One that is missing here makes #NAME?."""

import math
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal

from practice.sheets.cells import Value
from practice.sheets.formulas.arguments import Arguments, Result, is_number
from practice.sheets.formulas.coercion import Criterion, ErrorValue, Fault, compare, number_of, text_of, truth_of
from practice.sheets.serials import EPOCH, moment_of, serial_of, simple

Function = Callable[[Arguments], Result]


def _average(given: Arguments) -> Value:
    return _mean(given.numbers())


def _mean(numbers: list[int | float]) -> Value:
    if not numbers:
        raise Fault("#DIV/0!")
    return sum(numbers) / len(numbers)


def _count_if(given: Arguments) -> Value:
    return sum(1 for _ in _matching(given, first=0, values=None))


def _sum_if(given: Arguments) -> Value:
    return sum(_numbers_if(given))


def _average_if(given: Arguments) -> Value:
    return _mean(_numbers_if(given))


def _numbers_if(given: Arguments) -> list[int | float]:
    criterion = Criterion(given.value(1))
    values = given.flat(2 if len(given) > 2 else 0)
    pairs = zip(given.flat(0), values, strict=False)
    return [number_of(value) for tested, value in pairs if criterion.holds(tested) and is_number(value)]


def _sum_ifs(given: Arguments) -> Value:
    return sum(number_of(value) for value in _matching(given, first=1, values=given.flat(0)) if is_number(value))


def _matching(given: Arguments, first: int, values: list[Value] | None) -> Iterator[Value]:
    """The values at the places where every pair of range and criterion, from argument `first` on, holds."""
    ranges = [given.flat(place) for place in range(first, len(given), 2)]
    criteria = [Criterion(given.value(place)) for place in range(first + 1, len(given), 2)]
    if len({len(one) for one in ranges}) != 1:
        raise Fault("#VALUE!")
    for place, row in enumerate(zip(*ranges, strict=True)):
        if all(criterion.holds(value) for criterion, value in zip(criteria, row, strict=True)):
            yield values[place] if values is not None and place < len(values) else None


def _if(given: Arguments) -> Result:
    if given.truth(0):
        return given.result(1)
    return given.result(2) if len(given) > 2 else False


def _ifs(given: Arguments) -> Result:
    for place in range(0, len(given) - 1, 2):
        if given.truth(place):
            return given.result(place + 1)
    raise Fault("#N/A")


def _if_error(given: Arguments) -> Result:
    try:
        value = given.value(0)
    except Fault:
        value = ErrorValue("#ERROR!")
    if isinstance(value, ErrorValue):
        return given.result(1) if len(given) > 1 else None
    return value


def _is_error(given: Arguments) -> Value:
    try:
        return isinstance(given.value(0), ErrorValue)
    except Fault:
        return True


def _rounding(mode: str) -> Function:
    def rounded(given: Arguments) -> Value:
        amount = Decimal(repr(given.number(0)))
        return simple(float(amount.quantize(Decimal(1).scaleb(-given.whole(1, 0)), mode)))

    return rounded


def _modulo(given: Arguments) -> Value:
    divisor = given.number(1)
    if divisor == 0:
        raise Fault("#DIV/0!")
    return given.number(0) % divisor


def _text_join(given: Arguments) -> Value:
    skip_empty = given.truth(1)
    parts = [text_of(value) for place in range(2, len(given)) for value in given.flat(place)]
    return given.text(0).join(part for part in parts if part or not skip_empty)


def _date(given: Arguments) -> Value:
    """A month or day outside its usual limits runs over into the next or last."""
    months = given.whole(0) * 12 + given.whole(1) - 1
    try:
        first = date(months // 12, months % 12 + 1, 1)
        return serial_of(first + timedelta(days=given.whole(2) - 1))
    except (ValueError, OverflowError):
        raise Fault("#NUM!") from None


def _date_part(part: str) -> Function:
    def read(given: Arguments) -> Value:
        try:
            return int(getattr(moment_of(given.number(0)), part))
        except OverflowError:
            raise Fault("#NUM!") from None

    return read


def _weekday(given: Arguments) -> Value:
    monday_first = moment_of(given.number(0)).weekday()
    return {1: (monday_first + 1) % 7 + 1, 2: monday_first + 1, 3: monday_first}[given.whole(1, 1)]


def _end_of_month(given: Arguments) -> Value:
    start = moment_of(given.number(0))
    months = start.year * 12 + start.month + given.whole(1)
    return (date(months // 12, months % 12 + 1, 1) - EPOCH.date()).days - 1


def _look_up(given: Arguments) -> Value:
    """VLOOKUP: exact when the last argument is FALSE, else the last row that is not greater."""
    wanted, rows, column = given.value(0), given.block(1), given.whole(2)
    row = _search(wanted, [row[0] for row in rows], sorted_up=given.truth(3, default=True))
    if not 1 <= column <= len(rows[0]):
        raise Fault("#REF!")
    return rows[row][column - 1]


def _match(given: Arguments) -> Value:
    return _search(given.value(0), given.flat(1), sorted_up=given.whole(2, 1) == 1) + 1


def _search(wanted: Value, values: list[Value], *, sorted_up: bool) -> int:
    filled = [place for place, value in enumerate(values) if value is not None and not isinstance(value, ErrorValue)]
    if not sorted_up:
        criterion = Criterion(wanted)
        places = [place for place in filled if criterion.holds(values[place])][:1]
    else:
        places = [place for place in filled if compare(values[place], wanted) <= 0][-1:]
    if not places:
        raise Fault("#N/A")
    return places[0]


def _index(given: Arguments) -> Value:
    rows, row, column = given.block(0), given.whole(1, 1), given.whole(2, 1)
    if len(rows) == 1 and len(given) == 2:
        row, column = 1, row
    if not (1 <= row <= len(rows) and 1 <= column <= len(rows[0])):
        raise Fault("#REF!")
    return rows[row - 1][column - 1]


FUNCTIONS: dict[str, Function] = {
    "SUM": lambda given: sum(given.numbers()),
    "PRODUCT": lambda given: math.prod(given.numbers()),
    "AVERAGE": _average,
    "MIN": lambda given: min(given.numbers(), default=0),
    "MAX": lambda given: max(given.numbers(), default=0),
    "COUNT": lambda given: sum(map(is_number, given.every())),
    "COUNTA": lambda given: sum(value is not None for value in given.every()),
    "COUNTBLANK": lambda given: sum(value in (None, "") for value in given.every()),
    "COUNTIF": _count_if,
    "COUNTIFS": _count_if,
    "SUMIF": _sum_if,
    "SUMIFS": _sum_ifs,
    "AVERAGEIF": _average_if,
    "IF": _if,
    "IFS": _ifs,
    "IFERROR": _if_error,
    "ISERROR": _is_error,
    "ISBLANK": lambda given: given.value(0) is None,
    "ISNUMBER": lambda given: is_number(given.value(0)),
    "ISTEXT": lambda given: isinstance(given.value(0), str),
    "AND": lambda given: all(truth_of(value) for value in given.every() if value is not None),
    "OR": lambda given: any(truth_of(value) for value in given.every() if value is not None),
    "NOT": lambda given: not given.truth(0),
    "ROUND": _rounding(ROUND_HALF_UP),
    "ROUNDUP": _rounding(ROUND_UP),
    "ROUNDDOWN": _rounding(ROUND_DOWN),
    "INT": lambda given: math.floor(given.number(0)),
    "ABS": lambda given: abs(given.number(0)),
    "MOD": _modulo,
    "CONCATENATE": lambda given: "".join(map(text_of, given.every())),
    "TEXTJOIN": _text_join,
    "LEN": lambda given: len(given.text(0)),
    "LEFT": lambda given: given.text(0)[: given.whole(1, 1)],
    "RIGHT": lambda given: given.text(0)[-given.whole(1, 1) :] if given.whole(1, 1) else "",
    "MID": lambda given: given.text(0)[given.whole(1) - 1 : given.whole(1) - 1 + given.whole(2)],
    "UPPER": lambda given: given.text(0).upper(),
    "LOWER": lambda given: given.text(0).lower(),
    "TRIM": lambda given: " ".join(given.text(0).split()),
    "VALUE": lambda given: given.number(0),
    "DATE": _date,
    "YEAR": _date_part("year"),
    "MONTH": _date_part("month"),
    "DAY": _date_part("day"),
    "WEEKDAY": _weekday,
    "EOMONTH": _end_of_month,
    "VLOOKUP": _look_up,
    "MATCH": _match,
    "INDEX": _index,
}


def _divide(given: Arguments) -> Value:
    divisor = given.number(1)
    if divisor == 0:
        raise Fault("#DIV/0!")
    return given.number(0) / divisor


def _power(given: Arguments) -> Value:
    try:
        # Whole numbers would grow without end where Sheets' numbers overflow.
        result: float | complex = float(given.number(0)) ** float(given.number(1))
    except (OverflowError, ZeroDivisionError):
        raise Fault("#NUM!") from None
    if isinstance(result, complex):
        raise Fault("#NUM!")
    return result


def _order(given: Arguments) -> int:
    return compare(given.value(0), given.value(1))


OPERATORS: dict[str, Function] = {
    "+": lambda given: given.number(0) + given.number(1),
    "-": lambda given: given.number(0) - given.number(1),
    "*": lambda given: given.number(0) * given.number(1),
    "/": _divide,
    "^": _power,
    "&": lambda given: given.text(0) + given.text(1),
    "=": lambda given: _order(given) == 0,
    "<>": lambda given: _order(given) != 0,
    "<": lambda given: _order(given) < 0,
    "<=": lambda given: _order(given) <= 0,
    ">": lambda given: _order(given) > 0,
    ">=": lambda given: _order(given) >= 0,
    "-x": lambda given: -given.number(0),
    "+x": lambda given: given.value(0),
    "%": lambda given: given.number(0) / 100,
}
