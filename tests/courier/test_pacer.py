"""The laws of pacing, for any order of chats and any pauses between messages."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.courier.pacer import BURST, Pacer
from tests.fakes.clock import moment

PER_SECOND, PER_CHAT = 25.0, 1.0
START = moment("2026-05-04 08:00")
AN, BINH, GROUP = 1001, 1002, -1009
MICROSECOND = timedelta(microseconds=1)

messages = st.lists(st.tuples(st.sampled_from([AN, BINH, GROUP]), st.sampled_from([0, 0, 0, 0.03, 0.5, 4, 70])))


def leaving(sent: list[tuple[int, float]], pacer: Pacer | None = None) -> list[tuple[int, datetime]]:
    """When each message leaves, one after the other as the loop sends them, with a pause after each."""
    pacer, now, left = pacer or Pacer(PER_SECOND, PER_CHAT), START, []
    for chat, pause in sent:
        now += timedelta(seconds=pacer.wait_for(chat, now))
        left.append((chat, now))
        now += timedelta(seconds=pause)
    return left


def most_within(moments: list[datetime], seconds: float) -> int:
    """The largest number in any window of that length."""
    window = timedelta(seconds=seconds)
    return max((sum(first <= other < first + window for other in moments) for first in moments), default=0)


@given(messages)
def test_the_bot_never_sends_more_than_its_rate_in_any_second(sent: list[tuple[int, float]]) -> None:
    assert most_within([when for _, when in leaving(sent)], 1) <= PER_SECOND


@given(messages, st.sampled_from([1, 2, 5, 10, 60]))
def test_a_person_gets_a_short_burst_and_then_one_a_second(sent: list[tuple[int, float]], seconds: int) -> None:
    for person in (AN, BINH):
        moments = [when for chat, when in leaving(sent) if chat == person]
        assert most_within(moments, seconds) <= BURST + seconds / PER_CHAT


@given(messages)
def test_a_group_gets_at_most_twenty_in_any_minute(sent: list[tuple[int, float]]) -> None:
    assert most_within([when for chat, when in leaving(sent) if chat == GROUP], 60) <= 20


def test_twenty_and_no_fewer_when_there_is_much_to_say() -> None:
    assert most_within([when for _, when in leaving([(GROUP, 0)] * 60)], 60) == 20


@given(messages)
def test_messages_leave_in_the_order_in_which_they_were_asked_for(sent: list[tuple[int, float]]) -> None:
    moments = [when for _, when in leaving(sent)]
    assert moments == sorted(moments)


@given(messages, st.floats(0, 300))
def test_while_the_channel_asked_to_wait_nothing_leaves(sent: list[tuple[int, float]], seconds: float) -> None:
    pacer = Pacer(PER_SECOND, PER_CHAT)
    pacer.hold(seconds, START)
    until = START + timedelta(seconds=seconds)
    assert all(when >= until - MICROSECOND for _, when in leaving(sent, pacer))


@pytest.mark.parametrize(
    ("holds", "held"),
    [
        ([], 0),
        ([(30, 0)], 30),
        ([(30, 0), (5, 10)], 20),  # a shorter wait does not end a longer one
        ([(30, 0), (5, 28)], 5),
        ([(30, 0), (0, 40)], 0),
    ],
)
def test_how_long_the_bot_is_held(holds: list[tuple[float, float]], held: float) -> None:
    pacer, now = Pacer(PER_SECOND, PER_CHAT), START
    for seconds, after in holds:
        now = START + timedelta(seconds=after)
        pacer.hold(seconds, now)
    assert pacer.held(now) == held


def test_who_was_not_written_to_lately_does_not_wait() -> None:
    pacer = Pacer(PER_SECOND, PER_CHAT)
    leaving([(AN, 0)] * 10, pacer)
    assert pacer.wait_for(BINH, START + timedelta(minutes=1)) == 0


def test_a_launch_to_many_takes_as_long_as_the_rate_says() -> None:
    *_, (_, last) = leaving([(chat, 0) for chat in range(1, 1001)])
    assert (last - START).total_seconds() == pytest.approx(999 / PER_SECOND)


def test_it_forgets_chats_that_are_long_past() -> None:
    """Its memory does not grow with the network."""
    pacer = Pacer(1_000_000.0, PER_CHAT)
    leaving([(chat, 0) for chat in range(1, 20_001)], pacer)
    assert len(pacer._chat_full) == 10_000
