"""/ngonngu: in which language a person is spoken to."""

from datetime import datetime

from nhipcau.jobs.hearing import hear
from nhipcau.jobs.replies import reply
from nhipcau.jobs.summary import Summary
from nhipcau.ports import Entry, Inbound, Store, Tx
from nhipcau.rules.intents import Button
from nhipcau.rules.roster import Person
from nhipcau.settings.rulebook import Rulebook


def choose_language(store: Store, book: Rulebook, inbound: Inbound, language: str, now: datetime) -> Summary:
    """Without a language, the ones there are, as buttons; the answer already speaks the chosen one."""

    def act(tx: Tx, person: Person) -> Summary:
        if language not in book.network.languages:
            rows = tuple((Button(f"l:{each}", name=f"language_{each}"),) for each in book.network.languages)
            tx.outbox.put([reply(inbound, now, "talk/languages", {}, person, rows)])
            return Summary({"asked": 1})
        tx.people.correct(person.id, person.name, person.phone, language)
        tx.journal.write(Entry(now, person.code, "language", f"person:{person.code}", language))
        tx.outbox.put([reply(inbound, now, "talk/language", {}, person, edits=inbound.message_id)])
        return Summary({"chosen": 1})

    return hear(store, inbound, now, act)
