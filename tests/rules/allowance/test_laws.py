"""Laws of allowances, on generated people: whole đồng, nothing above a whole month, lists that add up."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from nhipcau.rules.allowance.choices import MonthRule, Watched
from nhipcau.rules.allowance.facts import Declaration, PersonFacts
from nhipcau.rules.allowance.lines import Line, LineState
from nhipcau.rules.allowance.lists import ceiling, differences, payment_lists, total
from nhipcau.rules.allowance.policy import Policy
from nhipcau.rules.allowance.review import shortfalls
from nhipcau.rules.kernel import Month, Span
from nhipcau.rules.roster import Appointment, Leave, serving
from nhipcau.rules.vietnamese import money_in_words
from tests.rules.allowance.samples import GRANTED, REFUSED, assessed, codes, facts, policy, terms
from tests.rules.samples import LAW, book
from tests.rules.samples import person as a_person

MONTHS = ["2026-02", "2026-05", "2026-06", "2026-07", "2026-11", "2027-01", "2028-02", "2018-06"]
PLACES = list(product(["ld_ha_noi", "ld_ca_mau", "ld_dong_nai"], ["national", "provincial", "grassroots"]))
NAMES = ["Trần Văn An", "Bùi Thị Án", "Lê Bình"]
DECLARATIONS = [None, *(Declaration(active, 5, paid) for active, paid in product([None, True, False], repeat=2))]
DAYS_AROUND = st.tuples(st.integers(-20, 40), st.none() | st.integers(0, 40))
"""A first day, counted from the first of the month, and a length; None is until further notice."""

APPOINTMENTS = st.lists(st.tuples(st.sampled_from(PLACES), DAYS_AROUND), min_size=1, max_size=3)
LEAVES = st.lists(DAYS_AROUND, max_size=2)
PEOPLE = st.tuples(
    APPOINTMENTS, LEAVES, st.booleans(), st.sampled_from(DECLARATIONS), st.sampled_from([None, GRANTED, REFUSED])
)
Made = tuple[str, list[PersonFacts], Policy]


def a_span(first: date, around: tuple[int, int | None]) -> Span:
    begin = first + timedelta(days=around[0])
    return Span(begin, None if around[1] is None else begin + timedelta(days=around[1]))


def made(month: str, people: list[tuple], rule: MonthRule, watched: set[Watched]) -> Made:
    first = Month.parse(month).first
    served = [
        facts(
            *(Appointment(unit, level, a_span(first, around)) for (unit, level), around in appointments),
            code=f"CTV{number:03}",
            name=NAMES[number % len(NAMES)],
            leaves=tuple(Leave(a_span(first, around)) for around in leaves),
            report_sent=report_sent,
            declaration=declaration,
            decision=decision,
        )
        for number, (appointments, leaves, report_sent, declaration, decision) in enumerate(people)
    ]
    return month, served, policy(rule, watched=frozenset(watched))


A_MONTH = st.builds(
    made,
    st.sampled_from(MONTHS),
    st.lists(PEOPLE, max_size=4),
    st.sampled_from(MonthRule),
    st.sampled_from([set(), {Watched.MONTHLY_REPORT}, {Watched.DECLARATION}, set(Watched)]),
)
TRIED = settings(LAW, max_examples=50)


def only_line(month: str, person: PersonFacts, by: Policy) -> Line | None:
    return next(iter(assessed(month, person, by=by).lines), None)


class TestLines:
    @TRIED
    @given(A_MONTH)
    def test_an_amount_is_whole_dong_between_nothing_and_a_whole_month(self, a_month: Made) -> None:
        month, served, by = a_month
        for line in assessed(month, *served, by=by).lines:
            assert type(line.amount) is int and type(line.full) is int
            assert 0 <= line.amount <= line.full == line.coefficient * line.base
            assert 1 <= line.days <= Month.parse(month).length

    @TRIED
    @given(A_MONTH)
    def test_who_served_has_one_line_and_who_did_not_has_none(self, a_month: Made) -> None:
        month, served, by = a_month
        expected = {
            person.code for person in served if any(a.span.days_in(Month.parse(month)) for a in person.appointments)
        }
        listed = [line.person for line in assessed(month, *served, by=by).lines]
        assert len(listed) == len(set(listed)) and set(listed) == expected

    @TRIED
    @given(A_MONTH, st.randoms(use_true_random=False))
    def test_the_order_in_which_people_come_changes_nothing(self, a_month: Made, chance: Random) -> None:
        month, served, by = a_month
        shuffled = chance.sample(served, len(served))
        turned = [
            replace(
                person,
                appointments=person.appointments[::-1],
                leaves=person.leaves[::-1],
            )
            for person in shuffled
        ]
        assert assessed(month, *turned, by=by) == assessed(month, *served, by=by)

    @TRIED
    @given(A_MONTH)
    def test_level_unit_and_payer_are_those_of_one_appointment(self, a_month: Made) -> None:
        month, served, by = a_month
        by_code = {person.code: person for person in served}
        for line in assessed(month, *served, by=by).lines:
            held = {(a.unit, a.level) for a in by_code[line.person].appointments if a.span.days_in(Month.parse(month))}
            assert (line.unit, line.level) in held
            assert line.payer == (line.unit if line.coefficient == Fraction(1, 5) else "tld")

    @TRIED
    @given(A_MONTH)
    def test_the_level_is_the_one_that_counted_on_most_days(self, a_month: Made) -> None:
        """Day by day as the rounds count it: who is asked and who is paid go by the same level."""
        month, served, by = a_month
        people = {each.code: a_person(each.code, *each.appointments) for each in served}
        for line in assessed(month, *served, by=by).lines:
            days = (serving(people[line.person], day, book().levels) for day in Month.parse(month).days())
            counted = Counter(appointment.level for appointment in days if appointment)
            assert counted[line.level] == max(counted.values())

    @TRIED
    @given(A_MONTH)
    def test_the_state_says_what_the_amount_means(self, a_month: Made) -> None:
        month, served, by = a_month
        for line in assessed(month, *served, by=by).lines:
            assert (line.state is LineState.NOTHING) == (line.amount == 0)


class TestReview:
    @TRIED
    @given(A_MONTH)
    def test_flags_never_cut_by_themselves(self, a_month: Made) -> None:
        month, served, by = a_month
        for person in served:
            flagged = only_line(month, replace(person, decision=None), by)
            clean = only_line(month, replace(person, report_sent=True, declaration=Declaration(), decision=None), by)
            assert (flagged.amount if flagged else None) == (clean.amount if clean else None)

    @TRIED
    @given(A_MONTH)
    def test_a_decision_is_only_heard_where_something_is_flagged(self, a_month: Made) -> None:
        month, served, by = a_month
        for person in served:
            without = only_line(month, replace(person, decision=None), by)
            if without is not None and without.state is not LineState.REVIEW:
                assert only_line(month, replace(person, decision=REFUSED), by) == without

    @TRIED
    @given(A_MONTH)
    def test_where_it_is_heard_it_pays_all_or_nothing_and_says_who_and_why(self, a_month: Made) -> None:
        month, served, by = a_month
        for person in served:
            waiting = only_line(month, replace(person, decision=None), by)
            if waiting is None or waiting.state is not LineState.REVIEW:
                continue
            for decision, amount in ((GRANTED, waiting.amount), (REFUSED, 0)):
                decided = only_line(month, replace(person, decision=decision), by)
                assert decided is not None and decided.amount == amount
                assert decided.reasons[:-1] == waiting.reasons
                assert decided.reasons[-1].facts == {"reason": decision.reason, "by": decision.by}

    @TRIED
    @given(A_MONTH)
    def test_a_line_waits_exactly_for_its_shortfalls(self, a_month: Made) -> None:
        month, served, by = a_month
        for person in served:
            line = only_line(month, replace(person, leaves=(), decision=None), by)
            if line is not None and line.amount:
                flags = [reason.code for reason in shortfalls(replace(person, leaves=()), terms(month, by))]
                assert [code for code in codes(line) if code in flags] == flags
                assert (line.state is LineState.REVIEW) == bool(flags)


class TestMonths:
    @TRIED
    @given(A_MONTH, st.sampled_from(["linh", "lẻ"]))
    def test_every_list_adds_up_to_its_total_and_its_words(self, a_month: Made, zero_tens: str) -> None:
        month, served, by = a_month
        assessment = assessed(month, *served, by=by)
        lists = payment_lists(assessment, book().units, zero_tens)
        for each in lists:
            assert sum(line.amount for line in each.lines) == each.total
            assert each.words == money_in_words(each.total, zero_tens)
        assert sorted(line.person for each in lists for line in each.lines) == sorted(
            line.person for line in assessment.lines
        )

    @TRIED
    @given(A_MONTH)
    def test_national_and_provincial_lines_never_share_a_list(self, a_month: Made) -> None:
        month, served, by = a_month
        for each in payment_lists(assessed(month, *served, by=by), book().units, "linh"):
            paid = {line.level for line in each.lines if line.coefficient}
            assert paid <= ({"national"} if each.payer == "tld" else {"provincial"})

    @TRIED
    @given(A_MONTH)
    def test_the_ceiling_less_all_differences_and_all_that_waits_is_the_total(self, a_month: Made) -> None:
        month, served, by = a_month
        assessment = assessed(month, *served, by=by)
        waiting = sum(line.amount for line in assessment.open_reviews)
        missing = sum(difference.missing for difference in differences(assessment))
        assert ceiling(assessment) - missing - waiting == total(assessment)

    @TRIED
    @given(A_MONTH)
    def test_every_difference_names_a_rule_that_spoke(self, a_month: Made) -> None:
        month, served, by = a_month
        for difference in differences(assessed(month, *served, by=by)):
            assert difference.missing > 0
            assert difference.reason in codes(difference.line)
