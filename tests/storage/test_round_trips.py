"""What goes in comes out: moments, drafts, month files, whatever people and years bring."""

from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhipcau.ports import Entry, MonthFile
from nhipcau.rules.allowance.assess import (
    Assessment,
    Decision,
    Declaration,
    Line,
    LineState,
    PersonFacts,
    Reason,
    Ruling,
    assess,
)
from nhipcau.rules.allowance.close import CloseState, Closing
from nhipcau.rules.allowance.policy import BaseSalary, MonthRule, PaidBy, Policy, Rate, Watched
from nhipcau.rules.forms import Draft
from nhipcau.rules.kernel import Month, Span
from nhipcau.rules.roster import Appointment, Leave, Level
from nhipcau.storage import SqlStore
from nhipcau.storage.columns import in_utc
from nhipcau.storage.month_files import facts_as_text, facts_from_text, lines_as_text, lines_from_text
from tests.storage.samples import MAY, NOW, PROVINCIAL, asked_once

on_one_store = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

words = st.text(max_size=20)
codes = st.text("abcđ-_0123456789", min_size=1, max_size=12)
days = st.dates(date(1900, 1, 1), date(2200, 12, 31))
money = st.integers(0, 10**12)
answers = st.none() | st.booleans() | st.integers() | words | st.lists(words, max_size=3).map(tuple)
moments = st.datetimes(datetime(1900, 1, 1), datetime(2200, 12, 31), timezones=st.timezones())  # noqa: DTZ001
lasting = st.integers(0, 900).map(timedelta)
spans = st.builds(Span, days) | st.builds(lambda first, length: Span(first, first + length), days, lasting)
facts = st.builds(
    PersonFacts,
    code=codes,
    name=words,
    appointments=st.lists(st.builds(Appointment, codes, codes, spans, words), max_size=3).map(tuple),
    leaves=st.lists(st.builds(Leave, spans, words), max_size=3).map(tuple),
    report_sent=st.booleans(),
    declaration=st.none()
    | st.builds(Declaration, st.none() | st.booleans(), st.none() | st.integers(0, 31), st.none() | st.booleans()),
    decision=st.none() | st.builds(Decision, st.sampled_from(Ruling), words, words),
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


@on_one_store
@given(people=st.lists(facts, max_size=3).map(tuple), assessed=st.lists(lines, max_size=3).map(tuple), cut_off=moments)
def test_month_files_come_back_as_they_were(
    store: SqlStore, people: tuple[PersonFacts, ...], assessed: tuple[Line, ...], cut_off: datetime
) -> None:
    closing = Closing(MAY, 1, CloseState.CHECKED, "CB-1")
    file = MonthFile(closing, in_utc(cut_off), people, "f1", "p1", Assessment(MAY, assessed))
    with store.begin() as tx:
        tx.months.save(file)
        assert tx.months.get(MAY) == file


FROZEN_FACTS = (
    '[{"appointments":[{"decision":"12/QĐ-TLĐ","first":"2026-01-01","last":null,"level":"provincial","unit":"ldld-hue"}],'
    '"code":"CTV-1","decision":{"by":"CB-1","reason":"có đơn","ruling":"granted"},'
    '"declaration":{"active":true,"away_days":2,"paid_elsewhere":null},'
    '"leaves":[{"first":"2026-05-11","last":"2026-05-12","reason":"ốm"}],"name":"Đặng Thị Ánh","report_sent":false}]'
)
FROZEN_LINES = (
    '[{"amount":234000,"base":2340000,"coefficient":"3/10","days":16,"full":702000,"level":"national",'
    '"name":"Đặng Thị Ánh","payer":"tld","person":"CTV-1",'
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
        declaration=Declaration(True, 2, None),
        decision=Decision(Ruling.GRANTED, "có đơn", "CB-1"),
    )
    assert (line.coefficient, line.amount, line.state) == (Fraction(3, 10), 234_000, LineState.DUE)
    assert facts_as_text([person]) == FROZEN_FACTS
    assert lines_as_text([line]) == FROZEN_LINES


@pytest.mark.parametrize("rule", list(MonthRule))
def test_a_month_recomputed_from_what_was_frozen_equals_its_lines(store: SqlStore, rule: MonthRule) -> None:
    """R32."""
    policy = Policy(
        (BaseSalary(date(2024, 7, 1), 2_340_000, "73/2024/NĐ-CP"),),
        (Rate(date(2020, 1, 1), "provincial", Fraction(1, 5), PaidBy.NETWORK, "KH"),),
        "tld",
        rule,
        False,
        frozenset(Watched),
        "linh",
    )
    levels = {"provincial": Level("provincial", {"vi": "cấp tỉnh"}, 2)}
    half = Appointment("ldld-hue", "provincial", Span(date(2026, 5, 18)))
    people = (
        PersonFacts("CTV-1", "Đặng Thị Ánh", (PROVINCIAL,), declaration=Declaration(True, 0, False)),
        PersonFacts("CTV-2", "Lê Văn Bình", (half,), decision=Decision(Ruling.REFUSED, "không báo cáo", "CB-1")),
        PersonFacts("CTV-3", "Trần Ý", (PROVINCIAL,), report_sent=False, declaration=None),
    )
    assessed = assess(MAY, people, policy, levels, {"ldld-hue": 0})
    with store.begin() as tx:
        tx.months.save(MonthFile(Closing(MAY, 1, CloseState.CLOSED, "CB-1", "CB-2"), NOW, people, "f", "p", assessed))
    with store.read() as tx:
        kept = tx.months.get(Month.parse("2026-05"))
    assert kept is not None
    assert assess(MAY, kept.facts, policy, levels, {"ldld-hue": 0}) == kept.assessment == assessed
