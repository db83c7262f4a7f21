"""The control API: clock, faults, log, state; what is refused is refused in a sentence."""

from pathlib import Path

import httpx
import pytest

from practice.core.clock import PracticeClock
from practice.server import build, serve_in_thread
from tests.practice.core.conftest import START, CountingService


def test_the_clock_can_be_seen_and_moved(client: httpx.Client) -> None:
    assert client.get("/practice/clock").json() == {"now": "2026-05-01T01:00:00+00:00", "rate": 0.0}
    moved = client.put("/practice/clock", json={"now": "2026-05-02T08:00:00+07:00"})
    assert moved.json()["now"] == "2026-05-02T01:00:00+00:00"
    assert client.put("/practice/clock", json={"rate": 60}).json()["rate"] == 60


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ({"now": "2020-01-01T00:00:00+00:00"}, "cannot go back"),
        ({"now": "2026-06-01T00:00:00"}, "with its offset"),
        ({"now": "tomorrow"}, "Invalid isoformat"),
        ({"rate": -1}, "cannot run backwards"),
        (["now"], "must be a JSON object"),
    ],
)
def test_an_impossible_move_of_the_clock_is_a_400_with_the_reason(
    client: httpx.Client, wanted: object, sentence: str
) -> None:
    answer = client.put("/practice/clock", json=wanted)
    assert (answer.status_code, sentence in answer.json()["error"]) == (400, True)


def test_faults_are_switched_on_and_off(client: httpx.Client) -> None:
    added = client.post("/practice/faults", json={"kind": "403", "service": "counting", "chat": 7}).json()
    assert client.get("/practice/faults").json() == {"faults": [added]}
    assert client.post("/count/add", data={"chat": 7}).status_code == 403
    assert client.delete(f"/practice/faults/{added['id']}").status_code == 200
    assert client.post("/count/add", data={"chat": 7}).status_code == 200
    assert client.delete(f"/practice/faults/{added['id']}").json() == {"error": "There is no fault 1."}
    client.post("/practice/faults", json={"kind": "drop", "service": "counting"})
    client.delete("/practice/faults")
    assert client.get("/practice/faults").json() == {"faults": []}


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ({"kind": "flood", "service": "counting"}, "A fault is one of 429, 403"),
        ({"kind": "403", "service": "counting", "count": 0}, "at least once"),
        ({"kind": "403"}, "service"),
        ({"kind": "403", "service": "counting", "colour": "red"}, "colour"),
    ],
)
def test_a_fault_that_makes_no_sense_is_refused(client: httpx.Client, fault: dict[str, object], sentence: str) -> None:
    answer = client.post("/practice/faults", json=fault)
    assert (answer.status_code, sentence in answer.json()["error"]) == (400, True)


def test_the_log_is_read_from_where_one_stopped(client: httpx.Client) -> None:
    client.post("/count/add")
    seen = client.get("/practice/log").json()["next"]
    client.post("/count/multiply")
    later = client.get("/practice/log", params={"since": seen}).json()
    assert [entry["method"] for entry in later["entries"]] == ["multiply"]


def test_a_reset_brings_everything_back_to_the_start(client: httpx.Client, service: CountingService) -> None:
    client.post("/count/add")
    client.put("/practice/clock", json={"now": "2027-01-01T00:00:00+00:00"})
    client.post("/practice/faults", json={"kind": "drop", "service": "counting"})
    client.post("/practice/reset")
    assert service.api.count == 0
    assert client.get("/practice/clock").json()["now"] == START.isoformat()
    assert client.get("/practice/faults").json() == {"faults": []}
    assert client.get("/practice/counters").json() == {}


def test_saving_without_a_folder_is_refused(client: httpx.Client) -> None:
    answer = client.post("/practice/save")
    assert (answer.status_code, "nowhere to save" in answer.json()["error"]) == (400, True)


def test_a_stopped_network_is_where_it_was_when_it_starts_again(tmp_path: Path) -> None:
    clock = PracticeClock(START)
    with serve_in_thread(build(clock, CountingService(), state=tmp_path)) as running:
        httpx.post(f"{running.base_url}/count/add")
        httpx.post(f"{running.base_url}/practice/faults", json={"kind": "403", "service": "counting", "chat": 7})
        clock.advance(3600)
    service, clock = CountingService(), PracticeClock(START)
    with serve_in_thread(build(clock, service, state=tmp_path)) as running:
        assert httpx.get(f"{running.base_url}/practice/counters").json() == {"counting": {"add": 1}}
        assert len(httpx.get(f"{running.base_url}/practice/faults").json()["faults"]) == 1
    assert service.api.count == 2
    assert (clock.now() - START).total_seconds() == 3600
