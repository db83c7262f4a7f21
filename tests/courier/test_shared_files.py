"""A file that goes to many is uploaded once, and again only when Telegram has forgotten it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from nhipcau.courier.telegram import TelegramCourier, make_bot
from nhipcau.ports import Parcel, TryLater
from tests.fakes.practice import TOKEN, PracticeTelegram

PATH = "kits/abc/poster.png"


class Remembered:
    """Implements ports.kits.Uploads in memory; `names` holds every name that was ever told."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def named(self, path: str) -> str:
        assert path == PATH
        return self.names[-1] if self.names else ""

    def uploaded(self, path: str, name: str) -> None:
        self.names.append(name)


class Handing:
    """A hundred people and one poster."""

    def __init__(self, telegram: PracticeTelegram, folder: Path) -> None:
        self.telegram, self.uploads = telegram, Remembered()
        self.courier = TelegramCourier(make_bot(TOKEN, telegram.base_url, at_once=8), self.uploads)
        self.poster = folder / "poster.png"
        self.poster.write_bytes(b"\x89PNG a poster")
        self.people = range(1001, 1101)
        for chat in self.people:
            telegram.world.add_person(chat, f"An {chat}")
            telegram.world.say(chat, "/start")

    async def send(self, *chats: int) -> None:
        parcels = [Parcel(chat, "Đồ họa", document=self.poster, shared=PATH) for chat in chats]
        await asyncio.gather(*(self.courier.send(parcel) for parcel in parcels))

    def shown(self, chat: int) -> list[str]:
        return [shown.document for shown in self.telegram.shown(chat)]


@pytest_asyncio.fixture
async def handing(telegram: PracticeTelegram, tmp_path: Path) -> AsyncIterator[Handing]:
    handing = Handing(telegram, tmp_path)
    yield handing
    await handing.courier.close()


async def test_once_for_a_hundred_people_though_eight_ask_at_once(handing: Handing) -> None:
    for first in range(0, 100, 8):
        await handing.send(*handing.people[first : first + 8])
    assert all(handing.shown(chat) == ["poster.png"] for chat in handing.people)
    assert len(handing.uploads.names) == len(handing.telegram.world.files.dump()) == 1


async def test_once_more_for_all_when_telegram_forgot_it(handing: Handing) -> None:
    handing.uploads.uploaded(PATH, "document-forgotten")
    await handing.send(*handing.people[:8])
    assert all(handing.shown(chat) == ["poster.png"] for chat in handing.people[:8])
    assert len(handing.telegram.world.files.dump()) == 1
    assert handing.uploads.named(PATH) != "document-forgotten"


async def test_a_failed_upload_leaves_the_next_one_to_try(handing: Handing) -> None:
    handing.telegram.core.faults.add("429", "telegram", method="sendDocument", count=1)
    with pytest.raises(TryLater):
        await handing.send(handing.people[0])
    await handing.send(handing.people[1])
    assert handing.shown(handing.people[1]) == ["poster.png"]
