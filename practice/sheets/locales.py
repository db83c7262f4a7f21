"""What a spreadsheet's locale changes: separators, the order of a date, the currency."""

from typing import NamedTuple


class Locale(NamedTuple):
    """The conventions by which text is read as a number or a date, and shown again."""

    decimal: str
    group: str
    day_first: bool
    currency: str
    date_pattern: str
    months: tuple[str, ...]
    weekdays: tuple[str, ...]

    @property
    def time_pattern(self) -> str:
        return "h:mm:ss am/pm" if not self.day_first else "hh:mm:ss"


ENGLISH = Locale(
    decimal=".",
    group=",",
    day_first=False,
    currency="$",
    date_pattern="m/d/yyyy",
    months=(
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
)
VIETNAMESE = Locale(
    decimal=",",
    group=".",
    day_first=True,
    currency="₫",
    date_pattern="dd/mm/yyyy",
    months=tuple(f"tháng {number}" for number in range(1, 13)),
    weekdays=("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật"),
)


def locale_of(name: str) -> Locale:
    """The conventions of a locale such as `vi_VN`; every other one is read as `en_US`."""
    return VIETNAMESE if name.split("_")[0] == "vi" else ENGLISH
