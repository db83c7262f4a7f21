"""A roster table is taken in whole, or not at all with every fault named by row and column (R38)."""

import pytest

from nhipcau.rules.enrolment import RosterRefused
from nhipcau.rules.roster import ChatState
from tests.fakes.house import House

GOOD = {
    "code": "CTV07",
    "name": "  nguyễn   Văn Đức ",
    "phone": "+84 912 345 007",
    "unit": "ld_ha_noi",
    "level": "provincial",
    "from": "01/06/2026",
    "leave_from": "2026-07-01",
    "leave_to": "15/7/2026",
}


def faults(house: House, *rows: dict[str, str]) -> list[tuple[int, str, str]]:
    with pytest.raises(RosterRefused) as refused:
        house.app.import_roster(rows, "CB01", house.clock.now())
    return [(fault.row, fault.column, fault.code) for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"code": ""}, ("code", "missing")),
        ({"name": " "}, ("name", "missing")),
        ({"phone": "12345"}, ("phone", "bad_phone")),
        ({"unit": "ld_ha_nội"}, ("unit", "unknown_unit")),
        ({"level": "tỉnh"}, ("level", "unknown_level")),
        ({"from": "31/02/2026"}, ("from", "bad_day")),
        ({"from": "05-31-2026"}, ("from", "bad_day")),
        ({"from": ""}, ("from", "missing")),
        ({"to": "2026-01-01"}, ("to", "ends_before_it_begins")),
        ({"leave_to": "2026-06-01"}, ("leave_to", "ends_before_it_begins")),
        ({"leave_from": "mai"}, ("leave_from", "bad_day")),
    ],
)
def test_each_fault_is_named_with_its_cell(house: House, changes: dict[str, str], fault: tuple[str, str]) -> None:
    assert (3, *fault) in faults(house, GOOD, {**GOOD, "code": "CTV08", **changes})


def test_a_code_that_stands_twice_names_the_second_row(house: House) -> None:
    assert faults(house, GOOD, {**GOOD, "code": "CTV08"}, GOOD) == [(4, "code", "repeated")]


def test_all_faults_come_at_once_in_the_order_of_rows(house: House) -> None:
    rows = ({**GOOD, "phone": "?"}, {**GOOD, "name": "", "code": "CTV08", "unit": "x"}, {**GOOD, "code": ""})
    assert faults(house, *rows) == [
        (2, "phone", "bad_phone"),
        (3, "name", "missing"),
        (3, "unit", "unknown_unit"),
        (4, "code", "missing"),
    ]


def test_with_one_fault_nobody_is_added(house: House) -> None:
    faults(house, GOOD, {**GOOD, "code": "CTV08", "phone": "1"})
    with house.looking() as tx:
        assert tx.people.by_code("CTV07") is None
    assert house.entries("person:CTV07") == []


def test_a_good_row_becomes_a_person_with_an_invite(house: House) -> None:
    assert house.app.import_roster([GOOD], "CB01", house.clock.now()).counts == {"added": 1, "known": 0}
    with house.looking() as tx:
        person = tx.people.by_code("CTV07")
    assert person is not None
    assert (person.name, person.phone, person.language) == ("nguyễn Văn Đức", "0912345007", "vi")
    assert (person.chat, person.chat_id) == (ChatState.UNBOUND, None)
    assert str(person.appointments[0].span.first) == "2026-06-01"
    assert str(person.leaves[0].span.last) == "2026-07-15"
    assert "CTV07" in [someone.code for someone, invite in house.app.invites() if len(invite) >= 12]


def test_a_second_import_changes_nothing(house: House) -> None:
    house.app.import_roster([GOOD], "CB01", house.clock.now())
    before = house.app.invites()
    assert house.app.import_roster([GOOD], "CB01", house.clock.now()).counts == {"added": 0, "known": 1}
    assert house.app.invites() == before


def test_the_journal_says_who_brought_whom_in(house: House) -> None:
    house.app.import_roster([GOOD], "CB01", house.clock.now())
    (entry,) = house.entries("person:CTV07")
    assert (entry.at, entry.who, entry.what) == (house.clock.now(), "CB01", "imported")


@pytest.mark.parametrize(("week", "day", "asked"), [("W19", "2026-05-04", False), ("W23", "2026-06-01", True)])
def test_who_is_brought_in_is_asked_from_their_first_day_on(house: House, week: str, day: str, asked: bool) -> None:
    house.app.import_roster([GOOD], "CB01", house.clock.now())
    house.sleep_until(f"{day} 08:00")
    house.wake()
    with house.looking() as tx:
        opened, person = tx.rounds.get(f"weekly_checkin/2026-{week}"), tx.people.by_code("CTV07")
        assert opened is not None
        assert person is not None
        assert (person.id in {checkin.person_id for checkin in tx.checkins.of_round(opened.id)}) == asked
