"""What may be shown of an account number, whatever people type around it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.rules.accounts import LEAST, MASK, MOST, SHOWN, Account, last_digits, without_numbers
from nhipcau.rules.sheets.cells import Titles
from nhipcau.rules.sheets.sealed import Sealed, sealed, writable
from nhipcau.rules.sheets.tabs import DECLARATIONS

TAB = DECLARATIONS["accounts"]
TITLES = Titles("vi", {column.key: {"vi": column.key} for column in TAB.columns}, {})
HEADER = [column.key for column in TAB.columns]

numbers = st.text("0123456789", min_size=LEAST, max_size=MOST)
words = st.text("ab Đ(:,)", max_size=8)


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("0071000123456", "3456"),
        ("0071 0001.234-56", "3456"),
        ("000123", "0123"),
        ("1" * 19, "1111"),
        ("12345", ""),
        ("1" * 20, ""),
        ("VCB0071000123", ""),
        ("۱۲۳۴۵۶۷", ""),
        ("", ""),
    ],
)
def test_an_account_number_is_6_to_19_digits_however_it_is_spaced(typed: str, digits: str) -> None:
    assert last_digits(typed) == digits


@given(words, numbers, words)
def test_of_a_number_in_any_text_four_digits_are_left(before: str, number: str, after: str) -> None:
    shown = without_numbers(f"{before}{number}{after}")
    assert sum(each.isdigit() for each in shown) == SHOWN
    assert f"{MASK}{number[-SHOWN:]}" in shown


@given(numbers, numbers.filter(lambda text: len(text) > SHOWN))
def test_nothing_leaves_a_sealed_tab_whole(number: str, beside: str) -> None:
    row = ["CTV01", beside, "LĐLĐ Hà Nội", f"VCB {beside}", number, beside, "", ""]
    _, (key, name, _, bank, kept, holder, *_) = sealed(TAB, TITLES, [HEADER, row], {"CTV01"})
    assert (key, kept) == ("CTV01", f"{MASK}{number[-SHOWN:]}")
    assert all(sum(each.isdigit() for each in str(cell)) <= SHOWN for cell in (name, bank, kept, holder))


@given(numbers.filter(lambda text: len(text) > SHOWN))
def test_nor_does_a_number_that_stands_where_a_key_should_be(number: str) -> None:
    _, (key, *_) = sealed(TAB, TITLES, [HEADER, [number, *[""] * 7]], {"CTV01"})
    assert sum(each.isdigit() for each in str(key)) <= SHOWN


@given(numbers)
def test_a_mask_is_never_written_over_what_stands_in_the_sheet(number: str) -> None:
    assert writable(TAB, {"bank": "BIDV", "number": Sealed(number)}) == {"bank": "BIDV"}
    assert writable(TAB, {"bank": "", "number": ""}) == {"bank": "", "number": ""}


def test_a_cell_that_is_a_number_may_have_lost_its_zeros() -> None:
    assert Sealed(71_000_123_456).as_number
    assert Sealed("0071000123456") == "••••3456"
    assert Sealed("hỏi lại") == "••••"


@pytest.mark.parametrize(
    ("account", "shown"),
    [
        (Account("Vietcombank", "1234", "NGUYEN THI ANH"), "••••1234 (Vietcombank)"),
        (Account("Vietcombank", "", "NGUYEN THI ANH"), ""),
        (Account("", "1234", "NGUYEN THI ANH"), ""),
        (Account(), ""),
    ],
)
def test_an_account_is_shown_once_it_is_complete(account: Account, shown: str) -> None:
    assert account.shown == shown
