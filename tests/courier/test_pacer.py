"""The laws of pacing, as the channel counts: wherever on its way a message is counted, no window has too many."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import heappop, heappush

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.courier.pacer import BURST, Pacer, Sending
from tests.fakes.clock import moment

PER_SECOND, PER_CHAT = 25.0, 1.0
START = moment("2026-05-04 08:00")
AN, BINH, GROUP = 1001, 1002, -1009
MICROSECOND = timedelta(microseconds=1)

CHATS, PAUSES = st.sampled_from([AN, BINH, GROUP]), st.sampled_from([0, 0, 0, 0.03, 0.5, 4, 70])
OUT, BACK = st.floats(0.001, 0.4), st.floats(0.001, 0.4)
Sent = list[tuple[int, float, float, float]]

messages = st.lists(st.tuples(CHATS, PAUSES, OUT, BACK))


@dataclass(frozen=True)
class Journey:
    chat: int
    left: datetime
    counted: datetime


def journeys(sent: Sent, pacer: Pacer | None = None) -> list[Journey]:
    """Send one after the other, as soon as the pacer lets each leave; answers come when they come."""
    pacer, now, made = pacer or Pacer(PER_SECOND, PER_CHAT), START, []
    due: list[tuple[datetime, int, Sending]] = []
    for number, (chat, pause, out, back) in enumerate(sent):
        now += timedelta(seconds=pause)
        while (wait := pacer.wait(chat, now)) != 0:
            now = max(now, due[0][0]) if wait is None else now + timedelta(seconds=wait)
            while due and due[0][0] <= now:
                at, _, answered = heappop(due)
                pacer.answered(answered, at)
        sending = pacer.leave(chat, now)
        made.append(Journey(chat, now, now + timedelta(seconds=out)))
        heappush(due, (now + timedelta(seconds=out + back), number, sending))
    return made


def most_within(moments: list[datetime], seconds: float) -> int:
    """The largest number in any window of that length."""
    window = timedelta(seconds=seconds) - MICROSECOND
    return max((sum(first <= other < first + window for other in moments) for first in moments), default=0)


def shrinking(sent: Sent) -> float:
    """Seconds by which a round trip may be shorter than the shortest one seen before it: nobody can know that ahead."""
    longest = max((out + back for _, _, out, back in sent), default=0)
    return longest - min((out for _, _, out, _ in sent), default=0) - min((back for *_, back in sent), default=0)


@pytest.mark.parametrize(
    ("chats", "size", "seconds"),
    [
        pytest.param({AN, BINH, GROUP}, PER_SECOND, 1, id="the bot"),
        pytest.param({AN}, BURST, BURST * PER_CHAT, id="a person"),
        pytest.param({GROUP}, 20, 60, id="a group"),
    ],
)
@given(sent=messages)
def test_the_channel_never_counts_more_than_it_allows(chats: set[int], size: float, seconds: float, sent: Sent) -> None:
    counted = [journey.counted for journey in journeys(sent) if journey.chat in chats]
    assert most_within(counted, seconds - shrinking(sent)) <= size


@given(sent=st.lists(st.tuples(CHATS, PAUSES, st.just(0.2), st.just(0.1))))
def test_where_all_journeys_are_alike_it_keeps_the_limit_to_the_microsecond(sent: Sent) -> None:
    assert most_within([journey.counted for journey in journeys(sent)], 1) <= PER_SECOND


def at_once(*chats: int) -> Sent:
    return [(chat, 0, 0, 0) for chat in chats]


def test_twenty_and_no_fewer_when_there_is_much_to_say() -> None:
    assert most_within([journey.counted for journey in journeys(at_once(*[GROUP] * 60))], 60) == 20


@given(messages)
def test_messages_leave_in_the_order_in_which_they_were_asked_for(sent: Sent) -> None:
    moments = [journey.left for journey in journeys(sent)]
    assert moments == sorted(moments)


@given(messages, st.floats(0, 300))
def test_while_the_channel_asked_to_wait_nothing_leaves(sent: Sent, seconds: float) -> None:
    pacer = Pacer(PER_SECOND, PER_CHAT)
    pacer.hold(seconds, START)
    until = START + timedelta(seconds=seconds)
    assert all(journey.left >= until - MICROSECOND for journey in journeys(sent, pacer))


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


def test_a_slow_network_costs_no_speed_as_long_as_it_is_steady() -> None:
    """The shortest round trip is taken off the wait: what takes 100 ms each time is as fast as what takes none."""
    steady = [(chat, 0, 0.05, 0.05) for chat in range(1, 101)]
    assert (journeys(steady)[-1].left - START).total_seconds() == pytest.approx(3)


def test_an_answer_that_does_not_come_is_waited_for_only_by_the_message_that_needs_its_place() -> None:
    pacer = Pacer(PER_SECOND, PER_CHAT)
    pacer.leave(AN, START)
    assert [pacer.wait(chat, START) for chat in range(1, 25) if pacer.leave(chat, START)] == [0] * 23 + [None]


def test_who_was_not_written_to_lately_does_not_wait() -> None:
    pacer = Pacer(PER_SECOND, PER_CHAT)
    journeys(at_once(*[AN] * 10), pacer)
    assert pacer.wait(BINH, START + timedelta(minutes=1)) == 0


def test_it_names_the_chats_that_had_their_share_and_for_how_long() -> None:
    pacer = Pacer(PER_SECOND, PER_CHAT)
    for chat in (AN, AN, AN, BINH):
        pacer.answered(pacer.leave(chat, START), START)
    assert pacer.full(START + timedelta(seconds=1)) == {AN: 2}


def test_it_forgets_chats_that_are_long_past() -> None:
    """Its memory does not grow with the network."""
    pacer = Pacer(1_000_000.0, PER_CHAT)
    for chat in range(1, 20_001):
        pacer.leave(chat, START)
    assert len(pacer._chats) == 10_000
