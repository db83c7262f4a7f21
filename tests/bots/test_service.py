"""The bot as it runs: a crash at any point loses nothing, and one bad update stops nobody."""

import asyncio
import contextlib
from datetime import timedelta

import pytest

from bots.telegram.service import ALLOWED, MOST_ATTEMPTS
from nhipcau.courier.telegram import TelegramCourier, make_bot
from nhipcau.ports import Parcel, Update
from tests.fakes.clock import moment
from tests.fakes.practice import TOKEN
from tests.fakes.stage import Stage

ROUND = "weekly_checkin/2026-W19"
REVIEW = "Anh/chị xem lại trước khi gửi:"


async def crash(stage: Stage) -> None:
    """The process is gone, and another one stands in its place."""
    await stage.restart()


def texts(stage: Stage, who: str) -> list[str]:
    return [card.text for card in stage.cards(stage.chat(who))]


class TestCrashes:
    """The bot dies at each step of one answer's way; the person reads one reply, and nothing is lost."""

    @pytest.fixture(autouse=True)
    async def _asked(self, stage: Stage) -> None:
        await stage.until("2026-05-04 08:00")
        stage.says("Bình", "https://example.org/1")

    async def test_before_the_update_was_fetched(self, stage: Stage) -> None:
        await crash(stage)

    async def test_after_it_was_fetched_and_before_it_was_stored(self, stage: Stage) -> None:
        """Telegram was asked, the answer came, the power went."""
        async with make_bot(TOKEN, stage.telegram.base_url) as bot:
            assert len(await bot.get_updates(timeout=0, allowed_updates=ALLOWED)) == 1
        await crash(stage)

    async def test_after_it_was_stored_and_before_it_was_handled(self, stage: Stage) -> None:
        await stage.bot.take(0)
        await crash(stage)

    async def test_after_it_was_handled_and_before_the_reply_went_out(self, stage: Stage) -> None:
        await stage.bot.take(0)
        await stage.bot.handle()
        await crash(stage)

    async def test_after_the_reply_went_out(self, stage: Stage) -> None:
        await stage.settle()
        await crash(stage)

    @pytest.fixture(autouse=True)
    async def _one_reply(self, stage: Stage, _asked: None):
        yield
        await stage.settle()
        assert sum("Câu 2/2" in text for text in texts(stage, "Bình")) == 1
        stage.says("Bình", "không")
        await stage.settle()
        assert f"{REVIEW}\n• Tin, bài trong tuần: 1 đường dẫn" in stage.sees("Bình").text


class TestStoring:
    async def test_an_update_is_stored_before_it_is_confirmed(self, stage: Stage) -> None:
        stage.says("Bình", "/trangthai")
        await stage.bot.take(0)
        assert len(stage.app.unhandled()) == 1
        assert stage.world.pending() == 1
        await stage.bot.take(0)
        assert stage.world.pending() == 0

    async def test_what_comes_again_is_stored_once(self, stage: Stage) -> None:
        stage.says("Bình", "/trangthai")
        await stage.bot.take(0)
        await crash(stage)
        await stage.bot.take(0)
        assert len(stage.app.unhandled()) == 1
        await stage.settle()
        assert len(texts(stage, "Bình")) == 1

    async def test_the_raw_update_is_kept_as_it_came(self, stage: Stage) -> None:
        stage.says("Bình", "Chào <b>&")
        await stage.bot.take(0)
        (update,) = stage.app.unhandled()
        assert update.chat_id == stage.chat("Bình")
        assert '"text": "Ch\\u00e0o <b>&"' in update.raw

    async def test_after_a_quiet_week_telegram_may_count_on_from_a_smaller_number(self, stage: Stage) -> None:
        stage.says("Bình", "/trangthai")
        await stage.settle()
        await stage.bot.take(0)
        stage.world.bot().last_update_id = 7
        stage.says("Bình", "/trangthai")
        await stage.settle()
        await crash(stage)
        stage.says("Bình", "/trangthai")
        await stage.settle()
        assert len(texts(stage, "Bình")) == 3

    async def test_each_persons_updates_are_heard_in_the_order_in_which_they_came(self, stage: Stage) -> None:
        await stage.until("2026-05-04 08:00")
        for who in ("Bình", "Ánh", "Lan"):
            stage.says(who, "https://example.org/1")
        for who in ("Lan", "Ánh", "Bình"):
            stage.says(who, f"Lời nhắn của {who}")
        await stage.settle()
        for who in ("Bình", "Ánh", "Lan"):
            assert f"Lời nhắn: Lời nhắn của {who}" in stage.sees(who).text


class TestFailures:
    """A button that carries nonsense makes its handler raise."""

    @pytest.fixture(autouse=True)
    async def _bad_button(self, stage: Stage) -> None:
        await stage.until("2026-05-04 08:00")
        courier = TelegramCourier(make_bot(TOKEN, stage.telegram.base_url))
        await courier.send(Parcel(stage.chat("Bình"), "?", ((("hỏng", "c:không:phải:số"),),)))
        await courier.close()

    async def test_it_is_tried_a_few_times_put_aside_and_told_to_the_admin_group(self, stage: Stage) -> None:
        stage.presses("Bình", "hỏng")
        await stage.bot.take(0)
        for _ in range(MOST_ATTEMPTS):
            assert len(stage.app.unhandled()) == 1
            await stage.bot.handle()
        assert stage.app.unhandled() == []
        await stage.settle()
        assert "không xử lý được: ValueError" in stage.sees("nhóm").text

    async def test_the_chat_behind_it_goes_on_in_its_order(self, stage: Stage) -> None:
        stage.presses("Bình", "hỏng")
        stage.says("Bình", "https://example.org/1")
        stage.says("Bình", "không")
        await stage.settle()
        assert REVIEW in stage.sees("Bình").text

    async def test_other_chats_do_not_wait_for_it(self, stage: Stage) -> None:
        stage.presses("Bình", "hỏng")
        stage.says("Lan", "https://example.org/1")
        await stage.bot.take(0)
        await stage.bot.handle()
        await stage.bot.outbox.drain()
        assert "Câu 2/2" in stage.sees("Lan").text

    async def test_what_the_library_cannot_read_is_put_aside_too(self, stage: Stage) -> None:
        stage.app.take_updates([Update(5, stage.chat("Bình"), '{"update_id": 5, "message": 1}')], stage.clock.now())
        stage.says("Bình", "https://example.org/1")
        await stage.settle()
        assert "Câu 2/2" in stage.sees("Bình").text
        assert "Một tin nhắn đến (số 5) không xử lý được" in stage.sees("nhóm").text

    async def test_its_raw_text_and_the_reason_are_kept(self, stage: Stage) -> None:
        stage.presses("Bình", "hỏng")
        await stage.bot.take(0)
        (update,) = stage.app.unhandled()
        await stage.settle()
        with stage.app.store.read() as tx:
            (entry,) = tx.journal.about(f"update:{update.id}")
        assert (entry.who, entry.what) == ("bot", "update_failed")
        assert "ValueError" in entry.why


class TestRunning:
    """The three loops together, as `python -m bots.telegram` runs them."""

    async def test_people_are_answered_while_it_runs(self, stage: Stage) -> None:
        running = asyncio.create_task(stage.bot.run())
        with stage.world.happened.listening() as happened:
            stage.says("Bình", "/trangthai")
            while not stage.cards(stage.chat("Bình")):
                happened.clear()
                await asyncio.wait_for(happened.wait(), 10)
        await stop(running)
        assert stage.sees("Bình").text.startswith("Anh/chị không còn nợ báo cáo nào.")

    async def test_what_was_left_by_a_crash_is_done_first(self, stage: Stage) -> None:
        stage.says("Bình", "/trangthai")
        await stage.bot.take(0)
        await crash(stage)
        running = asyncio.create_task(stage.bot.run())
        with stage.world.happened.listening() as happened:
            while not stage.cards(stage.chat("Bình")):
                happened.clear()
                await asyncio.wait_for(happened.wait(), 10)
        await stop(running)
        assert len(texts(stage, "Bình")) == 1

    async def test_a_failure_is_waited_out_before_it_is_tried_again(self, stage: Stage) -> None:
        """What is broken may be mended by then; meanwhile the same is not tried in a circle."""
        stage.app.take_updates([Update(5, stage.chat("Bình"), "{")], stage.clock.now())
        began = stage.clock.now()
        running = asyncio.create_task(stage.bot.run())
        with stage.world.happened.listening() as happened:
            while not stage.cards(stage.chat("nhóm")):
                happened.clear()
                await asyncio.wait_for(happened.wait(), 10)
        await stop(running)
        assert stage.clock.now() - began >= timedelta(seconds=6)

    async def test_it_says_its_own_name_for_the_invite_links(self, stage: Stage) -> None:
        assert stage.app.bot_name() == "practice_100_bot"


async def stop(running: "asyncio.Task[None]") -> None:
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running


async def test_late_answers_to_a_button_do_not_matter(stage: Stage) -> None:
    """Telegram forgets a query after a while: the spinner cannot be stopped any more, the answer counts (R15)."""
    await stage.until("2026-05-04 08:00")
    stage.presses("Bình", "Tuần này chưa có")
    stage.clock.set(moment("2026-05-04 09:00"))
    await stage.settle()
    assert "Câu 2/2" in stage.sees("Bình").text
