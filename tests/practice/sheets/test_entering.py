"""What a cell holds and shows after somebody typed into it, in an English and in a Vietnamese spreadsheet."""

from datetime import UTC, datetime
from typing import Any

import gspread
import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice.core.clock import PracticeClock
from practice.sheets.accounts import EMAIL
from practice.sheets.calculating import Calculator
from practice.sheets.entering import take_raw, take_typed
from practice.sheets.locales import ENGLISH, VIETNAMESE
from practice.sheets.numberformat import show_number
from practice.sheets.reading import Asked, read_range
from practice.sheets.rendering import Rendering
from practice.sheets.world import SheetsWorld
from practice.sheets.writing import Writing, update_range
from tests.practice.sheets.conftest import START, Practice

TODAY = START.date()


def typed(world: SheetsWorld, locale: str, text: str) -> tuple[Any, str]:
    """The bare value and the shown text after typing."""
    made = world.create("thử", EMAIL, locale=locale)
    world.type(made.id, "Sheet1", "A1", text)
    return world.get(made.id).tabs[0].grid.cell(0, 0).value, "".join(*world.rows(made.id, "Sheet1"))


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("xin chào", "xin chào", "xin chào"),
        ("'0901", "0901", "0901"),  # the apostrophe keeps the zero, and is not part of the text
        ("'=1+1", "=1+1", "=1+1"),
        ("0901234567", 901234567, "901234567"),  # a phone number loses its zero
        ("+84901234567", 84901234567, "84901234567"),
        ("1,234", 1234, "1,234"),
        ("1,234.5", 1234.5, "1,234.50"),
        ("1.5", 1.5, "1.5"),
        ("1,5", "1,5", "1,5"),
        ("-7", -7, "-7"),
        ("1e3", 1000, "1000"),
        ("12%", 0.12, "12%"),
        ("12.5%", 0.125, "12.50%"),
        ("$1,200", 1200, "$1,200"),
        ("true", True, "TRUE"),
        ("False", False, "FALSE"),
        ("2020-01-01", 43831, "2020-01-01"),
        ("5/1/2026", 46143, "5/1/2026"),  # the first of May
        ("05/01/26", 46143, "05/01/26"),
        ("5/1", 46143, "5/1"),  # a fraction, or so the typist thought
        ("31/12/2026", "31/12/2026", "31/12/2026"),  # there is no month 31
        ("2026-05-01 08:30", 46143 + 8.5 / 24, "2026-05-01 08:30"),
        ("8:30", 8.5 / 24, "8:30"),
        ("8:30 PM", 20.5 / 24, "8:30 PM"),
        ("25:00", "25:00", "25:00"),
        ("+84 901 234 567", None, "#ERROR!"),  # a plus sign begins a formula
        ("- đã gọi", "- đã gọi", "- đã gọi"),
        ("@an", "@an", "@an"),
        ("=", "=", "="),
    ],
)
def test_typing_in_an_english_spreadsheet(world: SheetsWorld, text: str, value: Any, shown: str) -> None:
    assert typed(world, "en_US", text) == (pytest.approx(value) if isinstance(value, float) else value, shown)


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("1.234", 1234, "1.234"),
        ("1.234.567", 1234567, "1.234.567"),
        ("1,5", 1.5, "1,5"),
        ("1.5", "1.5", "1.5"),
        ("12,5%", 0.125, "12,50%"),
        ("468.000 ₫", 468000, "468.000 ₫"),
        ("468.000đ", 468000, "468.000 ₫"),
        ("1/5/2026", 46143, "1/5/2026"),  # the first of May
        ("01/05", 46143, "01/05"),
        ("31/12/2026", 46387, "31/12/2026"),
        ("5/13/2026", "5/13/2026", "5/13/2026"),
        ("2026-05-01", 46143, "2026-05-01"),
        ("TRUE", True, "TRUE"),
    ],
)
def test_typing_in_a_vietnamese_spreadsheet(world: SheetsWorld, text: str, value: Any, shown: str) -> None:
    assert typed(world, "vi_VN", text) == (value, shown)


@pytest.mark.parametrize("raw", ["0901234567", "=IMPORTXML(1)", "2026-05-01", "TRUE", " x ", "'quoted"])
def test_raw_texts_stay_texts(raw: str) -> None:
    assert take_raw(raw).value == raw


@given(st.text(max_size=40))
def test_typing_a_text_after_an_apostrophe_keeps_it(text: str) -> None:
    for locale in (ENGLISH, VIETNAMESE):
        assert take_typed("'" + text, locale, TODAY).value == (text or None)


@given(st.integers(-(10**14), 10**14))
def test_a_shown_whole_number_typed_again_is_the_same(number: int) -> None:
    for locale in (ENGLISH, VIETNAMESE):
        shown = show_number(number, {"type": "NUMBER", "pattern": "#,##0"}, locale)
        assert take_typed(shown, locale, TODAY).value == number


@given(st.dates())
def test_a_shown_date_typed_again_is_the_same(day: Any) -> None:
    for locale in (ENGLISH, VIETNAMESE):
        entered = take_typed(day.isoformat(), locale, TODAY)
        assert isinstance(entered.value, int)
        shown = show_number(entered.value, {"type": "DATE"}, locale)
        assert take_typed(shown, locale, TODAY).value == entered.value


@pytest.mark.parametrize(
    ("number", "kind", "pattern", "english", "vietnamese"),
    [
        (1234567.891, "NUMBER", "#,##0.00", "1,234,567.89", "1.234.567,89"),
        (0.5, "NUMBER", "0", "1", "1"),  # half goes up
        (2.5, "NUMBER", "#,##0", "3", "3"),
        (-1234.5, "NUMBER", "#,##0.0", "-1,234.5", "-1.234,5"),
        (-5, "NUMBER", "0;(0)", "(5)", "(5)"),
        (0, "NUMBER", '0;-0;"không"', "không", "không"),
        (7, "NUMBER", "000", "007", "007"),
        (1.5, "NUMBER", "0.##", "1.5", "1,5"),
        (0.256, "PERCENT", "0.0%", "25.6%", "25,6%"),
        (468000, "CURRENCY", '#,##0" ₫"', "468,000 ₫", "468.000 ₫"),
        (12345, "SCIENTIFIC", "0.00E+00", "1.23E+04", "1,23E+04"),
        (46143, "DATE", "dd/mm/yyyy", "01/05/2026", "01/05/2026"),
        (46143, "DATE", '"ngày" d "tháng" m', "ngày 1 tháng 5", "ngày 1 tháng 5"),
        (46143, "DATE", "dddd, mmmm d", "Friday, May 1", "Thứ Sáu, tháng 5 1"),
        (46143, "DATE", "ddd mmm yy", "Fri May 26", "Thứ Sáu tháng 5 26"),
        (46143.6041667, "DATE_TIME", "hh:mm:ss d/m", "14:30:00 1/5", "14:30:00 1/5"),
        (46143.6041667, "TIME", "h:mm am/pm", "2:30 PM", "2:30 PM"),
        (46143, "DATE", "", "5/1/2026", "01/05/2026"),
        (0.25, "PERCENT", "", "25.00%", "25,00%"),
        (5_000_000, "DATE", "yyyy", "5000000", "5000000"),  # no such year
        (3, "TEXT", "", "3", "3"),
    ],
)
def test_a_number_is_shown_by_its_pattern(
    number: float, kind: str, pattern: str, english: str, vietnamese: str
) -> None:
    number_format = {"type": kind, "pattern": pattern}

    assert show_number(number, number_format, ENGLISH) == english
    assert show_number(number, number_format, VIETNAMESE) == vietnamese


@pytest.mark.parametrize(
    ("number", "shown"),
    [(3, "3"), (1.5, "1.5"), (1 / 3, "0.3333333333"), (100 / 3, "33.33333333"), (1e-7, "1E-07"), (1e20, "1E+20")],
)
def test_a_number_without_a_format_is_shown_plainly(number: float, shown: str) -> None:
    assert show_number(number, {}, ENGLISH) == shown


def test_a_reader_chooses_between_shown_bare_and_formula(sheet: gspread.Worksheet) -> None:
    sheet.update([["=4/2", "2020-01-01", "12%", "true"]], "A1", value_input_option="USER_ENTERED")

    def read(values: str, dates: str) -> Any:
        return sheet.get("A1:D1", value_render_option=values, date_time_render_option=dates)[0]

    assert read("FORMATTED_VALUE", "SERIAL_NUMBER") == ["2", "2020-01-01", "12%", "TRUE"]
    assert read("UNFORMATTED_VALUE", "SERIAL_NUMBER") == [2, 43831, 0.12, True]
    assert read("UNFORMATTED_VALUE", "FORMATTED_STRING") == [2, "2020-01-01", 0.12, True]
    assert read("FORMULA", "SERIAL_NUMBER") == ["=4/2", 43831, 0.12, True]


def test_a_date_without_a_year_has_the_year_it_is_at_home(practice: Practice, sheet: gspread.Worksheet) -> None:
    practice.clock.set(datetime(2026, 12, 31, 20, 0, tzinfo=UTC))
    sheet.spreadsheet.update_timezone("Asia/Ho_Chi_Minh")
    sheet.update([["5/1", "=TODAY()"]], "A1", value_input_option="USER_ENTERED")

    assert sheet.get("A1:B1", value_render_option="UNFORMATTED_VALUE") == [[46508, 46388]]
    assert sheet.acell("B1").value == "1/1/2027"


def test_into_a_cell_of_plain_text_everything_goes_as_it_is(practice: Practice, sheet: gspread.Worksheet) -> None:
    sheet.format("A1:C1", {"numberFormat": {"type": "TEXT"}})
    sheet.update([["0901234567", "=1+1"]], "A1", value_input_option="USER_ENTERED")
    practice.world.type(sheet.spreadsheet_id, "Sheet1", "C1", "1/5")

    assert sheet.row_values(1) == ["0901234567", "=1+1", "1/5"]


Plain = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20),
    st.integers(-(10**12), 10**12),
    st.booleans(),
    st.floats(-1e6, 1e6).map(lambda number: round(number, 4)),
)


@given(st.lists(st.lists(Plain, min_size=1, max_size=4), min_size=1, max_size=5))
def test_raw_values_come_back_as_they_went_in(rows: list[list[Any]]) -> None:
    world = SheetsWorld(PracticeClock(START))
    with world.editing(world.create("x", EMAIL), EMAIL) as edit:
        update_range(edit, "Sheet1!C3", {"values": rows}, Writing(typed=False))
        calculator = Calculator(edit.spreadsheet, edit.now)
        read = read_range(edit.spreadsheet, calculator, "C3:Z", Asked(Rendering("UNFORMATTED_VALUE")))

    assert read["values"] == rows
