"""Two couriers on one bench: the fake that tests own, and the real one against the practice Telegram."""

from collections.abc import AsyncIterator
from typing import Any, Protocol

import pytest
import pytest_asyncio

from nhipcau.courier.telegram import TelegramCourier, make_bot
from nhipcau.ports import Courier
from tests.fakes.courier import FakeCourier, Shown
from tests.fakes.practice import TOKEN, PracticeTelegram, few_certificates, served, telegram

AN = 1001

__all__ = ["few_certificates", "served", "telegram"]


class Bench(Protocol):
    """A courier, one person's chat, and what can be done to them."""

    courier: Courier

    def sees(self) -> list[Shown]: ...
    def blocks(self) -> None: ...
    def unblocks(self) -> None: ...
    def asks_to_wait(self, seconds: int) -> None: ...
    def loses_the_answer(self) -> None: ...


class FakeBench:
    def __init__(self) -> None:
        self.courier = FakeCourier()

    def sees(self) -> list[Shown]:
        return list(self.courier.chats[AN].values())

    def blocks(self) -> None:
        self.courier.block(AN)

    def unblocks(self) -> None:
        self.courier.unblock(AN)

    def asks_to_wait(self, seconds: int) -> None:
        self.courier.asks_to_wait(seconds)

    def loses_the_answer(self) -> None:
        self.courier.loses_the_answer()


class TelegramBench:
    def __init__(self, telegram: PracticeTelegram) -> None:
        self.telegram = telegram
        self.courier = TelegramCourier(make_bot(TOKEN, telegram.base_url))
        telegram.world.add_person(AN, "An")
        telegram.world.say(AN, "/start")

    def sees(self) -> list[Shown]:
        return self.telegram.shown(AN)

    def blocks(self) -> None:
        self.telegram.world.block(AN)

    def unblocks(self) -> None:
        self.telegram.world.unblock(AN)

    def asks_to_wait(self, seconds: int) -> None:
        self.fails("429", retry_after=seconds)

    def loses_the_answer(self) -> None:
        self.fails("lost")

    def fails(self, kind: str, method: str = "sendMessage", **rest: Any) -> None:
        """The next call of that method fails in that way."""
        self.telegram.core.faults.add(kind, "telegram", method=method, **{"count": 1, **rest})

    def calls(self) -> dict[str, int]:
        """How often each method was called."""
        return self.telegram.core.log.counters().get("telegram", {})


@pytest_asyncio.fixture(params=["fake", "telegram"])
async def bench(request: pytest.FixtureRequest) -> AsyncIterator[Bench]:
    if request.param == "fake":
        yield FakeBench()
        return
    real = TelegramBench(request.getfixturevalue("telegram"))
    yield real
    await real.courier.close()


@pytest_asyncio.fixture
async def real(telegram: PracticeTelegram) -> AsyncIterator[TelegramBench]:
    bench = TelegramBench(telegram)
    yield bench
    await bench.courier.close()
