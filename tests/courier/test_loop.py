"""The sending loop: take, pace, send, report; what it does about each way in which a channel fails."""

import asyncio
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from nhipcau.courier.loop import AFTER_TROUBLE, SendingLoop
from nhipcau.courier.pacer import Pacer
from nhipcau.ports import Outgoing, Parcel
from tests.fakes.clock import SettableClock
from tests.fakes.courier import FakeCourier

NOON = "2026-05-04 12:00"


@dataclass
class FakeDesk:
    """A desk with messages to chats 1, 2, 3 ... that writes down what became of each."""

    waiting: list[Outgoing]
    heard: list[tuple[str, int]] = field(default_factory=list)
    postponed: list[float] = field(default_factory=list)
    taken: list[datetime] = field(default_factory=list)
    idled: int = 0

    def take(self, now: datetime, full: Collection[int] = ()) -> Outgoing | None:
        free = next((outgoing for outgoing in self.waiting if outgoing.parcel.chat_id not in full), None)
        if free is not None:
            self.waiting.remove(free)
            self.taken.append(now)
        return free

    def has_due(self, now: datetime) -> bool:
        return bool(self.waiting)

    def sent(self, outgoing: Outgoing, message_id: int | None, now: datetime) -> None:
        self.heard.append(("sent", outgoing.id))

    def blocked(self, outgoing: Outgoing, reason: str, now: datetime) -> None:
        self.heard.append(("blocked", outgoing.id))

    def gone(self, outgoing: Outgoing, reason: str, now: datetime) -> None:
        self.heard.append(("gone", outgoing.id))

    def moved(self, outgoing: Outgoing, chat_id: int, now: datetime) -> None:
        self.heard.append(("moved", outgoing.id))

    def later(self, outgoing: Outgoing, reason: str, seconds: float, now: datetime) -> None:
        self.heard.append(("later", outgoing.id))
        self.postponed.append(seconds)

    def failed(self, outgoing: Outgoing, reason: str, now: datetime) -> None:
        self.heard.append(("failed", outgoing.id))

    def uncertain(self, outgoing: Outgoing, reason: str, now: datetime) -> None:
        self.heard.append(("uncertain", outgoing.id))

    def idle(self, now: datetime) -> None:
        self.idled += 1


class Office:
    """A loop with everything around it."""

    def __init__(self, messages: int, at_once: int = 1) -> None:
        self.clock = SettableClock(NOON)
        self.began = self.clock.now()
        self.courier = FakeCourier()
        self.desk = FakeDesk([Outgoing(n, Parcel(n, f"tin {n}"), n, 1) for n in range(1, messages + 1)])
        self.loop = SendingLoop(self.desk, self.courier, Pacer(25, 1), self.clock, at_once)

    def seconds(self) -> list[float]:
        """When each message was taken, counted from the beginning."""
        return [(moment - self.began).total_seconds() for moment in self.desk.taken]


def blocks(courier: FakeCourier) -> None:
    courier.block(1)


@pytest.mark.parametrize(
    ("happens", "heard", "then"),
    [
        pytest.param(lambda courier: None, "sent", 0, id="all is well"),
        pytest.param(blocks, "blocked", 0, id="the person blocked the bot"),
        pytest.param(lambda courier: courier.refuses(), "failed", 0, id="the message is refused"),
        pytest.param(lambda courier: courier.asks_to_wait(30), "later", 30, id="the channel asks to wait"),
        pytest.param(lambda courier: courier.loses_the_answer(), "uncertain", AFTER_TROUBLE, id="the answer is lost"),
        pytest.param(lambda courier: courier.breaks(KeyError("x")), "uncertain", 0, id="a fault of ours"),
    ],
)
async def test_each_end_is_reported_and_the_next_message_goes_out(
    happens: Callable[[FakeCourier], None], heard: str, then: float
) -> None:
    office = Office(messages=2)
    happens(office.courier)
    assert await office.loop.drain() == 2
    assert office.desk.heard == [(heard, 1), ("sent", 2)]
    assert office.seconds() == [0, then]


async def test_the_wait_that_was_asked_for_is_handed_on() -> None:
    office = Office(messages=1)
    office.courier.asks_to_wait(17)
    await office.loop.drain()
    assert office.desk.postponed == [17]


async def test_every_outcome_in_one_row() -> None:
    office = Office(messages=5)
    office.courier.block(2)
    await office.loop.drain()
    assert office.desk.heard == [("sent", 1), ("blocked", 2), ("sent", 3), ("sent", 4), ("sent", 5)]


async def test_it_keeps_the_pace() -> None:
    office = Office(messages=100)
    await office.loop.drain()
    assert (office.clock.now() - office.began).total_seconds() == 3


async def test_a_chat_that_had_its_share_keeps_no_other_waiting() -> None:
    office = Office(messages=0)
    office.desk.waiting = [Outgoing(n, Parcel(-1 if n <= 5 else n, f"tin {n}"), None, 1) for n in range(1, 9)]
    await office.loop.drain()
    assert [number for _, number in office.desk.heard] == [1, 2, 3, 6, 7, 8, 4, 5]
    assert office.seconds()[-2:] == [3, 3]


class SlowCourier(FakeCourier):
    """Answers when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.answers = asyncio.Event()
        self.asked = 0

    async def send(self, parcel: Parcel) -> int | None:
        self.asked += 1
        await self.answers.wait()
        return await super().send(parcel)


async def test_several_wait_for_their_answers_at_once_and_no_more() -> None:
    office = Office(messages=10, at_once=4)
    office.loop._courier = courier = SlowCourier()
    draining = asyncio.create_task(office.loop.drain())
    await until(lambda: courier.asked == 4)
    await asyncio.sleep(0)
    assert (courier.asked, office.desk.heard) == (4, [])
    courier.answers.set()
    assert await draining == 10
    assert len(office.desk.heard) == 10


async def test_who_stops_the_loop_still_hears_of_what_was_on_its_way() -> None:
    office = Office(messages=10, at_once=4)
    office.loop._courier = courier = SlowCourier()
    draining = asyncio.create_task(office.loop.drain())
    await until(lambda: courier.asked == 4)
    draining.cancel()
    courier.answers.set()
    with pytest.raises(asyncio.CancelledError):
        await draining
    assert office.desk.heard == [("sent", n) for n in (1, 2, 3, 4)]


async def test_it_sends_when_it_is_woken_and_looks_after_things_when_there_is_nothing_to_send() -> None:
    office = Office(messages=1)
    woken = asyncio.Event()
    running = asyncio.create_task(office.loop.run(woken, poll=60))
    await until(lambda: office.desk.idled == 1)
    office.desk.waiting.append(Outgoing(9, Parcel(9, "mới"), 9, 1))
    woken.set()
    await until(lambda: office.desk.idled == 2)
    running.cancel()
    assert office.desk.heard == [("sent", 1), ("sent", 9)]


async def test_it_finds_by_itself_what_another_process_planned() -> None:
    office = Office(messages=0)
    running = asyncio.create_task(office.loop.run(asyncio.Event(), poll=0.001))
    await until(lambda: office.desk.idled == 1)
    office.desk.waiting.append(Outgoing(9, Parcel(9, "mới"), 9, 1))
    await until(lambda: office.desk.heard == [("sent", 9)])
    running.cancel()


async def until(came_true: Callable[[], bool]) -> None:
    """Let the others go on until something is true."""
    async with asyncio.timeout(5):
        while not came_true():  # noqa: ASYNC110 - the loop under test tells nobody
            await asyncio.sleep(0)
