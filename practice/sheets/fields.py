"""Field masks: which parts of a resource are wanted in an answer, or set by an update."""

import re
from typing import Any

from practice.sheets.errors import refused

Mask = dict[str, Any]
"""Names with the masks below them; an empty mask means everything below."""

_TOKEN = re.compile(r"[A-Za-z0-9_*]+|[(),./]")


def parse_mask(text: str) -> Mask:
    """Read `a,b.c,d(e,f/g)` or `*`; raise a 400 if it cannot be read."""
    tokens = _TOKEN.findall(text.replace(" ", ""))
    if "".join(tokens) != text.replace(" ", "") or not tokens:
        raise refused("Request contains an invalid argument.")
    mask, rest = _read_list(tokens)
    if rest:
        raise refused("Request contains an invalid argument.")
    return mask


def select(resource: Any, mask: Mask) -> Any:
    """The parts of a resource that a mask names."""
    if not mask or "*" in mask:
        return resource
    if isinstance(resource, list):
        return [select(item, mask) for item in resource]
    if not isinstance(resource, dict):
        return resource
    return {name: select(value, mask[name]) for name, value in resource.items() if name in mask}


def merge(target: dict[str, Any], source: dict[str, Any], mask: Mask) -> dict[str, Any]:
    """The target with what the mask names taken from the source; what the source lacks is removed."""
    if not mask or "*" in mask:
        return dict(source)
    merged = dict(target)
    for name, below in mask.items():
        value = source.get(name)
        if below and (isinstance(value, dict) or name in merged):
            value = merge(merged.get(name) or {}, value or {}, below)
        if value is None or value == {}:
            merged.pop(name, None)
        else:
            merged[name] = value
    return merged


def _read_list(tokens: list[str]) -> tuple[Mask, list[str]]:
    mask: Mask = {}
    while tokens and tokens[0] != ")":
        tokens = _read_path(tokens, mask)
        if tokens[:1] == [","]:
            tokens = tokens[1:]
    return mask, tokens


def _read_path(tokens: list[str], mask: Mask) -> list[str]:
    while True:
        name, tokens = tokens[0], tokens[1:]
        if name in "(),./":
            raise refused("Request contains an invalid argument.")
        mask = mask.setdefault(name, {})
        if tokens[:1] not in (["."], ["/"]):
            break
        tokens = tokens[1:]
        if not tokens:
            raise refused("Request contains an invalid argument.")
    if tokens[:1] != ["("]:
        return tokens
    below, tokens = _read_list(tokens[1:])
    if tokens[:1] != [")"]:
        raise refused("Request contains an invalid argument.")
    mask.update(below)
    return tokens[1:]
