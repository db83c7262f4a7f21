"""The Telegram stand-in as a service of the practice network: the Bot API and the phones."""

from typing import Any

from starlette.routing import BaseRoute, Route

from practice.core.calls import Gate
from practice.core.clock import PracticeClock
from practice.core.pipeline import Endpoint
from practice.telegram.api import TelegramApi
from practice.telegram.gate import official_gate
from practice.telegram.phones import phone_routes
from practice.telegram.world import TelegramWorld


class TelegramService:
    """The Bot API at /bot<token>/<method> and the phones at /practice/telegram/."""

    name = "telegram"

    def __init__(self, world: TelegramWorld, gate: Gate | None) -> None:
        self.world = world
        self.api = TelegramApi(world, gate)

    @classmethod
    def new(cls, clock: PracticeClock) -> "TelegramService":
        """Make an empty world that takes any well-formed token, held to the specification where that is at hand."""
        return cls(TelegramWorld(clock), official_gate())

    def routes(self) -> list[BaseRoute]:
        """Return the official paths and those of the phones."""
        return [
            Route("/bot{token}/{method}", Endpoint(self.api)),
            Route("/file/bot{token}/{path:path}", self.api.download),
            *phone_routes(self.world),
        ]

    def dump(self) -> dict[str, Any]:
        """Return the world, JSON-able."""
        return self.world.dump()

    def load(self, saved: dict[str, Any]) -> None:
        """Replace the world by a saved one."""
        self.world.load(saved)

    def reset(self) -> None:
        """Empty the world."""
        self.world.reset()
