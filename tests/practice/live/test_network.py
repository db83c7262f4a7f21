"""`nhipcau practice` as a stranger gets it: ready at once, a clock that jumps, and where it was after any ending."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from nhipcau.cli.practice import free_port

pytestmark = [pytest.mark.harness, pytest.mark.slow]

PEOPLE = 12
PATIENCE = 120.0
OPENS = "2026-05-04T08:00"
TUESDAY = "2026-05-05T09:00:00+07:00"
FRIDAY = "2026-05-08T08:00:00+07:00"


class PracticeNetwork:
    """One home and port, on which the network is started, ended, and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.web = httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=40)

    def start(self, *options: str) -> None:
        environment = {**os.environ, "NHIPCAU_HOME": str(self.folder / "var"), "NHIPCAU_LANGUAGE": "en"}
        command = [sys.executable, "-m", "nhipcau.cli", "practice", "--people", str(PEOPLE), "--port", str(self.port)]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [*command, *options], env=environment, cwd=self.folder, stdout=log, stderr=subprocess.STDOUT
            )
        self.wait_for("people", lambda: "Open http" in self.log.read_text())

    @property
    def log(self) -> Path:
        return self.folder / "practice.log"

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(timeout=60) == 0

    def kill(self) -> None:
        """All of it at one moment, as when a machine is pulled down."""
        children = subprocess.run(["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True, check=True)
        for pid in [self.process.pid, *map(int, children.stdout.split())]:
            os.kill(pid, signal.SIGKILL)
        self.process.wait(timeout=60)

    def wait_for(self, what: str, happened: Callable[[], Any]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not happened():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, f"{what}: not within {PATIENCE} s\n{self.log.read_text()[-4000:]}"
            time.sleep(0.1)  # noqa: TID251

    def story(self) -> dict[str, Any]:
        story: dict[str, Any] = self.web.get("/practice/story").json()["story"]
        return story

    def now(self) -> str:
        return str(self.web.get("/practice/clock").json()["now"])

    def chat(self, user: int) -> list[dict[str, Any]]:
        messages: list[dict[str, Any]] = self.web.get(f"/practice/telegram/chats/{user}").json()["messages"]
        return messages

    def wish(self, **wish: Any) -> None:
        assert self.web.post("/practice/journey", json=wish).status_code == 200

    def travel(self, **wish: Any) -> None:
        before = self.now()
        self.wish(**wish)
        self.wait_for(f"{wish}", lambda: self.now() > before and self.story()["journey"]["state"] == "idle")

    def do(self, what: str, **given: Any) -> None:
        assert self.web.post(f"/practice/telegram/{what}", json=given).status_code == 200

    def join(self, person: dict[str, Any]) -> None:
        """Open the invite, and agree."""
        user = person["user"]
        self.do("say", user=user, text=f"/start {person['invite'].partition('=')[2]}")
        self.wait_for(
            "the question",
            lambda: self.web.get(f"/practice/telegram/chats/{user}").is_success and asked(self.chat(user)),
        )
        question = asked(self.chat(user))[0]
        self.do("press", user=user, message_id=question["message_id"], data=buttons(question)[0])
        self.wait_for("a welcome", lambda: len(self.chat(user)) > 2 or "Chào" in texts(self.chat(user)))

    def as_left(self) -> dict[str, Any]:
        """What a visitor would recognise."""
        story = self.story()
        people = {person["user"]: (person["name"], person["mood"], person["state"]) for person in story["people"]}
        return {"clock": self.now(), "people": people, "events": story["events"], "chats": self.chats(people)}

    def chats(self, people: dict[int, Any]) -> dict[int, Any]:
        return {user: self.chat(user) for user, (_, mood, _) in people.items() if mood != "unbound"}


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PracticeNetwork]:
    network = PracticeNetwork(tmp_path_factory.mktemp("practice"))
    network.start()
    yield network
    network.web.close()
    network.process.terminate()
    network.process.wait(timeout=60)


def buttons(message: dict[str, Any]) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["callback_data"] for row in rows for button in row]


def asked(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [message for message in messages if buttons(message)]


def texts(messages: list[dict[str, Any]]) -> str:
    return "\n".join(message.get("text", "") for message in messages)


def test_people_are_there_before_the_flows_and_the_bot_answers(network: PracticeNetwork) -> None:
    story = network.story()
    parts = {part["name"]: part["state"] for part in story["parts"]}
    *_, newcomer = [person for person in story["people"] if person["free"]]

    network.join(newcomer)

    assert (parts["flows"], parts["prefect"]) == ("starting", "starting")
    assert len(story["people"]) == PEOPLE
    assert next(event["kind"] for event in story["events"]) == "open_round"
    assert "Chào anh/chị" in texts(network.chat(newcomer["user"]))


def test_the_next_event_is_gone_to_and_people_are_asked(network: PracticeNetwork) -> None:
    network.travel(next=True)

    free = [person for person in network.story()["people"] if person["free"]]
    asked = [person for person in free if "Báo cáo tuần" in texts(network.chat(person["user"]))]
    assert network.now() >= "2026-05-04T01:00"
    assert network.story()["events"][0]["state"] == "done"
    assert {person["mood"] for person in asked} == {"owes"}
    assert len(asked) == len(free)


def test_people_answer_by_themselves_while_the_clock_goes_on(network: PracticeNetwork) -> None:
    network.travel(to=TUESDAY)

    moods = {person["mood"] for person in network.story()["people"] if not person["free"]}
    assert {"done", "owes"} <= moods


def test_killed_on_its_way_it_goes_on_without_asking_anybody_twice(network: PracticeNetwork) -> None:
    network.wish(to=FRIDAY)
    network.wait_for("on its way", lambda: network.now() > "2026-05-05T11")
    network.kill()
    network.start()

    network.travel(to=FRIDAY)

    story = network.story()
    chats = network.chats({person["user"]: (0, person["mood"], 0) for person in story["people"]})
    openings = [sum("📝" in message.get("text", "") for message in chat) for chat in chats.values()]
    assert all(event["state"] == "done" for event in story["events"] if event["at"] < OPENS)
    assert network.now() >= "2026-05-08T01:00"
    assert max(openings) == 1


def test_stopped_and_started_again_it_is_where_it_was(network: PracticeNetwork) -> None:
    left = network.as_left()

    network.stop()
    network.start()

    assert network.as_left() == left
