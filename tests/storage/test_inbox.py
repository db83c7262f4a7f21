from nhipcau.ports import Entry, Update
from nhipcau.storage import SqlStore
from tests.storage.samples import MINUTE, NOW

UPDATES = [Update(number, 77, f'{{"update_id":{number},"text":"Có ạ"}}') for number in (10, 11, 12)]


class TestInbox:
    def test_an_update_is_kept_once(self, store: SqlStore) -> None:
        with store.begin() as tx:
            assert tx.inbox.store(UPDATES[:2], NOW) == 2
            assert tx.inbox.store([Update(11, 5, "{}"), UPDATES[2]], NOW) == 1
            assert tx.inbox.store([], NOW) == 0
            assert tx.inbox.unhandled(10) == UPDATES

    def test_updates_come_by_number(self, store: SqlStore) -> None:
        with store.begin() as tx:
            tx.inbox.store(reversed(UPDATES), NOW)
            assert tx.inbox.unhandled(2) == UPDATES[:2]

    def test_an_update_is_finished_once(self, store: SqlStore) -> None:
        with store.begin() as tx:
            tx.inbox.store(UPDATES, NOW)
            assert [tx.inbox.finish(11, NOW + MINUTE) for _ in range(2)] == [True, False]
            assert not tx.inbox.finish(99, NOW)
            assert tx.inbox.unhandled(10) == [UPDATES[0], UPDATES[2]]

    def test_a_finished_update_that_arrives_again_stays_finished(self, store: SqlStore) -> None:
        with store.begin() as tx:
            tx.inbox.store(UPDATES, NOW)
            tx.inbox.finish(12, NOW)
            tx.inbox.store(UPDATES, NOW)
            assert tx.inbox.unhandled(10) == UPDATES[:2]

    def test_large_numbers_are_kept(self, store: SqlStore) -> None:
        large = Update(2**62, -(2**61), "{}")
        with store.begin() as tx:
            tx.inbox.store([large], NOW)
            assert tx.inbox.unhandled(1) == [large]


class TestJournal:
    def test_entries_come_in_the_order_of_writing(self, store: SqlStore) -> None:
        first = Entry(NOW, "CB-1", "review_decided", "allowance:2026-05:CTV-1", "P7", {"ruling": "granted", "n": 1})
        second = Entry(NOW - MINUTE, "scheduler", "slot_skip", "allowance:2026-05:CTV-1")
        other = Entry(NOW, "CB-1", "bound_group", "group:admins")
        with store.begin() as tx:
            tx.journal.write(first, other)
            tx.journal.write(second)
            tx.journal.write()
            assert tx.journal.about(first.subject) == [first, second]
            assert tx.journal.about("nothing") == []
            assert tx.journal.about_any([other.subject, "nothing"]) == [other]
            assert tx.journal.about_any([other.subject, first.subject]) == [first, other, second]
            assert tx.journal.about_any([]) == []
