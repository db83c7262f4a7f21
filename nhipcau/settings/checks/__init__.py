"""What no single value can show: references, order, dates that must agree. Each check yields faults."""

from collections.abc import Callable, Iterator

from nhipcau.settings.faults import Fault
from nhipcau.settings.files import Files, Unusable

CHECKS: tuple[Callable[[Files], Iterator[Fault]], ...] = ()


def logic_faults(files: Files) -> list[Fault]:
    """The faults that all checks find; a check whose file cannot be used is passed over."""
    found: list[Fault] = []
    for check in CHECKS:
        try:
            found.extend(check(files))
        except Unusable:
            continue
    return found
