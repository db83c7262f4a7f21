"""A photo or a file comes in: it joins the answer that is asked for, once; an album is answered once (R17, R40)."""

from dataclasses import replace
from datetime import datetime, timedelta

from nhipcau.jobs.answer import advance, album_key, open_checkin, take_words, too_late
from nhipcau.jobs.hearing import hear
from nhipcau.jobs.replies import show
from nhipcau.jobs.summary import Summary
from nhipcau.jobs.write_letter import draft_with_file
from nhipcau.ports import Files, Inbound, Store, Tx
from nhipcau.ports.talk import Attachment, Received
from nhipcau.rules.checkins import Checkin
from nhipcau.rules.fields import FieldKind
from nhipcau.rules.forms import Attached
from nhipcau.rules.intents import Message
from nhipcau.rules.roster import Person
from nhipcau.settings.rulebook import Rulebook

QUIET = timedelta(seconds=2)
"""How long after the last picture of an album it counts as whole: the channel marks no end."""
LONGEST = timedelta(seconds=10)
"""The longest that anyone waits for a reply to an album."""


def attach(store: Store, book: Rulebook, inbound: Inbound, received: Received, now: datetime) -> Summary:
    """Pictures of one album share one reply, which waits until no more come."""
    kind = FieldKind.PHOTOS if received.is_photo else FieldKind.FILES

    def act(tx: Tx, person: Person) -> Summary:
        if (drafted := draft_with_file(tx, book, inbound, person, received, now)) is not None:
            return drafted
        checkin = open_checkin(tx, person)
        if checkin is None:
            return take_words(tx, book, inbound, person, "", now)
        if checkin.round.closed:
            return too_late(tx, book, inbound, person, checkin, now)
        turn, card = advance(tx, book, person, checkin, Attached(kind, received.unique_id), now)
        if not turn.hint:
            _keep(tx, checkin, received, now)
        _reply(tx, show(inbound, now, person, card, in_place=False), checkin, received.album, now)
        return Summary({turn.outcome.value: 1})

    return hear(store, inbound, now, act)


def _keep(tx: Tx, checkin: Checkin, received: Received, now: datetime) -> None:
    file = Attachment(
        checkin_id=checkin.id,
        field=checkin.draft.step,
        unique_id=received.unique_id,
        file_id=received.file_id,
        album=received.album,
        name=received.name,
        size=received.size,
    )
    tx.talk.attach(file, now)


def _reply(tx: Tx, message: Message, checkin: Checkin, album: str, now: datetime) -> None:
    """At once for a single picture, after the last one for an album; a straggler is answered by itself."""
    if album:
        due = min(now + QUIET, (tx.talk.album_began(checkin.id, album) or now) + LONGEST)
        if tx.outbox.renew(replace(message, plan_key=album_key(checkin, album), due_at=due)):
            return
    tx.outbox.put([message])


def keep_original(store: Store, files: Files, attachment: Attachment, content: bytes) -> None:
    """Keep the bytes as they were sent, and where."""
    path = f"originals/{attachment.checkin_id}/{attachment.field}-{attachment.unique_id}-{attachment.name}"
    files.write(path, content)
    with store.begin() as tx:
        tx.talk.keep(attachment.id, path)
