"""The sending loop: take, pace, send, report; one message at a time, for as long as the bot runs."""

import asyncio
import contextlib
import logging

from nhipcau.courier.pacer import Pacer
from nhipcau.ports import Blocked, Clock, Courier, Desk, Outgoing, TryLater, Uncertain, Undeliverable

AFTER_TROUBLE = 5.0
"""Seconds to hold everything after a lost answer: an outage must not spend the queue."""

log = logging.getLogger("nhipcau.courier")


class SendingLoop:
    """Drives one courier from one desk."""

    def __init__(self, desk: Desk, courier: Courier, pacer: Pacer, clock: Clock) -> None:
        self._desk = desk
        self._courier = courier
        self._pacer = pacer
        self._clock = clock

    async def drain(self) -> int:
        """Send everything that is due; returns how many messages were handled."""
        handled = 0
        while (outgoing := await self._next()) is not None:
            await self._handle(outgoing)
            handled += 1
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
        """Chosen after the wait that the channel asked for, so that who answers meanwhile is not reminded (R19)."""
        held = self._pacer.held(self._clock.now())
        if held > 0:
            await self._clock.wait(held)
        return self._desk.take(self._clock.now())

    async def _handle(self, outgoing: Outgoing) -> None:
        pause = self._pacer.wait_for(outgoing.parcel.chat_id, self._clock.now())
        if pause > 0:
            await self._clock.wait(pause)
        try:
            message_id = await self._courier.send(outgoing.parcel)
        except Blocked as refusal:
            self._desk.blocked(outgoing, str(refusal), self._clock.now())
        except TryLater as refusal:
            self._pacer.hold(refusal.seconds, self._clock.now())
            self._desk.later(outgoing, str(refusal), refusal.seconds, self._clock.now())
        except Undeliverable as refusal:
            self._desk.failed(outgoing, str(refusal), self._clock.now())
        except Uncertain as refusal:
            self._pacer.hold(AFTER_TROUBLE, self._clock.now())
            self._desk.uncertain(outgoing, str(refusal), self._clock.now())
        except Exception as fault:  # one message must never stop the others; nobody knows whether it went out
            log.exception("message %s", outgoing.id)
            self._desk.uncertain(outgoing, repr(fault), self._clock.now())
        else:
            self._desk.sent(outgoing, message_id, self._clock.now())
