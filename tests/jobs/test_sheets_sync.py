"""The shared sheets follow the store; while Google is away nothing is lost and nobody is bothered."""

import pytest

from nhipcau.rules.cadence import SlotKind, SlotState
from tests.fakes.fixtures import CUT_OFF
from tests.fakes.house import House

NOON = "sync_sheets:2026-05-04T12:00"


def test_every_tab_holds_what_it_should(house: House) -> None:
    house.until("2026-05-04 10:00")
    house.answers("Bình", "https://example.org/1\nhttps://example.org/2", "Cần thêm ảnh", "✅ Gửi")
    house.until("2026-05-04 12:00")
    tabs = house.sheets.tabs
    assert tabs["roster"]["CTV03"] == {
        "code": "CTV03",
        "name": "Lê Minh Châu",
        "unit": "LĐLĐ Hà Nội",
        "level": "Cấp tỉnh, ngành",
        "phone": "0912 345 003",
        "chat": "active",
        "leave_until": house.person("Châu").leaves[0].span.last,
    }
    answered = tabs["checkins"]["weekly_checkin/2026-W19/CTV02"]
    assert answered["standing"] == "in_time"
    assert (answered["items"], answered["version"]) == (2, 1)
    assert answered["answers"] == "https://example.org/1 https://example.org/2; Cần thêm ảnh"
    assert tabs["rounds"]["weekly_checkin/2026-W19"]["in_time"] == 1
    assert tabs["allowances"] == {}


def test_allowances_are_shown_as_soon_as_they_are_drafted(june: House) -> None:
    june.until(CUT_OFF)
    june.app.sync_now(june.clock.now())
    row = june.sheets.tabs["allowances"]["2026-05/CTV02"]
    assert (row["amount"], row["state"], row["close"]) == (468_000, "review", "draft")
    assert (row["coefficient"], row["base"], row["payer"]) == ("1/5", 2_340_000, "LĐLĐ Hà Nội")


def test_it_counts_what_it_did(house: House) -> None:
    house.until("2026-05-04 11:00")
    house.sleep_until("2026-05-04 12:00")
    counts = house.wake()[SlotKind.SYNC_SHEETS].counts
    assert counts == {"slots": 1, "rows": 19, "added": 19, "changed": 0, "restored": 0, "in_trouble": 0}


class TestAway:
    @pytest.fixture(autouse=True)
    def _away(self, house: House) -> None:
        house.until("2026-05-04 11:00")
        house.sheets.away = True
        house.until("2026-05-04 12:00")

    def test_the_slot_is_given_back(self, house: House) -> None:
        assert house.state(NOON) is SlotState.PLANNED
        assert house.journal("sheets") == [("sheets", "away", "sheets: 503")]

    def test_it_is_done_as_soon_as_google_is_back(self, house: House) -> None:
        house.sheets.away = False
        house.until("2026-05-04 12:10")
        assert house.sheets.syncs == 1
        assert house.state(NOON) is SlotState.DONE

    def test_the_next_one_takes_over_when_it_stays_away(self, house: House) -> None:
        house.until("2026-05-04 18:00")
        house.sheets.away = False
        house.until("2026-05-04 18:10")
        assert house.sheets.syncs == 1
        assert house.state(NOON) is SlotState.SKIPPED

    def test_people_notice_nothing(self, house: House) -> None:
        house.answers("Bình", "Tuần này chưa có", "Không có gì thêm", "✅ Gửi")
        assert house.reads("Bình")[-1].startswith("✅ Báo cáo tuần")


def test_asked_for_by_hand_while_google_is_away_it_says_so(house: House) -> None:
    house.sheets.away = True
    assert house.app.sync_now(house.clock.now()).counts == {"away": 1}


class TestATabInTrouble:
    @pytest.fixture(autouse=True)
    def _trouble(self, house: House) -> None:
        house.until("2026-05-04 11:00")
        house.sheets.trouble["roster"] = ("double_key", "A3, A7 (CTV02)")
        house.until("2026-05-04 12:00")

    def test_the_others_go_on(self, house: House) -> None:
        assert set(house.sheets.tabs) == {"checkins", "rounds", "allowances"}

    def test_the_admin_group_is_told_which_cell(self, house: House) -> None:
        (told,) = [text for text in house.reads("admins") if "Danh sách" in text]
        assert told == (
            "⚠️ Trang Danh sách (Nhịp Cầu - Điều phối) tạm dừng đồng bộ, vì hai dòng cùng một khóa: A3, A7 (CTV02).\n"
            "Các trang khác vẫn chạy. Sửa xong chỗ này thì trang tự chạy tiếp."
        )

    def test_it_is_told_once_a_day_for_as_long_as_it_lasts(self, house: House) -> None:
        house.until("2026-05-04 18:00")
        house.until("2026-05-05 18:00")
        assert sum("Danh sách" in text for text in house.reads("admins")) == 2

    def test_another_trouble_is_told_at_once(self, house: House) -> None:
        house.sheets.trouble["roster"] = ("missing_header", "Họ và tên")
        house.until("2026-05-04 18:00")
        assert "dòng đầu thiếu cột “Họ và tên”" in house.finds("admins", "Danh sách").text

    def test_it_is_journaled_with_the_place(self, house: House) -> None:
        (entry,) = house.entries("tab:roster")
        assert (entry.who, entry.what, entry.why) == ("sheets", "tab_left_alone", "double_key")
        assert entry.detail == {"where": "A3, A7 (CTV02)"}

    def test_mended_it_goes_on_from_what_was_written_last(self, house: House) -> None:
        house.sheets.trouble.clear()
        house.until("2026-05-04 18:00")
        assert len(house.sheets.tabs["roster"]) == 12
