"""The tab of campaigns as people type it: days, audience and owners; what cannot be gets a sentence beside it."""

import pytest

from tests.jobs.sheet_desk import JUNE_1, Desk

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
