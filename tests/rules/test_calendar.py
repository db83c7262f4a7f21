"""Days off, Tết, the moments of weeks and months, and where they land."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.rules.calendar import (
    Calendar,
    DayRule,
    Landing,
    MonthMoment,
    Quiet,
    WeekMoment,
    monday_of,
    month_of_week,
)
from nhipcau.rules.kernel import Month
from nhipcau.rules.lunar import LunarDay, date_of, new_year
from tests.rules.samples import DAYS, LAW, MONTHS, at, book, day, table

NINE = time(9)
LANDINGS = st.sampled_from(Landing)


def calendar() -> Calendar:
    return book().calendar


def landed(text: str, landing: Landing) -> str:
    return str(calendar().land(day(text), landing))


class TestWorkingDays:
    @pytest.mark.parametrize(
        ("text", "working"),
        [
            ("2026-05-01", False),  # Labour Day, a Friday
            ("2026-05-02", False),  # Saturday
            ("2026-05-04", True),
            ("2026-08-22", True),  # a Saturday worked for Monday 31 August
            ("2026-08-31", False),
            ("2025-11-24", True),
            ("2026-11-24", False),  # Ngày Văn hóa Việt Nam, since July 2026
            ("2027-02-10", False),  # the last day of Tết
            ("2027-02-11", True),
        ],
    )
    def test_by_the_decree_and_its_swaps(self, text: str, working: bool) -> None:
        assert calendar().is_working(day(text)) is working

    @pytest.mark.parametrize("row", table("tet_2018_2030.csv"), ids=lambda row: row["year"])
    def test_tet_is_the_vietnamese_one(self, row: dict[str, str]) -> None:
        new_year = calendar().new_years[int(row["year"])]
        assert f"{new_year:%Y-%m-%d %a}" == f"{row['mung_1']} {row['weekday']}"
        assert not calendar().is_working(new_year)


class TestLanding:
    @pytest.mark.parametrize(
        ("text", "before", "after"),
        [
            ("2026-05-05", "2026-05-05", "2026-05-05"),  # a working day stays
            ("2026-05-02", "2026-04-29", "2026-05-04"),  # over the weekend and both holidays
            ("2027-02-05", "2027-02-03", "2027-02-11"),  # the middle of Tết 2027
            ("2027-02-07", "2027-02-03", "2027-02-11"),
            ("2026-08-23", "2026-08-22", "2026-08-24"),  # on the worked Saturday
            ("2027-01-01", "2026-12-31", "2027-01-04"),  # into the other year
        ],
    )
    def test_moves_to_the_nearest_working_day_of_its_side(self, text: str, before: str, after: str) -> None:
        assert landed(text, Landing.BEFORE) == before
        assert landed(text, Landing.AFTER) == after
        assert landed(text, Landing.KEEP) == text

    @LAW
    @given(DAYS, LANDINGS)
    def test_lands_on_a_working_day_and_skips_none(self, when: date, landing: Landing) -> None:
        arrived = calendar().land(when, landing)
        passed = [when + timedelta(days=n) for n in range(0, (arrived - when).days, 1 if arrived > when else -1)]
        assert landing is Landing.KEEP or calendar().is_working(arrived)
        assert not any(calendar().is_working(each) for each in passed)
        assert calendar().land(arrived, landing) == arrived


class TestZone:
    def test_a_moment_is_aware_and_local(self) -> None:
        moment = calendar().at(day("2026-05-04"), time(8, 30))
        assert moment.isoformat() == "2026-05-04T08:30:00+07:00"

    def test_today_is_the_day_in_hà_nội(self) -> None:
        evening_before_in_utc = datetime(2026, 5, 4, 17, 30, tzinfo=UTC)
        assert calendar().today(evening_before_in_utc) == day("2026-05-05")
        assert calendar().local(evening_before_in_utc) == at("2026-05-05 00:30")


class TestDayRule:
    @pytest.mark.parametrize(
        ("rule", "expected"),
        [
            (DayRule(day("2026-05-01")), "2026-05-01"),
            (DayRule(day("2026-05-31"), offset=10), "2026-06-10"),
            (DayRule(new_year_of=2027, offset=-30), "2027-01-07"),
            (DayRule(new_year_of=2027, offset=9), "2027-02-15"),
            (DayRule(new_year_of=2030), "2030-02-02"),  # 3 February in China
            (DayRule(new_year_of=2040), "2040-02-12"),  # not in the calendar yet: reckoned
            (DayRule(lunar=LunarDay(2027, 3, 10)), "2027-04-16"),  # Giỗ Tổ
            (DayRule(day("2026-01-31"), months=1), "2026-02-28"),
            (DayRule(day("2026-01-31"), months=3, offset=1), "2026-05-01"),
            (DayRule(day("2026-01-15"), months=-2), "2025-11-15"),
        ],
    )
    def test_a_date_or_a_lunar_day_and_offsets(self, rule: DayRule, expected: str) -> None:
        assert str(rule.resolve(calendar())) == expected


class TestWeekMoment:
    @pytest.mark.parametrize(
        ("monday", "weekday", "moment"),
        [
            ("2026-05-04", 0, "2026-05-04"),
            ("2026-04-27", 0, "2026-04-28"),  # the Monday off for Giỗ Tổ
            ("2026-02-16", 0, "2026-02-21"),  # past Tết 2026; its Saturday is no holiday
            ("2026-02-16", 3, "2026-02-21"),
            ("2026-05-04", 5, "2026-05-09"),  # a Saturday is a day like any other
        ],
    )
    def test_keeps_clear_of_holidays(self, monday: str, weekday: int, moment: str) -> None:
        landed = WeekMoment(weekday, NINE, Landing.AFTER).of_week(day(monday), calendar())
        assert landed == at(f"{moment} 09:00")

    @LAW
    @given(DAYS, st.integers(0, 6))
    def test_falls_into_the_week_of_its_monday(self, when: date, weekday: int) -> None:
        moment = WeekMoment(weekday, NINE).of_week(monday_of(when), calendar())
        assert moment.weekday() == weekday and monday_of(moment.date()) == monday_of(when)

    def test_a_monday_is_its_own_monday(self) -> None:
        assert monday_of(day("2026-05-04")) == day("2026-05-04") == monday_of(day("2026-05-10"))


class TestMonthMoment:
    @pytest.mark.parametrize(
        ("number", "month", "expected"),
        [
            (5, "2026-05", "2026-05-05"),
            (31, "2026-04", "2026-04-30"),  # the last day where there is no 31st
            (30, "2026-02", "2026-02-28"),
            (29, "2028-02", "2028-02-29"),  # leap year
            (-1, "2026-02", "2026-02-28"),
            (-1, "2028-02", "2028-02-29"),
            (-4, "2026-05", "2026-05-28"),
            (-28, "2026-02", "2026-02-01"),
        ],
    )
    def test_days_count_from_either_end(self, number: int, month: str, expected: str) -> None:
        assert str(MonthMoment(number, NINE).of_month(Month.parse(month), calendar()).date()) == expected

    @pytest.mark.parametrize(
        ("moment", "month", "expected"),
        [
            # The deadline of the monthly report: the 5th of the next month at 17:00.
            (MonthMoment(5, time(17), 1, Landing.AFTER), "2026-05", "2026-06-05 17:00"),
            (MonthMoment(5, time(17), 1, Landing.AFTER), "2026-08", "2026-09-07 17:00"),  # past a weekend
            (MonthMoment(5, time(17), 1, Landing.AFTER), "2026-12", "2027-01-05 17:00"),
            (MonthMoment(5, time(17), 1, Landing.AFTER), "2027-01", "2027-02-11 17:00"),  # past the whole of Tết
            (MonthMoment(5, time(17), 1, Landing.BEFORE), "2027-01", "2027-02-03 17:00"),
            (MonthMoment(-1, time(8), 0, Landing.AFTER), "2026-05", "2026-06-01 08:00"),  # Sunday 31 May, into June
            (MonthMoment(1, time(8), 0, Landing.BEFORE), "2026-05", "2026-04-29 08:00"),  # back into April
            (MonthMoment(31, time(8), 1), "2026-01", "2026-02-28 08:00"),
        ],
    )
    def test_lands_before_or_after_days_off(self, moment: MonthMoment, month: str, expected: str) -> None:
        assert moment.of_month(Month.parse(month), calendar()) == at(expected)

    @LAW
    @given(MONTHS, st.integers(1, 31) | st.integers(-28, -1), st.integers(0, 2))
    def test_without_landing_it_stays_in_its_month(self, month: Month, number: int, later: int) -> None:
        meant = month
        for _ in range(later):
            meant = meant.next
        found = MonthMoment(number, NINE, later).of_month(month, calendar())
        assert Month.of(found.date()) == meant


class TestMonthOfWeek:
    @pytest.mark.parametrize(
        ("monday", "month"),
        [
            ("2026-04-27", "2026-04"),  # Thursday is 30 April
            ("2026-05-04", "2026-05"),
            ("2026-05-25", "2026-05"),
            ("2026-06-29", "2026-07"),  # Thursday is 2 July
            ("2025-12-29", "2026-01"),  # over New Year, Thursday is 1 January
            ("2026-12-28", "2026-12"),  # week 53: Thursday is 31 December
        ],
    )
    def test_is_that_of_its_thursday(self, monday: str, month: str) -> None:
        assert str(month_of_week(day(monday))) == month

    @LAW
    @given(DAYS)
    def test_holds_at_least_four_days_of_the_week(self, when: date) -> None:
        monday = monday_of(when)
        month = month_of_week(monday)
        assert sum(month.span.covers(monday + timedelta(days=n)) for n in range(7)) >= 4


class TestCountedWeekdays:
    @pytest.mark.parametrize(
        ("number", "weekday", "moment"),
        [
            (1, 0, "2026-05-04"),
            (2, 4, "2026-05-08"),
            (5, 4, "2026-05-29"),
            (5, 0, "2026-05-25"),  # May 2026 has four Mondays
            (-1, 4, "2026-05-29"),
            (-2, 4, "2026-05-22"),
        ],
    )
    def test_the_nth_of_its_name_in_the_month(self, number: int, weekday: int, moment: str) -> None:
        assert MonthMoment(number, NINE, weekday=weekday).of_month(Month(2026, 5), calendar()) == at(f"{moment} 09:00")

    @pytest.mark.parametrize(("month", "moment"), [("2026-05", "2026-05-29"), ("2026-08", "2026-08-28")])
    def test_the_last_working_day_is_the_last_day_that_lands_before(self, month: str, moment: str) -> None:
        last = MonthMoment(-1, NINE, landing=Landing.BEFORE)
        assert last.of_month(Month.parse(month), calendar()) == at(f"{moment} 09:00")


class TestQuietHours:
    @pytest.mark.parametrize(
        ("moment", "over"),
        [
            ("2026-05-04 12:00", "2026-05-04 12:00"),
            ("2026-05-04 21:59", "2026-05-04 21:59"),
            ("2026-05-04 22:00", "2026-05-05 07:00"),
            ("2026-05-04 23:59", "2026-05-05 07:00"),
            ("2026-05-05 00:00", "2026-05-05 07:00"),
            ("2026-05-05 06:59", "2026-05-05 07:00"),
            ("2026-05-05 07:00", "2026-05-05 07:00"),
        ],
    )
    def test_end_in_the_morning(self, moment: str, over: str) -> None:
        assert Quiet(time(22), time(7)).over(at(moment)) == at(over)

    def test_the_other_hours_are_those_to_choose_from(self) -> None:
        assert Quiet(time(22), time(7)).open_hours() == list(range(7, 22))
        assert Quiet(time(12), time(13, 30)).open_hours() == [*range(12), *range(14, 24)]

    def test_may_lie_within_one_day(self) -> None:
        assert Quiet(time(12), time(13, 30)).over(at("2026-05-04 12:30")) == at("2026-05-04 13:30")
        assert Quiet(time(12), time(13, 30)).over(at("2026-05-04 13:30")) == at("2026-05-04 13:30")


class TestLunarCalendar:
    @pytest.mark.parametrize("row", table("tet_2018_2030.csv"), ids=lambda row: row["year"])
    def test_new_year_is_as_it_was_announced(self, row: dict[str, str]) -> None:
        assert str(new_year(int(row["year"]))) == row["mung_1"]
        eve = new_year(int(row["year"])) - timedelta(days=1)
        assert (date_of(LunarDay(int(row["year"]) - 1, 12, 30)) == eve) is (row["eve_is_lunar_day"] == "30")

    @pytest.mark.parametrize(
        ("year", "hanoi"),
        [
            (1968, "1968-01-29"),
            (1969, "1969-02-16"),
            (1985, "1985-01-21"),  # 20 February in China, a month later
            (2007, "2007-02-17"),  # 18 February in China
            (2030, "2030-02-02"),  # 3 February in China
        ],
    )
    def test_it_is_that_of_hanoi_where_china_differs(self, year: int, hanoi: str) -> None:
        assert str(new_year(year)) == hanoi

    @pytest.mark.parametrize(
        ("year", "day_off"), [(2018, "2018-04-25"), (2020, "2020-04-02"), (2023, "2023-04-29"), (2026, "2026-04-26")]
    )
    def test_a_leap_month_before_it_moves_gio_to(self, year: int, day_off: str) -> None:
        """2020 and 2023 have leap months; Giỗ Tổ is the tenth of the third."""
        assert str(date_of(LunarDay(year, 3, 10))) == day_off

    @LAW
    @given(st.integers(1968, 2049), st.integers(1, 11))
    def test_months_follow_each_other_by_29_or_30_days_or_a_leap_month_more(self, year: int, month: int) -> None:
        length = (date_of(LunarDay(year, month + 1, 1)) - date_of(LunarDay(year, month, 1))).days
        assert length in (29, 30, 58, 59, 60)
