"""How a month went, as data for the page that is opened first."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, timedelta

from nhipcau.app import App
from nhipcau.jobs.month_pages import list_path, network_path, person_path, unit_path
from nhipcau.jobs.naming import subject_name
from nhipcau.rules import reports
from nhipcau.rules.allowance import lists
from nhipcau.rules.allowance.close import CloseState
from nhipcau.rules.calendar import monday_of
from nhipcau.rules.kernel import Json, spoken
from nhipcau.rules.reports import NetworkMonth
from practice.rehearsal.checks import SUMS, Check
from practice.rehearsal.outcome import Outcome
from practice.rehearsal.people import Invented
from practice.rehearsal.story import Wake

ON_CALENDAR = ("kick_off", "open_round", "remind", "close_round", "close_month", "render_reports")


def index_view(app: App, outcome: Outcome, books: Sequence[str]) -> dict[str, Json]:
    language, network = outcome.story.language, outcome.network
    return {
        "month": str(outcome.month),
        "seed": outcome.seed,
        "network": spoken(app.book.network.names, language),
        "units": len(network.units),
        "people": len(outcome.facts.members),
        "percent": network.tally.percent_answered,
        "items": network.items,
        "rounds": _rounds(network, language),
        "weeks": _weeks(app, outcome),
        "checks": [_check(check) for check in outcome.checks],
        "payers": _payers(app, outcome),
        "money": _money(outcome),
        "differences": _differences(app, outcome),
        "launches": [_launch(app, outcome, key, counts) for key, counts in outcome.launches.items()],
        "members": _members(app, outcome),
        "messages": dict(outcome.messages),
        "reminders": outcome.messages.get("checkins/reminder", 0),
        "requests": {service: sum(counts.values()) for service, counts in outcome.requests.items()},
        "books": list(books),
        "network_report": f"files/{network_path(outcome.month)}",
        "unit_reports": [
            {"name": spoken(row.names, language), "file": f"files/{unit_path(outcome.month, row.code)}"}
            for row in network.units
        ],
    }


def _check(check: Check) -> Json:
    return {"code": check.code, "holds": check.holds, "facts": dict(check.facts)}


def _rounds(network: NetworkMonth, language: str) -> Json:
    return [
        {
            "title": spoken(row.title, language),
            "period": row.period,
            "percent": row.tally.percent_answered,
            "items": row.items,
            **asdict(row.tally),
        }
        for row in network.rounds
    ]


def _money(outcome: Outcome) -> Json:
    assessment = outcome.file.assessment
    return {
        "ceiling": lists.ceiling(assessment),
        "total": lists.total(assessment),
        "missing": lists.ceiling(assessment) - lists.total(assessment),
        "checked_by": outcome.file.closing.by(CloseState.CHECKED),
        "closed_by": outcome.file.closing.by(CloseState.APPROVED),
    }


def _payers(app: App, outcome: Outcome) -> Json:
    payments = lists.payment_lists(outcome.file.assessment, app.book.units, app.book.policy.zero_tens)
    return [
        {
            "name": spoken(app.book.units[payment.payer].names, outcome.story.language),
            "root": payment.payer == app.book.network.root,
            "people": sum(line.amount > 0 for line in payment.lines),
            "total": payment.total,
            "file": f"files/{list_path(outcome.month, payment.payer)}",
        }
        for payment in payments
    ]


def _differences(app: App, outcome: Outcome) -> Json:
    return [
        {
            "code": difference.line.person,
            "name": difference.line.name,
            "unit": spoken(app.book.units[difference.line.unit].short, outcome.story.language),
            "full": difference.line.full,
            "amount": difference.line.amount,
            "missing": difference.missing,
            "reasons": [{"code": r.code, "facts": dict(r.facts)} for r in difference.line.reasons[1:]],
        }
        for difference in lists.differences(outcome.file.assessment)
    ]


def _launch(app: App, outcome: Outcome, key: str, counts: Mapping[str, int]) -> Json:
    kind, _, subject = key.partition(":")
    name = subject_name(app.book, subject, outcome.story.language)
    return {"kind": kind, "subject": name, **{name: counts.get(name, 0) for name in ("audience", *SUMS)}}


def _members(app: App, outcome: Outcome) -> Json:
    invented = {person.code: person for person in outcome.people}
    language = outcome.story.language
    rows: list[Json] = []
    for member in outcome.facts.members:
        figures = reports.person_month(outcome.facts, member)
        view = person_view(app, invented[member.code], language)
        rows.append(
            {
                **view,
                "asked": figures.tally.asked,
                "answered": figures.tally.answered,
                "items": figures.items,
                "amount": member.line.amount if member.line else None,
                "report": f"files/{person_path(outcome.month, member.code)}",
            }
        )
    return rows


def _weeks(app: App, outcome: Outcome) -> Json:
    """The month as a wall calendar: weeks of days, each with what happened on it."""
    wakes = [wake for wake in outcome.story.wakes if wake.kind in ON_CALENDAR and wake.counts.keys() != {"slots"}]
    told = [wake for wake in wakes if "waiting_for_close" not in wake.counts]
    first, last = monday_of(outcome.month.first), max([outcome.month.last, *(wake.at.date() for wake in told)])
    days = [first + timedelta(days=n) for n in range((last - first).days // 7 * 7 + 7)]
    return [[_day(app, outcome, day, told) for day in days[n : n + 7]] for n in range(0, len(days), 7)]


def _day(app: App, outcome: Outcome, day: date, wakes: Sequence[Wake]) -> Json:
    today = [wake for wake in wakes if wake.at.date() == day]
    return {
        "day": f"{day:%d/%m}",
        "inside": outcome.month.span.covers(day),
        "working": app.book.calendar.is_working(day),
        "holiday": app.book.calendar.holidays.get(day, ""),
        "happened": [_chip(app, outcome, wake, subject) for wake in today for subject in wake.subjects],
    }


def _chip(app: App, outcome: Outcome, wake: Wake, subject: str) -> Json:
    key = subject.partition("/")[0].partition("#")[0]
    names = app.book.programme_names.get(key) or (app.book.campaigns[key].names if key in app.book.campaigns else None)
    return {
        "at": f"{wake.at:%H:%M}",
        "kind": wake.kind,
        "name": spoken(names, outcome.story.language) if names else "",
        "step": subject.partition("#")[2],
    }


def person_view(app: App, person: Invented, language: str) -> dict[str, Json]:
    units, levels = app.book.units, app.book.levels
    return {
        "code": person.code,
        "name": person.name,
        "unit": spoken(units[person.unit].short, language) if person.unit else "",
        "level": spoken(levels[person.level].names, language) if person.level else "",
        "role": person.roles,
        "temper": person.temper.value if person.level else "staff",
    }
