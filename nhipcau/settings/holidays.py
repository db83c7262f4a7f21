"""config/holidays/: the days off of each year, lunar New Year, and the network's own changes to them."""

from collections.abc import Mapping
from datetime import date

from pydantic import Field

from nhipcau.settings.model import Model, Short
from nhipcau.settings.values import Day


class YearItem(Model):
    """One year."""

    year: int = Field(ge=2000, le=2100, description="The year. / Năm.", examples=[2026])
    new_year: Day = Field(
        description="Lunar New Year's Day in the Vietnamese calendar. / Ngày mùng 1 Tết theo lịch Việt Nam.",
        examples=["2026-02-17"],
    )
    holidays: dict[Day, Short] = Field(
        description="Days off and what they are. / Ngày nghỉ và tên gọi.",
        examples=[{"2026-01-01": "Tết Dương lịch"}],
    )
    worked_weekends: list[Day] = Field(
        default=[],
        description="Saturdays and Sundays worked instead of a day off. / Thứ Bảy, Chủ nhật làm bù.",
        examples=[["2026-08-22"]],
    )


class HolidaysFile(Model):
    """The country's calendar."""

    years: list[YearItem] = Field(
        min_length=1,
        description="One block for each year. / Mỗi năm một khối.",
        examples=[[{"year": 2026, "new_year": "2026-02-17", "holidays": {"2026-01-01": "Tết Dương lịch"}}]],
    )

    def new_years(self) -> Mapping[int, date]:
        return {item.year: item.new_year for item in self.years}

    def days_off(self) -> dict[date, str]:
        return {day: name for item in self.years for day, name in item.holidays.items()}

    def worked(self) -> set[date]:
        return {day for item in self.years for day in item.worked_weekends}


class OverridesFile(Model):
    """What the network adds to the country's calendar or takes from it."""

    add: dict[Day, Short] = Field(
        default={},
        description="More days off. / Thêm ngày nghỉ.",
        examples=[{"2026-07-28": "Ngày thành lập Công đoàn Việt Nam"}],
    )
    remove: list[Day] = Field(
        default=[],
        description="Days off that are worked after all. / Bỏ ngày nghỉ.",
        examples=[["2026-08-31"]],
    )
    worked_weekends: list[Day] = Field(
        default=[],
        description="More Saturdays and Sundays that are worked. / Thêm Thứ Bảy, Chủ nhật làm bù.",
        examples=[["2026-08-22"]],
    )

    def applied(self, days: Mapping[date, str]) -> dict[date, str]:
        kept = {day: name for day, name in days.items() if day not in self.remove}
        return dict(sorted((kept | self.add).items()))
