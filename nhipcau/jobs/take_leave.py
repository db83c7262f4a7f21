"""/nghi: a person takes leave for some days, and may think better of it (R18, R23).

On leave nobody is prompted. A round whose deadline falls into the leave asks nothing of them any more.
"""

from datetime import date, datetime, timedelta

from nhipcau.jobs.hearing import hear
from nhipcau.jobs.replies import reply
from nhipcau.jobs.summary import Summary
from nhipcau.jobs.tell import to_lead
from nhipcau.ports import Entry, Inbound, Store, Tx
from nhipcau.ports.talk import Prompt
from nhipcau.rules.calendar import DAY, monday_of
from nhipcau.rules.checkins import Checkin, is_due_in
from nhipcau.rules.intents import Button
from nhipcau.rules.kernel import Json, Refused, Span, spoken
from nhipcau.rules.roster import Leave, Person
from nhipcau.rules.vietnamese import day_for_people, read_span
from nhipcau.settings.rulebook import Rulebook

THIS_WEEK, NEXT_WEEK, UNTIL_BACK, OTHER_DAYS = "this", "next", "open", "days"
WISHES = (THIS_WEEK, NEXT_WEEK, UNTIL_BACK, OTHER_DAYS)
LEAVE = "leave"
"""The prompt of whoever is about to type the days."""
WEEK = timedelta(days=7)
EXCUSED, ASKED_AGAIN = "excused_on_leave", "asked_after_leave"


def take_leave(store: Store, book: Rulebook, inbound: Inbound, wish: str, now: datetime) -> Summary:
    """One of WISHES, or days as people type them; without either, the choice of them."""
    today = book.calendar.today(now)

    def act(tx: Tx, person: Person) -> Summary:
        if wish == OTHER_DAYS:
            tx.talk.open_prompt(person.id, Prompt(LEAVE), now)
            tx.outbox.put([reply(inbound, now, "talk/leave_days", {}, person)])
            return Summary({"prompted": 1})
        span = _span(wish, today)
        if span is None:
            tx.outbox.put([reply(inbound, now, "talk/leave", _ahead(person, today), person, _choices(person, today))])
            return Summary({"asked": 1})
        return go_on_leave(tx, book, inbound, person, span, now)

    return hear(store, inbound, now, act)


def leave_on(tx: Tx, book: Rulebook, inbound: Inbound, person: Person, words: str, now: datetime) -> Summary:
    """The days were typed after all. What is no day leaves the question open."""
    span = read_span(words, book.calendar.today(now))
    if span is None:
        tx.outbox.put([reply(inbound, now, "talk/leave_days", {}, person)])
        return Summary({"not_days": 1})
    done = go_on_leave(tx, book, inbound, person, span, now)
    tx.talk.close_prompt(person.id)
    return done


def go_on_leave(tx: Tx, book: Rulebook, inbound: Inbound, person: Person, span: Span, now: datetime) -> Summary:
    """Raises Refused for days that are over, and for days of which some are a leave already."""
    if span.first < book.calendar.today(now):
        raise Refused("leave_is_over", day=day_for_people(span.first))
    for known in person.leaves:
        if known.span.overlap(span):
            raise Refused("on_leave_already", **_days(known.span))
    leave = Leave(span)
    tx.people.add_leave(person.id, leave)
    tx.journal.write(Entry(now, person.code, "leave_taken", f"person:{person.code}", detail=_days(span)))
    missed = [each for each in tx.checkins.open_of(person.id) if each.owed and is_due_in(leave, each.round)]
    _excuse(tx, person, missed, now)
    view = {**_days(span), "excused": [spoken(book.form_of(each.round).title, person.language) for each in missed]}
    buttons = ((Button(_no_more(leave), name="leave_withdraw"),),)
    tx.outbox.put([reply(inbound, now, "talk/leave_noted", view, person, buttons, edits=inbound.message_id)])
    tx.outbox.put(to_lead(tx, book, person, "talk/on_leave", now, str(inbound.update_id), _days(span)))
    return Summary({"taken": 1, "excused": len(missed)})


def withdraw_leave(store: Store, book: Rulebook, inbound: Inbound, first: date, now: datetime) -> Summary:
    """The leave that begins on that day, under whose card the button was; what is over of it stays."""

    def act(tx: Tx, person: Person) -> Summary:
        today = book.calendar.today(now)
        leave = next((each for each in _still_ahead(person, today) if each.span.first == first), None)
        if leave is None:
            raise Refused("no_such_leave", day=day_for_people(first))
        end_leave(tx, book, inbound, person, leave, now)
        view = _days(leave.span)
        tx.outbox.put([reply(inbound, now, "talk/leave_withdrawn", view, person, edits=inbound.message_id)])
        return Summary({"withdrawn": 1})

    return hear(store, inbound, now, act)


def end_leave(tx: Tx, book: Rulebook, inbound: Inbound, person: Person, leave: Leave, now: datetime) -> None:
    """From today the person is there again; what the leave excused them from is asked of them as before."""
    today = book.calendar.today(now)
    tx.people.end_leave(person.id, leave, today - DAY)
    tx.journal.write(Entry(now, person.code, "leave_ended", f"person:{person.code}", detail=_days(leave.span)))
    for checkin in tx.checkins.open_of(person.id):
        if is_due_in(leave, checkin.round):
            _ask_again(tx, person, checkin, now)
    view: dict[str, Json] = {**_days(leave.span), "was_away": leave.span.covers(today)}
    tx.outbox.put(to_lead(tx, book, person, "talk/has_come_back", now, str(inbound.update_id), view))


def _excuse(tx: Tx, person: Person, missed: list[Checkin], now: datetime) -> None:
    for checkin in missed:
        tx.checkins.excuse(checkin.id, True)
        tx.journal.write(Entry(now, person.code, EXCUSED, f"checkin:{checkin.id}"))


def _ask_again(tx: Tx, person: Person, checkin: Checkin, now: datetime) -> None:
    """Whoever was excused by anything else stays excused."""
    told = [entry.what for entry in tx.journal.about(f"checkin:{checkin.id}")]
    if checkin.excused and told and told[-1] == EXCUSED:
        tx.checkins.excuse(checkin.id, False)
        tx.journal.write(Entry(now, person.code, ASKED_AGAIN, f"checkin:{checkin.id}"))


def _span(wish: str, today: date) -> Span | None:
    monday = monday_of(today)
    known = {
        THIS_WEEK: Span(today, monday + WEEK - DAY),
        NEXT_WEEK: Span(monday + WEEK, monday + 2 * WEEK - DAY),
        UNTIL_BACK: Span(today),
    }
    return known.get(wish) or read_span(wish, today)


def _still_ahead(person: Person, today: date) -> list[Leave]:
    return [leave for leave in person.leaves if leave.span.last is None or leave.span.last >= today]


def _ahead(person: Person, today: date) -> dict[str, Json]:
    return {"leaves": [_days(leave.span) for leave in _still_ahead(person, today)]}


def _choices(person: Person, today: date) -> tuple[tuple[Button, ...], ...]:
    """How long, two a row; and a way back from each leave that is ahead."""
    wishes = [Button(f"v:{wish}", name=f"leave_{wish}") for wish in WISHES]
    known = [
        (Button(_no_more(leave), label=f"✖ {day_for_people(leave.span.first)}"),)
        for leave in _still_ahead(person, today)
    ]
    return (tuple(wishes[:2]), tuple(wishes[2:]), *known)


def _no_more(leave: Leave) -> str:
    """What the button carries that takes a leave back."""
    return f"v:not:{leave.span.first.isoformat()}"


def _days(span: Span) -> dict[str, str]:
    """Its days as people read them; no last one until further notice."""
    return {"first": day_for_people(span.first), "last": day_for_people(span.last) if span.last else ""}
