"""Several months together: stages, years, campaigns."""

from dataclasses import replace
from datetime import date

from nhipcau.rules.kernel import Month
from nhipcau.rules.reports import campaign_result, review, stage_months
from tests.rules.months import (
    CA_MAU,
    CAMPAIGN,
    DONG_NAI,
    FAR,
    GROWING,
    HEAD,
    SECOND,
    SMALL,
    in_june,
    member,
    month,
    reported,
)
from tests.rules.samples import MAY


class TestReviews:
    def test_targets_are_months_in_the_programme_times_1500(self) -> None:
        begun = {DONG_NAI: Month(2026, 4), CA_MAU: Month(2026, 6)}
        far = member("CTV020", reported(1_600), unit=CA_MAU)
        months = [month(GROWING, HEAD), in_june(member("CTV010", reported(4_400)), far)]
        found = review(months, begun)
        rows = {row.names["vi"].split()[-1]: row for row in found.units}
        assert [(row.months, row.target, row.followers, row.reached) for row in rows.values()] == [
            (3, 4_500, 4_400, False),
            (1, 1_500, 1_600, True),
        ]
        assert (found.target, found.followers) == (6_000, 6_000)
        assert (found.first, found.last, found.people) == (MAY, Month(2026, 6), 3)

    def test_the_months_add_up_to_the_review(self) -> None:
        found = review([month(HEAD, SECOND), in_june(FAR)], {})
        assert found.items == sum(row.items for row in found.months) == 6
        assert found.tally.asked == sum(row.tally.asked for row in found.months)
        assert found.amount == 702_000 + 468_000 + 468_000
        assert [row.months for row in found.units] == [2, 2]

    def test_a_unit_of_later_owes_nothing_yet(self) -> None:
        (row,) = review([month(HEAD)], {DONG_NAI: Month(2027, 1)}).units
        assert (row.months, row.target, row.reached) == (0, 0, True)

    def test_a_stage_may_cross_the_year(self) -> None:
        assert [str(each) for each in stage_months(Month(2026, 11), 3)] == ["2026-11", "2026-12", "2027-01"]

    def test_a_campaign_comes_to_what_was_sent_in_its_weeks(self) -> None:
        short = replace(CAMPAIGN, last=date(2026, 5, 10))
        found = campaign_result([replace(SMALL, campaigns=(short,))], "cong_nhan")
        assert (found.items, found.units, found.units_with_items) == (5, 2, 2)
