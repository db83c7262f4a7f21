"""A saved world goes on as if it had never stopped, and equal calls have equal answers."""

import json
import shutil
from pathlib import Path
from typing import Any

import httpx

from practice.core.clock import PracticeClock
from practice.server import build, serve_in_thread
from practice.telegram.service import TelegramService
from practice.telegram.world import TelegramWorld
from tests.practice.telegram.conftest import AN, BINH, START, TOKEN

BUTTON = {"inline_keyboard": [[{"text": "Có", "callback_data": "yes"}]]}


def call(url: str, method: str, **what: object) -> Any:
    return httpx.post(f"{url}/bot{TOKEN}/{method}", json=what).json()


def live(url: str, clock: PracticeClock, world: TelegramWorld) -> None:
    """Let something of everything happen."""
    world.add_bot(TOKEN)
    world.add_person(AN, "An")
    world.add_person(BINH, "Bình")
    world.say(AN, "/start")
    asked = call(url, "sendMessage", chat_id=AN, text="Có mặt?", reply_markup=BUTTON)["result"]
    clock.advance(10)
    world.press(AN, asked["message_id"], "yes")
    call(url, "setMyCommands", commands=[{"command": "huy", "description": "Huỷ"}])
    forum = world.add_group("Nhóm", [AN, BINH], forum=True)["id"]
    world.set_bot_status(forum, AN, "administrator")
    call(url, "createForumTopic", chat_id=forum, name="Lương")
    link = call(url, "createChatInviteLink", chat_id=forum, creates_join_request=True)["result"]["invite_link"]
    world.add_person(1003, "Chi")
    world.join(1003, link)
    world.send_document(AN, b"\x00\xff", "a.bin")
    httpx.put(f"{url}/practice/telegram/limits", json={"counting": "bucket"})
    world.block(AN)


def test_a_stopped_network_is_where_it_was(tmp_path: Path) -> None:
    clock = PracticeClock(START)
    service = TelegramService.new(clock)
    with serve_in_thread(build(clock, service, state=tmp_path)) as running:
        live(running.base_url, clock, service.world)
        before = service.dump()
    again = TelegramService.new(PracticeClock(START))
    with serve_in_thread(build(PracticeClock(START), again, state=tmp_path)) as running:
        assert json.dumps(again.dump(), default=repr) == json.dumps(before, default=repr)
        updates = call(running.base_url, "getUpdates")["result"]
        file_id = updates[-2]["message"]["document"]["file_id"]
        path = call(running.base_url, "getFile", file_id=file_id)["result"]["file_path"]
        assert httpx.get(f"{running.base_url}/file/bot{TOKEN}/{path}").content == b"\x00\xff"
        assert "blocked" in call(running.base_url, "sendMessage", chat_id=AN, text="?")["description"]
    assert again.world.say(BINH, "tiếp")["message_id"] == 1
    assert again.world.seen(AN)["messages"][-1]["message_id"] == 3


def test_contents_are_written_once_and_go_with_their_world(tmp_path: Path) -> None:
    """The rest is saved every half second, and must not carry all pages of a month each time."""
    clock = PracticeClock(START)
    service = TelegramService.new(clock)
    with serve_in_thread(build(clock, service, state=tmp_path)) as running:
        service.world.add_bot(TOKEN)
        service.world.add_person(AN, "An")
        for name in ("a.pdf", "b.pdf"):
            service.world.send_document(AN, b"%PDF" * 10_000, name)
        httpx.post(f"{running.base_url}/practice/save")
        (kept,) = (tmp_path / "telegram").iterdir()
        written = kept.stat().st_mtime_ns
        service.world.say(AN, "tiếp")
        httpx.post(f"{running.base_url}/practice/save")
        assert kept.stat().st_mtime_ns == written
        assert (tmp_path / "telegram.json").stat().st_size < 10_000
        httpx.post(f"{running.base_url}/practice/reset")
        httpx.post(f"{running.base_url}/practice/save")
        assert list((tmp_path / "telegram").iterdir()) == []


def test_after_a_crash_no_number_is_given_twice(tmp_path: Path) -> None:
    """What a bot heard between the last save and the crash, it must not take for the same when it is something else."""
    clock = PracticeClock(START)
    service = TelegramService.new(clock)
    app = build(clock, service, state=tmp_path)
    with serve_in_thread(app) as running:
        live(running.base_url, clock, service.world)
        service.world.say(BINH, "còn")
        httpx.post(f"{running.base_url}/practice/save")
        crashed = shutil.copytree(tmp_path, tmp_path / "crashed")
        lost = service.world.say(BINH, "mất")
        heard = call(running.base_url, "getUpdates", offset=-1)["result"][0]["update_id"]
    again = TelegramService.new(PracticeClock(START))
    with serve_in_thread(build(PracticeClock(START), again, state=crashed)) as running:
        said = again.world.say(BINH, "tiếp")
        update = call(running.base_url, "getUpdates", offset=-1)["result"][0]
    assert said["message_id"] > lost["message_id"]
    assert update["update_id"] > heard


def test_equal_calls_have_equal_answers() -> None:
    worlds = []
    for _ in range(2):
        clock = PracticeClock(START)
        service = TelegramService.new(clock)
        with serve_in_thread(build(clock, service)) as running:
            live(running.base_url, clock, service.world)
            worlds.append((service.dump(), service.world.events(), running.app.state.core.log.since(0)))
    assert worlds[0] == worlds[1]


def test_updates_that_nobody_fetched_for_a_day_are_gone() -> None:
    clock = PracticeClock(START)
    world = TelegramWorld(clock)
    bot = world.add_bot(TOKEN)
    world.add_person(AN, "An")
    world.say(AN, "hôm qua")
    clock.advance(24 * 3600)
    assert len(bot.oldest(9, world.moment())) == 1
    clock.advance(1)
    assert bot.oldest(9, world.moment()) == []


def test_only_configured_tokens_are_bots_where_tokens_are_configured() -> None:
    clock = PracticeClock(START)
    service = TelegramService(TelegramWorld(clock, tokens=(TOKEN,)), gate=None)
    with serve_in_thread(build(clock, service)) as running:
        assert call(running.base_url, "getMe")["ok"]
        refused = httpx.get(f"{running.base_url}/bot7:other/getMe")
        assert refused.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
        httpx.post(f"{running.base_url}/practice/reset")
        assert call(running.base_url, "getMe")["ok"]
