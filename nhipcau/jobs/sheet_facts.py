"""What the tabs of the shared sheets are made of, loaded when a tab first asks for it."""

from datetime import datetime
from functools import cached_property

from nhipcau.jobs.figures import short_name
from nhipcau.jobs.sheet_desk import Desk
from nhipcau.ports import MonthFile, Tx
from nhipcau.rules.checkins import Checkin
from nhipcau.rules.kernel import Month, Words, spoken
from nhipcau.rules.roster import Person


class Facts:
    """What the tabs are made of, each loaded when a tab first asks for it."""

    def __init__(self, tx: Tx, desk: Desk, now: datetime) -> None:
        self.tx = tx
        self.desk = desk
        self.book = desk.book
        self.now = now
        self.today = self.book.calendar.today(now)
        self.months = [Month.of(self.today).previous, Month.of(self.today)]

    @cached_property
    def people(self) -> list[Person]:
        return self.tx.people.all()

    @cached_property
    def by_id(self) -> dict[int, Person]:
        return {person.id: person for person in self.people}

    @cached_property
    def checkins(self) -> list[Checkin]:
        return [checkin for month in self.months for checkin in self.tx.checkins.of_month(month)]

    @cached_property
    def files(self) -> list[MonthFile]:
        return [file for file in map(self.tx.months.get, self.months) if file is not None]

    def say(self, words: Words) -> str:
        return spoken(words, self.book.network.language)

    def short(self, unit: str) -> str:
        return short_name(self.book, unit)

    @cached_property
    def rounds(self) -> list[list[Checkin]]:
        """The check-ins round by round."""
        rounds: dict[str, list[Checkin]] = {}
        for checkin in self.checkins:
            rounds.setdefault(checkin.round.key, []).append(checkin)
        return list(rounds.values())
