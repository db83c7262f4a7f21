"""The Telegram stand-in as a service of the practice network: the Bot API and the phones."""

from typing import Any

from starlette.routing import BaseRoute, Route

from practice.core.calls import Gate
from practice.core.clock import PracticeClock
from practice.core.control import control
from practice.core.pipeline import Endpoint
from practice.telegram.api import TelegramApi
from practice.telegram.gate import official_gate
from practice.telegram.phones import phone_routes
from practice.telegram.webhooks import Deliverer
from practice.telegram.world import TelegramWorld

LIMITS = "/practice/telegram/limits"


class TelegramService:
    """The Bot API at /bot<token>/<method> and the phones at /practice/telegram/."""

    name = "telegram"

    def __init__(self, world: TelegramWorld, gate: Gate | None, retry_seconds: float = 1.0) -> None:
        """Serve `world`; `retry_seconds` is how long a webhook that failed is left alone."""
        self.world = world
        self.api = TelegramApi(world, gate)
        self._deliverer = Deliverer(world, retry_seconds)

    @classmethod
    def new(cls, clock: PracticeClock, checked: bool = True) -> "TelegramService":
        """Make an empty world that takes any well-formed token, held to the specification where that is at hand."""
        return cls(TelegramWorld(clock), official_gate() if checked else None)

    def routes(self) -> list[BaseRoute]:
        """Return the official paths and those of the phones."""
        return [
            Route("/bot{token}/{method}", Endpoint(self.api)),
            Route("/file/bot{token}/{path:path}", self.api.download),
            *phone_routes(self.world),
            control(LIMITS, lambda _: {"counting": self.api.pacing.counting}, "GET"),
            control(LIMITS, self._set_limits, "PUT"),
        ]

    async def run(self) -> None:
        """Deliver to webhooks while the server runs."""
        await self._deliverer.run()

    def dump(self) -> dict[str, Any]:
        """Return the world, JSON-able but for the contents of files."""
        return {"world": self.world.dump(), "limits": self.api.pacing.counting}

    def load(self, saved: dict[str, Any]) -> None:
        """Replace the world by a saved one."""
        self.world.load(saved["world"])
        self.api.pacing.counting = saved["limits"]

    def skip_numbers(self) -> None:
        """Go on with numbers that no bot has seen."""
        self.world.skip_numbers()

    def reset(self) -> None:
        """Empty the world."""
        self.world.reset()
        self.api.pacing.counting = "off"

    def _set_limits(self, wanted: dict[str, Any]) -> dict[str, Any]:
        self.api.pacing.counting = wanted["counting"]
        return wanted
