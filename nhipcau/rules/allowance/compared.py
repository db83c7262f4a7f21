"""Two assessments of the same facts beside each other: who gains, who loses, who is paid by another, and why."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from nhipcau.rules.allowance.lines import Assessment, Line, Reason
from nhipcau.rules.allowance.lists import Change, changes, sums


@dataclass(frozen=True)
class Shift:
    """One person whose month comes out otherwise: payer by payer, in đồng, with the reasons that only one side has."""

    person: str
    name: str
    payers: tuple[Change, ...]
    reasons_before: tuple[Reason, ...]
    reasons_after: tuple[Reason, ...]

    @property
    def before(self) -> int:
        return sum(change.before for change in self.payers)

    @property
    def after(self) -> int:
        return sum(change.after for change in self.payers)


@dataclass(frozen=True)
class PayerSums:
    """What one payer hands out, before and after, in đồng."""

    payer: str
    before: int
    after: int


@dataclass(frozen=True)
class Compared:
    """`shifts` in the order of lists; `unchanged`: how many people get the same from the same payers.

    `reviews`: how many lines wait for an approver's decision, before and after.
    """

    shifts: tuple[Shift, ...]
    payers: tuple[PayerSums, ...]
    unchanged: int
    reviews: tuple[int, int]


def compared(before: Assessment, after: Assessment, payers: Iterable[str]) -> Compared:
    """What changes from one to the other; `payers` in the order of lists."""
    by_person: dict[str, list[Change]] = {}
    for change in changes(before, after):
        by_person.setdefault(change.person, []).append(change)
    was, becomes = (_reasons(assessment.lines) for assessment in (before, after))
    shifts = tuple(_shift(own, was.get(code, []), becomes.get(code, [])) for code, own in by_person.items())
    return Compared(
        shifts=shifts,
        payers=tuple(_payers(before, after, payers)),
        unchanged=len(was.keys() | becomes.keys()) - len(shifts),
        reviews=(len(before.open_reviews), len(after.open_reviews)),
    )


def _shift(own: Sequence[Change], was: Sequence[Reason], becomes: Sequence[Reason]) -> Shift:
    first = own[0]
    return Shift(
        person=first.person,
        name=first.name,
        payers=tuple(sorted(own, key=lambda change: change.before == 0)),
        reasons_before=tuple(reason for reason in was if reason not in becomes),
        reasons_after=tuple(reason for reason in becomes if reason not in was),
    )


def _reasons(lines: Iterable[Line]) -> dict[str, list[Reason]]:
    """All reasons of each person's lines."""
    found: dict[str, list[Reason]] = {}
    for line in lines:
        found.setdefault(line.person, []).extend(line.reasons)
    return found


def _payers(before: Assessment, after: Assessment, payers: Iterable[str]) -> Iterator[PayerSums]:
    old, new = (_by_payer(assessment) for assessment in (before, after))
    for payer in payers:
        if payer in old or payer in new:
            yield PayerSums(payer, old.get(payer, 0), new.get(payer, 0))


def _by_payer(assessment: Assessment) -> dict[str, int]:
    found: dict[str, int] = {}
    for (_, payer), amount in sums(assessment.lines).items():
        found[payer] = found.get(payer, 0) + amount
    return found
