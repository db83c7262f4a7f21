"""Checks of programmes.yaml: forms and audiences that exist, and moments in their order in every month."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial

from nhipcau.rules.cadence import RoundPlan, round_of
from nhipcau.rules.calendar import Calendar
from nhipcau.rules.kernel import Month, Primitive, Span
from nhipcau.settings.checks.common import audience_faults, calendar_for_checks, ends_first, twice, unknown
from nhipcau.settings.checks.orders import out_of_order, without_room
from nhipcau.settings.faults import Fault
from nhipcau.settings.files import Files
from nhipcau.settings.programmes import AnyProgramme, ChoresItem, MonthlyProgramme, ProgrammesFile, WeeklyProgramme
from nhipcau.settings.values import WEEKDAYS

MONTHS_LOOKED_AT = 60
"""Days off move deadlines differently in every month: five years of them are tried."""


def programme_faults(files: Files) -> Iterator[Fault]:
    programmes = files.one(ProgrammesFile).programmes
    yield from twice((item.key, item.spot("key")) for item in programmes)
    for item in programmes:
        yield from unknown("form", item.form, files.keys("forms"), item.spot("form"))
        yield from ends_first(item.first, item.last, item.spot("until"))
        span = Span(item.first, item.last) if item.last is None or item.first <= item.last else None
        yield from audience_faults(files, item.audience, span)


def order_faults(files: Files) -> Iterator[Fault]:
    """Opening, reminders, deadline, close: one after the other. Each slip is told once, for its first month."""
    calendar = calendar_for_checks(files)
    for item in files.one(ProgrammesFile).programmes:
        days = replace(calendar, holidays={}) if isinstance(item, WeeklyProgramme) else calendar
        told: dict[tuple[str, str], Fault] = {}
        for period in _periods(item):
            for fault in out_of_order(item.spot(), round_of(item.programme(), days, period), partial(_written, item)):
                told.setdefault((fault.where, fault.code), fault)
        yield from told.values() or _without_room(item, replace(calendar, holidays={}))


def _without_room(item: AnyProgramme, calendar: Calendar) -> Iterator[Fault]:
    """Reminders that no period has room for, days off or not."""
    found = [
        {fault.where: fault for fault in without_room(item.spot(), plan, partial(_written, item))}
        for plan in (round_of(item.programme(), calendar, period) for period in _periods(item))
    ]
    yield from (fault for where, fault in found[0].items() if all(where in each for each in found[1:]))


def _periods(item: AnyProgramme) -> list[str]:
    """Weeks are all alike, but for their holidays, which leave out what has no room; months are not."""
    if isinstance(item, WeeklyProgramme):
        year, week, _ = item.first.isocalendar()
        return [f"{year}-W{week:02}"]
    return [str(month) for month in _months(item)]


def _months(item: MonthlyProgramme) -> Iterator[Month]:
    month = Month.of(item.first)
    for _ in range(MONTHS_LOOKED_AT):
        if item.last is not None and month.first > item.last:
            return
        yield month
        month = month.next


def _written(item: AnyProgramme, plan: RoundPlan, moment: datetime, other: datetime) -> dict[str, Primitive]:
    """Both moments as the programme writes them, and in which month they slip."""
    period = "" if isinstance(item, WeeklyProgramme) else _month(plan.month)
    return {"moment": _shown(item, moment), "other": _shown(item, other), "period": period}


def _month(month: Month) -> str:
    return f"{month.number:02}/{month.year}"


def _shown(item: AnyProgramme, moment: datetime) -> str:
    """A moment as its programme writes it: a weekday every week, a date every month."""
    if isinstance(item, WeeklyProgramme):
        return f"{WEEKDAYS[moment.weekday()]} {moment:%H:%M}"
    return f"{moment:%d/%m/%Y %H:%M}"


def chore_faults(files: Files) -> Iterator[Fault]:
    """A month is closed when its rounds are, and reported on when it is closed."""
    calendar, file = calendar_for_checks(files), files.one(ProgrammesFile)
    chores = file.chores
    yield from twice((f"{at:%H:%M}", chores.spot("sync_at", n)) for n, at in enumerate(chores.sync_at))
    told: dict[tuple[str, str], Fault] = {}
    for item in file.programmes:
        if isinstance(item, MonthlyProgramme):
            for month in _months(item):
                for fault in _chores_out_of_order(item, chores, month, calendar):
                    told.setdefault((fault.where, fault.code), fault)
    yield from told.values()


def _chores_out_of_order(
    item: MonthlyProgramme, chores: ChoresItem, month: Month, calendar: Calendar
) -> Iterator[Fault]:
    closes = item.closes.moment().of_month(month, calendar)
    close = chores.close.moment().of_month(month, calendar)
    reports = chores.reports.moment().of_month(month, calendar)
    if close < closes:
        yield chores.spot("close").fault(
            "month_closes_first",
            moment=_shown(item, close),
            other=_shown(item, closes),
            programme=item.key,
            period=_month(month),
        )
    if reports < close:
        place = chores.spot("reports")
        yield place.fault(
            "reports_before_close", moment=_shown(item, reports), other=_shown(item, close), period=_month(month)
        )
