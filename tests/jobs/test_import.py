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


def done(**counts: int) -> dict[str, int]:
    return {"added": 0, "changed": 0, "known": 0, "left_out": 0} | counts


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"code": ""}, ("code", "missing")),
        ({"name": " "}, ("name", "missing")),
        ({"phone": "12345"}, ("phone", "bad_phone")),
        ({"unit": "ld_ha_noi_2"}, ("unit", "unknown_unit")),
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
    assert faults(house, GOOD, {**GOOD, "code": "CTV08", "phone": ""}, {**GOOD, "phone": ""}) == [
        (4, "code", "repeated_code")
    ]


def test_all_faults_come_at_once_in_the_order_of_rows(house: House) -> None:
    rows = (
        {**GOOD, "phone": "?"},
        {**GOOD, "name": "", "code": "CTV08", "unit": "x", "phone": ""},
        {**GOOD, "code": "", "phone": ""},
    )
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
    assert house.app.import_roster([GOOD], "CB01", house.clock.now()).counts == {
        "added": 1,
        "changed": 0,
        "known": 0,
        "left_out": 0,
    }
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
    assert house.app.import_roster([GOOD], "CB01", house.clock.now()).counts == {
        "added": 0,
        "changed": 0,
        "known": 1,
        "left_out": 0,
    }
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


class TestHistory:
    """A second table changes people without forgetting where they were."""

    @pytest.fixture(autouse=True)
    def _known(self, house: House) -> None:
        house.app.import_roster([GOOD], "CB01", house.clock.now())

    def spans(self, house: House) -> list[tuple[str, str, str, str]]:
        with house.looking() as tx:
            person = tx.people.by_code("CTV07")
        assert person is not None
        return [(a.unit, a.level, str(a.span.first), str(a.span.last or "")) for a in person.appointments]

    def imported(self, house: House, **changes: str) -> dict[str, int]:
        return dict(house.app.import_roster([{**GOOD, **changes}], "CB01", house.clock.now()).counts)

    def test_who_moves_keeps_where_they_were(self, house: House) -> None:
        assert self.imported(house, unit="ld_ca_mau", **{"from": "01/09/2026"}) == done(changed=1)
        assert self.spans(house) == [
            ("ld_ha_noi", "provincial", "2026-06-01", "2026-08-31"),
            ("ld_ca_mau", "provincial", "2026-09-01", ""),
        ]
        assert [entry.what for entry in house.entries("person:CTV07")] == ["imported", "ended", "appointed"]

    def test_another_level_is_another_appointment(self, house: House) -> None:
        self.imported(house, level="national", **{"from": "01/09/2026"})
        assert [level for _, level, _, _ in self.spans(house)] == ["provincial", "national"]

    def test_who_leaves_and_returns_has_both_times(self, house: House) -> None:
        self.imported(house, to="31/07/2026")
        self.imported(house, to="31/07/2026")
        self.imported(house, **{"from": "01/10/2026"})
        assert self.spans(house) == [
            ("ld_ha_noi", "provincial", "2026-06-01", "2026-07-31"),
            ("ld_ha_noi", "provincial", "2026-10-01", ""),
        ]

    def test_history_is_not_rewritten_by_a_table(self, house: House) -> None:
        assert faults(house, {**GOOD, "from": "01/05/2026"}) == [(2, "from", "starts_before_current")]

    def test_a_new_name_phone_language_role_or_leave_is_written_down(self, house: House) -> None:
        self.imported(house, name="Nguyễn Văn Đức", phone="0912345999", language="en", roles="unit_lead")
        with house.looking() as tx:
            person = tx.people.by_code("CTV07")
        assert person is not None
        assert (person.name, person.phone, person.language) == ("Nguyễn Văn Đức", "0912345999", "en")
        assert person.has_role("unit_lead", "ld_ha_noi")

    def test_an_empty_phone_forgets_nothing(self, house: House) -> None:
        assert self.imported(house, phone="") == done(known=1)


SPOILS = [
    {"code": ""},
    {"code": "CTV 1"},
    {"name": ""},
    {"name": "0912"},
    {"phone": "12345"},
    {"phone": "O912345678"},
    {"phone": "0912345678; 0912345679"},
    {"unit": "ld_x"},
    {"from": "01/01/2017"},
    {"level": "tỉnh"},
    {"roles": "leader"},
    {"language": "fr"},
    {"from": "32/01/2026"},
    {"to": "2026-01-01"},
    {"leave_to": "2026-06-01", "leave_from": ""},
]
"""One fault of each kind: 15."""


def test_a_large_table_with_three_hundred_faults_is_told_apart(house: House) -> None:
    """R38: every fault is named; who confirms gets all the others; the same table again changes nothing."""
    rows = [{**GOOD, "code": f"M{number:05}", "phone": f"09{number:08}"} for number in range(1_200)]
    for number in range(300):
        rows[4 * number] |= SPOILS[number % len(SPOILS)]
    now = house.clock.now()
    report = house.app.examine_roster(rows)
    assert sorted({fault.row for fault in report.examined.faults}) == [4 * number + 2 for number in range(300)]
    assert (report.new, report.examined.left_out) == (900, 300)
    assert house.app.import_roster(rows, "CB01", now, partly=True).counts == done(added=900, left_out=300)
    assert house.app.import_roster(rows, "CB01", now, partly=True).counts == done(known=900, left_out=300)
