"""Formulas: what they come to, by the locale's grammar, and how they follow their cells."""

import pytest

from practice.core.clock import PracticeClock
from practice.sheets.accounts import EMAIL
from practice.sheets.batch import run_batch
from practice.sheets.world import SheetsWorld
from tests.practice.sheets.conftest import START

TABLE = [
    ("Tên", "Cấp", "Điểm", "Ngày"),
    ("An", "tỉnh", "9", "2026-05-01"),
    ("Bình", "cơ sở", "7", "2026-05-15"),
    ("Chi", "tỉnh", "", "2026-06-01"),
    ("Dũng", "cơ sở", "x", "2026-06-02"),
    ("Én", "tỉnh", "4.5", ""),
]


@pytest.fixture(scope="module")
def filled() -> SheetsWorld:
    """An English spreadsheet with the table above on the tab Data, and an empty tab beside it."""
    world = SheetsWorld(PracticeClock(START))
    world.create("Sổ", EMAIL, tab="Data")
    for row, cells in enumerate(TABLE, 1):
        for letter, text in zip("ABCD", cells, strict=True):
            world.type("Sổ", "Data", f"{letter}{row}", text)
    return world


def shown(world: SheetsWorld, formula: str, cell: str = "F1") -> str:
    world.type("Sổ", "Data", cell, formula)
    return world.rows("Sổ", "Data")[int(cell[1:]) - 1][ord(cell[0]) - ord("A")]


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("=1+2*3", "7"),
        ("=(1+2)*3", "9"),
        ("=-2^2", "4"),  # the sign binds first, as in Sheets
        ("=2^3^2", "64"),  # from left to right
        ("=10/4", "2.5"),
        ("=1/0", "#DIV/0!"),
        ("=50%", "0.5"),
        ('="a"&1&TRUE', "a1TRUE"),
        ('="a"="A"', "TRUE"),
        ("=2>10", "FALSE"),
        ('="b">"a"', "TRUE"),
        ('=1<"a"', "TRUE"),  # numbers come before texts
        ("=1<>2", "TRUE"),
        ("=C2", "9"),
        ("=C2+C3", "16"),
        ("=Data!C2", "9"),
        ("='Data'!$C$2", "9"),
        ("=A2&B2", "Antỉnh"),
        ("=C4+1", "1"),  # empty is nothing
        ("=C5+1", "#VALUE!"),
        ("=SUM(C2:C6)", "20.5"),  # the text does not count
        ("=SUM(C:C)", "20.5"),
        ("=SUM(C2,C3;10)", "26"),
        ("=AVERAGE(C2:C3)", "8"),
        ("=AVERAGE(C4)", "#DIV/0!"),
        ("=MIN(C2:C6)", "4.5"),
        ("=MAX(C2:C6)", "9"),
        ("=COUNT(C2:C6)", "3"),
        ("=COUNTA(C2:C6)", "4"),
        ("=COUNTBLANK(C2:C6)", "1"),
        ('=COUNTIF(B2:B6,"tỉnh")', "3"),
        ('=COUNTIF(B2:B6,"TỈNH")', "3"),
        ('=COUNTIF(B2:B6,"<>tỉnh")', "2"),
        ('=COUNTIF(C2:C6,">=7")', "2"),
        ('=COUNTIF(C2:C6,">"&C6)', "2"),
        ("=COUNTIF(C2:C6,9)", "1"),
        ('=COUNTIF(A2:A6,"*n*")', "4"),
        ('=COUNTIF(A2:A6,"?n")', "2"),
        ('=COUNTIFS(B2:B6,"tỉnh",C2:C6,">5")', "1"),
        ('=SUMIF(B2:B6,"tỉnh",C2:C6)', "13.5"),
        ('=SUMIF(C2:C6,">5")', "16"),
        ('=SUMIFS(C2:C6,B2:B6,"tỉnh",C2:C6,"<5")', "4.5"),
        ('=AVERAGEIF(B2:B6,"tỉnh",C2:C6)', "6.75"),
        ('=IF(C2>5,"đạt","chưa")', "đạt"),
        ('=IF(C4>5,"đạt","chưa")', "chưa"),
        ("=IF(FALSE,1)", "FALSE"),
        ("=IF(TRUE,1,1/0)", "1"),  # what is not needed is not computed
        ('=IFS(C2<5,"thấp",C2<10,"vừa")', "vừa"),
        ("=IFS(FALSE,1)", "#N/A"),
        ('=IFERROR(1/0,"-")', "-"),
        ('=IFERROR(C2,"-")', "9"),
        ("=ISERROR(1/0)", "TRUE"),
        ("=ISBLANK(C4)", "TRUE"),
        ("=AND(C2>5,C3>5)", "TRUE"),
        ("=OR(C2>50,C3>50)", "FALSE"),
        ("=NOT(TRUE)", "FALSE"),
        ("=ROUND(2.345,2)", "2.35"),
        ("=ROUND(1250,-2)", "1300"),
        ("=ROUNDUP(1.1)", "2"),
        ("=ROUNDDOWN(1.9)", "1"),
        ("=INT(-1.5)", "-2"),
        ("=ABS(-3)", "3"),
        ("=MOD(7,3)", "1"),
        ("=MOD(7,0)", "#DIV/0!"),
        ('=CONCATENATE("a",1)', "a1"),
        ('=TEXTJOIN(", ",TRUE,C2:C4)', "9, 7"),
        ('=LEN("điểm")', "4"),
        ('=LEFT("điểm",2)&RIGHT("điểm",1)&MID("điểm",2,1)', "đimi"),
        ('=UPPER("đ")&LOWER("Đ")&TRIM("  a  b ")', "Đđa b"),
        ("=DATE(2026,5,1)", "5/1/2026"),
        ("=DATE(2026,13,1)", "1/1/2027"),
        ("=MONTH(D2)", "5"),
        ("=YEAR(D2)", "2026"),
        ("=DAY(D3)", "15"),
        ("=WEEKDAY(D2,2)", "5"),
        ("=D2", "2026-05-01"),  # a date stays a date
        ("=D2+14", "2026-05-15"),
        ("=EOMONTH(D2,1)", "2026-06-30"),
        ('=COUNTIF(D2:D6,">="&DATE(2026,6,1))', "2"),
        ("=TODAY()", "5/1/2026"),
        ("=NOW()", "5/1/2026 1:00:00 AM"),
        ('=VLOOKUP("Bình",A2:C6,3,FALSE)', "7"),
        ('=VLOOKUP("Không",A2:C6,3,FALSE)', "#N/A"),
        ('=VLOOKUP("Bình",A2:C6,9,FALSE)', "#REF!"),
        ('=MATCH("Chi",A1:A6,0)', "4"),
        ("=INDEX(A1:C6,2,3)", "9"),
        ('=INDEX(C1:C6,MATCH("Bình",A1:A6,0))', "7"),
        ("=PRODUCT(2,3)", "6"),
        ("=SUM()", "0"),
        ("=F1", "#REF!"),  # itself
        ("=A2:A3", "#VALUE!"),  # one cell cannot hold two
        ('="5"+1', "6"),
        ('="1,5"+1', "2.5"),
        ('="nan"+1', "#VALUE!"),
        ('=COUNTIF(A2:A6,"inf")', "0"),
        ("=NOSUCH(1)", "#NAME?"),
        ("=nosuch", "#NAME?"),
        ("=Nowhere!A1", "#REF!"),
        ("=ZZ1", "#REF!"),
        ("=9^9^9^9", "#NUM!"),
        ("=0^-1", "#NUM!"),
        ("=(-8)^0.5", "#NUM!"),
        ("=PRODUCT(10^200,10^200)", "#NUM!"),
        ("=10^15*10^15", "1E+30"),
        ("=+C2", "9"),
        ("=-C2%", "-0.09"),
        ("=IF(,1,2)", "2"),
        ("=DATE(99999,1,1)", "#NUM!"),
        ("=YEAR(9999999)", "#NUM!"),
        ("=COUNTIFS(A1:A2,1,A1:A3,1)", "#VALUE!"),
        ("=MATCH(20,C2:C3)", "2"),
        ("=INDEX(A1:C1,2)", "Cấp"),
        ("=INDEX(A1:C1,2,9)", "#REF!"),
        ("=LEN()", "#N/A"),
        ('=COUNTIF(A2:A6,"~*")', "0"),
        ("=COUNTIF(C2:C6,C4)", "0"),
        ("=SUM(", "#ERROR!"),
        ("=SUM(1 2)", "#ERROR!"),
        ("=(1", "#ERROR!"),
        ("=1 2", "#ERROR!"),
        ("=?", "#ERROR!"),
        ("=1+", "#ERROR!"),
        ("=)", "#ERROR!"),
        ("=#REF!+1", "#REF!"),
        ("=SUM(C2:C3,1/0)", "#DIV/0!"),
        ('=IMPORTXML("x","y")', "#NAME?"),
    ],
)
def test_a_formula_comes_to(filled: SheetsWorld, formula: str, result: str) -> None:
    assert shown(filled, formula) == result


def test_an_error_in_a_cell_spreads_to_those_that_need_it(filled: SheetsWorld) -> None:
    filled.type("Sổ", "Data", "G1", "=1/0")

    assert shown(filled, "=G1+1") == "#DIV/0!"
    assert shown(filled, "=SUM(F2:G2)+COUNTA(G1)") == "1"
    assert shown(filled, '=IFERROR(G1,"không có")') == "không có"
    filled.type("Sổ", "Data", "G1", "")


def test_two_formulas_that_wait_for_each_other_are_an_error(filled: SheetsWorld) -> None:
    filled.type("Sổ", "Data", "G1", "=F1")

    assert shown(filled, "=G1+1") == "#REF!"
    filled.type("Sổ", "Data", "G1", "")


def test_a_long_chain_is_computed_from_its_end(world: SheetsWorld) -> None:
    world.type("Sổ", "Sheet1", "A1", "1")
    with world.editing(world.find("Sổ"), EMAIL) as edit:
        grid = edit.spreadsheet.tabs[0].grid
        for row in range(1, 900):
            grid.put(row, 0, grid.cell(0, 0)._replace(value=None, formula=f"=A{row}+1"))
    world.type("Sổ", "Sheet1", "B1", "=A900")

    assert world.rows("Sổ", "Sheet1")[0] == ["1", "900"]


class TestInVietnamese:
    """`world` holds a spreadsheet of the locale vi_VN."""

    @pytest.mark.parametrize(
        ("formula", "result"),
        [
            ("=SUM(1;2)", "3"),
            ("=SUM(1,5;2)", "3,5"),  # one and a half
            ('=IF(1>0;"có";"không")', "có"),
            ('=IF(1>0,"có","không")', "#ERROR!"),  # as everywhere with a decimal comma
            ("=1/4", "0,25"),
            ("=1000*1000", "1000000"),
        ],
    )
    def test_commas_are_decimals_and_semicolons_part(self, world: SheetsWorld, formula: str, result: str) -> None:
        world.type("Sổ", "Sheet1", "A1", formula)

        assert world.rows("Sổ", "Sheet1") == [[result]]


class TestFollowing:
    """A formula goes on meaning the same cells."""

    @pytest.fixture
    def sums(self, world: SheetsWorld) -> SheetsWorld:
        for row, text in enumerate(("1", "2", "3", "=SUM(A1:A3)", "=A2*10", "=$A$1+A:A"), 1):
            world.type("Sổ", "Sheet1", f"A{row}" if row < 4 else f"B{row - 3}", text)
        return world

    def formulas(self, world: SheetsWorld) -> list[str]:
        grid = world.find("Sổ").tabs[0].grid
        return [str(cell.formula) for _, _, cell in grid.filled() if cell.formula is not None]

    def test_an_inserted_row_widens_the_range_around_it(self, sums: SheetsWorld) -> None:
        sums.insert_row("Sổ", "Sheet1", 2)

        assert self.formulas(sums) == ["=SUM(A1:A4)", "=A3*10", "=$A$1+A:A"]

    def test_a_deleted_row_narrows_it_and_breaks_what_meant_it(self, sums: SheetsWorld) -> None:
        sums.delete_row("Sổ", "Sheet1", 2)

        assert self.formulas(sums) == ["=SUM(A1:A2)", "=$A$1+A:A"]

    def test_a_deleted_cell_is_a_broken_reference(self, sums: SheetsWorld) -> None:
        sums.delete_column("Sổ", "Sheet1", "A")

        assert self.formulas(sums) == ["=SUM(#REF!)", "=#REF!*10", "=#REF!+#REF!"]
        assert sums.rows("Sổ", "Sheet1")[0] == ["#REF!"]

    def test_a_moved_column_takes_its_references_along(self, sums: SheetsWorld) -> None:
        sums.move_column("Sổ", "Sheet1", "A", before="E")

        assert self.formulas(sums) == ["=SUM(D1:D3)", "=D2*10", "=$D$1+D:D"]

    def test_a_sorted_row_takes_its_formulas_along(self, world: SheetsWorld) -> None:
        for row, number in enumerate(("3", "1", "2"), 1):
            world.type("Sổ", "Sheet1", f"A{row}", number)
            world.type("Sổ", "Sheet1", f"B{row}", f"=A{row}*10+$A$1-$A$1")
        world.sort("Sổ", "Sheet1", "A", header_rows=0)

        assert world.rows("Sổ", "Sheet1") == [["1", "10"], ["2", "20"], ["3", "30"]]
        assert self.formulas(world)[0] == "=A1*10+$A$1-$A$1"

    def test_a_renamed_tab_is_renamed_in_formulas(self, sums: SheetsWorld) -> None:
        sums.type("Sổ", "Sheet1", "C1", "=SUM(sheet1!A1:A3)+SUM(A1:A3)")
        sums.rename_tab("Sổ", "Sheet1", "Tháng 5")

        assert self.formulas(sums)[1] == "=SUM('Tháng 5'!A1:A3)+SUM(A1:A3)"
        assert sums.rows("Sổ", "Tháng 5")[0][2] == "12"

    def test_a_deleted_tab_breaks_what_meant_it(self, world: SheetsWorld) -> None:
        with world.editing(world.find("Sổ"), EMAIL) as edit:
            run_batch(edit, [{"addSheet": {"properties": {"sheetId": 5, "title": "nguồn"}}}])
        world.type("Sổ", "Sheet1", "A1", "=nguồn!A1+1")
        with world.editing(world.find("Sổ"), EMAIL) as edit:
            run_batch(edit, [{"deleteSheet": {"sheetId": 5}}, {"addSheet": {"properties": {"title": "nguồn"}}}])

        assert self.formulas(world) == ["=#REF!+1"]
        assert world.rows("Sổ", "Sheet1") == [["#REF!"]]
