"""The close of months by versions, and the decisions about flagged lines."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select, update

from nhipcau.ports import MonthFile
from nhipcau.rules.allowance.assess import Assessment, Decision
from nhipcau.rules.allowance.close import CloseState, Closing
from nhipcau.rules.kernel import Month
from nhipcau.storage.month_files import facts_as_text, facts_from_text, lines_as_text, lines_from_text
from nhipcau.storage.repository import Found, Repository, Values
from nhipcau.storage.tables import month_closes, month_decisions


class SqlMonths(Repository):
    def get(self, month: Month) -> MonthFile | None:
        closes = select(month_closes).where(month_closes.c.month == month)
        newest = closes.order_by(month_closes.c.version.desc()).limit(1)
        row = self._first(self._to_be_changed(newest))
        return None if row is None else self._file(row)

    def save(self, file: MonthFile) -> None:
        row, closing = _row(file), file.closing
        same = (month_closes.c.month == closing.month) & (month_closes.c.version == closing.version)
        rewrite = update(month_closes).where(same, month_closes.c.state != CloseState.CLOSED)
        if not self._add_new(month_closes, [row]) and not self._touched(rewrite.values(row)):
            raise ValueError(f"{closing.month} version {closing.version} is closed")

    def decisions(self, month: Month) -> Mapping[str, Decision]:
        found = self._rows(select(month_decisions).where(month_decisions.c.month == month))
        return {row.person: Decision(row.ruling, row.reason, row.by) for row in found}

    def decide(self, month: Month, person: str, decision: Decision, at: datetime) -> None:
        """Keep the decision; a later one about the same line takes its place."""
        ruled = {"ruling": decision.ruling, "reason": decision.reason, "by": decision.by}
        self._put(month_decisions, {"month": month, "person": person, **ruled, "decided_at": at})

    def _file(self, row: Found) -> MonthFile:
        return MonthFile(
            closing=Closing(row.month, row.version, row.state, row.checked_by, row.closed_by),
            cut_off=self._local(row.cut_off),
            facts=facts_from_text(row.facts),
            facts_version=row.facts_version,
            policy_version=row.policy_version,
            assessment=Assessment(row.month, lines_from_text(row.lines)),
        )


def _row(file: MonthFile) -> Values:
    return {
        "month": file.closing.month,
        "version": file.closing.version,
        "state": file.closing.state,
        "checked_by": file.closing.checked_by,
        "closed_by": file.closing.closed_by,
        "cut_off": file.cut_off,
        "facts": facts_as_text(file.facts),
        "facts_version": file.facts_version,
        "policy_version": file.policy_version,
        "lines": lines_as_text(file.assessment.lines),
    }
