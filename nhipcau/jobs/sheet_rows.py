"""What every tab of the shared sheets should hold: rows by key, cells by column."""

from datetime import datetime

from nhipcau.jobs.figures import short_name
from nhipcau.ports import MonthFile, Row, TabRows, Tx
from nhipcau.rules.checkins import Checkin, standing, tally
from nhipcau.rules.dialogue import answer_text
from nhipcau.rules.kernel import Month, spoken
from nhipcau.rules.reports import items_of
from nhipcau.rules.roster import Person, serving
from nhipcau.rules.vietnamese import phone_for_people
from nhipcau.settings.rulebook import Rulebook


def tab_rows(tx: Tx, book: Rulebook, now: datetime) -> list[TabRows]:
    """What every tab should hold: the roster, this month's and last month's rounds, check-ins and allowances."""
    people, months = tx.people.all(), _months(book, now)
    checkins = [checkin for month in months for checkin in tx.checkins.of_month(month)]
    files = [file for file in map(tx.months.get, months) if file is not None]
    by_id = {person.id: person for person in people}
    rows: dict[str, dict[str, Row]] = {
        "roster": {person.code: _roster_row(book, person, now) for person in people},
        "rounds": _round_rows(book, checkins),
        "checkins": dict(_checkin_row(book, checkin, by_id[checkin.person_id]) for checkin in checkins),
        "allowances": {key: row for file in files for key, row in _allowance_rows(book, file).items()},
    }
    return [TabRows(name, rows[name]) for name in book.tabs]


def _months(book: Rulebook, now: datetime) -> list[Month]:
    this = Month.of(book.calendar.today(now))
    return [this.previous, this]


def _roster_row(book: Rulebook, person: Person, now: datetime) -> Row:
    today = book.calendar.today(now)
    held = serving(person, today, book.levels)
    leave = next((leave for leave in person.leaves if leave.span.covers(today)), None)
    return {
        "code": person.code,
        "name": person.name,
        "unit": short_name(book, held.unit) if held else "",
        "level": spoken(book.levels[held.level].names, book.network.language) if held else "",
        "phone": phone_for_people(person.phone) if person.phone else "",
        "chat": person.chat.value,
        "leave_until": leave.span.last if leave else None,
    }


def _round_rows(book: Rulebook, checkins: list[Checkin]) -> dict[str, Row]:
    by_round: dict[str, list[Checkin]] = {}
    for checkin in checkins:
        by_round.setdefault(checkin.round.key, []).append(checkin)
    return {key: _round_row(book, part) for key, part in by_round.items()}


def _round_row(book: Rulebook, checkins: list[Checkin]) -> Row:
    asked, went = checkins[0].round, tally(checkins)
    return {
        "round": asked.key,
        "title": spoken(book.programme_names[asked.programme], book.network.language),
        "first_day": asked.first_day,
        "last_day": asked.last_day,
        "asked": went.asked,
        "in_time": went.in_time,
        "late": went.late,
        "excused": went.excused,
        "never": went.never,
        "open": went.open,
        "percent": went.percent_answered,
    }


def _checkin_row(book: Rulebook, checkin: Checkin, person: Person) -> tuple[str, Row]:
    asked, key = checkin.round, f"{checkin.round.key}/{person.code}"
    sent = checkin.first_sent_at
    answers = [answer_text(answer) for answer in (checkin.answers or {}).values() if answer is not None]
    return key, {
        "key": key,
        "title": spoken(book.programme_names[asked.programme], book.network.language),
        "period": asked.period,
        "code": person.code,
        "name": person.name,
        "unit": short_name(book, checkin.unit),
        "standing": standing(checkin).value,
        "sent_at": book.calendar.local(sent) if sent else None,
        "items": len(items_of(checkin)) if checkin.version else None,
        "answers": "; ".join(answers),
        "version": checkin.version or None,
    }


def _allowance_rows(book: Rulebook, file: MonthFile) -> dict[str, Row]:
    month = file.closing.month
    return {
        f"{month}/{line.person}": {
            "key": f"{month}/{line.person}",
            "month": str(month),
            "code": line.person,
            "name": line.name,
            "unit": short_name(book, line.unit),
            "level": spoken(book.levels[line.level].names, book.network.language),
            "payer": short_name(book, line.payer),
            "coefficient": str(line.coefficient),
            "base": line.base,
            "days": line.days,
            "amount": line.amount,
            "state": line.state.value,
            "close": file.closing.state.value,
        }
        for line in file.assessment.allowances
    }
