"""The shared sheets follow the store; while Google is away nothing is lost and nobody is bothered."""

from dataclasses import replace
from pathlib import Path

import pytest

from nhipcau.rules.cadence import SlotKind, SlotState
from nhipcau.rules.sheets.layout import TabTrouble
from nhipcau.settings.rulebook import Rulebook
from tests.fakes.fixtures import CUT_OFF
from tests.fakes.house import House

NOON = "sync_sheets:2026-05-04T12:00"
WEEK = "weekly_checkin/2026-W19"


def test_every_tab_holds_what_it_should(house: House) -> None:
    house.until("2026-05-04 10:00")
    house.answers("Bình", "https://example.org/1\nhttps://example.org/2", "Cần thêm ảnh", "✅ Gửi")
    house.until("2026-05-04 12:00")
    assert house.sheets.shows("roster")["CTV03"] == {
        "Mã": "CTV03",
        "Họ và tên": "Lê Minh Châu",
        "Đơn vị": "LĐLĐ Hà Nội",
        "Cấp": "Cấp tỉnh, ngành",
        "Từ ngày": 46_023,  # 1 January 2026
        "Điện thoại": "0912 345 003",
        "Ngôn ngữ": "tiếng Việt",
        "Kênh trò chuyện": "đang hoạt động",
        "Nghỉ đến": 46_159,  # 17 May 2026
    }
    answered = house.sheets.shows("checkins")[f"{WEEK}/CTV02"]
    assert answered["Tình trạng"] == "đúng hạn"
    assert (answered["Số tin bài"], answered["Lần gửi"]) == (2, 1)
    assert answered["Trả lời"] == "https://example.org/1 https://example.org/2; Cần thêm ảnh"
    assert house.sheets.shows("rounds")[WEEK]["Đúng hạn"] == 1
    assert house.sheets.shows("leave")["CTV03/2026-05-04"]["Lý do"] == "Nghỉ phép"
    assert house.sheets.shows("allowances") == {}


def test_the_dashboard_and_the_guide_are_there_for_who_opens_the_sheet_first(house: House) -> None:
    house.until("2026-05-04 12:00")
    figures = house.sheets.shows("dashboard")
    assert figures["Cộng tác viên đang tham gia"]["Số lượng"] == 6
    assert figures["Đang nghỉ phép"]["Số lượng"] == 1
    assert figures["Báo cáo tuần 2026-W19"]["Ý nghĩa"] == "Đã trả lời trong 5 người được hỏi; 5 người còn chờ."
    assert "Trang Nghỉ phép" in str(house.sheets.shows("guide"))


def test_campaigns_and_their_kits_are_shown_with_their_days(house: House) -> None:
    house.until("2026-05-04 12:00")
    (may,) = [row for row in house.sheets.shows("campaigns").values() if row["Mã"] == "thang_cong_nhan_2026"]
    assert (may["Từ ngày"], may["Tình trạng"]) == (46_143, "đang diễn ra")
    assert house.sheets.shows("kits")["thang_cong_nhan_2026/infographic"]["Địa chỉ"].startswith("https://")


def test_allowances_are_shown_as_soon_as_they_are_drafted(june: House) -> None:
    june.until(CUT_OFF)
    june.app.sync_now(june.clock.now())
    row = june.sheets.shows("allowances")["2026-05/CTV02"]
    assert (row["Thực nhận"], row["Tình trạng"], row["Bước"]) == (468_000, "chờ xem xét", "dự thảo")
    assert (row["Hệ số"], row["Lương cơ sở"], row["Nơi chi"]) == ("0,2", 2_340_000, "LĐLĐ Hà Nội")
    waiting = june.sheets.shows("approvals")["2026-05/CTV02"]
    assert waiting["Vì sao chờ xem xét"]
    assert "Quyết định" not in waiting


def test_it_counts_what_it_did(house: House) -> None:
    house.until("2026-05-04 11:00")
    house.sleep_until("2026-05-04 12:00")
    counts = house.wake()[SlotKind.SYNC_SHEETS].counts
    quiet = ("changed", "restored", "heard", "refused", "in_trouble")
    assert counts["rows"] == counts["added"] > 19
    assert [counts[name] for name in quiet] == [0] * len(quiet)


def test_only_one_sync_runs_at_a_time(house: House) -> None:
    """Two would both add the rows that are new."""
    with house.app.store.begin() as tx:
        assert tx.sheet_bases.lease(house.clock.now(), house.clock.now())
    assert house.app.sync_now(house.clock.now()).counts["added"] > 0
    with house.app.store.begin() as tx:
        assert tx.sheet_bases.lease(house.clock.now(), house.clock.now().replace(year=2027))
        assert not tx.sheet_bases.lease(house.clock.now(), house.clock.now().replace(year=2028))
    assert house.app.sync_now(house.clock.now()).counts == {"busy": 1}


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

    def test_a_moment_is_not_worth_telling(self, house: House) -> None:
        house.sheets.away = False
        house.until("2026-05-04 12:05")
        assert not [text for text in house.reads("admins") if "Bảng tính" in text or "bảng tính" in text]


def test_asked_for_by_hand_while_google_is_away_it_says_so(house: House) -> None:
    house.sheets.away = True
    assert house.app.sync_now(house.clock.now()).counts == {"away": 1}


class TestATabInTrouble:
    @pytest.fixture(autouse=True)
    def _trouble(self, house: House) -> None:
        house.until("2026-05-04 11:00")
        house.sheets.trouble["roster"] = TabTrouble("double_key", "A3, A7 (CTV02)")
        house.until("2026-05-04 12:00")

    def test_the_others_go_on(self, house: House) -> None:
        assert set(house.sheets.grids) == set(house.app.book.tabs) - {"roster"}

    def test_the_admin_group_is_told_which_cell(self, house: House) -> None:
        (told,) = [text for text in house.reads("admins") if "Danh sách" in text]
        assert told == (
            "⚠️ Trang Danh sách (Nhịp Cầu - Điều phối) tạm dừng đồng bộ, vì hai dòng cùng một khóa: "
            "A3, A7 (CTV02) (thường do chép cả dòng; hãy xóa dòng chép, cột khóa có thể đang ẩn).\n"
            "Các trang khác vẫn chạy. Sửa xong chỗ này thì trang tự chạy tiếp."
        )

    def test_it_is_told_once_a_day_for_as_long_as_it_lasts(self, house: House) -> None:
        house.until("2026-05-04 18:00")
        house.until("2026-05-05 18:00")
        assert sum("Danh sách" in text for text in house.reads("admins")) == 2

    def test_another_trouble_is_told_at_once(self, house: House) -> None:
        house.sheets.trouble["roster"] = TabTrouble("missing_header", "Họ và tên")
        house.until("2026-05-04 18:00")
        assert "dòng đầu thiếu cột “Họ và tên”" in house.finds("admins", "Danh sách").text

    def test_it_is_journaled_with_the_place(self, house: House) -> None:
        (entry,) = house.entries("tab:roster")
        assert (entry.who, entry.what, entry.why) == ("sheets", "tab_left_alone", "double_key")
        assert entry.detail == {"where": "A3, A7 (CTV02)"}

    def test_mended_it_goes_on_from_what_was_written_last(self, house: House) -> None:
        house.sheets.trouble.clear()
        house.until("2026-05-04 18:00")
        assert len(house.sheets.shows("roster")) == 12


def test_past_rows_that_are_too_many_go_to_a_copy_and_the_log_names_it(
    tmp_path: Path, book: Rulebook, founded: Path
) -> None:
    house = House(tmp_path, replace(book, sharing=replace(book.sharing, archive_after=0)), founded)
    house.app.sync_now(house.clock.now())
    width = len(house.sheets.grids["news"][0])
    house.sheets.grids["news"].append(["weekly_checkin/2025-W01/CTV02/1", *[""] * (width - 1)])
    house.app.sync_now(house.clock.now())
    house.app.sync_now(house.clock.now())
    lines = [(row["Việc"], row["Trang"], row["Vì sao"]) for row in house.sheets.shows("log").values()]
    house.close()
    assert ("lưu dòng cũ", "Tin bài", "Tin bài đến 2026-05-03 20.00") in lines
