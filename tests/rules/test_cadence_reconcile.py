"""Plans against memory: what is created, moved, cancelled; and that nothing that was decided ever fires again."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.rules.cadence import (
    Change,
    Fate,
    KnownSlot,
    Programme,
    Slot,
    SlotKind,
    SlotState,
    decide_due,
    reconcile,
    rounds,
    slots_of_round,
)
from nhipcau.rules.calendar import WeekMoment
from nhipcau.rules.ladder import Rung
from tests.rules.samples import LAW, at, book

START, END = at("2026-05-01"), at("2026-07-01")
DECIDED = {SlotState.ASKED, SlotState.DONE, SlotState.SKIPPED}
STATES = {Fate.RUN: SlotState.DONE, Fate.SKIP: SlotState.SKIPPED, Fate.ASK: SlotState.ASKED}


def weekly(*reminders: tuple[int, int], opens: int = 8, closes: int = 21, key: str = "weekly_checkin") -> Programme:
    """The weekly check-in with reminders on these days at these hours (Monday is 0), closing on Sunday."""
    return replace(
        book().programmes["weekly_checkin"],
        key=key,
        opens=WeekMoment(0, time(opens)),
        reminders=tuple(Rung(WeekMoment(weekday, time(hour))) for weekday, hour in reminders),
        closes=WeekMoment(6, time(closes)),
    )


THURSDAY, SATURDAY = (3, 9), (5, 9)
AS_CONFIGURED = weekly(THURSDAY, SATURDAY)


@cache
def slots_of(programme: Programme) -> list[Slot]:
    plans = rounds(programme, book().calendar, START, END)
    return [slot for plan in plans for slot in slots_of_round(plan, book().late)]


def wanted(programmes: Iterable[Programme]) -> list[Slot]:
    return [slot for programme in programmes for slot in slots_of(programme)]


@dataclass
class Memory:
    """A store of slots in a few lines: what it is told, and what was run, in order."""

    rows: dict[str, KnownSlot] = field(default_factory=dict)
    run: list[Slot] = field(default_factory=list)

    def plan(self, programmes: Iterable[Programme], now: datetime) -> list[str]:
        """Reconcile and write down; says what was done."""
        changes = reconcile(wanted(programmes), self.rows.values(), now)
        for change in changes:
            state = SlotState.CANCELLED if change.change is Change.CANCEL else SlotState.PLANNED
            known = self.rows.get(change.slot.key)
            assert known is None or known.state not in DECIDED, "what was decided stays"
            assert (known is None or known.state is SlotState.CANCELLED) == (change.change is Change.CREATE)
            assert change.reason
            self.rows[change.slot.key] = KnownSlot(change.slot, state)
        return [f"{c.change.value} {c.slot.key}" for c in changes]

    def tick(self, now: datetime) -> list[str]:
        """Decide what is due, and settle it; says what was run."""
        planned = [row.slot for row in self.rows.values() if row.state is SlotState.PLANNED]
        ran = []
        for verdict in decide_due(planned, now):
            slot = verdict.slot
            if verdict.fate is not Fate.WAIT:
                self.rows[slot.key] = KnownSlot(slot, STATES[verdict.fate])
            if verdict.fate is Fate.RUN:
                ran.append(slot)
        self.run += ran
        return [slot.key for slot in ran]

    def state(self, key: str) -> SlotState | None:
        return self.rows[key].state if key in self.rows else None


def after_thursday() -> Memory:
    """A memory in which the week of 4 May was opened and reminded of once."""
    memory = Memory()
    memory.plan([AS_CONFIGURED], START)
    for moment in ("2026-05-04 08:00", "2026-05-07 09:00"):
        memory.tick(at(moment))
    return memory


W19 = "weekly_checkin/2026-W19"


class TestReconcile:
    def test_creates_everything_once(self) -> None:
        memory = Memory()
        created = memory.plan([AS_CONFIGURED], START)
        assert f"create open_round:{W19}" in created and f"create close_round:{W19}" in created
        assert all(change.startswith("create ") for change in created)
        assert memory.plan([AS_CONFIGURED], START) == []

    def test_moves_what_was_not_sent_yet(self) -> None:
        memory = after_thursday()
        later = weekly(THURSDAY, (5, 16))
        changes = memory.plan([later], at("2026-05-07 10:00"))
        assert f"move remind:{W19}#2" in changes
        assert f"move remind:{W19}#1" not in changes
        assert memory.tick(at("2026-05-09 09:00")) == []
        assert memory.tick(at("2026-05-09 16:00")) == [f"remind:{W19}#2"]

    def test_a_reminder_that_was_sent_is_not_sent_again_on_its_new_day(self) -> None:
        memory = after_thursday()
        memory.plan([weekly((4, 9), SATURDAY)], at("2026-05-07 10:00"))
        assert memory.tick(at("2026-05-08 09:00")) == []

    def test_a_reminder_put_before_the_one_that_was_sent_does_not_send_that_one_twice(self) -> None:
        """Wednesday, Thursday, Saturday: Thursday is the second of the list now, but Thursday has been."""
        memory = after_thursday()
        memory.plan([weekly((2, 9), THURSDAY, SATURDAY)], at("2026-05-07 10:00"))
        assert memory.tick(at("2026-05-07 10:00")) == []
        assert memory.tick(at("2026-05-09 09:00")) == [f"remind:{W19}#3"]
        assert memory.tick(at("2026-05-14 09:00"))[-1].startswith("remind:weekly_checkin/2026-W20")

    def test_a_shorter_list_of_reminders_cancels_the_rest(self) -> None:
        memory = after_thursday()
        assert f"cancel remind:{W19}#2" in memory.plan([weekly(THURSDAY)], at("2026-05-07 10:00"))
        assert memory.tick(at("2026-05-09 09:00")) == []

    def test_a_programme_that_is_gone_asks_nobody_any_more_but_closes_what_it_opened(self) -> None:
        """Every round must be closed: an open one would wait for answers for ever."""
        memory = after_thursday()
        changes = memory.plan([], at("2026-05-07 10:00"))
        assert f"cancel remind:{W19}#2" in changes and "cancel open_round:weekly_checkin/2026-W20" in changes
        assert f"cancel close_round:{W19}" not in changes
        assert "cancel close_round:weekly_checkin/2026-W20" in changes
        assert memory.tick(at("2026-05-10 21:00")) == [f"close_round:{W19}"]

    def test_a_programme_that_comes_back_goes_on_with_what_lies_ahead(self) -> None:
        memory = after_thursday()
        memory.plan([], at("2026-05-07 10:00"))
        changes = memory.plan([AS_CONFIGURED], at("2026-06-03 10:00"))
        assert "create open_round:weekly_checkin/2026-W24" in changes
        # Weeks 20 to 22 passed meanwhile, and week 23 was to open the day before yesterday.
        assert "create open_round:weekly_checkin/2026-W22" not in changes
        assert f"create remind:{W19}#2" not in changes
        assert memory.plan([AS_CONFIGURED], at("2026-06-03 10:00")) == []

    def test_what_nobody_wants_any_more_is_not_planned(self) -> None:
        memory = Memory()
        created = memory.plan([AS_CONFIGURED], at("2026-05-07 18:00"))
        assert f"create remind:{W19}#1" not in created  # nine hours ago, stale after eight
        assert f"create remind:{W19}#2" in created

    def test_a_round_whose_close_passed_without_it_is_not_opened_on_another_day(self) -> None:
        """Nothing would close it: its close was decided, and fires once."""
        opening, *_, closing = slots_of(AS_CONFIGURED)[:4]
        assert (opening.kind, closing.kind) == (SlotKind.OPEN_ROUND, SlotKind.CLOSE_ROUND)
        exist = [KnownSlot(closing, SlotState.DONE)]
        assert reconcile([opening], [], opening.due_at) != []
        assert reconcile([opening], exist, opening.due_at) == []

    def test_changed_settings_are_taken_over_without_a_new_moment(self) -> None:
        memory = after_thursday()
        longer = replace(AS_CONFIGURED, due=WeekMoment(6, time(15)))
        assert f"move close_round:{W19}" in memory.plan([longer], at("2026-05-07 10:00"))
        assert memory.rows[f"close_round:{W19}"].slot.due_at == at("2026-05-10 21:00")

    def test_each_change_says_why(self) -> None:
        memory = after_thursday()
        later = wanted([weekly(THURSDAY, (5, 16))])
        reasons = {c.slot.key: c.reason for c in reconcile(later, memory.rows.values(), at("2026-05-07 10:00"))}
        assert reasons[f"remind:{W19}#2"] == "moment_changed"
        assert reasons[f"close_round:{W19}"] == "settings_changed"
        gone = {c.slot.key: c.reason for c in reconcile([], memory.rows.values(), at("2026-05-07 10:00"))}
        assert gone[f"remind:{W19}#2"] == "no_longer_configured"


REMINDERS = st.lists(st.tuples(st.integers(1, 5), st.sampled_from([9, 14])), max_size=3, unique=True)
EDITS = st.builds(
    lambda reminders, opens, closes, key: weekly(*sorted(reminders), opens=opens, closes=closes, key=key),
    REMINDERS,
    st.sampled_from([6, 8]),
    st.sampled_from([21, 23]),
    st.sampled_from(["weekly_checkin", "weekly_checkin", "weekly_news"]),
)
STEPS = st.lists(
    st.integers(1, 30).map(lambda n: timedelta(hours=3 * n)) | st.lists(EDITS, max_size=2, unique_by=lambda p: p.key),
    max_size=12,
)


def live(steps: list[timedelta | list[Programme]], each: Callable[[Memory, list[Programme], datetime], None]) -> Memory:
    """Days in which config is edited at any moment: plan and decide every time, and look."""
    memory, now, programmes = Memory(), START, [AS_CONFIGURED]
    for step in steps:
        if isinstance(step, timedelta):
            now += step
        else:
            programmes = step
        memory.plan(programmes, now)
        each(memory, programmes, now)
        memory.tick(now)
    return memory


class TestLaws:
    @LAW
    @given(STEPS)
    def test_reconciling_again_changes_nothing(self, steps: list[timedelta | list[Programme]]) -> None:
        def again(memory: Memory, programmes: list[Programme], now: datetime) -> None:
            assert reconcile(wanted(programmes), memory.rows.values(), now) == []

        live(steps, again)

    @LAW
    @given(STEPS)
    def test_what_was_run_never_runs_again_and_no_moment_of_a_stream_twice(
        self, steps: list[timedelta | list[Programme]]
    ) -> None:
        memory = live(steps, lambda *_: None)
        keys = [slot.key for slot in memory.run]
        assert len(set(keys)) == len(keys)
        moments = [(slot.kind, slot.stream, slot.due_at) for slot in memory.run]
        assert len(set(moments)) == len(moments)

    @LAW
    @given(STEPS)
    def test_a_stream_only_moves_forward(self, steps: list[timedelta | list[Programme]]) -> None:
        memory = live(steps, lambda *_: None)
        streams = {(slot.kind, slot.stream) for slot in memory.run}
        for kind, stream in streams:
            moments = [slot.due_at for slot in memory.run if (slot.kind, slot.stream) == (kind, stream)]
            assert moments == sorted(moments)

    @LAW
    @given(STEPS)
    def test_every_round_that_was_opened_is_closed_in_the_end(self, steps: list[timedelta | list[Programme]]) -> None:
        memory = live(steps, lambda *_: None)
        memory.tick(END + timedelta(days=7))
        opened = [slot.subject for slot in memory.run if slot.kind is SlotKind.OPEN_ROUND]
        assert all(memory.state(f"close_round:{subject}") in DECIDED for subject in opened)


@pytest.mark.parametrize("state", [SlotState.ASKED, SlotState.DONE, SlotState.SKIPPED])
def test_a_decided_slot_stays_whatever_config_says(state: SlotState) -> None:
    (slot, *_) = wanted([AS_CONFIGURED])
    moved = replace(slot, due_at=slot.due_at + timedelta(days=1), version="another")
    assert reconcile([moved], [KnownSlot(slot, state)], START) == []
    gone = [change.reason for change in reconcile([], [KnownSlot(slot, state)], START)]
    assert gone == (["no_longer_configured"] if state is SlotState.ASKED else []), "nobody can say yes to it any more"
