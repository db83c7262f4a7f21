"""What anyone may do at any time, and what coordinators do about it, over HTTP."""

import json

from tests.fakes.stage import Stage

PLAIN = (
    "/trogiup",
    "/chiendich",
    "/tailieu",
    "/hoi",
    "/khan",
    "/tamdung",
    "/trolai",
    "/ngonngu",
    "/dulieu",
    "/gionhac",
    "/nghi",
)


async def hears(stage: Stage, who: str, text: str) -> str:
    stage.says(who, text)
    await stage.settle()
    return stage.sees(who).text


async def presses(stage: Stage, who: str, label: str, in_group: bool = False) -> None:
    stage.presses(who, label, in_group=in_group)
    await stage.settle()


async def test_a_question_goes_to_the_group_and_its_answer_comes_back(stage: Stage) -> None:
    assert "tin tiếp theo sẽ được chuyển" in await hears(stage, "Bình", "/hoi")
    assert "Đã chuyển cho Ban quản trị." in await hears(stage, "Bình", "Khi nào có bộ ảnh mới?")
    assert "Trần Văn Bình (LĐLĐ Hà Nội) hỏi:\nKhi nào có bộ ảnh mới?" in stage.sees("nhóm").text
    await presses(stage, "Hà", "✍️ Trả lời", in_group=True)
    assert stage.sees("Hà").text.startswith("Xin gõ câu trả lời cho Trần Văn Bình")
    await hears(stage, "Hà", "Thứ Năm này ạ.")
    assert stage.sees("Bình").text == "💬 Hoàng Thu Hà (Ban quản trị) trả lời:\nThứ Năm này ạ."


async def test_an_urgent_matter_may_be_one_message(stage: Stage) -> None:
    assert "Ban quản trị ngay" in await hears(stage, "Bình", "/khan Bếp ăn có người ngộ độc")
    assert stage.sees("nhóm").text.startswith("🚨 Việc khẩn từ Trần Văn Bình (LĐLĐ Hà Nội), 0912345002:")


async def test_who_may_not_answer_is_told_who_can(stage: Stage) -> None:
    await hears(stage, "Bình", "/hoi Bao giờ họp?")
    await presses(stage, "Lan", "✍️ Trả lời", in_group=True)
    assert stage.sees("Lan").text == "Việc này dành cho: Điều phối viên (Ban quản trị), Người tư vấn."


async def test_a_question_that_is_thought_better_of_leaves_the_check_in_alone(stage: Stage) -> None:
    await stage.until("2026-05-04 08:00")
    await hears(stage, "Bình", "/hoi")
    await hears(stage, "Bình", "/huy")
    await presses(stage, "Bình", "▶ Báo cáo tuần")
    assert "Câu 2/2" in await hears(stage, "Bình", "https://example.org/1")


async def test_who_pauses_is_not_asked_and_may_come_back_by_themselves(stage: Stage) -> None:
    """R18, R23"""
    assert "Khi trở lại, gõ /trolai." in await hears(stage, "Bình", "/tamdung")
    assert "Trần Văn Bình (LĐLĐ Hà Nội) nghỉ từ 03/05/2026 đến khi báo lại." in stage.sees("Lan").text
    count = len(stage.cards(stage.chat("Bình")))
    await stage.until("2026-05-04 10:00")
    assert len(stage.cards(stage.chat("Bình"))) == count
    assert "Mừng anh/chị trở lại!" in await hears(stage, "Bình", "/trolai")
    await stage.until("2026-05-11 08:00")
    assert "Báo cáo tuần (11/05/2026" in stage.sees("Bình").text


async def test_the_language_changes_at_once(stage: Stage) -> None:
    await hears(stage, "Bình", "/ngonngu")
    await presses(stage, "Bình", "English")
    assert stage.sees("Bình").text.startswith("Từ nay") or "English" in stage.sees("Bình").text
    assert "What you still owe" in await hears(stage, "Bình", "/help") or "still owe" in stage.sees("Bình").text


async def test_ones_data_come_as_a_file_and_consent_can_be_taken_back(stage: Stage) -> None:
    await hears(stage, "Bình", "/dulieu")
    (export,) = stage.app.files.locate("exports/CTV02").glob("*.json")
    assert json.loads(export.read_text(encoding="utf-8"))["person"]["name"] == "Trần Văn Bình"
    await presses(stage, "Bình", "Rút lại sự đồng ý")
    assert "Trần Văn Bình (LĐLĐ Hà Nội) rút lại sự đồng ý" in stage.sees("Lan").text
    assert (await hears(stage, "Bình", "/trangthai")).startswith("Xin chào! Đây là trợ lý")


async def test_a_check_in_that_is_returned_says_why_and_can_be_mended(stage: Stage) -> None:
    await stage.until("2026-05-04 08:00")
    for words in ("https://example.org/1", "không", "xong"):
        await hears(stage, "Bình", words)
    await hears(stage, "Hà", "/xem CTV02")
    await presses(stage, "Hà", "↩️ Trả lại")
    await hears(stage, "Hà", "Đường dẫn không mở được")
    assert "Lý do: Đường dẫn không mở được" in stage.sees("Bình").text
    await presses(stage, "Bình", "✏️ Sửa")
    await hears(stage, "Bình", "https://example.org/2")
    assert "Không có gì thêm" in stage.sees("Bình").labels


async def test_of_two_coordinators_one_wins_and_the_other_is_told(stage: Stage) -> None:
    """R42: what was decided is nobody else's any more."""
    await stage.until("2026-05-04 08:00")
    for words in ("https://example.org/1", "không", "xong"):
        await hears(stage, "Bình", words)
    await hears(stage, "Hà", "/xem CTV02")
    await hears(stage, "Mạnh", "/xem CTV02")
    await presses(stage, "Hà", "👍 Duyệt")
    await presses(stage, "Mạnh", "👍 Duyệt")
    assert "👍 Hoàng Thu Hà đã duyệt: Trần Văn Bình" in stage.sees("Hà").text
    assert stage.sees("Mạnh").text == "Báo cáo này Hoàng Thu Hà đã quyết định rồi."


async def test_who_is_excused_is_not_reminded(stage: Stage) -> None:
    await stage.until("2026-05-04 08:00")
    await hears(stage, "Hà", "/xem CTV02")
    await presses(stage, "Hà", "Miễn đợt này")
    await stage.until("2026-05-07 10:00")
    assert not any("🔔" in card.text for card in stage.cards(stage.chat("Bình")))
    assert any("🔔" in card.text for card in stage.cards(stage.chat("Lan")))


async def test_nobody_else_looks_into_check_ins(stage: Stage) -> None:
    assert await hears(stage, "Lan", "/xem CTV02") == "Việc này dành cho: Điều phối viên (Ban quản trị)."


async def test_the_menu_button_speaks_the_language_of_the_phone(stage: Stage) -> None:
    await stage.bot.offer_menu()
    menu = stage.world.menu(stage.chat("Bình"))
    assert [item["command"] for item in menu][:3] == ["trangthai", "thangcuatoi", "phucap"]
    assert len(menu) == 15


async def test_a_stranger_gets_the_same_line_whatever_they_ask(stage: Stage) -> None:
    assert {await hears(stage, "Kha", command) for command in PLAIN} == {
        "Xin chào! Đây là trợ lý của mạng lưới cộng tác viên. Nếu anh/chị là cộng tác viên, xin dùng liên kết mời mà "
        "đơn vị đã gửi, hoặc gửi danh bạ của chính mình vào đây."
    }


async def test_whoever_starts_without_a_link_may_share_their_number_by_one_touch(stage: Stage) -> None:
    """The roster knows the number: the second way in. The button stands where people type, as Telegram wants it."""
    await hears(stage, "Dũng", "/start")
    keyboard = stage.world.seen(stage.chat("Dũng"))["keyboard"]
    (((key,),), once) = keyboard["keyboard"], keyboard["one_time_keyboard"]
    assert (key, once) == ({"text": "📱 Gửi số điện thoại của tôi", "request_contact": True}, True)
    stage.world.send_contact(stage.chat("Dũng"), "+84912345004")
    await stage.settle()
    await presses(stage, "Dũng", "✅ Tôi đồng ý")
    assert "Anh/chị đã vào Mạng lưới" in stage.sees("Dũng").text
