from datetime import timedelta

import pytest

from nhipcau.rules.cadence import KnownSlot, SlotKind, SlotState
from nhipcau.storage import SqlStore
from tests.storage.samples import HOUR, MINUTE, NOW, a_slot


def put(store: SqlStore, state: SlotState) -> str:
    """A slot in that state."""
    slot = a_slot()
    with store.begin() as tx:
        tx.slots.put(slot)
        if state is not SlotState.PLANNED:
            tx.slots.decide(slot.key, state, "so", NOW)
    return slot.key


class TestPutting:
    def test_a_slot_comes_back_as_it_was_put(self, store: SqlStore) -> None:
        with store.begin() as tx:
            tx.slots.put(a_slot())
        with store.read() as tx:
            assert tx.slots.get(a_slot().key) == KnownSlot(a_slot(), SlotState.PLANNED)

    def test_a_planned_slot_moves(self, store: SqlStore) -> None:
        moved = a_slot(due_at=NOW + HOUR, version="v2")
        with store.begin() as tx:
            tx.slots.put(a_slot())
            tx.slots.put(moved)
            assert tx.slots.known(NOW) == [KnownSlot(moved, SlotState.PLANNED)]

    def test_a_cancelled_slot_is_planned_again(self, store: SqlStore) -> None:
        key = put(store, SlotState.CANCELLED)
        with store.begin() as tx:
            tx.slots.put(a_slot(version="v2"))
            assert tx.slots.get(key) == KnownSlot(a_slot(version="v2"), SlotState.PLANNED)

    @pytest.mark.parametrize("state", [SlotState.ASKED, SlotState.DONE, SlotState.SKIPPED])
    def test_what_was_decided_never_fires_again(self, store: SqlStore, state: SlotState) -> None:
        key = put(store, state)
        with store.begin() as tx:
            tx.slots.put(a_slot(due_at=NOW + HOUR))
            assert tx.slots.get(key) == KnownSlot(a_slot(), state)

    def test_a_part_of_a_second_is_refused(self, store: SqlStore) -> None:
        late = a_slot().late
        odd = a_slot(late=type(late)(late.action, timedelta(seconds=0.5), late.grace))
        with pytest.raises(Exception, match="whole number of seconds"), store.begin() as tx:
            tx.slots.put(odd)


class TestFinding:
    def test_known_slots_are_those_from_a_moment_on(self, store: SqlStore) -> None:
        early, at, late = (a_slot(name, NOW + delta) for name, delta in (("c", -MINUTE), ("b", 0 * HOUR), ("a", HOUR)))
        with store.begin() as tx:
            for slot in (late, at, early):
                tx.slots.put(slot)
            assert [known.slot for known in tx.slots.known(NOW)] == [at, late]
            assert tx.slots.planned(NOW) == [early, at]

    def test_slots_of_one_moment_come_by_key(self, store: SqlStore) -> None:
        """Both databases agree, whatever their collation says of case and dashes."""
        subjects = ["b", "a-1", "B", "a#1", "a/1", "ă"]
        with store.begin() as tx:
            for subject in subjects:
                tx.slots.put(a_slot(subject))
            assert [slot.subject for slot in tx.slots.planned(NOW)] == sorted(subjects)

    def test_only_planned_ones_are_planned(self, store: SqlStore) -> None:
        for state in SlotState:
            with store.begin() as tx:
                slot = a_slot(state.value, due_at=NOW + list(SlotState).index(state) * MINUTE)
                tx.slots.put(slot)
                tx.slots.decide(slot.key, state, "", NOW)
        with store.read() as tx:
            assert [slot.subject for slot in tx.slots.planned(NOW + HOUR)] == ["planned"]
            assert len(tx.slots.known(NOW)) == len(SlotState)
            assert tx.slots.next_due() == NOW

    def test_nothing_planned_is_never_due(self, store: SqlStore) -> None:
        put(store, SlotState.DONE)
        with store.read() as tx:
            assert tx.slots.next_due() is None
            assert tx.slots.get("nobody") is None


class TestClaiming:
    @pytest.mark.parametrize(
        ("state", "taken"),
        [
            (SlotState.PLANNED, True),
            (SlotState.ASKED, True),
            (SlotState.DONE, False),
            (SlotState.SKIPPED, False),
            (SlotState.CANCELLED, False),
        ],
    )
    def test_only_an_undecided_slot_is_claimed(self, store: SqlStore, state: SlotState, taken: bool) -> None:
        key = put(store, state)
        with store.begin() as tx:
            assert tx.slots.claim(key, NOW) is taken

    def test_a_slot_is_claimed_once(self, store: SqlStore) -> None:
        key = put(store, SlotState.PLANNED)
        with store.begin() as tx:
            assert [tx.slots.claim(key, NOW) for _ in range(3)] == [True, False, False]
            known = tx.slots.get(key)
        assert known is not None
        assert known.state is SlotState.DONE

    def test_nothing_is_claimed_under_an_unknown_key(self, store: SqlStore) -> None:
        with store.begin() as tx:
            assert not tx.slots.claim("remind:nothing", NOW)

    def test_a_claim_is_undone_with_its_transaction(self, store: SqlStore) -> None:
        key = put(store, SlotState.PLANNED)
        with pytest.raises(ZeroDivisionError), store.begin() as tx:
            tx.slots.claim(key, NOW)
            raise ZeroDivisionError
        with store.begin() as tx:
            assert tx.slots.claim(key, NOW)

    def test_a_decision_does_not_overrule_a_claim(self, store: SqlStore) -> None:
        key = put(store, SlotState.PLANNED)
        with store.begin() as tx:
            tx.slots.claim(key, NOW)
            assert not tx.slots.decide(key, SlotState.SKIPPED, "stale", NOW)
            known = tx.slots.get(key)
        assert known is not None
        assert known.state is SlotState.DONE

    def test_whoever_claimed_a_slot_may_give_it_back(self, store: SqlStore) -> None:
        key = put(store, SlotState.PLANNED)
        with store.begin() as tx:
            tx.slots.claim(key, NOW)
            assert tx.slots.decide(key, SlotState.PLANNED, "sheets_away", NOW)
            assert tx.slots.claim(key, NOW)


class TestCounting:
    def test_counts_are_kept_beside_each_other(self, store: SqlStore) -> None:
        key = put(store, SlotState.DONE)
        with store.begin() as tx:
            assert tx.slots.counts(key) == {}
            tx.slots.record(key, {"audience": 180, "planned": 170})
            tx.slots.record(key, {"planned": 171})
        with store.read() as tx:
            assert tx.slots.counts(key) == {"audience": 180, "planned": 171}
            assert tx.slots.counts("nobody") == {}

    def test_a_launch_waits_until_it_is_added_up(self, store: SqlStore) -> None:
        early, late = a_slot("z", NOW), a_slot("a", NOW + HOUR, kind=SlotKind.OPEN_ROUND)
        with store.begin() as tx:
            for slot in (late, early):
                tx.slots.put(slot)
                tx.slots.record(slot.key, {"audience": 3}, launched=True)
            assert tx.slots.launched() == [early.key, late.key]
            tx.slots.reconciled(early.key, {"sent": 3})
            tx.slots.record(late.key, {"answered": 1})
            assert tx.slots.launched() == [late.key]
            assert tx.slots.counts(early.key) == {"audience": 3, "sent": 3}
