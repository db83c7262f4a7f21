"""The arguments of a function: computed when asked for, as one value, as numbers, or as a block of cells."""

from collections.abc import Callable, Iterator, Sequence

from practice.sheets.cells import Value
from practice.sheets.formulas.coercion import Fault, checked, number_of, text_of, truth_of

Block = list[list[Value]]
Result = Value | Block


class Arguments:
    """What a function was given."""

    def __init__(self, thunks: Sequence[Callable[[], Result]]) -> None:
        self._thunks = thunks

    def __len__(self) -> int:
        return len(self._thunks)

    def result(self, place: int) -> Result:
        """The argument as it comes out."""
        if place >= len(self._thunks):
            raise Fault("#N/A")
        return self._thunks[place]()

    def value(self, place: int, default: Value = None) -> Value:
        """The argument as one value; a block must have one cell. Without a default it must be given."""
        if place >= len(self._thunks) and default is not None:
            return default
        return one_value(self.result(place))

    def number(self, place: int, default: int | float | None = None) -> int | float:
        """The argument as a number."""
        return number_of(self.value(place, default))

    def whole(self, place: int, default: int | None = None) -> int:
        """The argument as a whole number, cut off."""
        return int(self.number(place, default))

    def text(self, place: int) -> str:
        """The argument as a text."""
        return text_of(self.value(place))

    def truth(self, place: int, default: bool | None = None) -> bool:
        """The argument as TRUE or FALSE."""
        return truth_of(self.value(place, default))

    def block(self, place: int) -> Block:
        """The argument as rows of values."""
        result = self.result(place)
        return result if isinstance(result, list) else [[result]]

    def flat(self, place: int) -> list[Value]:
        """The argument's values in reading order."""
        return [value for row in self.block(place) for value in row]

    def every(self) -> Iterator[Value]:
        """The values of all arguments in reading order."""
        for place in range(len(self)):
            yield from self.flat(place)

    def numbers(self) -> list[int | float]:
        """All numbers: texts and truths count when written into the formula, not when they stand in cells."""
        found: list[int | float] = []
        for place in range(len(self)):
            result = self.result(place)
            if isinstance(result, list):
                found += [value for row in result for value in row if is_number(checked(value))]  # type: ignore[misc]
            elif result is not None:
                found.append(number_of(result))
        return found


def is_number(value: Value) -> bool:
    """Say whether the value is a number; TRUE and FALSE are not."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def one_value(result: Result) -> Value:
    """A result as one value; raise Fault for a block of several cells."""
    if not isinstance(result, list):
        return result
    if len(result) != 1 or len(result[0]) != 1:
        raise Fault("#VALUE!")
    return result[0][0]
