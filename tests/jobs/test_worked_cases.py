"""The worked cases through the store: people entered, months drafted, decided, checked, approved and closed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path

import pytest

from nhipcau.jobs.advance_close import advance_close
from nhipcau.jobs.assess_month import draft_month, file_for
from nhipcau.ports import Inbound, MonthFile, NewPerson, Tx, Update
from nhipcau.rules.allowance.close import CloseAct, CloseState, Closing
from nhipcau.rules.allowance.lists import payment_lists
from nhipcau.rules.allowance.trial import PaperPerson
from nhipcau.rules.cadence import round_of
from nhipcau.rules.checkins import Place
from nhipcau.rules.forms import Draft
from nhipcau.rules.kernel import Month
from nhipcau.rules.roster import Appointment, Grant, Leave, Member
from nhipcau.settings.allowance import AllowanceFile
from nhipcau.settings.facts_file import FactsFile, load_facts
from nhipcau.settings.reading import read
from nhipcau.settings.rulebook import Rulebook
from nhipcau.settings.shapes import examine
from nhipcau.storage import SqlStore, open_store
from tests.fakes.bonuses import given
from tests.fakes.worked_cases import CASES, Worked

HANDS = {"accountant": 901, "approver": 902}
STEPS = {CloseAct.CHECK: "accountant", CloseAct.APPROVE: "approver", CloseAct.CLOSE: "accountant"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    made = open_store(f"sqlite:///{tmp_path}/worked.db", durable=False)
    made.migrate()
    yield made
    made.close()


class Office:
    """A network whose months are closed one after the other, as the case tells them."""

    def __init__(self, store: SqlStore, book: Rulebook, file: FactsFile) -> None:
        self.store, self.book, self.trial = store, book, file.trial()
        self._updates = iter(range(1, 1000))
        with store.begin() as tx:
            for role, chat in HANDS.items():
                number = tx.people.add(NewPerson(role, role, "vi", None, grants=(Grant(role),)))
                tx.people.bind(number, chat, self._moment(self.trial.months[0]))
            for person in self.trial.people:
                tx.people.add(_entered(person))

    def close(self, month: Month) -> MonthFile:
        """Draft the month from what is known by then, and take it as far as it goes."""
        now = self._moment(month)
        with self.store.begin() as tx:
            for person in self.trial.people:
                self._hear(tx, person, month, now)
            file = draft_month(tx, self.book, Closing(month, 1, CloseState.DRAFT), now)
            tx.months.save(file)
        if not file.assessment.open_reviews:
            for act, role in STEPS.items():
                advance_close(self.store, self.book, self._inbound(role), month, act, now)
        with self.store.read() as tx:
            kept = tx.months.get(month)
        assert kept is not None
        return kept

    def _hear(self, tx: Tx, paper: PaperPerson, month: Month, now: datetime) -> None:
        person, heard = tx.people.by_code(paper.code), paper.heard.get(month)
        assert person is not None
        for learned in paper.history:
            if isinstance(learned.what, Leave) and learned.known_in == month:
                tx.people.add_leave(person.id, learned.what)
        if heard is None:
            return
        if not heard.report_sent:
            plan = round_of(self.book.programmes["monthly_report"], self.book.calendar, str(month))
            tx.checkins.add(
                tx.rounds.open(plan), [Place(Member(person, person.appointments[0]), False)], Draft("reach")
            )
        if heard.decision:
            tx.months.decide(month, paper.code, heard.decision, now)
        for bonus in heard.bonuses:
            given(tx, month, paper.code, bonus, now)

    def _inbound(self, role: str) -> Inbound:
        number = next(self._updates)
        with self.store.begin() as tx:
            tx.inbox.store([Update(number, HANDS[role], "{}")], self._moment(self.trial.months[0]))
        return Inbound(number, HANDS[role])

    def _moment(self, month: Month) -> datetime:
        return datetime.combine(month.next.first, time(17), self.book.calendar.zone)


def _entered(person: PaperPerson) -> NewPerson:
    known = [learned.what for learned in person.history if learned.known_in is None]
    appointments = tuple(what for what in known if isinstance(what, Appointment))
    leaves = tuple(what for what in known if isinstance(what, Leave))
    return NewPerson(person.code, person.name, "vi", None, appointments, leaves)


def office(case: Worked, store: SqlStore, book: Rulebook, folder: Path) -> Office:
    """Only the policy is read anew: the rest of the config is the same for all cases."""
    changed, faults = examine(read(case.policy(folder), "allowance.yaml"), AllowanceFile)
    assert changed is not None and not faults
    book = replace(book, policy=changed.policy(book.network.root))
    return Office(store, book, load_facts(case.facts(folder), book))


@pytest.mark.parametrize("case", [case for case in CASES if not case.only_on_paper], ids=str)
def test_a_case_comes_to_the_dong(case: Worked, store: SqlStore, book: Rulebook, tmp_path: Path) -> None:
    network = office(case, store, book, tmp_path)
    came_to: dict[str, dict[str, int]] = {}
    for month in network.trial.months:
        file = network.close(month)
        assert len(file.assessment.open_reviews) == case.waits
        assert file.closing.state is (CloseState.DRAFT if case.waits else CloseState.CLOSED)
        for payment in payment_lists(file.assessment, network.book.units, "linh"):
            for period in (str(month), str(month.year)):
                sums = came_to.setdefault(period, {})
                sums[payment.payer] = sums.get(payment.payer, 0) + payment.total
    assert {period: came_to[period] for period in case.comes_to} == case.comes_to


def test_closed_months_are_recomputed_to_the_same_whatever_is_edited_afterwards(
    store: SqlStore, book: Rulebook, tmp_path: Path
) -> None:
    case = next(case for case in CASES if case.name.startswith("T02"))
    network = office(case, store, book, tmp_path)
    closed = [network.close(month) for month in network.trial.months]
    with store.begin() as tx:
        someone = tx.people.by_code("CTV01")
        assert someone is not None
        tx.people.add_leave(someone.id, Leave(closed[0].terms.month.span, "biết sau"))
    network.book = replace(network.book, policy=replace(network.book.policy, base_salaries=(), rates=()), units={})
    with store.read() as tx:
        for before in closed:
            kept = tx.months.get(before.closing.month)
            assert kept == before
            assert file_for(kept.closing, kept.cut_off, kept.terms, kept.facts) == kept
