"""What the page is told of the house and asks for, over HTTP: the story, journeys, the news, files."""

import base64
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from practice.core.clock import PracticeClock
from practice.page.service import PageService
from practice.server import build, serve_in_thread
from practice.sheets.service import SheetsService
from practice.telegram.service import TelegramService
from practice.telegram.world import TelegramWorld

START = datetime(2026, 5, 4, 1, 0, tzinfo=UTC)
SOON = 0.2


def network(state: Path | None = None) -> Any:
    """The practice servers with the page, unchecked: nothing here speaks to Telegram or Google."""
    clock = PracticeClock(START)
    telegram, sheets = TelegramService(TelegramWorld(clock), None), SheetsService(clock)
    return serve_in_thread(
        build(clock, telegram, sheets, PageService(clock, telegram.world, sheets.world), state=state)
    )


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    with network() as running, httpx.Client(base_url=running.base_url) as client:
        yield client


def news(client: httpx.Client, **seen: Any) -> Any:
    return client.get("/practice/page/news", params=seen).json()


class TestTheStory:
    def test_is_there_after_a_restart_and_gone_after_a_reset(self, tmp_path: Path) -> None:
        with network(tmp_path) as running:
            told = httpx.put(f"{running.base_url}/practice/story", json={"month": "2026-05"}).json()
        with network(tmp_path) as running:
            again = httpx.get(f"{running.base_url}/practice/story").json()
            assert again["story"] == {"month": "2026-05"}
            assert again["version"] > told["version"]
            httpx.post(f"{running.base_url}/practice/reset")
            assert httpx.get(f"{running.base_url}/practice/story").json()["story"] == {}

    def test_reaches_whoever_waits_for_the_next_one(self, client: httpx.Client) -> None:
        version = client.get("/practice/story").json()["version"]
        with ThreadPoolExecutor() as pool:
            waiting = pool.submit(client.get, "/practice/story", params={"since": version, "wait": 20})
            client.put("/practice/story", json={"month": "2026-06"})
            assert waiting.result().json() == {"version": version + 1, "story": {"month": "2026-06"}}

    def test_is_as_it_was_when_the_wait_is_over(self, client: httpx.Client) -> None:
        told = client.put("/practice/story", json={"month": "2026-06"}).json()
        assert client.get("/practice/story", params={"since": told["version"], "wait": SOON}).json() == told


class TestJourneys:
    def test_a_wish_is_kept_for_the_driver(self, client: httpx.Client) -> None:
        assert client.get("/practice/journey").json()["wish"] is None
        asked = client.post("/practice/journey", json={"to": "2026-06-05T17:00:00+07:00"}).json()
        assert client.get("/practice/journey", params={"since": asked["version"] - 1, "wait": 20}).json() == asked
        assert client.post("/practice/journey", json={"next": True}).json()["version"] == asked["version"] + 1

    @pytest.mark.parametrize(
        ("asked", "why"),
        [
            ({"to": "2026-05-04T08:00:00+07:00"}, "The clock cannot go back"),
            ({"to": "2026-05-01T08:00:00+07:00"}, "Reset the practice network to start again."),
            ({"to": "2026-06-01T08:00:00"}, "The moment needs its offset"),
            ({"to": "tomorrow"}, "Invalid isoformat string"),
            ({}, "Ask for one thing"),
            ({"next": True, "stop": True}, "Ask for one thing"),
            ({"whither": 1}, "Ask for one thing"),
        ],
    )
    def test_what_cannot_be_is_refused_in_a_sentence(self, client: httpx.Client, asked: Any, why: str) -> None:
        answer = client.post("/practice/journey", json=asked)
        assert answer.status_code == 400
        assert why in answer.json()["error"]


class TestNews:
    def test_begin_with_the_present(self, client: httpx.Client) -> None:
        client.post("/practice/telegram/bots", json={"token": "7:practice"})
        client.post("/practice/telegram/people", json={"id": 7, "first_name": "An"})
        client.post("/practice/telegram/say", json={"user": 7, "text": "chào"})
        found = news(client)
        assert (found["events"], found["next"]) == ([], 1)
        assert found["clock"] == {"now": START.isoformat(), "rate": 0.0}
        assert found["faults"] == []

    def test_come_when_anything_changes(self, client: httpx.Client) -> None:
        client.post("/practice/telegram/bots", json={"token": "7:practice"})
        client.post("/practice/telegram/people", json={"id": 7, "first_name": "An"})
        first = news(client)
        seen = {"events": first["next"], "sheets": first["sheets"], "story": first["story"]["version"], "wait": 20}
        for change in (
            lambda: client.post("/practice/telegram/say", json={"user": 7, "text": "chào"}),
            lambda: client.put("/practice/story", json={"month": "2026-05"}),
        ):
            with ThreadPoolExecutor() as pool:
                waiting = pool.submit(news, client, **seen)
                change()
                found = waiting.result()
        assert [event["message"]["text"] for event in found["events"]] == ["chào"]

    def test_do_not_repeat_a_story_that_is_known(self, client: httpx.Client) -> None:
        version = client.put("/practice/story", json={"month": "2026-05"}).json()["version"]
        assert news(client, events=0, story=version)["story"] == {"version": version}

    def test_are_asked_for_with_numbers(self, client: httpx.Client) -> None:
        answer = client.get("/practice/page/news", params={"events": "all"})
        assert (answer.status_code, answer.json()["error"]) == (
            400,
            "events, sheets, story and wait are whole numbers.",
        )


class TestFiles:
    @pytest.mark.parametrize(
        ("mime_type", "how"),
        [("application/pdf", "inline"), ("text/html", "attachment"), ("image/svg+xml", "attachment")],
    )
    def test_what_could_run_in_a_browser_is_only_handed_out(
        self, client: httpx.Client, mime_type: str, how: str
    ) -> None:
        client.post("/practice/telegram/bots", json={"token": "7:practice"})
        client.post("/practice/telegram/people", json={"id": 7, "first_name": "An"})
        content = base64.b64encode(b"bytes").decode()
        what = {"user": 7, "content": content, "filename": "tệp.bin", "mime_type": mime_type}
        sent = client.post("/practice/telegram/document", json=what).json()
        served = client.get(f"/practice/telegram/files/{sent['document']['file_id']}")
        assert served.content == b"bytes"
        assert served.headers["content-disposition"] == f"{how}; filename*=UTF-8''t%E1%BB%87p.bin"
        assert served.headers["x-content-type-options"] == "nosniff"

    def test_a_file_that_is_not_there(self, client: httpx.Client) -> None:
        answer = client.get("/practice/telegram/files/none")
        assert (answer.status_code, answer.json()["error"]) == (404, "There is no such file.")


def test_the_directory_names_bots_people_and_groups(client: httpx.Client) -> None:
    client.post("/practice/telegram/bots", json={"token": "8:practice", "first_name": "Nhịp Cầu"})
    client.post("/practice/telegram/people", json={"id": 7, "first_name": "An"})
    group = client.post("/practice/telegram/groups", json={"title": "Điều phối", "members": [7]}).json()["id"]
    client.post("/practice/telegram/block", json={"user": 7})
    known = client.get("/practice/telegram/directory").json()
    assert [bot["first_name"] for bot in known["bots"]] == ["Nhịp Cầu"]
    assert [(person["first_name"], person["blocked"]) for person in known["people"]] == [("An", True)]
    assert [(one["title"], one["members"]) for one in known["groups"]] == [("Điều phối", [7, 8])]
    assert client.get(f"/practice/telegram/chats/{group}").json()["chat"]["title"] == "Điều phối"


def test_the_page_and_its_files_take_nothing_from_elsewhere(client: httpx.Client) -> None:
    for path in ("/", "/page/js/main.js", "/page/css/base.css"):
        served = client.get(path)
        assert served.status_code == 200
        assert served.headers["content-security-policy"].startswith("default-src 'self'; object-src 'none'")
        assert "https://" not in served.text
