"""Who shared an item of a kit says where: the link is the proof of its use."""

from datetime import datetime

from nhipcau.jobs.hand_out_kit import running_item
from nhipcau.jobs.hearing import hear
from nhipcau.jobs.replies import reply
from nhipcau.jobs.summary import Summary
from nhipcau.ports import Entry, Inbound, Store, Tx
from nhipcau.ports.kits import KitProof
from nhipcau.ports.talk import Prompt
from nhipcau.rules.fields import links_in
from nhipcau.rules.kernel import Json, Refused, spoken
from nhipcau.rules.roster import Person
from nhipcau.settings.rulebook import Rulebook

SHARE = "kit_share"
MOST_LINKS = 20


def ask_share(store: Store, book: Rulebook, inbound: Inbound, campaign: str, key: str, now: datetime) -> Summary:
    """The person's next words are the links."""

    def act(tx: Tx, person: Person) -> Summary:
        item = running_item(tx, book, person, campaign, key, now)
        tx.talk.open_prompt(person.id, Prompt(SHARE, f"{campaign}:{key}"), now)
        view: dict[str, Json] = {"title": spoken(item.title, person.language)}
        tx.outbox.put([reply(inbound, now, "campaigns/kit_where", view, person)])
        return Summary({"prompted": 1})

    return hear(store, inbound, now, act)


def note_share(
    tx: Tx, book: Rulebook, inbound: Inbound, person: Person, subject: str, words: str, now: datetime
) -> Summary:
    """Each link once. Raises Refused for words without one, or with too many: the question stays open."""
    campaign, _, key = subject.partition(":")
    links = links_in(words)
    if not 0 < len(links) <= MOST_LINKS:
        raise Refused("share_links", most=MOST_LINKS)
    item = running_item(tx, book, person, campaign, key, now)
    tx.talk.close_prompt(person.id)
    fresh = [link for link in links if tx.kits.note(KitProof(campaign, key, person.id, now, link))]
    if fresh:
        detail = {"campaign": campaign, "item": key, "links": fresh}
        tx.journal.write(Entry(now, person.code, "shared_kit_item", f"person:{person.code}", detail=detail))
    view: dict[str, Json] = {"title": spoken(item.title, person.language), "count": len(links)}
    tx.outbox.put([reply(inbound, now, "campaigns/kit_noted", view, person)])
    return Summary({"shared": len(fresh)})
