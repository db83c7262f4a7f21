"""The worked cases that pay nobody (T22 to T24), beside those that do (worked_cases.py)."""

from collections.abc import Mapping
from dataclasses import dataclass

BEGAN_IN_STAGE = {
    "Đồng Nai": 1,
    "Bình Dương": 2,
    "Hà Tĩnh": 2,
    "Hải Dương": 2,
    "Hà Nội": 3,
    "Thừa Thiên Huế": 3,
    "Than – Khoáng sản": 3,
    "Thành phố Hồ Chí Minh": 4,
    "Vĩnh Phúc": 4,
    "Cao su": 4,
}
"""The ten units of the pilot (Đề án, V.2.2): in which of the four stages of three months each of them began."""


@dataclass(frozen=True)
class Stage:
    """A review after so many months: what the units' targets come to, and some of them one by one."""

    months: int
    targets: str
    each: Mapping[str, str]

    def __str__(self) -> str:
        return f"T22 after {self.months} months"


STAGES = [
    Stage(3, "4.500", {"Đồng Nai": "4.500"}),
    Stage(6, "22.500", {"Đồng Nai": "9.000", "Bình Dương": "4.500"}),
    Stage(9, "54.000", {"Đồng Nai": "13.500", "Bình Dương": "9.000", "Hà Nội": "4.500"}),  # printed: 45.000
    Stage(12, "99.000", {"Đồng Nai": "18.000", "Bình Dương": "13.500", "Hà Nội": "9.000", "Vĩnh Phúc": "4.500"}),
]
SYSTEM_TARGET = "100.000"


@dataclass(frozen=True)
class Question:
    """Asked on the Friday before Tết (16 to 20 February 2026 are days off): by when it is answered."""

    landing: str
    due: str

    def __str__(self) -> str:
        return f"T23 a deadline on a day off: {self.landing}"


ASKED = "2026-02-13 16:30"
QUESTIONS = [
    Question("keep", "16:30 Thứ Bảy 14/02/2026"),
    Question("after", "16:30 Thứ Hai 23/02/2026"),
]


@dataclass(frozen=True)
class Weeks:
    """News items that a unit sends, week after week, and how many of the weeks met the quota of one."""

    items: tuple[int, ...]
    met: str

    def __str__(self) -> str:
        return f"T24 {' then '.join(map(str, self.items))} items"


NEWS = [Weeks((3, 0), "1/2"), Weeks((0, 3), "1/2")]
"""A good week lends nothing to the next, nor to the one before."""
