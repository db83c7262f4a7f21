"""The list that a unit's lead confirms: one row a name, with what the person declared and what the lead said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from nhipcau.rules.allowance.declaration import declared
from nhipcau.rules.allowance.facts import UnitWord
from nhipcau.rules.checkins import Checkin
from nhipcau.rules.roster import Person
from nhipcau.rules.vietnamese import name_order

PAGE = 20
"""Names on one card: a message has room for them, and a keyboard for a button each."""


class Said(Enum):
    """What a person declared, as their unit reads it: no amounts."""

    NOTHING = "nothing"
    AS_KNOWN = "as_known"
    OTHERWISE = "otherwise"
    EXCUSED = "excused"


@dataclass(frozen=True)
class Row:
    """`denied` by the lead: the person did not work for the unit in the month."""

    checkin: Checkin
    person: Person
    said: Said
    word: UnitWord | None

    @property
    def denied(self) -> bool:
        return self.word is not None and not self.word.worked


def unit_list(
    unit: str, checkins: Iterable[Checkin], people: Mapping[int, Person], words: Mapping[str, UnitWord]
) -> list[Row]:
    """Everyone who has a place for this unit in the round, by given name."""
    own = [(checkin, people[checkin.person_id]) for checkin in checkins if checkin.unit == unit]
    rows = [Row(checkin, person, _said(checkin), words.get(person.code)) for checkin, person in own]
    return sorted(rows, key=lambda row: (name_order(row.person.name), row.person.code))


def confirmed(rows: Sequence[Row]) -> bool:
    """Whether the lead has said a word of everyone."""
    return all(row.word is not None for row in rows)


def word_of_all(rows: Iterable[Row], by: str) -> dict[str, UnitWord]:
    """The whole list confirmed: those who were marked as absent stay marked."""
    return {row.person.code: UnitWord(not row.denied, by) for row in rows}


def page_of(rows: Sequence[Row], number: int) -> Sequence[Row]:
    """The names of one card, counted from 0."""
    return rows[number * PAGE : (number + 1) * PAGE]


def pages(rows: Sequence[Row]) -> int:
    return max(1, -(-len(rows) // PAGE))


def _said(checkin: Checkin) -> Said:
    if not checkin.answered:
        return Said.EXCUSED if checkin.excused else Said.NOTHING
    said = declared(checkin.given)
    differs = said.active is False or said.paid_elsewhere or said.place_right is False
    return Said.OTHERWISE if differs else Said.AS_KNOWN
