"""The sending loop: take, pace, send, report, for as long as the bot runs.

Messages are chosen and paced one after the other; several may then be waiting for their answers at once, so that a slow
network costs no speed. Nobody has two on their way at a time.
"""

import asyncio
import contextlib
import logging

from nhipcau.courier.pacer import Pacer, Sending
from nhipcau.ports import Blocked, Clock, Courier, Desk, Gone, Moved, Outgoing, TryLater, Uncertain, Undeliverable

AFTER_TROUBLE = 5.0
"""Seconds to hold everything after a lost answer: an outage must not spend the queue."""
LOOK_AGAIN = 1.0
"""Seconds after which the queue is looked at again while all that is in it waits for its chat."""

log = logging.getLogger("nhipcau.courier")


class SendingLoop:
    """Drives one courier from one desk, with at most `at_once` messages waiting for their answers."""

    def __init__(self, desk: Desk, courier: Courier, pacer: Pacer, clock: Clock, at_once: int = 1) -> None:
        self._desk = desk
        self._courier = courier
        self._pacer = pacer
        self._clock = clock
        self._at_once = at_once
        self._on_their_way: set[asyncio.Task[None]] = set()

    async def drain(self) -> int:
        """Send everything that is due; returns how many messages were handled, when all have their answers."""
        handled = 0
        try:
            while (outgoing := await self._next()) is not None:
                await self._dispatch(outgoing)
                handled += 1
        finally:
            # Also when cancelled: what is on its way would else be known to nobody.
            await asyncio.gather(*self._on_their_way, return_exceptions=True)
        return handled

    async def run(self, woken: asyncio.Event, poll: float) -> None:
        """Drain for ever: again when woken, and at least every `poll` seconds (other processes plan messages too)."""
        while True:
            woken.clear()
            await self.drain()
            self._desk.idle(self._clock.now())
            # Not `wait_for`: until Python 3.12 it may lose a cancellation that comes together with the wake-up.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(poll):
                    await woken.wait()

    async def _next(self) -> Outgoing | None:
        """Chosen after the wait that the channel asked for, so that who answers meanwhile is not reminded (R19).

        A chat that may not be written to yet keeps no other chat waiting.
        """
        while True:
            await self._hold()
            full = self._pacer.full(self._clock.now())
            outgoing = self._desk.take(self._clock.now(), full.keys())
            if outgoing is not None:
                return outgoing
            if self._on_their_way:
                await self._an_answer()
            elif full and self._desk.has_due(self._clock.now()):
                await self._clock.wait(min(LOOK_AGAIN, *full.values()))
            else:
                return None

    async def _hold(self) -> None:
        while (held := self._pacer.held(self._clock.now())) > 0:
            await self._clock.wait(held)

    async def _dispatch(self, outgoing: Outgoing) -> None:
        chat = outgoing.parcel.chat_id
        while (pause := self._pacer.wait(chat, self._clock.now())) != 0:
            if held := self._pacer.held(self._clock.now()):
                # Chosen before the channel asked to wait: it is chosen again after that, if it is still wanted.
                return self._desk.later(outgoing, "held", held, self._clock.now())
            await (self._an_answer() if pause is None else self._clock.wait(pause))
        sending = self._pacer.leave(chat, self._clock.now())
        task = asyncio.create_task(self._send(outgoing, sending))
        self._on_their_way.add(task)
        task.add_done_callback(self._on_their_way.discard)
        while len(self._on_their_way) >= self._at_once:
            await self._an_answer()
        return None

    async def _an_answer(self) -> None:
        """Wait until one more of those on their way has its answer."""
        await asyncio.wait(self._on_their_way, return_when=asyncio.FIRST_COMPLETED)

    async def _send(self, outgoing: Outgoing, sending: Sending) -> None:
        try:
            message_id = await self._courier.send(outgoing.parcel)
        except Exception as trouble:
            self._pacer.answered(sending, self._clock.now())
            self._report(outgoing, trouble)
        else:
            self._pacer.answered(sending, self._clock.now())
            self._desk.sent(outgoing, message_id, self._clock.now())

    def _report(self, outgoing: Outgoing, trouble: Exception) -> None:
        """One message must never stop the others."""
        now = self._clock.now()
        match trouble:
            case Blocked():
                self._desk.blocked(outgoing, str(trouble), now)
            case Gone():
                self._desk.gone(outgoing, str(trouble), now)
            case Moved():
                self._desk.moved(outgoing, trouble.chat_id, now)
            case TryLater():
                self._pacer.hold(trouble.seconds, now)
                self._desk.later(outgoing, str(trouble), trouble.seconds, now)
            case Undeliverable():
                self._desk.failed(outgoing, str(trouble), now)
            case Uncertain():
                self._pacer.hold(AFTER_TROUBLE, now)
                self._desk.uncertain(outgoing, str(trouble), now)
            case _:
                log.error("message %s", outgoing.id, exc_info=trouble)
                self._desk.uncertain(outgoing, repr(trouble), now)
