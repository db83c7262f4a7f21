"""Check-ins: drafts as they are typed, and every version that was sent."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.sql.base import Executable

from nhipcau.rules.checkins import Checkin, Place, Round
from nhipcau.rules.fields import Answer
from nhipcau.rules.forms import Draft, answers_as_data, answers_from_data
from nhipcau.rules.kernel import Month
from nhipcau.storage.columns import Moment
from nhipcau.storage.repository import Found, Repository, Values
from nhipcau.storage.rounds import ROUND, ROUNDS, round_of
from nhipcau.storage.tables import checkin_versions, checkins, current_questions, people, rounds

NEWEST = (checkin_versions.c.checkin_id == checkins.c.id) & (checkin_versions.c.version == checkins.c.version)
CHECKINS = select(checkins, checkin_versions.c.answers).join(rounds).outerjoin(checkin_versions, NEWEST)
WITH_ROUND = CHECKINS.add_columns(*ROUND)

ONE = WITH_ROUND.where(checkins.c.id == bindparam("number"))
OPEN_OF = WITH_ROUND.where(checkins.c.person_id == bindparam("person_id"), rounds.c.closed_at.is_(None)).order_by(
    rounds.c.due_at, checkins.c.id
)
# A tombstone keeps its part in rounds where whom it was merged into has one too.
LIVING = CHECKINS.join(people, (people.c.id == checkins.c.person_id) & people.c.merged_into.is_(None))
OF_ROUND = LIVING.where(checkins.c.round_id == bindparam("round_id")).order_by(checkins.c.id)
ITS_ROUND = ROUNDS.where(rounds.c.id == bindparam("round_id"))
OF_MONTH = LIVING.where(rounds.c.month == bindparam("month")).order_by(rounds.c.opens_at, rounds.c.id, checkins.c.id)
OF_PERSON = WITH_ROUND.where(
    rounds.c.month == bindparam("month"), checkins.c.person_id == bindparam("person_id")
).order_by(rounds.c.opens_at, rounds.c.id)
OF_SOMEONE = WITH_ROUND.where(checkins.c.person_id == bindparam("person_id")).order_by(rounds.c.opens_at, rounds.c.id)
ITS_ROUNDS = ROUNDS.where(rounds.c.month == bindparam("month"))

SAVE = update(checkins).where(checkins.c.id == bindparam("number"))
# Counting up locks the row: two who send at once get two versions.
FIRST_SENT = func.coalesce(checkins.c.first_sent_at, bindparam("at", type_=Moment))
COUNT_UP = SAVE.values(version=checkins.c.version + 1, first_sent_at=FIRST_SENT, returned=False).returning(
    checkins.c.version
)
VERSIONS = (
    select(checkin_versions.c.answers)
    .where(checkin_versions.c.checkin_id == bindparam("checkin_id"))
    .order_by(checkin_versions.c.version)
)
CURRENT = select(current_questions.c.checkin_id).where(current_questions.c.person_id == bindparam("person_id"))
FORGET_CURRENT = delete(current_questions).where(current_questions.c.person_id == bindparam("person_id"))


class SqlCheckins(Repository):
    def add(self, asked: Round, places: Iterable[Place], draft: Draft) -> None:
        """Give each person their part in the round; one who has it keeps it as it is."""
        started = {"step": draft.step, "draft": answers_as_data(draft.answers), "version": 0, "returned": False}
        self._add_new(checkins, ({"round_id": asked.id, **_place_row(place), **started} for place in places))

    def get(self, checkin_id: int) -> Checkin | None:
        row = self._first(ONE, number=checkin_id)
        return None if row is None else self._checkin(row, round_of(row, self._zone))

    def of_round(self, round_id: int) -> list[Checkin]:
        return self._load(OF_ROUND, ITS_ROUND, round_id=round_id)

    def of_month(self, month: Month) -> list[Checkin]:
        return self._load(OF_MONTH, ITS_ROUNDS, month=month)

    def of_person(self, person_id: int, month: Month) -> list[Checkin]:
        return [
            self._checkin(row, round_of(row, self._zone))
            for row in self._rows(OF_PERSON, person_id=person_id, month=month)
        ]

    def of_someone(self, person_id: int) -> list[Checkin]:
        """All that the person was ever asked, in the order of the rounds."""
        return [self._checkin(row, round_of(row, self._zone)) for row in self._rows(OF_SOMEONE, person_id=person_id)]

    def open_of(self, person_id: int) -> list[Checkin]:
        opened = self._rows(OPEN_OF, person_id=person_id)
        return [self._checkin(row, round_of(row, self._zone)) for row in opened]

    def save_draft(self, checkin_id: int, draft: Draft) -> None:
        self._run(SAVE, number=checkin_id, step=draft.step, draft=answers_as_data(draft.answers))

    def send(self, checkin_id: int, answers: Mapping[str, Answer], at: datetime) -> int:
        """Keep the answers as a new version. Raises LookupError for a check-in that does not exist."""
        version = self._value(COUNT_UP, number=checkin_id, at=at)
        if version is None:
            raise LookupError(f"no check-in {checkin_id}")
        values = {"checkin_id": checkin_id, "version": version, "answers": answers_as_data(answers), "sent_at": at}
        self._add(checkin_versions, [values])
        return int(version)

    def give_back(self, checkin_id: int, draft: Draft) -> None:
        """The version that was sent counts no more, until there is another; `draft` is where its owner goes on."""
        self.save_draft(checkin_id, draft)
        self._run(SAVE, number=checkin_id, returned=True)

    def excuse(self, checkin_id: int, excused: bool) -> None:
        self._run(SAVE, number=checkin_id, excused=excused)

    def versions(self, checkin_id: int) -> list[Mapping[str, Answer]]:
        """What was sent, the oldest first."""
        return [answers_from_data(row.answers) for row in self._rows(VERSIONS, checkin_id=checkin_id)]

    def current(self, person_id: int) -> int | None:
        found = self._value(CURRENT, person_id=person_id)
        return None if found is None else int(found)

    def set_current(self, person_id: int, checkin_id: int | None) -> None:
        if checkin_id is None:
            self._run(FORGET_CURRENT, person_id=person_id)
        else:
            self._put(current_questions, {"person_id": person_id, "checkin_id": checkin_id})

    def _load(self, found: Executable, asked: Executable, **given: int | Month) -> list[Checkin]:
        """Many check-ins of few rounds: each round is read once, by a query of its own."""
        rows = self._rows(found, **given)
        by_id = {row.round_id: round_of(row, self._zone) for row in self._rows(asked, **given)}
        return [self._checkin(row, by_id[row.round_id]) for row in rows]

    def _checkin(self, row: Found, asked: Round) -> Checkin:
        return Checkin(
            id=row.id,
            round=asked,
            person_id=row.person_id,
            unit=row.unit,
            level=row.level,
            excused=row.excused,
            draft=Draft(row.step, answers_from_data(row.draft)),
            version=row.version,
            first_sent_at=None if row.first_sent_at is None else self._local(row.first_sent_at),
            returned=row.returned,
            answers=None if row.answers is None else answers_from_data(row.answers),
        )


def _place_row(place: Place) -> Values:
    return {
        "person_id": place.member.person.id,
        "unit": place.member.appointment.unit,
        "level": place.member.appointment.level,
        "excused": place.excused,
    }
