from dataclasses import replace

import pytest

from nhipcau.ports import Proposed
from nhipcau.rules.allowance.close import CloseState
from nhipcau.rules.allowance.facts import Bonus, Decision, Ruling
from nhipcau.rules.kernel import Month
from nhipcau.storage import SqlStore
from tests.fakes.bonuses import given
from tests.storage.samples import MAY, NOW, a_file

GRANTED = Decision(Ruling.GRANTED, "có đơn xin phép", "CB-1")


class TestMonths:
    def test_a_file_comes_back_as_it_was_saved(self, store: SqlStore) -> None:
        with store.begin() as tx:
            assert tx.months.get(MAY) is None
            tx.months.save(a_file())
        with store.read() as tx:
            assert tx.months.get(MAY) == a_file()
            assert tx.months.get(Month(2026, 6)) is None

    @pytest.mark.parametrize("state", [CloseState.DRAFT, CloseState.CHECKED, CloseState.APPROVED])
    def test_a_version_that_is_not_closed_is_replaced(self, store: SqlStore, state: CloseState) -> None:
        with store.begin() as tx:
            tx.months.save(a_file(state=state))
            tx.months.save(a_file(state=CloseState.CLOSED, amount=0))
            assert tx.months.get(MAY) == a_file(state=CloseState.CLOSED, amount=0)

    @pytest.mark.parametrize("state", list(CloseState))
    def test_a_closed_version_is_never_replaced(self, store: SqlStore, state: CloseState) -> None:
        closed = a_file(state=CloseState.CLOSED)
        with store.begin() as tx:
            tx.months.save(closed)
        with pytest.raises(ValueError, match="2026-05 version 1 is closed"), store.begin() as tx:
            tx.months.save(a_file(state=state, amount=0))
        with store.read() as tx:
            assert tx.months.get(MAY) == closed

    def test_a_month_that_is_opened_again_has_a_new_version(self, store: SqlStore) -> None:
        with store.begin() as tx:
            tx.months.save(a_file(1, CloseState.CLOSED))
            tx.months.save(a_file(2, amount=0))
            assert tx.months.get(MAY) == a_file(2, amount=0)
            assert tx.months.versions(MAY) == [a_file(1, CloseState.CLOSED), a_file(2, amount=0)]
            assert tx.months.states() == {MAY: CloseState.DRAFT}

    def test_a_closed_version_is_paid_once(self, store: SqlStore) -> None:
        with store.begin() as tx:
            tx.months.save(a_file(state=CloseState.CLOSED))
            assert tx.months.pay(a_file(state=CloseState.PAID, amount=0))
            assert tx.months.get(MAY) == a_file(state=CloseState.PAID)
            assert not tx.months.pay(a_file(state=CloseState.PAID))

    @pytest.mark.parametrize("state", [CloseState.DRAFT, CloseState.CHECKED, CloseState.APPROVED])
    def test_nothing_else_is_paid(self, store: SqlStore, state: CloseState) -> None:
        with store.begin() as tx:
            tx.months.save(a_file(state=state))
            assert not tx.months.pay(a_file(state=CloseState.PAID))
            assert tx.months.get(MAY) == a_file(state=state)


BONUS = Bonus("DN-01", 500_000, "12/QĐ-LĐLĐ", "ldld-hue", verified=True, first=False)


class TestBonuses:
    def test_bonuses_are_of_a_month_and_a_person(self, store: SqlStore) -> None:
        with store.begin() as tx:
            assert given(tx, MAY, "CTV-1", BONUS, NOW)
            assert given(tx, MAY, "CTV-2", BONUS, NOW)
            assert tx.months.bonuses(MAY) == {"CTV-1": (BONUS,), "CTV-2": (BONUS,)}
            assert tx.months.bonuses(Month(2026, 6)) == {}

    def test_one_case_earns_a_person_one_bonus(self, store: SqlStore) -> None:
        with store.begin() as tx:
            assert tx.months.propose(MAY, "CTV-1", BONUS, "CB-1")
            assert not tx.months.propose(Month(2026, 6), "CTV-1", BONUS, "CB-1")

    def test_what_waits_for_a_second_person_is_in_no_list(self, store: SqlStore) -> None:
        with store.begin() as tx:
            tx.months.propose(MAY, "CTV-1", BONUS, "CB-1")
            assert tx.months.bonuses(MAY) == {}
            assert tx.months.proposed("DN-01") == {"CTV-1": Proposed(BONUS, "CB-1")}

    def test_it_comes_in_the_month_in_which_the_second_person_agrees_and_only_once(self, store: SqlStore) -> None:
        with store.begin() as tx:
            tx.months.propose(MAY, "CTV-1", BONUS, "CB-1")
            assert tx.months.agree("DN-01", "CTV-1", Month(2026, 6), "CB-2", NOW)
            assert not tx.months.agree("DN-01", "CTV-1", MAY, "CB-3", NOW)
            assert tx.months.bonuses(Month(2026, 6)) == {"CTV-1": (BONUS,)}
            assert not tx.months.turn_down("DN-01", "CTV-1")

    def test_what_was_turned_down_is_forgotten(self, store: SqlStore) -> None:
        with store.begin() as tx:
            tx.months.propose(MAY, "CTV-1", BONUS, "CB-1")
            assert tx.months.turn_down("DN-01", "CTV-1")
            assert tx.months.proposed("DN-01") == {}


class TestOneOfMany:
    def test_one_persons_lines_are_read_without_the_others(self, store: SqlStore) -> None:
        file = a_file()
        with store.begin() as tx:
            tx.months.save(file)
            for code in {line.person for line in file.assessment.lines}:
                own = tx.months.own(MAY, code)
                assert own is not None
                assert own.lines == tuple(line for line in file.assessment.lines if line.person == code)
                assert (own.closing, own.pays_on) == (file.closing, file.terms.pays_on)
            assert tx.months.own(MAY, "CTV-99") is None
            assert tx.months.own(Month(2026, 6), "CTV-1") is None


class TestDecisions:
    def test_decisions_are_of_a_month_and_a_person(self, store: SqlStore) -> None:
        with store.begin() as tx:
            tx.months.decide(MAY, "CTV-1", GRANTED, NOW)
            tx.months.decide(Month(2026, 6), "CTV-2", GRANTED, NOW)
            assert tx.months.decisions(MAY) == {"CTV-1": GRANTED}
            assert tx.months.decisions(Month(2026, 7)) == {}

    def test_a_decision_of_a_later_turn_stands_beside_what_was_decided_before(self, store: SqlStore) -> None:
        refused = Decision(Ruling.REFUSED, "không báo cáo", "CB-2", turn=1)
        with store.begin() as tx:
            tx.months.decide(MAY, "CTV-1", refused, NOW)
            tx.months.decide(MAY, "CTV-1", GRANTED, NOW)
            assert tx.months.decisions(MAY) == {"CTV-1": replace(refused, instead_of=GRANTED)}

    def test_a_later_decision_of_the_same_turn_takes_the_place_of_the_earlier(self, store: SqlStore) -> None:
        refused = Decision(Ruling.REFUSED, "không báo cáo", "CB-2")
        with store.begin() as tx:
            tx.months.decide(MAY, "CTV-1", GRANTED, NOW)
            tx.months.decide(MAY, "CTV-1", refused, NOW)
            assert tx.months.decisions(MAY) == {"CTV-1": refused}
