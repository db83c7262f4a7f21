"""What a page says beside counts: followers, praise, the month before, quiet places."""

from dataclasses import replace

import pytest

from nhipcau.rules.allowance.lines import LineKind
from nhipcau.rules.checkins import Checkin
from nhipcau.rules.reports import Member, Praise, network_month, person_month, unit_month
from tests.rules.months import DONG_NAI, GROWING, SILENT, SMALL, a_line, in_june, member, month, news, reported, silence


class TestAPersonsPage:
    """Followers, praise and the month before."""

    def test_growth_is_since_the_month_before(self) -> None:
        now = member("CTV010", reported(4_500, reach=20_000))
        figures = person_month(in_june(now), now)
        assert (figures.followers, figures.growth, figures.reach) == (4_500, 1_500, 20_000)
        assert figures.before is not None and figures.before.items == 1

    @pytest.mark.parametrize("then", [None, member("CTV010", reported(None)), SILENT])
    def test_without_a_number_of_the_month_before_there_is_no_growth(self, then: Member | None) -> None:
        now = member("CTV010", reported(4_500))
        before = month(then) if then else None
        figures = person_month(replace(month(now), before=before), now)
        assert (figures.followers, figures.growth) == (4_500, None)

    def test_their_own_words_are_kept(self) -> None:
        now = member("CTV010", reported(None, highlight="Bếp ăn ca đêm."))
        figures = person_month(month(now), now)
        assert figures.took_part == {"vi": "Nhiều việc"}
        assert figures.highlight == "Bếp ăn ca đêm."

    @pytest.mark.parametrize(
        ("now", "praise"),
        [
            (member("CTV010", news(1, 1), news(2, 1), reported(4_500)), list(Praise)),
            (member("CTV010", news(1, 1), silence(2, excused=True)), [Praise.ALL_IN_TIME, Praise.NEWS_EVERY_WEEK]),
            (member("CTV010", news(1, 0), reported(4_499)), [Praise.ALL_IN_TIME]),
            (member("CTV010", news(1, 2, late=True)), [Praise.NEWS_EVERY_WEEK, Praise.MORE_THAN_BEFORE]),
            (member("CTV010", silence(1)), []),
            (member("CTV010", silence(1, excused=True)), []),  # on leave: nothing to praise, nothing to blame
            (
                member("CTV011", news(1, 2)),
                [Praise.ALL_IN_TIME, Praise.NEWS_EVERY_WEEK],
            ),  # more than nothing is no record
        ],
    )
    def test_praise_follows_rules_that_anyone_can_check(self, now: Member, praise: list[Praise]) -> None:
        assert list(person_month(in_june(now), now).praise) == praise


class TestFollowersOfAUnit:
    def test_growth_counts_only_pages_that_reported_twice(self) -> None:
        newly = member("CTV012", reported(90_000))
        figures = unit_month(in_june(member("CTV010", reported(3_900)), newly), DONG_NAI).followers
        assert (figures.pages, figures.total) == (2, 93_900)
        assert (figures.compared, figures.growth, figures.target) == (1, 900, 1_500)

    def test_campaign_work_is_counted_by_choice(self) -> None:
        figures = unit_month(month(member("A", reported(None)), member("B", reported(None, "none"))), DONG_NAI)
        assert [(share.names["vi"], share.people) for share in figures.campaign_work] == [
            ("Nhiều việc", 1),
            ("Chưa tham gia", 1),
        ]
        assert unit_month(SMALL, DONG_NAI).campaign_work == ()


class TestQuietPlaces:
    @pytest.mark.parametrize(
        ("checkins", "quiet"),
        [
            ([news(1, 1), news(2, 0)], False),
            ([news(1, 0), news(2, 0)], True),  # answers, and not one item
            ([news(1, 3), silence(2)], False),  # half of the answers came
            ([news(1, 3), silence(2), silence(3)], True),
            ([silence(1, excused=True)], False),  # nobody was asked
        ],
    )
    def test_are_those_to_ask_after(self, checkins: list[Checkin], quiet: bool) -> None:
        figures = network_month(month(member("CTV001", *checkins)))
        assert bool(figures.quiet) is quiet


class TestAmounts:
    def test_bonus_and_corrections_count_in_every_total(self) -> None:
        own = a_line("CTV010", 468_000)
        bonus = replace(own, kind=LineKind.BONUS, amount=500_000)
        correction = replace(own, kind=LineKind.ADJUSTMENT, amount=-68_000)
        facts = month(replace(GROWING, line=own, extras=(bonus, correction)))
        (person,) = facts.members
        network = network_month(facts)
        assert person_month(facts, person).amount == network.total == 900_000
        assert unit_month(facts, DONG_NAI).members[0].amount == network.units[0].amount == 900_000
        assert [(row.people, row.amount) for row in network.payers] == [(1, 900_000)]
