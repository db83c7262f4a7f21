"""Payment lists: one for each payer, adding up to the đồng; and what keeps a month from costing its ceiling."""

import pytest

from nhipcau.rules.allowance.choices import MonthRule
from nhipcau.rules.allowance.facts import Declaration, PersonFacts
from nhipcau.rules.allowance.lists import ceiling, differences, payment_lists, total
from tests.rules.allowance.samples import GRANTED, REFUSED, assessed, facts, policy
from tests.rules.samples import away, book, held

LOCALITY = (
    facts(held("national", "2018-01-01"), code="CTV001"),
    *(facts(held("provincial", "2018-01-01"), code=f"CTV00{number}") for number in range(2, 6)),
)


class TestLists:
    @pytest.mark.parametrize(
        ("month", "national", "provincial", "together", "words"),
        [
            ("2026-11", 759_000, 2_024_000, 2_783_000, "Hai triệu không trăm hai mươi bốn nghìn đồng"),
            ("2018-07", 417_000, 1_112_000, 1_529_000, "Một triệu một trăm mười hai nghìn đồng"),
        ],
    )
    def test_of_one_locality_of_five(
        self, month: str, national: int, provincial: int, together: int, words: str
    ) -> None:
        """T04: one at the national level, paid by the confederation, four at the provincial, paid by their own."""
        assessment = assessed(month, *LOCALITY)
        lists = payment_lists(assessment, book().units, "linh")
        assert [(each.payer, len(each.lines), each.total) for each in lists] == [
            ("tld", 1, national),
            ("ld_dong_nai", 4, provincial),
        ]
        assert lists[1].words == words
        assert total(assessment) == ceiling(assessment) == together

    def test_when_all_five_are_national_the_confederation_pays_them_all(self) -> None:
        (only,) = payment_lists(
            assessed("2026-11", *(facts(held("national"), code=f"CTV00{n}") for n in range(5))), book().units, "linh"
        )
        assert (only.payer, only.total) == ("tld", 3_795_000)

    def test_the_whole_network_of_may_2026(self) -> None:
        """36 units of five: 92.664.000 before anything happens."""
        units = [u.code for u in book().units.values() if u.parent == "tld" and u.span.last is None]
        levels = ("national", *["provincial"] * 4)
        people = [facts(held(level, unit=unit), code=f"{unit}-{n}") for unit in units for n, level in enumerate(levels)]
        assessment = assessed("2026-05", *people)
        assert (len(units), ceiling(assessment), total(assessment)) == (36, 92_664_000, 92_664_000)
        lists = payment_lists(assessment, book().units, "linh")
        assert len(lists) == 37 and sum(each.total for each in lists) == 92_664_000

    def test_lines_of_nothing_are_listed_too_so_that_nobody_wonders(self) -> None:
        (only,) = payment_lists(assessed("2026-05", facts(held(first="2026-05-30"))), book().units, "linh")
        assert (len(only.lines), only.total, only.words) == (1, 0, "Không đồng")

    def test_payers_come_in_the_order_of_units_and_only_with_lines(self) -> None:
        people = [facts(held(unit=unit), code=unit) for unit in ("ld_ca_mau", "ld_ha_noi")]
        lists = payment_lists(assessed("2026-05", *people), book().units, "linh")
        assert [each.payer for each in lists] == ["ld_ha_noi", "ld_ca_mau"]

    def test_the_south_reads_lẻ(self) -> None:
        (only,) = payment_lists(assessed("2026-11", facts()), book().units, "lẻ")
        assert only.words == "Năm trăm lẻ sáu nghìn đồng"


RESTING = away("2026-05-25", "2026-05-26")
LATE = held(first="2026-05-22")
HALF, DAYS = MonthRule.HALF_MONTH, MonthRule.PRORATE_DAYS
MISSING = [
    (facts(held(first="2026-05-17")), HALF, 468_000, "half_month_missed"),
    (facts(LATE), DAYS, 317_032, "prorated"),
    (facts(leaves=(away("2026-05-01"),)), HALF, 468_000, "full_month_leave"),
    (facts(report_sent=False, decision=REFUSED), HALF, 468_000, "refused"),
    (facts(LATE, report_sent=False, decision=REFUSED), DAYS, 468_000, "refused"),
    # Excused leave takes nothing away, though it speaks last; nor does a flag; and a grant gives back no days.
    (facts(LATE, leaves=(RESTING,)), HALF, 468_000, "half_month_missed"),
    (facts(LATE, leaves=(RESTING,)), DAYS, 317_032, "prorated"),
    (facts(LATE, report_sent=False), DAYS, 317_032, "prorated"),
    (facts(LATE, report_sent=False, decision=GRANTED), DAYS, 317_032, "prorated"),
]


class TestDifferences:
    @pytest.mark.parametrize(("person", "rule", "missing", "reason"), MISSING)
    def test_name_the_rule_that_took_it_away(
        self, person: PersonFacts, rule: MonthRule, missing: int, reason: str
    ) -> None:
        (found,) = differences(assessed("2026-05", person, by=policy(rule)))
        assert (found.missing, found.reason) == (missing, reason)

    @pytest.mark.parametrize(
        "person",
        [
            facts(),
            facts(leaves=(RESTING,)),
            facts(report_sent=False),  # waits, and nothing is taken away yet
            facts(declaration=Declaration(paid_elsewhere=True), decision=GRANTED),
            facts(held("grassroots")),  # nothing to take away
        ],
    )
    def test_there_is_none_where_the_whole_is_paid(self, person: PersonFacts) -> None:
        assert differences(assessed("2026-05", person)) == []


def test_what_waits_for_a_decision_is_not_in_the_total_yet() -> None:
    assessment = assessed("2026-05", facts(report_sent=False), facts(code="CTV002"))
    assert (ceiling(assessment), total(assessment)) == (936_000, 468_000)
