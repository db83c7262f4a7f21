"""Campaigns: their windows, when they are announced, and which of them run."""

from dataclasses import replace
from datetime import date, time, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.rules import campaigns
from nhipcau.rules.amendments import Amendment, amended
from nhipcau.rules.cadence import slots_of_round
from nhipcau.rules.calendar import DayRule, Landing
from nhipcau.rules.campaigns import Campaign, Counted, DayMoment, End, KickOff, Result, kick_off_moment, running
from nhipcau.rules.kernel import Month, Span
from nhipcau.rules.ladder import Rung
from tests.rules.samples import DAYS, LAW, a_round, at, book, day, span

WORKERS_MONTH = book().campaigns["thang_cong_nhan_2026"]
TET_2027 = book().campaigns["tet_sum_vay_2027"]


class TestWindow:
    def test_is_the_days_that_config_gives(self) -> None:
        assert WORKERS_MONTH.window(book().calendar) == span("2026-05-01", "2026-05-31")

    def test_of_tet_follows_lunar_new_year(self) -> None:
        assert TET_2027.window(book().calendar) == span("2027-01-07", "2027-02-15")

    @pytest.mark.parametrize(
        ("year", "window"),
        [
            (2026, span("2026-01-18", "2026-02-26")),
            (2028, span("2027-12-27", "2028-02-04")),  # begins in the year before
            (2030, span("2030-01-03", "2030-02-11")),  # by the Vietnamese calendar, a day before the Chinese
        ],
    )
    def test_of_another_tet_needs_only_the_year(self, year: int, window: Span) -> None:
        first, last = DayRule(new_year_of=year, offset=-30), DayRule(new_year_of=year, offset=9)
        assert replace(TET_2027, first=first, last=last).window(book().calendar) == window


def announced(first: str, landing: Landing, offset: int = 0) -> str:
    kick_off = KickOff(offset, time(8, 30), landing)
    campaign = replace(WORKERS_MONTH, first=DayRule(day(first)), kick_off=kick_off)
    return f"{kick_off_moment(campaign, book().calendar):%a %Y-%m-%d %H:%M}"


class TestKickOff:
    @pytest.mark.parametrize(
        ("first", "landing", "offset", "moment"),
        [
            ("2026-05-01", Landing.AFTER, 0, "Mon 2026-05-04 08:30"),  # Labour Day is a Friday, then a weekend
            ("2026-05-01", Landing.BEFORE, 0, "Wed 2026-04-29 08:30"),  # 30 April is a holiday as well
            ("2026-05-01", Landing.KEEP, 0, "Fri 2026-05-01 08:30"),
            ("2026-05-01", Landing.AFTER, 4, "Tue 2026-05-05 08:30"),
            ("2027-02-06", Landing.AFTER, 0, "Thu 2027-02-11 08:30"),  # past the whole of Tết
            ("2027-02-06", Landing.AFTER, -3, "Wed 2027-02-03 08:30"),  # the last working day before it
            ("2026-08-22", Landing.AFTER, 0, "Sat 2026-08-22 08:30"),  # a Saturday that is worked
        ],
    )
    def test_lands_on_a_working_day(self, first: str, landing: Landing, offset: int, moment: str) -> None:
        assert announced(first, landing, offset) == moment

    def test_of_workers_month_2026_is_monday_morning(self) -> None:
        assert kick_off_moment(WORKERS_MONTH, book().calendar) == at("2026-05-04 08:30")

    def test_a_campaign_of_the_past_is_kept_and_not_announced(self) -> None:
        assert kick_off_moment(book().campaigns["tet_giap_thin_2024"], book().calendar) is None


class TestAmended:
    def test_what_is_counted_from_an_end_moves_with_it(self) -> None:
        wish = Amendment(TET_2027.key, "last", "2027-02-22", "CB01", at("2026-12-01"))
        (before,), (after,) = (
            campaigns.result_plans(campaign, book().calendar)
            for campaign in (TET_2027, amended(TET_2027, [wish], book().calendar))
        )
        assert [f"{plan.closes_at:%d/%m %H:%M}" for plan in (before, after)] == ["22/02 17:00", "01/03 17:00"]

    def test_an_announcement_is_at_the_very_moment_that_was_wished_whatever_the_first_day(self) -> None:
        wishes = [
            Amendment(TET_2027.key, what, value, "CB01", at("2026-12-01"))
            for what, value in (("kick_off", "2027-01-10 19:30"), ("first", "2027-01-09"))
        ]
        for order in permutations(wishes):
            campaign = amended(TET_2027, order, book().calendar)
            assert kick_off_moment(campaign, book().calendar) == at("2027-01-10 19:30")  # a Sunday


TET_BREAK = span("2027-02-04", "2027-02-10")


def tet_2027() -> list[str]:
    """Every due moment of the campaign, in order."""
    plans = campaigns.result_plans(TET_2027, book().calendar)
    window = at("2027-01-01"), at("2027-04-01")
    slots = [
        *campaigns.slots([TET_2027], book().calendar, book().late, *window),
        *(slot for plan in plans for slot in slots_of_round(plan, book().late)),
    ]
    return [f"{slot.due_at:%a %Y-%m-%d %H:%M} {slot.kind.value}" for slot in sorted(slots, key=lambda s: s.due_at)]


class TestTet2027:
    """Planned from config alone: from the day of lunar New Year and the days off that were decided."""

    def test_every_moment_is_on_the_right_day(self) -> None:
        assert tet_2027() == [
            "Thu 2027-01-07 08:30 kick_off",
            "Tue 2027-02-02 08:30 open_round",
            "Thu 2027-02-11 09:00 remind",  # Sunday 7 February is in the break
            "Mon 2027-02-15 09:00 remind",
            "Mon 2027-02-22 17:00 close_round",
        ]

    def test_nothing_falls_into_the_break(self) -> None:
        assert not any(TET_BREAK.covers(date.fromisoformat(line.split()[1])) for line in tet_2027())

    def test_unless_the_campaign_says_so(self) -> None:
        (result,) = TET_2027.results
        greeting = DayMoment(Counted(End.LAST, days=-9), time(9), Landing.KEEP)  # mùng 1
        campaign = replace(TET_2027, results=(replace(result, reminders=(Rung(greeting),)),))
        (plan,) = campaigns.result_plans(campaign, book().calendar)
        assert [step.at for step in plan.reminders] == [at("2027-02-06 09:00")]

    def test_the_round_belongs_to_the_campaign_and_to_the_month_in_which_it_closes(self) -> None:
        plan, audience = book().asked("tet_sum_vay_2027/wrap_up")
        assert (plan.form, str(plan.month), plan.first_day) == ("campaign_result", "2027-02", day("2027-01-07"))
        assert audience == TET_2027.audience


class TestStages:
    """A staged roll-out: four stages of three months, each with its review."""

    def test_each_stage_is_reviewed_when_its_three_months_are_over(self) -> None:
        first = DayRule(day("2026-01-31"))

        def after(months: int, days: int) -> DayMoment:
            return DayMoment(Counted(End.FIRST, months, days), time(9), Landing.AFTER)

        stages = tuple(
            Result(f"stage_{n}", "campaign_result", after(3 * n, -5), (), after(3 * n, 0), after(3 * n, 5))
            for n in range(1, 5)
        )
        campaign = replace(WORKERS_MONTH, first=first, last=replace(first, months=12), results=stages)
        plans = campaigns.result_rounds([campaign], book().calendar, at("2026-01-01"), at("2027-12-31"))
        assert [(plan.period, f"{plan.due_at:%Y-%m-%d}") for plan in plans] == [
            ("stage_1", "2026-05-04"),  # 30 April and 1 May are days off, then a weekend
            ("stage_2", "2026-07-31"),
            ("stage_3", "2026-11-02"),
            ("stage_4", "2027-02-01"),
        ]


def planned(start: str, until: str) -> list[str]:
    slots = campaigns.slots(book().campaigns.values(), book().calendar, book().late, at(start), at(until))
    return sorted(slot.key for slot in slots)


class TestSlots:
    @pytest.mark.parametrize(
        ("start", "until", "keys"),
        [
            ("2026-05-01", "2026-05-04 08:30", []),  # the end of a window is not in it
            ("2026-05-01", "2026-05-04 08:31", ["kick_off:thang_cong_nhan_2026"]),
            ("2026-05-04 08:30", "2026-05-05", ["kick_off:thang_atvsld_2026", "kick_off:thang_cong_nhan_2026"]),
            ("2026-05-04 10:00", "2026-06-30", []),
            ("2024-01-01", "2024-12-31", []),  # records of the past send nothing
        ],
    )
    def test_are_the_kick_offs_of_the_window(self, start: str, until: str, keys: list[str]) -> None:
        assert planned(start, until) == keys

    def test_changing_the_kit_makes_another_version_of_the_same_slot(self) -> None:
        def slot(campaign: Campaign) -> tuple[str, str]:
            (found,) = campaigns.slots([campaign], book().calendar, book().late, at("2026-05-01"), at("2026-06-01"))
            return found.key, found.version

        (key, version), (same_key, other) = slot(WORKERS_MONTH), slot(replace(WORKERS_MONTH, kit=()))
        assert key == same_key and version != other


ROLL_OUT = book().campaigns["nhan_rong_trang_nhom_2026"]
JOINED = ("dong_nai", "ho_chi_minh ha_tinh hai_phong", "ha_noi hue", "phu_tho")
"""The units of the pilot's four stages (Đề án, V.2.2), as they are called now."""


class TestRollOut:
    """Four stages of three months: each ends with a round for the units that take part by then."""

    def test_every_stage_ends_three_months_after_the_one_before(self) -> None:
        plans = campaigns.result_plans(ROLL_OUT, book().calendar)
        assert [f"{plan.period} {plan.opens_at:%a %d/%m/%Y} {plan.due_at:%a %d/%m/%Y}" for plan in plans] == [
            "stage_1 Thu 24/09/2026 Mon 05/10/2026",  # Sunday 4 October is no day for a deadline
            "stage_2 Fri 25/12/2026 Mon 04/01/2027",
            "stage_3 Thu 25/03/2027 Mon 05/04/2027",
            "stage_4 Thu 24/06/2027 Mon 05/07/2027",
        ]

    def test_every_stage_asks_the_units_that_joined_by_then(self) -> None:
        joined = [f"ld_{unit}" for units in JOINED for unit in units.split()]
        asked = [book().asked(f"{ROLL_OUT.key}/stage_{number}")[1].units for number in (1, 2, 3, 4)]
        assert asked == [frozenset(joined[:count]) for count in (1, 4, 6, 7)]

    def test_a_stage_that_names_no_units_asks_whom_the_campaign_tells(self) -> None:
        assert ROLL_OUT.asked("stage_4") == ROLL_OUT.audience

    def test_a_stage_is_called_by_its_own_name(self) -> None:
        assert book().called(ROLL_OUT.key, "stage_2")["vi"] == "Nhân rộng trang, nhóm, giai đoạn 2"
        assert book().called(TET_2027.key, "wrap_up")["vi"] == "Tết Sum vầy Đinh Mùi năm 2027"

    def test_who_is_asked_for_results_reads_of_which_campaign_and_stage(self) -> None:
        asked = a_round("stage_2", ROLL_OUT.key)
        assert book().form_of(asked).title["vi"] == "Kết quả chiến dịch: Nhân rộng trang, nhóm, giai đoạn 2"

    def test_the_stages_move_with_the_first_day(self) -> None:
        moved = replace(ROLL_OUT, first=DayRule(day("2026-08-03")))
        dues = [f"{plan.due_at:%d/%m/%Y}" for plan in campaigns.result_plans(moved, book().calendar)]
        assert dues == ["06/11/2026", "11/02/2027", "06/05/2027", "06/08/2027"]  # 6 February is lunar New Year

    def test_no_moment_falls_into_the_break_of_tet(self) -> None:
        plans = campaigns.result_plans(ROLL_OUT, book().calendar)
        days = [slot.due_at.date() for plan in plans for slot in slots_of_round(plan, book().late)]
        assert [each for each in days if TET_BREAK.covers(each)] == []


class TestRunning:
    @pytest.mark.parametrize(
        ("month", "keys"),
        [
            ("2026-04", []),
            ("2026-05", ["thang_atvsld_2026", "thang_cong_nhan_2026"]),  # of one first day, by key
            ("2027-01", ["nhan_rong_trang_nhom_2026", "tet_sum_vay_2027"]),
            ("2027-02", ["nhan_rong_trang_nhom_2026", "tet_sum_vay_2027"]),
            ("2027-07", []),
            ("2020-07", ["dien_hinh_tien_tien_2020", "cong_doan_91_nam_2020"]),  # by first day
        ],
    )
    def test_are_those_whose_days_touch_the_month_by_first_day(self, month: str, keys: list[str]) -> None:
        found = running(book().campaigns.values(), book().calendar, Month.parse(month).span)
        assert [campaign.key for campaign in found] == keys

    def test_do_not_depend_on_the_order_of_files(self) -> None:
        some = [campaign for campaign in book().campaigns.values() if campaign.key.startswith("thang")]
        found = {
            tuple(c.key for c in running(order, book().calendar, span("2020-01-01"))) for order in permutations(some)
        }
        assert len(found) == 1

    @LAW
    @given(DAYS, st.integers(0, 60), DAYS)
    def test_a_campaign_runs_on_the_days_of_its_window_and_on_no_other(
        self, first: date, length: int, when: date
    ) -> None:
        last = first + timedelta(days=length)
        campaign = replace(WORKERS_MONTH, first=DayRule(first), last=DayRule(last))
        found = running([campaign], book().calendar, Span(when, when))
        assert bool(found) == (first <= when <= last)
