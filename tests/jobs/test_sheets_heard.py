"""What people type into the shared sheets: the rules and roles of the chat, the editor's name, and a no in words."""

from datetime import date, timedelta

import pytest

from nhipcau.rules.kernel import Span
from nhipcau.rules.roster import Appointment, ChatState
from tests.jobs.sheet_desk import JUNE_1, MAY_5, MAY_9, WEEK, Desk


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
