"""An invented network: people, units and temperaments from a seed. No name here belongs to anybody."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from random import Random

from nhipcau.rules.kernel import Month
from nhipcau.rules.roster import Unit

_FAMILY = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý"
_MIDDLE = "Thị Văn Minh Thanh Ngọc Hữu Đức Quang Thu Kim Xuân Hồng Bảo Gia Anh Phương"
_GIVEN = (
    "An Anh Ánh Bình Chi Cường Dung Dũng Đạt Giang Hà Hạnh Hiền Hòa Hùng Hương Khánh Lan Linh Loan Long Mai Minh Nam "
    "Nga Ngân Ngọc Nhung Oanh Phúc Phương Quân Quỳnh Sơn Tâm Thảo Thắng Thủy Trang Trung Tú Tuấn Uyên Vân Vinh Yến"
)
MOBILE = ("090", "091", "093", "097", "098", "032", "035", "070", "079", "083", "086", "096")
PROVINCIAL_A_UNIT = 4


class Temper(Enum):
    """How someone takes to being asked."""

    AT_ONCE = "at_once"
    AFTER_FIRST = "after_first"
    AFTER_SECOND = "after_second"
    TARDY = "tardy"
    NEVER = "never"
    EDITS = "edits"
    NONSENSE = "nonsense"
    ASKS = "asks"
    BLOCKS = "blocks"
    RETURNS = "returns"
    ON_LEAVE = "on_leave"
    AWAY = "away"
    JOINS_EARLY = "joins_early"
    JOINS_LATE = "joins_late"


SHARES = {
    Temper.AFTER_FIRST: 26,
    Temper.AFTER_SECOND: 13,
    Temper.TARDY: 6,
    Temper.NEVER: 4,
    Temper.EDITS: 8,
    Temper.NONSENSE: 5,
    Temper.ASKS: 4,
    Temper.BLOCKS: 2,
    Temper.RETURNS: 2,
    Temper.ON_LEAVE: 4,
    Temper.AWAY: 2,
    Temper.JOINS_EARLY: 1,
    Temper.JOINS_LATE: 2,
}
"""How many of 180 people have each; all others answer at once."""


@dataclass(frozen=True)
class Invented:
    """One person of the invented network. `telegram` is the number of their phone's account."""

    code: str
    name: str
    telegram: int
    unit: str
    level: str
    roles: str
    temper: Temper
    since: date
    phone: str
    leave: tuple[date, date] | None

    @property
    def row(self) -> dict[str, str]:
        """Their line in the roster table."""
        first, last = self.leave or (None, None)
        return {
            "code": self.code,
            "name": self.name,
            "phone": self.phone,
            "unit": self.unit,
            "level": self.level,
            "from": str(self.since) if self.level else "",
            "roles": self.roles,
            "leave_from": str(first or ""),
            "leave_to": str(last or ""),
            "leave_reason": "Nghỉ phép" if first else "",
        }


def invent(month: Month, units: Sequence[Unit], seed: int, provincial: int = PROVINCIAL_A_UNIT) -> list[Invented]:
    """Three staff, then for each unit one collaborator of the national level and so many of the provincial."""
    chance = Random(seed)
    names = _names(chance)
    places = [(unit.code, level) for unit in units for level in ("national", *["provincial"] * provincial)]
    tempers = _tempers(len(places), chance)
    staff = [
        _person(f"CB{n:02}", next(names), 9000 + n, ("", "", role), Temper.AT_ONCE, month, chance)
        for n, role in enumerate(("coordinator", "accountant", "approver"), start=1)
    ]
    people = []
    for number, ((unit, level), temper) in enumerate(zip(places, tempers, strict=True), start=1):
        leads = "unit_lead" if (number - 1) % (provincial + 1) == 1 else ""
        post = (unit, level, leads)
        people.append(_person(f"CTV{number:03}", next(names), 1000 + number, post, temper, month, chance))
    return staff + people


def _tempers(count: int, chance: Random) -> list[Temper]:
    """The shares, scaled to the network, dealt out by chance."""
    dealt = [temper for temper, of_180 in SHARES.items() for _ in range(max(1, of_180 * count // 180))]
    dealt = dealt[:count] + [Temper.AT_ONCE] * max(0, count - len(dealt))
    chance.shuffle(dealt)
    return dealt


def _names(chance: Random) -> Iterator[str]:
    family, middle, given = _FAMILY.split(), _MIDDLE.split(), _GIVEN.split()
    seen: set[str] = set()
    while True:
        name = f"{chance.choice(family)} {chance.choice(middle)} {chance.choice(given)}"
        if name not in seen:
            seen.add(name)
            yield name


def _person(
    code: str, name: str, telegram: int, post: tuple[str, str, str], temper: Temper, month: Month, chance: Random
) -> Invented:
    unit, level, roles = post
    return Invented(
        code=code,
        name=name,
        telegram=telegram,
        unit=unit,
        level=level,
        roles=roles,
        temper=temper,
        since=_since(temper, month),
        phone=f"{chance.choice(MOBILE)}{chance.randrange(10**7):07}",
        leave=_leave(temper, month, chance),
    )


def _since(temper: Temper, month: Month) -> date:
    """Half a month is the line that the policy draws: one joins before it, another after."""
    half = month.first + timedelta(days=(month.length - 1) // 2)
    if temper is Temper.JOINS_EARLY:
        return half - timedelta(days=3)
    return half + timedelta(days=3) if temper is Temper.JOINS_LATE else month.first.replace(month=1)


def _leave(temper: Temper, month: Month, chance: Random) -> tuple[date, date] | None:
    if temper is Temper.AWAY:
        return month.first - timedelta(days=5), month.last + timedelta(days=8)
    if temper is Temper.ON_LEAVE:
        first = month.first + timedelta(days=chance.randrange(5, 15))
        return first, first + timedelta(days=chance.randrange(6, 11))
    return None
