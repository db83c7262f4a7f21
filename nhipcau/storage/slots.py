"""Due moments: planned, claimed once, decided for ever."""

from collections.abc import Mapping
from datetime import datetime
from operator import attrgetter

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.sql.base import Executable

from nhipcau.rules.cadence import KnownSlot, LatePolicy, Slot, SlotState
from nhipcau.storage.repository import Found, Repository, Values, among
from nhipcau.storage.tables import slots

OPEN = among(slots.c.state, [SlotState.PLANNED, SlotState.ASKED])
REPLANNED = among(slots.c.state, [SlotState.PLANNED, SlotState.CANCELLED])

BY_KEY = select(slots).where(slots.c.key == bindparam("key"))
COUNTS = select(slots.c.counts).where(slots.c.key == bindparam("key"))
SINCE = select(slots).where(slots.c.due_at >= bindparam("since"))
DUE = select(slots).where(slots.c.state == SlotState.PLANNED, slots.c.due_at <= bindparam("until"))
LAUNCHED = select(slots).where(slots.c.launched.is_(True))
NEXT_DUE = select(func.min(slots.c.due_at)).where(slots.c.state == SlotState.PLANNED)

CHANGE = update(slots).where(slots.c.key == bindparam("one"))
REPLAN = CHANGE.where(REPLANNED)
CLAIM = CHANGE.where(OPEN).values(state=SlotState.DONE)
DECIDE = CHANGE.where(OPEN | (slots.c.state == bindparam("already")))


class SqlSlots(Repository):
    def known(self, since: datetime) -> list[KnownSlot]:
        return [self._known(row) for row in self._by_moment(SINCE, since=since)]

    def get(self, key: str) -> KnownSlot | None:
        row = self._first(BY_KEY, key=key)
        return None if row is None else self._known(row)

    def planned(self, until: datetime) -> list[Slot]:
        return [self._slot(row) for row in self._by_moment(DUE, until=until)]

    def next_due(self) -> datetime | None:
        moment = self._value(NEXT_DUE)
        return None if moment is None else self._local(moment)

    def put(self, slot: Slot) -> None:
        """Create the slot, or plan anew the one that is planned or was cancelled; what was decided stays (R2)."""
        row = _row(slot)
        if not self._add_new(slots, [row]):
            self._run(REPLAN, one=slot.key, **row)

    def claim(self, key: str, at: datetime) -> bool:
        return self._touched(CLAIM, one=key, decided_at=at) == 1

    def decide(self, key: str, state: SlotState, reason: str, at: datetime) -> bool:
        """Note what became of a slot, and why; PLANNED is how whoever claimed it gives it back."""
        decided = {"one": key, "state": state, "reason": reason, "decided_at": at}
        if state is SlotState.PLANNED:
            return self._touched(CHANGE, **decided) == 1
        return self._touched(DECIDE, already=state, **decided) == 1

    def record(self, key: str, counts: Mapping[str, int], launched: bool = False) -> None:
        self._count(key, counts, {"launched": True} if launched else {})

    def counts(self, key: str) -> Mapping[str, int]:
        counts: Mapping[str, int] | None = self._value(COUNTS, key=key)
        return counts or {}

    def launched(self) -> list[str]:
        return [row.key for row in self._by_moment(LAUNCHED)]

    def reconciled(self, key: str, counts: Mapping[str, int]) -> None:
        self._count(key, counts, {"launched": False})

    def _count(self, key: str, counts: Mapping[str, int], values: Values) -> None:
        """Set these counts beside the ones that are kept."""
        kept = {**self.counts(key), **counts}
        self._run(CHANGE, one=key, counts=kept, **values)

    def _by_moment(self, chosen: Executable, **given: datetime) -> list[Found]:
        """Sorted here, because databases differ in how they order texts."""
        return sorted(self._rows(chosen, **given), key=attrgetter("due_at", "key"))

    def _known(self, row: Found) -> KnownSlot:
        return KnownSlot(self._slot(row), row.state)

    def _slot(self, row: Found) -> Slot:
        late = LatePolicy(row.late, row.stale_after, row.grace)
        return Slot(row.kind, row.subject, self._local(row.due_at), late, row.stream, row.version)


def _row(slot: Slot) -> Values:
    return {
        "key": slot.key,
        "kind": slot.kind,
        "subject": slot.subject,
        "due_at": slot.due_at,
        "late": slot.late.action,
        "stale_after": slot.late.stale_after,
        "grace": slot.late.grace,
        "stream": slot.stream,
        "version": slot.version,
        "state": SlotState.PLANNED,
        "reason": "",
        "decided_at": None,
        "counts": {},
        "launched": False,
    }
