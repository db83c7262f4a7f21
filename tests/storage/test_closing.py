"""A month's close where several act at once, or somebody dies in the middle: the jobs themselves, on both databases."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import count
from threading import Barrier

import pytest

from nhipcau.jobs.advance_close import advance_close
from nhipcau.jobs.assess_month import draft_month, file_for
from nhipcau.jobs.decide_review import decide_review
from nhipcau.jobs.reopen_month import reopen_month
from nhipcau.jobs.summary import Summary
from nhipcau.ports import Inbound, NewPerson, Store, Tx, Update
from nhipcau.rules.allowance.close import LEADS_TO, CloseAct, CloseState, Closing, ReopenRequest
from nhipcau.rules.roster import Grant
from nhipcau.settings.rulebook import Rulebook
from nhipcau.storage import SqlStore, open_store
from tests.fakes.fixtures import book
from tests.storage.samples import MAY, NOW, new_person

__all__ = ["book"]

HANDS = {
    "Oanh": ("accountant",),
    "Hằng": ("accountant",),
    "Long": ("approver",),
    "Vân": ("approver",),
    "Quỳnh": ("accountant", "approver"),
}
CODE, CUT_OFF = "CTV-1", NOW + timedelta(days=30)


class Office:
    """May is drafted; its one line waits for a decision, as no report was sent."""

    def __init__(self, store: SqlStore, url: str, book: Rulebook) -> None:
        self.store, self.url, self.book = store, url, book
        self.chats = {name: number for number, name in enumerate(HANDS, start=901)}
        self._updates = count(1)
        with store.begin() as tx:
            for name, roles in HANDS.items():
                grants = tuple(Grant(role) for role in roles)
                number = tx.people.add(NewPerson(f"CB-{self.chats[name]}", name, "vi", None, grants=grants))
                tx.people.bind(number, self.chats[name], NOW)
            place = replace(new_person(CODE).appointments[0], unit="ld_ha_noi")
            tx.people.add(replace(new_person(CODE), appointments=(place,)))
            draft = draft_month(tx, book, Closing(MAY, 1, CloseState.DRAFT), CUT_OFF)
            silent = tuple(replace(person, report_sent=False) for person in draft.facts)
            tx.months.save(file_for(draft.closing, draft.cut_off, draft.terms, silent))

    def presses(self, who: str) -> Inbound:
        number = next(self._updates)
        with self.store.begin() as tx:
            tx.inbox.store([Update(number, self.chats[who], "{}")], NOW)
        return Inbound(number, self.chats[who])

    def decides(self, who: str, reason: str = "granted_unit_word", *, store: Store | None = None) -> Summary:
        return decide_review(store or self.store, self.book, self.presses(who), MAY, CODE, reason, 0, CUT_OFF)

    def takes(self, who: str, act: CloseAct, *, store: Store | None = None) -> Summary:
        return self.handles(self.presses(who), act, store or self.store)

    def handles(self, press: Inbound, act: CloseAct, store: Store) -> Summary:
        return advance_close(store, self.book, press, MAY, act, CUT_OFF)

    def agrees(self, who: str, *, store: Store | None = None) -> Summary:
        """To open May again, as Oanh asked."""
        wanted = ReopenRequest(MAY, 1, next(iter(self.book.reopen_reasons)), f"CB-{self.chats['Oanh']}")
        return reopen_month(store or self.store, self.book, self.presses(who), wanted, CUT_OFF)

    def comes_to(self, state: CloseState) -> "Office":
        self.decides("Long")
        steps = [("Oanh", CloseAct.CHECK), ("Vân", CloseAct.APPROVE), ("Oanh", CloseAct.CLOSE)]
        for who, act in steps[: list(CloseState).index(state)]:
            self.takes(who, act)
        assert self.closing.state is state
        return self

    @property
    def closing(self) -> Closing:
        with self.store.read() as tx:
            file = tx.months.get(MAY)
        assert file is not None
        return file.closing

    def told(self, subject: str, what: str) -> int:
        with self.store.read() as tx:
            return sum(entry.what == what for entry in tx.journal.about(subject))

    def at_once(self, *acts: Callable[..., Summary]) -> list[str]:
        """What came of acts that two processes do at the same instant, each with a store of its own."""
        together = Barrier(len(acts))

        def do(act: Callable[..., Summary]) -> str:
            store = open_store(self.url, durable=False)
            try:
                together.wait()
                return next(iter(act(store=store).counts))
            finally:
                store.close()

        with ThreadPoolExecutor(len(acts)) as pool:
            return sorted(pool.map(do, acts))


@pytest.fixture
def office(store: SqlStore, url: str, book: Rulebook) -> Office:
    return Office(store, url, book)


def test_of_two_approvers_who_decide_at_once_one_does(office: Office) -> None:
    done = office.at_once(partial(office.decides, "Long", "granted_late"), partial(office.decides, "Vân"))
    assert done == ["granted", "refused"]
    assert office.told(f"allowance:{MAY}:{CODE}", "review_decided") == 1


@pytest.mark.parametrize(
    ("act", "by", "before"),
    [
        (CloseAct.CHECK, ("Oanh", "Hằng"), CloseState.DRAFT),
        (CloseAct.APPROVE, ("Long", "Vân"), CloseState.CHECKED),
        (CloseAct.CLOSE, ("Oanh", "Hằng"), CloseState.APPROVED),
        (CloseAct.PAY, ("Oanh", "Hằng"), CloseState.CLOSED),
    ],
)
def test_of_two_who_take_a_step_at_once_one_does(
    office: Office, act: CloseAct, by: tuple[str, str], before: CloseState
) -> None:
    office.comes_to(before)
    done = office.at_once(*(partial(office.takes, who, act) for who in by))
    assert done == [LEADS_TO[act].value, "refused"]
    assert office.told(f"month:{MAY}", f"month_{LEADS_TO[act].value}") == 1


def test_of_two_who_agree_to_open_it_again_one_does(office: Office) -> None:
    office.comes_to(CloseState.CLOSED)
    done = office.at_once(partial(office.agrees, "Long"), partial(office.agrees, "Vân"))
    assert done == ["refused", "reopened"]
    assert (office.closing.version, office.told(f"month:{MAY}", "month_reopened")) == (2, 1)


def test_an_accountant_who_is_an_approver_too_does_not_approve_what_they_checked(office: Office) -> None:
    office.comes_to(CloseState.DRAFT)
    assert office.takes("Quỳnh", CloseAct.CHECK).counts == {"checked": 1}
    assert office.takes("Quỳnh", CloseAct.APPROVE).counts == {"refused": 1}
    assert office.takes("Long", CloseAct.APPROVE).counts == {"approved": 1}


class Dying:
    """A store whose process dies after everything is written and before it is committed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.read = store.read

    @contextmanager
    def begin(self) -> Iterator[Tx]:
        with self._store.begin() as tx:
            yield tx
            raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("act", "by", "before"),
    [
        (CloseAct.CHECK, "Oanh", CloseState.DRAFT),
        (CloseAct.APPROVE, "Vân", CloseState.CHECKED),
        (CloseAct.CLOSE, "Oanh", CloseState.APPROVED),
        (CloseAct.PAY, "Oanh", CloseState.CLOSED),
    ],
)
def test_who_dies_in_the_middle_of_a_step_leaves_it_untaken(
    office: Office, act: CloseAct, by: str, before: CloseState
) -> None:
    """The update that told of it is handled when the bot is back."""
    closing, press = office.comes_to(before).closing, office.presses(by)
    with pytest.raises(KeyboardInterrupt):
        office.handles(press, act, Dying(office.store))
    assert office.closing == closing
    assert office.handles(press, act, office.store).counts == {LEADS_TO[act].value: 1}
