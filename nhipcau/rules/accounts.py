"""Bank accounts: whole numbers stand in the finance spreadsheet alone, everywhere else their last four digits.

Bank data are sensitive personal data (Luật 91/2025/QH15): what is not needed is not kept, not even as a digest, from
which so short a number could be found again.
"""

import re
from dataclasses import dataclass

MASK = "••••"
SHOWN = 4
LEAST, MOST = 6, 19
"""Digits of an account number, of any bank: each has lengths of its own, and gives numbers that people choose."""

_BETWEEN = re.compile(r"[\s.\-]")
_NUMBER = re.compile(rf"[0-9]{{{LEAST},{MOST}}}")
_LONG = re.compile(rf"[0-9](?:[\s.\-]?[0-9]){{{LEAST - 1},}}")


@dataclass(frozen=True)
class Account:
    """What is known of where a person is paid; `digits` are the last four of the number, "" while there is none."""

    bank: str = ""
    digits: str = ""
    holder: str = ""

    @property
    def complete(self) -> bool:
        """Whether money can be sent there."""
        return bool(self.bank and self.digits and self.holder)

    @property
    def mask(self) -> str:
        """The number as it may be shown; "" while there is none."""
        return f"{MASK}{self.digits}" if self.digits else ""

    @property
    def shown(self) -> str:
        """As in "••••1234 (Vietcombank)"; "" for an account that is not complete."""
        return f"{self.mask} ({self.bank})" if self.complete else ""


def last_digits(text: str) -> str:
    """The last four digits of an account number, however it is spaced; "" for what is none."""
    number = _BETWEEN.sub("", text)
    return number[-SHOWN:] if _NUMBER.fullmatch(number) else ""


def without_numbers(text: str) -> str:
    """The text with every run of digits that may be an account number masked."""
    return _LONG.sub(lambda found: MASK + _BETWEEN.sub("", found[0])[-SHOWN:], text)
