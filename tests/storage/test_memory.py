"""The outbox in memory, on which the laws of sending are tried, is told what the real one is told and says the same."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhipcau.ports import Delivery, Pending
from nhipcau.rules.intents import Button, Lane, To
from nhipcau.storage import SqlStore
from tests.fakes.memory_outbox import MemoryOutbox
from tests.storage.samples import HOUR, MINUTE, NOW, a_message

ADMINS = To(group="admin")
ENDS = (Delivery.SENT, Delivery.UNCERTAIN, Delivery.FAILED, Delivery.SKIPPED, Delivery.BLOCKED)


class Desk:
    """One outbox, spoken to by plan keys: numbers of rows differ."""

    def __init__(self, outbox: Any) -> None:
        self.outbox, self.now, self.taken = outbox, NOW, list[Pending]()

    def plan(self, n: int) -> object:
        return self.outbox.put([_message(n, self.now)])

    def note(self, n: int) -> object:
        return self.outbox.put_settled([_message(n, self.now)], Delivery.SKIPPED, "on_leave", self.now)

    def wait(self, n: int) -> object:
        self.now += n % 5 * MINUTE * 20
        return self.outbox.next_due()

    def claim(self, n: int) -> object:
        pending = self.outbox.claim(self.now, self.now + MINUTE)
        self.taken += [pending] if pending else []
        return pending and (pending.message, pending.attempts)

    def settle(self, n: int) -> None:
        if self.taken:
            self.outbox.settle(self.taken.pop().id, ENDS[n % 5], self.now, "why", n)

    def postpone(self, n: int) -> None:
        if self.taken:
            self.outbox.postpone(self.taken.pop().id, self.now + n * MINUTE)

    def expire(self, n: int) -> object:
        expired = self.outbox.give_up_expired(self.now)
        self.taken = [each for each in self.taken if each.id not in expired]
        return len(expired)

    def carry(self, n: int) -> object:
        return self.taken and [each.message for each in self.outbox.carry(self.taken[-1], self.now, 1 + n % 3)]

    def take_along(self, n: int) -> object:
        if not self.taken:
            return None
        kin = self.outbox.kin(self.taken[-1], self.now + HOUR)
        self.outbox.take_along(self.taken[-1], [each.id for each in kin])
        return [each.message for each in kin]

    def counts(self, n: int) -> object:
        message, since = _message(n, self.now), self.now - n % 3 * HOUR
        posted = self.outbox.posted(message.plan_key[:4])
        return (
            self.outbox.went_since(message, since),
            self.outbox.alike_since(message, since),
            {state: number for state, number in self.outbox.counts(message.slot).items() if number},
            posted is not None,
        )


WISHES: list[Callable[[Desk, int], object]] = [
    *(Desk.plan, Desk.plan, Desk.plan, Desk.note, Desk.wait, Desk.claim, Desk.claim),
    *(Desk.settle, Desk.postpone, Desk.expire, Desk.carry, Desk.take_along, Desk.counts),
]


def _message(n: int, now: datetime) -> Any:
    """To one of two recipients, in one of two lanes, of one of two kinds, saying one of two things."""
    buttons = ((Button("c:1:made:yes", "yes"),),) if n & 16 else ()
    return a_message(
        f"k{n & 63:02}:{n}",
        ADMINS if n & 1 else To(chat_id=7),
        now + n % 7 * 10 * MINUTE,
        lane=Lane.BULK if n & 2 else Lane.CONVERSATION,
        template="checkins/reminder" if n & 4 else "checkins/opening",
        view={"name": "Ánh" if n & 8 else "Bình"},
        buttons=buttons,
    )


class Undo(Exception):
    """Nothing of a story stays for the next one."""


@pytest.mark.parametrize("database", ["sqlite"])
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=st.lists(st.tuples(st.integers(0, len(WISHES) - 1), st.integers(0, 255)), min_size=10, max_size=60))
def test_in_memory_it_says_what_the_real_one_says(store: SqlStore, story: list[tuple[int, int]]) -> None:
    memory = Desk(MemoryOutbox())
    with pytest.raises(Undo), store.begin() as tx:
        real = Desk(tx.outbox)
        for wish, number in story:
            name = WISHES[wish].__name__
            assert WISHES[wish](memory, number) == WISHES[wish](real, number), f"{name} ({number})"
        raise Undo
