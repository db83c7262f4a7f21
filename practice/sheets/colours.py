"""Colours as Google keeps them: eight bits a part, written as single-precision fractions, zero left out."""

import struct
from typing import Any

from practice.sheets.fields import Mask
from practice.sheets.tabs import Json

PARTS = ("red", "green", "blue")


def rgb(hexadecimal: str) -> Json:
    """`4285f4` as a Color."""
    numbers = bytes.fromhex(hexadecimal)
    return {part: _fraction(number) for part, number in zip(PARTS, numbers, strict=True) if number}


def stored_colour(colour: Json) -> Json:
    """A Color as Google gives it back after it was set."""
    numbers = {part: int((colour.get(part) or 0) * 255) for part in PARTS}
    return {part: _fraction(number) for part, number in numbers.items() if number}


def stored_look(look: Any) -> Any:
    """A format or properties as Google keeps them: colours in eight bits, each also as a ColorStyle and back."""
    if not isinstance(look, dict):
        return look
    stored = {name: stored_colour(part) if _is_colour(name) else stored_look(part) for name, part in look.items()}
    for name in list(stored):
        if _is_colour(name) and name != "rgbColor":
            stored.setdefault(f"{name}Style", {"rgbColor": stored[name]})
        elif _is_colour(name.removesuffix("Style")) and "rgbColor" in stored[name]:
            stored[name.removesuffix("Style")] = stored[name]["rgbColor"]
    return stored


def paired_mask(mask: Mask) -> Mask:
    """A field mask that names a ColorStyle wherever it names the Color, and the other way round."""
    paired = {name: paired_mask(below) for name, below in mask.items()}
    for name in mask:
        plain = name.removesuffix("Style")
        if _is_colour(plain):
            paired |= {plain: {}, f"{plain}Style": {}}
    return paired


def _is_colour(name: str) -> bool:
    return name in ("rgbColor", "color") or name.endswith("Color")


def hexadecimal(colour: Json) -> str:
    """A Color as `4285F4`."""
    return bytes(round((colour.get(part) or 0) * 255) for part in PARTS).hex().upper()


def _fraction(number: int) -> int | float:
    """The shortest decimal that still means the same single-precision number."""
    single = struct.pack("f", number / 255)
    (exact,) = struct.unpack("f", single)
    written = (float(f"{exact:.{digits}g}") for digits in range(1, 10))
    fraction = next(text for text in written if struct.pack("f", text) == single)
    return int(fraction) if fraction.is_integer() else fraction
