"""/dulieu: all that is kept about a person, as a file; deletion is asked of people; consent can be taken back."""

import json
from datetime import datetime

from nhipcau.jobs.hearing import hear
from nhipcau.jobs.replies import reply
from nhipcau.jobs.summary import Summary
from nhipcau.jobs.tell import to_lead
from nhipcau.ports import Entry, Files, Inbound, Store, Tx
from nhipcau.rules.forms import answers_as_data
from nhipcau.rules.intents import Button
from nhipcau.rules.kernel import plain
from nhipcau.rules.roster import ChatState, Person
from nhipcau.settings.rulebook import Rulebook

SHOW, DELETE, WITHDRAW = "show", "delete", "withdraw"


def handle_my_data(store: Store, book: Rulebook, files: Files, inbound: Inbound, wish: str, now: datetime) -> Summary:
    """See it, ask for its deletion, or withdraw: whoever withdraws hears nothing more until they agree again."""

    def act(tx: Tx, person: Person) -> Summary:
        if wish == SHOW:
            return _show(tx, files, inbound, person, now)
        tx.journal.write(Entry(now, person.code, f"data_{wish}", f"person:{person.code}"))
        tx.outbox.put(to_lead(tx, book, person, f"talk/data_{wish}", now))
        tx.outbox.put([reply(inbound, now, f"talk/data_{wish}_done", {})])
        if wish == WITHDRAW:
            tx.people.agree(person.id, "", None)
            tx.people.set_chat_state(person.id, ChatState.UNBOUND)
            tx.checkins.set_current(person.id, None)
        return Summary({wish: 1})

    return hear(store, inbound, now, act)


def _show(tx: Tx, files: Files, inbound: Inbound, person: Person, now: datetime) -> Summary:
    path = f"exports/{person.code}/{now:%Y-%m-%d-%H%M%S}.json"
    files.write(path, json.dumps(_everything(tx, person), ensure_ascii=False, indent=2).encode())
    rows = tuple((Button(f"d:{wish}", name=f"data_{wish}"),) for wish in (DELETE, WITHDRAW))
    tx.outbox.put([reply(inbound, now, "talk/data", {"name": person.name}, person, rows, document=path)])
    return Summary({"shown": 1})


def _everything(tx: Tx, person: Person) -> dict[str, object]:
    checkins = tx.checkins.of_someone(person.id)
    return {
        "person": plain(person),
        "check_ins": [
            {"round": each.round.key, "versions": [answers_as_data(sent) for sent in tx.checkins.versions(each.id)]}
            for each in checkins
        ],
        "journal": [
            {"at": entry.at.isoformat(), "who": entry.who, "what": entry.what, "why": entry.why}
            for entry in tx.journal.about(f"person:{person.code}")
        ],
    }
