"""Whom the outbox writes to, what stands in a chat, and news that go together."""

import pytest

from nhipcau.ports import Delivery, Posted
from nhipcau.ports.letters import Letter, LetterState
from nhipcau.rules.intents import Button, To
from nhipcau.storage import SqlStore
from tests.storage.samples import HOUR, MINUTE, NOW, a_message, add_people, claim, claimed_keys

ADMINS = To(group="admins")


class TestChats:
    def test_nothing_is_taken_for_chats_that_had_their_share(self, store: SqlStore) -> None:
        with store.begin() as tx:
            (person_id,) = add_people(tx, "CTV-1")
            tx.people.bind(person_id, 1001, NOW)
            tx.people.bind_group("admins", -9)
            for key, to in {
                "person": To(person_id),
                "group": ADMINS,
                "chat": To(chat_id=5),
                "free": To(chat_id=6),
            }.items():
                tx.outbox.put([a_message(key, to)])
            pending = tx.outbox.claim(NOW, NOW + MINUTE, {1001, -9, 5})
            assert pending is not None and pending.message.plan_key == "free"
            assert tx.outbox.claim(NOW, NOW + MINUTE, {1001, -9, 5}) is None
            assert claimed_keys(tx) == ["person", "group", "chat"]

    def test_what_waits_for_a_chat_follows_it_to_its_new_number(self, store: SqlStore) -> None:
        with store.begin() as tx:
            tx.outbox.put([a_message("k", To(chat_id=-5)), a_message("other", To(chat_id=6))])
            tx.outbox.readdress(-5, -1005)
            pending = claim(tx)
        assert pending is not None
        assert pending.message.to == To(chat_id=-1005)


class TestCardsAndNews:
    """What the admin group needs: where a card stands, news that go together, a launch that is taken back."""

    TO = To(group="admin")

    def test_news_go_with_what_is_claimed_and_are_settled_with_it(self, store: SqlStore) -> None:
        with store.begin() as tx:
            cards = [a_message("card", self.TO, buttons=((Button("x", label="x"),),))]
            tx.outbox.put([*(a_message(f"news:{number}", self.TO) for number in range(4)), *cards])
            first = tx.outbox.claim(NOW, NOW + HOUR)
            assert first is not None
            carried = tx.outbox.carry(first, NOW, 2)
            assert [each.message.plan_key for each in carried] == ["news:1", "news:2"]
            tx.outbox.put_down([carried[1].id])
            tx.outbox.settle(first.id, Delivery.SENT, NOW, sent_message_id=7)
        with store.read() as tx:
            states = {row.message.plan_key: row.state for row in tx.outbox.of_slot("remind:weekly/2026-W19#1")}
        assert [key for key, state in states.items() if state is Delivery.SENT] == ["news:0", "news:1"]

    @pytest.mark.parametrize("end", ["postponed", "failed", "expired"])
    def test_what_was_carried_is_neither_lost_nor_said_twice(self, store: SqlStore, end: str) -> None:
        with store.begin() as tx:
            tx.outbox.put(a_message(f"news:{number}", self.TO) for number in range(2))
            first = tx.outbox.claim(NOW, NOW + MINUTE)
            assert first is not None
            tx.outbox.carry(first, NOW, 9)
            assert tx.outbox.next_due() is None
            if end == "postponed":
                tx.outbox.postpone(first.id, NOW)
            elif end == "failed":
                tx.outbox.settle(first.id, Delivery.FAILED, NOW)
            else:
                tx.outbox.give_up_expired(NOW + HOUR)
            states = [row.state.value for row in tx.outbox.of_slot("remind:weekly/2026-W19#1")]
        assert states == {
            "postponed": ["planned", "planned"], "failed": ["failed", "planned"], "expired": ["uncertain", "uncertain"]
        }[end]  # fmt: skip

    def test_a_card_stands_where_it_was_sent_last_until_the_group_is_another_chat(self, store: SqlStore) -> None:
        with store.begin() as tx:
            for number, key in enumerate(("owing:a:1", "owing:a:2", "owing:ab:1")):
                tx.outbox.put([a_message(key, self.TO, view={"number": number})])
                claimed = tx.outbox.claim(NOW, NOW + HOUR)
                assert claimed is not None
                tx.outbox.settle(claimed.id, Delivery.SENT, NOW + number * MINUTE, sent_message_id=10 + number)
            assert tx.outbox.posted("owing:a:") == Posted(11, {"number": 1})
            assert tx.outbox.known(["owing:a:1", "owing:c:1"]) == {"owing:a:1"}
            tx.outbox.forget_posts("admin")
            assert tx.outbox.posted("owing:a:") is None

    def test_a_launch_is_withdrawn_as_far_as_it_waits(self, store: SqlStore) -> None:
        with store.begin() as tx:
            tx.outbox.put(a_message(f"k:{number}", To(chat_id=number)) for number in (1, 2, 3))
            assert tx.outbox.claim(NOW, NOW + HOUR) is not None
            assert tx.outbox.withdraw_launch("remind:weekly/2026-W19#1", NOW) == 2
            states = sorted(row.state.value for row in tx.outbox.of_slot("remind:weekly/2026-W19#1"))
        assert states == ["sending", "skipped", "skipped"]


def test_a_letter_is_decided_once(store: SqlStore) -> None:
    letter = Letter(17, "CB01", "all", "Mai họp", "photo:abc")
    with store.begin() as tx:
        tx.letters.keep(letter, NOW)
        assert tx.letters.get(17) == letter
        assert [tx.letters.decide(17, state) for state in (LetterState.SENT, LetterState.DROPPED)] == [True, False]
