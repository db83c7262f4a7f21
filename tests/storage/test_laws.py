"""What the database refuses by itself, whoever asks."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from nhipcau.ports import Entry
from nhipcau.rules.allowance.close import CloseState
from nhipcau.rules.allowance.facts import Bonus
from nhipcau.rules.intents import To
from nhipcau.storage import SqlStore
from tests.fakes.bonuses import given
from tests.storage.samples import MAY, NOW, a_file, a_message, a_slot, add_people, asked_once

REFUSED = {
    "a closed month is frozen": "UPDATE month_closes SET lines = '[]' WHERE version = 1",
    "a closed month is not opened again": "UPDATE month_closes SET state = 'draft' WHERE version = 1",
    "a closed month is not deleted": "DELETE FROM month_closes WHERE version = 1",
    "a closed month is paid as it was closed": (
        "UPDATE month_closes SET state = 'paid', paid_by = 'CB-1', facts = '[]' WHERE version = 1"
    ),
    "nobody approves alone": (
        "UPDATE month_closes SET state = 'approved', checked_by = 'CB-1', approved_by = 'CB-1' WHERE version = 2"
    ),
    "nobody closes unchecked": "UPDATE month_closes SET state = 'closed', closed_by = 'CB-1' WHERE version = 2",
    "nobody pays without a name": "UPDATE month_closes SET state = 'paid' WHERE version = 1",
    "nobody opens a month alone": "UPDATE month_closes SET agreed_by = asked_by WHERE version = 2",
    "nobody grants a bonus alone": "UPDATE bonuses SET agreed_by = asked_by",
    "what was sent is never overwritten": "UPDATE checkin_versions SET answers = '{}'",
    "the journal is only added to": "UPDATE journal SET why = 'otherwise'",
    "a chat is one person's": "UPDATE people SET chat_id = 77, chat_state = 'active'",
    "no chat is active without a number": "UPDATE people SET chat_state = 'active', chat_id = NULL",
    "no chat has an unknown state": "UPDATE people SET chat_state = 'lost', chat_id = 5 WHERE code = 'CTV-1'",
    "a person who was asked stays": "DELETE FROM people",
    "an appointment ends after it begins": "UPDATE appointments SET last_day = '2000-01-01'",
    "a slot has a known state": "UPDATE slots SET state = 'running'",
    "a slot has a known kind": "UPDATE slots SET kind = 'party'",
    "a round ends after it begins": "UPDATE rounds SET last_day = '2000-01-01'",
    "a person has one place in a round": (
        "INSERT INTO checkins (round_id, person_id, unit, level, excused, step, draft, version)"
        " SELECT round_id, person_id, unit, level, excused, step, draft, 0 FROM checkins"
    ),
    "what was sent has its moment": "UPDATE checkins SET first_sent_at = NULL",
    "a message is planned once": (
        "INSERT INTO outbox (plan_key, recipient, group_name, chat_id, template, view, lane, due_at, slot, buttons,"
        " document, state, attempts, reason)"
        " SELECT plan_key, 'chat:5', '', 5, '', '{}', 2, due_at, '', '[]', '', 'planned', 0, '' FROM outbox"
    ),
    "a message in flight has a lease": "UPDATE outbox SET state = 'sending'",
    "a planned message is not settled": "UPDATE outbox SET settled_at = due_at",
    "a message is for one": "UPDATE outbox SET chat_id = 5",
    "a message is for someone": "UPDATE outbox SET person_id = NULL",
    "a message has a known lane": "UPDATE outbox SET lane = 9",
    "a prompt names a check-in that exists": "UPDATE outbox SET still_owes = 999",
}


@pytest.mark.parametrize("statement", REFUSED.values(), ids=REFUSED.keys())
def test_the_database_guards_a_law(store: SqlStore, statement: str) -> None:
    with store.begin() as tx:
        checkin = asked_once(tx, "CTV-1")
        add_people(tx, "CTV-2")
        tx.people.bind(checkin.person_id, 77, NOW)
        tx.checkins.send(checkin.id, {}, NOW)
        tx.slots.put(a_slot())
        tx.outbox.put([a_message("k", To(checkin.person_id))])
        tx.journal.write(Entry(NOW, "CB-1", "bound_group", "group:admins"))
        tx.months.save(a_file(1, CloseState.CLOSED))
        tx.months.save(a_file(2))
        given(tx, MAY, "CTV-1", Bonus("DN-01", 500_000, "12/QĐ", "tld"), NOW)
    with pytest.raises(IntegrityError), store.begin() as tx:
        tx._connection.execute(text(statement))
