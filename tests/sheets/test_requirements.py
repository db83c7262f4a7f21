"""R24 to R31: what goes wrong in systems like this one, tried over the real gspread."""

import pytest

from nhipcau.ports import TryLater
from nhipcau.rules.sheets.cells import typed
from practice.core.pipeline import Core
from tests.sheets.conftest import ROSTER, Google, person, roster
from tests.sheets.test_gateway import VALUES


def sent(core: Core, method: str) -> int:
    """How many requests of that method were made."""
    return sum(entry.method == method for entry in core.log.since(0))


def test_r24_nothing_is_ever_appended_every_row_is_written_where_its_key_stands(google: Google) -> None:
    google.sync(roster=roster(3))
    google.world.insert_column(ROSTER, "Danh sách", "A")
    google.world.type(ROSTER, "Danh sách", "A9", "một bảng khác ở bên trái")
    google.sync(roster={**roster(5), "CTV002": person("CTV002", chat="blocked")})
    assert sent(google.core, "sheets.spreadsheets.values.append") == 0
    keys = {row[1]: row[9] for row in google.rows()[1:] if len(row) > 9}
    assert keys == {**dict.fromkeys(roster(5), "đang hoạt động"), "CTV002": "đã chặn"}


def test_r25_rows_at_the_edge_are_counted_and_compared_after_the_write(google: Google) -> None:
    google.sync(roster=roster(195))
    google.sync(roster=roster(1_300))
    assert [row[0] for row in google.rows()[1:]] == list(roster(1_300))


class TestR25ReadBack:
    """What Google reads back after a write is compared with what was to be written."""

    def test_a_write_that_arrived_otherwise_is_noticed_and_repeated(self, google: Google) -> None:
        google.sync(roster=roster(2))
        google.garbles(1)
        assert google.cost(roster=roster(3))["writes"] == 2
        assert "khác" not in str(google.rows())
        assert [row[0] for row in google.rows()[1:]] == list(roster(3))

    def test_one_that_stays_wrong_is_an_outage_and_never_taken_for_written(self, google: Google) -> None:
        google.sync(roster=roster(2))
        google.garbles(4)
        with pytest.raises(TryLater, match="Danh sách"):
            google.sync(roster=roster(3))
        assert list(google.keeper.bases["roster"]) == list(roster(2))
        google.sync(roster=roster(3))
        assert "khác" not in str(google.rows())


def test_r26_a_success_that_came_back_as_503_yields_one_row(google: Google) -> None:
    google.sync(roster=roster(1))
    google.fails("lost", VALUES)
    google.sync(roster=roster(2))
    assert [row[0] for row in google.rows()[1:]] == ["CTV001", "CTV002"]


def test_r27_sorted_and_moved_nothing_goes_to_the_old_place(google: Google) -> None:
    google.sync(roster=roster(4))
    google.world.type(ROSTER, "Danh sách", "L2", "của CTV001")
    google.world.sort(ROSTER, "Danh sách", "A", descending=True)
    google.world.move_column(ROSTER, "Danh sách", "L", before="A")
    google.sync(roster={**roster(4), "CTV001": person("CTV001", chat="blocked")})
    row = next(row for row in google.rows() if row[1:2] == ["CTV001"])
    assert (row[0], row[9]) == ("của CTV001", "đã chặn")
    google.world.insert_column(ROSTER, "Danh sách", "M")
    google.world.type(ROSTER, "Danh sách", "M1", "Mã")
    assert google.sync(roster=roster(4))["roster"].where == "B1, M1 (Mã)"


def test_r28_a_failure_half_way_leaves_the_last_good_state(google: Google) -> None:
    google.sync(roster=roster(3))
    google.fails("5xx", VALUES, count=4)
    with pytest.raises(TryLater):
        google.sync(roster=roster(400, chat="blocked"))
    assert [row[0] for row in google.rows()[1:]] == list(roster(3))
    assert sent(google.core, "sheets.spreadsheets.values.clear") == 0


def test_r29_the_minutes_requests_are_a_budget_that_is_counted_and_kept(google: Google) -> None:
    google.service.api.quotas.switch(True)
    google.sheets = google.another_process(per_minute=5)
    with pytest.raises(TryLater, match="used up"):
        for count in range(1, 9):
            google.sync(roster=roster(count))
    assert google.sheets.requests()["reads"] <= 5
    assert 0 < google.sheets.requests()["writes"] <= 5
    assert all(entry.status != 429 for entry in google.core.log.since(0))


@pytest.mark.parametrize("text", ["0901234567", '=IMPORTXML("https://example.org","//a")', "1/2", "+84901", "Ánh"])
def test_r30_texts_come_back_as_they_went(google: Google, text: str) -> None:
    google.sync(roster={"CTV001": person("CTV001", name=text)})
    assert typed(google.rows()[1][1]) == text
    assert google.world.find(ROSTER).tabs[0].grid.cell(1, 1).formula is None


def test_r31_rows_are_told_apart_by_key_and_content_never_by_their_number(google: Google) -> None:
    google.sync(roster=roster(3))
    google.world.delete_row(ROSTER, "Danh sách", 2)
    google.world.type(ROSTER, "Danh sách", "B4", "một dòng riêng")
    google.sync(roster=roster(4))
    assert sorted(row[0] for row in google.rows()[1:] if row[0]) == list(roster(4))
