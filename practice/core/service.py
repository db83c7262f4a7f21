"""What a practice server must be to be assembled with the others."""

from typing import Any, Protocol, runtime_checkable

from starlette.routing import BaseRoute


class Service(Protocol):
    """One stand-in: its routes and its state."""

    name: str

    def routes(self) -> list[BaseRoute]:
        """Return the official paths (through `pipeline.Endpoint`) and the control paths under /practice/<name>/."""
        ...

    def dump(self) -> dict[str, Any]:
        """Return the whole state, JSON-able, but that it may hold bytes that never change."""
        ...

    def load(self, saved: dict[str, Any]) -> None:
        """Replace the state by one that `dump` gave."""
        ...

    def reset(self) -> None:
        """Forget everything."""
        ...


@runtime_checkable
class Numbering(Protocol):
    """A service whose numbers its clients remember."""

    def skip_numbers(self) -> None:
        """Leave a gap that is larger than whatever may have been numbered between a save and a crash."""
        ...


@runtime_checkable
class Background(Protocol):
    """A service that also works by itself while the server runs (it delivers webhooks)."""

    async def run(self) -> None:
        """Work until cancelled."""
        ...
