"""A question, or an urgent matter, goes to the people of the admin group (take_question.py: what they do about it)."""

from datetime import datetime

from nhipcau.jobs.hearing import hear
from nhipcau.jobs.replies import reply
from nhipcau.jobs.summary import Summary
from nhipcau.jobs.tell import ADMIN_GROUP, unit_name
from nhipcau.ports import Entry, Inbound, Store, Tx
from nhipcau.ports.talk import Prompt
from nhipcau.rules.intents import Button, Lane, Message, To
from nhipcau.rules.kernel import Json
from nhipcau.rules.roster import Person
from nhipcau.rules.vietnamese import moment_for_people
from nhipcau.settings.rulebook import Rulebook

QUESTION, URGENT = "question", "urgent"
LONGEST = 2000
"""Characters that fit into a message of the admin group together with what is said around them."""


def ask(store: Store, book: Rulebook, inbound: Inbound, kind: str, words: str, now: datetime) -> Summary:
    """/hoi or /khan: with words they go at once; without, the person's next words are them."""

    def act(tx: Tx, person: Person) -> Summary:
        if words:
            return hand_over(tx, book, inbound, person, kind, words, now)
        tx.talk.open_prompt(person.id, Prompt(kind), now)
        tx.outbox.put([reply(inbound, now, f"talk/{kind}", {}, person)])
        return Summary({"prompted": 1})

    return hear(store, inbound, now, act)


def hand_over(
    tx: Tx, book: Rulebook, inbound: Inbound, person: Person, kind: str, words: str, now: datetime
) -> Summary:
    """To the admin group, an urgent matter ahead of everything; whoever answers presses the button under it.

    A question is told by when it is answered; what is urgent is for at once.
    """
    due = None if kind == URGENT else book.answers.of(now, book.calendar)
    view: dict[str, Json] = {
        "name": person.name,
        "unit": unit_name(book, person, book.network.language, now),
        "phone": person.phone or "",
        "words": words[:LONGEST],
        "due": moment_for_people(due, book.network.language) if due else "",
        "by": "",
        "answer": "",
    }
    tx.talk.close_prompt(person.id)
    lane = Lane.URGENT if kind == URGENT else Lane.CONVERSATION
    key, buttons = (
        f"{kind}:{inbound.update_id}:came",
        ((Button(f"a:{person.code}:{inbound.update_id}", name="answer"),),),
    )
    tx.outbox.put([Message(key, To(group=ADMIN_GROUP), f"talk/{kind}_came", view, lane, now, buttons=buttons)])
    promised: dict[str, Json] = {
        "urgent": kind == URGENT,
        "due": moment_for_people(due, person.language) if due else "",
    }
    tx.outbox.put([reply(inbound, now, "talk/handed_over", promised, person)])
    tx.journal.write(Entry(now, person.code, kind, f"person:{person.code}", detail={"words": words}))
    return Summary({"handed_over": 1})
