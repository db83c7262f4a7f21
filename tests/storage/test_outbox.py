from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from nhipcau.ports import Delivery, Pending
from nhipcau.rules.intents import Button, Lane, To
from nhipcau.storage import SqlStore
from tests.storage.samples import HOUR, MINUTE, NOW, a_message, add_people, asked_once, claim, claimed_keys

ADMINS = To(group="admins")
ENDS = [Delivery.SENT, Delivery.BLOCKED, Delivery.SKIPPED, Delivery.FAILED]


def state_of(store: SqlStore, slot: str = a_message("", ADMINS).slot) -> Delivery:
    """Where the only message stands."""
    with store.read() as tx:
        (state,) = [state for state, number in tx.outbox.counts(slot).items() if number]
    return state


def send_off(store: SqlStore) -> Pending:
    """The only message, in flight."""
    with store.begin() as tx:
        tx.outbox.put([a_message("k", ADMINS)])
        pending = claim(tx)
    assert pending is not None
    return pending


class TestPlanning:
    def test_a_message_comes_back_as_it_was_planned(self, store: SqlStore) -> None:
        with store.begin() as tx:
            checkin = asked_once(tx)
            planned = a_message(
                "remind:1",
                To(checkin.person_id),
                view={"name": "Đặng Ánh", "links": ["a", "b"], "more": {"n": 3, "late": False, "none": None}},
                lane=Lane.URGENT,
                buttons=((Button("c:1:made:yes", "yes"), Button("c:1:made:no", label="Không")), ()),
                still_owes=checkin.id,
                edits=2**40,
                document="2026-05/payments/tld.pdf",
            )
            tx.outbox.put([planned])
        with store.begin() as tx:
            pending = claim(tx)
        assert pending is not None
        assert (pending.message, pending.attempts) == (planned, 1)

    @pytest.mark.parametrize("to", [To(group="admins"), To(chat_id=-1001234567890)])
    def test_a_message_may_be_for_a_group_or_a_strange_chat(self, store: SqlStore, to: To) -> None:
        with store.begin() as tx:
            tx.outbox.put([a_message("k", to)])
            pending = claim(tx)
        assert pending is not None
        assert pending.message.to == to

    @pytest.mark.parametrize("to", [To(), To(1, "admins"), To(group="admins", chat_id=5), To(1, "", 5)])
    def test_a_message_is_for_exactly_one(self, store: SqlStore, to: To) -> None:
        with pytest.raises(ValueError, match="one recipient"), store.begin() as tx:
            tx.outbox.put([a_message("k", to)])

    def test_planning_twice_plans_nothing(self, store: SqlStore) -> None:
        messages = [a_message(f"k{number}", ADMINS) for number in range(3)]
        with store.begin() as tx:
            assert tx.outbox.put(messages[:2]) == 2
        with store.begin() as tx:
            assert tx.outbox.put(messages) == 1
            assert tx.outbox.put(messages) == 0
            assert tx.outbox.put([]) == 0

    def test_one_key_twice_at_once_is_one_message(self, store: SqlStore) -> None:
        with store.begin() as tx:
            assert tx.outbox.put([a_message("k", ADMINS), a_message("k", ADMINS, view={})]) == 1
            pending = claim(tx)
        assert pending is not None
        assert pending.message.view == {"name": "Ánh"}

    def test_a_message_that_was_sent_is_not_planned_again(self, store: SqlStore) -> None:
        pending = send_off(store)
        with store.begin() as tx:
            tx.outbox.settle(pending.id, Delivery.SENT, NOW)
            assert tx.outbox.put([a_message("k", ADMINS, due_at=NOW + HOUR)]) == 0
            assert claim(tx) is None

    def test_thousands_are_planned_at_once(self, store: SqlStore) -> None:
        messages = [a_message(f"k{number}", To(chat_id=number + 1)) for number in range(3000)]
        with store.begin() as tx:
            assert tx.outbox.put(messages) == 3000
            assert tx.outbox.put(messages[1000:]) == 0
            assert tx.outbox.counts(messages[0].slot)[Delivery.PLANNED] == 3000

    def test_messages_that_will_not_be_sent_are_counted(self, store: SqlStore) -> None:
        with store.begin() as tx:
            tx.outbox.put([a_message("k1", ADMINS)])
            assert tx.outbox.put_settled([a_message("k1", ADMINS)], Delivery.SKIPPED, "no_chat", NOW) == 0
            assert tx.outbox.put_settled([a_message("k2", ADMINS)], Delivery.SKIPPED, "no_chat", NOW) == 1
            assert tx.outbox.put_settled([a_message("k3", ADMINS)], Delivery.BLOCKED, "blocked", NOW) == 1
            assert claimed_keys(tx) == ["k1"]
            counts = tx.outbox.counts(a_message("k1", ADMINS).slot)
        assert dict(counts) == {
            **dict.fromkeys(Delivery, 0),
            Delivery.SENDING: 1,
            Delivery.SKIPPED: 1,
            Delivery.BLOCKED: 1,
        }

    def test_a_slot_without_messages_counts_none(self, store: SqlStore) -> None:
        with store.read() as tx:
            assert dict(tx.outbox.counts("nothing")) == dict.fromkeys(Delivery, 0)

    def test_what_was_sent_is_counted_by_template(self, store: SqlStore) -> None:
        """Names of one number come in one order on both databases."""
        sent = ["rounds/closed", "checkins/ask", "rounds-closed", "checkins/ask", "Rounds"]
        with store.begin() as tx:
            tx.outbox.put(
                a_message(f"k{number}", To(chat_id=number), template=name) for number, name in enumerate(sent, 1)
            )
            tx.outbox.put([a_message("later", To(chat_id=9), NOW + HOUR, template="later")])
            while (pending := claim(tx)) is not None:
                tx.outbox.settle(pending.id, Delivery.SENT, NOW)
            counts = tx.outbox.sent_by_template()
        assert list(counts.items()) == [("checkins/ask", 2), ("Rounds", 1), ("rounds-closed", 1), ("rounds/closed", 1)]


class TestClaiming:
    def test_the_first_is_of_the_lowest_lane_then_the_oldest(self, store: SqlStore) -> None:
        planned = [
            ("bulk, younger", Lane.BULK, NOW),
            ("bulk, older", Lane.BULK, NOW - HOUR),
            ("bulk, older, second", Lane.BULK, NOW - HOUR),
            ("conversation", Lane.CONVERSATION, NOW),
            ("urgent", Lane.URGENT, NOW),
            ("urgent, not due", Lane.URGENT, NOW + timedelta(microseconds=1)),
        ]
        with store.begin() as tx:
            tx.outbox.put(
                a_message(key, To(chat_id=number), due, lane=lane) for number, (key, lane, due) in enumerate(planned, 1)
            )
            assert claimed_keys(tx) == [
                "urgent",
                "conversation",
                "bulk, older",
                "bulk, older, second",
                "bulk, younger",
            ]

    def test_nothing_is_claimed_before_it_is_due(self, store: SqlStore) -> None:
        with store.begin() as tx:
            tx.outbox.put([a_message("k", ADMINS, NOW + MINUTE)])
            assert claim(tx) is None
            assert tx.outbox.next_due() == NOW + MINUTE

    @pytest.mark.parametrize("to", ["person", "group", "chat"])
    def test_a_recipient_gets_one_at_a_time(self, store: SqlStore, to: str) -> None:
        """Two messages on their way at once may arrive in the wrong order."""
        with store.begin() as tx:
            (person_id,) = add_people(tx, "CTV-1")
            same = {"person": To(person_id), "group": ADMINS, "chat": To(chat_id=5)}[to]
            tx.outbox.put([a_message("first", same), a_message("second", same), a_message("other", To(chat_id=6))])
            first = claim(tx)
            assert claimed_keys(tx) == ["other"]
            assert first is not None
            tx.outbox.settle(first.id, Delivery.SENT, NOW)
            assert claimed_keys(tx) == ["second"]

    def test_an_urgent_message_waits_for_the_one_in_flight(self, store: SqlStore) -> None:
        pending = send_off(store)
        with store.begin() as tx:
            tx.outbox.put([a_message("urgent", ADMINS, lane=Lane.URGENT)])
            assert claim(tx) is None
            tx.outbox.settle(pending.id, Delivery.SENT, NOW)
            assert claimed_keys(tx) == ["urgent"]

    def test_attempts_are_counted(self, store: SqlStore) -> None:
        pending = send_off(store)
        assert pending.attempts == 1
        with store.begin() as tx:
            tx.outbox.postpone(pending.id, NOW)
            again = claim(tx)
        assert again is not None
        assert (again.id, again.attempts) == (pending.id, 2)

    def test_a_courier_waits_to_see_what_another_takes(self, store: SqlStore) -> None:
        with store.begin() as tx:
            tx.outbox.put([a_message("first", ADMINS), a_message("second", ADMINS), a_message("other", To(chat_id=6))])

        def take() -> Pending | None:
            with store.begin() as tx:
                return claim(tx)

        with ThreadPoolExecutor() as beside:
            with store.begin() as tx:
                assert claim(tx) is not None
                waiting = beside.submit(take)
                with pytest.raises(TimeoutError):
                    waiting.result(timeout=0.1)
            pending = waiting.result()
        assert pending is not None
        assert pending.message.plan_key == "other"

    def test_the_database_refuses_a_second_in_flight(self, store: SqlStore) -> None:
        send_off(store)
        second = a_message("second", ADMINS)
        with pytest.raises(IntegrityError), store.begin() as tx:
            tx.outbox.put_settled([second], Delivery.SENDING, "", NOW)


class TestSettling:
    @pytest.mark.parametrize("end", [*ENDS, Delivery.UNCERTAIN])
    def test_a_message_in_flight_is_settled(self, store: SqlStore, end: Delivery) -> None:
        pending = send_off(store)
        with store.begin() as tx:
            tx.outbox.settle(pending.id, end, NOW, "so", 55)
            assert tx.outbox.next_due() is None
            assert tx.outbox.give_up_expired(NOW + HOUR) == []
        assert state_of(store) is end

    @pytest.mark.parametrize("end", ENDS)
    def test_a_settled_message_keeps_its_end(self, store: SqlStore, end: Delivery) -> None:
        pending = send_off(store)
        with store.begin() as tx:
            tx.outbox.settle(pending.id, end, NOW)
            tx.outbox.settle(pending.id, Delivery.UNCERTAIN, NOW)
            tx.outbox.postpone(pending.id, NOW)
            assert claim(tx) is None
        assert state_of(store) is end

    def test_a_postponed_message_is_due_later(self, store: SqlStore) -> None:
        pending = send_off(store)
        with store.begin() as tx:
            tx.outbox.postpone(pending.id, NOW + MINUTE)
            assert claim(tx) is None
            assert tx.outbox.next_due() == NOW + MINUTE
            assert tx.outbox.claim(NOW + MINUTE, NOW + HOUR) is not None

    def test_a_lease_that_ran_out_is_uncertain_and_never_sent_again_by_itself(self, store: SqlStore) -> None:
        pending = send_off(store)
        with store.begin() as tx:
            assert tx.outbox.give_up_expired(NOW + MINUTE - timedelta(seconds=1)) == []
            assert tx.outbox.give_up_expired(NOW + MINUTE) == [pending.id]
            assert tx.outbox.give_up_expired(NOW + HOUR) == []
            assert tx.outbox.uncertain() == [pending]
            assert tx.outbox.claim(NOW + HOUR, NOW + 2 * HOUR) is None

    def test_an_answer_that_comes_after_all_settles_an_uncertain_message(self, store: SqlStore) -> None:
        pending = send_off(store)
        with store.begin() as tx:
            tx.outbox.give_up_expired(NOW + HOUR)
            tx.outbox.settle(pending.id, Delivery.SENT, NOW + HOUR, sent_message_id=5)
            assert tx.outbox.uncertain() == []
        assert state_of(store) is Delivery.SENT

    def test_a_person_may_have_an_uncertain_message_repeated(self, store: SqlStore) -> None:
        pending = send_off(store)
        with store.begin() as tx:
            tx.outbox.settle(pending.id, Delivery.UNCERTAIN, NOW, "answer lost")
            tx.outbox.postpone(pending.id, NOW)
            again = claim(tx)
        assert again is not None
        assert again.message == pending.message

    def test_a_lost_message_holds_back_nobody(self, store: SqlStore) -> None:
        send_off(store)
        with store.begin() as tx:
            tx.outbox.put([a_message("second", ADMINS)])
            tx.outbox.give_up_expired(NOW + HOUR)
            assert claimed_keys(tx) == ["second"]


class TestOrder:
    """What goes to one recipient in one lane arrives in the order in which it was planned."""

    def test_a_message_that_has_to_wait_is_not_overtaken(self, store: SqlStore) -> None:
        with store.begin() as tx:
            tx.outbox.put([a_message("first", ADMINS), a_message("second", ADMINS), a_message("other", To(chat_id=5))])
            pending = claim(tx)
            assert pending is not None and pending.message.plan_key == "first"
            tx.outbox.postpone(pending.id, NOW + HOUR)
            assert claimed_keys(tx) == ["other"]
            later = tx.outbox.claim(NOW + HOUR, NOW + HOUR + MINUTE)
        assert later is not None and later.message.plan_key == "first"

    def test_only_what_is_in_the_same_lane_waits_behind_it(self, store: SqlStore) -> None:
        with store.begin() as tx:
            tx.outbox.put([a_message("bulk", ADMINS, lane=Lane.BULK)])
            pending = claim(tx)
            assert pending is not None
            tx.outbox.postpone(pending.id, NOW + HOUR)
            tx.outbox.put([a_message("answer", ADMINS, lane=Lane.CONVERSATION)])
            assert claimed_keys(tx) == ["answer"]

    def test_what_was_planned_for_later_keeps_nobody_waiting(self, store: SqlStore) -> None:
        with store.begin() as tx:
            tx.outbox.put([a_message("tonight", ADMINS, due_at=NOW + HOUR), a_message("now", ADMINS)])
            assert claimed_keys(tx) == ["now"]
