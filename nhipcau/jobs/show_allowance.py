"""A collaborator's own allowance, line by line (R35): confirmed with one tap, or questioned and answered."""

from datetime import datetime

from nhipcau.jobs.hearing import decided_by, hear
from nhipcau.jobs.month_cards import reasons_view
from nhipcau.jobs.permit import permit
from nhipcau.jobs.replies import reply
from nhipcau.jobs.summary import Summary
from nhipcau.jobs.tell import to_holders
from nhipcau.ports import Entry, Inbound, MonthFile, Store, Tx
from nhipcau.rules.allowance.close import CloseState
from nhipcau.rules.allowance.lines import Line
from nhipcau.rules.dialogue import Rows
from nhipcau.rules.intents import Button, Lane, Message, To
from nhipcau.rules.kernel import Json, Month, Refused
from nhipcau.rules.roster import Person
from nhipcau.rules.vietnamese import day_for_people
from nhipcau.settings.rulebook import Rulebook

RECEIVED, QUESTIONED = "received", "questioned"
ANSWERS = ("stands", "adjusted")
"""What an accountant answers: the figures are right, or the next month puts them right."""


def show_allowance(store: Store, book: Rulebook, inbound: Inbound, now: datetime) -> Summary:
    """The newest month that has a line for the person; neither confirming nor asking ever blocks a close (R34)."""

    def act(tx: Tx, person: Person) -> Summary:
        for month in reversed(list(tx.months.states())):
            file = tx.months.get(month)
            lines = _own(file, person.code)
            if file is not None and lines:
                view = own_view(file, lines)
                tx.outbox.put([reply(inbound, now, "allowance/own", view, person, _buttons(tx, file, person))])
                return Summary({"shown": 1})
        tx.outbox.put([reply(inbound, now, "allowance/none_yet", {}, person)])
        return Summary({"none": 1})

    return hear(store, inbound, now, act)


def note_allowance(store: Store, book: Rulebook, inbound: Inbound, month: Month, what: str, now: datetime) -> Summary:
    """One tap of the person: the money has come, or the figures seem wrong and the accountants are asked. Once each."""

    def act(tx: Tx, person: Person) -> Summary:
        file = tx.months.get(month)
        lines = _own(file, person.code)
        if file is None or not lines or what not in (RECEIVED, QUESTIONED):
            raise Refused("no_such_line", code=person.code)
        if not _noted(tx, month, person.code, what):
            tx.journal.write(Entry(now, person.code, f"allowance_{what}", allowance_subject(month, person.code)))
            tx.outbox.put(_to_accountants(tx, file, lines, person, now) if what == QUESTIONED else ())
        view = {"month": str(month)}
        tx.outbox.put([reply(inbound, now, f"allowance/{what}", view, person, edits=inbound.message_id)])
        return Summary({what: 1})

    return hear(store, inbound, now, act)


def answer_question(
    store: Store, book: Rulebook, inbound: Inbound, month: Month, code: str, answer: str, now: datetime
) -> Summary:
    """An accountant answers what a collaborator asked; the first answer counts and is told to both."""

    def act(tx: Tx, person: Person) -> Summary:
        permit(book, person, "check_month")
        view = settle_question(tx, (person.code, person.name), month, code, answer, now)
        tx.outbox.put([reply(inbound, now, "allowance/question_closed", view, person, edits=inbound.message_id)])
        return Summary({answer: 1})

    return hear(store, inbound, now, act)


def settle_question(
    tx: Tx, by: tuple[str, str], month: Month, code: str, answer: str, now: datetime
) -> dict[str, Json]:
    """Take the answer, wherever it was given, by that code and name, and tell who asked. Raises Refused.

    Returns what was answered, as data for templates.
    """
    asker = tx.people.by_code(code)
    if asker is None or answer not in ANSWERS or not _noted(tx, month, code, QUESTIONED):
        raise Refused("no_such_line", code=code)
    if any(_noted(tx, month, code, known) for known in ANSWERS):
        raise Refused("already_decided", name=asker.name, by=decided_by(tx, allowance_subject(month, code)))
    tx.journal.write(Entry(now, by[0], f"allowance_{answer}", allowance_subject(month, code)))
    view: dict[str, Json] = {"month": str(month), "answer": answer, "by": by[1], "name": asker.name}
    tx.outbox.put([Message(f"answer:{month}:{code}", To(asker.id), "allowance/answered", view, Lane.BULK, now)])
    return view


def own_view(file: MonthFile, lines: list[Line]) -> dict[str, Json]:
    """The person's lines and what they come to, as data for templates."""
    return {
        "month": str(file.closing.month),
        "close": file.closing.state.value,
        "pays_on": day_for_people(file.terms.pays_on),
        "net": sum(line.amount for line in lines),
        "lines": [
            {
                "kind": line.kind.value,
                "amount": line.amount,
                "state": line.state.value,
                "reasons": reasons_view(line.reasons),
            }
            for line in lines
        ],
    }


def _own(file: MonthFile | None, code: str) -> list[Line]:
    return [line for line in file.assessment.lines if line.person == code] if file else []


def _buttons(tx: Tx, file: MonthFile, person: Person) -> Rows:
    """Receipt once the money was handed out; a question at any time; each only while it was not pressed."""
    month = file.closing.month
    offered = [RECEIVED] if file.closing.state is CloseState.PAID else []
    open_still = [what for what in (*offered, QUESTIONED) if not _noted(tx, month, person.code, what)]
    return tuple((Button(f"p:{month}:{what}", name=f"allowance_{what}"),) for what in open_still)


def _to_accountants(tx: Tx, file: MonthFile, lines: list[Line], person: Person, now: datetime) -> list[Message]:
    month = file.closing.month
    buttons: Rows = tuple(
        (Button(f"p:{month}:{answer}:{person.code}", name=f"allowance_{answer}"),) for answer in ANSWERS
    )
    view = {**own_view(file, lines), "name": person.name, "code": person.code}
    key = f"question:{month}:{person.code}"
    return to_holders(tx, "accountant", key, "allowance/question", lambda _: (view, buttons), now)


def _noted(tx: Tx, month: Month, code: str, what: str) -> bool:
    return any(entry.what == f"allowance_{what}" for entry in tx.journal.about(allowance_subject(month, code)))


def allowance_subject(month: Month, code: str) -> str:
    """What the journal calls a person's allowance of a month."""
    return f"allowance:{month}:{code}"
