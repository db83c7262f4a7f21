"""What becomes of slots that are due: on time, a little late, after a downtime, and never two of one stream."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.rules.cadence import (
    WAITS_FOR,
    Fate,
    LatePolicy,
    Slot,
    SlotKind,
    Verdict,
    WhenLate,
    decide_due,
    round_of,
    rounds,
    slots_of_days,
    slots_of_months,
    slots_of_round,
)
from tests.rules.samples import LAW, at, book

NOON = at("2026-05-07 12:00")
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def slot(
    kind: SlotKind = SlotKind.REMIND,
    subject: str = "a",
    due: datetime = NOON,
    action: WhenLate = WhenLate.RUN_ONCE,
    stream: str = "",
    stale: timedelta = 8 * HOUR,
) -> Slot:
    return Slot(kind, subject, due, LatePolicy(action, stale), stream or subject, "v1")


def fates(verdicts: list[Verdict]) -> dict[str, tuple[str, str]]:
    return {verdict.slot.key: (verdict.fate.value, verdict.reason) for verdict in verdicts}


def alone(late: timedelta, action: WhenLate) -> tuple[str, str]:
    (verdict,) = decide_due([slot(action=action)], NOON + late)
    return verdict.fate.value, verdict.reason


class TestOneSlot:
    def test_is_left_alone_before_its_moment(self) -> None:
        assert decide_due([slot()], NOON - timedelta(microseconds=1)) == []

    @pytest.mark.parametrize("action", WhenLate)
    @pytest.mark.parametrize("late", [timedelta(0), 15 * MINUTE])
    def test_runs_within_its_grace_whatever_the_policy(self, late: timedelta, action: WhenLate) -> None:
        assert alone(late, action) == ("run", "due")

    @pytest.mark.parametrize(
        ("late", "action", "expected"),
        [
            (16 * MINUTE, WhenLate.RUN_ONCE, ("run", "late")),
            (8 * HOUR, WhenLate.RUN_ONCE, ("run", "late")),
            (8 * HOUR + MINUTE, WhenLate.RUN_ONCE, ("skip", "stale")),
            (16 * MINUTE, WhenLate.SKIP, ("skip", "late")),
            (16 * MINUTE, WhenLate.ASK_ADMIN, ("ask", "late")),
            (90 * HOUR, WhenLate.ASK_ADMIN, ("ask", "late")),  # a person hears of it, however late
        ],
    )
    def test_follows_its_policy_when_late(self, late: timedelta, action: WhenLate, expected: tuple[str, str]) -> None:
        assert alone(late, action) == expected


class TestStreams:
    def test_of_several_late_ones_only_the_newest_runs(self) -> None:
        syncs = [slot(SlotKind.SYNC_SHEETS, f"{n}", NOON - n * HOUR, stream="sheets") for n in range(5)]
        found = fates(decide_due(syncs, NOON + HOUR))
        assert found.pop("sync_sheets:0") == ("run", "late")
        assert set(found.values()) == {("skip", "superseded")}

    def test_what_lies_ahead_supersedes_nothing(self) -> None:
        pair = [slot(subject="a#1", stream="a"), slot(subject="a#2", due=NOON + HOUR, stream="a")]
        assert fates(decide_due(pair, NOON)) == {"remind:a#1": ("run", "due")}

    def test_streams_of_two_kinds_do_not_meddle(self) -> None:
        pair = [slot(SlotKind.CLOSE_MONTH, "2026-05"), slot(SlotKind.SYNC_SHEETS, "2026-05")]
        assert {fate for fate, _ in fates(decide_due(pair, NOON)).values()} == {"run"}

    def test_an_older_slot_is_not_run_because_the_newest_is_too_late(self) -> None:
        pair = [
            slot(subject="a#1", due=NOON - HOUR, stream="a", stale=100 * HOUR),
            slot(subject="a#2", stream="a", action=WhenLate.SKIP),
        ]
        assert fates(decide_due(pair, NOON + HOUR)) == {
            "remind:a#1": ("skip", "superseded"),
            "remind:a#2": ("skip", "late"),
        }


class TestWaiting:
    CLOSE_ROUND = slot(SlotKind.CLOSE_ROUND, "monthly_report/2026-05")
    CLOSE_MONTH = slot(SlotKind.CLOSE_MONTH, "2026-05")
    REPORTS = slot(SlotKind.RENDER_REPORTS, "2026-05")

    def test_a_month_is_closed_after_the_rounds_that_close_with_it(self) -> None:
        assert fates(decide_due([self.REPORTS, self.CLOSE_MONTH, self.CLOSE_ROUND], NOON)) == {
            "close_round:monthly_report/2026-05": ("run", "due"),
            "close_month:2026-05": ("wait", "others_first"),
            "render_reports:2026-05": ("wait", "others_first"),
        }
        assert fates(decide_due([self.REPORTS, self.CLOSE_MONTH], NOON)) == {
            "close_month:2026-05": ("run", "due"),
            "render_reports:2026-05": ("wait", "others_first"),
        }
        assert fates(decide_due([self.REPORTS], NOON)) == {"render_reports:2026-05": ("run", "due")}

    def test_it_does_not_wait_for_rounds_that_close_later(self) -> None:
        later = replace(self.CLOSE_ROUND, due_at=NOON + MINUTE)
        assert fates(decide_due([self.CLOSE_MONTH, later], NOON + MINUTE))["close_month:2026-05"] == ("run", "due")

    def test_it_waits_when_both_are_late(self) -> None:
        found = fates(decide_due([self.CLOSE_MONTH, self.CLOSE_ROUND], NOON + HOUR))
        assert found["close_month:2026-05"] == ("wait", "others_first")


class TestAfterADowntime:
    """As config has it: a week's rounds are opened two days late at most, months are closed in any case."""

    @staticmethod
    def of(start: str, until: str) -> list[Slot]:
        window = book().calendar, at(start), at(until)
        plans = [plan for programme in book().programmes.values() for plan in rounds(programme, *window)]
        chores = book().chores, book().calendar, book().late, at(start), at(until)
        months, days = slots_of_months(*chores), slots_of_days(*chores)
        return [*(slot for plan in plans for slot in slots_of_round(plan, book().late)), *months, *days]

    def ran(self, start: str, now: str) -> list[str]:
        found = decide_due(self.of(start, now), at(now))
        return [verdict.slot.key for verdict in found if verdict.fate is Fate.RUN]

    def test_of_one_night_the_week_is_opened_in_the_morning(self) -> None:
        assert self.ran("2026-05-04", "2026-05-04 10:30") == ["open_round:weekly_checkin/2026-W19"]

    def test_of_two_weeks_only_the_present_week_is_opened(self) -> None:
        assert self.ran("2026-05-04", "2026-05-18 10:00") == [
            "close_round:weekly_checkin/2026-W19",
            "close_round:weekly_checkin/2026-W20",
            "open_round:weekly_checkin/2026-W21",
        ]

    def test_over_the_end_of_a_month_everything_is_closed_before_the_month_is(self) -> None:
        slots = self.of("2026-05-25", "2026-06-06 09:00")
        now, ran = at("2026-06-06 09:00"), []
        while verdicts := decide_due(slots, now):
            ran += [verdict.slot.kind for verdict in verdicts if verdict.fate is Fate.RUN]
            slots = [verdict.slot for verdict in verdicts if verdict.fate is Fate.WAIT]
        assert ran[-2:] == [SlotKind.CLOSE_MONTH, SlotKind.RENDER_REPORTS]
        assert SlotKind.CLOSE_ROUND in ran and SlotKind.OPEN_ROUND not in ran

    def test_a_round_is_never_opened_only_to_be_closed_at_once(self) -> None:
        """However patient the policy: everybody would be counted as never having answered."""
        patient = {kind: LatePolicy(WhenLate.RUN_ONCE, timedelta(days=90)) for kind in SlotKind}
        plan = round_of(book().programmes["weekly_checkin"], book().calendar, "2026-W19")
        found = fates(decide_due(slots_of_round(plan, patient), at("2026-05-11 09:00")))
        assert found["open_round:weekly_checkin/2026-W19"] == ("skip", "round_over")
        assert found["remind:weekly_checkin/2026-W19#2"] == ("skip", "round_over")
        assert found["close_round:weekly_checkin/2026-W19"] == ("run", "late")


SLOTS = st.lists(
    st.builds(
        slot,
        kind=st.sampled_from(SlotKind),
        subject=st.sampled_from(["a", "a#1", "a#2", "b", "b#1", "c"]),
        due=st.integers(-200, 20).map(lambda n: NOON + n * 30 * MINUTE),
        action=st.sampled_from(WhenLate),
        stream=st.sampled_from(["a", "b", "c"]),
        stale=st.integers(0, 100).map(lambda n: n * HOUR),
    ),
    max_size=12,
    unique_by=lambda made: made.key,
)


class TestLaws:
    @LAW
    @given(SLOTS)
    def test_every_due_slot_gets_one_verdict_and_no_other_slot_does(self, slots: list[Slot]) -> None:
        verdicts = decide_due(slots, NOON)
        due = {slot.key for slot in slots if slot.due_at <= NOON}
        assert Counter(verdict.slot.key for verdict in verdicts) == Counter(due)
        assert all(verdict.reason for verdict in verdicts)

    @LAW
    @given(SLOTS)
    def test_they_come_in_the_order_of_their_moments(self, slots: list[Slot]) -> None:
        moments = [(v.slot.due_at, v.slot.kind.rank) for v in decide_due(slots, NOON)]
        assert moments == sorted(moments)

    @LAW
    @given(SLOTS)
    def test_the_order_in_which_they_are_known_decides_nothing(self, slots: list[Slot]) -> None:
        assert decide_due(slots, NOON) == decide_due(slots[::-1], NOON)

    @LAW
    @given(SLOTS)
    def test_two_of_one_stream_never_run(self, slots: list[Slot]) -> None:
        verdicts = decide_due(slots, NOON)
        acted = Counter((v.slot.kind, v.slot.stream) for v in verdicts if v.fate is not Fate.SKIP)
        assert all(count == 1 for count in acted.values())

    @LAW
    @given(SLOTS)
    def test_nothing_runs_by_itself_past_its_staleness(self, slots: list[Slot]) -> None:
        for verdict in decide_due(slots, NOON):
            late = NOON - verdict.slot.due_at
            if verdict.fate is Fate.RUN and late > verdict.slot.late.grace:
                assert verdict.slot.late.action is WhenLate.RUN_ONCE
                assert late <= verdict.slot.late.stale_after

    @LAW
    @given(SLOTS)
    def test_only_what_was_told_to_waits_and_only_while_there_is_something_to_wait_for(self, slots: list[Slot]) -> None:
        verdicts = decide_due(slots, NOON)
        for waiting in (v.slot for v in verdicts if v.fate is Fate.WAIT):
            assert any(v.slot.kind in WAITS_FOR[waiting.kind] and v.slot.due_at <= waiting.due_at for v in verdicts)

    @LAW
    @given(SLOTS)
    def test_nothing_waits_for_ever(self, slots: list[Slot]) -> None:
        for _ in range(3):
            slots = [v.slot for v in decide_due(slots, NOON) if v.fate is Fate.WAIT]
        assert slots == []
