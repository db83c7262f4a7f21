"""The other commands of whoever runs the network: what they print, and what they leave alone."""

import csv
import json
import re
import stat
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from nhipcau.cli.main import app
from nhipcau.rules.accounts import Account
from nhipcau.settings.installation import Installation
from nhipcau.storage import open_store
from tests.cli.conftest import Command
from tests.fakes.people import TABLE

TOKEN = "123456789:" + "A" * 35


def write(path: str, text: str) -> str:
    Path(path).write_text(text, encoding="utf-8")
    return path


class TestHelp:
    @pytest.mark.parametrize("command", [str(item.name or item.callback.__name__) for item in app.registered_commands])
    def test_every_command_says_what_it_is_for(self, nhipcau: Command, command: str) -> None:
        printed = nhipcau(command, "--help")
        assert printed.status == 0
        assert f"nhipcau {command}" in printed.said.replace("root ", "nhipcau ")


class TestRoster:
    def test_people_of_a_table_are_added_once(self, nhipcau: Command) -> None:
        table = write("roster.csv", TABLE)
        assert nhipcau("roster", "import", table, "--yes").said.splitlines()[-1] == (
            "Đã thêm 12 người, cập nhật 0 người; 0 người giữ nguyên."
        )
        assert nhipcau("roster", "import", table, "--yes").said.splitlines()[-1] == (
            "Đã thêm 0 người, cập nhật 0 người; 12 người giữ nguyên."
        )

    def test_every_fault_is_named_by_row_and_column_and_nothing_is_applied_until_somebody_says_so(
        self, nhipcau: Command
    ) -> None:
        """R38"""
        spoiled = write("roster.csv", TABLE.replace("0912 345 001", "12345").replace("ld_ca_mau", "ld_ca_mao", 1))
        printed = nhipcau("roster", "import", spoiled, typed="n\n")
        assert 'roster.csv: dòng 2, cột Điện thoại: "12345" không phải số điện thoại Việt Nam' in printed.complained
        assert 'roster.csv: dòng 5, cột Đơn vị: không có đơn vị mã "ld_ca_mao"' in printed.complained
        assert "Bảng có 2 lỗi." in printed.complained
        assert "10 người mới, 0 người thay đổi, 0 người như cũ, 2 dòng có lỗi (để lại)." in printed.said
        assert "Danh sách chưa có ai" in nhipcau("doctor").said
        assert "Đã thêm 10 người" in nhipcau("roster", "import", spoiled, typed="y\n").said

    def test_a_workbook_with_vietnamese_titles_is_a_roster_too(self, nhipcau: Command) -> None:
        book = Workbook()
        book.active.append(["Mã", "Họ và tên", "Điện thoại", "Đơn vị", "Cấp", "Từ ngày"])
        book.active.append(["CTV01", "Lê Thị Ánh", 912345001, "ld_ha_noi", "provincial", date(2026, 1, 1)])
        book.save("danh_sach.xlsx")
        assert "1 người mới" in nhipcau("roster", "import", "danh_sach.xlsx", "--yes").said
        assert "LĐLĐ" not in nhipcau("roster", "invites").complained

    @pytest.mark.parametrize(
        ("name", "text", "sentence"),
        [
            ("a.csv", "", "a.csv không đọc được"),
            ("b.xlsx", "không phải bảng", "b.xlsx không đọc được"),
            ("c.csv", "code,name,hang\n1,An,2\n", "Không rõ các cột: hang."),
        ],
    )
    def test_a_file_that_is_no_roster_is_refused_with_a_sentence(
        self, nhipcau: Command, name: str, text: str, sentence: str
    ) -> None:
        printed = nhipcau("roster", "import", write(name, text), "--yes")
        assert printed.status == 1
        assert sentence in printed.complained

    def test_gaps_twins_merging_and_parting_are_told_in_sentences(self, nhipcau: Command) -> None:
        twice = TABLE + "CTV99,Trần Văn Bình,,ld_ha_noi,provincial,2026-01-01,,,,,\n"
        nhipcau("roster", "import", write("roster.csv", twice), "--yes")
        assert "CTV02 Trần Văn Bình và CTV99 Trần Văn Bình: cùng tên, cùng đơn vị" in nhipcau("roster", "twins").said
        assert "Đã gộp CTV99 vào CTV02." in nhipcau("roster", "merge", "CTV02", "CTV99").said
        assert nhipcau("roster", "twins").said == "Không thấy ai trùng.\n"
        assert "CTV99 lại là một người riêng" in nhipcau("roster", "part", "CTV99").said
        assert "Liên đoàn Lao động tỉnh Cà Mau – Cấp Tổng Liên đoàn: 0/1" in nhipcau("roster", "gaps").said
        assert "Không có ai mang mã CTV77." in nhipcau("roster", "merge", "CTV02", "CTV77").complained

    @pytest.mark.parametrize(
        ("own", "said"),
        [
            (
                "",
                "CTV02 chưa có tài khoản nên nhận ngân hàng và chủ tài khoản của CTV99. Số tài khoản ••••3456",
            ),
            (
                "0123",
                "Cả hai đều có tài khoản: giữ ••••0123 (BIDV) của CTV02, không dùng ••••3456 (BIDV) của CTV99 nữa.",
            ),
        ],
    )
    def test_whoever_merges_is_told_which_account_counts(self, nhipcau: Command, own: str, said: str) -> None:
        twice = TABLE + "CTV99,Trần Văn Bình,,ld_ha_noi,provincial,2026-01-01,,,,,\n"
        nhipcau("roster", "import", write("roster.csv", twice), "--yes")
        store = open_store(Installation().database, durable=False)
        with store.begin() as tx:
            for code, digits in (("CTV02", own), ("CTV99", "3456")):
                person = tx.people.by_code(code)
                assert person is not None
                tx.accounts.put(person.id, Account("BIDV", digits, "TRAN VAN BINH") if digits else Account())
        store.close()
        assert said in nhipcau("roster", "merge", "CTV02", "CTV99").said

    def test_invites_are_a_table_to_copy_and_stay_the_same(self, nhipcau: Command) -> None:
        nhipcau("roster", "import", write("roster.csv", TABLE), "--yes")
        first, again = nhipcau("roster", "invites").said, nhipcau("roster", "invites").said
        rows = list(csv.DictReader(first.splitlines()))
        assert [row["name"] for row in rows][:2] == ["Nguyễn Thị Ánh", "Trần Văn Bình"]
        assert len({row["link"] for row in rows}) == 12
        assert again == first


class TestPlan:
    def test_it_says_what_is_due_when_and_stores_nothing(self, nhipcau: Command) -> None:
        printed = nhipcau("plan", "--on", "2026-05-01", "--days", "8")
        assert "08:00 Thứ Hai 04/05/2026" in printed.said
        assert "Tháng Công nhân năm 2026" in printed.said
        assert "mốc việc đã quá giờ" not in nhipcau("doctor").said

    def test_it_says_who_gets_it_and_why(self, nhipcau: Command) -> None:
        nhipcau("roster", "import", write("roster.csv", TABLE), "--yes")
        lines = nhipcau("plan", "--on", "2026-05-06", "--days", "2").said.splitlines()
        assert lines[:2] == [
            "09:00 Thứ Năm 07/05/2026 nhắc: Báo cáo tuần 04/05/2026 – 10/05/2026 (1)",
            "    0 người, 5 chưa liên lạc được, 1 đang nghỉ: chỉ ai còn nợ báo cáo lúc đó",
        ]

    def test_for_one_person_it_says_how_they_stand(self, nhipcau: Command) -> None:
        nhipcau("roster", "import", write("roster.csv", TABLE), "--yes")
        said = nhipcau("plan", "--on", "2026-05-06", "--days", "2", "--person", "CTV03").said
        assert said.splitlines() == [
            "09:00 Thứ Năm 07/05/2026 nhắc: Báo cáo tuần 04/05/2026 – 10/05/2026 (1)",
            "    đang nghỉ phép: không gửi",
        ]

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            (("--on", "05/06/2026"), 'Ngày "05/06/2026" xin ghi theo thứ tự năm-tháng-ngày: 2026-06-05.'),
            (("--on", "2026-02-30"), '"2026-02-30" không phải là một ngày có thật.'),
            (("--on", "hôm nay"), '"hôm nay" không phải là một ngày có thật.'),
        ],
    )
    def test_a_day_that_is_none_is_told(self, nhipcau: Command, typed: tuple[str, ...], sentence: str) -> None:
        printed = nhipcau("plan", *typed)
        assert (printed.status, sentence in printed.complained) == (1, True)

    def test_nothing_ahead_is_told_too(self, nhipcau: Command) -> None:
        nhipcau("roster", "import", write("roster.csv", TABLE), "--yes")
        said = nhipcau("plan", "--on", "2026-05-05", "--days", "3", "--person", "CB01").said
        assert said.strip() == "Không có mốc nào trong 3 ngày tới."

    def test_a_code_that_nobody_has_is_told(self, nhipcau: Command) -> None:
        printed = nhipcau("plan", "--person", "CTV77")
        assert (printed.status, 'Không ai có mã "CTV77"' in printed.complained) == (1, True)


class TestInit:
    def test_what_is_given_is_written_where_only_this_user_reads_it(self, nhipcau: Command) -> None:
        account = write("account.json", json.dumps({"client_email": "bot@example.org"}))
        write("nhipcau.env", "NHIPCAU_LANGUAGE=vi\nNHIPCAU_TELEGRAM_TOKEN=old\n")
        printed = nhipcau("init", typed=f"{TOKEN}\n{account}\n")
        assert printed.status == 0
        assert "Hãy chia sẻ các bảng tính (quyền chỉnh sửa) cho bot@example.org." in printed.said
        settings = Path("nhipcau.env")
        assert stat.S_IMODE(settings.stat().st_mode) == 0o600
        assert settings.read_text(encoding="utf-8").splitlines() == [
            "NHIPCAU_LANGUAGE=vi",
            f"NHIPCAU_TELEGRAM_TOKEN={TOKEN}",
            f"NHIPCAU_GOOGLE_CREDENTIALS={Path(account).resolve()}",
        ]

    def test_an_empty_answer_keeps_what_stands_there(self, nhipcau: Command) -> None:
        write("nhipcau.env", f"NHIPCAU_TELEGRAM_TOKEN={TOKEN}\n")
        assert nhipcau("init", typed="\n\n").status == 0
        assert Path("nhipcau.env").read_text(encoding="utf-8") == f"NHIPCAU_TELEGRAM_TOKEN={TOKEN}\n"

    @pytest.mark.parametrize("typed", ["token\n\n", "123:short\n\n"])
    def test_a_token_of_another_form_is_refused_with_an_example(self, nhipcau: Command, typed: str) -> None:
        printed = nhipcau("init", typed=typed)
        assert printed.status == 1
        assert "Token không đúng dạng. Token trông như 123456789:AAH…" in printed.complained
        assert not Path("nhipcau.env").exists()

    @pytest.mark.parametrize("content", ["", "[]", '{"type": "authorized_user"}'])
    def test_a_file_that_is_no_service_account_is_refused(self, nhipcau: Command, content: str) -> None:
        printed = nhipcau("init", "--token", TOKEN, "--credentials", write("account.json", content))
        assert printed.status == 1
        assert "account.json không đọc được, hoặc không phải tệp JSON của tài khoản dịch vụ" in printed.complained


class TestDoctor:
    def test_a_new_installation_is_told_its_next_steps(self, nhipcau: Command) -> None:
        printed = nhipcau("doctor")
        assert printed.status == 1
        assert '✗ Danh sách chưa có ai: chạy "nhipcau roster import DANH_SACH.csv".' in printed.said
        assert '• Chưa có token Telegram: đang dùng mạng tập. Khi cần chạy thật: "nhipcau init".' in printed.said

    def test_with_people_nothing_is_bad(self, nhipcau: Command) -> None:
        nhipcau("roster", "import", write("roster.csv", TABLE), "--yes")
        printed = nhipcau("doctor")
        assert printed.status == 0
        assert "✓ 12 người trong danh sách, 0 người đã kết nối." in printed.said
        assert "• Chưa có nhóm điều phối" in printed.said

    def test_a_database_that_does_not_open_is_told_with_what_to_look_at(
        self, nhipcau: Command, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write("notes.txt", "Đây không phải cơ sở dữ liệu, và đủ dài để SQLite nhận ra điều đó." * 20)
        monkeypatch.setenv("NHIPCAU_DATABASE_URL", f"sqlite:///{Path('notes.txt').resolve()}")
        printed = nhipcau("doctor")
        assert printed.status == 1
        assert "✗ Không mở được cơ sở dữ liệu" in printed.said


def test_the_preview_shows_every_message_in_both_languages(nhipcau: Command) -> None:
    assert nhipcau("preview", "--out", "seen").said == "Mở seen/index.html để xem mọi tin nhắn.\n"
    page = Path("seen/index.html").read_text(encoding="utf-8")
    assert "Câu 1/2" in page
    assert "Question 1 of 2" in page


def test_nobody_waits_for_a_word_about_an_uncertain_message(nhipcau: Command) -> None:
    assert nhipcau("uncertain").said == "0 tin nhắn chưa rõ đã đến hay chưa.\n"


class TestCalendar:
    def test_the_year_has_its_days_off_campaigns_and_deadlines(self, nhipcau: Command) -> None:
        said = nhipcau("calendar", "2027").said
        for line in (
            "07/01/2027 – 15/02/2027  Chiến dịch: Tết Sum vầy Đinh Mùi năm 2027",
            "06/02/2027 Nghỉ: Tết Nguyên Đán",
            "08:30 Thứ Năm 07/01/2027 Phát động: Tết Sum vầy Đinh Mùi năm 2027",
            "17:00 Thứ Sáu 19/02/2027 Hạn gửi: Tết Sum vầy Đinh Mùi năm 2027",
        ):
            assert " ".join(line.split()) in " ".join(said.split())
        assert "Báo cáo tuần" not in said
        assert "Báo cáo tuần" in nhipcau("calendar", "2027", "--all").said

    def test_the_feed_can_be_read_by_calendar_programs(self, nhipcau: Command) -> None:
        assert "lich.ics" in nhipcau("calendar", "2027", "--ics", "lich.ics").said
        feed = Path("lich.ics").read_bytes()
        assert feed.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
        assert feed.endswith(b"END:VCALENDAR\r\n")
        assert b"DTSTART;VALUE=DATE:20270107\r\nDTEND;VALUE=DATE:20270216\r\n" in feed
        assert b"DTSTART:20270107T013000Z\r\n" in feed
        assert max(map(len, feed.split(b"\r\n"))) <= 75
        text = feed.replace(b"\r\n ", b"").decode()
        assert text.count("BEGIN:VEVENT") == text.count("UID:") == len(set(re.findall("UID:.*", text)))


class TestCampaigns:
    def test_what_people_set_otherwise_is_listed_and_shown_in_the_plan(self, nhipcau: Command) -> None:
        nhipcau("campaign", "set", "tet_sum_vay_2027", "last", "2027-02-20", "--why", "Tết muộn")
        assert "Tết Sum vầy" in nhipcau("campaign", "list").said
        assert "ngày cuối: 2027-02-20 (cli đổi lúc" in nhipcau("campaign", "list").said
        assert "đổi so với tệp: ngày cuối là 2027-02-20 (cli: Tết muộn)" in nhipcau("plan", "--on", "2027-01-05").said
        refused = nhipcau("campaign", "set", "tet_sum_vay_2027", "last", "2027-02-30", "--why", "nhầm")
        assert '"2027-02-30" không phải là một ngày có thật' in refused.complained
        assert "chưa có gì được áp dụng" in refused.complained
        nhipcau("campaign", "unset", "tet_sum_vay_2027", "last", "--why", "như cũ")
        assert nhipcau("campaign", "list").said == "Chiến dịch nào cũng theo đúng tệp của mình.\n"
