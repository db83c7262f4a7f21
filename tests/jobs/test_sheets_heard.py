"""What people type into the shared sheets: the rules and roles of the chat, the editor's name, and a no in words."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path

import pytest

from nhipcau.ports import Editor
from nhipcau.rules.allowance.facts import Ruling
from nhipcau.rules.kernel import Month, Span
from nhipcau.rules.roster import Appointment, ChatState, Person
from nhipcau.settings.rulebook import Rulebook
from tests.fakes.courier import FakeCourier
from tests.fakes.fixtures import CUT_OFF
from tests.fakes.house import House

MONDAY = "2026-05-04 11:00"
WEEK = "weekly_checkin/2026-W19"
ON_LEAVE = "CTV03/2026-05-04"
MAY_5, MAY_9, JUNE_1 = 46_147, 46_151, 46_174
"""As spreadsheets count days."""


class Desk:
    """A coordinator at the shared sheet."""

    def __init__(self, house: House) -> None:
        self.house = house
        house.sheets.editor = Editor("Phạm Thu Hà", "ha@congdoan.example")
        self.sync()

    def sync(self) -> None:
        self.house.app.sync_now(self.house.clock.now())

    def types(self, tab: str, key: str, title: str, value: object) -> None:
        self.house.sheets.types(tab, key, title, value)
        self.sync()

    def adds(self, tab: str, **cells: object) -> list[object]:
        """A new row. Returns what stands in it afterwards."""
        self.house.sheets.adds(tab, **cells)
        self.sync()
        return self.house.sheets.grids[tab][-1]

    def deletes(self, tab: str, key: str) -> None:
        rows = self.house.sheets.grids[tab]
        rows.remove(next(row for row in rows if row[0] == key))
        self.sync()

    def people(self) -> list[Person]:
        with self.house.app.store.read() as tx:
            return tx.people.all()

    def someone(self, code: str) -> Person:
        return next(person for person in self.people() if person.code == code)

    def reply(self, tab: str, key: str) -> str:
        return str(self.house.sheets.shows(tab)[key].get("Phản hồi", ""))

    def log(self) -> list[tuple[str, ...]]:
        """What happened, to which row and column, what was typed, by whom; as the tab reads after one more sync."""
        self.sync()
        titles = ("Việc", "Dòng", "Cột", "Đã gõ", "Ai")
        return [tuple(str(row.get(t, "")) for t in titles) for row in self.house.sheets.shows("log").values()]


@pytest.fixture(scope="module")
def monday(tmp_path_factory: pytest.TempPathFactory, book: Rulebook, founded: Path) -> tuple[Path, FakeCourier]:
    """The week's round was opened this morning: living up to here takes longer than most tests."""
    folder = tmp_path_factory.mktemp("monday")
    house = House(folder, book, founded)
    house.until(MONDAY)
    house.close()
    return house.database, house.courier


@pytest.fixture
def desk(tmp_path: Path, book: Rulebook, monday: tuple[Path, FakeCourier]) -> Iterator[Desk]:
    database, courier = monday
    house = House(tmp_path, book, database, MONDAY, deepcopy(courier))
    yield Desk(house)
    house.close()


class TestTheRoster:
    def test_a_name_is_corrected_and_the_log_says_by_whom(self, desk: Desk) -> None:
        desk.types("roster", "CTV02", "Họ và tên", "  trần văn  Bình ")
        assert desk.house.person("Bình").name == "trần văn Bình"
        assert desk.log() == [("đã nhận", "CTV02", "Họ và tên", "trần văn  Bình", "Phạm Thu Hà")]
        assert ("Phạm Thu Hà", "renamed", "sheets") in desk.house.journal("person:CTV02")

    @pytest.mark.parametrize("typed", ["0987654321", 987654321, "+84 987 654 321", "0987.654.321"])
    def test_a_phone_is_understood_however_it_is_typed_and_shown_as_people_read_it(
        self, desk: Desk, typed: object
    ) -> None:
        desk.types("roster", "CTV02", "Điện thoại", typed)
        assert desk.house.person("Bình").phone == "0987654321"
        assert desk.house.sheets.shows("roster")["CTV02"]["Điện thoại"] == "0987 654 321"

    def test_a_phone_that_is_none_stays_as_typed_with_a_sentence_beside_it(self, desk: Desk) -> None:
        desk.types("roster", "CTV02", "Điện thoại", "09l2 345")
        assert desk.house.person("Bình").phone == "0912345002"
        assert desk.house.sheets.shows("roster")["CTV02"]["Điện thoại"] == "09l2 345"
        assert desk.reply("roster", "CTV02").startswith("“09l2 345” không phải số điện thoại Việt Nam")
        desk.sync()
        assert desk.log() == [("không nhận", "CTV02", "Điện thoại", "09l2 345", "Phạm Thu Hà")]

    @pytest.mark.parametrize(
        ("title", "typed", "sentence"),
        [
            ("Họ và tên", "12345", "“12345” không phải họ tên; chỉ dùng chữ cái."),
            ("Họ và tên", "", "Thiếu “Họ và tên”."),
            ("Điện thoại", "0912 345 001", "Số 0912 345 001 đang là của CTV01."),
            ("Ngôn ngữ", "tiếng Pháp", "“tiếng Pháp” không có trong các lựa chọn của ô; hãy chọn trong danh sách."),
        ],
    )
    def test_it_is_held_to_the_rules_of_the_import(self, desk: Desk, title: str, typed: str, sentence: str) -> None:
        desk.types("roster", "CTV02", title, typed)
        assert desk.reply("roster", "CTV02") == sentence

    def test_mended_it_is_taken_and_the_sentence_goes(self, desk: Desk) -> None:
        desk.types("roster", "CTV02", "Điện thoại", "09l2 345")
        desk.types("roster", "CTV02", "Điện thoại", "0912 345 999")
        assert desk.reply("roster", "CTV02") == ""
        assert desk.house.person("Bình").phone == "0912345999"

    @pytest.mark.parametrize("typed", ["English", "tieng anh", "EN"])
    def test_a_language_may_be_typed_in_any_language(self, desk: Desk, typed: str) -> None:
        desk.types("roster", "CTV02", "Ngôn ngữ", typed)
        assert desk.house.person("Bình").language == "en"
        assert desk.house.sheets.shows("roster")["CTV02"]["Ngôn ngữ"] == "tiếng Anh"

    def test_what_is_typed_over_the_networks_cells_is_put_back_and_logged(self, desk: Desk) -> None:
        desk.types("roster", "CTV02", "Kênh trò chuyện", "Zalo")
        assert desk.house.sheets.shows("roster")["CTV02"]["Kênh trò chuyện"] == "đang hoạt động"
        assert desk.log() == [("trả lại như cũ", "CTV02", "Kênh trò chuyện", "Zalo", "hệ thống")]

    def test_a_deleted_row_comes_back_with_a_note_and_nobody_leaves(self, desk: Desk) -> None:
        desk.deletes("roster", "CTV02")
        assert desk.reply("roster", "CTV02").startswith("Dòng này vừa bị xóa, hệ thống đã ghi lại.")
        assert "người thôi tham gia thì ghi ngày cuối ở cột Đến ngày" in desk.reply("roster", "CTV02")
        assert desk.log() == [("ghi lại dòng bị xóa", "CTV02", "", "", "hệ thống")]
        desk.types("roster", "CTV02", "Phản hồi", "")
        assert desk.reply("roster", "CTV02") == ""
        assert len(desk.log()) == 1


NEWCOMER = {"Họ_và_tên": "Lý Thị Én", "Đơn_vị": "LĐLĐ Hà Nội", "Cấp": "Cấp tỉnh, ngành", "Từ_ngày": "01/06/2026"}


class TestNewPeople:
    def test_a_row_without_a_code_is_a_new_person_who_gets_the_next_one(self, desk: Desk) -> None:
        row = desk.adds("roster", **NEWCOMER, Điện_thoại="0977 123 456")
        assert row[:5] == ["CTV07", "Lý Thị Én", "LĐLĐ Hà Nội", "Cấp tỉnh, ngành", JUNE_1]
        person = desk.someone("CTV07")
        assert (person.name, person.phone, person.chat) == ("Lý Thị Én", "0977123456", ChatState.UNBOUND)
        assert person.appointments == (Appointment("ld_ha_noi", "provincial", Span(date(2026, 6, 1), None)),)
        assert ("Phạm Thu Hà", "imported", "") in desk.house.journal("person:CTV07")

    def test_or_the_code_that_was_typed(self, desk: Desk) -> None:
        desk.adds("roster", Mã="HN-31", **NEWCOMER)
        assert desk.someone("HN-31").name == "Lý Thị Én"
        assert desk.house.sheets.shows("roster")["HN-31"]["Kênh trò chuyện"] == "chưa kết nối"

    def test_they_are_taken_once_even_when_the_code_does_not_reach_the_sheet(self, desk: Desk) -> None:
        desk.house.sheets.adds("roster", **NEWCOMER)
        before = [list(row) for row in desk.house.sheets.grids["roster"]]
        desk.sync()
        desk.house.sheets.grids["roster"] = before
        desk.sync()
        assert desk.house.sheets.grids["roster"][-1][0] == "CTV07"
        assert [p.code for p in desk.people() if p.name == "Lý Thị Én"] == ["CTV07"]

    @pytest.mark.parametrize(
        ("cells", "sentence"),
        [
            ({"Cấp": ""}, "Để thêm người, còn thiếu “Cấp”."),
            ({"Đơn_vị": "LĐLĐ Sao Hỏa"}, "“LĐLĐ Sao Hỏa” không có trong các lựa chọn"),
            ({"Từ_ngày": "mùng một"}, 'Từ ngày: "mùng một" không phải ngày; viết 16/05/2026'),
            ({"Điện_thoại": "0912 345 001"}, 'Điện thoại: số "0912 345 001" đã là của CTV01'),
            ({"Điện_thoại": "O912345678"}, 'Điện thoại: "O912345678" có chữ cái lẫn trong số điện thoại'),
            ({"Mã": "CTV Én"}, 'Mã: mã "CTV Én" không hợp lệ'),
        ],
    )
    def test_a_row_that_cannot_be_taken_reads_what_the_import_would_report(
        self, desk: Desk, cells: dict[str, str], sentence: str
    ) -> None:
        row = desk.adds("roster", **{**NEWCOMER, **cells})
        assert str(row[10]).startswith(sentence)
        assert row[1] == "Lý Thị Én"
        assert "Lý Thị Én" not in [person.name for person in desk.people()]


class TestMoves:
    def test_another_unit_from_a_day_on_is_a_move_and_the_history_stays(self, desk: Desk) -> None:
        desk.house.sheets.types("roster", "CTV02", "Đơn vị", "LĐLĐ Cà Mau")
        desk.types("roster", "CTV02", "Từ ngày", "01/06/2026")
        before, after = desk.someone("CTV02").appointments
        assert (before.unit, before.span.last) == ("ld_ha_noi", date(2026, 5, 31))
        assert (after.unit, after.level, after.span) == ("ld_ca_mau", "provincial", Span(date(2026, 6, 1), None))
        shown = desk.house.sheets.shows("roster")["CTV02"]
        assert (shown["Đơn vị"], shown["Từ ngày"], shown.get("Phản hồi", "")) == ("LĐLĐ Cà Mau", JUNE_1, "")

    @pytest.mark.parametrize("title", ["Đơn vị", "Cấp"])
    def test_it_waits_for_its_first_day_and_keeps_what_was_chosen(self, desk: Desk, title: str) -> None:
        chosen = {"Đơn vị": "LĐLĐ Cà Mau", "Cấp": "Cấp Tổng Liên đoàn"}[title]
        desk.types("roster", "CTV02", title, chosen)
        assert desk.reply("roster", "CTV02").startswith("Chuyển đơn vị hoặc cấp: chọn đơn vị, cấp, rồi ghi ngày")
        desk.sync()
        assert desk.house.sheets.shows("roster")["CTV02"][title] == chosen
        desk.types("roster", "CTV02", "Từ ngày", JUNE_1)
        assert (len(desk.someone("CTV02").appointments), desk.reply("roster", "CTV02")) == (2, "")

    def test_history_is_not_guessed(self, desk: Desk) -> None:
        held = desk.someone("CTV02").appointments[0]
        desk.house.sheets.types("roster", "CTV02", "Cấp", "Cấp Tổng Liên đoàn")
        desk.types("roster", "CTV02", "Từ ngày", str(held.span.first - timedelta(days=1)))
        assert desk.reply("roster", "CTV02").startswith("Từ ngày: người này đã có quyết định từ")

    def test_a_day_that_is_none_is_said_to_be_none(self, desk: Desk) -> None:
        desk.types("roster", "CTV02", "Từ ngày", "đầu tháng")
        assert desk.reply("roster", "CTV02") == "“đầu tháng” không phải ngày; viết như 16/05/2026."

    def test_whoever_leaves_has_a_last_day_and_may_come_back_on_another(self, desk: Desk) -> None:
        desk.types("roster", "CTV02", "Đến ngày", "09/05/2026")
        (only,) = desk.someone("CTV02").appointments
        assert only.span.last == date(2026, 5, 9)
        desk.types("roster", "CTV02", "Đến ngày", "")
        assert desk.reply("roster", "CTV02").startswith("Không bỏ được ngày cuối đã ghi")
        desk.house.sheets.types("roster", "CTV02", "Đến ngày", MAY_9)
        desk.types("roster", "CTV02", "Từ ngày", JUNE_1)
        assert [a.span.first for a in desk.someone("CTV02").appointments][1:] == [date(2026, 6, 1)]


CAMPAIGN = "thang_cong_nhan_2026"


class TestCampaigns:
    def shown(self, desk: Desk, title: str) -> object:
        return desk.house.sheets.shows("campaigns")[CAMPAIGN].get(title, "")

    def test_days_and_announcement_read_as_the_file_has_them(self, desk: Desk) -> None:
        titles = ("Từ ngày", "Đến ngày", "Các cấp", "Các đơn vị", "Đổi so với tệp")
        told = tuple(self.shown(desk, title) for title in titles)
        assert told == (46_143, JUNE_1 - 1, "Cấp Tổng Liên đoàn\nCấp tỉnh, ngành", "tất cả", "")

    def test_another_last_day_counts_and_says_who_wanted_it(self, desk: Desk) -> None:
        desk.types("campaigns", CAMPAIGN, "Đến ngày", "15/06/2026")
        assert self.shown(desk, "Đến ngày") == JUNE_1 + 14
        assert self.shown(desk, "Đổi so với tệp") == "ngày cuối (Phạm Thu Hà)"
        (standing,) = desk.house.app.amendments()
        assert (standing.what, standing.value, standing.by) == ("last", "2026-06-15", "Phạm Thu Hà")

    def test_an_emptied_cell_lets_the_file_count_again(self, desk: Desk) -> None:
        desk.types("campaigns", CAMPAIGN, "Đến ngày", "15/06/2026")
        desk.types("campaigns", CAMPAIGN, "Đến ngày", "")
        assert (self.shown(desk, "Đến ngày"), desk.house.app.amendments()) == (JUNE_1 - 1, [])

    def test_both_days_moved_at_once_are_taken_at_once(self, desk: Desk) -> None:
        """The first day alone would be after the last."""
        other = "thang_atvsld_2026"
        desk.house.sheets.types("campaigns", other, "Từ ngày", "01/07/2026")
        desk.types("campaigns", other, "Đến ngày", "31/07/2026")
        assert desk.reply("campaigns", other) == ""
        assert {each.what: each.value for each in desk.house.app.amendments()} == {
            "first": "2026-07-01",
            "last": "2026-07-31",
        }

    @pytest.mark.parametrize(
        ("title", "typed", "sentence"),
        [
            ("Đến ngày", "31/02/2026", "“31/02/2026” không phải ngày; viết như 16/05/2026."),
            ("Phát động", "sáng mai", "“sáng mai” không phải ngày giờ; viết như 08:30 04/05/2026."),
            ("Phát động", "08:30 20/05/2026", "Chiến dịch đã phát động lúc 04/05/2026 08:30, không dời lại được."),
            ("Các cấp", "cấp huyện", "“cấp huyện” không phải cấp nào; viết tên cấp như ở trang Danh sách"),
            ("Các đơn vị", "LĐLĐ Sao Hỏa", "“LĐLĐ Sao Hỏa” không phải đơn vị nào; viết tên ngắn như ở trang Danh sách"),
            ("Từ ngày", "01/06/2026", "Ngày cuối 31/05/2026 lại đứng trước ngày đầu 01/06/2026."),
            ("Từ ngày", "01/05/1926", "Chiến dịch kéo dài từ 01/05/1926 đến 31/05/2026, quá 6 năm."),
            ("Đến ngày", "cuối tháng", "“cuối tháng” không phải ngày; viết như 16/05/2026."),
            ("Việc và người làm", "Ban quản trị", "Chiến dịch không có việc “Ban quản trị”"),
            ("Việc và người làm", "Nấu cơm: Ban quản trị", "Chiến dịch không có việc “Nấu cơm”"),
        ],
    )
    def test_what_cannot_be_stays_as_typed_with_a_sentence(
        self, desk: Desk, title: str, typed: str, sentence: str
    ) -> None:
        desk.types("campaigns", CAMPAIGN, title, typed)
        assert desk.reply("campaigns", CAMPAIGN).startswith(sentence)
        assert self.shown(desk, title) == typed
        assert desk.house.app.amendments() == []

    def test_an_audience_is_named_as_people_name_it(self, desk: Desk) -> None:
        desk.house.sheets.types("campaigns", CAMPAIGN, "Các cấp", "Cấp tỉnh, ngành")
        desk.types("campaigns", CAMPAIGN, "Các đơn vị", "LĐLĐ Cà Mau, LĐLĐ Hà Nội")
        assert {each.what: each.value for each in desk.house.app.amendments()} == {
            "levels": "provincial",
            "units": "ld_ca_mau, ld_ha_noi",
        }
        assert self.shown(desk, "Các đơn vị") == "LĐLĐ Hà Nội\nLĐLĐ Cà Mau"

    def test_a_task_gets_another_owner_and_the_others_keep_theirs(self, desk: Desk) -> None:
        lines = str(self.shown(desk, "Việc và người làm")).splitlines()
        changed = [f"{lines[0].rpartition(':')[0]}: Chị Hoa, Ban Tuyên giáo", *lines[1:]]
        desk.types("campaigns", CAMPAIGN, "Việc và người làm", "\n".join(changed))
        (standing,) = desk.house.app.amendments()
        assert (standing.part, standing.value) == ("owner", "Chị Hoa, Ban Tuyên giáo")
        assert str(self.shown(desk, "Việc và người làm")).splitlines() == changed


class TestLeave:
    def test_a_row_that_people_add_stops_the_reminders(self, desk: Desk) -> None:
        row = desk.adds("leave", Mã="CTV02", Từ_ngày=MAY_5, Đến_ngày="09/05/2026", Lý_do="Về quê")
        assert row[:6] == ["CTV02/2026-05-05", "CTV02", "Trần Văn Bình", MAY_5, MAY_9, "Về quê"]
        desk.house.reads("Bình")
        desk.house.until("2026-05-07 09:05")
        assert desk.house.reads("Bình") == []

    def test_it_is_taken_once_even_when_its_key_does_not_reach_the_sheet(self, desk: Desk) -> None:
        desk.house.sheets.adds("leave", Mã="CTV02", Từ_ngày=MAY_5)
        before = [list(row) for row in desk.house.sheets.grids["leave"]]
        desk.sync()
        desk.house.sheets.grids["leave"] = before
        desk.sync()
        assert len(desk.house.person("Bình").leaves) == 1
        assert desk.house.sheets.grids["leave"][-1][0] == "CTV02/2026-05-05"

    @pytest.mark.parametrize(
        ("cells", "sentence"),
        [
            ({"Mã": "CTV99", "Từ_ngày": MAY_5}, "Không có mã “CTV99” ở trang Danh sách."),
            ({"Mã": "CTV02"}, "Thiếu “Từ ngày”."),
            ({"Mã": "CTV02", "Từ_ngày": "31/02/2026"}, "“31/02/2026” không phải ngày; viết như 16/05/2026."),
            ({"Mã": "CTV02", "Từ_ngày": MAY_9, "Đến_ngày": MAY_5}, "Ngày cuối đứng trước ngày đầu."),
            ({"Mã": "CTV03", "Từ_ngày": MAY_5}, "Trùng với lần nghỉ từ 04/05/2026 của người này; hãy sửa dòng đó."),
            (
                {"Mã": "CTV03", "Từ_ngày": "04/05/2026"},
                "Đã có dòng CTV03/2026-05-04; hãy sửa ở dòng đó và xóa dòng này.",
            ),
        ],
    )
    def test_what_cannot_be_is_told_in_the_row(self, desk: Desk, cells: dict[str, object], sentence: str) -> None:
        row = desk.adds("leave", **cells)
        assert (row[0], row[6]) == ("", sentence)

    def test_a_leave_is_cut_short(self, desk: Desk) -> None:
        desk.types("leave", "CTV03/2026-05-04", "Đến ngày", MAY_9)
        (leave,) = desk.house.person("Châu").leaves
        assert str(leave.span.last) == "2026-05-09"
        assert desk.house.sheets.shows("roster")["CTV03"]["Nghỉ đến"] == MAY_9

    def test_another_first_day_is_another_leave(self, desk: Desk) -> None:
        desk.types("leave", "CTV03/2026-05-04", "Từ ngày", MAY_5)
        assert desk.reply("leave", "CTV03/2026-05-04").startswith("Không đổi được mã và ngày đầu")


class TestExcuses:
    def test_excused_nobody_reminds_and_nobody_counts(self, desk: Desk) -> None:
        desk.types("checkins", f"{WEEK}/CTV02", "Miễn báo cáo", "được miễn")
        assert desk.house.checkin("Bình", WEEK).excused
        assert desk.house.sheets.shows("checkins")[f"{WEEK}/CTV02"]["Tình trạng"] == "được miễn"
        assert desk.house.sheets.shows("rounds")[WEEK]["Được miễn"] == 2

    def test_emptied_the_person_is_asked_again(self, desk: Desk) -> None:
        desk.types("checkins", f"{WEEK}/CTV02", "Miễn báo cáo", "được miễn")
        desk.types("checkins", f"{WEEK}/CTV02", "Miễn báo cáo", "")
        assert not desk.house.checkin("Bình", WEEK).excused

    def test_who_has_answered_needs_no_excuse(self, desk: Desk) -> None:
        desk.house.answers("Bình", "Tuần này chưa có", "Không có gì thêm", "✅ Gửi")
        desk.types("checkins", f"{WEEK}/CTV02", "Miễn báo cáo", "được miễn")
        assert desk.reply("checkins", f"{WEEK}/CTV02") == "Người này đã gửi báo cáo rồi, không cần miễn."


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
