"""Take the next message from the outbox, make it ready, and note what became of it.

plan -> claim under a lease -> send -> mark. Sending itself is the door's: here is what comes before and after it.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from nhipcau.jobs.digest import digest_of, told_today
from nhipcau.jobs.follow_group import take_over
from nhipcau.jobs.hand_out_kit import KIT_FILES
from nhipcau.jobs.note_chat import set_chat_state
from nhipcau.jobs.prompts import REMINDER, turn_to
from nhipcau.jobs.tell import group_of, to_admins
from nhipcau.jobs.who_owes import WHO_OWES, write_who_owes
from nhipcau.ports import (
    UNREACHABLE,
    Delivery,
    Entry,
    Files,
    Outgoing,
    Parcel,
    Pending,
    Store,
    Tx,
    Whereabouts,
    Wording,
)
from nhipcau.rules.calendar import DAY
from nhipcau.rules.checkins import still_wanted
from nhipcau.rules.intents import Button, Lane, Message
from nhipcau.rules.kernel import Json
from nhipcau.rules.roster import ChatState, Person
from nhipcau.settings.rulebook import Rulebook

MOST_ATTEMPTS = 100
MOST_TOGETHER = 30
LONGEST_TOGETHER = 3500
"""News that go to a group in one message, and their characters: a chat takes 4,096."""
HOUR = timedelta(hours=1)
RECALLED = "recalled"
"""Noted beside the counts of a launch that somebody took back."""
LONGEST_WAIT = 300.0
"""Seconds between two attempts, once there were several: together with their number, an outage of about eight hours."""


@dataclass(frozen=True)
class _Addressed:
    """A claimed message with whom it is for; `unwanted` says why it must not go out after all, `carried` what goes with
    it."""

    pending: Pending
    chat_id: int
    person: Person | None
    language: str
    unwanted: str = ""
    topic: int | None = None
    carried: tuple[Pending, ...] = ()


def take_message(
    store: Store, book: Rulebook, words: Wording, files: Files, now: datetime, full: Collection[int] = ()
) -> Outgoing | None:
    """The next message that is still wanted, claimed; those not wanted any more are settled on the way (R19)."""
    while True:
        with store.begin() as tx:
            pending = tx.outbox.claim(now, now + book.pace.lease, full)
            if pending is None:
                return None
            if (morning := _after_quiet_hours(book, pending, now)) is not None:
                tx.outbox.postpone(pending.id, morning)
                continue
            addressed = _written(tx, book, _address(tx, book, pending, now), now)
            if addressed.unwanted:
                tx.outbox.settle(pending.id, _settled_as(addressed), now, addressed.unwanted)
                continue
            addressed = _together_with(tx, book, addressed, now)
            _turn_to(tx, addressed)
        outgoing = _make_ready(store, words, files, addressed, now)
        if outgoing is not None:
            return outgoing


def _after_quiet_hours(book: Rulebook, pending: Pending, now: datetime) -> datetime | None:
    """When a person may be told what the network says by itself; None when that is now. Groups and answers go on."""
    if pending.message.lane is not Lane.BULK or pending.message.to.person_id is None:
        return None
    local = book.calendar.local(now)
    over = book.quiet.over(local)
    return over if over > local else None


def _address(tx: Tx, book: Rulebook, pending: Pending, now: datetime) -> _Addressed:
    to, ours = pending.message.to, book.network.language
    if to.person_id is None:
        group = group_of(book, pending.message)
        where = Whereabouts(to.chat_id) if to.chat_id is not None else tx.people.whereabouts(group)
        if where is None:
            return _Addressed(pending, 0, None, ours, "no_group")
        return _Addressed(pending, where.chat_id, None, ours, topic=where.topic)
    person = tx.people.get(to.person_id)
    if person is None or person.chat_id is None:
        return _Addressed(pending, 0, person, ours, "no_chat")
    return _Addressed(pending, person.chat_id, person, person.language, _unwanted(tx, book, pending, person, now))


def _written(tx: Tx, book: Rulebook, addressed: _Addressed, now: datetime) -> _Addressed:
    """A card that tells who owes is written now, and not at all when nobody does."""
    message, lead = addressed.pending.message, addressed.person
    if message.template != WHO_OWES or addressed.unwanted or lead is None:
        return addressed
    card = write_who_owes(tx, book, message, lead, now)
    if card is None:
        return replace(addressed, unwanted="answered")
    return replace(addressed, pending=replace(addressed.pending, message=card))


def _unwanted(tx: Tx, book: Rulebook, pending: Pending, person: Person, now: datetime) -> str:
    if person.chat in UNREACHABLE:
        return person.chat.value
    if pending.attempts > 1 and pending.message.slot and tx.slots.counts(pending.message.slot).get(RECALLED):
        return RECALLED
    if cap := _over_cap(tx, book, pending.message, person, now):
        return cap
    if pending.message.still_owes is None:
        return ""
    checkin = tx.checkins.get(pending.message.still_owes)
    if checkin is None:
        return "gone"
    told = "told_today" if told_today(tx, book, pending.message, now) else ""
    return still_wanted(checkin, person, book.calendar.today(now)) or told


def _over_cap(tx: Tx, book: Rulebook, message: Message, person: Person, now: datetime) -> str:
    """Which limit this message would break, or ""; a loop is stopped, and the admin group told once a day (R6)."""
    if message.edits is not None or message.deletes is not None:
        return ""
    caps = {
        "delivery/over_cap": (tx.outbox.sent_to(person.id, now - DAY), book.pace.most_a_day),
        "delivery/same_text": (tx.outbox.alike_since(message, now - HOUR), book.pace.most_alike_an_hour),
    }
    for warning, (sent, most) in caps.items():
        if sent >= most:
            cap = warning.partition("/")[2]
            notice: dict[str, Json] = {"name": person.name, "most": most}
            tx.outbox.put([to_admins(f"{cap}:{person.code}:{book.calendar.today(now)}", warning, notice, now)])
            return cap
    return ""


def _together_with(tx: Tx, book: Rulebook, addressed: _Addressed, now: datetime) -> _Addressed:
    """What goes in one message: a person's reminders of a day; news for a group, which takes twenty messages a minute
    and reads one more easily than ten."""
    pending = addressed.pending
    if addressed.person is not None and pending.message.template == REMINDER:
        digest = digest_of(tx, book, pending, addressed.person, now)
        tx.outbox.take_along(pending, digest.others)
        return replace(addressed, pending=replace(pending, message=digest.message))
    if not pending.message.to.group or not _is_news(pending.message):
        return addressed
    place = group_of(book, pending.message)
    found = tx.outbox.carry(pending, now, MOST_TOGETHER)
    elsewhere = [each.id for each in found if group_of(book, each.message) != place]
    if elsewhere:
        tx.outbox.put_down(elsewhere)
    return replace(addressed, carried=tuple(each for each in found if each.id not in elsewhere))


def _is_news(message: Message) -> bool:
    """Whether it says something and nothing more: no button, no file, no edit."""
    others = (message.buttons, message.document, message.attached, message.edits, message.deletes)
    return not any(others)


def _settled_as(addressed: _Addressed) -> Delivery:
    person = addressed.person
    return UNREACHABLE.get(person.chat, Delivery.SKIPPED) if person is not None else Delivery.SKIPPED


def _turn_to(tx: Tx, addressed: _Addressed) -> None:
    """A prompt makes its check-in the one that free text belongs to."""
    asked, person = addressed.pending.message.still_owes, addressed.person
    if asked is not None and person is not None:
        turn_to(tx, person.id, asked)


def _make_ready(store: Store, words: Wording, files: Files, addressed: _Addressed, now: datetime) -> Outgoing | None:
    """Render outside the transaction; a template that fails costs its message, never the queue."""
    message, language = addressed.pending.message, addressed.language
    try:
        text = "" if message.deletes else words.message(message.template, message.view, language)
        rows = tuple(tuple(_label(words, button, language) for button in row) for row in message.buttons)
    except Exception as fault:  # whatever a template raises, the queue goes on
        settle_failed(store, addressed.pending.id, f"template: {fault}", now)
        return None
    parcel = Parcel(
        chat_id=addressed.chat_id,
        text=_together(store, words, addressed, text),
        buttons=rows,
        edits=message.edits,
        deletes=message.deletes,
        document=files.locate(message.document) if message.document else None,
        attached=message.attached,
        topic=addressed.topic,
        shared=message.document if message.document.startswith(KIT_FILES) else "",
    )
    person_id = addressed.person.id if addressed.person else None
    return Outgoing(addressed.pending.id, parcel, person_id, addressed.pending.attempts)


def _together(store: Store, words: Wording, addressed: _Addressed, text: str) -> str:
    """What is carried stands below; what does not fit, or cannot be rendered, goes by itself after all."""
    left = []
    for pending in addressed.carried:
        try:
            more = words.message(pending.message.template, pending.message.view, addressed.language)
        except Exception:  # it fails when its own turn comes
            more = "?" * LONGEST_TOGETHER
        if len(text) + len(more) > LONGEST_TOGETHER:
            left.append(pending.id)
        else:
            text = f"{text}\n\n{more}"
    if left:
        with store.begin() as tx:
            tx.outbox.put_down(left)
    return text


def _label(words: Wording, button: Button, language: str) -> tuple[str, str]:
    return button.label or words.label(button.name, language), button.data


def settle_sent(store: Store, outgoing: Outgoing, sent_message_id: int | None, now: datetime) -> None:
    with store.begin() as tx:
        tx.outbox.settle(outgoing.id, Delivery.SENT, now, sent_message_id=sent_message_id)


def settle_unreachable(
    store: Store, book: Rulebook, outgoing: Outgoing, state: ChatState, reason: str, now: datetime
) -> None:
    """A chat that is blocked or gone is a state of the person: stop writing, tell the unit lead (R20)."""
    with store.begin() as tx:
        tx.outbox.settle(outgoing.id, UNREACHABLE[state], now, reason)
        person = tx.people.get(outgoing.person_id) if outgoing.person_id is not None else None
        if person is not None:
            set_chat_state(tx, book, person, state, now)


def settle_moved(store: Store, outgoing: Outgoing, chat_id: int, now: datetime) -> None:
    """A group that became a supergroup has another number: take it over, and send there what is not sent yet (R22)."""
    old = outgoing.parcel.chat_id
    with store.begin() as tx:
        take_over(tx, old, chat_id, "courier", now)
        tx.outbox.postpone(outgoing.id, now)


def settle_later(store: Store, outgoing: Outgoing, reason: str, seconds: float, now: datetime) -> None:
    """Nothing was done: due again after the wait, but not for ever."""
    if outgoing.attempts >= MOST_ATTEMPTS:
        return settle_failed(store, outgoing.id, reason, now)
    wait = max(seconds, min(seconds * 2 ** (outgoing.attempts - 1), LONGEST_WAIT))
    with store.begin() as tx:
        tx.outbox.postpone(outgoing.id, now + timedelta(seconds=wait))
    return None


def settle_failed(store: Store, message_id: int, reason: str, now: datetime) -> None:
    with store.begin() as tx:
        tx.outbox.settle(message_id, Delivery.FAILED, now, reason)
        tx.journal.write(Entry(now, "courier", "message_failed", f"message:{message_id}", reason))


def settle_uncertain(store: Store, outgoing: Outgoing, reason: str, now: datetime) -> None:
    """The answer was lost: a person decides, nothing is repeated blindly."""
    with store.begin() as tx:
        tx.outbox.settle(outgoing.id, Delivery.UNCERTAIN, now, reason)
        _tell_uncertain(tx, outgoing.id, reason, now)


def give_up_expired(store: Store, now: datetime) -> int:
    """Messages that a process died with while sending become uncertain."""
    with store.begin() as tx:
        expired = tx.outbox.give_up_expired(now)
        for message_id in expired:
            _tell_uncertain(tx, message_id, "lease_expired", now)
    return len(expired)


def _tell_uncertain(tx: Tx, message_id: int, reason: str, now: datetime) -> None:
    tx.journal.write(Entry(now, "courier", "message_uncertain", f"message:{message_id}", reason))
    tx.outbox.put([to_admins(f"uncertain:{message_id}", "delivery/uncertain", {"count": 1, "reason": reason}, now)])
