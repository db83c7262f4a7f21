"""Nobody loses or gains a đồng on the way: over any sequence of closes, corrections and re-openings it all adds up."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from nhipcau.rules.allowance.assess import assess
from nhipcau.rules.allowance.choices import Payment, Rhythm
from nhipcau.rules.allowance.corrections import Closed, owed, paid_before
from nhipcau.rules.allowance.facts import Bonus, PersonFacts
from nhipcau.rules.allowance.lines import Assessment, LineKind
from nhipcau.rules.allowance.lists import changes, payment_lists, sums
from nhipcau.rules.allowance.policy import Policy, Terms, terms_for
from nhipcau.rules.allowance.settle import carried_on
from nhipcau.rules.kernel import Month, Span
from nhipcau.rules.roster import Appointment, Leave
from nhipcau.rules.vietnamese import money_in_words
from tests.rules.allowance.samples import facts, policy
from tests.rules.samples import LAW, book

FIRST = Month(2026, 4)
UNITS, LEVELS = ("ld_dong_nai", "ld_ca_mau", "tld"), ("national", "provincial", "grassroots")
DAYS = st.integers(-40, 150).map(lambda number: FIRST.first + timedelta(days=number))
LENGTHS = st.none() | st.integers(0, 120)


def a_span(first: date, length: int | None) -> Span:
    return Span(first, None if length is None else first + timedelta(days=length))


SPANS = st.builds(a_span, DAYS, LENGTHS)
APPOINTMENTS = st.builds(Appointment, st.sampled_from(UNITS), st.sampled_from(LEVELS), SPANS)
KNOWN = st.tuples(
    st.lists(APPOINTMENTS, min_size=1, max_size=3).map(tuple), st.lists(st.builds(Leave, SPANS), max_size=2).map(tuple)
)
"""What the roster says of somebody at one time: it may say something else the next month."""
ACTS = st.lists(st.tuples(st.sampled_from(["close", "close", "reopen"]), KNOWN, st.booleans()), min_size=1, max_size=8)
POLICIES = st.builds(
    lambda rhythm, taxed: policy(payment=Payment(rhythm, 10, 1), taxed=taxed), st.sampled_from(Rhythm), st.booleans()
)
REWARD = Bonus("DN-01", 5_000_000, "7/QĐ", "tld")


@dataclass
class Network:
    """One person's months, each with all its versions; `now` is what the roster says today."""

    by: Policy
    months: list[list[Closed]] = field(default_factory=list)
    now: PersonFacts = field(default_factory=facts)

    def knows(self, appointments: tuple[Appointment, ...], leaves: tuple[Leave, ...]) -> None:
        self.now = replace(self.now, appointments=appointments, leaves=leaves)

    def close(self, paid: bool) -> None:
        month = FIRST
        for _ in self.months:
            month = month.next
        self.months.append([])
        self._add(terms_for(self.by, month, book().levels, book().units), paid)

    def reopen(self, paid: bool) -> None:
        """Only the newest month can be opened again."""
        if self.months:
            self._add(self.months[-1][-1].terms, paid)

    def _add(self, terms: Terms, paid: bool) -> None:
        earlier = [versions[-1] for versions in self.months[:-1]]
        left = owed(earlier, {self.now.code: self.now}, terms).get(self.now.code, ())
        before = paid_before(self.months[-1]).get(self.now.code, ())
        bonuses = (REWARD,) if terms.month == FIRST.next else ()
        person = replace(self.now, owed=(*left, *before), bonuses=bonuses)
        self.months[-1].append(Closed(terms, (person,), assess([person], terms), paid))

    @property
    def standing(self) -> list[Closed]:
        return [versions[-1] for versions in self.months]


def play(by: Policy, acts: Sequence[tuple[str, tuple, bool]]) -> Network:
    network = Network(by)
    for act, known, paid in acts:
        network.knows(*known)
        network.close(paid) if act == "close" else network.reopen(paid)
    return network


def settled(network: Network) -> dict[str, int]:
    """By payer: what every payment handed out, tax included, and what the last month carries on."""
    found: dict[str, int] = {}
    for versions in network.months:
        handed = [version for version in versions[:-1] if version.paid] + [versions[-1]]
        for version in handed:
            for line in version.assessment.lines:
                if line.kind is not LineKind.TAX:
                    found[line.payer] = found.get(line.payer, 0) + line.amount
    for closed in network.standing[-1:]:
        for line in carried_on(closed.assessment.lines, closed.terms):
            found[line.payer] = found.get(line.payer, 0) - line.amount
    return {payer: amount for payer, amount in found.items() if amount}


def deserved(network: Network) -> dict[str, int]:
    """By payer: what all months come to by what is known today, and the bonus."""
    found: dict[str, int] = {}
    for closed in network.standing:
        bonuses = closed.facts[0].bonuses
        person = replace(network.now, bonuses=bonuses)
        for line in assess([person], closed.terms).lines:
            if line.kind in (LineKind.ALLOWANCE, LineKind.BONUS):
                found[line.payer] = found.get(line.payer, 0) + line.amount
    return {payer: amount for payer, amount in found.items() if amount}


@settings(LAW, max_examples=150)
@given(POLICIES, ACTS)
def test_what_was_paid_carried_and_recovered_is_what_was_deserved(by: Policy, acts: list) -> None:
    network = play(by, acts)
    assert settled(network) == deserved(network)


@settings(LAW, max_examples=60)
@given(POLICIES, ACTS)
def test_nobody_is_ever_paid_less_than_nothing_and_every_amount_is_whole(by: Policy, acts: list) -> None:
    for versions in play(by, acts).months:
        for closed in versions:
            assert all(net >= 0 for net in sums(closed.assessment.lines).values())
            assert all(type(line.amount) is int and type(line.full) is int for line in closed.assessment.lines)


@settings(LAW, max_examples=60)
@given(POLICIES, ACTS)
def test_every_version_is_recomputed_to_what_it_was(by: Policy, acts: list) -> None:
    for versions in play(by, acts).months:
        for closed in versions:
            assert assess(closed.facts, closed.terms) == closed.assessment


@settings(LAW, max_examples=60)
@given(POLICIES, ACTS)
def test_with_everything_in_it_every_list_adds_up_to_its_total_and_its_words(by: Policy, acts: list) -> None:
    for closed in play(by, acts).standing:
        for payment in payment_lists(closed.assessment, book().units, "linh"):
            assert sum(line.amount for line in payment.lines) == payment.total >= 0
            assert payment.words == money_in_words(payment.total)


@settings(LAW, max_examples=60)
@given(POLICIES, ACTS)
def test_the_list_of_differences_between_two_versions_is_all_that_they_differ_by(by: Policy, acts: list) -> None:
    for versions in play(by, acts).months:
        for before, after in pairwise(versions):
            listed = sum(change.after - change.before for change in changes(before.assessment, after.assessment))
            assert listed == _total(after.assessment) - _total(before.assessment)


def _total(assessment: Assessment) -> int:
    return sum(line.amount for line in assessment.lines)
