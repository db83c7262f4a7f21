"""Check-ins: drafts as they are typed, and every version that was sent."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Select, delete, func, insert, select, update

from nhipcau.rules.checkins import Checkin, Place, Round
from nhipcau.rules.forms import Answer, Draft, answers_as_data, answers_from_data
from nhipcau.rules.kernel import Month
from nhipcau.storage.repository import Found, Repository, Values
from nhipcau.storage.rounds import SqlRounds
from nhipcau.storage.tables import checkin_versions, checkins, current_questions, rounds

IN_ROUND = (checkins.c.id,)
BY_ROUND = (rounds.c.opens_at, rounds.c.id, checkins.c.id)
BY_DEADLINE = (rounds.c.due_at, checkins.c.id)


class SqlCheckins(Repository):
    def add(self, asked: Round, places: Iterable[Place], draft: Draft) -> None:
        """Give each person their part in the round; one who has it keeps it as it is."""
        started = {"step": draft.step, "draft": answers_as_data(draft.answers), "version": 0}
        self._add_new(checkins, ({"round_id": asked.id, **_place_row(place), **started} for place in places))

    def get(self, checkin_id: int) -> Checkin | None:
        return next(iter(self._load(checkins.c.id == checkin_id, IN_ROUND)), None)

    def of_round(self, round_id: int) -> list[Checkin]:
        return self._load(checkins.c.round_id == round_id, IN_ROUND)

    def of_month(self, month: Month) -> list[Checkin]:
        return self._load(rounds.c.month == month, BY_ROUND)

    def open_of(self, person_id: int) -> list[Checkin]:
        return self._load((checkins.c.person_id == person_id) & rounds.c.closed_at.is_(None), BY_DEADLINE)

    def save_draft(self, checkin_id: int, draft: Draft) -> None:
        drafted = {"step": draft.step, "draft": answers_as_data(draft.answers)}
        self._run(update(checkins).where(checkins.c.id == checkin_id).values(drafted))

    def send(self, checkin_id: int, answers: Mapping[str, Answer], at: datetime) -> int:
        """Keep the answers as a new version. Raises LookupError for a check-in that does not exist."""
        # Counting up locks the row: two who send at once get two versions.
        counted = {"version": checkins.c.version + 1, "first_sent_at": func.coalesce(checkins.c.first_sent_at, at)}
        sent = update(checkins).where(checkins.c.id == checkin_id).values(counted).returning(checkins.c.version)
        version = self._value(sent)
        if version is None:
            raise LookupError(f"no check-in {checkin_id}")
        values = {"checkin_id": checkin_id, "version": version, "answers": answers_as_data(answers), "sent_at": at}
        self._run(insert(checkin_versions).values(values))
        return int(version)

    def versions(self, checkin_id: int) -> list[Mapping[str, Answer]]:
        """What was sent, the oldest first."""
        sent = select(checkin_versions.c.answers).where(checkin_versions.c.checkin_id == checkin_id)
        return [answers_from_data(row.answers) for row in self._rows(sent.order_by(checkin_versions.c.version))]

    def current(self, person_id: int) -> int | None:
        current = select(current_questions.c.checkin_id).where(current_questions.c.person_id == person_id)
        found = self._value(current)
        return None if found is None else int(found)

    def set_current(self, person_id: int, checkin_id: int | None) -> None:
        if checkin_id is None:
            self._run(delete(current_questions).where(current_questions.c.person_id == person_id))
        else:
            self._put(current_questions, {"person_id": person_id, "checkin_id": checkin_id})

    def _load(self, which: ColumnElement[bool], order: tuple[ColumnElement[object], ...]) -> list[Checkin]:
        """Two queries, however many check-ins."""
        found = self._rows(_with_newest_answers().where(which).order_by(*order))
        asked = SqlRounds(self._connection, self._zone).where(rounds.c.id.in_({row.round_id for row in found}))
        by_id = {each.id: each for each in asked}
        return [self._checkin(row, by_id[row.round_id]) for row in found]

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
            answers=None if row.answers is None else answers_from_data(row.answers),
        )


def _with_newest_answers() -> Select[tuple[object, ...]]:
    newest = (checkin_versions.c.checkin_id == checkins.c.id) & (checkin_versions.c.version == checkins.c.version)
    return select(checkins, checkin_versions.c.answers).join(rounds).outerjoin(checkin_versions, newest)


def _place_row(place: Place) -> Values:
    return {
        "person_id": place.member.person.id,
        "unit": place.member.appointment.unit,
        "level": place.member.appointment.level,
        "excused": place.excused,
    }
