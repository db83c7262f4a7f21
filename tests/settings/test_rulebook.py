"""What the config in this repository says, read as the network reads it."""

from datetime import date, datetime, time
from fractions import Fraction
from pathlib import Path

import pytest

from nhipcau.rules.allowance.policy import PaidBy
from nhipcau.rules.cadence import RoundPlan, rounds
from nhipcau.rules.calendar import DayRule
from nhipcau.rules.campaigns import kick_off_moment, running
from nhipcau.rules.forms import Chose, Said, begin, step
from nhipcau.rules.kernel import Month, Refused, Span
from nhipcau.rules.ladder import Reminded
from nhipcau.settings.load import load_rulebook
from nhipcau.settings.rulebook import Rulebook

# Nghị quyết 202/2025/QH15, in the order of the codes of Quyết định 19/2025/QĐ-TTg; Đồng Nai is a city since 30/4/2026.
CITIES = {"Hà Nội", "Hải Phòng", "Huế", "Đà Nẵng", "Đồng Nai", "Hồ Chí Minh", "Cần Thơ"}
PROVINCES = """Hà Nội, Cao Bằng, Tuyên Quang, Điện Biên, Lai Châu, Sơn La, Lào Cai, Thái Nguyên, Lạng Sơn, Quảng Ninh,
Bắc Ninh, Phú Thọ, Hải Phòng, Hưng Yên, Ninh Bình, Thanh Hóa, Nghệ An, Hà Tĩnh, Quảng Trị, Huế, Đà Nẵng, Quảng Ngãi,
Gia Lai, Khánh Hòa, Đắk Lắk, Lâm Đồng, Đồng Nai, Hồ Chí Minh, Tây Ninh, Đồng Tháp, Vĩnh Long, An Giang, Cần Thơ,
Cà Mau"""

CONFIG = Path(__file__).parents[2] / "config"


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load_rulebook(CONFIG)


def at(book: Rulebook, year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return book.calendar.at(date(year, month, day), time(hour, minute))


def moments(plan: RoundPlan, to: Reminded) -> list[datetime]:
    return [step.at for step in plan.reminders if step.to is to]


class TestUnits:
    def test_36_units_have_collaborators_today(self, book: Rulebook) -> None:
        today = [u for u in book.units.values() if u.span.covers(date(2026, 5, 1)) and u.code != book.network.root]
        assert len(today) == 36
        assert all(unit.parent == book.network.root for unit in today)

    def test_34_of_them_are_the_federations_of_the_provinces_and_cities(self, book: Rulebook) -> None:
        today = [u.names["vi"] for u in book.units.values() if u.code.startswith("ld_") and u.span.last is None]
        kinds = [("thành phố" if name in CITIES else "tỉnh", name) for name in " ".join(PROVINCES.split()).split(", ")]
        assert today == [f"Liên đoàn Lao động {kind} {name}" for kind, name in kinds]
        assert len(today) == 34

    def test_bac_giang_went_to_bac_ninh_with_june_2025(self, book: Rulebook) -> None:
        old = book.units["ld_bac_giang"]
        assert (old.span.last, old.successor) == (date(2025, 6, 30), "ld_bac_ninh")

    def test_the_old_vinh_long_is_another_unit_than_the_new_one(self, book: Rulebook) -> None:
        assert book.units["ld_vinh_long_cu"].successor == "ld_vinh_long"
        assert book.units["ld_vinh_long_cu"].names == book.units["ld_vinh_long"].names

    def test_the_public_service_union_ended_without_a_successor(self, book: Rulebook) -> None:
        ended = book.units["cd_vien_chuc"]
        assert (ended.span.last, ended.successor) == (date(2025, 6, 15), None)

    def test_lists_begin_with_the_confederation_and_ha_noi(self, book: Rulebook) -> None:
        assert list(book.unit_order)[:2] == ["tld", "ld_ha_noi"]

    def test_levels_are_ranked_from_the_highest(self, book: Rulebook) -> None:
        assert sorted(book.levels, key=lambda code: book.levels[code].rank) == ["national", "provincial", "grassroots"]


class TestRoundsOfMay2026:
    def test_four_weeks_from_04_05_to_31_05(self, book: Rulebook) -> None:
        plans = [
            plan
            for plan in rounds(
                book.programmes["weekly_checkin"], book.calendar, at(book, 2026, 4, 1), at(book, 2026, 7, 1)
            )
            if plan.month == Month(2026, 5)
        ]
        assert [(plan.first_day.day, plan.last_day.day) for plan in plans] == [(4, 10), (11, 17), (18, 24), (25, 31)]
        assert plans[0].opens_at == at(book, 2026, 5, 4, 8)
        assert plans[0].due_at == at(book, 2026, 5, 10, 12)
        assert plans[0].closes_at == at(book, 2026, 5, 10, 21)

    def test_one_monthly_report_due_on_5_june(self, book: Rulebook) -> None:
        plans = list(
            rounds(book.programmes["monthly_report"], book.calendar, at(book, 2026, 5, 4), at(book, 2026, 6, 1))
        )
        assert [plan.period for plan in plans] == ["2026-05"]
        assert plans[0].opens_at == at(book, 2026, 5, 28, 8)
        assert moments(plans[0], Reminded.PERSON) == [at(book, 2026, 6, 2, 9), at(book, 2026, 6, 4, 9)]
        assert plans[0].due_at == plans[0].closes_at == at(book, 2026, 6, 5, 17)

    def test_one_declaration_opens_on_30_may(self, book: Rulebook) -> None:
        plans = list(rounds(book.programmes["eligibility"], book.calendar, at(book, 2026, 5, 4), at(book, 2026, 6, 1)))
        assert [plan.opens_at for plan in plans] == [at(book, 2026, 5, 30, 8)]
        assert moments(plans[0], Reminded.PERSON) == [at(book, 2026, 6, 1, 14), at(book, 2026, 6, 3, 9)]

    def test_the_deadline_of_august_moves_past_a_weekend(self, book: Rulebook) -> None:
        plans = list(
            rounds(book.programmes["monthly_report"], book.calendar, at(book, 2026, 8, 1), at(book, 2026, 9, 1))
        )
        assert plans[0].due_at == at(book, 2026, 9, 7, 17)


class TestCampaigns:
    def test_tet_2027_is_dated_from_lunar_new_year(self, book: Rulebook) -> None:
        tet = book.campaigns["tet_sum_vay_2027"]
        assert tet.first == DayRule(new_year_of=2027, offset=-30)
        assert tet.window(book.calendar) == Span(date(2027, 1, 7), date(2027, 2, 15))

    @pytest.mark.parametrize(
        ("key", "moment"),
        [
            ("thang_cong_nhan_2026", (2026, 5, 4, 8, 30)),  # 30 April and 1 May are holidays, then a weekend
            ("thang_atvsld_2026", (2026, 5, 4, 9, 30)),
            ("cong_doan_97_nam_2026", (2026, 7, 1, 8, 30)),
            ("tet_sum_vay_2027", (2027, 1, 7, 8, 30)),
        ],
    )
    def test_kick_offs(self, book: Rulebook, key: str, moment: tuple[int, int, int, int, int]) -> None:
        assert kick_off_moment(book.campaigns[key], book.calendar) == at(book, *moment)

    def test_the_campaigns_of_the_past_announce_nothing(self, book: Rulebook) -> None:
        past = [c for c in book.campaigns.values() if c.window(book.calendar).first.year < 2026]
        assert len(past) == 5
        assert all(kick_off_moment(campaign, book.calendar) is None for campaign in past)

    def test_two_campaigns_run_in_may_2026(self, book: Rulebook) -> None:
        now = running(book.campaigns.values(), book.calendar, Month(2026, 5).span)
        assert [campaign.key for campaign in now] == ["thang_atvsld_2026", "thang_cong_nhan_2026"]


class TestCalendar:
    def test_tet_of_2030_is_the_vietnamese_one(self, book: Rulebook) -> None:
        assert book.calendar.new_years[2030] == date(2030, 2, 2)

    def test_a_swapped_saturday_is_worked(self, book: Rulebook) -> None:
        assert book.calendar.is_working(date(2026, 8, 22))
        assert not book.calendar.is_working(date(2026, 8, 31))

    def test_24_november_is_off_from_2026(self, book: Rulebook) -> None:
        assert book.calendar.is_working(date(2025, 11, 24))
        assert not book.calendar.is_working(date(2026, 11, 24))


class TestPolicy:
    @pytest.mark.parametrize(
        ("month", "amount"),
        [("2018-06", 1300000), ("2018-07", 1390000), ("2023-06", 1490000), ("2026-06", 2340000), ("2026-07", 2530000)],
    )
    def test_base_salary_by_month(self, book: Rulebook, month: str, amount: int) -> None:
        assert book.policy.base_for(Month.parse(month)).amount == amount

    def test_before_july_2013_no_base_is_known(self, book: Rulebook) -> None:
        with pytest.raises(Refused):
            book.policy.base_for(Month(2013, 6))

    def test_rates_and_payers(self, book: Rulebook) -> None:
        may = Month(2026, 5)
        national, provincial = book.policy.rate_for("national", may), book.policy.rate_for("provincial", may)
        assert national is not None and (national.coefficient, national.payer) == (Fraction(3, 10), PaidBy.NETWORK)
        assert provincial is not None and (provincial.coefficient, provincial.payer) == (Fraction(2, 10), PaidBy.UNIT)
        assert book.policy.rate_for("grassroots", may) is None
        assert book.policy.network_payer == "tld"

    def test_reasons_begin_with_their_ruling(self, book: Rulebook) -> None:
        assert {key.partition("_")[0] for key in book.review_reasons} == {"granted", "refused"}
        assert all(len(key) <= 20 for key in book.review_reasons)


class TestForms:
    def test_days_away_are_asked_only_of_those_who_were_away(self, book: Rulebook) -> None:
        form = book.forms["eligibility"]
        asked = step(form, begin(form), Said("không")).draft
        assert step(form, asked, Said("có")).draft.step == "paid_elsewhere"
        assert step(form, asked, Said("không")).draft.step == "away_days"

    def test_a_week_without_news_is_one_tap_and_one_more(self, book: Rulebook) -> None:
        form = book.forms["weekly_checkin"]
        turn = step(form, begin(form), Chose("items", "skip"))
        turn = step(form, turn.draft, Chose("note", "skip"))
        assert turn.draft.answers == {"items": None, "note": None}
        assert turn.draft.step == "review"


class TestRest:
    def test_finance_has_a_book_of_its_own(self, book: Rulebook) -> None:
        assert [name for name, tab in book.tabs.items() if tab.book == "finance"] == [
            "approvals",
            "allowances",
            "disputes",
            "accounts",
        ]

    def test_a_month_takes_an_accountant_and_an_approver(self, book: Rulebook) -> None:
        assert book.permissions["check_month"] == book.permissions["pay_month"] == {"accountant"}
        assert book.permissions["approve_month"] == {"approver"}
        assert book.permissions["close_month"] == book.permissions["reopen_month"] == {"accountant", "approver"}

    def test_messages_leave_at_25_a_second(self, book: Rulebook) -> None:
        assert (book.pace.per_second, book.pace.per_chat_seconds, book.pace.lease.seconds) == (25, 1, 60)
