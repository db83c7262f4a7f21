"""The requirements about people and conversations, each by its number (R14 to R23, R37, R38, R40, R42)."""

from dataclasses import replace
from pathlib import Path

import pytest

from nhipcau.ports.talk import Received
from nhipcau.rules.enrolment import RosterRefused
from nhipcau.rules.fields import Field, FieldKind
from nhipcau.rules.forms import Form
from nhipcau.rules.roster import ChatState
from nhipcau.settings.rulebook import Rulebook
from tests.fakes.house import GROUP, House
from tests.fakes.people import table

ROUND = "weekly_checkin/2026-W19"


def test_r14_a_conversation_goes_on_in_a_new_process_and_huy_always_leads_out(house: House) -> None:
    house.until("2026-05-04 08:00")
    for answer in ("https://example.org/1", "không"):
        house.restart()
        house.answers("Bình", answer)
    house.restart()
    house.says("Bình", "/huy")
    assert house.reads("Bình")[-1].startswith("Đã tạm dừng. Những gì anh/chị đã trả lời vẫn được giữ.")
    house.restart()
    house.answers("Bình", "▶ Báo cáo tuần", "✅ Gửi")
    assert house.checkin("Bình", ROUND).answers == {"items": ("https://example.org/1",), "note": None}


def test_r15_an_old_button_shows_the_current_step(house: House) -> None:
    house.until("2026-05-04 08:00")
    old = house.sees("Bình")
    house.says("Bình", "https://example.org/1")
    house.taps("Bình", dict(old.buttons)["Tuần này chưa có"], old.number)
    assert "Câu 2/2" in house.sees("Bình").text


def test_r16_waiting_is_a_row_and_of_two_consumers_one_handles_an_update(house: House) -> None:
    house.until("2026-05-04 08:00")
    other, inbound, now = house.another_process(), house.inbound("Bình"), house.clock.now()
    done = [app.say(inbound, "https://example.org/1", now).counts for app in (house.app, other)]
    assert done == [{"ask": 1}, {"known": 1}]
    with house.looking() as tx:
        assert tx.checkins.current(house.person("Bình").id) == house.checkin("Bình", ROUND).id


def test_r17_an_album_is_one_answer_and_gets_one_reply(book: Rulebook, tmp_path: Path, founded: Path) -> None:
    photos = Form(
        "weekly_checkin", {"vi": "Ảnh"}, (Field("photos", FieldKind.PHOTOS, {"vi": "?"}, {"vi": "Ảnh"}),), {"vi": "!"}
    )
    house = House(tmp_path, replace(book, forms={**book.forms, "weekly_checkin": photos}, campaigns={}), founded)
    house.until("2026-05-04 08:00")
    house.reads("Bình")
    for number in range(3):
        picture = Received(True, f"f{number}", f"u{number}", "photo.jpg", 9, album="A")
        house.app.attach(house.inbound("Bình"), picture, house.clock.now())
    house.until("2026-05-04 08:01")
    assert len(house.reads("Bình")) == 1
    assert house.checkin("Bình", ROUND).draft.answers == {"photos": ("u0", "u1", "u2")}
    house.close()


def test_r18_people_pause_choose_their_hour_and_edit_until_the_round_closes(house: House) -> None:
    house.app.choose_hour(house.inbound("Bình"), "19", house.clock.now())
    assert house.person("Bình").reminder_hour == 19
    house.until("2026-05-04 08:00")
    house.answers(
        "Bình", "https://example.org/1", "không", "✅ Gửi", "✏️ Sửa", "https://example.org/2", "Không có gì thêm"
    )
    house.answers("Bình", "✅ Gửi")
    assert house.checkin("Bình", ROUND).answers == {"items": ("https://example.org/2",), "note": None}
    house.app.take_leave(house.inbound("Bình"), "next", house.clock.now())
    house.until("2026-05-11 08:00")
    assert house.checkin("Bình", "weekly_checkin/2026-W20").excused


@pytest.mark.parametrize("spared_by", ["answer", "leave"])
def test_r19_a_reminder_that_is_planned_already_is_not_sent_to_who_is_spared_meanwhile(
    house: House, spared_by: str
) -> None:
    house.until("2026-05-04 08:00")
    house.reads("Bình")
    house.sleep_until("2026-05-07 09:00")
    house.app.run_due(house.clock.now())
    with house.post_office_closed():
        if spared_by == "answer":
            house.answers("Bình", "https://example.org/1", "không", "xong")
        else:
            house.app.pause(house.inbound("Bình"), house.clock.now())
    house.deliver()
    assert not any("🔔" in text for text in house.reads("Bình"))
    assert any("🔔" in text for text in house.reads("Ánh"))


def test_r20_a_block_is_a_state_their_lead_is_told_and_the_next_word_restores_them(house: House) -> None:
    house.courier.block(house.people["Bình"].chat)
    house.until("2026-05-04 08:00")
    assert house.person("Bình").chat is ChatState.BLOCKED
    assert "Trần Văn Bình" in house.finds("Lan", "đã chặn trợ lý").text
    house.courier.unblock(house.people["Bình"].chat)
    house.says("Bình", "/trangthai")
    assert house.person("Bình").chat is ChatState.ACTIVE


@pytest.mark.parametrize("told_first", ["by_the_group", "by_a_refusal"])
def test_r22_a_group_that_became_a_supergroup_is_followed(house: House, told_first: str) -> None:
    new = -1_001_009
    house.courier.moves_the_group(GROUP, new)
    if told_first == "by_the_group":
        for _ in range(2):  # Telegram says it in the old group and in the new one
            house.app.follow_group(house.inbound("Hà", chat=GROUP), GROUP, new, house.clock.now())
    house.app.ask(house.inbound("Bình"), "question", "Bao giờ họp?", house.clock.now())
    house.deliver()
    assert "hỏi:\nBao giờ họp?" in [shown.text for shown in house.courier.chats[new].values()][-1]
    with house.looking() as tx:
        assert tx.people.group("admin") == new
        assert len(tx.journal.about(f"chat:{new}")) == 1


def test_r23_whoever_opted_out_comes_back_by_themselves_and_admins_see_who_and_when(house: House) -> None:
    house.app.pause(house.inbound("Bình"), house.clock.now())
    house.until("2026-05-05 09:00")
    house.app.come_back(house.inbound("Bình"), house.clock.now())
    house.deliver()
    assert not house.person("Bình").on_leave(house.clock.now().date())
    assert [(who, what) for who, what, _ in house.journal("person:CTV02")][-2:] == [
        ("CTV02", "leave_taken"),
        ("CTV02", "leave_ended"),
    ]
    assert "Trần Văn Bình (LĐLĐ Hà Nội) đã trở lại" in house.finds("Lan", "▶️").text


def test_r37_rows_of_one_person_are_found_merged_and_parted_again(house: House) -> None:
    now = house.clock.now()
    again = {**table()[1], "code": "CTV99", "name": "Trần văn  Bình", "phone": ""}
    house.app.import_roster([again], "cli", now)
    assert [(twin.one.code, twin.other.code, twin.sign) for twin in house.app.twins()] == [
        ("CTV02", "CTV99", "name_and_unit")
    ]
    house.app.merge_people("CTV02", "CTV99", "cli", now)
    assert house.app.twins() == []
    house.app.part_people("CTV99", "cli", now)
    assert len(house.app.twins()) == 1


def test_r38_an_import_names_every_fault_and_applies_nothing_unless_it_is_confirmed(house: House) -> None:
    new = {**table()[1], "code": "CTV50", "name": "Lý Văn Kha", "phone": "0912 345 050"}
    rows = [new, {**new, "code": "CTV51", "phone": "O912345051", "unit": "ld_ha_noii"}]
    with pytest.raises(RosterRefused) as refused:
        house.app.import_roster(rows, "cli", house.clock.now())
    assert [(fault.row, fault.column, fault.code) for fault in refused.value.faults] == [
        (3, "phone", "letter_in_phone"),
        (3, "unit", "unknown_unit"),
    ]
    with house.looking() as tx:
        assert tx.people.by_code("CTV50") is None
    house.app.import_roster(rows, "cli", house.clock.now(), partly=True)
    with house.looking() as tx:
        assert (tx.people.by_code("CTV50") is not None, tx.people.by_code("CTV51")) == (True, None)


def test_r40_the_same_submission_twice_is_one_record(house: House) -> None:
    house.until("2026-05-04 08:00")
    house.answers("Bình", "https://example.org/1", "không")
    card = house.sees("Bình")
    for _ in range(2):
        house.taps("Bình", dict(card.buttons)["✅ Gửi"], card.number)
    assert house.checkin("Bình", ROUND).version == 1


def test_r42_what_one_coordinator_decided_is_nobody_elses_any_more(house: House) -> None:
    house.until("2026-05-04 08:00")
    house.answers("Bình", "https://example.org/1", "không", "✅ Gửi")
    checkin, now = house.checkin("Bình", ROUND), house.clock.now()
    for who in ("Hà", "Mạnh"):
        house.app.rule_on(house.inbound(who, 1), "approve", checkin.id, checkin.version, now)
    house.deliver()
    assert "Hoàng Thu Hà đã duyệt" in house.sees("Hà").text
    assert "đã quyết định rồi" in house.sees("Mạnh").text
