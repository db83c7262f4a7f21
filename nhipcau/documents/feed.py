"""A calendar feed (iCalendar, RFC 5545) for people's own calendars. Equal entries give equal bytes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

MOST_OCTETS = 75
"""A longer line is folded: its rest goes on in the next line, after a space."""


@dataclass(frozen=True)
class FeedEntry:
    """Whole days from `first` to `last`, or one moment `at`."""

    uid: str
    title: str
    first: date
    last: date
    at: datetime | None = None


def feed(name: str, entries: Iterable[FeedEntry], stamp: datetime) -> bytes:
    """The feed's file; `stamp` says when its entries were last right."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Nhip Cau//VI", f"X-WR-CALNAME:{_escaped(name)}"]
    for entry in entries:
        lines += ["BEGIN:VEVENT", f"UID:{_escaped(entry.uid)}@nhipcau", f"DTSTAMP:{_moment(stamp)}", *_when(entry)]
        lines += [f"SUMMARY:{_escaped(entry.title)}", "TRANSP:TRANSPARENT", "END:VEVENT"]
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in _folded(line)).encode()


def _when(entry: FeedEntry) -> Iterator[str]:
    """The last day of whole days is the one after them."""
    if entry.at is not None:
        yield f"DTSTART:{_moment(entry.at)}"
        return
    yield f"DTSTART;VALUE=DATE:{entry.first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{entry.last + timedelta(days=1):%Y%m%d}"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, escaped)
    return text


def _folded(line: str) -> Iterator[str]:
    """Folded between characters, not inside one."""
    part, room = "", MOST_OCTETS
    for character in line:
        if len((part + character).encode()) > room:
            yield part
            part, room = " ", MOST_OCTETS
        part += character
    yield part
