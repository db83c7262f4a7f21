"""Rounds: one asking of a form."""

from datetime import datetime

from sqlalchemy import ColumnElement, Update, select, update

from nhipcau.rules.cadence import RoundPlan
from nhipcau.rules.checkins import Round
from nhipcau.storage.repository import Found, Repository, Values
from nhipcau.storage.tables import rounds


class SqlRounds(Repository):
    def open(self, plan: RoundPlan) -> Round:
        """The round of this plan, made when it is the first time that it is opened."""
        self._add_new(rounds, [_row(plan)])
        opened = self.get(plan.key)
        assert opened is not None
        return opened

    def get(self, key: str) -> Round | None:
        return next(iter(self.where(rounds.c.key == key)), None)

    def close(self, key: str, at: datetime) -> None:
        self._run(_still_open(key).values(closed_at=at))

    def reschedule(self, plan: RoundPlan) -> None:
        self._run(_still_open(plan.key).values(due_at=plan.due_at, closes_at=plan.closes_at))

    def where(self, which: ColumnElement[bool]) -> list[Round]:
        return [self._round(row) for row in self._rows(select(rounds).where(which))]

    def _round(self, row: Found) -> Round:
        return Round(
            id=row.id,
            key=row.key,
            programme=row.programme,
            form=row.form,
            period=row.period,
            month=row.month,
            first_day=row.first_day,
            last_day=row.last_day,
            opens_at=self._local(row.opens_at),
            due_at=self._local(row.due_at),
            closes_at=self._local(row.closes_at),
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
