"""Setting spreadsheets up: repeatable, adopting what is there, and told in sentences."""

import pytest

from nhipcau.sheets.setup import Difference, differences, mend, share
from tests.sheets.conftest import ROSTER, Google, roster
from tests.sheets.test_gateway import BATCH

TABS = ["roster", "leave"]
LEAVE = {
    f"{code}/2026-05-04": {"key": f"{code}/2026-05-04", "code": code, "name": "Nguyễn Thị Ánh", "reason": "Về quê"}
    for code in ("CTV001", "CTV002")
}


def found(google: Google) -> list[Difference]:
    """As another process finds it."""
    google.sheets = google.another_process()
    return differences(google.sheets.open("coordination"), google.shelf, TABS)


def codes(google: Google) -> set[tuple[str, str]]:
    return {(difference.code, difference.column) for difference in found(google)}


def mended(google: Google) -> int:
    all_of_it = found(google)
    return mend(google.sheets.open("coordination"), all_of_it)


@pytest.fixture
def made(google: Google) -> Google:
    google.sync(roster=roster(3), leave={})
    return google


def test_what_a_sync_made_is_as_declared(made: Google) -> None:
    assert found(made) == []


def test_people_see_colours_hints_choices_and_warnings(made: Google) -> None:
    view = made.world.view(ROSTER, "Danh sách")
    assert view["notes"]["B1"].startswith("Sửa được ở đây.")
    assert view["notes"]["I1"].startswith("Hệ thống ghi cột này.")
    assert len(view["protected"]) == 4
    assert view["widths"]["B"] == 200


def test_keys_are_hidden_and_whoever_shows_them_is_left_alone(google: Google) -> None:
    """Rows are still found by them."""
    google.sync(leave=LEAVE)
    tab = google.world.find(ROSTER).tabs[0]
    assert tab.sizes["COLUMNS"][0] == {"pixelSize": 160, "hiddenByUser": True}
    tab.sizes["COLUMNS"][0]["hiddenByUser"] = False
    google.world.sort(ROSTER, "Nghỉ phép", "B", descending=True)
    google.sync(leave=LEAVE)
    assert (found(google)[0].code, mended(google)) == ("tab_missing", 0)
    assert [row[0] for row in google.rows("Nghỉ phép")[1:]] == ["CTV002/2026-05-04", "CTV001/2026-05-04"]
    assert tab.sizes["COLUMNS"][0]["hiddenByUser"] is False


def test_a_word_has_its_colour_wherever_its_column_moves(made: Google) -> None:
    made.world.move_column(ROSTER, "Danh sách", "I", before="B")
    assert found(made) == []
    made.world.find(ROSTER).tabs[0].conditional.clear()
    assert codes(made) == {("colours_differs", "Kênh trò chuyện")}
    assert (mended(made), mended(made)) == (1, 0)


class TestTheTabWithWhichABookBegins:
    """Google makes an empty one with every spreadsheet."""

    def begun(self, google: Google, title: str) -> None:
        google.world.create(ROSTER, "bot@nhip-cau-practice.iam.gserviceaccount.com", tab=title)

    @pytest.mark.parametrize("title", ["Sheet1", "Trang tính1"])
    def test_becomes_the_first_of_ours(self, google: Google, title: str) -> None:
        self.begun(google, title)
        google.sync(roster=roster(2), leave={})
        assert google.world.tabs(ROSTER) == ["Danh sách", "Nghỉ phép"]
        assert found(google) == []

    def test_stays_when_somebody_wrote_in_it(self, google: Google) -> None:
        self.begun(google, "Sheet1")
        google.world.type(ROSTER, "Sheet1", "C7", "số điện thoại nhà in")
        google.sync(roster=roster(2))
        assert google.world.tabs(ROSTER) == ["Sheet1", "Danh sách"]
        assert google.rows("Sheet1")[6][2] == "số điện thoại nhà in"

    def test_is_not_left_behind_when_an_answer_is_lost(self, google: Google) -> None:
        self.begun(google, "Sheet1")
        google.fails("lost", BATCH)
        google.sync(roster=roster(2))
        assert google.world.tabs(ROSTER) == ["Danh sách"]


def test_what_people_made_is_adopted_and_what_it_lacks_is_added(google: Google) -> None:
    """Their columns, their order, their rows: the network finds itself a place in them."""
    google.world.create(ROSTER, "bot@nhip-cau-practice.iam.gserviceaccount.com", tab="Danh sách")
    for cell, text in (("A1", "Name"), ("B1", "Mã"), ("C1", "Sở thích"), ("A2", "Nguyễn Thị Ánh"), ("B2", "CTV001")):
        google.world.type(ROSTER, "Danh sách", cell, text)
    assert {("column_missing", "Điện thoại"), ("not_frozen", ""), ("tab_missing", "")} <= codes(google)
    mended(google)
    google.sync(roster=roster(2), leave={})
    assert google.rows()[0][:3] == ["Name", "Mã", "Sở thích"]
    assert [row[:2] for row in google.rows()[1:]] == [["Nguyễn Thị Ánh", "CTV001"], ["Nguyễn Thị Ánh", "CTV002"]]
    assert found(google) == []


def test_mended_twice_is_mended_once(made: Google) -> None:
    made.world.type(ROSTER, "Danh sách", "C1", "Nơi làm việc")
    assert mended(made) == 0
    made.world.delete_column(ROSTER, "Danh sách", "I")
    assert codes(made) == {("column_missing", "Kênh trò chuyện")}
    assert (mended(made), mended(made)) == (1, 0)
    made.sync(roster=roster(4), leave={})
    assert made.rows()[4][-1] == "đang hoạt động"


def test_it_is_shared_with_those_who_have_it_not(made: Google) -> None:
    book = made.sheets.open("coordination")
    assert share(book, ["ha@congdoan.example"]) == ["ha@congdoan.example"]
    assert share(book, ["ha@congdoan.example"]) == []
    assert made.world.find(ROSTER).role_of("ha@congdoan.example") == "writer"
