"""The practice clock stands still or runs, and never goes back."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from practice.core.clock import PracticeClock

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
