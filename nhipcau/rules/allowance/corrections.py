"""What other months, and earlier versions of this one, leave to be paid or recovered (P11, P12).

An earlier month is assessed again by its own terms, with the roster as it is known now; what that differs from what was
settled for it becomes an adjustment. Nothing closed is ever rewritten.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from nhipcau.rules.allowance.assess import assess
from nhipcau.rules.allowance.choices import Correction
from nhipcau.rules.allowance.facts import Owed, Owing, PersonFacts
from nhipcau.rules.allowance.lines import Assessment, Line, LineKind, LineState
from nhipcau.rules.allowance.policy import Terms
from nhipcau.rules.allowance.settle import carried_on
from nhipcau.rules.kernel import Month

Key = tuple[str, str]
"""A person's code and a payer's."""


@dataclass(frozen=True)
class Closed:
    """A closed month as it is frozen. `paid`: its money was handed out."""

    terms: Terms
    facts: tuple[PersonFacts, ...]
    assessment: Assessment
    paid: bool = False

    @property
    def month(self) -> Month:
        return self.terms.month


def owed(earlier: Sequence[Closed], roster: Mapping[str, PersonFacts], terms: Terms) -> dict[str, tuple[Owed, ...]]:
    """What the closed months before this one leave to it, by person: corrections, then what the last one carried on.

    `earlier` by month; `roster` is everyone known now, with appointments and leaves.
    """
    found: dict[str, list[Owed]] = {}
    if terms.choices.correction is Correction.NEXT_MONTH:
        for closed in earlier:
            for person, one in _corrections(closed, earlier, roster, terms.heirs):
                found.setdefault(person, []).append(one)
    for line in carried_on(earlier[-1].assessment.lines, earlier[-1].terms) if earlier else ():
        found.setdefault(line.person, []).append(_owed(line, Owing.CARRIED, -line.amount, line.origin))
    return {person: tuple(rows) for person, rows in found.items()}


def paid_before(versions: Iterable[Closed]) -> dict[str, tuple[Owed, ...]]:
    """What earlier versions of the same month handed out, tax included, to be taken off the newest one (P12)."""
    rows: dict[str, list[Owed]] = {}
    for version in versions:
        for (person, _), lines in _grouped(version.assessment.lines, {}).items():
            amount = sum(line.amount for line in lines if line.kind is not LineKind.TAX)
            if version.paid and amount:
                rows.setdefault(person, []).append(_owed(lines[0], Owing.PAID_BEFORE, -amount, str(version.month)))
    return {person: tuple(found) for person, found in rows.items()}


def _corrections(
    closed: Closed, earlier: Sequence[Closed], roster: Mapping[str, PersonFacts], heirs: Mapping[str, str]
) -> Iterator[tuple[str, Owed]]:
    again = assess(_known_now(closed, roster), closed.terms)
    right, settled = _grouped(again.allowances, heirs), _grouped(_settled(closed, earlier), heirs)
    for key in dict.fromkeys((*right, *settled)):
        missing = sum(line.amount for line in right.get(key, ())) - sum(map(_as_settled, settled.get(key, ())))
        if missing:
            like = next(iter((*right.get(key, ()), *settled.get(key, ()))))
            flags = like.reasons if missing > 0 and like.state is LineState.REVIEW else ()
            yield key[0], replace(_owed(like, Owing.CORRECTED, missing, str(closed.month)), flags=flags)


def _as_settled(line: Line) -> int:
    """A correction that an approver refused is settled too, and not asked for again."""
    return line.full if line.kind is LineKind.ADJUSTMENT else line.amount


def _known_now(closed: Closed, roster: Mapping[str, PersonFacts]) -> Iterator[PersonFacts]:
    """The facts of the cut-off, with the appointments and leaves that are known now, and who was not known then."""
    frozen = {person.code for person in closed.facts}
    for person in closed.facts:
        now = roster.get(person.code, person)
        yield replace(person, appointments=now.appointments, leaves=now.leaves, bonuses=(), owed=())
    yield from (person for code, person in roster.items() if code not in frozen)


def _settled(closed: Closed, earlier: Iterable[Closed]) -> Iterator[Line]:
    """The month's own allowances, and the adjustments that later months made for it already."""
    yield from closed.assessment.allowances
    for later in earlier:
        yield from (line for line in later.assessment.lines if _corrects(line, closed.month))


def _corrects(line: Line, month: Month) -> bool:
    corrected = any(reason.code == Owing.CORRECTED.value for reason in line.reasons)
    return line.kind is LineKind.ADJUSTMENT and corrected and line.origin == str(month)


def _grouped(lines: Iterable[Line], heirs: Mapping[str, str]) -> dict[Key, list[Line]]:
    """By person and payer, where what a unit left open is its heir's (P14)."""
    found: dict[Key, list[Line]] = {}
    for line in lines:
        found.setdefault((line.person, heirs.get(line.payer, line.payer)), []).append(line)
    return found


def _owed(like: Line, why: Owing, amount: int, origin: str) -> Owed:
    return Owed(why, like.payer, like.unit, like.level, amount, origin)
