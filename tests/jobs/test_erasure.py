"""Whoever asks for it is forgotten, but for what the law keeps; until then they may change their mind."""

import sqlite3
from contextlib import closing
from datetime import timedelta

from nhipcau.rules.accounts import Account
from tests.fakes.house import House

NAME, PHONE, LINK = "Trần Văn Bình", "0912345002", "https://example.org/cua-binh"
FROZEN = "month_closes"
"""Payment lists and what they were made of (Luật Kế toán 88/2015: ten years)."""


def wishes(house: House, wish: str) -> None:
    house.app.handle_my_data(house.inbound("Bình"), wish, house.clock.now())
    house.deliver()


def left(house: House, *words: str) -> set[str]:
    """The tables in which one of the words still stands."""
    with closing(sqlite3.connect(house.database)) as database:
        lines = [line for line in database.iterdump() if any(word in line for word in words)]
    return {line.split('"')[1] for line in lines}


def has_a_past(house: House) -> None:
    """Bình sent a check-in and a question, and looked at what is kept."""
    house.until("2026-05-04 08:00")
    house.answers("Bình", LINK, f"Tôi là {NAME}", "✅ Gửi")
    house.app.ask(house.inbound("Bình"), "question", f"{NAME} hỏi: bao giờ họp?", house.clock.now())
    wishes(house, "show")


def test_nothing_says_any_more_who_the_person_was(house: House) -> None:
    has_a_past(house)
    assert left(house, NAME, PHONE, LINK) >= {"people", "checkin_versions", "outbox", "journal"}
    wishes(house, "erase")
    house.until("2026-05-11 20:00")
    assert left(house, NAME, PHONE, LINK) <= {FROZEN, "sheet_rows"}
    assert not list(house.app.files.locate("exports/CTV02").glob("*"))
    assert (house.person("Bình").name, house.person("Bình").chat_id) == ("CTV02", None)


def test_a_row_that_was_merged_into_theirs_is_forgotten_too(house: House) -> None:
    twin = {"code": "CTV99", "name": "TRẦN VĂN BÌNH", "phone": "0912 345 099", "unit": "ld_ha_noi"}
    house.app.import_roster([{**twin, "level": "provincial", "from": "2026-01-01"}], "CB01", house.clock.now())
    with house.app.store.begin() as tx:
        second = tx.people.by_code("CTV99")
        assert second is not None
        tx.accounts.put(second.id, Account("BIDV", "3456", "TRAN VAN BINH"))
    house.app.merge_people("CTV02", "CTV99", "CB01", house.clock.now())
    wishes(house, "erase")
    house.until("2026-05-11 20:00")
    assert left(house, "TRẦN VĂN BÌNH", "TRAN VAN BINH", "0912345099") <= {FROZEN, "sheet_rows"}


def test_both_sides_are_told_when_it_is_done(house: House) -> None:
    wishes(house, "erase")
    assert "yêu cầu xóa dữ liệu. Hệ thống sẽ tự xóa ngày 10/05/2026" in house.reads("admins")[-1]
    house.until("2026-05-10 20:00")
    assert "chỉ còn danh sách chi phụ cấp và bản tự khai" in house.reads("Bình")[-1]
    assert "Đã xóa dữ liệu của người mang mã CTV02" in house.finds("admins", "Đã xóa dữ liệu").text


def test_until_the_day_minds_may_change(house: House) -> None:
    has_a_past(house)
    wishes(house, "erase")
    house.until("2026-05-11 07:59")
    wishes(house, "keep")
    house.until("2026-05-13 08:00")
    assert house.person("Bình").name == NAME
    assert house.checkin("Bình", "weekly_checkin/2026-W19").answers


def test_asking_twice_does_not_put_it_off(house: House) -> None:
    wishes(house, "erase")
    house.until("2026-05-08 20:00")
    wishes(house, "erase")
    house.until("2026-05-10 20:00")
    assert house.person("Bình").name == "CTV02"


def test_the_others_lose_nothing(house: House) -> None:
    house.until("2026-05-04 08:00")
    house.answers("Ánh", LINK, "không", "✅ Gửi")
    wishes(house, "erase")
    house.until("2026-05-12 08:00")
    assert house.checkin("Ánh", "weekly_checkin/2026-W19").answers == {"items": (LINK,), "note": None}
    assert house.person("Ánh").name == "Nguyễn Thị Ánh"


def test_whoever_is_forgotten_is_asked_nothing_and_counts_nowhere(house: House) -> None:
    house.until("2026-05-04 08:00")
    wishes(house, "erase")
    house.until("2026-05-12 08:00")
    assert not house.checkin("Bình", "weekly_checkin/2026-W20").owed
    house.reads("Bình")
    house.until("2026-05-19 08:00")
    assert house.reads("Bình") == []


def test_a_closed_month_keeps_its_list_as_it_was(june: House) -> None:
    june.until("2026-06-05 17:00")
    wishes(june, "erase")
    with june.looking() as tx:
        before = [file.assessment for file in map(tx.months.get, tx.months.states()) if file]
    june.clock.set(june.clock.now() + timedelta(days=8))
    june.deliver()
    with june.looking() as tx:
        after = [file.assessment for file in map(tx.months.get, tx.months.states()) if file]
    assert june.person("Bình").name == "CTV02"
    assert after == before


def test_words_that_they_wrote_to_others_go_too(house: House) -> None:
    """A coordinator's letters, answers and reasons; who did what and when stays in the journal."""
    house.until("2026-05-04 08:00")
    house.answers("Bình", LINK, "không", "✅ Gửi")
    secret = "họp ở nhà tôi, 12 Hàng Bông"
    house.app.write_letter(house.inbound("Hà"), "tất cả", house.clock.now())
    said = house.inbound("Hà")
    house.app.say(said, secret, house.clock.now())
    house.app.decide_letter(house.inbound("Hà"), said.update_id, "yes", house.clock.now())
    house.deliver()
    assert left(house, secret) >= {"letters", "outbox"}
    house.app.handle_my_data(house.inbound("Hà"), "erase", house.clock.now())
    house.until("2026-05-12 08:00")
    assert left(house, secret, house.people["Hà"].name) <= {FROZEN, "sheet_rows"}
    assert "wrote_letter" in [what for who, what, _ in house.journal(f"letter:{said.update_id}")]


def test_what_others_wrote_is_named_to_the_coordinators_and_not_changed(house: House) -> None:
    house.until("2026-05-04 08:00")
    house.answers("Ánh", LINK, f"Cùng làm với {NAME}", "✅ Gửi")
    wishes(house, "erase")
    house.until("2026-05-12 08:00")
    assert house.checkin("Ánh", "weekly_checkin/2026-W19").answers == {"items": (LINK,), "note": f"Cùng làm với {NAME}"}
    told = house.finds("admins", "Đã xóa dữ liệu").text
    assert "Còn 1 chỗ có họ tên người ấy" in told
    assert "• 04/05/2026: trả lời của CTV01 (weekly_checkin/2026-W19)" in told
    assert NAME not in told


def test_the_log_of_the_sheets_forgets_what_was_typed_about_them(house: House) -> None:
    house.until("2026-05-04 08:00")
    house.app.sync_now(house.clock.now())
    house.sheets.types("roster", "CTV02", "Điện thoại", "0912 345 777")
    house.app.sync_now(house.clock.now())
    assert "journal" in left(house, "0912 345 777")
    wishes(house, "erase")
    house.until("2026-05-12 08:00")
    assert "journal" not in left(house, "0912 345 777")
    house.app.sync_now(house.clock.now())
    assert "CTV02" in [row.get("Dòng") for row in house.sheets.shows("log").values()]
    assert left(house, NAME, "0912 345 777") <= {FROZEN}
