"""The tab Campaigns as people type it: days, audience and owners otherwise than the files say. An emptied cell lets the
file count again."""

from collections.abc import Callable, Iterator

from nhipcau.jobs.amend_campaign import amend, unamend
from nhipcau.jobs.sheet_hearing import Hearing, NotTaken
from nhipcau.rules.amendments import Amendment
from nhipcau.rules.campaigns import Campaign, kick_off_moment
from nhipcau.rules.sheets.cells import SheetValue, typed, typed_moment
from nhipcau.rules.vietnamese import fold
from nhipcau.settings.faults import BadConfig

Read = Callable[[Hearing, Campaign, SheetValue], str]
"""What a cell means, in the terms of amendments."""


def set_first_day(hearing: Hearing, key: str, value: SheetValue) -> None:
    _set(hearing, key, "first", value, _day)


def set_last_day(hearing: Hearing, key: str, value: SheetValue) -> None:
    _set(hearing, key, "last", value, _day)


def set_kick_off(hearing: Hearing, key: str, value: SheetValue) -> None:
    _set(hearing, key, "kick_off", value, _moment)


def set_levels(hearing: Hearing, key: str, value: SheetValue) -> None:
    _set(hearing, key, "levels", value, _levels)


def set_units(hearing: Hearing, key: str, value: SheetValue) -> None:
    _set(hearing, key, "units", value, _units)


def set_owners(hearing: Hearing, key: str, value: SheetValue) -> None:
    """A line a task, as the cell shows them; a line that was left out lets the file count for its task."""
    campaign = hearing.in_force.campaigns[key]
    wanted = dict(_owners(hearing, campaign, typed(value)))
    for task in campaign.tasks:
        if wanted.get(task.key, "") != task.owner:
            _settle(hearing, key, f"owner.{task.key}", wanted.get(task.key, ""))


def _set(hearing: Hearing, key: str, what: str, value: SheetValue, read: Read) -> None:
    _settle(hearing, key, what, read(hearing, hearing.in_force.campaigns[key], value) if typed(value) else None)


def _settle(hearing: Hearing, key: str, what: str, value: str | None) -> None:
    """None, and no owner: as the file says."""
    why = hearing.desk.say("sheets/replies", "why_sheet", {})
    wish = Amendment(key, what, value or "", hearing.who, hearing.now, why)
    keeps = value is None or (not value and wish.part == "owner")
    try:
        (unamend if keeps else amend)(hearing.tx, hearing.desk.book, wish)
    except BadConfig as bad:
        told = (hearing.desk.say("faults/faults", fault.code, fault.facts) for fault in bad.faults)
        raise NotTaken("as_said", words=" ".join(told)) from bad


def _day(hearing: Hearing, campaign: Campaign, value: SheetValue) -> str:
    return str(hearing.day(value))


def _moment(hearing: Hearing, campaign: Campaign, value: SheetValue) -> str:
    """A day alone keeps the time of day that the announcement has."""
    found = typed_moment(value)
    known = kick_off_moment(campaign, hearing.desk.book.calendar)
    clock = found and (found[1] or (known and hearing.desk.book.calendar.local(known).time()))
    if not found or not clock:
        raise NotTaken("bad_moment", value=typed(value))
    return f"{found[0]} {clock:%H:%M}"


def _levels(hearing: Hearing, campaign: Campaign, value: SheetValue) -> str:
    return _codes(hearing, value, lambda name: hearing.code(name, list(hearing.desk.book.levels)), "no_such_level")


def _units(hearing: Hearing, campaign: Campaign, value: SheetValue) -> str:
    return _codes(hearing, value, hearing.unit, "no_such_unit")


def _codes(hearing: Hearing, value: SheetValue, read: Callable[[str], str], no: str) -> str:
    """Names, one a line, as the cell shows them; the word for all of them is "" to an amendment.

    Raises NotTaken, with the code `no`, for a name that nothing has.
    """
    if fold(typed(value)) == fold(hearing.desk.titles[hearing.tab].word("all")):
        return ""
    lines = filter(None, map(str.strip, typed(value).replace(";", "\n").splitlines()))
    try:
        return ", ".join(code for line in lines for code in _of_line(line, read))
    except NotTaken as unknown:
        raise NotTaken(no, **unknown.facts) from unknown


def _of_line(line: str, read: Callable[[str], str]) -> list[str]:
    """One name, which may have a comma in it, or several with commas between them."""
    try:
        return [read(line)]
    except NotTaken:
        names = [name.strip() for name in line.split(",") if name.strip()]
        if len(names) == 1:
            raise
        return [read(name) for name in names]


def _owners(hearing: Hearing, campaign: Campaign, text: str) -> Iterator[tuple[str, str]]:
    """Raises NotTaken for a line that names no task of the campaign."""
    for line in filter(None, map(str.strip, text.splitlines())):
        named, _, owner = line.rpartition(":")
        task = next((task for task in campaign.tasks if fold(hearing.say(task.what)) == fold(named)), None)
        if task is None:
            raise NotTaken("no_such_task", value=named or line)
        yield task.key, owner.strip()
