"""Colours as Google keeps them: eight bits a part, written as single-precision fractions, zero left out."""

import struct

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
