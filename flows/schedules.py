"""When Prefect wakes which flow, read off the config: a run that finds nothing due costs a moment and does nothing."""

from collections.abc import Iterable
from datetime import time

from prefect.client.schemas.schedules import CronSchedule

from nhipcau.rules.cadence import Rhythm, SlotKind
from nhipcau.rules.calendar import WeekMoment
from nhipcau.settings.rulebook import Rulebook

PLAN_AT = time(0, 10)


def cron(weekday: int | None, at: time) -> str:
    """A cron line for a local time, on one weekday (0 is Monday) or every day. Cron counts weekdays from Sunday."""
    return f"{at.minute} {at.hour} * * {'*' if weekday is None else (weekday + 1) % 7}"


def cron_lines(book: Rulebook) -> dict[SlotKind, list[str]]:
    """The cron lines of every kind of slot. Days of a month are found by the planner: the flow looks every day."""
    programmes = list(book.programmes.values())
    kick_offs = [c.kick_off.at for c in book.campaigns.values() if c.kick_off is not None]
    return {
        SlotKind.KICK_OFF: _lines((None, at) for at in kick_offs),
        SlotKind.OPEN_ROUND: _lines(_weekly(p.opens) for p in programmes),
        SlotKind.REMIND: _lines(_weekly(r) for p in programmes for r in p.reminders),
        SlotKind.CLOSE_ROUND: _lines(_weekly(p.closes) for p in programmes),
        SlotKind.CLOSE_MONTH: _lines([(None, book.chores.close.at)]),
        SlotKind.SYNC_SHEETS: _lines((None, at) for at in book.chores.sync_at),
        SlotKind.RENDER_REPORTS: _lines([(None, book.chores.reports.at)]),
    }


def _weekly(rhythm: Rhythm) -> tuple[int | None, time]:
    return (rhythm.weekday, rhythm.at) if isinstance(rhythm, WeekMoment) else (None, rhythm.at)


def _lines(moments: Iterable[tuple[int | None, time]]) -> list[str]:
    return list(dict.fromkeys(cron(weekday, at) for weekday, at in moments))


def schedules(book: Rulebook, kind: SlotKind) -> list[CronSchedule]:
    """The Prefect schedules of a kind, in the network's own zone (R10)."""
    return [CronSchedule(cron=line, timezone=str(book.calendar.zone)) for line in cron_lines(book)[kind]]


def planning(book: Rulebook) -> CronSchedule:
    return CronSchedule(cron=cron(None, PLAN_AT), timezone=str(book.calendar.zone))
