"""Whatever happens in a week and however often: edits, leaves, answers, blocks, outages, restarts, a failing channel.

The laws are looked at from outside: what reached which phone, and what stood in the store at the moment of sending.
"""

import os
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhipcau.ports import Parcel
from nhipcau.rules.cadence import SlotState
from nhipcau.rules.calendar import Landing, WeekMoment
from nhipcau.rules.checkins import Checkin, still_wanted
from nhipcau.rules.kernel import Span
from nhipcau.rules.ladder import Rung
from nhipcau.rules.roster import Leave
from nhipcau.settings.rulebook import Rulebook
from tests.fakes.config import with_programme
from tests.fakes.courier import FakeCourier
from tests.fakes.house import House

RUNS = min(200, int(os.environ.get("NHIPCAU_LAW_RUNS", "6")))
"""A week on SQLite takes a second; test_laws_of_sending.py tries any number in memory."""
ANSWERING = ("https://example.org/1", "Không có gì thêm", "✅ Gửi")
PEOPLE = ("Ánh", "Bình", "Châu", "Lan")


@dataclass(frozen=True)
class Seen:
    """One message on its way, as the store knew it then."""

    id: int
    plan_key: str
    lane: int
    recipient: str


class WatchingCourier(FakeCourier):
    """Looks into the store whenever a message really goes out."""

    def __init__(self) -> None:
        super().__init__()
        self.went_out: list[Seen] = []
        self.unwanted: list[str] = []
        self.house: House | None = None

    def _show(self, parcel: Parcel) -> int:
        assert self.house is not None
        seen = in_flight(self.house, parcel)
        self.went_out.append(seen)
        if seen.plan_key.startswith(("open_round:", "remind:")):
            self.unwanted += why_unwanted(self.house, seen, parcel)
        return super()._show(parcel)


def in_flight(house: House, parcel: Parcel) -> Seen:
    """What is being sent: the loop of these tests sends one at a time."""
    with closing(sqlite3.connect(house.database)) as database:
        (row,) = database.execute("SELECT id, plan_key, lane, recipient FROM outbox WHERE state = 'sending'").fetchall()
    return Seen(*row)


def why_unwanted(house: House, seen: Seen, parcel: Parcel) -> list[str]:
    """Why a prompt should not have gone out."""
    checkin_id = int(re.findall(r"^c:(\d+):", parcel.buttons[0][0][1])[0])
    with house.looking() as tx:
        checkin = tx.checkins.get(checkin_id)
        assert checkin is not None
        person = tx.people.get(checkin.person_id)
        assert person is not None
        why = still_wanted(checkin, person, house.app.book.calendar.today(house.clock.now()))
    return [f"{seen.plan_key}: {why}"] if why else []


@dataclass(frozen=True)
class Event:
    """Something that happens; it prints as a test would write it."""

    what: str
    hours: int = 0
    who: str = "Bình"
    moments: tuple[WeekMoment, ...] = ()

    def happen(self, house: House, whole: Rulebook) -> None:
        acts: dict[str, Callable[[], object]] = {
            "time passes": lambda: house.until(later(house, self.hours)),
            "the machine is off": lambda: house.sleep_until(later(house, self.hours)),
            "restart": lambda: restart(house, house.app.book),
            "edit": lambda: restart(house, edited(whole, self.moments)),
            "a holiday is added": lambda: restart(house, with_holiday(house, whole)),
            "answer": lambda: answer(house, self.who),
            "leave": lambda: takes_leave(house, self.who),
            "block": lambda: house.blocks(self.who),
            "unblock": lambda: house.unblocks(self.who),
            "429": lambda: house.courier.asks_to_wait(30 * (self.hours + 1), times=2),
            "lost answer": lambda: house.courier.loses_the_answer(),
            "refusal": lambda: house.courier.refuses(),
        }
        acts[self.what]()


def later(house: House, hours: int) -> str:
    return (house.clock.now() + timedelta(hours=hours)).strftime("%Y-%m-%d %H:%M")


def restart(house: House, book: Rulebook) -> None:
    house.restart(book)
    house.app.plan(house.clock.now())


def edited(whole: Rulebook, moments: Iterable[WeekMoment]) -> Rulebook:
    return with_programme(whole, "weekly_checkin", reminders=tuple(map(Rung, moments)))


def with_holiday(house: House, whole: Rulebook) -> Rulebook:
    tomorrow = whole.calendar.today(house.clock.now()) + timedelta(days=1)
    calendar = replace(whole.calendar, holidays={**whole.calendar.holidays, tomorrow: "Ngày nghỉ thêm"})
    return replace(whole, calendar=calendar)


def answer(house: House, who: str) -> None:
    if house.person(who).reachable and any(c.owed for c in open_of(house, who)):
        house.says(who, "/trangthai")
        for text in ANSWERING:
            if text in house.sees(who).labels or text.startswith("https"):
                house.answers(who, text)


def open_of(house: House, who: str) -> list[Checkin]:
    with house.looking() as tx:
        return tx.checkins.open_of(house.person(who).id)


def takes_leave(house: House, who: str) -> None:
    today = house.app.book.calendar.today(house.clock.now())
    with house.app.store.begin() as tx:
        tx.people.add_leave(house.person(who).id, Leave(Span(today, today + timedelta(days=2))))


MOMENTS = st.builds(
    WeekMoment, st.integers(0, 6), st.sampled_from([time(7), time(9), time(14)]), st.sampled_from(Landing)
)
EVENTS = st.one_of(
    st.builds(Event, st.sampled_from(["time passes", "the machine is off"]), st.integers(1, 60)),
    st.builds(Event, st.just("edit"), moments=st.tuples(MOMENTS, MOMENTS)),
    st.builds(Event, st.sampled_from(["answer", "leave", "block", "unblock"]), who=st.sampled_from(PEOPLE)),
    st.builds(Event, st.sampled_from(["restart", "a holiday is added", "lost answer", "refusal"])),
    st.builds(Event, st.just("429"), st.integers(0, 20)),
)


@given(events=st.lists(EVENTS, min_size=3, max_size=12))
@settings(max_examples=RUNS, suppress_health_check=list(HealthCheck))
def test_the_laws_of_a_week(lawful_house: Callable[[], House], events: list[Event]) -> None:
    house = lawful_house()
    courier, whole = house.courier, house.app.book
    assert isinstance(courier, WatchingCourier)
    courier.house = house
    decided: dict[str, SlotState] = {}
    for event in [Event("time passes", 12), *events]:
        event.happen(house, whole)
        decided = decided_once(house, decided)
    house.until(later(house, 24 * 14))
    decided_once(house, decided)
    assert courier.unwanted == []
    assert nothing_twice(house, courier) == {}
    assert in_order(courier)
    assert nothing_lost(house)


def decided_once(house: House, before: dict[str, SlotState]) -> dict[str, SlotState]:
    """What was decided stays as it was; only what was asked may still be run or skipped."""
    with house.looking() as tx:
        now = {known.slot.key: known.state for known in tx.slots.known(house.founded_at)}
    settled = (SlotState.DONE, SlotState.SKIPPED)
    assert {key: now[key] for key, state in before.items() if state in settled} == {
        key: state for key, state in before.items() if state in settled
    }
    return now


def nothing_twice(house: House, courier: WatchingCourier) -> dict[str, int]:
    """Every message that went out more than once, or of which the store knows nothing."""
    went_out = Counter(seen.plan_key for seen in courier.went_out)
    fates = house.fates()
    known = {key for key, (state, _) in fates.items() if state in ("sent", "uncertain")}
    return {key: count for key, count in went_out.items() if count > 1 or key not in known}


def in_order(courier: WatchingCourier) -> bool:
    """To one recipient, in one lane, messages go out as they were planned."""
    by_lane: dict[tuple[str, int], list[int]] = {}
    for seen in courier.went_out:
        by_lane.setdefault((seen.recipient, seen.lane), []).append(seen.id)
    return all(numbers == sorted(numbers) for numbers in by_lane.values())


def nothing_lost(house: House) -> bool:
    """Every launch adds up, no message waits, and everything that was due is decided."""
    waiting = [key for key, (state, _) in house.fates().items() if state in ("planned", "sending")]
    overdue = [slot.key for slot in house.app.upcoming(house.clock.now(), 0)]
    with house.looking() as tx:
        launched = [
            known.slot.key
            for known in tx.slots.known(house.founded_at)
            if "audience" in tx.slots.counts(known.slot.key)
        ]
    missing = [key for key in launched if house.counts(key).get("missing") != 0]
    assert (waiting, overdue, missing) == ([], [], [])
    return True


@pytest.fixture
def lawful_house(new_house_with: Callable[[FakeCourier], House]) -> Callable[[], House]:
    return lambda: new_house_with(WatchingCourier())


def test_the_laws_see_what_they_should(lawful_house: Callable[[], House]) -> None:
    """A law that cannot be broken is worth nothing."""
    house = lawful_house()
    courier = house.courier
    assert isinstance(courier, WatchingCourier)
    courier.house = house
    house.until("2026-05-04 08:40")
    assert in_order(courier)
    courier.went_out.reverse()
    assert not in_order(courier)
    courier.went_out.append(courier.went_out[0])
    assert list(nothing_twice(house, courier).values()) == [2]
