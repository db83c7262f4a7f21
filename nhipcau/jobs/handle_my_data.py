"""/dulieu: all that is kept about a person, as a file; its deletion, while minds may change; consent taken back."""

import json
from datetime import datetime

from nhipcau.jobs.hearing import hear
from nhipcau.jobs.replies import reply
from nhipcau.jobs.summary import Summary
from nhipcau.jobs.tell import to_admins, to_lead, unit_name
from nhipcau.ports import Entry, Files, Inbound, Store, Tx
from nhipcau.rules.forms import answers_as_data
from nhipcau.rules.intents import Button
from nhipcau.rules.kernel import Json, plain
from nhipcau.rules.roster import ChatState, Person
from nhipcau.rules.vietnamese import day_for_people
from nhipcau.settings.rulebook import Rulebook

SHOW, DELETE, ERASE, KEEP, WITHDRAW = "show", "delete", "erase", "keep", "withdraw"


def handle_my_data(store: Store, book: Rulebook, files: Files, inbound: Inbound, wish: str, now: datetime) -> Summary:
    """See it; ask for its deletion, confirm that, think better of it; or withdraw: whoever withdraws hears nothing more
    until they agree again."""

    def act(tx: Tx, person: Person) -> Summary:
        acts = {DELETE: _explain, ERASE: _plan, KEEP: _keep, WITHDRAW: _withdraw}
        if wish in acts:
            acts[wish](tx, book, inbound, person, now)
        else:
            _show(tx, book, files, inbound, person, now)
        return Summary({wish: 1})

    return hear(store, inbound, now, act)


def _show(tx: Tx, book: Rulebook, files: Files, inbound: Inbound, person: Person, now: datetime) -> None:
    path = f"exports/{person.code}/{person.code}-{book.calendar.today(now)}.json"
    files.write(path, json.dumps(_everything(tx, person), ensure_ascii=False, indent=2).encode())
    wanted = tx.erasures.wanted(person.id)
    first = KEEP if wanted else DELETE
    rows = tuple((Button(f"d:{wish}", name=f"data_{wish}"),) for wish in (first, WITHDRAW))
    view: dict[str, Json] = {"name": person.name, "day": day_for_people(book.calendar.today(wanted)) if wanted else ""}
    tx.outbox.put([reply(inbound, now, "talk/data", view, person, rows, document=path)])


def _explain(tx: Tx, book: Rulebook, inbound: Inbound, person: Person, now: datetime) -> None:
    """What would be deleted, when, and what the law keeps; nothing is done yet."""
    view = {"day": _day(book, now), "code": person.code}
    rows = ((Button(f"d:{ERASE}", name="data_erase"),), (Button(f"d:{KEEP}", name="data_keep"),))
    tx.outbox.put([reply(inbound, now, "talk/data_delete", view, person, rows)])


def _plan(tx: Tx, book: Rulebook, inbound: Inbound, person: Person, now: datetime) -> None:
    """The day stays that of the first request."""
    if tx.erasures.wanted(person.id) is None:
        tx.erasures.plan(person.id, now + book.joining.erase_after)
        _note(tx, book, inbound, person, ERASE, now)
    wanted = tx.erasures.wanted(person.id) or now
    rows = ((Button(f"d:{KEEP}", name="data_keep"),),)
    view = {"day": day_for_people(book.calendar.today(wanted))}
    tx.outbox.put([reply(inbound, now, "talk/data_planned", view, person, rows, edits=inbound.message_id)])


def _keep(tx: Tx, book: Rulebook, inbound: Inbound, person: Person, now: datetime) -> None:
    if tx.erasures.wanted(person.id) is not None:
        tx.erasures.plan(person.id, None)
        _note(tx, book, inbound, person, KEEP, now)
    tx.outbox.put([reply(inbound, now, "talk/data_kept", {}, person)])


def _note(tx: Tx, book: Rulebook, inbound: Inbound, person: Person, wish: str, now: datetime) -> None:
    """Coordinators hear of it in their group: the roster is theirs."""
    tx.journal.write(Entry(now, person.code, f"data_{wish}", f"person:{person.code}"))
    unit = unit_name(book, person, book.network.language, now)
    view = {"name": person.name, "unit": unit, "day": _day(book, now)}
    tx.outbox.put([to_admins(f"data:{inbound.update_id}", f"talk/wants_{wish}", view, now)])


def _withdraw(tx: Tx, book: Rulebook, inbound: Inbound, person: Person, now: datetime) -> None:
    tx.journal.write(Entry(now, person.code, "data_withdraw", f"person:{person.code}"))
    tx.outbox.put(to_lead(tx, book, person, "talk/data_withdraw", now))
    tx.outbox.put([reply(inbound, now, "talk/data_withdraw_done", {})])
    tx.people.agree(person.id, "", None)
    tx.people.set_chat_state(person.id, ChatState.UNBOUND)
    tx.checkins.set_current(person.id, None)


def _day(book: Rulebook, now: datetime) -> str:
    """The day on which what is asked for now would be done."""
    return day_for_people(book.calendar.today(now + book.joining.erase_after))


def _everything(tx: Tx, person: Person) -> dict[str, object]:
    checkins = tx.checkins.of_someone(person.id)
    return {
        "person": plain(person),
        "check_ins": [
            {"round": each.round.key, "versions": [answers_as_data(sent) for sent in tx.checkins.versions(each.id)]}
            for each in checkins
        ],
        "kits": [
            {"campaign": proof.campaign, "item": proof.item, "at": proof.at.isoformat(), "shared_on": proof.link}
            for proof in tx.kits.of_person(person.id)
        ],
        "journal": [
            {"at": entry.at.isoformat(), "who": entry.who, "what": entry.what, "why": entry.why}
            for entry in tx.journal.about(f"person:{person.code}")
        ],
    }
