"""Who serves where, who is on leave, who belongs to an audience, who may do what."""

from itertools import permutations

import pytest

from nhipcau.rules.kernel import Month
from nhipcau.rules.roster import (
    Appointment,
    Audience,
    ChatState,
    Grant,
    Person,
    by_unit_and_name,
    holders,
    may,
    members,
    served_in,
    serving,
)
from tests.rules.samples import LEVELS, away, book, day, held, person

NATIONAL = held("national", unit="ld_ha_noi")
PROVINCIAL = held("provincial", unit="ld_ha_noi")


class TestServing:
    @pytest.mark.parametrize(
        ("when", "level"),
        [("2026-05-15", "provincial"), ("2026-05-16", "national"), ("2026-05-31", "national"), ("2026-06-01", None)],
    )
    def test_the_appointment_of_the_day_counts(self, when: str, level: str | None) -> None:
        moved_up = person(
            "CTV001", held(last="2026-05-15"), held("national", first="2026-05-16", last="2026-05-31", unit="tld")
        )
        found = serving(moved_up, day(when), LEVELS)
        assert (found.level if found else None) == level

    def test_of_two_levels_the_higher_counts(self) -> None:
        for both in permutations([PROVINCIAL, NATIONAL]):
            assert serving(person("CTV001", *both), day("2026-05-04"), LEVELS) == NATIONAL

    def test_of_two_units_the_choice_does_not_depend_on_the_order(self) -> None:
        units = [held(unit="ld_hai_phong"), held(unit="ld_ca_mau")]
        found = {serving(person("CTV001", *both), day("2026-05-04"), LEVELS) for both in permutations(units)}
        assert len(found) == 1

    @pytest.mark.parametrize(
        ("appointments", "month", "served"),
        [
            ((held(first="2026-05-31"),), "2026-05", True),  # one day is enough
            ((held(last="2026-05-01"),), "2026-05", True),
            ((held(last="2026-04-30"),), "2026-05", False),
            ((held(first="2026-05-10", last="2026-05-20"),), "2026-05", True),  # came and went
            ((held(first="2026-05-20", last="2026-05-10"),), "2026-05", False),  # ends before it begins
            ((), "2026-05", False),
        ],
    )
    def test_who_served_in_a_month(self, appointments: tuple[Appointment, ...], month: str, served: bool) -> None:
        assert served_in(person("CTV001", *appointments), Month.parse(month)) is served


class TestLeave:
    @pytest.mark.parametrize(
        ("when", "on_leave"), [("2026-05-03", False), ("2026-05-04", True), ("2026-05-08", True), ("2026-05-09", False)]
    )
    def test_counts_from_its_first_to_its_last_day(self, when: str, on_leave: bool) -> None:
        resting = person("CTV001", held(), leaves=(away("2026-05-04", "2026-05-08"),))
        assert resting.on_leave(day(when)) is on_leave

    def test_without_an_end_lasts(self) -> None:
        assert person("CTV001", held(), leaves=(away("2026-05-04"),)).on_leave(day("2027-05-04"))


class TestMembers:
    PEOPLE = (
        person("CTV003", held("grassroots")),
        person("CTV002", held("provincial", unit="ld_ca_mau")),
        person("CTV001", held("national"), leaves=(away("2026-05-01", "2026-05-31"),)),
        person("CTV004", held(last="2026-04-30")),  # left
        person("CB01", grants=(Grant("coordinator"),)),  # staff, nobody's collaborator
    )

    @pytest.mark.parametrize(
        ("audience", "codes"),
        [
            (Audience(), ["CTV001", "CTV002", "CTV003"]),  # empty means all
            (Audience(levels=frozenset({"national", "provincial"})), ["CTV001", "CTV002"]),
            (Audience(units=frozenset({"ld_dong_nai"})), ["CTV001", "CTV003"]),
            (Audience(frozenset({"national"}), frozenset({"ld_ca_mau"})), []),
        ],
    )
    def test_are_those_of_the_audience_by_code_on_leave_or_not(self, audience: Audience, codes: list[str]) -> None:
        for people in permutations(self.PEOPLE):
            found = members(people, audience, day("2026-05-04"), LEVELS)
            assert [member.person.code for member in found] == codes

    def test_someone_with_two_levels_is_a_member_once(self) -> None:
        (member,) = members([person("CTV001", PROVINCIAL, NATIONAL)], Audience(), day("2026-05-04"), LEVELS)
        assert member.appointment == NATIONAL


class TestRoles:
    LEAD = person("CB02", grants=(Grant("unit_lead", "ld_ca_mau"),))
    HEAD = person("CB01", grants=(Grant("unit_lead"), Grant("coordinator")))

    @pytest.mark.parametrize(
        ("unit", "codes"), [("ld_ca_mau", ["CB01", "CB02"]), ("ld_ha_noi", ["CB01"]), (None, ["CB01"])]
    )
    def test_a_role_without_a_unit_holds_everywhere(self, unit: str | None, codes: list[str]) -> None:
        assert [p.code for p in holders([self.LEAD, self.HEAD], "unit_lead", unit)] == codes

    @pytest.mark.parametrize(
        ("action", "allowed"),
        [("bind_group", True), ("decide_slot", True), ("close_month", False), ("something_new", False)],
    )
    def test_the_table_of_config_decides(self, action: str, allowed: bool) -> None:
        assert may(self.HEAD, action, book().permissions) is allowed

    def test_a_collaborator_may_do_nothing_of_staff(self) -> None:
        assert not any(may(person("CTV001", held()), action, book().permissions) for action in book().permissions)


@pytest.mark.parametrize(
    ("state", "chat", "reachable"),
    [
        (ChatState.ACTIVE, 77, True),
        (ChatState.ACTIVE, None, False),
        (ChatState.BLOCKED, 77, False),
        (ChatState.UNBOUND, None, False),
    ],
)
def test_reachable_is_who_has_an_open_chat(state: ChatState, chat: int | None, reachable: bool) -> None:
    assert Person(1, "CTV001", "Lê An", "vi", chat, state).reachable is reachable


def test_lists_go_by_unit_then_given_name_then_code() -> None:
    people = [
        person("CTV004", held(unit="ld_ca_mau"), name="Trần Văn An"),
        person("CTV003", held(unit="ld_ha_noi"), name="Bùi Thị Án"),
        person("CTV002", held(unit="ld_ha_noi"), name="Trần Văn An"),
        person("CTV001", held(unit="ld_ha_noi"), name="Trần Văn An"),
        person("CTV005", held(unit="dissolved"), name="An"),  # a unit that config does not know comes last
    ]
    ordered = sorted(people, key=lambda p: by_unit_and_name(p, book().unit_order, p.appointments[0].unit))
    assert [p.code for p in ordered] == ["CTV001", "CTV002", "CTV003", "CTV004", "CTV005"]
