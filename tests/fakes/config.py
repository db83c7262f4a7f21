"""The project's config with one thing changed, as a coordinator might change it."""

from dataclasses import replace
from typing import Any

from nhipcau.settings.rulebook import Rulebook


def with_programme(book: Rulebook, key: str, **changes: Any) -> Rulebook:
    return replace(book, programmes={**book.programmes, key: replace(book.programmes[key], **changes)})


def without_programme(book: Rulebook, key: str) -> Rulebook:
    return replace(book, programmes={name: item for name, item in book.programmes.items() if name != key})


def with_kick_off(book: Rulebook, key: str, **changes: Any) -> Rulebook:
    campaign = book.campaigns[key]
    assert campaign.kick_off is not None
    changed = replace(campaign, kick_off=replace(campaign.kick_off, **changes))
    return replace(book, campaigns={**book.campaigns, key: changed})
