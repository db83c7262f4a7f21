"""What other processes do in the tests: they share nothing but the database."""

from collections.abc import Sequence
from multiprocessing.connection import Connection
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Barrier

from nhipcau.ports import Delivery
from nhipcau.rules.intents import To
from nhipcau.storage import open_store
from tests.storage.samples import MAY, MINUTE, NOW, a_file, a_message, new_person


def migrate(url: str, together: Barrier, told: Connection) -> None:
    store = open_store(url)
    together.wait()
    store.migrate()
    with store.read() as tx:
        told.send(tx.people.all())


def claim_slots(url: str, together: Barrier, told: Connection, keys: Sequence[str]) -> None:
    store = open_store(url)
    won = []
    for key in keys:
        together.wait()
        with store.begin() as tx:
            won.append(tx.slots.claim(key, NOW))
    told.send(won)


def deliver(url: str, together: Barrier, told: Connection, clicks: "Synchronized[int]") -> None:
    """A courier: takes what it may until nothing is planned, and tells what, in the order of all couriers' clicks."""
    store = open_store(url)
    taken = []
    together.wait()
    while True:
        with store.begin() as tx:
            pending = tx.outbox.claim(NOW, NOW + MINUTE)
            if pending is None and tx.outbox.next_due() is None:
                break
        if pending is not None:
            with clicks.get_lock():
                clicks.value += 1
                taken.append((clicks.value, pending.message.to.chat_id, pending.id))
            with store.begin() as tx:
                tx.outbox.settle(pending.id, Delivery.SENT, NOW)
    told.send(taken)


def count_up(url: str, together: Barrier, told: Connection, times: int) -> None:
    """Read a month's file, and write it back with one đồng more."""
    store = open_store(url)
    together.wait()
    for _ in range(times):
        with store.begin() as tx:
            file = tx.months.get(MAY)
            assert file is not None
            tx.months.save(a_file(amount=file.assessment.lines[0].amount + 1))
    told.send(None)


def wait_inside(url: str, told: Connection) -> None:
    """Write more than fits in memory pages, then wait inside the transaction for the end."""
    store = open_store(url)
    with store.begin() as tx:
        tx.slots.claim("remind:weekly/2026-W19#1", NOW)
        person_id = tx.people.add(new_person("CTV-1"))
        tx.outbox.put(a_message(f"k{number}", To(person_id)) for number in range(5000))
        told.send("inside")
        told.recv()


def write_for_ever(url: str, told: Connection) -> None:
    """One person, one message, one note a transaction; tells each number after it is committed."""
    store = open_store(url)
    number = 0
    while True:
        with store.begin() as tx:
            person_id = tx.people.add(new_person(f"CTV-{number}"))
            tx.outbox.put([a_message(f"k{number}", To(person_id))])
            tx.notes.set(f"n{number}", "")
        told.send(number)
        number += 1
