"""Coordinators look at what a person sent: approve it, return it with a reason, excuse whoever did not send."""

from dataclasses import replace
from datetime import datetime

from nhipcau.jobs.hearing import hear, settle_first
from nhipcau.jobs.naming import person_name
from nhipcau.jobs.permit import permit
from nhipcau.jobs.prompts import turn_to
from nhipcau.jobs.replies import reply
from nhipcau.jobs.summary import Summary
from nhipcau.ports import Entry, Inbound, Store, Tx
from nhipcau.ports.talk import Prompt
from nhipcau.rules import dialogue, forms
from nhipcau.rules.checkins import Checkin
from nhipcau.rules.intents import Button, Lane, Message, To
from nhipcau.rules.kernel import Json, Refused
from nhipcau.rules.roster import Person
from nhipcau.settings.rulebook import Rulebook

RETURN, APPROVE, EXCUSE = "return", "approve", "excuse"
MOST_WAITING = 15
"""People whom /xem names by itself."""


def look_up(store: Store, book: Rulebook, inbound: Inbound, code: str, now: datetime) -> Summary:
    """/xem CTV001: the person's open rounds, each with what can be done about it."""

    def act(tx: Tx, person: Person) -> Summary:
        permit(book, person, "review_checkins")
        if not code:
            raise Refused("look_at_whom", people=_waiting(tx))
        other = tx.people.by_code(code)
        if other is None:
            raise Refused("nobody", code=code)
        opened = tx.checkins.open_of(other.id)
        for number, checkin in enumerate(opened, start=1):
            view = _view(book, other, checkin, person.language)
            card = reply(inbound, now, "review/checkin", view, person, _buttons(checkin), part=number)
            tx.outbox.put([card])
        if not opened:
            tx.outbox.put([reply(inbound, now, "review/nothing", {"name": other.name}, person)])
        return Summary({"shown": len(opened)})

    return hear(store, inbound, now, act)


def rule_on(
    store: Store, book: Rulebook, inbound: Inbound, ruling: str, checkin_id: int, version: int, now: datetime
) -> Summary:
    """A press under such a card; of two coordinators who press at once the first wins and the second is told."""

    def act(tx: Tx, person: Person) -> Summary:
        permit(book, person, "review_checkins")
        checkin = tx.checkins.get(checkin_id)
        if checkin is None or checkin.round.closed:
            raise Refused("round_is_closed")
        _refuse_decided(tx, checkin, version)
        if ruling == RETURN:
            tx.talk.open_prompt(person.id, Prompt(RETURN, str(checkin.id)), now)
            tx.outbox.put([reply(inbound, now, "review/why", {}, person)])
            return Summary({"prompted": 1})
        other = _owner(tx, checkin)
        view = {**_view(book, other, checkin, person.language), "ruling": ruling, "by": person.name, "why": ""}
        card = reply(inbound, now, "review/ruled", view, person, edits=inbound.message_id)
        _rule(tx, person, checkin, ruling, "", card, now)
        if ruling == EXCUSE:
            tx.checkins.excuse(checkin.id, True)
        return Summary({ruling: 1})

    return hear(store, inbound, now, act)


def return_with(
    tx: Tx, book: Rulebook, inbound: Inbound, person: Person, checkin_id: int, why: str, now: datetime
) -> Summary:
    """The reason was typed: the check-in goes back to its owner, opened for editing."""
    tx.talk.close_prompt(person.id)
    checkin = tx.checkins.get(checkin_id)
    if checkin is None or checkin.round.closed:
        raise Refused("round_is_closed")
    _refuse_decided(tx, checkin, checkin.version)
    owner = _owner(tx, checkin)
    ruled = {**_view(book, owner, checkin, person.language), "ruling": RETURN, "by": person.name, "why": why}
    _rule(tx, person, checkin, RETURN, why, reply(inbound, now, "review/ruled", ruled, person), now)
    form = book.form_of(checkin.round)
    tx.checkins.give_back(checkin.id, forms.begin(form, checkin.answers or {}))
    turn_to(tx, checkin.person_id, checkin.id)
    view = {**dialogue.about(checkin.round, form, book.calendar, owner.language), "why": why, "by": person.name}
    buttons = ((Button(dialogue.data(checkin, dialogue.OPEN, dialogue.OPEN), name="edit"),),)
    key = f"returned:{checkin.id}:{checkin.version}"
    tx.outbox.put([Message(key, To(owner.id), "review/returned", view, Lane.CONVERSATION, now, buttons=buttons)])
    return Summary({RETURN: 1})


def _waiting(tx: Tx) -> str:
    """Some of those who sent something that nobody has looked at yet, with their codes."""
    sent = [one for asked in tx.rounds.running() for one in tx.checkins.of_round(asked.id) if one.version]
    ruled = tx.outbox.known([_ruled(one) for one in sent])
    people = [_owner(tx, one) for one in sent if _ruled(one) not in ruled][:MOST_WAITING]
    return ", ".join(dict.fromkeys(f"{person.code} {person.name}" for person in people))


def _ruled(checkin: Checkin) -> str:
    """The plan key of what says that this version was decided: there is one."""
    return f"ruled:{checkin.id}:{checkin.version}"


def _refuse_decided(tx: Tx, checkin: Checkin, version: int) -> None:
    if checkin.version != version:
        raise Refused("sent_again")
    decided = [e for e in tx.journal.about(_subject(checkin)) if e.what.startswith("ruled_")]
    if any(entry.detail.get("version") == version for entry in decided):
        raise Refused("already_ruled", by=person_name(tx, decided[-1].who))


def _rule(tx: Tx, person: Person, checkin: Checkin, ruling: str, why: str, shown: Message, now: datetime) -> None:
    """Once a version, also when two rule at the same instant. Raises Refused."""
    entry = Entry(now, person.code, f"ruled_{ruling}", _subject(checkin), why, {"version": checkin.version})
    settle_first(tx, replace(shown, plan_key=_ruled(checkin)), entry)


def _subject(checkin: Checkin) -> str:
    return f"checkin:{checkin.id}"


def _owner(tx: Tx, checkin: Checkin) -> Person:
    owner = tx.people.get(checkin.person_id)
    assert owner is not None, "a check-in is somebody's"
    return owner


def _view(book: Rulebook, owner: Person, checkin: Checkin, language: str) -> dict[str, Json]:
    form = book.form_of(checkin.round)
    stage = dialogue.Stage(form, checkin, book.calendar, language)
    return {"name": owner.name, "version": checkin.version, **dialogue.sent_view(stage)}


def _buttons(checkin: Checkin) -> dialogue.Rows:
    def button(ruling: str) -> Button:
        return Button(f"r:{ruling}:{checkin.id}:{checkin.version}", name=f"ruling_{ruling}")

    return ((button(APPROVE), button(RETURN)),) if checkin.version else ((button(EXCUSE),),)
