"""Rounds: one asking of a form."""

from datetime import datetime, tzinfo

from sqlalchemy import Update, bindparam, select, update

from nhipcau.rules.cadence import RoundPlan
from nhipcau.rules.checkins import Round
from nhipcau.storage.repository import Found, Repository, Values
from nhipcau.storage.tables import rounds

ROUND = tuple(column for column in rounds.c if column is not rounds.c.id)
"""What `round_of` reads beside the `round_id`, by names that a check-in's columns do not have."""

ROUNDS = select(rounds.c.id.label("round_id"), *ROUND)
RUNNING = ROUNDS.where(rounds.c.closed_at.is_(None)).order_by(rounds.c.due_at, rounds.c.id)
BY_KEY = ROUNDS.where(rounds.c.key == bindparam("key"))


class SqlRounds(Repository):
    def open(self, plan: RoundPlan) -> Round:
        """The round of this plan, made when it is the first time that it is opened."""
        self._add_new(rounds, [_row(plan)])
        opened = self.get(plan.key)
        assert opened is not None
        return opened

    def get(self, key: str) -> Round | None:
        row = self._first(BY_KEY, key=key)
        return None if row is None else round_of(row, self._zone)

    def running(self) -> list[Round]:
        return [round_of(row, self._zone) for row in self._rows(RUNNING)]

    def close(self, key: str, at: datetime) -> None:
        self._run(_still_open(key).values(closed_at=at))

    def reschedule(self, plan: RoundPlan) -> None:
        self._run(_still_open(plan.key).values(due_at=plan.due_at, closes_at=plan.closes_at))


def round_of(row: Found, zone: tzinfo) -> Round:
    return Round(
        id=row.round_id,
        key=row.key,
        programme=row.programme,
        form=row.form,
        period=row.period,
        month=row.month,
        first_day=row.first_day,
        last_day=row.last_day,
        opens_at=row.opens_at.astimezone(zone),
        due_at=row.due_at.astimezone(zone),
        closes_at=row.closes_at.astimezone(zone),
        closed=row.closed_at is not None,
    )


def _still_open(key: str) -> Update:
    return update(rounds).where(rounds.c.key == key, rounds.c.closed_at.is_(None))


def _row(plan: RoundPlan) -> Values:
    return {
        "key": plan.key,
        "programme": plan.programme,
        "form": plan.form,
        "period": plan.period,
        "month": plan.month,
        "first_day": plan.first_day,
        "last_day": plan.last_day,
        "opens_at": plan.opens_at,
        "due_at": plan.due_at,
        "closes_at": plan.closes_at,
    }
