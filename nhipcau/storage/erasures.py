"""Deleting a person's data: their row becomes a code, their words and files are gone, what paid them stays."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Select,
    Text,
    and_,
    bindparam,
    delete,
    insert,
    literal,
    or_,
    select,
    type_coerce,
    update,
)

from nhipcau.ports import SHEET_LOG, Delivery
from nhipcau.ports.leaving import Mention
from nhipcau.rules.roster import ChatState, Person
from nhipcau.storage.campaign_tables import kit_proofs
from nhipcau.storage.columns import Moment
from nhipcau.storage.post_tables import inbox, outbox
from nhipcau.storage.repository import Repository
from nhipcau.storage.tables import (
    accounts,
    appointments,
    archive,
    checkin_versions,
    checkins,
    current_questions,
    grants,
    invites,
    journal,
    leaves,
    people,
    rounds,
)
from nhipcau.storage.talk_tables import attachments, letters, open_prompts

WANTED = select(people.c.erase_at).where(people.c.id == bindparam("number"), people.c.erased_at.is_(None))
DUE = select(people.c.id).where(people.c.erase_at <= bindparam("now", type_=Moment), people.c.erased_at.is_(None))
CODES = select(people.c.code).where(people.c.erased_at.is_not(None))
KEPT_ENTRIES = ("agreed", "data_delete", "data_erase")
"""The proof of consent, and of what became of it."""
WORDS_IN_CHAT = ("question:%", "checkin:%")
"""What journal entries are about in which somebody's own words stand: answers, and reasons for a return. Reasons that
belong to money are kept with it."""
TOLD_OF_LAUNCHES = ("reconciled", "recall_done")
SETTLED = (Delivery.SENT, Delivery.BLOCKED, Delivery.SKIPPED, Delivery.FAILED)


class SqlErasures(Repository):
    def wanted(self, person_id: int) -> datetime | None:
        """When the person's data are to be deleted, as long as they are not."""
        moment = self._value(WANTED, number=person_id)
        return None if moment is None else self._local(moment)

    def plan(self, person_id: int, at: datetime | None) -> None:
        self._run(update(people).where(people.c.id == person_id).values(erase_at=at))

    def due(self, now: datetime) -> list[int]:
        return [row.id for row in self._rows(DUE, now=now)]

    def codes(self) -> frozenset[str]:
        return frozenset(row.code for row in self._rows(CODES))

    def files(self, person: Person, kept_forms: Collection[str]) -> list[str]:
        """The paths of what they sent, of their own pages and of their exports."""
        sent = select(attachments.c.path).where(attachments.c.checkin_id.in_(_words_of(person, kept_forms)))
        pages = select(archive.c.path).where(archive.c.path.like(f"%/people/{person.code}.%"))
        exports = select(outbox.c.document.label("path")).where(
            outbox.c.person_id == person.id, outbox.c.document.like("exports/%")
        )
        return [row.path for query in (sent, pages, exports) for row in self._rows(query) if row.path]

    def erase(self, person: Person, kept_forms: Collection[str], at: datetime) -> None:
        """Delete who the person was and what they said, for good; the code stays, and what payments were made of."""
        self._erase_words(person, kept_forms)
        self._erase_messages(person, at)
        self._erase_places(person, at)
        nobody = {"name": person.code, "phone": None, "chat_id": None, "chat_state": ChatState.UNBOUND}
        kept_no_more = {"bound_at": None, "consent": "", "consented_at": None, "reminder_hour": None}
        self._run(update(people).where(people.c.id == person.id).values(**nobody, **kept_no_more, erased_at=at))

    def mentions(self, person: Person) -> list[Mention]:
        """Others' words in which the person's name stands as it was, the oldest first of each kind."""
        found = ((kind, row) for kind, query in _named(person.name).items() for row in self._rows(query))
        return [Mention(kind, row.place, row.by, self._day(row.at)) for kind, row in found if row.by != person.code]

    def _day(self, at: datetime | date) -> date:
        return self._local(at).date() if isinstance(at, datetime) else at

    def _erase_words(self, person: Person, kept_forms: Collection[str]) -> None:
        theirs = _words_of(person, kept_forms)
        for table in (attachments, checkin_versions):
            self._run(delete(table).where(table.c.checkin_id.in_(theirs)))
        self._run(update(checkins).where(checkins.c.id.in_(theirs)).values(draft={}))
        for table in (current_questions, open_prompts, kit_proofs):
            self._run(delete(table).where(table.c.person_id == person.id))
        self._erase_letters(person)
        about = and_(journal.c.subject == f"person:{person.code}", journal.c.what.not_in(KEPT_ENTRIES))
        self._run(delete(journal).where(about))
        self._erase_from_journal(person)

    def _erase_letters(self, person: Person) -> None:
        """And what was told of them to others: a letter is called by its first words."""
        theirs = letters.c.by == person.code
        for row in self._rows(select(letters.c.id).where(theirs)):
            slot = f"letter:{row.id}"
            told = or_(outbox.c.slot == slot, outbox.c.plan_key.in_([f"{by}:{slot}" for by in TOLD_OF_LAUNCHES]))
            self._run(update(outbox).where(told, outbox.c.state.in_(SETTLED)).values(view={}, attached=""))
        self._run(update(letters).where(theirs).values(words="", attached=""))

    def _erase_from_journal(self, person: Person) -> None:
        """Who did what, and when, stays for the audit; the words go. Entries cannot be changed, only taken out."""
        own = and_(journal.c.who == person.code, or_(*map(journal.c.subject.like, WORDS_IN_CHAT)))
        keys = (f'"key":"{person.code}"', f'"key":"{person.code}/', f'/{person.code}"')
        typed = and_(journal.c.subject == SHEET_LOG, or_(*(_says(journal.c.detail, key) for key in keys)))
        for row in self._rows(select(journal).where(or_(own, typed))):
            self._run(delete(journal).where(journal.c.id == row.id))
            kept = {name: "" if name in ("words", "typed") else value for name, value in row.detail.items()}
            self._run(insert(journal).values(**{**row._asdict(), "why": "", "detail": kept}))

    def _erase_messages(self, person: Person, at: datetime) -> None:
        """What was said to them, what was said of them by name, and what came from their chat."""
        theirs = outbox.c.person_id == person.id
        waits = and_(theirs, outbox.c.state == Delivery.PLANNED)
        self._run(update(outbox).where(waits).values(state=Delivery.SKIPPED, settled_at=at, reason="erased"))
        over = and_(or_(theirs, _says(outbox.c.view, person.name)), outbox.c.state.in_(SETTLED))
        self._run(update(outbox).where(over).values(view={}))
        if person.chat_id is not None:
            self._run(update(inbox).where(inbox.c.chat_id == person.chat_id).values(raw="{}"))
        self._run(delete(archive).where(archive.c.path.like(f"%/people/{person.code}.%")))

    def _erase_places(self, person: Person, at: datetime) -> None:
        """They hold no role, no place and no account from today on; days of leave stay without their reasons."""
        today = self._local(at).date()
        held = appointments.c.person_id == person.id
        self._run(delete(appointments).where(held, appointments.c.first_day > today))
        open_end = or_(appointments.c.last_day.is_(None), appointments.c.last_day > today)
        self._run(update(appointments).where(held, open_end).values(last_day=today))
        self._run(update(leaves).where(leaves.c.person_id == person.id).values(reason=""))
        for table in (grants, invites, accounts):
            self._run(delete(table).where(table.c.person_id == person.id))


def _says(column: Column[Any], words: str) -> ColumnElement[bool]:
    """Whether the words stand anywhere in a text, or in what is kept as JSON."""
    return type_coerce(column, Text).contains(words, autoescape=True)


def _named(name: str) -> dict[str, Select[Any]]:
    """By kind, where a name stands in what people wrote themselves."""
    sent = checkin_versions.join(checkins).join(rounds).join(people, people.c.id == checkins.c.person_id)
    return {
        "letter": select(literal("").label("place"), letters.c.by, letters.c.made_at.label("at"))
        .where(_says(letters.c.words, name))
        .order_by(letters.c.made_at),
        "answer": select(rounds.c.key.label("place"), people.c.code.label("by"), checkin_versions.c.sent_at.label("at"))
        .select_from(sent)
        .where(_says(checkin_versions.c.answers, name))
        .order_by(checkin_versions.c.sent_at),
        "leave": select(literal("").label("place"), people.c.code.label("by"), leaves.c.first_day.label("at"))
        .join_from(leaves, people)
        .where(_says(leaves.c.reason, name))
        .order_by(leaves.c.first_day),
        "journal": select(journal.c.subject.label("place"), journal.c.who.label("by"), journal.c.at)
        .where(or_(_says(journal.c.why, name), _says(journal.c.detail, name)))
        .order_by(journal.c.id),
    }


def _words_of(person: Person, kept_forms: Collection[str]) -> Select[Any]:
    """The check-ins of the person whose answers nothing obliges to keep."""
    return (
        select(checkins.c.id)
        .join(rounds, rounds.c.id == checkins.c.round_id)
        .where(checkins.c.person_id == person.id, rounds.c.form.not_in(list(kept_forms)))
    )
