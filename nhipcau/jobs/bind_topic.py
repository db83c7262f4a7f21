"""In a forum, a coordinator says in a topic which cards belong there."""

from datetime import datetime

from nhipcau.jobs.hearing import hear_one_of_group
from nhipcau.jobs.permit import permit
from nhipcau.jobs.summary import Summary
from nhipcau.jobs.tell import ADMIN_GROUP, TOPICS
from nhipcau.ports import Entry, Inbound, Store, Tx
from nhipcau.rules.intents import Lane, Message, To
from nhipcau.rules.kernel import Refused
from nhipcau.rules.roster import Person
from nhipcau.rules.vietnamese import fold
from nhipcau.settings.rulebook import Rulebook

CALLED = {"cau hoi": "questions", "bao cao": "rounds", "tin gui": "sent"} | {topic: topic for topic in TOPICS.values()}
"""What people type, folded."""


def bind_topic(
    store: Store, book: Rulebook, inbound: Inbound, by_chat: int, topic: int | None, words: str, now: datetime
) -> Summary:
    """/chude câu hỏi: `topic` is the channel's number of the place where it was typed."""

    def act(tx: Tx, person: Person) -> Summary:
        permit(book, person, "bind_group")
        if inbound.chat_id != tx.people.group(ADMIN_GROUP):
            raise Refused("not_the_admin_group")
        name = CALLED.get(fold(words))
        if name is None or topic is None:
            raise Refused("no_such_topic")
        tx.people.bind_group(f"{ADMIN_GROUP}:{name}", inbound.chat_id, topic)
        tx.journal.write(Entry(now, person.code, "bound_topic", f"group:{ADMIN_GROUP}:{name}"))
        key, to, view = f"reply:{inbound.update_id}:1", To(group=f"{ADMIN_GROUP}:{name}"), {"topic": name}
        tx.outbox.put([Message(key, to, "roster/topic_bound", view, Lane.CONVERSATION, now)])
        return Summary({"bound": 1})

    return hear_one_of_group(store, inbound, by_chat, now, act)
