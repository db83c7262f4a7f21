"""What collaborators ask about their allowance: the accountants' cards, their answers, and the list of what is open."""

from dataclasses import dataclass
from datetime import datetime

from nhipcau.jobs.hearing import decided_by, hear
from nhipcau.jobs.own_allowance import QUESTIONED, allowance_subject, noted, own_view
from nhipcau.jobs.permit import permit
from nhipcau.jobs.replies import reply
from nhipcau.jobs.summary import Summary
from nhipcau.jobs.tell import to_holders
from nhipcau.ports import Entry, Inbound, OwnMonth, Store, Tx
from nhipcau.ports.talk import Prompt
from nhipcau.rules.dialogue import Rows
from nhipcau.rules.intents import Button, Lane, Message, To
from nhipcau.rules.kernel import Json, Month, Refused
from nhipcau.rules.roster import Person
from nhipcau.settings.rulebook import Rulebook

STANDS, ADJUSTED, WORDS = "stands", "adjusted", "words"
ANSWERS = (STANDS, ADJUSTED, WORDS)
"""What an accountant answers: the figures are right, the next month puts them right, or something in words."""

ACTION, PROMPT = "check_month", "allowance_words"
LONGEST = 2000
"""Characters of an answer that fit into a message together with what is said around them."""


@dataclass(frozen=True)
class Open:
    """A question that nobody has answered yet."""

    month: Month
    code: str
    asked_at: datetime


def open_questions(tx: Tx) -> list[Open]:
    """The oldest first, over all months."""
    asked = tx.journal.of_kind(f"allowance_{QUESTIONED}")
    found = ((entry, *_whose(entry.subject)) for entry in asked)
    return [Open(month, code, entry.at) for entry, month, code in found if not _answered(tx, month, code)]


def _whose(subject: str) -> tuple[Month, str]:
    _, month, code = subject.split(":", 2)
    return Month.parse(month), code


def _answered(tx: Tx, month: Month, code: str) -> bool:
    return any(noted(tx, month, code, answer) for answer in ANSWERS)


def to_accountants(tx: Tx, own: OwnMonth, person: Person, now: datetime) -> list[Message]:
    """The card of one question, to every accountant."""
    key = f"question:{own.closing.month}:{person.code}"
    view, buttons = _view(own, person), _buttons(own.closing.month, person.code)
    return to_holders(tx, "accountant", key, "allowance/question", lambda _: (view, buttons), now)


def _view(own: OwnMonth, person: Person) -> dict[str, Json]:
    return {**own_view(own), "name": person.name, "code": person.code}


def _buttons(month: Month, code: str) -> Rows:
    return tuple((Button(f"p:{month}:{answer}:{code}", name=f"allowance_{answer}"),) for answer in ANSWERS)


def list_questions(store: Store, book: Rulebook, inbound: Inbound, now: datetime) -> Summary:
    """/cauhoi: the card of every question that is still open."""

    def act(tx: Tx, person: Person) -> Summary:
        permit(book, person, ACTION)
        cards = [card for each in open_questions(tx) if (card := _card_of(tx, each))]
        for number, (view, buttons) in enumerate(cards, start=1):
            tx.outbox.put([reply(inbound, now, "allowance/question", view, person, buttons, part=number)])
        if not cards:
            tx.outbox.put([reply(inbound, now, "allowance/no_questions", {}, person)])
        return Summary({"open": len(cards)})

    return hear(store, inbound, now, act)


def _card_of(tx: Tx, asked: Open) -> tuple[dict[str, Json], Rows] | None:
    asker, own = tx.people.by_code(asked.code), tx.months.own(asked.month, asked.code)
    return (_view(own, asker), _buttons(asked.month, asked.code)) if asker and own else None


def answer_question(
    store: Store, book: Rulebook, inbound: Inbound, month: Month, code: str, answer: str, now: datetime
) -> Summary:
    """A press under the card. For an answer in words the accountant's next words are it."""

    def act(tx: Tx, person: Person) -> Summary:
        permit(book, person, ACTION)
        if answer == WORDS:
            return _ask_how(tx, inbound, person, month, code, now)
        view = settle_question(tx, (person.code, person.name), month, code, answer, now)
        tx.outbox.put([reply(inbound, now, "allowance/question_closed", view, person, edits=inbound.message_id)])
        return Summary({answer: 1})

    return hear(store, inbound, now, act)


def _ask_how(tx: Tx, inbound: Inbound, person: Person, month: Month, code: str, now: datetime) -> Summary:
    view = {"name": _asker(tx, month, code).name}
    tx.talk.open_prompt(person.id, Prompt(PROMPT, f"{month}:{code}"), now)
    tx.outbox.put([reply(inbound, now, "allowance/answer_how", view, person)])
    return Summary({"prompted": 1})


def answer_in_words(
    tx: Tx, book: Rulebook, inbound: Inbound, person: Person, subject: str, words: str, now: datetime
) -> Summary:
    """The accountant's own words reach the person as they are."""
    tx.talk.close_prompt(person.id)
    permit(book, person, ACTION)
    month, code = _whose(f"allowance:{subject}")
    view = settle_question(tx, (person.code, person.name), month, code, WORDS, now, words[:LONGEST])
    tx.outbox.put([reply(inbound, now, "allowance/question_closed", view, person)])
    return Summary({WORDS: 1})


def settle_question(
    tx: Tx, by: tuple[str, str], month: Month, code: str, answer: str, now: datetime, words: str = ""
) -> dict[str, Json]:
    """Take the answer, wherever it was given, by that code and name, and tell who asked. Raises Refused.

    Returns what was answered, as data for templates.
    """
    asker = _asker(tx, month, code)
    if answer not in ANSWERS:
        raise Refused("no_such_line", code=code)
    detail = {"words": words} if words else {}
    tx.journal.write(Entry(now, by[0], f"allowance_{answer}", allowance_subject(month, code), detail=detail))
    view: dict[str, Json] = {"month": str(month), "answer": answer, "by": by[1], "name": asker.name, "words": words}
    tx.outbox.put([Message(f"answer:{month}:{code}", To(asker.id), "allowance/answered", view, Lane.BULK, now)])
    return view


def _asker(tx: Tx, month: Month, code: str) -> Person:
    """Whose question it is, while it is open. Raises Refused; the first answer counts."""
    asker = tx.people.by_code(code)
    if asker is None or not noted(tx, month, code, QUESTIONED):
        raise Refused("no_such_line", code=code)
    if _answered(tx, month, code):
        raise Refused("already_decided", name=asker.name, by=decided_by(tx, allowance_subject(month, code)))
    return asker
