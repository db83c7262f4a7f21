"""The laws of sending, on thousands of lives: random calendars, campaigns, ladders, edits, leaves, answers, outages,
deaths, and clocks that jump forward and backward.

A life is a string of bytes, so that hypothesis can make it shorter. Some laws are looked at while it goes on (life.py):
nothing reaches somebody who no longer owes, whoever is owed word is told, nothing stale is done, every slot is decided
once. The others are looked at when it is over. tests/jobs/test_laws.py tries fewer lives on SQLite.
"""

import os
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from nhipcau.rules.cadence import SlotState
from nhipcau.rules.intents import Lane
from tests.jobs.lives.life import BEGINS, JOBS, Life, Went, live

RUNS = int(os.environ.get("NHIPCAU_LAW_RUNS", "5000"))
"""`make laws` tries many more."""


def nothing_twice(life: Life) -> bool:
    return max(Counter(key for went in life.went for key in went.keys).values(), default=0) <= 1


def one_digest_a_day(life: Life) -> bool:
    reminded = (went for went in life.went if went.asks and went.keys[0].startswith("remind:"))
    return max(Counter((went.to, went.at.date()) for went in reminded).values(), default=0) <= 1


def in_order(life: Life) -> bool:
    """Of two messages to one recipient in one lane, none overtakes one that was planned first and due no later."""
    lines: dict[tuple[str, int], list[Went]] = {}
    for went in life.went:
        lines.setdefault((went.to, went.lane), []).append(went)
    return not any(
        later.number < earlier.number and later.due_at <= earlier.due_at
        for line in lines.values()
        for place, earlier in enumerate(line)
        for later in line[place + 1 :]
    )


def nothing_lost(life: Life) -> bool:
    """Nothing waits, every round is closed, every launch adds up."""
    tx = life.store.tx
    assert [asked.key for asked in tx.rounds.by_id.values() if not asked.closed] == [], "a round stays open"
    undecided = [slot.key for slot in tx.slots.planned(life.now) if slot.kind in JOBS]
    assert undecided == [], "something due is undecided"
    rows = tx.outbox.all()
    assert [row.message.plan_key for row in rows if row.at is None] == [], "a message still waits"
    counts = [tx.slots.counts(known.slot.key) for known in tx.slots.known(BEGINS)]
    return all(count.get("missing", 0) == 0 for count in counts)


def nothing_at_night(life: Life) -> bool:
    """What the network says by itself to a person waits for the end of the quiet hours."""
    to_people = [went for went in life.went if went.lane == Lane.BULK and not went.to.startswith("admin")]
    return not any(life.book.quiet.covers(life.book.calendar.local(went.at).time()) for went in to_people)


@given(st.binary(min_size=17, max_size=17))
@example(bytes.fromhex("00000004ae02ca007f0317030004cc000000000000")).via("told at nine, and the clock set back a day")
@example(bytes.fromhex("46877600002600f70016c9e80800000000")).via("asked after the digest of a day that came twice")
@example(bytes.fromhex("00000000054c1e9a2c000baffcf70c5b88")).via("a stage put off after its close had passed")
@example(bytes.fromhex("a432004500b70051018a000063ae55bc00")).via("returned after the digest of a day that came twice")
@settings(max_examples=RUNS, suppress_health_check=list(HealthCheck), database=None)
def test_whatever_happens_the_laws_hold(pages: bytes) -> None:
    life = live(pages)
    assert nothing_twice(life), life.story
    assert one_digest_a_day(life), life.story
    assert in_order(life), life.story
    assert nothing_at_night(life), life.story
    assert nothing_lost(life), life.story


class TestTheLawsSeeWhatTheyShould:
    """A law that cannot be broken is worth nothing."""

    @pytest.fixture
    def life(self) -> Life:
        return live(bytes([0, *[0, 39] * 10]))

    def test_a_life_is_full(self, life: Life) -> None:
        """Nobody answers: both rounds of the week ask, remind and close."""
        kinds = Counter(key.partition(":")[0] for went in life.went for key in went.keys)
        assert kinds == {"kick_off": 2, "open_round": 4, "remind": 10, "closed": 2, "reconciled": 9}

    def test_a_message_that_goes_out_again(self, life: Life) -> None:
        life.went.append(life.went[0])
        assert not nothing_twice(life)

    def test_messages_that_overtake_each_other(self, life: Life) -> None:
        assert in_order(life)
        life.went.reverse()
        assert not in_order(life)

    def test_a_message_that_stays_behind(self, life: Life) -> None:
        first = life.store.tx.outbox.all()[0]
        life.store.tx.outbox.put([replace(first.message, plan_key="forgotten")])
        with pytest.raises(AssertionError, match="still waits"):
            nothing_lost(life)

    def test_a_slot_that_is_decided_again(self, life: Life) -> None:
        key = next(iter(life.decided))
        life.store.tx.slots.decide(key, SlotState.PLANNED, "by mistake", life.now)
        with pytest.raises(AssertionError, match="decided twice"):
            life._decided_once()
