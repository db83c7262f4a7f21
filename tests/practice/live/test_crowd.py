"""Simulated people are the same after a restart: what they remember, and what they were about to do."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from nhipcau.rules.roster import Unit
from nhipcau.settings.installation import PROJECT
from nhipcau.settings.load import load_rulebook
from practice.live.cast import FREE, MOST, STAFF, gather
from practice.live.crowd import Crowd
from practice.rehearsal.personas import Act

NOW = datetime.fromisoformat("2026-05-04T08:00:00+07:00")


@pytest.fixture(scope="module")
def units() -> list[Unit]:
    book = load_rulebook(PROJECT / "config")
    return [unit for unit in book.units.values() if unit.code != book.network.root and unit.span.covers(NOW.date())]


def crowd(folder: Path, units: list[Unit]) -> Crowd:
    return Crowd(folder / "people.json", gather(folder / "cast.json", units, 30).simulated, seed=1)


def opening(chat: int) -> dict[str, Any]:
    keyboard = [
        [{"text": "Có", "callback_data": "c:7:active:yes"}, {"text": "Không", "callback_data": "c:7:active:no"}]
    ]
    message = {"message_id": 5, "text": "Báo cáo tuần", "reply_markup": {"inline_keyboard": keyboard}}
    return {"chat": chat, "from": "bot", "kind": "message", "message": message}


def everything_due(people: Crowd) -> dict[int, list[Act]]:
    return dict(people.take_due(NOW + timedelta(days=30)))


def test_a_restart_changes_nobodys_mind(tmp_path: Path, units: list[Unit]) -> None:
    before = crowd(tmp_path, units)
    before.hear([opening(1000 + number) for number in range(1, 27)], 40, NOW)
    before.save()

    after = crowd(tmp_path, units)

    assert after.heard == 40
    intended = everything_due(before)
    assert everything_due(after) == intended
    assert len(intended) > 5


def test_who_was_asked_before_the_restart_is_not_begun_with_again(tmp_path: Path, units: list[Unit]) -> None:
    before = crowd(tmp_path, units)
    before.hear([opening(1000 + number) for number in range(1, 27)], 40, NOW)
    begun = set(everything_due(before))
    before.save()

    after = crowd(tmp_path, units)
    after.hear([opening(chat) | {"kind": "edit"} for chat in begun], 80, NOW)

    assert set(everything_due(after)) == begun


@pytest.mark.parametrize("count", [8, 30, 60, 183, MOST])
def test_as_many_people_live_there_as_were_asked_for(tmp_path: Path, units: list[Unit], count: int) -> None:
    cast = gather(tmp_path / "cast.json", units, count)

    assert len(cast.people) == count
    assert len({person.code for person in cast.people}) == count
    assert len(cast.free) == FREE
    assert len(cast.simulated) == count - FREE
    assert [bool(person.level) for person in cast.people[:STAFF]] == [False] * STAFF


def test_the_people_of_the_first_start_are_kept_to(tmp_path: Path, units: list[Unit]) -> None:
    first = gather(tmp_path / "cast.json", units, 20)

    assert gather(tmp_path / "cast.json", units, 60) == first
