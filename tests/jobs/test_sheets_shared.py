"""Both sides write into the shared sheets: decisions by account, conflicts, outages, syncs that answer to changes."""

from copy import deepcopy

import pytest

from nhipcau.ports import Editor
from nhipcau.rules.allowance.facts import Ruling
from nhipcau.rules.kernel import Month
from tests.fakes.fixtures import CUT_OFF
from tests.fakes.house import House
from tests.jobs.sheet_desk import WEEK, Desk


class TestDecisions:
    """Money is decided by an approver whose account config knows, and by nobody else."""

    @pytest.fixture
    def finance(self, june: House) -> Desk:
        june.until(CUT_OFF)
        return Desk(june)

    def decided(self, desk: Desk) -> Ruling | None:
        with desk.house.looking() as tx:
            decision = tx.months.decisions(Month(2026, 5)).get("CTV02")
        return decision.ruling if decision else None

    def words(self, desk: Desk) -> str:
        return next(
            words["vi"] for key, words in desk.house.app.book.review_reasons.items() if key.startswith("granted")
        )

    def test_whoever_else_edits_the_book_is_told_who_may(self, finance: Desk) -> None:
        finance.types("approvals", "2026-05/CTV02", "Quyết định", self.words(finance))
        assert finance.reply("approvals", "2026-05/CTV02").endswith("cần: Người duyệt.")
        assert self.decided(finance) is None

    def test_an_approvers_account_decides_and_the_first_decision_counts(self, finance: Desk) -> None:
        finance.house.app.book.sharing.accounts["long@congdoan.example"] = "CB04"  # type: ignore[index]
        finance.house.sheets.editor = Editor("Long", "Long@congdoan.example")
        finance.types("approvals", "2026-05/CTV02", "Quyết định", self.words(finance))
        finance.house.app.book.sharing.accounts.clear()  # type: ignore[attr-defined]
        assert self.decided(finance) is Ruling.GRANTED
        row = finance.house.sheets.shows("approvals")["2026-05/CTV02"]
        assert (row["Người quyết định"], row["Số tiền"]) == ("Ngô Đức Long", 468_000)
        assert finance.house.sheets.shows("allowances")["2026-05/CTV02"]["Tình trạng"] == "được chi"

    def test_what_finance_decides_does_not_show_in_the_coordinators_log(self, finance: Desk) -> None:
        finance.types("approvals", "2026-05/CTV02", "Quyết định", self.words(finance))
        assert finance.log() == []


class TestBothSides:
    def test_people_win_in_their_columns_and_it_is_told_against_what(self, desk: Desk) -> None:
        with desk.house.app.store.begin() as tx:
            bình = desk.house.person("Bình")
            tx.people.correct(bình.id, "Trần Bình", bình.phone, bình.language)
        desk.types("roster", "CTV02", "Họ và tên", "Trần Văn Bình B")
        assert desk.house.person("Bình").name == "Trần Văn Bình B"
        assert desk.log() == [("hai bên cùng sửa", "CTV02", "Họ và tên", "Trần Văn Bình B", "Phạm Thu Hà")]

    def test_an_answer_that_was_lost_loses_nobodys_words(self, desk: Desk) -> None:
        desk.house.sheets.types("roster", "CTV02", "Họ và tên", "Trần Bình")
        desk.house.sheets.deaf = True
        desk.sync()
        desk.house.sheets.deaf = False
        desk.sync()
        assert desk.house.person("Bình").name == "Trần Bình"
        assert len(desk.log()) == 1


class TestAnOutage:
    def test_six_hours_are_told_once_when_they_begin_and_once_when_they_end(self, desk: Desk) -> None:
        house = desk.house
        house.reads("admins")
        house.sheets.away = True
        for hour in range(11, 17):
            for minute in range(5, 60, 5):
                house.clock.set(house.clock.now().replace(hour=hour, minute=minute))
                house.app.sync_changes(house.clock.now())
        house.answers("Bình", "Tuần này chưa có", "Không có gì thêm", "✅ Gửi")
        house.sheets.away = False
        house.clock.set(house.clock.now().replace(hour=17, minute=5))
        assert house.app.sync_changes(house.clock.now()).counts["changed"] > 0
        house.deliver()
        told = [text for text in house.reads("admins") if "ảng tính dùng chung" in text]
        assert [text[0] for text in told] == ["⚠", "✅"]
        assert "11:05 Thứ Hai 04/05/2026" in told[0] and "17:05 Thứ Hai 04/05/2026" in told[1]
        assert house.sheets.shows("checkins")[f"{WEEK}/CTV02"]["Tình trạng"] == "đúng hạn"


class TestTheSyncThatAnswersToChanges:
    def test_nothing_changed_nothing_is_asked_of_google_for_a_while(self, desk: Desk) -> None:
        house, now = desk.house, desk.house.clock.now()
        house.app.sync_changes(now)
        syncs = house.sheets.syncs
        soon, later = now + house.app.book.sharing.after_change, now + house.app.book.sharing.at_least
        assert house.app.sync_changes(soon).counts == {}
        assert house.sheets.syncs == syncs
        assert house.app.sync_changes(later).counts["rows"] > 0

    def test_a_change_is_brought_soon_and_more_changes_share_one_sync(self, desk: Desk) -> None:
        house, now = desk.house, desk.house.clock.now()
        house.app.sync_changes(now)
        for who in ("Bình", "Ánh"):
            house.answers(who, "Tuần này chưa có", "Không có gì thêm", "✅ Gửi")
        assert house.app.sync_changes(now).counts == {}
        done = house.app.sync_changes(now + house.app.book.sharing.after_change)
        assert done.counts["changed"] >= 2


class TestSortedInPart:
    """Somebody marks the cells that they see and sorts them; the hidden keys stay behind."""

    VISIBLE = slice(1, None)

    def sorts(self, desk: Desk, tab: str, columns: slice, by: str) -> None:
        header, *rows = desk.house.sheets.grids[tab]
        place = header.index(by) - (columns.start or 0)
        areas = sorted((row[columns] for row in rows), key=lambda cells: str(cells[place]), reverse=True)
        for row, cells in zip(rows, areas, strict=True):
            row[columns] = cells
        desk.sync()

    def test_the_keys_follow_the_rows_and_the_group_reads_of_it(self, desk: Desk) -> None:
        before = desk.house.sheets.shows("checkins")
        self.sorts(desk, "checkins", self.VISIBLE, "Họ và tên")
        assert desk.house.sheets.shows("checkins") == before
        assert list(before) != list(desk.house.sheets.shows("checkins"))
        desk.house.until("2026-05-04 11:05")
        assert "dòng rời khóa của mình" in desk.house.finds("admins", "Báo cáo").text
        assert ("đặt lại khóa", "", "", "5", "hệ thống") in desk.log()

    def test_remarks_and_corrections_stay_with_the_row_they_were_typed_in(self, desk: Desk) -> None:
        desk.house.sheets.types("checkins", f"{WEEK}/CTV02", "Ghi chú", "gọi lại")
        desk.house.sheets.types("roster", "CTV02", "Điện thoại", "0912 345 099")
        self.sorts(desk, "checkins", self.VISIBLE, "Họ và tên")
        self.sorts(desk, "roster", self.VISIBLE, "Họ và tên")
        assert desk.house.sheets.shows("checkins")[f"{WEEK}/CTV02"]["Ghi chú"] == "gọi lại"
        assert desk.someone("CTV02").phone == "0912345099"

    def test_where_it_cannot_be_told_nothing_is_taken_and_nothing_written_until_it_is_undone(self, desk: Desk) -> None:
        desk.house.sheets.types("checkins", f"{WEEK}/CTV02", "Miễn báo cáo", "được miễn")
        before = deepcopy(desk.house.sheets.grids["checkins"])
        self.sorts(desk, "checkins", slice(1, 11), "Họ và tên")
        parted = deepcopy(desk.house.sheets.grids["checkins"])
        desk.house.until("2026-05-04 11:05")
        assert "chữ của dòng này đang nằm ở dòng khác" in desk.house.finds("admins", "Báo cáo").text
        assert ("tạm dừng trang", "hệ thống") in [(line[0], line[4]) for line in desk.log()]
        assert desk.house.sheets.grids["checkins"] == parted
        desk.house.sheets.grids["checkins"] = before
        desk.sync()
        assert ("đã nhận", f"{WEEK}/CTV02") in [line[:2] for line in desk.log()]
