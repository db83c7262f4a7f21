"""The close of months by versions, the decisions about flagged lines, and bonuses."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select, update

from nhipcau.ports import MonthFile, OwnMonth, Proposed
from nhipcau.rules.allowance.close import FROZEN, CloseState, Closing, Hand, Opening
from nhipcau.rules.allowance.facts import Bonus, Decision, UnitWord
from nhipcau.rules.allowance.lines import Assessment
from nhipcau.rules.kernel import Month
from nhipcau.storage.month_files import facts_as_text, facts_from_text, lines_as_text, lines_from_text, lines_of
from nhipcau.storage.month_tables import bonuses, month_closes, month_decisions, unit_words
from nhipcau.storage.month_terms import terms_as_text, terms_from_text
from nhipcau.storage.repository import Found, Repository, Values

STEPS = [state for state in CloseState if state is not CloseState.DRAFT]

_OF_MONTH = select(month_closes).where(month_closes.c.month == bindparam("month"))
_NEWEST = _OF_MONTH.order_by(month_closes.c.version.desc()).limit(1)
_WAITS = (
    (bonuses.c.hotspot == bindparam("case")) & (bonuses.c.person == bindparam("someone")) & (bonuses.c.agreed_by == "")
)
_NEWEST_NUMBER = select(month_closes.c.month, func.max(month_closes.c.version).label("version")).group_by(
    month_closes.c.month
)
_NEWEST_NUMBER_OF = select(func.max(month_closes.c.version)).where(month_closes.c.month == bindparam("month"))
_DECIDED = select(month_decisions).order_by(month_decisions.c.turn)
_THIS = (month_closes.c.month == bindparam("its_month")) & (month_closes.c.version == bindparam("its_version"))


class SqlMonths(Repository):
    def get(self, month: Month) -> MonthFile | None:
        row = self._first(self._to_be_changed(_NEWEST), month=month)
        if row is not None and row.version != self.newest(month):
            # Whoever had the row before us opened the month again: Postgres still gives the version that we waited for.
            row = self._first(self._to_be_changed(_NEWEST), month=month)
        return None if row is None else self._file(row)

    def own(self, month: Month, person: str) -> OwnMonth | None:
        row = self._first(_NEWEST, month=month)
        lines = () if row is None else lines_of(person, row.lines)
        if row is None or not lines:
            return None
        return OwnMonth(self._closing(row), terms_from_text(row.terms).pays_on, lines)

    def versions(self, month: Month) -> list[MonthFile]:
        return [self._file(row) for row in self._rows(_OF_MONTH.order_by(month_closes.c.version), month=month)]

    def newest(self, month: Month) -> int:
        return self._value(_NEWEST_NUMBER_OF, month=month) or 0

    def states(self) -> Mapping[Month, CloseState]:
        newest = _NEWEST_NUMBER.subquery()
        same = (month_closes.c.month == newest.c.month) & (month_closes.c.version == newest.c.version)
        rows = self._rows(select(month_closes.c.month, month_closes.c.state).join(newest, same))
        return {row.month: row.state for row in sorted(rows, key=lambda row: row.month)}

    def save(self, file: MonthFile) -> None:
        row, closing = _row(file), file.closing
        rewrite = update(month_closes).where(_THIS, month_closes.c.state.not_in(FROZEN)).values(row)
        if self._add_new(month_closes, [row]):
            return
        if not self._touched(rewrite, its_month=closing.month, its_version=closing.version):
            raise ValueError(f"{closing.month} version {closing.version} is closed")

    def pay(self, file: MonthFile) -> bool:
        closing, hand = file.closing, file.closing.hands[CloseState.PAID]
        paid = {"state": CloseState.PAID, "paid_by": hand.by, "paid_at": hand.at}
        due = update(month_closes).where(_THIS, month_closes.c.state == CloseState.CLOSED).values(paid)
        return self._touched(due, its_month=closing.month, its_version=closing.version) == 1

    def decisions(self, month: Month) -> Mapping[str, Decision]:
        found: dict[str, Decision] = {}
        for row in self._rows(_DECIDED.where(month_decisions.c.month == month)):
            found[row.person] = Decision(row.ruling, row.reason, row.by, row.turn, found.get(row.person))
        return found

    def decide(self, month: Month, person: str, decision: Decision, at: datetime) -> None:
        ruled = {"ruling": decision.ruling, "reason": decision.reason, "by": decision.by}
        row = {"month": month, "person": person, "turn": decision.turn, **ruled, "decided_at": at}
        self._put(month_decisions, row)

    def unit_words(self, month: Month) -> Mapping[str, UnitWord]:
        found = self._rows(select(unit_words).where(unit_words.c.month == month))
        return {row.person: UnitWord(row.worked, row.by) for row in found}

    def say(self, month: Month, words: Mapping[str, UnitWord], at: datetime) -> None:
        """Keep what a lead said of each of these codes; a later word takes an earlier one's place."""
        said = [{"person": code, "worked": word.worked, "by": word.by} for code, word in words.items()]
        self._put(unit_words, *({"month": month, **row, "said_at": at} for row in said))

    def bonuses(self, month: Month) -> Mapping[str, tuple[Bonus, ...]]:
        found: dict[str, tuple[Bonus, ...]] = {}
        agreed = select(bonuses).where(bonuses.c.month == month, bonuses.c.agreed_by != "")
        for row in self._rows(agreed.order_by(bonuses.c.hotspot)):
            found[row.person] = (*found.get(row.person, ()), _bonus(row))
        return found

    def propose(self, month: Month, person: str, bonus: Bonus, by: str) -> bool:
        row = {
            "hotspot": bonus.case,
            "person": person,
            "month": month,
            "amount": bonus.amount,
            "decision": bonus.decision,
            "payer": bonus.payer,
            "verified": bonus.verified,
            "first": bonus.first,
            "asked_by": by,
            "agreed_by": "",
            "agreed_at": None,
        }
        return self._add_new(bonuses, [row]) == 1

    def proposed(self, case: str) -> Mapping[str, Proposed]:
        rows = self._rows(select(bonuses).where(bonuses.c.hotspot == case).order_by(bonuses.c.person))
        return {row.person: Proposed(_bonus(row), row.asked_by, row.agreed_by) for row in rows}

    def agree(self, case: str, person: str, month: Month, by: str, at: datetime) -> bool:
        agreed = {"month": month, "agreed_by": by, "agreed_at": at}
        return self._touched(update(bonuses).where(_WAITS).values(agreed), case=case, someone=person) == 1

    def turn_down(self, case: str, person: str) -> bool:
        return self._touched(delete(bonuses).where(_WAITS), case=case, someone=person) == 1

    def _file(self, row: Found) -> MonthFile:
        return MonthFile(
            closing=self._closing(row),
            cut_off=self._local(row.cut_off),
            terms=terms_from_text(row.terms),
            facts=facts_from_text(row.facts),
            facts_version=row.facts_version,
            policy_version=row.policy_version,
            assessment=Assessment(row.month, lines_from_text(row.lines)),
        )

    def _closing(self, row: Found) -> Closing:
        return Closing(row.month, row.version, row.state, self._hands(row), _opening(row))

    def _hands(self, row: Found) -> dict[CloseState, Hand]:
        taken = ((state, row._mapping[f"{state.value}_by"], row._mapping[f"{state.value}_at"]) for state in STEPS)
        return {state: Hand(by, self._local(at)) for state, by, at in taken if by}


def _bonus(row: Found) -> Bonus:
    return Bonus(row.hotspot, row.amount, row.decision, row.payer, row.verified, row.first)


def _opening(row: Found) -> Opening | None:
    return Opening(row.asked_by, row.agreed_by, row.because) if row.because else None


def _row(file: MonthFile) -> Values:
    closing = file.closing
    opening = closing.opening or Opening("", "", "")
    hands = {f"{state.value}_by": closing.by(state) for state in STEPS}
    moments = {f"{state.value}_at": closing.hands[state].at if closing.by(state) else None for state in STEPS}
    return {
        "month": closing.month,
        "version": closing.version,
        "state": closing.state,
        **hands,
        **moments,
        "asked_by": opening.asked_by,
        "agreed_by": opening.agreed_by,
        "because": opening.reason,
        "cut_off": file.cut_off,
        "terms": terms_as_text(file.terms),
        "facts": facts_as_text(file.facts),
        "facts_version": file.facts_version,
        "policy_version": file.policy_version,
        "lines": lines_as_text(file.assessment.lines),
    }
