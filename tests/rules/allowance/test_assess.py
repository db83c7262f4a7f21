"""The worked cases of allowances, to the đồng: T01-T04, T06, T09, T13, and the policies P5-P8, P14, P15."""

from dataclasses import replace
from datetime import date

import pytest

from nhipcau.rules.allowance.choices import Absence, MonthRule, Watched
from nhipcau.rules.allowance.facts import Declaration, PersonFacts
from nhipcau.rules.allowance.lines import LineState
from nhipcau.rules.kernel import Month, Refused
from nhipcau.rules.roster import Appointment, Leave
from tests.rules.allowance.samples import GRANTED, REFUSED, assessed, codes, facts, line, policy
from tests.rules.samples import away, book, held

NATIONAL, PROVINCIAL = facts(held("national", "2010-01-01")), facts(held("provincial", "2010-01-01"))
SINCE_2010 = tuple(replace(rate, valid_from=date(2010, 1, 1)) for rate in book().policy.rates)


def year(person: PersonFacts, number: int) -> int:
    """Twelve months, as if the coefficients had always been in force."""
    months = [str(Month(number, month)) for month in range(1, 13)]
    return sum(line(month, person, policy(rates=SINCE_2010)).amount for month in months)


class TestAmounts:
    @pytest.mark.parametrize(
        ("month", "national", "provincial"),
        [
            ("2026-11", 759_000, 506_000),  # T01
            ("2026-06", 702_000, 468_000),  # T02: the month before the change
            ("2026-07", 759_000, 506_000),  # T02: the month of the change
            ("2026-05", 702_000, 468_000),
            ("2024-06", 540_000, 360_000),
            ("2023-06", 447_000, 298_000),
            ("2018-07", 417_000, 278_000),
            ("2018-06", 0, 0),  # before the coefficients of config begin
        ],
    )
    def test_each_level_of_each_month(self, month: str, national: int, provincial: int) -> None:
        assert (line(month, NATIONAL).amount, line(month, PROVINCIAL).amount) == (national, provincial)

    @pytest.mark.parametrize(
        ("number", "national", "provincial"),
        [
            (2018, 4_842_000, 3_228_000),
            (2019, 5_184_000, 3_456_000),
            (2023, 5_922_000, 3_948_000),
            (2024, 7_452_000, 4_968_000),
            (2025, 8_424_000, 5_616_000),
            (2026, 8_766_000, 5_844_000),  # T02
        ],
    )
    def test_a_whole_year(self, number: int, national: int, provincial: int) -> None:
        """T03."""
        assert (year(NATIONAL, number), year(PROVINCIAL, number)) == (national, provincial)

    def test_the_basis_names_coefficient_base_and_decree(self) -> None:
        basis = line("2026-05", PROVINCIAL).reasons[0]
        assert (basis.code, basis.facts) == (
            "basis",
            {"coefficient": "1/5", "base": 2_340_000, "decree": "73/2024/NĐ-CP"},
        )

    def test_a_month_before_the_first_decree_is_refused(self) -> None:
        with pytest.raises(Refused, match="no_base_salary"):
            assessed("2013-06", NATIONAL)

    def test_nobody_is_assessed_who_did_not_serve(self) -> None:
        assert assessed("2026-05", facts(held(last="2026-04-30")), facts(held(first="2026-06-01"))).lines == ()

    def test_a_level_without_a_coefficient_gets_a_line_of_nothing(self) -> None:
        found = line("2026-05", facts(held("grassroots"), report_sent=False))
        assert (found.amount, found.full, found.state) == (0, 0, LineState.NOTHING)
        assert codes(found) == ["whole_month"]  # and no flag that somebody would have to decide


def joined(day: str) -> PersonFacts:
    return facts(held(first=day))


class TestPartOfAMonth:
    @pytest.mark.parametrize(
        ("day", "half", "prorated", "whole"),
        [
            ("2026-11-16", 506_000, 253_000, 506_000),  # 15 of 30 days
            ("2026-11-17", 0, 236_133, 506_000),  # 14 of 30
            ("2026-02-15", 468_000, 234_000, 468_000),  # 14 of 28
            ("2026-02-16", 0, 217_286, 468_000),  # 13 of 28
            ("2026-10-17", 0, 244_839, 506_000),  # 15 of 31
            ("2026-10-16", 506_000, 261_161, 506_000),  # 16 of 31
            ("2028-02-15", 506_000, 261_724, 506_000),  # 15 of 29: a leap year
            ("2028-02-16", 0, 244_276, 506_000),  # 14 of 29
            ("2026-11-01", 506_000, 506_000, 506_000),
            ("2026-11-30", 0, 16_867, 506_000),
        ],
    )
    def test_by_each_rule(self, day: str, half: int, prorated: int, whole: int) -> None:
        """T06."""
        amounts = [line(day[:7], joined(day), policy(rule)).amount for rule in MonthRule]
        assert amounts == [half, prorated, whole]

    @pytest.mark.parametrize(
        ("appointments", "days", "amount"),
        [
            ((held(first="2026-05-10", last="2026-05-25"),), 16, 468_000),  # came and left within the month
            ((held(first="2026-05-10", last="2026-05-24"),), 15, 0),
            ((held(last="2026-05-10"), held(first="2026-05-20")), 22, 468_000),  # a break in between
            ((held(last="2026-05-10"), held(first="2026-05-05")), 31, 468_000),  # an overlap counts once
            ((held(), held()), 31, 468_000),  # entered twice
        ],
    )
    def test_days_of_service_are_counted_once_each(
        self, appointments: tuple[Appointment, ...], days: int, amount: int
    ) -> None:
        found = line("2026-05", facts(*appointments))
        assert (found.days, found.amount) == (days, amount)

    @pytest.mark.parametrize(
        ("day", "rule", "reason"),
        [
            ("2026-05-01", MonthRule.HALF_MONTH, "whole_month"),
            ("2026-05-16", MonthRule.HALF_MONTH, "half_month_reached"),
            ("2026-05-17", MonthRule.HALF_MONTH, "half_month_missed"),
            ("2026-05-17", MonthRule.PRORATE_DAYS, "prorated"),
            ("2026-05-31", MonthRule.WHOLE_MONTH, "whole_month"),
        ],
    )
    def test_the_rule_that_spoke_is_named(self, day: str, rule: MonthRule, reason: str) -> None:
        assert codes(line("2026-05", joined(day), policy(rule))) == [reason]


A, B = "ld_ha_noi", "ld_ca_mau"


def provincial(unit: str, first: str = "2026-01-01", last: str = "") -> Appointment:
    return held("provincial", first, last, unit)


def national(unit: str, first: str = "2026-01-01", last: str = "") -> Appointment:
    return held("national", first, last, unit)


# November 2026 has 30 days: the fifteenth is its half.
TWO_AT_ONCE = [
    # T09: both levels the whole month: the higher only, and one payer.
    ((national(A), provincial(A)), ("national", A, "tld", 759_000)),
    ((provincial(A), national(B)), ("national", B, "tld", 759_000)),
    # P14: the unit of the larger part; at a tie the later.
    ((provincial(A, last="2026-11-14"), provincial(B, "2026-11-15")), ("provincial", B, B, 506_000)),
    ((provincial(A, last="2026-11-15"), provincial(B, "2026-11-16")), ("provincial", B, B, 506_000)),
    ((provincial(A, last="2026-11-16"), provincial(B, "2026-11-17")), ("provincial", A, A, 506_000)),
    # A decision renewed in the same unit does not halve its days.
    (
        (provincial(A, last="2026-11-09"), provincial(A, "2026-11-10", "2026-11-18"), provincial(B, "2026-11-19")),
        ("provincial", A, A, 506_000),
    ),
    # P15: the level of the larger part; at a tie the higher.
    ((national(A, last="2026-11-16"), provincial(A, "2026-11-17")), ("national", A, "tld", 759_000)),
    ((national(A, last="2026-11-15"), provincial(A, "2026-11-16")), ("national", A, "tld", 759_000)),
    ((provincial(A, last="2026-11-15"), national(A, "2026-11-16")), ("national", A, "tld", 759_000)),
    ((national(A, last="2026-11-14"), provincial(A, "2026-11-15")), ("provincial", A, A, 506_000)),
    ((provincial(A, last="2026-11-20"), national(A, "2026-11-21")), ("provincial", A, A, 506_000)),
    # The old decision ends on the day on which the new one begins: one day of both makes no month of the higher.
    ((national(A, last="2026-11-10"), provincial(A, "2026-11-10")), ("provincial", A, A, 506_000)),
    ((provincial(A, last="2026-11-10"), national(A, "2026-11-10")), ("national", A, "tld", 759_000)),
    # The higher level on top of the lower for the last five days only.
    ((provincial(A), national(A, "2026-11-26")), ("provincial", A, A, 506_000)),
    # On top of it for twenty days in two pieces.
    (
        (provincial(A), national(A, last="2026-11-10"), national(A, "2026-11-21")),
        ("national", A, "tld", 759_000),
    ),
    # The lower level for eighteen days by two decisions, then the higher for twelve.
    (
        (provincial(A, last="2026-11-10"), provincial(A, "2026-11-11", "2026-11-18"), national(A, "2026-11-19")),
        ("provincial", A, A, 506_000),
    ),
    # Two units at the same level the whole month: the later appointment.
    ((provincial(A, "2026-01-01"), provincial(B, "2026-02-01")), ("provincial", B, B, 506_000)),
    # An appointment that ended before the month, or begins after it, has no say.
    ((national(A, last="2026-10-31"), provincial(A, "2026-11-01")), ("provincial", A, A, 506_000)),
    ((provincial(A), national(A, "2026-12-01")), ("provincial", A, A, 506_000)),
]


class TestTwoAppointments:
    @pytest.mark.parametrize(("appointments", "expected"), TWO_AT_ONCE)
    def test_one_line_by_the_larger_part_of_the_month(
        self, appointments: tuple[Appointment, ...], expected: tuple[str, str, str, int]
    ) -> None:
        for order in (appointments, appointments[::-1]):
            found = line("2026-11", facts(*order))
            assert (found.level, found.unit, found.payer, found.amount) == expected
            assert found.days == 30


class TestLeave:
    @pytest.mark.parametrize(
        ("leaves", "amount", "spoken"),
        [
            ((), 468_000, ["whole_month"]),
            ((away("2026-05-04", "2026-05-08"),), 468_000, ["whole_month", "leave_excused"]),
            ((away("2026-05-01", "2026-05-30"),), 468_000, ["whole_month", "leave_excused"]),
            ((away("2026-05-01", "2026-05-31"),), 0, ["whole_month", "full_month_leave"]),
            ((away("2026-04-01"),), 0, ["whole_month", "full_month_leave"]),
            (
                (away("2026-04-20", "2026-05-15"), away("2026-05-16", "2026-06-01")),
                0,
                ["whole_month", "full_month_leave"],
            ),
            ((away("2026-04-01", "2026-04-30"),), 468_000, ["whole_month"]),
        ],
    )
    def test_excused_days_are_paid_and_a_full_month_is_not(
        self, leaves: tuple[Leave, ...], amount: int, spoken: list[str]
    ) -> None:
        """P8."""
        found = line("2026-05", facts(leaves=leaves))
        assert (found.amount, codes(found)) == (amount, spoken)

    def test_a_policy_may_pay_a_full_month_of_leave(self) -> None:
        found = line("2026-05", facts(leaves=(away("2026-05-01"),)), policy(absence=Absence.PAID))
        assert (found.amount, codes(found)) == (468_000, ["whole_month", "leave_excused"])

    @pytest.mark.parametrize(
        ("leave", "amount", "days"),
        [
            (away("2026-05-10", "2026-05-31"), 0, (22, 22)),  # all days since joining: no work in the month
            (away("2026-05-01", "2026-05-31"), 0, (22, 22)),  # leave recorded for days before joining
            (away("2026-05-01", "2026-05-12"), 468_000, (3, 22)),
        ],
    )
    def test_only_days_of_service_are_days_of_leave(self, leave: Leave, amount: int, days: tuple[int, int]) -> None:
        found = line("2026-05", facts(held(first="2026-05-10"), leaves=(leave,)))
        told = found.reasons[-1].facts
        assert (found.amount, (told["days"], told["of"])) == (amount, days)

    def test_overlapping_leaves_count_each_day_once(self) -> None:
        leaves = (away("2026-05-04", "2026-05-08"), away("2026-05-06", "2026-05-10"))
        assert line("2026-05", facts(leaves=leaves)).reasons[-1].facts == {"days": 7, "of": 31}


class TestReview:
    def test_a_missing_report_waits_for_the_approver(self) -> None:
        """T13: the list shows the amount with a flag; the approver pays it, or refuses it with a reason."""
        flagged = facts(report_sent=False)
        waiting = line("2026-10", flagged)
        assert (waiting.amount, waiting.state, codes(waiting)) == (
            506_000,
            LineState.REVIEW,
            ["whole_month", "no_monthly_report"],
        )
        paid = line("2026-10", replace(flagged, decision=GRANTED))
        assert (paid.amount, paid.state) == (506_000, LineState.DUE)
        unpaid = line("2026-10", replace(flagged, decision=REFUSED))
        assert (unpaid.amount, unpaid.state) == (0, LineState.NOTHING)

    def test_it_blocks_the_month(self) -> None:
        assessment = assessed("2026-10", facts(report_sent=False), facts(code="CTV002"))
        assert [found.person for found in assessment.open_reviews] == ["CTV001"]

    @pytest.mark.parametrize(("decision", "code"), [(GRANTED, "granted"), (REFUSED, "refused")])
    def test_a_decision_is_told_with_its_reason_and_the_name(self, decision: object, code: str) -> None:
        told = line("2026-10", facts(report_sent=False, decision=decision)).reasons[-1]
        assert (told.code, told.facts) == (code, {"reason": decision.reason, "by": "Vũ Thị Hằng"})

    @pytest.mark.parametrize(
        ("person", "flags"),
        [
            (facts(), []),
            (facts(report_sent=False), ["no_monthly_report"]),
            (facts(declaration=None), ["no_declaration"]),
            (facts(report_sent=False, declaration=None), ["no_monthly_report", "no_declaration"]),
            (facts(declaration=Declaration(active=True, paid_elsewhere=False)), []),
            (facts(declaration=Declaration(active=False, away_days=5)), ["declared_away"]),
            (facts(declaration=Declaration(active=True, paid_elsewhere=True)), ["paid_elsewhere"]),
            (facts(declaration=Declaration(False, 9, True)), ["declared_away", "paid_elsewhere"]),
            # Away by leave of this month is excused; leave of another month explains nothing.
            (facts(declaration=Declaration(active=False), leaves=(away("2026-10-05", "2026-10-09"),)), []),
            (
                facts(declaration=Declaration(active=False), leaves=(away("2026-01-05", "2026-01-09"),)),
                ["declared_away"],
            ),
        ],
    )
    def test_what_an_approver_must_look_at(self, person: PersonFacts, flags: list[str]) -> None:
        found = line("2026-10", person)
        assert [code for code in codes(found) if code not in ("whole_month", "leave_excused")] == flags
        assert found.state is (LineState.REVIEW if flags else LineState.DUE)
        assert found.amount == 506_000

    @pytest.mark.parametrize(
        ("watched", "flags"),
        [
            (frozenset(), []),
            (frozenset({Watched.MONTHLY_REPORT}), ["no_monthly_report"]),
            (frozenset({Watched.DECLARATION}), ["no_declaration"]),
        ],
    )
    def test_only_what_is_watched_is_flagged(self, watched: frozenset[Watched], flags: list[str]) -> None:
        found = line("2026-10", facts(report_sent=False, declaration=None), policy(watched=watched))
        assert codes(found) == ["whole_month", *flags]

    def test_a_decision_about_nothing_flagged_is_not_heard(self) -> None:
        assert line("2026-10", facts(decision=REFUSED)) == line("2026-10", facts())

    def test_a_line_of_nothing_is_not_flagged(self) -> None:
        found = line("2026-10", facts(held(first="2026-10-30"), report_sent=False, declaration=None))
        assert (found.state, codes(found)) == (LineState.NOTHING, ["half_month_missed"])


def test_lists_go_by_unit_then_given_name_then_code() -> None:
    people = [
        facts(provincial(B), code="CTV005", name="Lê An"),
        facts(provincial(A), code="CTV004", name="Bùi Thị Án"),
        facts(provincial(A), code="CTV003", name="Trần Văn An"),
        facts(provincial(A), code="CTV002", name="TRẦN VĂN AN"),
        facts(provincial(A), code="CTV001", name="Trần Văn An"),
    ]
    listed = [found.person for found in assessed("2026-05", *people).lines]
    assert listed == ["CTV002", "CTV001", "CTV003", "CTV004", "CTV005"]
