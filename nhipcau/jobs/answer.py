"""One turn of a check-in: a tap or a line of text in, the next card out, everything in one transaction."""

from datetime import datetime

from nhipcau.jobs.hearing import hear
from nhipcau.jobs.heed_prompt import heed_prompt
from nhipcau.jobs.outlook import Outlooks
from nhipcau.jobs.replies import reply, show
from nhipcau.jobs.show_owed import owed_card
from nhipcau.jobs.summary import Summary
from nhipcau.ports import Entry, Inbound, Store, Tx
from nhipcau.rules import dialogue, forms
from nhipcau.rules.checkins import Checkin
from nhipcau.rules.dialogue import Card
from nhipcau.rules.fields import FieldKind
from nhipcau.rules.forms import Attached, Chose, Heard, Outcome, Said, Turn
from nhipcau.rules.kernel import Refused
from nhipcau.rules.roster import Person
from nhipcau.settings.rulebook import Rulebook


def press(store: Store, book: Rulebook, inbound: Inbound, checkin_id: int, chose: Chose, now: datetime) -> Summary:
    """A button under a check-in's card; an old one shows the current step again (R15)."""

    def act(tx: Tx, person: Person) -> Summary:
        checkin = tx.checkins.get(checkin_id)
        if checkin is None or checkin.person_id != person.id:
            raise Refused("not_your_button")
        tx.talk.close_prompt(person.id)
        return _turn(tx, book, inbound, person, checkin, chose, now)

    return hear(store, inbound, now, act)


def say(store: Store, book: Rulebook, inbound: Inbound, text: str, now: datetime) -> Summary:
    """Free text belongs to the one question that is open for the person.

    An empty text stands for what no question asks for (a sticker, a voice note): the hint says what is expected.
    """

    return hear(store, inbound, now, lambda tx, person: take_words(tx, book, inbound, person, text, now))


def take_words(tx: Tx, book: Rulebook, inbound: Inbound, person: Person, text: str, now: datetime) -> Summary:
    """What `say` does, for a person who is known already."""
    heeded = heed_prompt(tx, book, inbound, person, text, now)
    if heeded is not None:
        return heeded
    checkin = open_checkin(tx, person)
    if checkin is None:
        tx.outbox.put([show(inbound, now, person, owed_card(tx, book, person), in_place=False)])
        return Summary({"nothing_asked": 1})
    return _turn(tx, book, inbound, person, checkin, Said(text), now)


def open_checkin(tx: Tx, person: Person) -> Checkin | None:
    """The one that what a person says or sends belongs to."""
    current = tx.checkins.current(person.id)
    return tx.checkins.get(current) if current is not None else None


def _turn(
    tx: Tx, book: Rulebook, inbound: Inbound, person: Person, checkin: Checkin, heard: Heard, now: datetime
) -> Summary:
    if checkin.round.closed:
        return too_late(tx, book, inbound, person, checkin, now)
    turn, card = advance(tx, book, person, checkin, heard, now)
    tx.outbox.put([show(inbound, now, person, card, in_place=isinstance(heard, Chose))])
    return Summary({turn.outcome.value: 1})


def advance(tx: Tx, book: Rulebook, person: Person, checkin: Checkin, heard: Heard, now: datetime) -> tuple[Turn, Card]:
    """One turn of an open check-in, remembered; and how it looks."""
    form = book.form_of(checkin.round)
    asked = form.field(checkin.draft.step)
    if asked is not None and asked.kind is FieldKind.PHOTOS and not isinstance(heard, Attached):
        tx.outbox.withdraw(album_key(checkin, ""), now)
    turn = forms.step(form, checkin.draft, heard)
    _keep(tx, person, checkin, turn, now)
    outlook = Outlooks(tx, book).of(person, checkin, turn.draft.answers)
    return turn, dialogue.card(dialogue.Stage(form, checkin, book.calendar, person.language, outlook), turn)


def album_key(checkin: Checkin, album: str) -> str:
    """The plan key of the one reply to an album; whatever comes next takes its place."""
    return f"album:{checkin.id}:{album}"


def too_late(tx: Tx, book: Rulebook, inbound: Inbound, person: Person, checkin: Checkin, now: datetime) -> Summary:
    """The round closed meanwhile: said kindly, and nothing is changed."""
    about = dialogue.about(checkin.round, book.form_of(checkin.round), book.calendar, person.language)
    tx.outbox.put([reply(inbound, now, "checkins/closed", {**about, "sent": checkin.version > 0}, person)])
    if tx.checkins.current(person.id) == checkin.id:
        tx.checkins.set_current(person.id, None)
    return Summary({"after_close": 1})


def _keep(tx: Tx, person: Person, checkin: Checkin, turn: Turn, now: datetime) -> None:
    """Nothing typed is ever lost: the draft is stored at every turn, a version at every sending."""
    if turn.draft != checkin.draft:
        tx.checkins.save_draft(checkin.id, turn.draft)
    if turn.outcome is not Outcome.SENT:
        tx.checkins.set_current(person.id, checkin.id)
    elif checkin.draft.step != forms.SENT:
        version = tx.checkins.send(checkin.id, turn.draft.answers, now)
        tx.checkins.set_current(person.id, None)
        tx.journal.write(Entry(now, person.code, "sent", f"checkin:{checkin.id}", detail={"version": version}))
