"""The figures of a month: by hand for a small one, and in agreement with each other for any."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhipcau.rules.checkins import Checkin, Standing, Tally
from nhipcau.rules.reports import (
    Member,
    MonthFacts,
    NetworkMonth,
    UnitMonth,
    items_of,
    network_month,
    person_month,
    unit_month,
    units_of,
    weeks_met,
)
from tests.rules.months import (
    CA_MAU,
    DONG_NAI,
    HEAD,
    SMALL,
    WEEKS,
    a_line,
    member,
    month,
    monthly,
    news,
    silence,
)
from tests.rules.samples import LAW, a_checkin


class TestAPersonsMonth:
    def test_by_hand(self) -> None:
        figures = person_month(SMALL, HEAD)
        assert figures.tally == Tally(asked=5, in_time=3, late=1, never=1)
        assert (figures.tally.percent_answered, figures.items) == (80, 4)
        assert figures.unit["vi"] == "Liên đoàn Lao động thành phố Đồng Nai"
        assert figures.level["vi"] == "Cấp Tổng Liên đoàn"
        assert figures.payer is not None and figures.payer["vi"] == "Tổng Liên đoàn Lao động Việt Nam"

    def test_rounds_come_in_the_order_in_which_they_opened(self) -> None:
        rows = person_month(SMALL, HEAD).rounds
        assert [row.period for row in rows] == ["2026-W19", "2026-W20", "2026-W21", "2026-W22", "2026-05"]
        assert [row.standing for row in rows] == [
            Standing.IN_TIME,
            Standing.IN_TIME,
            Standing.LATE,
            Standing.NEVER,
            Standing.IN_TIME,
        ]
        assert [len(row.items) for row in rows] == [3, 1, 0, 0, 0]
        assert rows[-1].title["vi"] == "Báo cáo tháng"

    def test_before_the_close_there_is_no_line_and_no_payer(self) -> None:
        figures = person_month(month(member("CTV001"), final=False), member("CTV001"))
        assert (figures.line, figures.payer, figures.final, figures.tally) == (None, None, False, Tally())


class TestAUnitsMonth:
    def test_by_hand(self) -> None:
        figures = unit_month(SMALL, DONG_NAI)
        assert figures.tally == Tally(asked=8, in_time=4, late=2, excused=1, never=2)
        assert (figures.items, figures.weeks_met, figures.weeks) == (4, 2, 4)
        assert [(row.code, row.items, row.amount) for row in figures.members] == [
            ("CTV001", 4, 702_000),
            ("CTV002", 0, 468_000),
            ("CTV003", 0, 0),
        ]
        assert [(row.names["vi"].split()[0], row.people, row.amount) for row in figures.payers] == [
            ("Tổng", 1, 702_000),
            ("Liên", 1, 468_000),  # a line of nothing is nobody paid
        ]

    def test_each_round_has_its_own_figures(self) -> None:
        rows = {
            row.period: (row.tally.asked, row.tally.answered, row.items) for row in unit_month(SMALL, DONG_NAI).rounds
        }
        assert rows == {
            "2026-W19": (2, 2, 3),
            "2026-W20": (1, 1, 1),  # one of the two was on leave
            "2026-W21": (2, 1, 0),
            "2026-W22": (1, 0, 0),
            "2026-05": (2, 2, 0),
        }


class TestTheNetworksMonth:
    def test_by_hand(self) -> None:
        figures = network_month(SMALL)
        assert [(row.code, row.people, row.items, row.weeks_met, row.weeks, row.amount) for row in figures.units] == [
            (DONG_NAI, 3, 4, 2, 4, 1_170_000),
            (CA_MAU, 1, 2, 1, 2, 468_000),
        ]
        assert (figures.people, figures.items, figures.total) == (4, 6, 1_638_000)
        assert figures.tally == Tally(asked=10, in_time=6, late=2, excused=1, never=2)
        assert [(row.people, row.amount) for row in figures.payers] == [(1, 702_000), (1, 468_000), (1, 468_000)]

    def test_of_nobody_is_empty(self) -> None:
        figures = network_month(month())
        assert (figures.people, figures.total, figures.units, figures.rounds) == (0, 0, (), ())
        assert figures.tally.percent_answered is None


class TestWeeklyQuota:
    @pytest.mark.parametrize(
        ("checkins", "met"),
        [
            ([news(1, 3), news(2, 0)], (1, 2)),  # T24: a good week lends nothing to the next
            ([news(1, 1), news(2, 1), news(3, 1), news(4, 1)], (4, 4)),
            ([news(1, 0), news(1, 1), silence(2), news(2, 2)], (2, 2)),  # one member is enough
            ([silence(1), silence(2)], (0, 2)),
            ([news(1, 1, late=True)], (1, 1)),  # late news is news
            ([monthly()], (0, 0)),  # a monthly round is no week
            ([], (0, 0)),
        ],
    )
    def test_is_met_week_by_week(self, checkins: list[Checkin], met: tuple[int, int]) -> None:
        assert weeks_met(checkins) == met


class TestItems:
    @pytest.mark.parametrize(
        ("answers", "items"),
        [
            ({"items": ("https://a.vn", "https://b.vn"), "note": "https://c.vn"}, 2),  # a note is no item
            ({"items": None}, 0),
            ({"items": ("https://a.vn",), "more": ("https://b.vn",)}, 2),
            ({"pages": ("https://facebook.com/a", "1200")}, 0),  # a page and its followers
            ({"themes": ("wages", "meals"), "photos": ("AgACAgUAAx",)}, 0),  # several choices, photos
            ({}, 0),
        ],
    )
    def test_are_the_links_of_what_was_sent(self, answers: dict[str, object], items: int) -> None:
        assert len(items_of(a_checkin(WEEKS[0], "2026-05-08 09:00", answers))) == items

    def test_a_draft_counts_nothing(self) -> None:
        assert items_of(a_checkin(WEEKS[0])) == ()


CHECKINS = st.one_of(
    st.builds(news, st.integers(1, 4), st.integers(0, 3), st.booleans()),
    st.builds(silence, st.integers(1, 4), st.booleans()),
    st.builds(monthly, st.booleans()),
)


def build_month(people: list[tuple[str, str, int | None, list[Checkin]]]) -> MonthFacts:
    members = []
    for number, (unit, level, share, checkins) in enumerate(sorted(people, key=lambda row: row[0])):
        code = f"CTV{number:03}"
        full = 702_000 if level == "national" else 468_000
        line = None if share is None else a_line(code, full * share // 2, unit, level)
        members.append(Member(code, code, unit, level, tuple(checkins), line))
    return month(*members)


A_MONTH = st.builds(
    build_month,
    st.lists(
        st.tuples(
            st.sampled_from([DONG_NAI, CA_MAU, "cd_xay_dung"]),
            st.sampled_from(["national", "provincial"]),
            st.sampled_from([None, 0, 1, 2]),
            st.lists(CHECKINS, max_size=4, unique_by=lambda checkin: checkin.id),
        ),
        max_size=6,
    ),
)
TRIED = settings(LAW, max_examples=50)
COUNTS = ("asked", "in_time", "late", "excused", "never", "open", "answered")


class TestAgreement:
    """What a person, a unit and the network read of one month."""

    @TRIED
    @given(A_MONTH)
    def test_members_add_up_to_their_unit(self, facts: MonthFacts) -> None:
        for unit in units_of(facts):
            figures = unit_month(facts, unit)
            people = [person_month(facts, each) for each in facts.members if each.unit == unit]
            assert [row.code for row in figures.members] == [person.code for person in people]
            assert [(row.tally, row.items) for row in figures.members] == [(p.tally, p.items) for p in people]
            self._tallies_add_up([p.tally for p in people], figures.tally)
            assert sum(p.items for p in people) == figures.items
            assert sum(p.line.amount for p in people if p.line) == sum(payer.amount for payer in figures.payers)

    @TRIED
    @given(A_MONTH)
    def test_units_add_up_to_the_network(self, facts: MonthFacts) -> None:
        network = network_month(facts)
        pages = [unit_month(facts, unit) for unit in units_of(facts)]
        self._rows_are_the_pages(network, pages)
        self._tallies_add_up([page.tally for page in pages], network.tally)
        assert sum(row.people for row in network.units) == network.people == len(facts.members)
        assert sum(row.items for row in network.units) == network.items
        assert sum(row.amount for row in network.units) == network.total

    @TRIED
    @given(A_MONTH)
    def test_payers_add_up_to_the_total(self, facts: MonthFacts) -> None:
        network = network_month(facts)
        assert sum(payer.amount for payer in network.payers) == network.total
        paid = [each for each in facts.members if each.line and each.line.amount]
        assert sum(payer.people for payer in network.payers) == len(paid)

    @TRIED
    @given(A_MONTH)
    def test_rounds_add_up_to_the_month(self, facts: MonthFacts) -> None:
        network = network_month(facts)
        self._tallies_add_up([row.tally for row in network.rounds], network.tally)
        assert sum(row.items for row in network.rounds) == network.items
        assert len({row.period for row in network.rounds}) == len(network.rounds)

    @staticmethod
    def _tallies_add_up(parts: list[Tally], whole: Tally) -> None:
        for count in COUNTS:
            assert sum(getattr(part, count) for part in parts) == getattr(whole, count)

    @staticmethod
    def _rows_are_the_pages(network: NetworkMonth, pages: list[UnitMonth]) -> None:
        rows = [(row.code, row.tally, row.items, row.weeks_met, row.weeks) for row in network.units]
        assert rows == [(page.code, page.tally, page.items, page.weeks_met, page.weeks) for page in pages]
