"""Who wins where both sides wrote, whatever people did to the tab (R24, R27, R31)."""

from datetime import date
from typing import Any

import pytest

from nhipcau.rules.sheets.layout import TabTrouble
from tests.fakes.ledger import RETURNED, TITLES, Ledger
from tests.fakes.sheets import written

HEADER = [words["vi"] for words in TITLES.columns.values()]
ANH = {"items": 2, "until": date(2026, 5, 16), "state": "due", "phone": "0912", "place": "Hà Nội"}
BINH = {"items": 0, "until": None, "state": "nothing", "phone": "", "place": "Huế"}
SERIAL = 46_158
"""16 May 2026 as spreadsheets count days."""
PHONE, PLACE, REPLY = (HEADER.index(title) for title in ("Điện thoại", "Nơi", "Phản hồi"))


class Sheet:
    """A tab and the network that keeps it."""

    def __init__(self, **rows: Any) -> None:
        self.network = Ledger(rows or {"A": ANH, "B": BINH})
        self.grid: list[list[Any]] = []
        self.sync()

    def sync(self) -> None:
        self.grid = written(self.grid, self.network.plan(self.grid))
        self.network.keep()

    def lost_answer(self) -> None:
        """What was written arrived, and the network does not know."""
        self.grid = written(self.grid, self.network.plan(self.grid))

    @property
    def writes(self) -> int:
        return len(self.network.plan(self.grid).blocks)

    @property
    def trouble(self) -> tuple[str, str]:
        with pytest.raises(TabTrouble) as raised:
            self.network.plan(self.grid)
        return raised.value.code, raised.value.where


@pytest.fixture
def sheet() -> Sheet:
    return Sheet()


class TestFirstSync:
    def test_an_empty_tab_gets_its_header_and_all_rows_in_one_block_each(self, sheet: Sheet) -> None:
        assert sheet.grid == [
            HEADER,
            ["A", 2, SERIAL, "được chi", "0912", "Hà Nội", "", ""],
            ["B", 0, "", "không chi", "", "Huế", "", ""],
        ]
        assert len(Ledger({"A": ANH, "B": BINH}).plan([]).blocks) == 2

    def test_a_tab_with_nothing_to_show_still_gets_its_header(self) -> None:
        assert written([], Ledger().plan([])) == [HEADER]


class TestTheBotsColumns:
    def test_nothing_changed_nothing_is_written(self, sheet: Sheet) -> None:
        assert sheet.writes == 0

    def test_a_changed_cell_is_written_alone(self, sheet: Sheet) -> None:
        sheet.network.rows["A"]["items"] = 3
        (block,) = sheet.network.plan(sheet.grid).blocks
        assert (block.row, block.column, block.values) == (1, 1, ((3,),))

    def test_what_people_type_there_is_put_back_and_told(self, sheet: Sheet) -> None:
        sheet.grid[1][1] = 99
        sheet.sync()
        assert sheet.grid[1][1] == 2
        assert sheet.network.merged is not None
        (told,) = sheet.network.merged.restored
        assert (told.key, told.column, told.theirs, told.ours) == ("A", "items", 99, 2)
        assert sheet.network.merged.changed == 0

    def test_a_row_that_people_deleted_comes_back_with_a_note_until_somebody_empties_it(self, sheet: Sheet) -> None:
        del sheet.grid[1]
        sheet.sync()
        assert [row[0] for row in sheet.grid] == ["Mã", "B", "A"]
        sheet.network.rows["A"]["items"] = 5
        sheet.sync()
        assert (sheet.grid[2][1], sheet.grid[2][REPLY], sheet.writes) == (5, RETURNED, 0)
        sheet.grid[2][REPLY] = ""
        sheet.sync()
        assert (sheet.grid[2][REPLY], sheet.writes) == ("", 0)

    def test_a_row_that_is_ours_no_more_stays_and_is_nobody_new(self, sheet: Sheet) -> None:
        del sheet.network.rows["A"]
        sheet.sync()
        sheet.sync()
        assert [row[0] for row in sheet.grid] == ["Mã", "A", "B"]
        assert list(sheet.network.rows) == ["B"]

    def test_a_row_that_is_ours_no_more_stays_as_it_is(self, sheet: Sheet) -> None:
        before = [list(row) for row in sheet.grid]
        del sheet.network.rows["B"]
        sheet.sync()
        assert sheet.grid == before

    def test_a_new_row_goes_below_the_last_one_people_wrote_in(self, sheet: Sheet) -> None:
        sheet.grid.append(["", "", "", "", "", "", "", "tổng cộng?"])
        sheet.network.rows["C"] = dict(BINH)
        sheet.sync()
        assert [row[0] for row in sheet.grid] == ["Mã", "A", "B", "", "C"]


class TestPeoplesColumns:
    def test_what_they_type_is_taken(self, sheet: Sheet) -> None:
        sheet.grid[1][PLACE] = "Cà Mau"
        sheet.sync()
        assert sheet.network.rows["A"]["place"] == "Cà Mau"
        assert sheet.writes == 0

    def test_what_they_empty_is_emptied(self, sheet: Sheet) -> None:
        sheet.grid[1][PHONE] = ""
        sheet.sync()
        assert sheet.network.rows["A"]["phone"] == ""

    def test_what_the_network_learns_elsewhere_is_shown(self, sheet: Sheet) -> None:
        sheet.network.rows["A"]["place"] = "Vinh"
        sheet.sync()
        assert sheet.grid[1][PLACE] == "Vinh"
        assert sheet.network.taken == []

    def test_both_changed_people_win_and_it_is_known_what_they_won_against(self, sheet: Sheet) -> None:
        sheet.network.rows["A"]["place"] = "Vinh"
        sheet.grid[1][PLACE] = "Cà Mau"
        sheet.sync()
        assert sheet.network.rows["A"]["place"] == "Cà Mau"

    def test_what_is_refused_stays_as_typed_with_a_reply_in_the_row(self, sheet: Sheet) -> None:
        sheet.grid[1][PLACE] = "đâu?"
        sheet.sync()
        assert (sheet.grid[1][PLACE], sheet.grid[1][REPLY]) == ("đâu?", "không nhận")
        assert sheet.network.rows["A"]["place"] == "Hà Nội"
        assert sheet.writes == 0

    def test_mended_it_is_taken_and_the_reply_goes(self, sheet: Sheet) -> None:
        sheet.grid[1][PLACE] = "đâu?"
        sheet.sync()
        sheet.grid[1][PLACE] = "Đà Nẵng"
        sheet.sync()
        assert (sheet.network.rows["A"]["place"], sheet.grid[1][REPLY]) == ("Đà Nẵng", "")

    def test_our_own_write_whose_answer_was_lost_is_no_word_of_theirs(self, sheet: Sheet) -> None:
        sheet.network.rows["A"]["place"] = "Vinh"
        sheet.lost_answer()
        sheet.network.rows["A"]["place"] = "Huế"
        sheet.sync()
        assert sheet.grid[1][PLACE] == "Huế"
        assert sheet.network.taken == []

    def test_remarks_and_private_columns_are_neither_read_nor_written(self, sheet: Sheet) -> None:
        sheet.grid[0].append("Nhóm")
        sheet.grid[1][-1:] = ["gọi lại thứ Hai", "đỏ"]
        sheet.sync()
        assert sheet.grid[1][7:] == ["gọi lại thứ Hai", "đỏ"]
        assert sheet.network.taken == []


class TestRowsThatPeopleAdd:
    def test_a_row_without_a_key_is_taken_and_gets_one(self, sheet: Sheet) -> None:
        sheet.grid.append(["", "", "", "", "0977", "Vinh", "", "mới"])
        sheet.sync()
        assert sheet.grid[3] == ["N0977", 0, "", "được chi", "0977", "Vinh", "", "mới"]
        assert sheet.writes == 0

    def test_one_whose_key_did_not_reach_the_sheet_is_found_again_and_not_doubled(self, sheet: Sheet) -> None:
        sheet.grid.append(["", "", "", "", "0977", "Vinh", "", ""])
        sheet.network.plan(sheet.grid)
        sheet.sync()
        assert [row[0] for row in sheet.grid] == ["Mã", "A", "B", "N0977"]

    def test_one_that_is_refused_says_so_and_keeps_what_was_typed(self, sheet: Sheet) -> None:
        sheet.grid.append(["", "", "", "", "", "Vinh", "", ""])
        sheet.sync()
        assert sheet.grid[3] == ["", "", "", "", "", "Vinh", "không nhận", ""]

    def test_emptied_again_the_reply_goes_too(self, sheet: Sheet) -> None:
        sheet.grid.append(["", "", "", "", "", "Vinh", "", ""])
        sheet.sync()
        sheet.grid[3][PLACE] = ""
        sheet.sync()
        assert sheet.grid[3] == [""] * 8


class TestFindingThings:
    def test_columns_are_found_by_title_in_any_language(self, sheet: Sheet) -> None:
        sheet.grid[0] = [words["en"] for words in TITLES.columns.values()]
        assert sheet.writes == 0

    def test_a_moved_column_is_found_by_its_title(self, sheet: Sheet) -> None:
        sheet.grid = [[row[7], *row[:7]] for row in sheet.grid]
        sheet.network.rows["B"]["items"] = 9
        (block,) = sheet.network.plan(sheet.grid).blocks
        assert (block.row, block.column, block.values) == (2, 2, ((9,),))

    def test_short_rows_as_google_gives_them_are_understood(self, sheet: Sheet) -> None:
        sheet.grid = [HEADER, ["A", 2, SERIAL, "được chi", "0912", "Hà Nội"], ["B", 0, "", "không chi", "", "Huế"]]
        assert sheet.writes == 0

    @pytest.mark.parametrize("rows", [40, 41])
    def test_rows_with_equal_cells_below_one_another_are_one_block(self, rows: int) -> None:
        network = Ledger({f"K{n}": ANH for n in range(rows)})
        assert len(network.plan([]).blocks) == 2


class TestTrouble:
    """The tab stops, and the cell that people must mend is named."""

    def test_a_doubled_key(self, sheet: Sheet) -> None:
        sheet.grid.append(["A", "bản sao"])
        assert sheet.trouble == ("double_key", "A2, A4 (A)")

    def test_a_lost_header(self, sheet: Sheet) -> None:
        sheet.grid[0][1] = "Số bài"
        assert sheet.trouble == ("missing_header", "Số")

    def test_a_doubled_header(self, sheet: Sheet) -> None:
        sheet.grid[0].append("Nơi")
        assert sheet.trouble == ("double_header", "F1, I1 (Nơi)")

    def test_a_doubled_header_in_two_languages(self, sheet: Sheet) -> None:
        sheet.grid[0].append("Place (en)")
        assert sheet.trouble == ("double_header", "F1, I1 (Nơi)")

    def test_a_row_above_the_header(self, sheet: Sheet) -> None:
        sheet.grid.insert(0, ["Bảng tháng 5"])
        assert sheet.trouble[0] == "missing_header"

    @pytest.mark.parametrize("key", ["", "A cũ"])
    def test_a_key_that_was_emptied_or_typed_over_is_named_with_what_it_was(self, sheet: Sheet, key: str) -> None:
        """A new row in its place would part people's remarks from their row."""
        sheet.grid[1][0] = key
        assert sheet.trouble == ("lost_key", "A2 (A)")

    def test_a_row_that_people_deleted_is_not_taken_for_an_equal_one_whose_arrival_was_not_heard_of(self) -> None:
        sheet = Sheet(A=ANH)
        sheet.network.rows["B"] = dict(ANH)
        sheet.lost_answer()
        del sheet.grid[1]
        sheet.sync()
        assert sorted(row[0] for row in sheet.grid[1:]) == ["A", "B"]

    def test_mended_it_goes_on_from_what_was_written_last(self, sheet: Sheet) -> None:
        sheet.grid[1][0], sheet.network.rows["A"]["items"] = "", 7
        assert sheet.trouble == ("lost_key", "A2 (A)")
        sheet.grid[1][0] = "A"
        sheet.sync()
        assert sheet.grid[1][1] == 7
        assert len(sheet.grid) == 3
