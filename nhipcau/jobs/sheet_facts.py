"""What the tabs of the shared sheets are made of, loaded when a tab first asks for it."""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property

from nhipcau.jobs.figures import short_name
from nhipcau.jobs.sheet_desk import Desk
from nhipcau.ports import MonthFile, Tx
from nhipcau.rules.accounts import Account
from nhipcau.rules.checkins import Checkin
from nhipcau.rules.kernel import Month, Words, spoken
from nhipcau.rules.roster import Person


class Facts:
    """What the tabs are made of, each loaded when a tab first asks for it."""

    def __init__(self, tx: Tx, desk: Desk, now: datetime) -> None:
        self.tx = tx
        self.desk = desk
        self.amendments = tx.amendments.all()
        self.book = desk.book.amended(self.amendments)
        self.now = now
        self.today = self.book.calendar.today(now)
        self.months = [Month.of(self.today).previous, Month.of(self.today)]
        self._asked: dict[Month, list[Checkin]] = {}

    @cached_property
    def people(self) -> list[Person]:
        return self.tx.people.all()

    @cached_property
    def accounts(self) -> Mapping[str, Account]:
        """By person's code."""
        return self.tx.accounts.all()

    @cached_property
    def by_id(self) -> dict[int, Person]:
        return {person.id: person for person in self.people}

    def asked_in(self, month: Month) -> list[Checkin]:
        if month not in self._asked:
            self._asked[month] = self.tx.checkins.of_month(month)
        return self._asked[month]

    @cached_property
    def checkins(self) -> list[Checkin]:
        return [checkin for month in self.months for checkin in self.asked_in(month)]

    @cached_property
    def files(self) -> list[MonthFile]:
        return [file for file in map(self.tx.months.get, self.months) if file is not None]

    def say(self, words: Words) -> str:
        return spoken(words, self.book.network.language)

    def short(self, unit: str) -> str:
        return short_name(self.book, unit)

    def local(self, moment: datetime | None) -> datetime | None:
        return self.book.calendar.local(moment) if moment else None

    def name_of(self, code: str) -> str:
        """Whom a code means; whoever is no person of the roster (a command line) is called as they are."""
        return next((person.name for person in self.people if person.code == code), code)

    def key_of(self, checkin: Checkin) -> str:
        """Names one person's part in a round."""
        return f"{checkin.round.key}/{self.by_id[checkin.person_id].code}"

    @cached_property
    def rounds(self) -> list[list[Checkin]]:
        """The check-ins round by round."""
        rounds: dict[str, list[Checkin]] = {}
        for checkin in self.checkins:
            rounds.setdefault(checkin.round.key, []).append(checkin)
        return list(rounds.values())
