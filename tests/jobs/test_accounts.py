"""Bank accounts: typed into the finance spreadsheet, known by their last four digits, whole nowhere else."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from nhipcau.jobs.render_lists import list_documents
from nhipcau.ports import Editor
from nhipcau.rules.accounts import Account
from nhipcau.settings.rulebook import Rulebook
from tests.documents.reading import pages
from tests.fakes.fixtures import CUT_OFF, MAY_ENDS
from tests.fakes.house import House, found
from tests.jobs.closing import CHECK, amounts, check_and_close, decide, file, unwatched

NUMBER, ANOTHER = "0071000123456", "19034567890123"
DECLARATION, SIGN = "Tự khai điều kiện phụ cấp", "✅ Gửi"
UNIT_LIST = "Danh sách phụ cấp tháng 05/2026 – LĐLĐ Hà Nội"
BANK, DIGITS, HOLDER, REPLY = "Ngân hàng", "Số tài khoản", "Chủ tài khoản", "Phản hồi"


def syncs(house: House) -> None:
    house.app.sync_now(house.clock.now())


def types(house: House, code: str, **cells: object) -> None:
    """Into the row of this person: bank, number, holder."""
    titles = {"bank": BANK, "number": DIGITS, "holder": HOLDER}
    syncs(house)
    for column, value in cells.items():
        house.sheets.types("accounts", code, titles[column], value)
    syncs(house)


def known(house: House, who: str) -> Account:
    with house.looking() as tx:
        return tx.accounts.of(house.person(who).id)


def reply(house: House, code: str) -> str:
    return str(house.sheets.shows("accounts")[code].get(REPLY, ""))


def unpacked(folder: Path) -> bytes:
    """All that stands in the files below the folder, as a search would find it: archives opened, PDFs read."""
    found = []
    for path in folder.rglob("*"):
        if path.suffix in (".xlsx", ".docx"):
            with ZipFile(path) as parts:
                found += [parts.read(name) for name in parts.namelist()]
        elif path.suffix == ".pdf":
            found.append(" ".join(pages(path.read_bytes())).encode())
        elif path.is_file():
            found.append(path.read_bytes())
    return b"".join(found)


@pytest.fixture
def finance(house: House) -> House:
    """An accountant at the finance spreadsheet."""
    house.sheets.editor = Editor("Bùi Kim Oanh", "oanh@congdoan.example")
    return house


class TestTyping:
    def test_the_last_four_digits_are_known_and_the_number_stays_as_typed(self, finance: House) -> None:
        types(finance, "CTV02", bank="Vietcombank", number=NUMBER, holder="TRAN VAN BINH")
        assert known(finance, "Bình") == Account("Vietcombank", "3456", "TRAN VAN BINH")
        syncs(finance)
        assert finance.sheets.shows("accounts")["CTV02"][DIGITS] == NUMBER
        assert reply(finance, "CTV02") == ""

    def test_the_journal_says_who_changed_it_and_to_which_mask(self, finance: House) -> None:
        types(finance, "CTV02", bank="Vietcombank", number=NUMBER)
        types(finance, "CTV02", number=ANOTHER)
        with finance.looking() as tx:
            said = [entry for entry in tx.journal.about("person:CTV02") if entry.what == "account_changed"]
        assert [entry.detail["number"] for entry in said] == ["", "••••3456", "••••0123"]

    @pytest.mark.parametrize(
        ("cells", "sentence"),
        [
            ({"number": "12345"}, "Đây không phải số tài khoản: cần 6 đến 19 chữ số, không có chữ cái;"),
            ({"number": "VCB 0071000123456"}, "Đây không phải số tài khoản"),
            ({"number": 71_000_123_456}, "Ô này đang là số nên có thể đã mất số 0 ở đầu;"),
            ({"bank": f"VCB {NUMBER}"}, "“Ngân hàng” có dãy số như số tài khoản;"),
            ({"holder": NUMBER}, "“••••3456” không phải họ tên; chỉ dùng chữ cái."),
        ],
    )
    def test_what_is_none_stays_as_typed_with_a_sentence_beside_it(
        self, finance: House, cells: dict[str, object], sentence: str
    ) -> None:
        types(finance, "CTV02", **cells)
        syncs(finance)
        assert reply(finance, "CTV02").startswith(sentence)
        assert set(cells.values()) <= set(finance.sheets.shows("accounts")["CTV02"].values())
        assert known(finance, "Bình") == Account()

    def test_an_emptied_cell_forgets_the_number(self, finance: House) -> None:
        types(finance, "CTV02", bank="BIDV", number=NUMBER)
        types(finance, "CTV02", number="")
        assert known(finance, "Bình") == Account("BIDV")

    def test_a_deleted_row_comes_back_without_the_number_which_is_kept_nowhere(self, finance: House) -> None:
        types(finance, "CTV02", bank="BIDV", number=NUMBER, holder="TRAN VAN BINH")
        rows = finance.sheets.grids["accounts"]
        rows.remove(next(row for row in rows if row[0] == "CTV02"))
        syncs(finance)
        assert "Số tài khoản không lưu ở nơi nào khác, hãy gõ lại." in reply(finance, "CTV02")
        syncs(finance)
        assert known(finance, "Bình") == Account("BIDV", "", "TRAN VAN BINH")
        types(finance, "CTV02", number=NUMBER)
        assert known(finance, "Bình").shown == "••••3456 (BIDV)"

    def test_only_who_may_check_a_month_edits_it(self, finance: House) -> None:
        book = finance.app.book
        accounts = {"long@congdoan.example": finance.person("Long").code}
        finance.restart(replace(book, sharing=replace(book.sharing, accounts=accounts)))
        finance.sheets.editor = Editor("Nguyễn Hoàng Long", "long@congdoan.example")
        types(finance, "CTV02", number=NUMBER)
        assert known(finance, "Bình") == Account()
        assert reply(finance, "CTV02").startswith("Người sửa bảng này không có quyền")


class TestKeepingItApart:
    def test_the_whole_number_is_in_no_file_log_journal_or_message(
        self, finance: House, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)
        types(finance, "CTV01", bank="Vietcombank", number=NUMBER, holder="NGUYEN THI ANH")
        types(finance, "CTV02", bank=NUMBER, number=f"x{NUMBER}", holder=NUMBER)
        finance.sheets.types("accounts", "CTV03", "Họ và tên", f"Châu {NUMBER}")
        syncs(finance)
        types(finance, "CTV01", number=ANOTHER)
        finance.until("2026-05-05 09:00")
        kept = unpacked(tmp_path)
        assert b"sheet_rows" in kept
        assert "••••0123".encode() in kept
        for number in (NUMBER, ANOTHER, NUMBER[:-4], ANOTHER[:-4]):
            assert number.encode() not in kept
            assert number not in caplog.text

    def test_a_number_where_a_key_should_be_is_told_of_by_its_last_digits(self, finance: House, tmp_path: Path) -> None:
        syncs(finance)
        for code in ("CTV02", "CTV03"):
            finance.sheets.types("accounts", code, "Mã", NUMBER)
        syncs(finance)
        finance.deliver()
        assert "hai dòng cùng một khóa: A3, A4 (••••3456)" in finance.finds("admins", "Trang Tài khoản").text
        assert NUMBER.encode() not in unpacked(tmp_path)

    def test_a_closed_month_leaves_masks_in_every_file(self, june: House, tmp_path: Path) -> None:
        """Lists, pages and papers as they are really drawn, unpacked as far as their formats go."""
        paid_to(june, "CTV01", "Vietcombank", NUMBER)
        paid_to(june, "CTV04", "BIDV", ANOTHER)
        june.until(CUT_OFF)
        vars(june.app).pop("renderer")
        check_and_close(june)
        june.until("2026-06-05 17:30")
        written = [path for path in tmp_path.rglob("*") if path.suffix in (".pdf", ".xlsx", ".docx")]
        assert {path.suffix for path in written} == {".pdf", ".xlsx", ".docx"}
        kept = unpacked(tmp_path)
        assert "••••3456 (Vietcombank)".encode() in kept
        assert "••••0123 (BIDV)".encode() in kept
        for number in (NUMBER, ANOTHER, NUMBER[:-4], ANOTHER[:-4]):
            assert number.encode() not in kept

    def test_who_had_their_data_deleted_has_no_account_and_the_cell_is_emptied(self, finance: House) -> None:
        types(finance, "CTV02", bank="BIDV", number=NUMBER, holder="TRAN VAN BINH")
        bình = finance.person("Bình")
        with finance.app.store.begin() as tx:
            tx.erasures.erase(bình, (), finance.clock.now())
            assert tx.accounts.all() == {}
        syncs(finance)
        assert DIGITS not in finance.sheets.shows("accounts")["CTV02"]


def paid_to(house: House, code: str, bank: str, number: str) -> None:
    house.sheets.editor = Editor("Bùi Kim Oanh", "oanh@congdoan.example")
    types(house, code, bank=bank, number=number, holder="NGUOI NHAN")


class TestTheDeclaration:
    @pytest.fixture
    def asked(self, tmp_path: Path, book: Rulebook) -> Iterator[House]:
        """The eligibility round is open, nobody has answered, and Ánh's account is known."""
        house = House(tmp_path, book, found(tmp_path, book, MAY_ENDS), MAY_ENDS)
        paid_to(house, "CTV01", "Vietcombank", NUMBER)
        house.until("2026-05-30 08:00")
        yield house
        house.close()

    def test_it_shows_the_last_digits_and_all_as_known_still_takes_two_taps(self, asked: House) -> None:
        assert "• Tài khoản nhận tiền: ••••3456 (Vietcombank)" in asked.finds("Ánh", DECLARATION).text.replace(
            "\u00a0", " "
        )
        assert "Tài khoản" not in asked.finds("Bình", DECLARATION).text
        asked.answers("Ánh", "Có", SIGN)
        assert asked.checkin("Ánh", "eligibility/2026-05").answers == {"as_known": True}

    def test_a_no_is_told_to_the_accountant_and_to_no_unit_lead_and_holds_nothing_back(self, asked: House) -> None:
        asked.answers("Ánh", "Không", "Có", "Không", "Có", "Không", SIGN)
        asked.until("2026-06-03 09:00")
        card = asked.finds("Lan", UNIT_LIST).text
        assert "Nguyễn Thị Ánh: tự khai đúng như đang ghi" in card
        asked.restart(unwatched(asked.app.book))
        asked.until(CUT_OFF)
        assert amounts(asked)["Ánh"] == (702_000, "due")
        told = asked.finds("Oanh", "đã lập xong, chờ kế toán kiểm tra").text
        assert "🏦 Báo tài khoản không còn đúng (1): Nguyễn Thị Ánh" in told
        assert "Sửa ở trang Tài khoản của bảng tính Phụ cấp" in told
        assert not any("tài khoản không còn đúng" in text for text in asked.reads("Lan"))


class TestTheMonth:
    def test_the_accountant_reads_who_has_no_account_and_the_lists_show_masks_as_of_the_check(
        self, june: House
    ) -> None:
        paid_to(june, "CTV01", "Vietcombank", NUMBER)
        june.until(CUT_OFF)
        decide(june)
        told = june.finds("Oanh", "đã lập xong, chờ kế toán kiểm tra").text
        assert "🏦 Chưa có tài khoản (" in told
        assert "Trần Văn Bình" in told
        paid_to(june, "CTV02", "BIDV", ANOTHER)
        june.presses("Oanh", CHECK)
        paid_to(june, "CTV02", "MB", "000999999")
        accounts = [one for document in list_documents(june.app.book, file(june)) for one in document.accounts.values()]
        assert {"••••3456 (Vietcombank)", "••••0123 (BIDV)"} <= set(accounts)
        assert "••••9999 (MB)" not in accounts

    def test_where_nobody_has_an_account_nothing_is_missing(self, june: House) -> None:
        june.until(CUT_OFF)
        decide(june)
        assert "🏦" not in june.finds("Oanh", "đã lập xong, chờ kế toán kiểm tra").text
