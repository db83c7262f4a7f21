"""`nhipcau roster`: bring people in, invite them, see who is missing, who stands there twice."""

import csv
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from nhipcau.app import App, build
from nhipcau.cli.speech import Speech
from nhipcau.rules.accounts import Account
from nhipcau.rules.enrolment import Table
from nhipcau.rules.kernel import Refused, spoken
from nhipcau.settings.installation import Installation

roster = typer.Typer(no_args_is_help=True, help="The roster: people, units, appointments.")

BY = "cli"

Code = Annotated[str, typer.Argument(help="The person's code.")]


@contextmanager
def at_home() -> Iterator[tuple[App, Speech]]:
    """The house and its words; what a rule refuses comes out as a sentence."""
    installation = Installation()
    house, speech = build(installation), Speech(installation)
    try:
        yield house, speech
    except Refused as refused:
        speech.refuse(refused)
        raise typer.Exit(1) from None
    finally:
        house.close()


@roster.command("import")
def import_roster(
    table: Annotated[Path, typer.Argument(help="An XLSX or CSV file with a header row.")],
    yes: Annotated[bool, typer.Option("--yes", help="Apply the good rows without asking.")] = False,
) -> None:
    """Say what a table would change and every fault of it; apply its good rows once that is confirmed."""
    with at_home() as (house, speech):
        rows = house.read_roster(table)
        if not _report(house, speech, table, rows):
            raise typer.Exit(1)
        if not (yes or typer.confirm(speech.sentence("roster_confirm"))):
            speech.say("roster_left")
            return
        done = house.import_roster(rows, BY, house.clock.now(), partly=True).counts
        speech.say("roster_imported", added=done["added"], changed=done["changed"], known=done["known"])


def _report(house: App, speech: Speech, table: Path, rows: Table) -> bool:
    """Whether there is anything in it that could be applied."""
    report = house.examine_roster(rows)
    for fault in report.examined.faults:
        speech.roster_fault(table, fault.row, fault.column, fault.code, dict(fault.facts))
    if report.examined.faults:
        speech.complain("roster_refused", count=len(report.examined.faults))
    counts = {"new": report.new, "changed": report.changed, "known": report.known}
    speech.say("roster_report", **counts, faults=report.examined.left_out)
    return bool(report.examined.people)


@roster.command()
def invites() -> None:
    """The newest invite link of everyone, as a table to copy: code, name, link."""
    with at_home() as (house, _):
        writer = csv.writer(sys.stdout)
        writer.writerow(["code", "name", "link"])
        for person, invite in house.invites():
            writer.writerow([person.code, person.name, house.link_of(invite)])


@roster.command()
def invite(code: Code) -> None:
    """A new invite link for one person; the older ones open nothing any more."""
    with at_home() as (house, speech):
        house.renew_invite(code, BY, house.clock.now())
        link = next(house.link_of(invite) for person, invite in house.invites() if person.code == code)
        speech.say("invite_made", link=link, days=house.book.joining.invite_lasts.days)


@roster.command()
def revoke(code: Code) -> None:
    """Close the open invite links of one person."""
    with at_home() as (house, speech):
        speech.say("invite_revoked", count=house.revoke_invite(code, BY, house.clock.now()).counts["revoked"])


@roster.command()
def gaps() -> None:
    """The places that nobody fills, unit by unit."""
    with at_home() as (house, speech):
        book, missing = house.book, house.gaps(house.book.calendar.today(house.clock.now()))
        for gap in missing:
            unit = spoken(book.units[gap.unit].names, speech.language)
            level = spoken(book.levels[gap.level].names, speech.language)
            speech.say("gap", unit=unit, level=level, filled=gap.filled, places=gap.places)
        speech.say("gap_count", count=sum(gap.places - gap.filled for gap in missing))


@roster.command()
def twins() -> None:
    """Rows that may be one person."""
    with at_home() as (house, speech):
        found = house.twins()
        for twin in found:
            names = (f"{person.code} {person.name}" for person in (twin.one, twin.other))
            speech.say("twin", one=next(names), other=next(names), sign=twin.sign)
        speech.say("twin_count", count=len(found))


@roster.command()
def merge(kept: Code, gone: Code) -> None:
    """Make two rows one person: what is GONE's becomes KEPT's."""
    with at_home() as (house, speech):
        done = house.merge_people(kept, gone, BY, house.clock.now())
        speech.say("merged", kept=kept, gone=gone)
        accounts = {"own": done.own.shown or done.own.mask, "theirs": done.theirs.shown or done.theirs.mask}
        if done.theirs != Account():
            speech.say("account_lent" if done.lent else "account_left", kept=kept, gone=gone, **accounts)


@roster.command()
def part(gone: Code) -> None:
    """Undo a merge."""
    with at_home() as (house, speech):
        house.part_people(gone, BY, house.clock.now())
        speech.say("parted", gone=gone)
