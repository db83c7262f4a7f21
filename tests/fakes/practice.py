"""The practice Telegram, served once for a session and emptied for every test, held to Telegram's specification."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import certifi
import pytest

from practice.core.clock import PracticeClock
from practice.core.pipeline import Core
from practice.server import build, serve_in_thread
from practice.telegram.service import TelegramService
from practice.telegram.world import TelegramWorld
from tests.fakes.courier import Shown

START = datetime(2026, 5, 1, 1, 0, tzinfo=UTC)
TOKEN = "100:practice-token"


class PracticeTelegram:
    """The served world, and what a person sees of it."""

    def __init__(self, service: TelegramService, clock: PracticeClock, core: Core, base_url: str) -> None:
        self.service = service
        self.clock = clock
        self.core = core
        self.base_url = base_url

    @property
    def world(self) -> TelegramWorld:
        return self.service.world

    def empty(self) -> None:
        self.service.reset()
        self.clock.reset()
        self.core.faults.clear()
        self.core.log.clear()
        self.world.add_bot(TOKEN)

    def shown(self, chat: int) -> list[Shown]:
        """The bot's messages in a chat, as they stand now."""
        messages = self.world.seen(chat)["messages"]
        return [shown(message) for message in messages if message["from"]["is_bot"]]


def shown(message: dict[str, Any]) -> Shown:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = tuple((button["text"], button["callback_data"]) for row in rows for button in row)
    document = "(ảnh)" if "photo" in message else message.get("document", {}).get("file_name", "")
    return Shown(message["message_id"], message.get("text") or message.get("caption", ""), buttons, document)


@pytest.fixture(scope="session")
def served(few_certificates: None) -> Iterator[PracticeTelegram]:
    clock = PracticeClock(START)
    service = TelegramService.new(clock)
    app = build(clock, service)
    with serve_in_thread(app) as running:
        yield PracticeTelegram(service, clock, app.state.core, running.base_url)


@pytest.fixture
def telegram(served: PracticeTelegram) -> Iterator[PracticeTelegram]:
    """Empty; a test fails in which something was accepted, or answered, that the specification forbids."""
    served.empty()
    yield served
    assert served.core.log.unexplained() == []


@pytest.fixture(scope="session")
def few_certificates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Each client loads all certificates there are, 25 ms every time; on http there is nothing to verify."""
    first, end, _ = Path(certifi.where()).read_text(encoding="utf-8").partition("-----END CERTIFICATE-----")
    path = tmp_path_factory.mktemp("certificates") / "one.pem"
    path.write_text(first + end + "\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SSL_CERT_FILE", str(path))
        yield
