"""Rounds and slots: when things are due, by name and by window."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.rules.cadence import (
    Programme,
    RoundPlan,
    Slot,
    SlotKind,
    round_of,
    rounds,
    slots_of_days,
    slots_of_months,
    slots_of_round,
)
from nhipcau.rules.calendar import Landing, MonthMoment, WeekMoment
from nhipcau.rules.kernel import Month
from nhipcau.rules.ladder import Reminded, Rung
from tests.rules.samples import DAYS, LAW, MAY, at, book, day, span

CLOCKS = st.builds(time, st.integers(0, 23), st.sampled_from([0, 30]))
WEEK_MOMENTS = st.builds(WeekMoment, st.integers(0, 6), CLOCKS)
MONTH_MOMENTS = st.builds(
    MonthMoment,
    st.integers(1, 31) | st.integers(-28, -1),
    CLOCKS,
    st.integers(0, 1),
    st.sampled_from(Landing),
)
MOMENTS = st.builds(lambda when, clock: book().calendar.at(when, clock), DAYS, CLOCKS)


def weekly() -> Programme:
    return book().programmes["weekly_checkin"]


@st.composite
def programmes(draw: st.DrawFn) -> Programme:
    moments = draw(st.sampled_from([WEEK_MOMENTS, MONTH_MOMENTS]))
    reminders = tuple(Rung(moment) for moment in draw(st.lists(moments, max_size=2)))
    opens, due, closes = draw(moments), draw(moments), draw(moments)
    return replace(weekly(), opens=opens, reminders=reminders, due=due, closes=closes, span=span("2024-01-01"))


def planned(programme: Programme, start: str, until: str) -> list[RoundPlan]:
    return list(rounds(programme, book().calendar, at(start), at(until)))


class TestRounds:
    def test_may_2026_has_four_weeks(self) -> None:
        plans = [p for p in planned(weekly(), "2026-01-01", "2027-01-01") if p.month == MAY]
        assert [p.period for p in plans] == ["2026-W19", "2026-W20", "2026-W21", "2026-W22"]
        assert [f"{p.first_day:%d/%m}-{p.last_day:%d/%m}" for p in plans] == [
            "04/05-10/05",
            "11/05-17/05",
            "18/05-24/05",
            "25/05-31/05",
        ]
        assert plans[0].key == "weekly_checkin/2026-W19"
        assert [step.at for step in plans[0].reminders if step.to is Reminded.PERSON] == [
            at("2026-05-07 09:00"),
            at("2026-05-09 09:00"),
        ]

    def test_every_week_of_a_year_belongs_to_one_month(self) -> None:
        plans = planned(weekly(), "2025-12-01", "2027-02-01")
        by_month = [sum(p.month == Month(2026, number) for p in plans) for number in range(1, 13)]
        # 2026 has 53 weeks; the first begins in 2025, before the programme does.
        assert by_month == [4, 4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 5]
        assert sum(by_month) == 52

    def test_week_53_spans_new_year(self) -> None:
        last = next(p for p in planned(weekly(), "2026-12-01", "2027-01-10") if p.period == "2026-W53")
        assert (last.first_day, last.last_day) == (day("2026-12-28"), day("2027-01-03"))
        assert last.month == Month(2026, 12)
        assert last.closes_at == at("2027-01-03 21:00")

    def test_the_week_after_is_the_first_of_2027(self) -> None:
        assert [p.period for p in planned(weekly(), "2027-01-01", "2027-01-10")] == ["2027-W01"]

    def test_a_window_begins_with_its_start_and_ends_before_its_end(self) -> None:
        assert len(planned(weekly(), "2026-05-04 08:00", "2026-05-11 08:00")) == 1
        assert planned(weekly(), "2026-05-04 08:01", "2026-05-11 08:00") == []

    @pytest.mark.parametrize(
        ("first", "last", "periods"),
        [
            ("2026-05-11", "", ["2026-W20", "2026-W21", "2026-W22"]),
            ("2026-05-12", "", ["2026-W21", "2026-W22"]),  # begun on a Tuesday: that week is not asked
            ("2026-05-01", "2026-05-12", ["2026-W19", "2026-W20"]),  # a week that was opened is finished
        ],
    )
    def test_a_programme_asks_in_weeks_that_begin_while_it_lasts(
        self, first: str, last: str, periods: list[str]
    ) -> None:
        programme = replace(weekly(), span=span(first, last))
        assert [p.period for p in planned(programme, "2026-05-01", "2026-06-01")] == periods

    def test_the_monthly_report_of_january_is_due_after_tet(self) -> None:
        (plan,) = planned(book().programmes["monthly_report"], "2027-01-10", "2027-02-10")
        assert (plan.period, plan.opens_at) == ("2027-01", at("2027-01-28 08:00"))
        assert plan.due_at == at("2027-02-11 17:00")

    def test_february_of_a_leap_year(self) -> None:
        plan = round_of(book().programmes["monthly_report"], book().calendar, "2028-02")
        assert (plan.first_day, plan.last_day) == (day("2028-02-01"), day("2028-02-29"))
        assert plan.opens_at == at("2028-02-26 08:00")

    def test_a_round_that_opens_before_its_month_is_not_missed(self) -> None:
        """1 May is a holiday: a round of May that opens on the working day before it opens in April."""
        early = replace(book().programmes["monthly_report"], opens=MonthMoment(1, time(8), landing=Landing.BEFORE))
        assert [p.period for p in planned(early, "2026-04-28", "2026-04-30")] == ["2026-05"]

    @LAW
    @given(programmes(), MOMENTS, st.integers(1, 120), st.integers(0, 120))
    def test_what_two_windows_hold_is_what_one_window_holds(
        self, programme: Programme, start: datetime, days: int, more: int
    ) -> None:
        """Nothing is planned twice and nothing is lost between two plannings."""
        calendar, middle = book().calendar, start + timedelta(days=days)
        end = middle + timedelta(days=more)
        parts = [*rounds(programme, calendar, start, middle), *rounds(programme, calendar, middle, end)]
        assert parts == list(rounds(programme, calendar, start, end))

    @LAW
    @given(programmes(), MOMENTS)
    def test_a_round_is_found_again_by_its_period(self, programme: Programme, start: datetime) -> None:
        plans = list(rounds(programme, book().calendar, start, start + timedelta(days=70)))
        assert all(round_of(programme, book().calendar, plan.period) == plan for plan in plans)
        assert len({plan.key for plan in plans}) == len(plans)

    @pytest.mark.parametrize("period", ["2026-W54", "2025-W53", "2026-13", "soon", "2026-Wxx"])
    def test_no_round_is_made_up_for_a_period_that_is_none(self, period: str) -> None:
        programme = weekly() if "W" in period else book().programmes["monthly_report"]
        with pytest.raises(ValueError):
            round_of(programme, book().calendar, period)


def of_round(plan: RoundPlan) -> list[Slot]:
    return slots_of_round(plan, book().late)


class TestSlotsOfARound:
    PLAN = round_of(weekly(), book().calendar, "2026-W19")

    def test_its_opening_each_reminder_and_its_close(self) -> None:
        assert [(slot.key, slot.due_at) for slot in of_round(self.PLAN)] == [
            ("open_round:weekly_checkin/2026-W19", at("2026-05-04 08:00")),
            ("remind:weekly_checkin/2026-W19#1", at("2026-05-07 09:00")),
            ("remind:weekly_checkin/2026-W19#2", at("2026-05-09 09:00")),
            ("remind:weekly_checkin/2026-W19#3", at("2026-05-09 15:00")),
            ("close_round:weekly_checkin/2026-W19", at("2026-05-10 21:00")),
        ]

    def test_each_follows_the_policy_of_its_kind(self) -> None:
        assert all(slot.late == book().late[slot.kind] for slot in of_round(self.PLAN))

    def test_a_changed_deadline_makes_another_version(self) -> None:
        changed = replace(self.PLAN, due_at=at("2026-05-10 15:00"))
        versions = {slot.version for slot in of_round(self.PLAN)}
        assert len(versions) == 1 and versions.isdisjoint(slot.version for slot in of_round(changed))

    def test_openings_of_one_programme_supersede_each_other_closes_never(self) -> None:
        next_week = round_of(weekly(), book().calendar, "2026-W20")
        streams = {slot.kind: slot.stream for slot in of_round(self.PLAN)}
        later = {slot.kind: slot.stream for slot in of_round(next_week)}
        assert streams[SlotKind.OPEN_ROUND] == later[SlotKind.OPEN_ROUND]
        assert streams[SlotKind.CLOSE_ROUND] != later[SlotKind.CLOSE_ROUND]
        assert streams[SlotKind.REMIND] != later[SlotKind.REMIND]


def of_months(start: str, until: str) -> list[str]:
    slots = slots_of_months(book().chores, book().calendar, book().late, at(start), at(until))
    return [f"{slot.key} {slot.due_at:%d/%m/%Y %H:%M}" for slot in slots]


def of_days(start: str, until: str) -> list[str]:
    slots = slots_of_days(book().chores, book().calendar, book().late, at(start), at(until))
    return [slot.subject for slot in slots]


class TestChores:
    def test_each_month_is_closed_and_reported_on_the_5th_of_the_next(self) -> None:
        assert of_months("2026-05-04", "2026-06-02") == [
            "close_month:2026-05 05/06/2026 17:00",
            "render_reports:2026-05 05/06/2026 17:00",
            "close_month:2026-06 06/07/2026 17:00",  # 5 July is a Sunday
            "render_reports:2026-06 06/07/2026 17:00",
        ]

    def test_december_is_closed_in_the_next_year(self) -> None:
        assert of_months("2026-12-31 23:59", "2027-01-01")[0] == "close_month:2026-12 05/01/2027 17:00"

    def test_nothing_is_closed_that_began_before_the_start(self) -> None:
        assert not any("2026-04" in slot for slot in of_months("2026-05-01", "2026-06-01"))

    def test_sheets_are_synced_at_noon_and_in_the_evening(self) -> None:
        assert of_days("2026-05-04 12:00", "2026-05-05 18:00") == [
            "2026-05-04T12:00",
            "2026-05-04T18:00",
            "2026-05-05T12:00",
        ]

    @LAW
    @given(MOMENTS, st.integers(0, 10), st.integers(0, 10))
    def test_the_syncs_of_two_windows_are_those_of_one(self, start: datetime, hours: int, more: int) -> None:
        middle = start + timedelta(hours=7 * hours)
        end = middle + timedelta(hours=7 * more)
        chores, calendar, late = book().chores, book().calendar, book().late
        parts = [*slots_of_days(chores, calendar, late, start, middle)]
        parts += slots_of_days(chores, calendar, late, middle, end)
        assert parts == slots_of_days(chores, calendar, late, start, end)


def test_the_kinds_of_one_moment_are_taken_in_their_order() -> None:
    in_order = sorted(SlotKind, key=lambda kind: kind.rank)
    assert in_order.index(SlotKind.OPEN_ROUND) < in_order.index(SlotKind.REMIND) < in_order.index(SlotKind.CLOSE_ROUND)
    assert (
        in_order.index(SlotKind.CLOSE_ROUND)
        < in_order.index(SlotKind.CLOSE_MONTH)
        < in_order.index(SlotKind.RENDER_REPORTS)
    )


def test_in_the_week_of_tet_the_round_opens_after_it_and_nobody_is_reminded_on_the_same_day() -> None:
    """Tết 2026 is off from Monday to Friday; a ladder keeps its numbers, so what is left out is never sent later."""
    plan, _ = book().asked("weekly_checkin/2026-W08")
    slots = slots_of_round(plan, book().late)
    assert [(slot.kind.value, f"{slot.due_at:%a %d/%m %H:%M}") for slot in slots] == [
        ("open_round", "Sat 21/02 08:00"),
        ("close_round", "Sun 22/02 21:00"),
    ]


def test_a_reminder_on_a_holiday_comes_the_day_after_it() -> None:
    plan, _ = book().asked("weekly_checkin/2027-W05")
    slots = slots_of_round(plan, book().late)
    assert [(slot.subject, f"{slot.due_at:%a %d/%m %H:%M}") for slot in slots if slot.kind is SlotKind.REMIND] == []


def test_the_ladder_keeps_its_numbers_when_a_step_falls_out() -> None:
    plan, _ = book().asked("weekly_checkin/2026-W18")
    reminders = [slot for slot in slots_of_round(plan, book().late) if slot.kind is SlotKind.REMIND]
    assert [(slot.subject, f"{slot.due_at:%a %d/%m}") for slot in reminders] == [
        ("weekly_checkin/2026-W18#1", "Sat 02/05"),
        ("weekly_checkin/2026-W18#3", "Sat 02/05"),
    ]
