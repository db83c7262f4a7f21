"""Prefect for real: what its page shows, and three days without it. Run by `make live`."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from nhipcau.rules.cadence import Slot, SlotKind, SlotState
from tests.endtoend.machine import Machine
from tests.fakes.clock import moment
from tests.fakes.people import GROUP, cast, table

pytestmark = [
    pytest.mark.skipif("NHIPCAU_LIVE" not in os.environ, reason="Real processes take two minutes: run 'make live'."),
    pytest.mark.harness,
    pytest.mark.slow,
]


# ----------------------------------------------------------------------------------- the page


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    machine = Machine(tmp_path)
    try:
        machine.start("prefect", "flows")
        yield machine
    finally:
        machine.close()


def upcoming(machine: Machine) -> list[dict[str, Any]]:
    return machine.runs(tags={"all_": ["slot"]}, state={"type": {"any_": ["SCHEDULED"]}})


def moments(machine: Machine) -> dict[str, datetime]:
    """What the page says is to come: each slot's key and moment."""
    runs = upcoming(machine)
    found = {run["parameters"]["slot"]: datetime.fromisoformat(run["expected_start_time"]) for run in runs}
    assert len(found) == len(runs), "one run a slot"
    return found


def planned(machine: Machine) -> list[Slot]:
    app = machine.house()
    slots = app.upcoming(app.clock.now(), 14)
    app.close()
    return slots


def first_of(machine: Machine, kind: SlotKind) -> Slot:
    return next(slot for slot in planned(machine) if slot.kind is kind)


def test_the_page_shows_what_is_to_come_and_follows_config_over_a_restart(machine: Machine) -> None:
    """R3, R8"""
    assert moments(machine) == {slot.key: slot.due_at for slot in planned(machine)}
    reminder = first_of(machine, SlotKind.REMIND)
    (run,) = [run for run in upcoming(machine) if run["parameters"]["slot"] == reminder.key]
    assert run["name"].startswith("nhắc: ")
    assert sorted(run["tags"]) == ["remind", "slot"]
    assert reminder.key in machine.tables("upcoming")[0]

    machine.stop("flows")
    before = str(planned(machine)[0].due_at - timedelta(days=30))
    late = machine.begin("remind", state={"type": "SCHEDULED", "state_details": {"scheduled_time": before}})
    programmes = machine.config / "programmes.yaml"
    text = programmes.read_text(encoding="utf-8").replace('thursday, at: "09:00"', 'thursday, at: "10:15"')
    programmes.write_text(text, encoding="utf-8")
    machine.start("flows")

    assert moments(machine) == {slot.key: slot.due_at for slot in planned(machine)}, "no old run is left behind"
    thursdays = [at for key, at in moments(machine).items() if key.startswith("remind:weekly_checkin") and "#1" in key]
    assert {f"{at.astimezone(moment('2026-01-01').tzinfo):%H:%M}" for at in thursdays} == {"10:15"}
    assert machine.runs(id={"any_": [late]}) == [], "what is late is judged once, by our own policies"
    assert [name for name, found in machine.deployments().items() if found["paused"]] == []


def test_a_slot_that_somebody_runs_twice_by_hand_happens_once(machine: Machine) -> None:
    opening = first_of(machine, SlotKind.OPEN_ROUND)
    pressed = [machine.begin("run-slot", parameters={"key": opening.key}) for _ in range(2)]
    machine.wait_for(
        "both runs", lambda: {run["state_type"] for run in machine.runs(id={"any_": pressed})} == {"COMPLETED"}
    )
    assert {run["name"] for run in machine.runs(id={"any_": pressed})} == {opening.key}
    assert sorted("taken" in rows for rows in machine.tables("run-slot")) == [False, True]
    tasks = machine.ask("/task_runs/filter", task_runs={"name": {"any_": [opening.key]}}, limit=9)
    assert len(tasks) == 2, "one task a batch, under the slot's key"


# ----------------------------------------------------------------------------------- three days without Prefect

FOUNDED, DOWN, BACK = "2026-04-26 20:00", "2026-05-01 13:00", "2026-05-04 13:00"
ZONE = moment(FOUNDED).tzinfo
KICK_OFFS = ["kick_off:thang_atvsld_2026", "kick_off:thang_cong_nhan_2026"]
REMINDERS = [f"remind:{form}/2026-04#{step}" for form in ("eligibility", "monthly_report") for step in (1, 2)]
MISSED = [*KICK_OFFS, "open_round:weekly_checkin/2026-W19", *REMINDERS]


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Machine]:
    """Twelve people and their admin group on a practice clock; everything runs."""
    network = Machine(tmp_path, moment(FOUNDED))
    try:
        network.start("practice", "bot", "prefect", "flows")
        _found(network)
        yield network
    finally:
        network.close()


def _found(network: Machine) -> None:
    app, people = network.house(), cast()
    app.import_roster(table(), "cli", moment(FOUNDED))
    with app.store.begin() as tx:
        for someone in people.values():
            person = tx.people.by_code(someone.code) if someone.code else None
            if person is not None:
                network.phone("people", id=someone.chat, first_name=someone.name)
                network.phone("say", user=someone.chat, text="/start")
                tx.people.bind(person.id, someone.chat, moment(FOUNDED))
        members = [people[name].chat for name in ("Hà", "Mạnh")]
        network.phone("groups", title="Điều phối", members=members, id=GROUP)
        tx.people.bind_group("admin", GROUP)
    app.close()


def states(network: Machine) -> dict[str, SlotState]:
    app = network.house()
    with app.store.read() as tx:
        found = {row.slot.key: row.state for row in tx.slots.known(moment("2026-04-01 00:00"))}
    app.close()
    return found


def alerts(network: Machine) -> int:
    """How often the admin group was told that something should have run and did not."""
    texts = [str(event["message"].get("text", "")) for event in network.seen() if event["chat"] == GROUP]
    return sum("Lẽ ra đã chạy mà chưa chạy" in text for text in texts)


def quiet(network: Machine) -> bool:
    """Whether all that was planned has been sent."""
    app = network.house()
    idle = app.is_idle(app.clock.now())
    app.close()
    return idle


def go_to(network: Machine, when: str, *opened: str) -> None:
    network.set_clock(moment(when))
    network.wait_for(str(opened), lambda: all(states(network).get(key) is SlotState.DONE for key in opened))
    network.wait_for("everything sent", lambda: quiet(network))


def transcript(network: Machine) -> list[str]:
    """For every slot that was missed: when it was due, what was decided, why, and what was sent."""
    app = network.house()
    lines = []
    with app.store.read() as tx:
        for key in MISSED:
            known = tx.slots.get(key)
            assert known is not None, key
            decided = [e for e in tx.journal.about(key) if e.who == "scheduler"]
            reason = decided[-1].why if decided else "late"
            sent = sum(count for state, count in tx.outbox.counts(key).items() if state.value == "sent")
            lines.append(f"{known.slot.due_at:%d/%m %H:%M}  {key:<42} {known.state.value:<8} {reason:<11} {sent} sent")
    app.close()
    return sorted(lines)


def test_three_days_without_prefect_are_one_decision_a_slot_by_its_policy(
    network: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    """R7, R8, R12: across two kick-offs, an opening and four reminders; afterwards the runner is stopped by SIGTERM."""
    go_to(network, "2026-04-27 08:01", "open_round:monthly_report/2026-04")
    go_to(network, "2026-04-29 08:01", "open_round:eligibility/2026-04")
    network.stop("flows", "prefect")
    network.set_clock(moment(DOWN))
    network.set_clock(moment(BACK))
    network.wait_for("the alert", lambda: alerts(network) == 1)
    assert {states(network)[key] for key in MISSED} == {SlotState.PLANNED}, "nobody decides while Prefect is down"
    network.start("prefect", "flows")
    network.wait_for("decided", lambda: SlotState.PLANNED not in {states(network)[key] for key in MISSED})
    network.wait_for("everything sent", lambda: quiet(network))
    with capsys.disabled():
        print("", *transcript(network), sep="\n")  # noqa: T201 - what docs/outage.md shows

    assert {key: states(network)[key] for key in MISSED} == {
        **dict.fromkeys(KICK_OFFS, SlotState.ASKED),
        "open_round:weekly_checkin/2026-W19": SlotState.DONE,
        **{key: SlotState.DONE if key.endswith("#2") else SlotState.SKIPPED for key in REMINDERS},
    }
    after = len(network.seen())
    network.stop("flows")
    network.start("flows")
    network.set_clock(moment(BACK) + timedelta(minutes=2))
    network.wait_for("everything sent", lambda: quiet(network))
    assert len(network.seen()) == after, "nothing twice"
    assert [name for name, found in network.deployments().items() if found["paused"]] == [], "nothing paused"
