from datetime import timedelta, timezone

import pytest
from sqlalchemy.exc import IntegrityError

from nhipcau.rules.fields import Answer
from nhipcau.rules.forms import SENT, Draft
from nhipcau.rules.kernel import Month
from nhipcau.storage import SqlStore
from tests.storage.samples import HOUR, MAY, MINUTE, NOW, a_plan, add_people, asked_once, open_round

ANSWERS: dict[str, Answer] = {"made": True, "links": ("https://a.vn/1", "https://a.vn/2"), "seen": 1200, "note": None}


MOMENTS = ("opens_at", "due_at", "closes_at")


class TestRounds:
    def test_a_round_is_opened_once(self, store: SqlStore) -> None:
        with store.begin() as tx:
            first = tx.rounds.open(a_plan())
            again = tx.rounds.open(a_plan(due_at=NOW + 9 * HOUR))
        assert first == again

    def test_a_round_comes_back_as_it_was_planned(self, store: SqlStore) -> None:
        plan = a_plan()
        with store.begin() as tx:
            tx.rounds.open(plan)
            found = tx.rounds.get(plan.key)
            assert tx.rounds.get("weekly/2026-W20") is None
        assert found is not None
        assert not found.closed
        for name in (
            "programme",
            "form",
            "period",
            "month",
            "first_day",
            "last_day",
            "opens_at",
            "due_at",
            "closes_at",
        ):
            assert getattr(found, name) == getattr(plan, name)

    def test_closing_closes(self, store: SqlStore) -> None:
        with store.begin() as tx:
            opened = tx.rounds.open(a_plan())
            tx.rounds.close(opened.key, NOW)
            found = tx.rounds.get(opened.key)
        assert found is not None
        assert found.closed

    @pytest.mark.parametrize("closed", [False, True])
    def test_only_an_open_round_gets_new_deadlines(self, store: SqlStore, closed: bool) -> None:
        plan = a_plan()
        with store.begin() as tx:
            tx.rounds.open(plan)
            if closed:
                tx.rounds.close(plan.key, NOW)
            tx.rounds.reschedule(a_plan(due_at=plan.due_at + HOUR, closes_at=plan.closes_at + HOUR))
            found = tx.rounds.get(plan.key)
        assert found is not None
        delay = timedelta() if closed else HOUR
        assert (found.due_at, found.closes_at) == (plan.due_at + delay, plan.closes_at + delay)


class TestPlaces:
    def test_everyone_of_a_round_has_a_place(self, store: SqlStore) -> None:
        with store.begin() as tx:
            ids = add_people(tx, "CTV-2", "CTV-1")
            asked = open_round(tx, excused=frozenset({"CTV-1"}))
            found = tx.checkins.of_round(asked.id)
        assert [checkin.person_id for checkin in found] == ids
        assert [checkin.excused for checkin in found] == [False, True]
        first = found[0]
        assert (first.round, first.unit, first.level) == (asked, "ldld-hue", "provincial")
        assert (first.draft, first.version, first.first_sent_at, first.answers) == (Draft("made"), 0, None, None)

    def test_opening_again_leaves_what_was_begun(self, store: SqlStore) -> None:
        with store.begin() as tx:
            checkin = asked_once(tx)
            tx.checkins.save_draft(checkin.id, Draft("links", {"made": True}))
            add_people(tx, "CTV-2")
            open_round(tx)
            begun, fresh = tx.checkins.of_round(checkin.round.id)
        assert begun.draft == Draft("links", {"made": True})
        assert fresh.draft == Draft("made")

    def test_a_month_holds_the_rounds_that_count_for_it(self, store: SqlStore) -> None:
        with store.begin() as tx:
            add_people(tx, "CTV-1", "CTV-2")
            later = open_round(tx, a_plan("2026-W20", opens_at=NOW + HOUR))
            first = open_round(tx, a_plan("2026-W19"))
            open_round(tx, a_plan("2026-W23", month=Month(2026, 6)))
            found = tx.checkins.of_month(MAY)
        assert [checkin.round for checkin in found] == [first, first, later, later]

    def test_open_places_come_by_deadline(self, store: SqlStore) -> None:
        with store.begin() as tx:
            person_id, _ = add_people(tx, "CTV-1", "CTV-2")
            late = open_round(tx, a_plan("2026-W20", due_at=NOW + 9 * HOUR))
            soon = open_round(tx, a_plan("2026-W19"))
            gone = open_round(tx, a_plan("2026-W18"))
            tx.rounds.close(gone.key, NOW)
            found = tx.checkins.open_of(person_id)
        assert [checkin.round for checkin in found] == [soon, late]
        assert {checkin.person_id for checkin in found} == {person_id}

    def test_a_person_has_one_place_in_a_round(self, store: SqlStore) -> None:
        with store.begin() as tx:
            checkin = asked_once(tx)
            open_round(tx)
            assert len(tx.checkins.of_round(checkin.round.id)) == 1

    def test_an_unknown_number_is_nobody_s(self, store: SqlStore) -> None:
        with store.read() as tx:
            assert tx.checkins.get(1) is None
            assert tx.checkins.of_round(1) == tx.checkins.of_month(MAY) == tx.checkins.open_of(1) == []


class TestSending:
    def test_answers_come_back_as_they_were_sent(self, store: SqlStore) -> None:
        with store.begin() as tx:
            checkin = asked_once(tx)
            tx.checkins.save_draft(checkin.id, Draft(SENT, ANSWERS))
            assert tx.checkins.send(checkin.id, ANSWERS, NOW) == 1
        with store.read() as tx:
            found = tx.checkins.get(checkin.id)
        assert found is not None
        assert (found.answers, found.draft) == (ANSWERS, Draft(SENT, ANSWERS))
        assert (found.version, found.first_sent_at) == (1, NOW)

    def test_every_version_stays(self, store: SqlStore) -> None:
        with store.begin() as tx:
            checkin = asked_once(tx)
            sent = [tx.checkins.send(checkin.id, {"seen": number}, NOW + number * MINUTE) for number in range(3)]
            versions = tx.checkins.versions(checkin.id)
            found = tx.checkins.get(checkin.id)
        assert sent == [1, 2, 3]
        assert versions == [{"seen": 0}, {"seen": 1}, {"seen": 2}]
        assert found is not None
        assert (found.answers, found.version) == ({"seen": 2}, 3)

    def test_in_time_is_decided_by_the_first_sending(self, store: SqlStore) -> None:
        with store.begin() as tx:
            checkin = asked_once(tx)
            tx.checkins.send(checkin.id, {}, NOW)
            tx.checkins.send(checkin.id, {}, NOW + 5 * HOUR)
            found = tx.checkins.get(checkin.id)
        assert found is not None
        assert found.first_sent_at == NOW

    def test_what_was_given_back_counts_again_once_it_is_sent_again(self, store: SqlStore) -> None:
        with store.begin() as tx:
            checkin = asked_once(tx).id
            tx.checkins.send(checkin, {"items": ("a",)}, NOW)
            tx.checkins.give_back(checkin, Draft("items", {"items": ("a",)}))
            back = tx.checkins.get(checkin)
            tx.checkins.send(checkin, {"items": ("b",)}, NOW)
            again = tx.checkins.get(checkin)
        assert back is not None and again is not None
        assert (back.returned, back.version, back.draft.step) == (True, 1, "items")
        assert (again.returned, again.version) == (False, 2)

    def test_a_moment_of_another_zone_is_the_same_moment(self, store: SqlStore) -> None:
        with store.begin() as tx:
            checkin = asked_once(tx)
            tx.checkins.send(checkin.id, {}, NOW.astimezone(timezone(7 * HOUR)))
            found = tx.checkins.get(checkin.id)
        assert found is not None
        assert found.first_sent_at == NOW

    def test_nothing_is_sent_for_an_unknown_number(self, store: SqlStore) -> None:
        with pytest.raises(LookupError), store.begin() as tx:
            tx.checkins.send(1, {}, NOW)

    def test_half_a_surrogate_pair_is_kept_too(self, store: SqlStore) -> None:
        """Phones cut emoji in two; a check-in must not fail by it."""
        with store.begin() as tx:
            checkin = asked_once(tx)
            tx.checkins.send(checkin.id, {"note": "ổn \ud83d"}, NOW)
            assert tx.checkins.versions(checkin.id) == [{"note": "ổn \ud83d"}]


class TestCurrent:
    def test_free_text_belongs_to_one_check_in(self, store: SqlStore) -> None:
        with store.begin() as tx:
            checkin = asked_once(tx)
            assert tx.checkins.current(checkin.person_id) is None
            tx.checkins.set_current(checkin.person_id, checkin.id)
            tx.checkins.set_current(checkin.person_id, checkin.id)
            assert tx.checkins.current(checkin.person_id) == checkin.id
            tx.checkins.set_current(checkin.person_id, None)
            tx.checkins.set_current(checkin.person_id, None)
            assert tx.checkins.current(checkin.person_id) is None

    def test_it_must_be_a_check_in_that_exists(self, store: SqlStore) -> None:
        with store.begin() as tx:
            checkin = asked_once(tx)
        with pytest.raises(IntegrityError), store.begin() as tx:
            tx.checkins.set_current(checkin.person_id, checkin.id + 1)
