"""The server is held to the official specification: it cannot drift from it unseen."""

from typing import Any

import httpx
import pytest

from practice.core.pipeline import Core
from practice.server import Running
from practice.telegram.gate import SpecificationGate, official_gate
from practice.telegram.methods import METHODS
from practice.telegram.methods.lacking import LACKING
from practice.telegram.service import TelegramService
from practice.telegram.world import TelegramWorld
from tests.practice.telegram.conftest import AN, TOKEN


def call(running: Running, method: str, **what: object) -> httpx.Response:
    return httpx.post(f"{running.base_url}/bot{TOKEN}/{method}", json=what)


@pytest.mark.off_specification
@pytest.mark.parametrize(
    ("result", "problem"),
    [
        ({"id": 1, "is_bot": True}, "first_name: Field required"),
        ({"id": "một", "is_bot": True, "first_name": "x"}, "id: Input should be a valid integer"),
        ({"id": 1, "is_bot": True, "first_name": "x", "colour": "red"}, "result.colour: not a member of User"),
        (None, "Input should be a valid dictionary"),
    ],
)
def test_a_handler_that_answers_a_wrong_shape_turns_into_a_500(
    running: Running, service: TelegramService, core: Core, result: Any, problem: str
) -> None:
    service.api.methods = {**METHODS, "getMe": lambda _world, _bot, _given: result}
    answer = call(running, "getMe")
    assert (answer.status_code, answer.json()["ok"]) == (500, False)
    assert problem in answer.json()["description"]
    assert problem in core.log.flagged()[0].problems[0]
    core.log.clear()


@pytest.mark.off_specification
@pytest.mark.parametrize(
    ("what", "problem"),
    [
        ({"chat_id": AN, "text": "x", "colour": "red"}, "unknown parameter colour"),
        (
            {"chat_id": AN, "text": "x", "link_preview_options": {"is_disabled": "perhaps"}},
            "is_disabled.bool: Input should",
        ),
    ],
)
def test_a_request_that_breaks_the_specification_is_flagged_in_the_log(
    running: Running, world: TelegramWorld, core: Core, what: dict[str, object], problem: str
) -> None:
    world.say(AN, "/start")
    call(running, "sendMessage", **what)
    assert problem in core.log.flagged()[0].problems[0]
    core.log.clear()


def test_plain_texts_may_stand_for_the_keys_of_a_reply_keyboard(
    running: Running, world: TelegramWorld, core: Core
) -> None:
    world.say(AN, "/start")
    assert call(running, "sendMessage", chat_id=AN, text="?", reply_markup={"keyboard": [["Có"]]}).status_code == 200
    assert core.log.flagged() == []


def test_every_method_of_the_specification_is_either_there_or_known_to_be_lacking() -> None:
    gate = official_gate()
    assert isinstance(gate, SpecificationGate)
    assert gate.method_names() == set(METHODS) | LACKING
    assert not set(METHODS) & LACKING


def test_what_we_lack_is_a_501_and_what_nobody_knows_a_404(running: Running) -> None:
    lacking = call(running, "sendDice", chat_id=AN)
    assert (lacking.status_code, lacking.json()["description"]) == (
        501,
        "Not Implemented: the practice server lacks sendDice",
    )
    unknown = call(running, "sendLove")
    assert unknown.json() == {"ok": False, "error_code": 404, "description": "Not Found"}


def test_method_names_are_read_in_any_case(running: Running) -> None:
    assert call(running, "GETME").json()["result"]["id"] == 100
