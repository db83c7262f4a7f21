"""The phones over HTTP: what a page or a rehearsal in another process does."""

import base64
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from practice.server import Running
from practice.telegram.world import TelegramWorld
from tests.practice.telegram.conftest import AN, BINH, TOKEN


@pytest.fixture
def client(running: Running) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=running.base_url) as client:
        yield client


def phone(client: httpx.Client, operation: str, **what: object) -> Any:
    answer = client.post(f"/practice/telegram/{operation}", json=what)
    assert answer.status_code == 200, answer.text
    return answer.json()


def call(client: httpx.Client, method: str, **what: object) -> Any:
    return client.post(f"/bot{TOKEN}/{method}", json=what).json()


def test_a_conversation(client: httpx.Client) -> None:
    phone(client, "people", id=7, first_name="Giang", username="giang")
    assert phone(client, "say", user=7, text="/start")["entities"] == [
        {"type": "bot_command", "offset": 0, "length": 6}
    ]
    markup = {"inline_keyboard": [[{"text": "Có", "callback_data": "yes"}]]}
    asked = call(client, "sendMessage", chat_id=7, text="Có mặt?", reply_markup=markup)["result"]
    phone(client, "press", user=7, message_id=asked["message_id"], data="yes")
    phone(client, "sticker", user=7)
    phone(client, "contact", user=7, phone_number="+84901234567")
    events = client.get("/practice/telegram/events").json()
    assert [(event["kind"], event["from"]) for event in events["events"]] == [
        ("message", 7),
        ("message", "bot"),
        ("press", 7),
        ("message", 7),
        ("message", 7),
    ]
    assert client.get("/practice/telegram/events", params={"since": events["next"]}).json()["events"] == []
    chat = client.get("/practice/telegram/chats/7").json()
    assert [message.get("text") for message in chat["messages"]] == ["/start", "Có mặt?", None, None]


def test_groups(client: httpx.Client) -> None:
    group = phone(client, "groups", title="Ban quản trị", members=[AN, BINH])
    said = phone(client, "say", user=BINH, chat=group["id"], text="/duyet")
    assert said["chat"] == {"id": group["id"], "type": "group", "title": "Ban quản trị"}
    updates = call(client, "getUpdates")["result"]
    assert [next(iter(update.keys() - {"update_id"})) for update in updates] == ["my_chat_member", "message", "message"]
    assert updates[1]["message"]["new_chat_members"][0]["is_bot"]
    assert call(client, "sendMessage", chat_id=group["id"], text="Đã duyệt")["ok"]


def test_bytes_come_in_base64_or_as_a_form(client: httpx.Client, world: TelegramWorld) -> None:
    phone(client, "document", user=AN, filename="a.txt", content=base64.b64encode(b"mot").decode())
    files = {"content": ("b.txt", b"hai")}
    answer = client.post("/practice/telegram/document", data={"user": AN, "filename": "b.txt"}, files=files)
    assert answer.status_code == 200
    phone(client, "photo", user=AN, content="aGFp", media_group_id="1", caption="ảnh")
    sent = [message["document"]["file_id"] for message in world.seen(AN)["messages"][:2]]
    assert [stored.content for file_id in sent if (stored := world.files.find(file_id))] == [b"mot", b"hai"]


@pytest.mark.parametrize(
    ("operation", "what", "status", "sentence"),
    [
        ("say", {"user": 9, "text": "?"}, 404, "no person 9"),
        ("say", {"user": AN, "chat": -5, "text": "?"}, 404, "no group -5"),
        ("say", {"user": AN}, 400, "text"),
        ("people", {"id": -1, "first_name": "x"}, 400, "positive"),
        ("groups", {"title": "x", "members": []}, 400, "at least one member"),
        ("groups", {"title": "x", "members": [AN], "id": 5}, 400, "negative"),
        ("groups", {"title": "x", "members": [AN], "id": -5, "forum": True}, 400, "supergroup"),
        ("unblock", {"user": AN}, 400, "has not blocked"),
        ("photo", {"user": AN, "content": 3}, 400, "bytes go into"),
        ("bots", {"token": "none"}, 400, "A token is a number"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    client: httpx.Client, operation: str, what: dict[str, object], status: int, sentence: str
) -> None:
    answer = client.post(f"/practice/telegram/{operation}", json=what)
    assert (answer.status_code, sentence in answer.json()["error"]) == (status, True)


def test_someone_outside_a_group_cannot_write_there(world: TelegramWorld) -> None:
    group = world.add_group("Ban quản trị", [AN])
    with pytest.raises(ValueError, match="Bình is not in Ban quản trị"):
        world.say(BINH, "?", chat=group["id"])


def test_before_any_bot_there_is_nobody_to_talk_to(client: httpx.Client) -> None:
    client.post("/practice/reset")
    phone(client, "people", id=7, first_name="Giang")
    answer = client.post("/practice/telegram/say", json={"user": 7, "text": "?"})
    assert (answer.status_code, "No bot has called yet" in answer.json()["error"]) == (404, True)


def test_events_can_be_waited_for(client: httpx.Client, world: TelegramWorld) -> None:
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(client.get, "/practice/telegram/events", params={"wait": 10})
        world.say(AN, "xin chào")
        assert [event["kind"] for event in waiting.result().json()["events"]] == ["message"]
    assert client.get("/practice/telegram/events", params={"since": 1, "wait": 0.01}).json()["events"] == []


def test_the_menu_of_commands(client: httpx.Client) -> None:
    call(client, "setMyCommands", commands=[{"command": "huy", "description": "Huỷ"}])
    menu = client.get("/practice/telegram/menu", params={"user": AN}).json()
    assert menu == {"commands": [{"command": "huy", "description": "Huỷ"}]}
