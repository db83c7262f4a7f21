"""A bonus for a verified hotspot (P9): one person types it, another agrees, and it comes in the next list."""

from dataclasses import dataclass
from datetime import datetime

from nhipcau.jobs.hearing import hear, hear_one_of_group
from nhipcau.jobs.permit import permit
from nhipcau.jobs.replies import reply
from nhipcau.jobs.summary import Summary
from nhipcau.ports import Entry, Inbound, Store, Tx
from nhipcau.rules.allowance.facts import Bonus
from nhipcau.rules.allowance.proposals import Proposal, list_month, read_proposal, refuse_second_reporter
from nhipcau.rules.dialogue import Rows
from nhipcau.rules.intents import Button, Lane, Message, To
from nhipcau.rules.kernel import Json, Month, Refused, spoken
from nhipcau.rules.roster import Person, may
from nhipcau.settings.rulebook import Rulebook

PROPOSE, AGREE = "propose_bonus", "agree_bonus"


@dataclass(frozen=True)
class Asked:
    """A proposal on its way: whose bonus it is, how many were asked to agree, and what is shown of it."""

    name: str
    asked: int
    view: dict[str, Json]


def propose_bonus(store: Store, book: Rulebook, inbound: Inbound, by_chat: int, words: str, now: datetime) -> Summary:
    """/thuong, in the admin group or alone: the answer comes in the private chat."""

    def act(tx: Tx, person: Person) -> Summary:
        asked = _propose(tx, book, person, words, now)
        tx.outbox.put([reply(inbound, now, "allowance/bonus_proposed", asked.view, person)])
        return Summary({"proposed": 1})

    return hear_one_of_group(store, inbound, by_chat, now, act)


def propose_bonus_as(store: Store, book: Rulebook, code: str, words: str, now: datetime) -> Asked:
    """As somebody of the roster, without a chat. Raises Refused."""
    with store.begin() as tx:
        person = tx.people.by_code(code)
        if person is None:
            raise Refused("nobody", code=code)
        return _propose(tx, book, person, words, now)


def _propose(tx: Tx, book: Rulebook, person: Person, words: str, now: datetime) -> Asked:
    """Kept, and whoever may agree to it is asked, but never the one who typed it."""
    permit(book, person, PROPOSE)
    proposal = read_proposal(words, book.units)
    earner = _proposed(tx, book, proposal, person, now)
    view = _view(tx, book, earner, proposal.bonus, person, now)
    asked = _ask_others(tx, book, view, proposal, person, now)
    return Asked(earner.name, asked, {**view, "asked": asked})


def _proposed(tx: Tx, book: Rulebook, proposal: Proposal, by: Person, now: datetime) -> Person:
    """The proposal is kept. Returns whose it is. Raises Refused."""
    earner, bonus = tx.people.by_code(proposal.person), proposal.bonus
    if earner is None:
        raise Refused("nobody", code=proposal.person)
    month = _month(tx, book, now)
    given = {code: _name(tx, code) for code in tx.months.proposed(bonus.case)}
    refuse_second_reporter(earner.code, given, book.policy.choices_for(month).bonus_for)
    tx.months.propose(month, earner.code, bonus, by.code)
    detail: dict[str, Json] = {"amount": bonus.amount, "decision": bonus.decision, "payer": bonus.payer}
    tx.journal.write(Entry(now, by.code, "bonus_proposed", _subject(bonus.case, earner.code), detail=detail))
    return earner


def _ask_others(tx: Tx, book: Rulebook, view: dict[str, Json], proposal: Proposal, asker: Person, now: datetime) -> int:
    subject = f"{proposal.bonus.case}:{proposal.person}"
    buttons: Rows = (
        (Button(f"b:yes:{subject}", name="bonus_agree"), Button(f"b:no:{subject}", name="bonus_turn_down")),
    )
    others = [p for p in tx.people.all() if p.id != asker.id and p.reachable and may(p, AGREE, book.permissions)]
    key, lane = f"bonus:{subject}:{now.isoformat()}", Lane.CONVERSATION
    tx.outbox.put(
        Message(f"{key}:{p.code}", To(p.id), "allowance/bonus_asked", view, lane, now, buttons=buttons) for p in others
    )
    return len(others)


def decide_bonus(
    store: Store, book: Rulebook, inbound: Inbound, agrees: bool, case: str, code: str, now: datetime
) -> Summary:
    """The second person's press; the first of several counts."""

    def act(tx: Tx, person: Person) -> Summary:
        permit(book, person, AGREE)
        proposed = tx.months.proposed(case).get(code)
        earner = tx.people.by_code(code)
        if proposed is None or proposed.agreed_by or earner is None:
            raise Refused("bonus_decided")
        if proposed.asked_by == person.code:
            raise Refused("bonus_needs_two")
        view = _view(tx, book, earner, proposed.bonus, person, now)
        month = _month(tx, book, now)
        done = tx.months.agree(case, code, month, person.code, now) if agrees else tx.months.turn_down(case, code)
        assert done, "it was read in this transaction"
        what = "bonus_agreed" if agrees else "bonus_turned_down"
        tx.journal.write(Entry(now, person.code, what, _subject(case, code)))
        decided = {**view, "agreed": agrees}
        tx.outbox.put([reply(inbound, now, "allowance/bonus_decided", decided, person, edits=inbound.message_id)])
        return Summary({what: 1})

    return hear(store, inbound, now, act)


def _month(tx: Tx, book: Rulebook, now: datetime) -> Month:
    return list_month(tx.months.states(), Month.of(book.calendar.today(now)))


def _view(tx: Tx, book: Rulebook, earner: Person, bonus: Bonus, by: Person, now: datetime) -> dict[str, Json]:
    return {
        "case": bonus.case,
        "code": earner.code,
        "name": earner.name,
        "amount": bonus.amount,
        "decision": bonus.decision,
        "payer": spoken(book.units[bonus.payer].short, by.language),
        "month": str(_month(tx, book, now)),
        "by": by.name,
    }


def _name(tx: Tx, code: str) -> str:
    person = tx.people.by_code(code)
    return person.name if person else code


def _subject(case: str, code: str) -> str:
    return f"bonus:{case}:{code}"
