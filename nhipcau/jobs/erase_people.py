"""Delete the data of those who asked for it, once the time to change their minds is over.

The law obliges to keep payment lists and what they were made of (Luật Kế toán, 10 years): the frozen months, and the
declarations. Everything else that says who the person was is gone; their code stays. What others wrote is theirs: where
it has the person's name, the coordinators are told where, and decide.
"""

from datetime import datetime

from nhipcau.jobs.gather_facts import DECLARATION_FORM
from nhipcau.jobs.summary import Summary
from nhipcau.jobs.tell import View, to_admins
from nhipcau.ports import Entry, Files, Store, Tx
from nhipcau.rules.intents import Lane, Message, To
from nhipcau.rules.kernel import Json
from nhipcau.rules.roster import Person
from nhipcau.rules.vietnamese import day_for_people

KEPT_FORMS = (DECLARATION_FORM,)
MOST_PLACES = 20
"""Of others' words that name the person: a message has an end."""


def erase_people(store: Store, files: Files, now: datetime) -> Summary:
    """Everyone whose moment has come, each in a transaction of their own. The files go first: they cannot be rolled
    back, and a crash in between finds the person due again."""
    with store.read() as tx:
        due = tx.erasures.due(now)
    for person_id in due:
        with store.begin() as tx:
            _erase(tx, files, person_id, now)
    return Summary({"erased": len(due)} if due else {})


def _erase(tx: Tx, files: Files, person_id: int, now: datetime) -> None:
    person = tx.people.get(person_id)
    assert person is not None, "a person who is due is in the roster"
    rows = [person, *_merged_into(tx, person)]
    for path in [path for row in rows for path in tx.erasures.files(row, KEPT_FORMS)]:
        files.remove(path)
    for checkin in tx.checkins.open_of(person.id):
        if checkin.owed:
            tx.checkins.excuse(checkin.id, True)
    for row in rows:
        tx.erasures.erase(row, KEPT_FORMS, now)
    tx.journal.write(Entry(now, "scheduler", "data_erased", f"person:{person.code}"))
    key = f"erased:{person.code}"
    left = list(dict.fromkeys(each for row in rows for each in tx.erasures.mentions(row)))
    places: Json = [{**vars(one), "day": day_for_people(one.day)} for one in left[:MOST_PLACES]]
    told: View = {"code": person.code, "places": places, "more": max(0, len(left) - MOST_PLACES)}
    tx.outbox.put([to_admins(key, "talk/data_erased", told, now)])
    if person.chat_id is not None and person.reachable:
        to, view = To(chat_id=person.chat_id), {"code": person.code}
        tx.outbox.put([Message(f"{key}:self", to, "talk/data_gone", view, Lane.CONVERSATION, now)])


def _merged_into(tx: Tx, person: Person) -> list[Person]:
    """The rows of the roster that were found to be the same person."""
    found = (tx.people.get(number) for number in tx.merges.tombstones(person.id))
    return [row for row in found if row is not None]
