"""The month's facts for reports and sheets, loaded once and in the order of lists."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from nhipcau.jobs.in_force import in_force
from nhipcau.ports import Delivery, MonthFile, Tx
from nhipcau.rules import campaigns
from nhipcau.rules.allowance.lines import Line, LineKind
from nhipcau.rules.cadence import SlotKind
from nhipcau.rules.campaigns import Campaign, Task
from nhipcau.rules.checkins import Checkin
from nhipcau.rules.fields import Field
from nhipcau.rules.kernel import Month, Words, spoken
from nhipcau.rules.reports import CampaignFacts, Member, MonthFacts, Names, NextCampaign
from nhipcau.rules.roster import Person, by_unit_and_name, served_in, serving
from nhipcau.settings.rulebook import Rulebook


def month_facts(tx: Tx, book: Rulebook, month: Month, now: datetime) -> MonthFacts:
    """The month with the one before it, for comparison."""
    before, this = (_load(tx, book, each, now) for each in (month.previous, month))
    return replace(this, before=before if before.members else None)


def person_facts(tx: Tx, book: Rulebook, person: Person, month: Month, now: datetime) -> MonthFacts | None:
    """The same, loaded for one person alone; None where they did not serve in the month."""
    if not served_in(person, month):
        return None
    before, this = (_load(tx, book, each, now, person) for each in (month.previous, month))
    return replace(this, before=before if before.members else None)


def _load(tx: Tx, book: Rulebook, month: Month, now: datetime, only: Person | None = None) -> MonthFacts:
    """A closed month speaks as of its cut-off, whenever it is looked at: its files never change again."""
    file = tx.months.get(month)
    closed = file is not None and file.closing.frozen
    return MonthFacts(
        month=month,
        as_of=book.calendar.local(file.cut_off if file is not None and closed else now),
        members=tuple(_members(tx, book, month, file, only)),
        campaigns=tuple(_campaigns(tx, in_force(tx, book), month)),
        final=closed,
        names=names(book),
        coming=tuple(_coming(in_force(tx, book), month.next)),
    )


def _members(tx: Tx, book: Rulebook, month: Month, file: MonthFile | None, only: Person | None) -> list[Member]:
    lines: dict[str, list[Line]] = {}
    for line in file.assessment.lines if file else ():
        lines.setdefault(line.person, []).append(line)
    found = tx.checkins.of_month(month) if only is None else tx.checkins.of_person(only.id, month)
    checkins: dict[int, list[Checkin]] = {}
    for checkin in found:
        checkins.setdefault(checkin.person_id, []).append(checkin)
    served = [p for p in (tx.people.all() if only is None else [only]) if served_in(p, month)]
    members = [_member(book, p, month, checkins.get(p.id, ()), lines.get(p.code, [])) for p in served]
    by_code, order = {person.code: person for person in served}, book.unit_order
    return sorted(members, key=lambda m: by_unit_and_name(by_code[m.code], order, m.unit))


def _member(book: Rulebook, person: Person, month: Month, checkins: Iterable[Checkin], lines: list[Line]) -> Member:
    """The unit and level that the allowance counted, or those of the month's last day in service."""
    own = next((line for line in lines if line.kind is LineKind.ALLOWANCE), None)
    unit, level = (own.unit, own.level) if own else _place(book, person, month)
    extras = tuple(line for line in lines if line is not own)
    return Member(person.code, person.name, unit, level, tuple(checkins), own, extras)


def _place(book: Rulebook, person: Person, month: Month) -> tuple[str, str]:
    last = max(day for day in month.days() if serving(person, day, book.levels))
    appointment = serving(person, last, book.levels)
    assert appointment is not None
    return appointment.unit, appointment.level


def _campaigns(tx: Tx, book: Rulebook, month: Month) -> Iterator[CampaignFacts]:
    for campaign in campaigns.running(book.campaigns.values(), book.calendar, month.span):
        key = f"{SlotKind.KICK_OFF.value}:{campaign.key}"
        window, sent = campaign.window(book.calendar), tx.outbox.counts(key)
        yield CampaignFacts(
            key=campaign.key,
            names=campaign.names,
            first=window.first,
            last=window.last or window.first,
            tasks=tuple(task.what for task in campaign.tasks if _is_due(campaign, task, book, month)),
            audience=tx.slots.counts(key).get("audience", 0),
            told=sent.get(Delivery.SENT, 0),
        )


def _is_due(campaign: Campaign, task: Task, book: Rulebook, month: Month) -> bool:
    return task.due is not None and Month.of(campaign.day(task.due, book.calendar)) == month


def _coming(book: Rulebook, month: Month) -> Iterator[NextCampaign]:
    for campaign in campaigns.running(book.campaigns.values(), book.calendar, month.span):
        window = campaign.window(book.calendar)
        yield NextCampaign(campaign.names, window.first, window.last or window.first)


def names(book: Rulebook) -> Names:
    return Names(
        units={code: unit.names for code, unit in book.units.items()},
        levels={code: level.names for code, level in book.levels.items()},
        programmes=book.programme_names,
        options={f.key: _options(f) for form in book.forms.values() for f in form.fields if f.options},
    )


def _options(field: Field) -> dict[str, Words]:
    return {option.key: option.label for option in field.options}


def short_name(book: Rulebook, unit: str) -> str:
    return spoken(book.units[unit].short, book.network.language)
