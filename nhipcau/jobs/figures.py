"""The month's facts for reports and sheets, loaded once and in the order of lists."""

from collections.abc import Iterable
from datetime import datetime

from nhipcau.ports import Tx
from nhipcau.rules import campaigns
from nhipcau.rules.allowance.assess import Line
from nhipcau.rules.allowance.close import CloseState
from nhipcau.rules.checkins import Checkin
from nhipcau.rules.kernel import Month, spoken
from nhipcau.rules.reports import Member, MonthFacts, Names
from nhipcau.rules.roster import Person, by_unit_and_name, served_in, serving
from nhipcau.settings.rulebook import Rulebook


def month_facts(tx: Tx, book: Rulebook, month: Month, now: datetime) -> MonthFacts:
    file = tx.months.get(month)
    lines = {line.person: line for line in file.assessment.lines} if file else {}
    checkins: dict[int, list[Checkin]] = {}
    for checkin in tx.checkins.of_month(month):
        checkins.setdefault(checkin.person_id, []).append(checkin)
    served = [p for p in tx.people.all() if served_in(p, month)]
    members = [_member(book, p, month, checkins.get(p.id, ()), lines.get(p.code)) for p in served]
    by_code = {person.code: person for person in served}
    order = book.unit_order
    return MonthFacts(
        month=month,
        as_of=book.calendar.local(now),
        members=tuple(sorted(members, key=lambda m: by_unit_and_name(by_code[m.code], order, m.unit))),
        campaigns=tuple(c.names for c in campaigns.running(book.campaigns.values(), book.calendar, month.span)),
        final=file is not None and file.closing.state is CloseState.CLOSED,
        names=names(book),
    )


def _member(book: Rulebook, person: Person, month: Month, checkins: Iterable[Checkin], line: Line | None) -> Member:
    """The unit and level that the allowance counted, or those of the month's last day in service."""
    if line is not None:
        return Member(person.code, person.name, line.unit, line.level, tuple(checkins), line)
    last = max(day for day in month.days() if serving(person, day, book.levels))
    appointment = serving(person, last, book.levels)
    assert appointment is not None
    return Member(person.code, person.name, appointment.unit, appointment.level, tuple(checkins), None)


def names(book: Rulebook) -> Names:
    return Names(
        units={code: unit.names for code, unit in book.units.items()},
        levels={code: level.names for code, level in book.levels.items()},
        programmes=book.programme_names,
    )


def short_name(book: Rulebook, unit: str) -> str:
    return spoken(book.units[unit].short, book.network.language)
