"""A roster as coordinators type it: who comes out of it, and every slip with its cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.rules.enrolment import COLUMNS, Enrolled, Known, examine, next_code
from nhipcau.rules.roster import Appointment, Grant, Leave
from tests.rules.samples import LAW, LEVELS, book, span

COLLABORATOR = {
    "code": "CTV001",
    "name": "  Nguyễn  Thị Ánh ",
    "phone": "+84 912 345 678",
    "unit": "ld_dong_nai",
    "level": "provincial",
    "from": "01/01/2026",
    "decision": "12/QĐ-LĐLĐ",
}
LEAD = {"code": "CB01", "name": "Vũ Thị Hằng", "unit": "ld_dong_nai", "roles": "unit_lead adviser"}


DONG_NAI = book().units["ld_dong_nai"]
KNOWN = Known(
    book().units,
    list(LEVELS),
    ["unit_lead", "adviser"],
    ("vi", "en"),
    phones={"0987654321": "CTV900"},
    merged={"CTV800": "CTV900"},
    erased=frozenset({"CTV700"}),
)


def enrolled(**changes: str) -> Enrolled:
    (person,) = examine([{**COLLABORATOR, **changes}], KNOWN).people.values()
    return person


def slips(*rows: dict[str, str]) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.code) for fault in examine(rows, KNOWN).faults]


class TestAGoodRow:
    def test_becomes_a_person(self) -> None:
        assert enrolled() == Enrolled(
            code="CTV001",
            name="Nguyễn Thị Ánh",
            language="vi",
            phone="0912345678",
            appointments=(Appointment("ld_dong_nai", "provincial", span("2026-01-01"), "12/QĐ-LĐLĐ"),),
            leaves=(),
            grants=(),
        )

    @pytest.mark.parametrize("called", ["LĐLĐ Đồng Nai", "ldld dong nai", " LD_DONG_NAI", DONG_NAI.names["vi"]])
    def test_a_unit_may_be_called_by_its_name_with_or_without_diacritics(self, called: str) -> None:
        assert enrolled(unit=called).appointments[0].unit == "ld_dong_nai"

    def test_staff_need_no_level_and_no_first_day(self) -> None:
        (lead,) = examine([LEAD], KNOWN).people.values()
        assert (lead.appointments, lead.phone) == ((), None)
        assert lead.grants == (Grant("unit_lead", "ld_dong_nai"), Grant("adviser", "ld_dong_nai"))

    def test_leave_may_have_no_end(self) -> None:
        person = enrolled(leave_from="2026-05-04", leave_reason="thai sản")
        assert person.leaves == (Leave(span("2026-05-04"), "thai sản"),)

    @pytest.mark.parametrize(
        "text", ["2026-05-16", "16/05/2026", "16/5/2026", "16-05-2026", "16-5-2026", " 16/05/2026 "]
    )
    def test_days_are_written_in_several_ways_and_never_month_first(self, text: str) -> None:
        assert enrolled(**{"from": text}).appointments[0].span == span("2026-05-16")


class TestSlips:
    @pytest.mark.parametrize(
        ("changes", "slip"),
        [
            ({"code": ""}, ("code", "missing")),
            ({"name": "   "}, ("name", "missing")),
            ({"code": "CTV 001"}, ("code", "bad_code")),
            ({"code": "CTV800"}, ("code", "merged_away")),  # a tombstone's code may not come to life again
            ({"code": "CTV700"}, ("code", "erased")),  # nor that of somebody who was forgotten
            ({"name": "0912345678"}, ("name", "bad_name")),
            ({"phone": "O912345678"}, ("phone", "letter_in_phone")),
            ({"phone": "0912345678 / 0912345679"}, ("phone", "two_phones")),
            ({"phone": "091234567"}, ("phone", "bad_phone")),
            ({"phone": "0987 654 321"}, ("phone", "phone_taken")),
            ({"roles": "unit_leader"}, ("roles", "unknown_role")),
            ({"language": "fr"}, ("language", "unknown_language")),
            ({"from": "01/01/2017"}, ("unit", "unit_gone")),  # nobody serves in a unit before it exists
            ({"unit": "ld_dongnai"}, ("unit", "unknown_unit")),
            ({"level": "tỉnh"}, ("level", "unknown_level")),
            ({"from": ""}, ("from", "missing")),
            ({"unit": ""}, ("unit", "missing")),  # a level in no unit has nobody to pay it
            ({"level": ""}, ("level", "missing")),  # neither collaborator nor staff: would never be asked anything
            ({"from": "05/16/2026"}, ("from", "bad_day")),
            ({"from": "29/02/2026"}, ("from", "bad_day")),
            ({"from": "16/05/26"}, ("from", "bad_day")),
            ({"from": "tháng 5"}, ("from", "bad_day")),
            ({"to": "31/12/2025"}, ("to", "ends_before_it_begins")),
            ({"leave_from": "08/05/2026", "leave_to": "04/05/2026"}, ("leave_to", "ends_before_it_begins")),
            ({"leave_to": "08/05/2026"}, ("leave_from", "missing")),  # a leave that begins nowhere would be lost
        ],
    )
    def test_are_named_by_column(self, changes: dict[str, str], slip: tuple[str, str]) -> None:
        assert slips({**COLLABORATOR, **changes}) == [(2, *slip)]

    def test_a_code_that_stands_twice_names_the_later_row(self) -> None:
        assert slips(COLLABORATOR, LEAD, {**COLLABORATOR, "code": " CTV001 ", "phone": ""}) == [
            (4, "code", "repeated_code")
        ]

    def test_all_come_at_once_in_the_order_of_rows(self) -> None:
        assert slips(
            {**COLLABORATOR, "phone": "?"}, {**LEAD, "name": ""}, {**COLLABORATOR, "to": "mai", "phone": ""}
        ) == [
            (2, "phone", "bad_phone"),
            (3, "name", "missing"),
            (4, "to", "bad_day"),
            (4, "code", "repeated_code"),
        ]


CELLS = st.sampled_from(["", " ", "CTV001", "Lê An", "0912345678", "ld_ha_noi", "provincial", "01/05/2026", "x", "🙂"])
ROWS = st.lists(st.dictionaries(st.sampled_from(COLUMNS), CELLS), max_size=4)


@LAW
@given(ROWS)
def test_any_row_becomes_a_person_or_slips_that_point_into_it(rows: list[dict[str, str]]) -> None:
    examined = examine(rows, KNOWN)
    slipped = {fault.row for fault in examined.faults}
    empty = {number for number, row in enumerate(rows, start=2) if not any(map(str.strip, row.values()))}
    assert slipped | empty | set(examined.people) == set(range(2, len(rows) + 2))
    assert not slipped & set(examined.people)
    assert all(fault.column in COLUMNS and fault.code for fault in examined.faults)
    for number, person in examined.people.items():
        assert person.code == rows[number - 2]["code"].strip()
        assert all(a.unit in book().units and a.level in LEVELS for a in person.appointments)


@pytest.mark.parametrize(
    ("codes", "following"),
    [
        (["CTV001", "CTV180", "CB04"], "CTV181"),
        (["CTV99"], "CTV100"),
        (["HN-007", "HN-030", "CTV900"], "HN-031"),
        (["thuha"], "CTV001"),
        ([], "CTV001"),
    ],
)
def test_a_new_persons_code_follows_the_codes_of_most_others(codes: list[str], following: str) -> None:
    assert next_code(codes) == following
