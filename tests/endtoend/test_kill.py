"""`nhipcau up` with its bot and its flows runner killed in the middle of a round, ten times at random moments."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import pytest

from nhipcau.app import build
from nhipcau.ports import Delivery
from nhipcau.rules.cadence import SlotKind
from nhipcau.settings.installation import Installation

pytestmark = [pytest.mark.harness, pytest.mark.slow]

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
PEOPLE = 12
KILLS = 10
DEPLOYMENTS = 4 + len(SlotKind)
"""Plan, agenda, pulse, a slot by hand; and one a kind."""
RATE = 20.0
"""Virtual seconds a real second: a lease of a minute runs out in three."""
PATIENCE = 240.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Network:
    """One `nhipcau up --practice`, its roster, and its phones over HTTP."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.environment = {
            **os.environ,
            "NHIPCAU_HOME": str(folder / "var"),
            "NHIPCAU_PRACTICE_PORT": str(self.port),
            "NHIPCAU_PREFECT_PORT": str(free_port()),
            "NHIPCAU_PULSE_SECONDS": "5",
            "NHIPCAU_LANGUAGE": "vi",
        }
        self.phones = httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=10)
        self.seen = 0
        self.events: list[dict] = []

    def cli(self, *arguments: str) -> str:
        command = [sys.executable, "-m", "nhipcau.cli", *arguments]
        return subprocess.run(
            command, env=self.environment, cwd=self.folder, check=True, capture_output=True, text=True
        ).stdout

    def start(self) -> None:
        command = [sys.executable, "-m", "nhipcau.cli", "up", "--practice"]
        with (self.folder / "up.log").open("w") as log:
            self.process = subprocess.Popen(
                command, env=self.environment, cwd=self.folder, stdout=log, stderr=subprocess.STDOUT
            )
        self.wait_for("served", lambda: "being served" in (self.folder / "up.log").read_text())

    def stop(self) -> None:
        self.phones.close()
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=60)

    def wait_for(self, what: str, ready, patience: float = 120.0) -> None:
        deadline = time.monotonic() + patience
        while not ready():
            assert time.monotonic() < deadline, f"{what}: not within {patience} s\n{self.tail()}"
            time.sleep(0.1)  # noqa: TID251

    def tail(self) -> str:
        return "\n".join((self.folder / "up.log").read_text().splitlines()[-40:])

    def post(self, path: str, **body) -> None:
        answer = self.phones.post(f"/practice/telegram/{path}", json=body)
        assert answer.status_code in (200, 400), answer.text

    def look(self) -> list[dict]:
        """What came onto the phones since the last look."""
        found = self.phones.get("/practice/telegram/events", params={"since": self.seen}).json()
        self.seen = found["next"]
        self.events += found["events"]
        return found["events"]

    def parts(self) -> dict[str, int]:
        """Process numbers of the bot and of the flows runner, as they are now."""
        found = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    words = (entry / "cmdline").read_bytes().decode().split("\0")
                    parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
                except (OSError, ValueError):
                    continue
                if parent == self.process.pid and words[1:2] == ["-m"]:
                    found[words[2]] = int(entry.name)
        return {name: found[name] for name in ("bots.telegram", "flows") if name in found}


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    network = Network(tmp_path)
    rows = ["code,name,unit,level,from"]
    rows += [f"CTV{n:02},Nguyễn Văn {chr(65 + n)},ld_ha_noi,provincial,2026-01-01" for n in range(PEOPLE)]
    (tmp_path / "roster.csv").write_text("\n".join(rows))
    network.cli("roster", "import", "roster.csv", "--yes")
    network.start()
    yield network
    network.stop()


def join(network: Network) -> dict[int, str]:
    """Everyone opens their invite link; returns codes by Telegram number."""
    lines = network.cli("roster", "invites").splitlines()[1:]
    people = {}
    for number, line in enumerate(lines, start=101):
        code, name, link = line.split(",")
        people[number] = code
        network.post("people", id=number, first_name=name)
        network.post("say", user=number, text=f"/start {link.partition('start=')[2]}")
    network.wait_for("asked for consent", lambda: len(consents(network)) >= PEOPLE)
    for event in consents(network):
        message = event["message"]
        network.post("press", user=event["chat"], message_id=message["message_id"], data=buttons(event)[0])
    network.wait_for("joined", lambda: len(welcomes(network)) >= PEOPLE)
    return people


def consents(network: Network) -> list[dict]:
    """The questions whether one agrees, which come before anything else."""
    network.look()
    return [event for event in network.events if event["kind"] == "message" and buttons(event)]


def welcomes(network: Network) -> list[dict]:
    network.look()
    return [event for event in network.events if "đã vào" in text(event)]


def text(event: dict) -> str:
    return str((event.get("message") or {}).get("text", ""))


def buttons(event: dict) -> list[str]:
    rows = (event.get("message") or {}).get("reply_markup", {}).get("inline_keyboard", [])
    return [button["callback_data"] for row in rows for button in row]


def next_monday(network: Network) -> datetime:
    now = datetime.fromisoformat(network.phones.get("/practice/clock").json()["now"]).astimezone(ZONE)
    monday = now + timedelta(days=7 - now.weekday())
    return monday.replace(hour=8, minute=0, second=30, microsecond=0)


class Answerer:
    """Answers every question; after a silence asks /trangthai, as a person would, and takes the question up again."""

    def __init__(self, network: Network, number: int) -> None:
        self.network = network
        self.number = number
        self.link = f"https://example.org/{number}"
        self.done = self.said = False
        self.last = time.monotonic()

    def react(self, event: dict) -> None:
        """Thanks that may not have arrived are not sent again; who asks is told that nothing is owed."""
        if self.said and "không còn nợ" in text(event):
            self.done = True
        data = next((b for b in buttons(event) if b.startswith("c:")), "")
        if not data or event["kind"] not in ("message", "edit"):
            return
        self.last = time.monotonic()
        _, checkin, step, _ = data.split(":")
        if step == "sent":
            self.done = True
        elif step == "items":
            self.say_once()
        else:
            value = {"review": "send", "open": "open"}.get(step, "skip")
            self.network.post(
                "press",
                user=self.number,
                message_id=event["message"]["message_id"],
                data=f"c:{checkin}:{step}:{value}",
            )

    def say_once(self) -> None:
        """The same question may reach them twice (an opening, and /trangthai): their words are kept from the first."""
        if not self.said:
            self.said = True
            self.network.post("say", user=self.number, text=self.link)

    def nudge(self) -> None:
        if not self.done and time.monotonic() - self.last > 8:
            self.last = time.monotonic()
            self.network.post("say", user=self.number, text="/trangthai")


def kill_one(network: Network, chance: random.Random) -> str | None:
    parts = network.parts()
    if not parts:
        return None
    name = chance.choice(sorted(parts))
    os.kill(parts[name], signal.SIGKILL)
    return name


def stop_runner_gently(network: Network) -> None:
    """Prefect's own runner pauses its schedules on SIGTERM; ours must not."""
    before = network.parts().get("flows")
    if before:
        os.kill(before, signal.SIGTERM)
        network.wait_for("runner back", lambda: network.parts().get("flows") not in (None, before))


def live_through(network: Network, answerers: dict[int, Answerer], chance: random.Random) -> Counter:
    """The round, with a kill every few seconds, until everybody's thanks have arrived."""
    killed: Counter = Counter()
    next_kill, deadline = time.monotonic() + 1, time.monotonic() + PATIENCE
    while killed.total() < KILLS or not all(answerer.done for answerer in answerers.values()):
        assert time.monotonic() < deadline, f"{[a.number for a in answerers.values() if not a.done]}\n{network.tail()}"
        if killed.total() < KILLS and time.monotonic() > next_kill and (name := kill_one(network, chance)):
            killed[name] += 1
            next_kill = time.monotonic() + chance.uniform(1, 6)
        for event in network.look():
            if event["from"] == "bot" and event["chat"] in answerers:
                answerers[event["chat"]].react(event)
        for answerer in answerers.values():
            answerer.nudge()
        time.sleep(0.05)  # noqa: TID251
    return killed


def test_ten_kills_lose_no_check_in_and_send_nothing_twice(network: Network) -> None:
    chance = random.Random(20260504)
    people = join(network)
    answerers = {number: Answerer(network, number) for number in people}
    network.phones.put("/practice/clock", json={"now": next_monday(network).isoformat(), "rate": RATE})

    killed = live_through(network, answerers, chance)
    stop_runner_gently(network)

    assert killed.total() == KILLS
    assert min(killed["bots.telegram"], killed["flows"]) >= 2
    check_answers(network, people)
    check_messages(network)
    check_schedules(network)


def check_schedules(network: Network) -> None:
    """Stopping the runner, gently or not, has left nothing paused (R8)."""
    api = f"http://127.0.0.1:{network.environment['NHIPCAU_PREFECT_PORT']}/api"
    found = httpx.post(f"{api}/deployments/filter", json={}, timeout=10).json()
    assert len(found) == DEPLOYMENTS
    assert [d["name"] for d in found if d["paused"]] == []
    assert [d["name"] for d in found if not all(s["active"] for s in d["schedules"])] == []


def house(network: Network):
    return build(Installation(home=network.folder / "var", _env_file=None))


def check_answers(network: Network, people: dict[int, str]) -> None:
    """What everybody typed is what is stored, once."""
    app = house(network)
    with app.store.read() as tx:
        by_code = {person.code: person for person in tx.people.all()}
        for number, code in people.items():
            (checkin,) = [c for c in tx.checkins.open_of(by_code[code].id) if c.round.programme == "weekly_checkin"]
            assert checkin.version == 1, (code, checkin)
            assert checkin.answers == {"items": (f"https://example.org/{number}",), "note": None}
        counts = Counter(
            row.slot.kind.value for row in tx.slots.known(datetime(2026, 1, 1, tzinfo=ZONE)) if is_done(row)
        )
    app.close()
    assert counts["open_round"] == 1


def is_done(row) -> bool:
    return row.state.value == "done"


def check_messages(network: Network) -> None:
    """Nobody got the opening twice; no more was seen than what the outbox says was sent or is uncertain."""
    network.look()
    sent = [event for event in network.events if event["from"] == "bot" and event["kind"] == "message"]
    openings = Counter(event["chat"] for event in sent if text(event).startswith("📝"))
    assert set(openings.values()) == {1}, openings
    app = house(network)
    with app.store.read() as tx:
        stood = Counter()
        for slot in (row.slot.key for row in tx.slots.known(datetime(2026, 1, 1, tzinfo=ZONE))):
            stood.update({state: count for state, count in tx.outbox.counts(slot).items() if count})
        by_template = tx.outbox.sent_by_template()
        uncertain = len(tx.outbox.uncertain())
    app.close()
    edits = sum(event["kind"] == "edit" for event in network.events if event["from"] == "bot")
    assert len(sent) + edits <= sum(by_template.values()) + uncertain
    # Who answered before the opening reached them (by /trangthai) is spared it.
    assert set(stood) <= {Delivery.SENT, Delivery.SKIPPED, Delivery.UNCERTAIN}
    assert stood.total() == PEOPLE
