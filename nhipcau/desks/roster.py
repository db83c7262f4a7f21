"""The roster's desk: bringing people in, inviting them, letting them in, finding gaps and doubles."""

from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from nhipcau.jobs import invite, merge_people
from nhipcau.jobs.call_the_roll import call_the_roll
from nhipcau.jobs.import_roster import RosterReport, examine_roster, import_roster
from nhipcau.jobs.join import answer_consent, join, share_number
from nhipcau.jobs.summary import Summary
from nhipcau.machine import InviteMaker
from nhipcau.messages.templates import Templates
from nhipcau.ports import Inbound, Store
from nhipcau.rules.enrolment import COLUMNS, Table
from nhipcau.rules.header import rows_of
from nhipcau.rules.kernel import Refused
from nhipcau.rules.rollcall import Gap, Twin
from nhipcau.rules.roster import Person
from nhipcau.rules.vietnamese import fold
from nhipcau.settings.installation import Installation
from nhipcau.settings.rulebook import Rulebook

BOT_NAME = "bot_name"
"""The note in which the bot keeps its own name in the channel."""


class RosterDesk:
    """What may be asked about who is in the network."""

    installation: Installation
    book: Rulebook
    store: Store
    words: Templates

    def join(self, inbound: Inbound, code: str, now: datetime) -> Summary:
        return join(self.store, self.book, inbound, code, now)

    def answer_consent(self, inbound: Inbound, code: str, yes: bool, now: datetime) -> Summary:
        return answer_consent(self.store, self.book, inbound, code, yes, now)

    def share_number(self, inbound: Inbound, number: str, now: datetime) -> Summary:
        return share_number(self.store, self.book, inbound, number, self._tokens, now)

    def read_roster(self, path: Path) -> Table:
        """The rows of an XLSX or CSV file. Raises Refused for a file that is no table of a roster."""
        # Imported here: only the command line reads tables, and the library for workbooks is large.
        from nhipcau.documents.read_table import NotATable, read_table

        languages = self.book.network.languages
        titles = {
            fold(self.words.sentence("cli/roster_columns", column, {}, language)): column
            for column in COLUMNS
            for language in languages
        }
        try:
            return rows_of(read_table(path), titles)
        except (NotATable, OSError):
            raise Refused("not_a_table", file=str(path)) from None

    def examine_roster(self, table: Table) -> RosterReport:
        """What the table would do, and every fault of it; nothing is written."""
        return examine_roster(self.store, self.book, table)

    def import_roster(self, table: Table, by: str, now: datetime, partly: bool = False) -> Summary:
        """Raises RosterRefused with every fault of the table, unless somebody wants the other rows all the same."""
        return import_roster(self.store, self.book, table, self._tokens, by, now, partly)

    def invites(self) -> list[tuple[Person, str]]:
        """Everyone with the code of their invite link."""
        return [(person, newest.code) for person, newest in invite.invites(self.store)]

    def link_of(self, invite: str) -> str:
        """The link that opens the bot with an invite."""
        with self.store.read() as tx:
            return f"https://t.me/{tx.notes.get(BOT_NAME) or '...'}?start={invite}"

    def renew_invite(self, code: str, by: str, now: datetime) -> Summary:
        """Raises Refused for nobody."""
        return invite.renew_invite(self.store, self.book, code, self._tokens, by, now)

    def revoke_invite(self, code: str, by: str, now: datetime) -> Summary:
        """Raises Refused for nobody."""
        return invite.revoke_invite(self.store, code, by, now)

    def gaps(self, day: date) -> list[Gap]:
        """The places of the network that nobody fills on that day."""
        return call_the_roll(self.store, self.book, day)

    def twins(self) -> list[Twin]:
        """Rows of the roster that may be one person."""
        return merge_people.find_twins(self.store)

    def merge_people(self, kept: str, gone: str, by: str, now: datetime) -> merge_people.Merged:
        """Raises Refused for nobody, or when both answered in one round."""
        return merge_people.merge_people(self.store, kept, gone, by, now)

    def part_people(self, gone: str, by: str, now: datetime) -> Summary:
        """Undo a merge. Raises Refused when there is none."""
        return merge_people.part_people(self.store, gone, by, now)

    @cached_property
    def _tokens(self) -> InviteMaker:
        return InviteMaker(self.installation.token_seed)
