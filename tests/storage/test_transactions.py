import threading
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.exc import DBAPIError, StatementError

from nhipcau.ports import Entry
from nhipcau.rules.intents import To
from nhipcau.storage import SqlStore, open_store
from tests.storage.samples import MAY, NOW, a_file, a_message, a_plan, a_slot, asked_once

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
# https://www.sqlite.org/pragma.html#pragma_synchronous
FULL, OFF = 2, 0


class TestWriting:
    def test_a_crash_inside_leaves_nothing(self, store: SqlStore) -> None:
        with pytest.raises(ZeroDivisionError), store.begin() as tx:
            checkin = asked_once(tx)
            tx.checkins.send(checkin.id, {}, NOW)
            tx.slots.put(a_slot())
            tx.notes.set("a", "b")
            raise ZeroDivisionError
        with store.read() as tx:
            assert tx.people.all() == tx.checkins.of_month(MAY) == tx.slots.known(NOW) == []
            assert tx.notes.get("a") is None

    def test_a_transaction_inside_another_of_its_thread_is_refused_at_once(self, store: SqlStore) -> None:
        with store.begin() as tx:
            tx.notes.set("outer", "kept")
            with pytest.raises(RuntimeError, match="already"), store.begin():
                pass
        with store.begin() as tx:
            assert tx.notes.get("outer") == "kept"

    def test_nobody_waits_for_ever(self, store: SqlStore, database: str) -> None:
        asked = {"sqlite": "PRAGMA busy_timeout", "postgres": "SHOW lock_timeout"}
        with store.begin() as tx:
            patience = tx._connection.exec_driver_sql(asked[database]).scalar()
        assert patience in (30_000, "30s")

    def test_any_thread_may_write(self, store: SqlStore) -> None:
        def write(number: int) -> None:
            for turn in range(10):
                with store.begin() as tx:
                    tx.notes.set(f"{number}.{turn}", "")

        threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with store.read() as tx:
            assert all(tx.notes.get(f"{number}.{turn}") == "" for number in range(8) for turn in range(10))

    def test_two_threads_never_count_the_same(self, store: SqlStore) -> None:
        with store.begin() as tx:
            checkin = asked_once(tx)
        versions: list[int] = []

        def send() -> None:
            for _ in range(10):
                with store.begin() as tx:
                    versions.append(tx.checkins.send(checkin.id, {}, NOW))

        threads = [threading.Thread(target=send) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(versions) == list(range(1, 41))


class TestReading:
    def test_it_does_not_write(self, store: SqlStore) -> None:
        with pytest.raises(DBAPIError), store.read() as tx:
            tx.notes.set("a", "b")
        with store.begin() as tx:
            tx.notes.set("a", "c")

    def test_it_sees_one_instant(self, store: SqlStore) -> None:
        with store.read() as before:
            assert before.notes.get("a") is None
            with store.begin() as tx:
                tx.notes.set("a", "b")
            assert before.notes.get("a") is None
        with store.read() as after:
            assert after.notes.get("a") == "b"

    def test_it_neither_waits_for_a_writer_nor_sees_its_work(self, store: SqlStore) -> None:
        with store.begin() as tx:
            tx.notes.set("a", "b")
            with store.read() as beside:
                assert beside.notes.get("a") is None


class TestMoments:
    def test_they_come_out_in_the_zone_of_the_store(self, url: str) -> None:
        store = open_store(url, zone=HANOI)
        with store.begin() as tx:
            checkin = asked_once(tx)
            tx.checkins.send(checkin.id, {}, NOW)
            tx.slots.put(a_slot())
            tx.outbox.put([a_message("k", To(checkin.person_id))])
            tx.journal.write(Entry(NOW, "", "", "s"))
            tx.months.save(a_file())
            moments = moments_in(tx, checkin.id)
        store.close()
        assert {moment.utcoffset() for moment in moments} == {timedelta(hours=7)}
        assert {moment.tzinfo for moment in moments} == {HANOI}

    def test_without_a_zone_they_come_out_in_utc(self, store: SqlStore) -> None:
        with store.begin() as tx:
            tx.slots.put(a_slot(due_at=NOW.astimezone(HANOI)))
            moment = tx.slots.next_due()
        assert moment == NOW
        assert moment.utcoffset() == timedelta()

    def test_a_naive_one_is_refused(self, store: SqlStore) -> None:
        naive = NOW.replace(tzinfo=None)
        with pytest.raises(StatementError, match="naive"), store.begin() as tx:
            tx.slots.put(a_slot(due_at=naive))

    def test_an_hour_of_another_zone_is_compared_as_the_moment_that_it_is(self, store: SqlStore) -> None:
        west, east = timezone(timedelta(hours=-11)), timezone(timedelta(hours=14))
        with store.begin() as tx:
            tx.slots.put(a_slot("second", NOW.astimezone(west) + timedelta(seconds=1)))
            tx.slots.put(a_slot("first", NOW.astimezone(east)))
            assert [slot.subject for slot in tx.slots.planned((NOW + timedelta(seconds=1)).astimezone(HANOI))] == [
                "first",
                "second",
            ]
            assert [slot.subject for slot in tx.slots.planned(NOW)] == ["first"]


def moments_in(tx: Any, checkin_id: int) -> list[datetime]:
    """Every moment that the repositories give out."""
    checkin, asked = tx.checkins.get(checkin_id), tx.rounds.get(a_plan().key)
    pending = tx.outbox.claim(NOW, NOW)
    return [
        checkin.first_sent_at,
        checkin.round.due_at,
        asked.opens_at,
        asked.closes_at,
        tx.slots.next_due(),
        tx.slots.planned(NOW)[0].due_at,
        tx.slots.known(NOW)[0].slot.due_at,
        pending.message.due_at,
        tx.journal.about("s")[0].at,
        tx.months.get(MAY).cut_off,
    ]


class TestOpening:
    def test_only_postgres_may_block_on_a_network(self, store: SqlStore, database: str) -> None:
        assert store.remote is (database == "postgres")

    @pytest.mark.parametrize(
        ("url", "sentence"),
        [
            ("mysql://root@localhost/nhipcau", "not an address"),
            # The driver that SQLAlchemy would take by itself is another one.
            ("postgresql://localhost/nhipcau", "psycopg"),
            ("sqlite://", "needs a file"),
            ("sqlite:///:memory:", "needs a file"),
        ],
    )
    def test_other_addresses_are_refused(self, url: str, sentence: str) -> None:
        with pytest.raises(ValueError, match=sentence):
            open_store(url)

    def test_a_file_is_made_with_its_folders(self, tmp_path: Path) -> None:
        store = open_store(f"sqlite:///{tmp_path}/Nhịp Cầu 100%/var/store.db")
        store.migrate()
        store.close()
        assert [path.name for path in (tmp_path / "Nhịp Cầu 100%" / "var").iterdir()] == ["store.db"]

    @pytest.mark.parametrize(("durable", "synchronous"), [(True, FULL), (False, OFF)])
    def test_a_commit_of_sqlite_s_is_on_the_disk_if_it_should(
        self, tmp_path: Path, durable: bool, synchronous: int
    ) -> None:
        store = open_store(f"sqlite:///{tmp_path}/store.db", durable=durable)
        store.migrate()
        with store.begin() as tx:
            pragmas = {
                name: tx._connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("journal_mode", "synchronous", "foreign_keys")
            }
        store.close()
        assert pragmas == {"journal_mode": "wal", "synchronous": synchronous, "foreign_keys": 1}
