from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.exc import IntegrityError

from nhipcau.rules.kernel import Span
from nhipcau.rules.roster import Appointment, ChatState, Grant, Leave
from nhipcau.storage import SqlStore
from tests.storage.samples import NOW, PROVINCIAL, add_people, new_person, open_round

EARLIER = Appointment("ldld-hue", "grassroots", Span(date(2024, 1, 1), date(2025, 12, 31)))
TET = Leave(Span(date(2026, 2, 16), date(2026, 2, 20)), "nghỉ Tết")
OPEN_END = Leave(Span(date(2026, 6, 1)))


@contextmanager
def counted_queries() -> Iterator[list[str]]:
    queries: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("SELECT"):
            queries.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield queries
    event.remove(Engine, "before_cursor_execute", note)


class TestAdding:
    def test_a_person_comes_back_as_they_were_added(self, store: SqlStore) -> None:
        added = new_person(
            "CTV-1",
            name="Đặng Thị Ngọc Ánh",
            language="en",
            phone="0912 345 678",
            appointments=(PROVINCIAL, EARLIER),
            leaves=(OPEN_END, TET),
            grants=(Grant("unit_lead", "ldld-hue"), Grant("coordinator")),
        )
        with store.begin() as tx:
            person_id = tx.people.add(added)
        with store.read() as tx:
            person = tx.people.get(person_id)
        assert person is not None
        assert (person.code, person.name, person.language, person.phone) == (
            added.code,
            added.name,
            added.language,
            added.phone,
        )
        assert (person.appointments, person.leaves, person.grants) == (added.appointments, added.leaves, added.grants)
        assert (person.chat, person.chat_id) == (ChatState.UNBOUND, None)

    def test_a_person_is_found_by_each_name(self, store: SqlStore) -> None:
        with store.begin() as tx:
            _, wanted = add_people(tx, "CTV-1", "CTV-2")
            tx.people.bind(wanted, 77, NOW)
            found = [
                tx.people.get(wanted),
                tx.people.by_chat(77),
                tx.people.by_code("CTV-2"),
            ]
        assert [person.id if person else None for person in found] == [wanted] * 3

    def test_the_hour_at_which_a_person_wants_to_be_reminded_is_kept(self, store: SqlStore) -> None:
        with store.begin() as tx:
            (person_id,) = add_people(tx, "CTV-1")
            hours = []
            for hour in (None, 19, 0, None):
                tx.people.remind_at(person_id, hour)
                person = tx.people.get(person_id)
                hours.append(person and person.reminder_hour)
        assert hours == [None, 19, 0, None]

    def test_nobody_is_found_by_an_unknown_name(self, store: SqlStore) -> None:
        with store.read() as tx:
            assert tx.people.get(1) is None
            assert tx.people.by_chat(77) is None
            assert tx.people.by_code("CTV-2") is None
            assert tx.people.by_phone("0912345678") is None

    def test_a_code_is_given_once(self, store: SqlStore) -> None:
        with store.begin() as tx:
            add_people(tx, "CTV-1")
        with pytest.raises(IntegrityError), store.begin() as tx:
            tx.people.add(new_person("CTV-1"))

    def test_an_appointment_that_ends_before_it_begins_is_refused(self, store: SqlStore) -> None:
        backwards = Appointment("ldld-hue", "provincial", Span(date(2026, 5, 2), date(2026, 5, 1)))
        with pytest.raises(IntegrityError), store.begin() as tx:
            tx.people.add(new_person("CTV-1", appointments=(backwards,)))

    def test_a_leave_is_added_to_those_there_are(self, store: SqlStore) -> None:
        with store.begin() as tx:
            person_id = tx.people.add(new_person("CTV-1", leaves=(TET,)))
            tx.people.add_leave(person_id, OPEN_END)
            person = tx.people.get(person_id)
        assert person is not None
        assert person.leaves == (TET, OPEN_END)


class TestAll:
    def test_everyone_comes_in_order_with_what_is_theirs(self, store: SqlStore) -> None:
        with store.begin() as tx:
            tx.people.add(new_person("CTV-2", grants=(Grant("a"), Grant("b"), Grant("c"))))
            tx.people.add(new_person("CTV-1", appointments=(EARLIER, PROVINCIAL), leaves=(TET,)))
            tx.people.add(new_person("CTV-3", appointments=()))
            everyone = tx.people.all()
        assert [person.code for person in everyone] == ["CTV-2", "CTV-1", "CTV-3"]
        assert [len(person.appointments) for person in everyone] == [1, 2, 0]
        assert [len(person.leaves) for person in everyone] == [0, 1, 0]
        assert [len(person.grants) for person in everyone] == [3, 0, 0]

    def test_queries_do_not_grow_with_people(self, store: SqlStore) -> None:
        with store.begin() as tx:
            add_people(tx, *(f"CTV-{number}" for number in range(20)))
            asked = open_round(tx)
        with store.read() as tx:
            for load, allowed in (
                (tx.people.all, 3),
                (lambda: tx.checkins.of_round(asked.id), 2),
                (lambda: tx.checkins.of_month(asked.month), 2),
            ):
                with counted_queries() as queries:
                    assert len(load()) == 20
                assert len(queries) == allowed


class TestChats:
    def test_binding_makes_a_person_reachable(self, store: SqlStore) -> None:
        with store.begin() as tx:
            (person_id,) = add_people(tx, "CTV-1")
            tx.people.bind(person_id, 9_876_543_210, NOW)
            person = tx.people.get(person_id)
        assert person is not None
        assert (person.chat, person.chat_id, person.reachable) == (ChatState.ACTIVE, 9_876_543_210, True)

    def test_a_chat_is_taken_from_whoever_had_it(self, store: SqlStore) -> None:
        with store.begin() as tx:
            first, second = add_people(tx, "CTV-1", "CTV-2")
            tx.people.bind(first, 77, NOW)
            tx.people.bind(second, 77, NOW)
            loser, winner = tx.people.all()
        assert (loser.chat, loser.chat_id) == (ChatState.UNBOUND, None)
        assert (winner.chat, winner.chat_id) == (ChatState.ACTIVE, 77)

    def test_binding_again_unblocks(self, store: SqlStore) -> None:
        with store.begin() as tx:
            (person_id,) = add_people(tx, "CTV-1")
            tx.people.bind(person_id, 77, NOW)
            tx.people.set_chat_state(person_id, ChatState.BLOCKED)
            tx.people.bind(person_id, 77, NOW)
            person = tx.people.get(person_id)
        assert person is not None
        assert person.reachable

    def test_nobody_cannot_be_bound(self, store: SqlStore) -> None:
        with pytest.raises(LookupError), store.begin() as tx:
            tx.people.bind(5, 77, NOW)

    @pytest.mark.parametrize(
        ("bound", "state", "becomes"),
        [
            (True, ChatState.BLOCKED, (ChatState.BLOCKED, 77)),
            (True, ChatState.ACTIVE, (ChatState.ACTIVE, 77)),
            (True, ChatState.UNBOUND, (ChatState.UNBOUND, None)),
            (False, ChatState.UNBOUND, (ChatState.UNBOUND, None)),
            # The chat went to someone else while a message to it was on its way.
            (False, ChatState.BLOCKED, (ChatState.UNBOUND, None)),
            (False, ChatState.ACTIVE, (ChatState.UNBOUND, None)),
        ],
    )
    def test_a_state_is_of_the_chat_that_is_bound(
        self, store: SqlStore, bound: bool, state: ChatState, becomes: tuple[ChatState, int | None]
    ) -> None:
        with store.begin() as tx:
            (person_id,) = add_people(tx, "CTV-1")
            if bound:
                tx.people.bind(person_id, 77, NOW)
            tx.people.set_chat_state(person_id, state)
            person = tx.people.get(person_id)
        assert person is not None
        assert (person.chat, person.chat_id) == becomes

    def test_a_group_follows_its_chat(self, store: SqlStore) -> None:
        """A group that becomes a supergroup has another number (R22)."""
        with store.begin() as tx:
            assert tx.people.group("admins") is None
            tx.people.bind_group("admins", -100)
            tx.people.bind_group("admins", -1001234567890)
            assert tx.people.group("admins") == -1001234567890
            assert tx.people.move_group(-1001234567890, -1009)
            assert not tx.people.move_group(-7, -8)
            assert tx.people.group("admins") == -1009

    def test_a_blocked_chat_still_names_its_person(self, store: SqlStore) -> None:
        with store.begin() as tx:
            (person_id,) = add_people(tx, "CTV-1")
            tx.people.bind(person_id, 77, NOW - timedelta(days=1))
            tx.people.set_chat_state(person_id, ChatState.BLOCKED)
            person = tx.people.by_chat(77)
        assert person is not None
        assert not person.reachable
