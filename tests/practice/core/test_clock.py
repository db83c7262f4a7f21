"""The practice clock stands still or runs, and never goes back."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from nhipcau import machine
from practice.core.clock import PracticeClock
from practice.server import build, serve_in_thread

START = datetime(2026, 5, 1, 8, 0, tzinfo=timezone(timedelta(hours=7)))


def test_it_stands_still_until_moved() -> None:
    clock = PracticeClock(START)
    assert clock.now() == clock.now() == datetime(2026, 5, 1, 1, 0, tzinfo=UTC)
    assert clock.advance(90) == START + timedelta(seconds=90)
    clock.set(START + timedelta(days=30))
    assert clock.now() == START + timedelta(days=30)


def test_it_runs_at_its_rate() -> None:
    clock = PracticeClock(START, rate=1e9)
    assert clock.now() > START
    clock.rate = 0
    assert clock.now() == clock.now()


def test_going_back_is_refused_with_the_reason() -> None:
    clock = PracticeClock(START)
    with pytest.raises(ValueError, match=r"cannot go back from 2026-05-01T01:00:00\+00:00 .*already carry later"):
        clock.set(START - timedelta(seconds=1))
    with pytest.raises(ValueError, match="cannot go back: asked to advance by -1"):
        clock.advance(-1)
    with pytest.raises(ValueError, match="cannot run backwards"):
        clock.rate = -1


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="with its offset"):
        PracticeClock(datetime(2026, 5, 1, 8, 0))  # noqa: DTZ001 - that is the point


def test_it_continues_where_it_was_saved() -> None:
    clock = PracticeClock(START, rate=0)
    clock.advance(60)
    later = PracticeClock(START + timedelta(days=400), rate=1)
    later.load(clock.dump())
    assert (later.now(), later.rate) == (START + timedelta(seconds=60), 0)


async def test_another_process_follows_it_over_http_or_by_its_file(tmp_path: Path) -> None:
    clock = PracticeClock(START)
    with serve_in_thread(build(clock, state=tmp_path)) as running:
        asking = machine.PracticeClock(running.base_url)
        reading = machine.PracticeClock(running.base_url, tmp_path / "clock.json")
        clock.set(START + timedelta(days=3))
        assert asking.now() == reading.now() == START + timedelta(days=3)
        clock.rate = 1000.0
        seen = reading.now()
        assert seen <= clock.now() <= reading.now()
        asking.close()
        reading.close()


async def test_who_waits_for_a_turn_moves_a_clock_that_stands(tmp_path: Path) -> None:
    clock = PracticeClock(START)
    with serve_in_thread(build(clock, state=tmp_path)) as running:
        waiting = machine.PracticeClock(running.base_url)
        await waiting.wait(0.5)
        waiting.close()
    assert clock.now() == START + timedelta(seconds=0.5)
