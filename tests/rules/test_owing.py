"""Who has not answered, unit by unit."""

from dataclasses import replace
from datetime import UTC, date, datetime

from nhipcau.rules.checkins import Checkin, Round
from nhipcau.rules.forms import Draft
from nhipcau.rules.kernel import Month, Span
from nhipcau.rules.owing import Owing, owing
from nhipcau.rules.roster import ChatState, Leave, Person

NOW = datetime(2026, 5, 4, 2, 0, tzinfo=UTC)
DAY = date(2026, 5, 5)
ROUND = Round(1, "weekly/2026-W19", "weekly", "weekly", "2026-W19", Month(2026, 5), DAY, DAY, NOW, NOW, NOW)
ORDER = {"ha_noi": 0, "ca_mau": 1}
NAMES = ("Vũ Thị Lan", "Trần Văn Bình", "Nguyễn Thị Ánh", "Phạm Quốc Dũng")
PEOPLE = {
    number: Person(number, f"CTV{number:02}", name, "vi", number, ChatState.ACTIVE) for number, name in enumerate(NAMES)
}


def place(person: int, unit: str, **changes: object) -> Checkin:
    checkin = Checkin(person, ROUND, person, unit, "provincial", False, Draft("links"))
    return replace(checkin, **changes)  # type: ignore[arg-type]


def found(*checkins: Checkin, people: dict[int, Person] = PEOPLE) -> Owing:
    return owing(checkins, people, DAY, ORDER)


def shown(result: Owing) -> dict[str, tuple[int, list[str]]]:
    return {unit.unit: (unit.asked, [one.person.name.split()[-1] for one in unit.owed]) for unit in result.units}


def test_units_stand_in_their_order_and_people_by_given_name() -> None:
    result = found(place(3, "ca_mau"), place(0, "ha_noi"), place(1, "ha_noi"), place(2, "ha_noi"))
    assert list(shown(result).items()) == [("ha_noi", (3, ["Ánh", "Bình", "Lan"])), ("ca_mau", (1, ["Dũng"]))]
    assert [one.person.id for one in result.of("ca_mau")] == [3]
    assert len(result.of("")) == 4


def test_who_answered_is_counted_and_not_named() -> None:
    assert shown(found(place(0, "ha_noi", version=1, first_sent_at=NOW), place(1, "ha_noi"))) == {
        "ha_noi": (2, ["Bình"])
    }


def test_r13_who_is_excused_or_on_leave_is_in_no_count() -> None:
    away = replace(PEOPLE[1], leaves=(Leave(Span(DAY, DAY)),))
    result = found(place(0, "ha_noi", excused=True), place(1, "ha_noi"), place(2, "ha_noi"), people={**PEOPLE, 1: away})
    assert shown(result) == {"ha_noi": (1, ["Ánh"])}


def test_a_round_in_which_all_answered_owes_nothing() -> None:
    result = found(place(0, "ha_noi", version=1, first_sent_at=NOW))
    assert (result.asked, result.units, result.owed) == (1, (), ())
