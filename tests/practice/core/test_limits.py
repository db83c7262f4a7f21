"""The two ways of counting differ in what they allow after a pause."""

from datetime import UTC, datetime, timedelta

import pytest

from practice.core.limits import Limit, SlidingWindow, TokenBucket

START = datetime(2026, 5, 1, tzinfo=UTC)


def let_through(limit: Limit, seconds: list[float]) -> list[bool]:
    through = []
    for second in seconds:
        now = START + timedelta(seconds=second)
        through.append(limit.wait(now) == 0)
        if through[-1]:
            limit.count(now)
    return through


@pytest.mark.parametrize(
    ("limit", "seconds", "expected"),
    [
        # Three at once, then nothing until the first is ten seconds old.
        (SlidingWindow(3, 10), [0, 0, 1, 9.9, 10, 10, 10.9, 11], [1, 1, 1, 0, 1, 1, 0, 1]),
        # A bucket gives one back each 10/3 seconds.
        (TokenBucket(3, 10), [0, 0, 0, 3, 3.4, 3.4], [1, 1, 1, 0, 1, 0]),
        # A long pause saves up no more than the burst.
        (TokenBucket(1, 1, burst=2), [0, 100, 100, 100], [1, 1, 1, 0]),
    ],
)
def test_what_is_let_through(limit: Limit, seconds: list[float], expected: list[int]) -> None:
    assert let_through(limit, seconds) == [bool(value) for value in expected]


def test_a_refusal_says_how_long_to_wait() -> None:
    window, bucket = SlidingWindow(1, 60), TokenBucket(20, 60, burst=1)
    for limit in (window, bucket):
        limit.count(START)
    assert window.wait(START + timedelta(seconds=15)) == 45
    assert bucket.wait(START + timedelta(seconds=1)) == pytest.approx(2)
