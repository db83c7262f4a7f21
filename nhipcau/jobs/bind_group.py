"""A coordinator makes a group the admin group, by a command typed in it."""

from datetime import datetime

from nhipcau.jobs.permit import permit
from nhipcau.jobs.replies import refusal, reply
from nhipcau.jobs.summary import Summary
from nhipcau.jobs.tell import ADMIN_GROUP
from nhipcau.ports import Entry, Inbound, Store
from nhipcau.rules.kernel import Refused
from nhipcau.settings.rulebook import Rulebook


def bind_group(store: Store, book: Rulebook, inbound: Inbound, by_chat: int, now: datetime) -> Summary:
    """`by_chat` is the private chat of whoever typed it; for Telegram that is their own number."""
    with store.begin() as tx:
        if not tx.inbox.finish(inbound.update_id, now):
            return Summary({"known": 1})
        person = tx.people.by_chat(by_chat)
        try:
            permit(book, person, "bind_group")
        except Refused as refused:
            tx.outbox.put([refusal(inbound, now, person, refused)])
            return Summary({"refused": 1})
        assert person is not None, "a stranger is permitted nothing"
        if tx.people.group(ADMIN_GROUP) != inbound.chat_id:
            tx.people.unbind_topics(ADMIN_GROUP)
            tx.outbox.forget_posts(ADMIN_GROUP)
        tx.people.bind_group(ADMIN_GROUP, inbound.chat_id)
        tx.journal.write(Entry(now, person.code, "bound_group", f"group:{ADMIN_GROUP}"))
        tx.outbox.put([reply(inbound, now, "roster/group_bound", {"name": person.name})])
    return Summary({"bound": 1})
