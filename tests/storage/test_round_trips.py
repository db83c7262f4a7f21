"""What goes in comes out: moments, drafts, month files, whatever people and years bring."""

import json
from dataclasses import fields as fields_of
from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhipcau.ports import Entry, MonthFile
from nhipcau.rules.allowance.assess import assess
from nhipcau.rules.allowance.choices import Choices, MonthRule, Payment, Rhythm, Watched
from nhipcau.rules.allowance.close import CloseState
from nhipcau.rules.allowance.facts import Bonus, Decision, Declaration, Owed, Owing, PersonFacts, Ruling, UnitWord, Work
from nhipcau.rules.allowance.lines import Assessment, Line, LineState, Reason
from nhipcau.rules.allowance.policy import BaseSalary, Budget, PaidBy, Rate, TaxRule, Terms
from nhipcau.rules.forms import Draft
from nhipcau.rules.kernel import Month, Span
from nhipcau.rules.roster import Appointment, Leave
from nhipcau.storage import SqlStore
from nhipcau.storage.columns import in_utc
from nhipcau.storage.month_files import facts_as_text, facts_from_text, lines_as_text, lines_from_text, lines_of
from nhipcau.storage.month_terms import NAMED, terms_as_text, terms_from_text
from tests.storage.samples import MAY, NOW, PROVINCIAL, TERMS, a_closing, asked_once

on_one_store = settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])

words = st.text(max_size=20)
codes = st.text("abcđ-_0123456789", min_size=1, max_size=12)
days = st.dates(date(1900, 1, 1), date(2200, 12, 31))
money = st.integers(0, 10**12)
answers = st.none() | st.booleans() | st.integers() | words | st.lists(words, max_size=3).map(tuple)
moments = st.datetimes(datetime(1900, 1, 1), datetime(2200, 12, 31), timezones=st.timezones())  # noqa: DTZ001
lasting = st.integers(0, 900).map(timedelta)
spans = st.builds(Span, days) | st.builds(lambda first, length: Span(first, first + length), days, lasting)
maybe = st.none() | st.booleans()
first_decisions = st.builds(Decision, st.sampled_from(Ruling), words, words)
later_decisions = st.builds(replace, first_decisions, turn=st.integers(1, 9), instead_of=st.none() | first_decisions)
decisions = first_decisions | later_decisions
facts = st.builds(
    PersonFacts,
    code=codes,
    name=words,
    appointments=st.lists(st.builds(Appointment, codes, codes, spans, words), max_size=3).map(tuple),
    leaves=st.lists(st.builds(Leave, spans, words), max_size=3).map(tuple),
    report_sent=st.booleans(),
    declaration=st.none() | st.builds(Declaration, maybe, st.none() | st.integers(0, 31), *[maybe] * 5),
    decision=st.none() | decisions,
    unit_word=st.none() | st.builds(UnitWord, st.booleans(), words),
    work=st.none() | st.builds(Work, st.integers(0, 5), st.integers(0, 5), st.integers(0, 99)),
    bonuses=st.lists(st.builds(Bonus, codes, money, words, codes, st.booleans(), st.booleans()), max_size=2).map(tuple),
    owed=st.lists(
        st.builds(
            Owed,
            st.sampled_from(Owing),
            codes,
            codes,
            codes,
            st.integers(-(10**12), 10**12),
            words,
            st.lists(st.builds(Reason, codes, st.dictionaries(codes, words, max_size=2)), max_size=2).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
    account=words,
)
lines = st.builds(
    Line,
    person=codes,
    name=words,
    unit=codes,
    level=codes,
    payer=codes,
    days=st.integers(0, 31),
    coefficient=st.fractions(0, 5),
    base=money,
    full=money,
    amount=money,
    state=st.sampled_from(LineState),
    reasons=st.lists(
        st.builds(Reason, codes, st.dictionaries(codes, st.none() | st.booleans() | st.integers() | words, max_size=3)),
        max_size=3,
    ).map(tuple),
)


@on_one_store
@given(moment=moments)
def test_a_moment_comes_back_as_the_same_instant(store: SqlStore, moment: datetime) -> None:
    subject = moment.isoformat()
    with store.begin() as tx:
        tx.journal.write(Entry(moment, "", "", subject))
        found = tx.journal.about(subject)[-1].at
    assert found == in_utc(moment)
    assert found.utcoffset() == timedelta()


@on_one_store
@given(drafts=st.lists(st.dictionaries(codes, answers, max_size=5), min_size=1, max_size=3))
def test_drafts_and_answers_come_back_as_they_were(store: SqlStore, drafts: list[dict[str, Any]]) -> None:
    with store.begin() as tx:
        people = tx.people.all()
        checkin_id = tx.checkins.open_of(people[0].id)[0].id if people else asked_once(tx).id
        before = len(tx.checkins.versions(checkin_id))
        for draft in drafts:
            tx.checkins.save_draft(checkin_id, Draft("review", draft))
            tx.checkins.send(checkin_id, draft, NOW)
        found, versions = tx.checkins.get(checkin_id), tx.checkins.versions(checkin_id)
    assert found is not None
    assert (found.draft, found.answers) == (Draft("review", drafts[-1]), drafts[-1])
    assert versions[before:] == drafts
    assert types_of(found.draft.answers) == types_of(drafts[-1])


def types_of(given_answers: Any) -> dict[str, type]:
    """1 equals True; as an answer it is another."""
    return {key: type(answer) for key, answer in given_answers.items()}


@given(people=st.lists(facts, max_size=4).map(tuple), assessed=st.lists(lines, max_size=4).map(tuple))
def test_texts_of_a_month_come_back_equal_and_give_equal_bytes(
    people: tuple[PersonFacts, ...], assessed: tuple[Line, ...]
) -> None:
    facts_text, lines_text = facts_as_text(people), lines_as_text(assessed)
    assert facts_from_text(facts_text) == people
    assert lines_from_text(lines_text) == assessed
    assert facts_as_text(facts_from_text(facts_text)) == facts_text
    assert lines_as_text(lines_from_text(lines_text)) == lines_text


terms = st.builds(
    Terms,
    month=st.builds(Month, st.integers(1900, 2100), st.integers(1, 12)),
    pays_on=days,
    base=st.builds(BaseSalary, days, money, words),
    rates=st.lists(st.builds(Rate, days, codes, st.fractions(0, 5), st.sampled_from(PaidBy), words), max_size=2).map(
        tuple
    ),
    choices=st.builds(
        Choices,
        days,
        words,
        watched=st.frozensets(st.sampled_from(Watched)),
        weekly_share=st.fractions(0, 1),
        bonus_cap=st.none() | money,
        payment=st.builds(Payment, st.sampled_from(Rhythm), st.integers(1, 31), st.integers(0, 3)),
        **{name: st.sampled_from(kind) for name, kind in NAMED.items()},
    ),
    network_payer=codes,
    levels=st.lists(codes, max_size=3).map(tuple),
    units=st.lists(codes, max_size=3).map(tuple),
    tax=st.none() | st.builds(TaxRule, days, money, st.fractions(0, 1), words),
    budgets=st.lists(st.builds(Budget, days, codes, money, words), max_size=2).map(tuple),
    heirs=st.dictionaries(codes, codes, max_size=2),
)


@given(given_terms=terms)
def test_the_terms_of_a_month_come_back_equal_and_give_equal_bytes(given_terms: Terms) -> None:
    text = terms_as_text(given_terms)
    assert terms_from_text(text) == given_terms
    assert terms_as_text(terms_from_text(text)) == text


def test_no_field_of_the_terms_is_left_out() -> None:
    kept = json.loads(terms_as_text(TERMS))
    assert set(kept) == {field.name for field in fields_of(Terms)}
    assert set(kept["choices"]) == {field.name for field in fields_of(Choices)}


@on_one_store
@given(people=st.lists(facts, max_size=3).map(tuple), assessed=st.lists(lines, max_size=3).map(tuple), cut_off=moments)
def test_month_files_come_back_as_they_were(
    store: SqlStore, people: tuple[PersonFacts, ...], assessed: tuple[Line, ...], cut_off: datetime
) -> None:
    closing = a_closing(state=CloseState.CHECKED)
    file = MonthFile(closing, in_utc(cut_off), TERMS, people, "f1", "p1", Assessment(MAY, assessed))
    with store.begin() as tx:
        tx.months.save(file)
        assert tx.months.get(MAY) == file


@given(assessed=st.lists(lines, max_size=6), whose=codes)
def test_one_persons_lines_are_found_among_everybodys(assessed: list[Line], whose: str) -> None:
    for person in {whose, *(line.person for line in assessed)}:
        own = tuple(line for line in assessed if line.person == person)
        assert lines_of(person, lines_as_text(assessed)) == own


FROZEN_FACTS = (
    '[{"account":"••••3456 (BIDV)",'
    '"appointments":[{"decision":"12/QĐ-TLĐ","first":"2026-01-01","last":null,"level":"provincial","unit":"ldld-hue"}],'
    '"bonuses":[{"amount":500000,"case":"DN-01","decision":"7/QĐ","first":true,"payer":"tld","verified":true}],'
    '"code":"CTV-1","decision":{"by":"CB-1","reason":"có đơn","ruling":"granted"},'
    '"declaration":{"account_right":null,"active":true,"as_known":null,"away_days":2,"excused":false,'
    '"paid_elsewhere":null,"place_right":true},'
    '"leaves":[{"first":"2026-05-11","last":"2026-05-12","reason":"ốm"}],"name":"Đặng Thị Ánh",'
    '"owed":[{"amount":-9,"flags":[{"code":"no_monthly_report","facts":{}}],"level":"provincial","origin":"2026-04",'
    '"payer":"tld","unit":"ldld-hue","why":"corrected"}],'
    '"report_sent":false,"unit_word":{"by":"Vũ Lan","worked":true},'
    '"work":{"items":3,"weeks_answered":2,"weeks_asked":4}}]'
)
FROZEN_LINES = (
    '[{"amount":234000,"base":2340000,"coefficient":"3/10","days":16,"full":702000,"kind":"allowance",'
    '"level":"national","name":"Đặng Thị Ánh","origin":"","payer":"tld","person":"CTV-1",'
    '"reasons":[{"code":"prorated","facts":{"days":16,"of":31}}],"state":"due","unit":"ldld-hue"}]'
)


def test_what_was_frozen_in_2026_reads_and_writes_the_same_for_ever() -> None:
    """These texts stand in databases. If this test fails, the change needs a migration of what is frozen."""
    (person,), (line,) = facts_from_text(FROZEN_FACTS), lines_from_text(FROZEN_LINES)
    assert person == PersonFacts(
        code="CTV-1",
        name="Đặng Thị Ánh",
        appointments=(PROVINCIAL,),
        leaves=(Leave(Span(date(2026, 5, 11), date(2026, 5, 12)), "ốm"),),
        report_sent=False,
        declaration=Declaration(True, 2, None, excused=False, place_right=True),
        decision=Decision(Ruling.GRANTED, "có đơn", "CB-1"),
        work=Work(4, 2, 3),
        unit_word=UnitWord(True, "Vũ Lan"),
        bonuses=(Bonus("DN-01", 500_000, "7/QĐ", "tld"),),
        owed=(Owed(Owing.CORRECTED, "tld", "ldld-hue", "provincial", -9, "2026-04", (Reason("no_monthly_report"),)),),
        account="••••3456 (BIDV)",
    )
    assert (line.coefficient, line.amount, line.state) == (Fraction(3, 10), 234_000, LineState.DUE)
    assert facts_as_text([person]) == FROZEN_FACTS
    assert lines_as_text([line]) == FROZEN_LINES


@pytest.mark.parametrize("rule", list(MonthRule))
def test_a_month_recomputed_from_what_was_frozen_equals_its_lines(store: SqlStore, rule: MonthRule) -> None:
    """R32."""
    terms = replace(TERMS, choices=replace(TERMS.choices, month_rule=rule, watched=frozenset(Watched)))
    half = Appointment("ldld-hue", "provincial", Span(date(2026, 5, 18)))
    people = (
        PersonFacts("CTV-1", "Đặng Thị Ánh", (PROVINCIAL,), declaration=Declaration(True, 0, False)),
        PersonFacts("CTV-2", "Lê Văn Bình", (half,), decision=Decision(Ruling.REFUSED, "không báo cáo", "CB-1")),
        PersonFacts("CTV-3", "Trần Ý", (PROVINCIAL,), report_sent=False, declaration=None, work=Work(4, 1, 0)),
    )
    assessed = assess(people, terms)
    with store.begin() as tx:
        tx.months.save(MonthFile(a_closing(state=CloseState.CLOSED), NOW, terms, people, "f", "p", assessed))
    with store.read() as tx:
        kept = tx.months.get(Month.parse("2026-05"))
    assert kept is not None
    assert assess(kept.facts, kept.terms) == kept.assessment == assessed
