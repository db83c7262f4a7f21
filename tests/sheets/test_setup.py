"""Setting spreadsheets up: repeatable, adopting what is there, and told in sentences."""

import pytest

from nhipcau.sheets.setup import Difference, differences, mend, share
from tests.sheets.conftest import ROSTER, Google, roster

TABS = ["roster", "leave"]


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
    assert view["notes"]["C1"].startswith("Hệ thống ghi cột này.")
    assert "C1:C1202" in {one["cells"] for one in view["protected"]} or len(view["protected"]) == 6
    assert view["widths"]["B"] == 200


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
    made.world.delete_column(ROSTER, "Danh sách", "G")
    assert codes(made) == {("column_missing", "Kênh trò chuyện")}
    assert (mended(made), mended(made)) == (1, 0)
    made.sync(roster=roster(4), leave={})
    assert made.rows()[4][-1] == "đang hoạt động"


def test_it_is_shared_with_those_who_have_it_not(made: Google) -> None:
    book = made.sheets.open("coordination")
    assert share(book, ["ha@congdoan.example"]) == ["ha@congdoan.example"]
    assert share(book, ["ha@congdoan.example"]) == []
    assert made.world.find(ROSTER).role_of("ha@congdoan.example") == "writer"
