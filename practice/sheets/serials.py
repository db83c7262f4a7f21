"""Dates as Sheets counts them: days since 30 December 1899, the time of day as a fraction."""

from datetime import date, datetime, time, timedelta

EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's dates have no zone
DAY_SECONDS = 86_400


def serial_of(moment: date | datetime | time) -> int | float:
    """The serial number of a date, of a moment, or of a time of day (a fraction of one day)."""
    if isinstance(moment, time):
        return simple((moment.hour * 3600 + moment.minute * 60 + moment.second) / DAY_SECONDS)
    if not isinstance(moment, datetime):
        return (moment - EPOCH.date()).days
    return simple((moment.replace(tzinfo=None) - EPOCH) / timedelta(days=1))


def moment_of(serial: int | float) -> datetime:
    """The moment of a serial number, to the second; raise OverflowError outside the years 1 to 9999."""
    return EPOCH + timedelta(seconds=round(serial * DAY_SECONDS))


def simple(number: float) -> int | float:
    """A whole number as int, so that it is written without `.0`, as Google writes it."""
    return int(number) if number.is_integer() and abs(number) < 1e15 else number
