"""Bank accounts: typed into the finance spreadsheet, known by their last four digits, whole nowhere else."""

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from nhipcau.ports import Editor
from nhipcau.rules.accounts import Account
from tests.fakes.house import House

NUMBER, ANOTHER = "0071000123456", "19034567890123"
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
        return tx.accounts.all().get(house.person(who).id, Account())


def reply(house: House, code: str) -> str:
    return str(house.sheets.shows("accounts")[code].get(REPLY, ""))


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
        kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
        assert b"sheet_rows" in kept
        assert "••••0123".encode() in kept
        for number in (NUMBER, ANOTHER, NUMBER[:-4], ANOTHER[:-4]):
            assert number.encode() not in kept
            assert number not in caplog.text

    def test_who_had_their_data_deleted_has_no_account_and_the_cell_is_emptied(self, finance: House) -> None:
        types(finance, "CTV02", bank="BIDV", number=NUMBER, holder="TRAN VAN BINH")
        bình = finance.person("Bình")
        with finance.app.store.begin() as tx:
            tx.erasures.erase(bình, (), finance.clock.now())
            assert bình.id not in tx.accounts.all()
        syncs(finance)
        assert DIGITS not in finance.sheets.shows("accounts")["CTV02"]
