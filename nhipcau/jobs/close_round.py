"""Close a round: no more answers; the admin group hears how it went."""

from dataclasses import asdict
from datetime import datetime

from nhipcau.jobs.show_owing import close_digest
from nhipcau.jobs.summary import Summary
from nhipcau.jobs.tell import to_admins
from nhipcau.ports import Entry, Store, Tx
from nhipcau.rules import dialogue
from nhipcau.rules.cadence import Slot
from nhipcau.rules.checkins import Round, missed_by_leave, tally
from nhipcau.rules.kernel import Json
from nhipcau.settings.rulebook import Rulebook


def close_round(store: Store, book: Rulebook, slot: Slot, now: datetime) -> Summary:
    """A round that was never opened (its opening was skipped) has nothing to close."""
    with store.begin() as tx:
        if not tx.slots.claim(slot.key, now):
            return Summary({"taken": 1})
        running = tx.rounds.get(slot.subject)
        if running is None:
            return Summary({"never_opened": 1})
        close_digest(tx, book, running, now)
        _excuse_who_was_away(tx, book, running, now)
        tx.rounds.close(slot.subject, now)
        asked = tx.rounds.get(slot.subject)
        assert asked is not None
        went = tally(tx.checkins.of_round(asked.id))
        about = dialogue.about(asked, book.form_of(asked), book.calendar, book.network.language)
        view: dict[str, Json] = {**about, **asdict(went), "percent": went.percent_answered}
        tx.outbox.put([to_admins(f"closed:{asked.key}", "rounds/closed", view, now)])
        tx.journal.write(Entry(now, "scheduler", "round_closed", f"round:{asked.key}", detail=asdict(went)))
    return Summary(asdict(went))


def _excuse_who_was_away(tx: Tx, book: Rulebook, asked: Round, now: datetime) -> None:
    people = {person.id: person for person in tx.people.all()}
    due_on = book.calendar.today(asked.due_at)
    for checkin in tx.checkins.of_round(asked.id):
        if missed_by_leave(checkin, people[checkin.person_id], due_on):
            tx.checkins.excuse(checkin.id, True)
            tx.journal.write(Entry(now, "scheduler", "excused", f"checkin:{checkin.id}", "on_leave"))
