"""The whole weekly check-in as a person does it, over HTTP."""

from tests.fakes.stage import Stage

ROUND = "weekly_checkin/2026-W19"


async def test_two_links_and_nothing_else_take_at_most_four_touches(stage: Stage) -> None:
    """The sixty seconds of a usual week: paste and send, no note, send."""
    await stage.until("2026-05-04 08:00")
    touches = 0
    stage.says("Bình", "https://example.org/1\nhttps://example.org/2")
    touches += 2  # paste, send
    await stage.settle()
    for label in ("Không có gì thêm", "✅ Gửi"):
        stage.presses("Bình", label)
        touches += 1
        await stage.settle()
    assert touches <= 4
    assert stage.sees("Bình").text == (
        "✅ Báo cáo tuần (04/05/2026 – 10/05/2026)\n"
        "Cảm ơn anh/chị! Báo cáo tuần đã được ghi nhận. Anh/chị vẫn sửa được cho đến khi đợt này đóng.\n\n"
        "• Tin, bài trong tuần: 2 đường dẫn\n• Lời nhắn: không có\n\n"
        "Có thể sửa đến 21:00 Chủ nhật 10/05/2026."
    )


async def test_every_question_says_which_it_is_and_is_answered_by_one_touch_where_that_is_possible(
    stage: Stage,
) -> None:
    await stage.until("2026-05-04 08:00")
    assert "Câu 1/2" in stage.sees("Bình").text
    stage.presses("Bình", "Tuần này chưa có")
    await stage.settle()
    assert "Câu 2/2" in stage.sees("Bình").text
    assert len(stage.cards(stage.chat("Bình"))) == 1


async def test_the_buttons_spinner_is_stopped(stage: Stage) -> None:
    await stage.until("2026-05-04 08:00")
    stage.presses("Bình", "Tuần này chưa có")
    await stage.settle()
    counters = stage.telegram.core.log.counters()["telegram"]
    assert counters["answerCallbackQuery"] == 1
    assert stage.world.bot().queries == {}
