"""Whatever a bot sends, it is answered within the specification or refused: never a defect of ours."""

import json
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from practice.core.calls import Answer, Call, Refusal
from practice.core.clock import PracticeClock
from practice.server import Running
from practice.telegram.gate import SpecificationGate, official_gate
from practice.telegram.methods import METHODS
from practice.telegram.params import Params
from practice.telegram.world import TelegramWorld
from tests.practice.telegram.conftest import AN, START, TOKEN

FORUM = -1_000_000_000_007
NAMES = """
    chat_id from_chat_id user_id message_id message_ids message_thread_id text caption parse_mode entities
    caption_entities reply_markup reply_parameters media document photo sticker file_id name icon_color commands scope
    language_code offset limit allowed_updates callback_query_id action member_limit expire_date invite_link url
    menu_button secret_token
"""
KEYS = "type media text message_id inline_keyboard keyboard command description offset length caption user"
IDS = st.sampled_from([AN, FORUM, -5, 0, 1, 2, 3, 100, "x", ""])
WORDS = st.sampled_from(["HTML", "<b>x</b>", "typing", "photo", "document", "http://x", "👋"])
SCALARS = st.one_of(IDS, WORDS, st.text(max_size=5), st.booleans(), st.none())
FLAT = st.dictionaries(st.sampled_from(["text", "callback_data", "url"]), SCALARS, max_size=3)
ROWS = st.lists(st.lists(st.one_of(SCALARS, FLAT), max_size=2), max_size=2)
OBJECTS = st.dictionaries(
    st.sampled_from(KEYS.split()), st.one_of(SCALARS, st.lists(SCALARS, max_size=2), ROWS), max_size=3
)
VALUES = st.one_of(SCALARS, OBJECTS, st.lists(st.one_of(SCALARS, OBJECTS), max_size=3))


def world_with_a_past() -> TelegramWorld:
    world = TelegramWorld(PracticeClock(START))
    world.add_bot(TOKEN)
    world.add_person(AN, "An")
    world.say(AN, "/start")
    world.add_group("Nhóm", [AN], id=FORUM, forum=True)
    world.set_bot_status(FORUM, AN, "administrator")
    return world


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(given=st.dictionaries(st.sampled_from(NAMES.split()), VALUES, max_size=6), as_form=st.booleans())
def test_no_parameters_break_a_method(method: str, given: dict[str, Any], as_form: bool) -> None:
    gate = official_gate()
    assert isinstance(gate, SpecificationGate)
    if as_form:
        given = {name: value if isinstance(value, str) else json.dumps(value) for name, value in given.items()}
    call = Call("telegram", method, {"chat_id": AN, **given}, account=TOKEN)
    world = world_with_a_past()
    try:
        answer = Answer({"result": METHODS[method](world, world.bot(), Params.of(call))})
    except Refusal as refusal:
        assert refusal.status in (400, 403, 501)
    else:
        assert not gate.check_answer(call, answer) or gate.check_request(call)


@pytest.mark.parametrize("body", ["[1]", "{", '"x"', "\xff"])
def test_a_body_that_is_no_json_object_is_a_400(running: Running, body: str) -> None:
    json_type = {"content-type": "application/json"}
    answer = httpx.post(f"{running.base_url}/bot{TOKEN}/getMe", content=body.encode("latin-1"), headers=json_type)
    assert answer.json()["description"] == "Bad Request: can't parse request body as JSON"
