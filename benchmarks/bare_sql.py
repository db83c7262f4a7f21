"""What the store is measured against: the same rows, by SQL and a driver alone."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

from benchmarks.store_cases import Turn

NOW = "2026-05-08 02:00:00.000000"
Execute = Callable[[str, tuple[object, ...]], Any]

FINISH = "UPDATE inbox SET handled_at = ? WHERE update_id = ? AND handled_at IS NULL"
PERSON = """
    SELECT people.*, grants.role, grants.unit FROM people LEFT JOIN grants ON grants.person_id = people.id
    WHERE people.chat_id = ? ORDER BY grants.id
"""
APPOINTMENTS = "SELECT * FROM appointments WHERE person_id = ? ORDER BY id"
LEAVES = "SELECT * FROM leaves WHERE person_id = ? ORDER BY id"
CHECKIN = """
    SELECT checkins.*, rounds.*, sent.answers FROM checkins JOIN rounds ON rounds.id = checkins.round_id
    LEFT JOIN checkin_versions sent ON sent.checkin_id = checkins.id AND sent.version = checkins.version
    WHERE checkins.id = ?
"""
SAVE_DRAFT = "UPDATE checkins SET step = ?, draft = ? WHERE id = ?"
SET_CURRENT = """
    INSERT INTO current_questions (person_id, checkin_id) VALUES (?, ?)
    ON CONFLICT (person_id) DO UPDATE SET checkin_id = excluded.checkin_id
"""
PUT = """
    INSERT INTO outbox (plan_key, recipient, person_id, group_name, template, view, lane, due_at, slot, buttons, edits,
        document, state, attempts, reason)
    VALUES (?, ?, ?, '', ?, ?, ?, ?, '', ?, ?, '', 'planned', 0, '') ON CONFLICT DO NOTHING
"""
CLAIM = """
    UPDATE outbox SET state = 'sending', lease_until = ?, attempts = attempts + 1
    WHERE state = 'planned' AND id = (
        SELECT id FROM outbox AS due WHERE state = 'planned' AND due_at <= ? AND lane IN (0, 1, 2) AND NOT EXISTS
            (SELECT 1 FROM outbox AS other WHERE other.state = 'sending' AND other.recipient = due.recipient)
        ORDER BY lane, due_at, id LIMIT 1
    ) RETURNING *
"""
SETTLE = """
    UPDATE outbox SET state = 'sent', reason = '', settled_at = ?, sent_message_id = ?, lease_until = NULL
    WHERE id = ? AND state IN ('sending', 'uncertain')
"""


class BareSql:
    """A turn and a message as a script would write them."""

    def __init__(self, execute: Execute, begin: str) -> None:
        self._execute = execute
        self._begin = begin

    def turn(self, turn: Turn) -> None:
        with self._transaction():
            self._execute(FINISH, (NOW, turn.update.id))
            person_id = self._execute(PERSON, (turn.update.chat_id,)).fetchall()[0][0]
            self._execute(APPOINTMENTS, (person_id,)).fetchall()
            self._execute(LEAVES, (person_id,)).fetchall()
            self._execute(CHECKIN, (turn.checkin_id,)).fetchall()
            self._execute(SAVE_DRAFT, (turn.draft.step, json.dumps(turn.draft.answers), turn.checkin_id))
            self._execute(SET_CURRENT, (person_id, turn.checkin_id))
            self._put(turn, person_id)

    def message(self, turn: Turn) -> None:
        with self._transaction():
            message_id = self._execute(CLAIM, (NOW, NOW)).fetchall()[0][0]
        with self._transaction():
            self._execute(SETTLE, (NOW, turn.update.id, message_id))

    def create_database(self, name: str) -> None:
        self._execute(f"CREATE DATABASE {name}", ())

    def _put(self, turn: Turn, person_id: int) -> None:
        reply, recipient = turn.reply, f"person:{person_id}"
        view, buttons = json.dumps(reply.view), json.dumps([[vars(button) for button in row] for row in reply.buttons])
        values = (
            reply.plan_key,
            recipient,
            person_id,
            reply.template,
            view,
            int(reply.lane),
            NOW,
            buttons,
            reply.edits,
        )
        self._execute(PUT, values)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._execute(self._begin, ())
        yield
        self._execute("COMMIT", ())


@contextmanager
def bare_sqlite(path: str, durable: bool) -> Iterator[BareSql]:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'OFF'}")
    yield BareSql(connection.execute, "BEGIN IMMEDIATE")
    connection.close()


@contextmanager
def bare_postgres(url: str) -> Iterator[BareSql]:
    with psycopg.connect(url, autocommit=True) as connection:
        yield BareSql(lambda sql, values: connection.execute(sql.replace("?", "%s").encode(), values), "BEGIN")
