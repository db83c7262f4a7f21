"""Every call of every service takes one way; what befalls it there is seen by the caller and in the log."""

import httpx
import pytest

from practice.core.clock import PracticeClock
from practice.core.pipeline import Core
from tests.practice.core.conftest import CountingService


def add(client: httpx.Client, **form: object) -> httpx.Response:
    return client.post("/count/add", data=form)


def test_a_call_is_handled_and_logged_with_the_virtual_moment(client: httpx.Client) -> None:
    assert add(client, by=4).json() == {"count": 4}
    assert client.get("/practice/log").json() == {
        "entries": [
            {
                "seq": 1,
                "service": "counting",
                "method": "add",
                "status": 200,
                "at": "2026-05-01T01:00:00+00:00",
                "problems": [],
                "fault": "",
            }
        ],
        "next": 1,
    }
    assert client.get("/practice/counters").json() == {"counting": {"add": 1}}


def test_a_call_against_the_specification_is_flagged(client: httpx.Client, core: Core) -> None:
    add(client, by=1)
    assert core.log.flagged()[0].problems[0] == "by: odd"


def test_an_answer_of_ours_against_the_specification_is_a_500_that_says_why(
    client: httpx.Client, service: CountingService
) -> None:
    service.api.count = 1
    answer = add(client)
    assert answer.status_code == 500
    assert "breaks the specification: count: odd" in answer.json()["no"]


def test_a_method_that_we_lack_is_a_501(client: httpx.Client) -> None:
    assert client.post("/count/multiply").status_code == 501


@pytest.mark.filterwarnings("ignore")
def test_a_defect_of_ours_is_a_500_that_names_it(client: httpx.Client, core: Core) -> None:
    answer = client.post("/count/fail")
    assert (answer.status_code, "AttributeError('a defect')" in answer.text) == (500, True)
    assert core.log.since(0)[0].problems == ("failed: AttributeError('a defect')",)


def test_limits_follow_the_practice_clock(client: httpx.Client, clock: PracticeClock) -> None:
    assert [add(client).status_code for _ in range(4)] == [200, 200, 200, 429]
    clock.advance(9.5)
    assert add(client).status_code == 429
    clock.advance(0.5)
    assert add(client).status_code == 200


def test_a_429_on_demand_carries_how_long_to_wait_and_does_no_work(
    client: httpx.Client, core: Core, service: CountingService
) -> None:
    core.faults.add("429", "counting", count=1, retry_after=7)
    assert add(client).json() == {"no": "Too Many Requests: retry after 7", "retry_after": 7}
    assert service.api.count == 0
    assert add(client).status_code == 200


def test_a_gateway_error_is_a_page_not_json(client: httpx.Client, core: Core) -> None:
    core.faults.add("5xx", "counting", status=503)
    answer = add(client)
    assert (answer.status_code, answer.headers["content-type"]) == (503, "text/html; charset=utf-8")
    assert "<h1>503 Service Unavailable</h1>" in answer.text


def test_a_dropped_connection_gives_no_answer_and_does_no_work(
    client: httpx.Client, core: Core, service: CountingService
) -> None:
    core.faults.add("drop", "counting", count=1)
    with pytest.raises(httpx.TransportError):
        add(client)
    assert service.api.count == 0
    assert (core.log.since(0)[0].status, core.log.since(0)[0].fault) == (0, "drop")


def test_a_lost_answer_is_lost_after_the_work_was_done(
    client: httpx.Client, core: Core, service: CountingService
) -> None:
    core.faults.add("lost", "counting", count=1)
    with pytest.raises(httpx.TransportError):
        add(client)
    assert service.api.count == 2


def test_a_slow_answer_comes(client: httpx.Client, core: Core) -> None:
    core.faults.add("slow", "counting", seconds=0.01)
    assert add(client).status_code == 200
    assert core.log.since(0)[0].fault == "slow"


def test_faults_meet_only_the_calls_they_are_aimed_at(client: httpx.Client, core: Core) -> None:
    core.faults.add("403", "counting", method="ADD", chat=7)
    core.faults.add("403", "another")
    assert add(client, chat=8).status_code == 200
    assert add(client, chat=7).status_code == 403
    assert client.post("/count/multiply", data={"chat": 7}).status_code == 501
