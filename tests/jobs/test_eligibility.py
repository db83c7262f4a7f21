"""The eligibility round of May: what is known, what it means in đồng; and the list that a unit lead confirms."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest

from nhipcau.rules.allowance.choices import Watched
from nhipcau.rules.allowance.facts import UnitWord
from nhipcau.settings.rulebook import Rulebook
from tests.fakes.courier import FakeCourier
from tests.fakes.fixtures import CUT_OFF, MAY_ENDS
from tests.fakes.house import House, found
from tests.jobs.closing import MAY, amounts, file

OPENS, SECOND_REMINDER = "2026-05-30 08:00", "2026-06-03 09:00"
DECLARATION, LIST = "Tự khai điều kiện phụ cấp", "Danh sách phụ cấp tháng 05/2026 – LĐLĐ Hà Nội"
SIGN, EDIT, WHOLE_LIST, EACH = "✅ Gửi", "✏️ Sửa", "✅ Xác nhận cả danh sách", "✏️ Xem từng người"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory, book: Rulebook) -> tuple[Path, FakeCourier]:
    """Everybody was asked to declare, and nobody has."""
    folder = tmp_path_factory.mktemp("opened")
    house = House(folder, book, found(folder, book, MAY_ENDS), MAY_ENDS)
    house.until(OPENS)
    house.courier.news.clear()
    house.close()
    return house.database, house.courier


@pytest.fixture
def asked(tmp_path: Path, book: Rulebook, opened: tuple[Path, FakeCourier]) -> Iterator[House]:
    database, courier = opened
    house = House(tmp_path, book, database, OPENS, deepcopy(courier))
    yield house
    house.close()


def reads_declaration(house: House, who: str) -> str:
    return house.finds(who, DECLARATION).text.replace("\u00a0", " ")


class TestDeclaring:
    def test_the_question_shows_what_is_known_and_what_it_comes_to(self, asked: House) -> None:
        shown = reads_declaration(asked, "Châu")
        assert "• LĐLĐ Hà Nội, Cấp tỉnh, ngành\n• Nghỉ phép: 14 ngày" in shown
        assert "💵 Phụ cấp tạm tính: 468.000 đồng, nếu người duyệt đồng ý; không thì 0 đồng." in shown
        assert "• Chưa có báo cáo tháng." in shown
        assert "Đây là dự báo" in shown

    def test_all_as_known_takes_two_taps(self, asked: House) -> None:
        taps = [asked.presses("Ánh", label) for label in ("Có", SIGN)]
        assert [dict(tap.counts) for tap in taps] == [{"review": 1}, {"sent": 1}]
        assert asked.checkin("Ánh", "eligibility/2026-05").answers == {"as_known": True}

    @pytest.mark.parametrize(
        ("answers", "says"),
        [
            (("Không", "Không", "5", "Có", "Không", "Có", "Có"), "không hoạt động 5 ngày trong tháng, có xin phép"),
            (
                ("Không", "Không", "5", "Không", "Không", "Có", "Có"),
                "không hoạt động 5 ngày trong tháng, không xin phép",
            ),
            (("Không", "Có", "Có", "Có", "Có"), "đã nhận phụ cấp này ở nơi khác"),
            (("Không", "Có", "Không", "Không", "Có"), "đơn vị hoặc cấp khác với danh sách"),
        ],
    )
    def test_what_is_corrected_is_seen_at_once_as_the_approver_will_see_it(
        self, asked: House, answers: tuple[str, ...], says: str
    ) -> None:
        asked.answers("Ánh", *answers)
        before_signing = reads_declaration(asked, "Ánh")
        assert "702.000 đồng, nếu người duyệt đồng ý" in before_signing
        assert says in before_signing
        asked.presses("Ánh", SIGN)
        asked.until(CUT_OFF)
        assert amounts(asked)["Ánh"] == (702_000, "review")
        assert says in asked.finds("Long", "Nguyễn Thị Ánh").text

    @pytest.mark.parametrize(
        ("answers", "says"),
        [
            (("Không", "Có", "Không", "Có", "Có"), "làm trọn tháng, khác với danh sách đang ghi nghỉ phép 14 ngày"),
            (
                ("Không", "Không", "10", "Có", "Không", "Có", "Có"),
                "nghỉ 10 ngày, khác với danh sách đang ghi nghỉ phép 14",
            ),
        ],
    )
    def test_a_contradiction_with_the_leave_is_shown_to_both_sides(
        self, asked: House, answers: tuple[str, ...], says: str
    ) -> None:
        asked.answers("Châu", *answers, SIGN)
        assert says in reads_declaration(asked, "Châu")
        asked.until(CUT_OFF)
        assert says in asked.finds("Long", "Lê Minh Châu").text

    def test_no_answer_is_a_flag_and_never_a_cut(self, asked: House) -> None:
        asked.until(CUT_OFF)
        assert amounts(asked)["Ánh"] == (702_000, "review")
        assert "Chưa có kê khai của tháng." in asked.finds("Long", "Nguyễn Thị Ánh").text

    def test_what_was_signed_can_be_corrected_until_the_round_closes(self, asked: House) -> None:
        asked.answers("Ánh", "Có", SIGN, EDIT, "Không", "Có", "Có", "Có", "Có", SIGN)
        checkin = asked.checkin("Ánh", "eligibility/2026-05")
        assert (checkin.version, (checkin.answers or {})["paid_elsewhere"]) == (2, True)


class TestTheUnitsList:
    def test_the_lead_gets_one_card_with_everyone_and_what_they_declared(self, asked: House) -> None:
        asked.answers("Ánh", "Có", SIGN)
        asked.until(SECOND_REMINDER)
        card = asked.finds("Lan", LIST).text
        assert "4 người, còn 4 người chờ anh/chị xác nhận" in card
        assert "▫️ Nguyễn Thị Ánh: tự khai đúng như đang ghi\n▫️ Trần Văn Bình: chưa tự khai\n" in card

    def test_one_tap_confirms_the_whole_list_in_place(self, asked: House) -> None:
        number = asked.finds("Lan", LIST).number
        asked.presses("Lan", WHOLE_LIST)
        shown = asked.finds("Lan", LIST)
        assert (shown.number, shown.text.count("✅")) == (number, 4)
        assert "Anh/chị đã xác nhận 4 người." in shown.text

    def test_a_confirmed_list_is_not_asked_for_again(self, asked: House) -> None:
        asked.presses("Lan", WHOLE_LIST)
        asked.reads("Lan")
        asked.until(SECOND_REMINDER)
        assert [text for text in asked.reads("Lan") if LIST in text] == []

    def test_name_by_name_marks_who_did_not_work_and_tells_them(self, asked: House) -> None:
        for label in (EACH, "▫️ Trần Văn Bình", WHOLE_LIST):
            asked.presses("Lan", label)
        assert "❌ Trần Văn Bình" in asked.finds("Lan", LIST).text
        assert "Phụ trách đơn vị (Vũ Thị Lan) cho biết anh/chị không làm việc" in asked.sees("Bình").text
        asked.until(CUT_OFF)
        assert amounts(asked)["Bình"] == (468_000, "review")
        assert "(Vũ Thị Lan) cho biết không làm việc" in asked.finds("Long", "Trần Văn Bình").text

    def test_a_name_that_was_marked_can_be_unmarked(self, asked: House) -> None:
        for label in (EACH, "▫️ Trần Văn Bình", "❌ Trần Văn Bình"):
            asked.presses("Lan", label)
        with asked.looking() as tx:
            assert tx.months.unit_words(MAY) == {"CTV02": UnitWord(True, "Vũ Thị Lan")}

    def test_the_approver_reads_that_the_lead_speaks_for_who_did_not_declare(self, asked: House) -> None:
        asked.presses("Lan", WHOLE_LIST)
        asked.until(CUT_OFF)
        assert "phụ trách đơn vị (Vũ Thị Lan) xác nhận có làm việc" in asked.finds("Long", "Nguyễn Thị Ánh").text

    @pytest.mark.parametrize("who", ["Bình", "Hà"])
    def test_nobody_else_confirms_it(self, asked: House, who: str) -> None:
        asked.taps(who, dict(asked.finds("Lan", LIST).buttons)[WHOLE_LIST], 1)
        assert asked.reads(who)[-1] == "Danh sách này không phải của đơn vị anh/chị phụ trách."

    def test_after_the_close_of_the_round_nothing_changes(self, asked: House) -> None:
        button = dict(asked.finds("Lan", LIST).buttons)[WHOLE_LIST]
        asked.until(CUT_OFF)
        before = file(asked)
        assert dict(asked.taps("Lan", button, 1).counts) == {"refused": 1}
        assert file(asked) == before

    def test_where_the_policy_watches_it_a_silent_lead_is_a_flag(self, asked: House) -> None:
        asked.restart(watching(asked.app.book, Watched.UNIT_WORD))
        asked.until(CUT_OFF)
        assert "Phụ trách đơn vị chưa xác nhận." in asked.finds("Long", "Nguyễn Thị Ánh").text


def watching(book: Rulebook, *watched: Watched) -> Rulebook:
    rows = tuple(replace(row, watched=frozenset(watched)) for row in book.policy.choices)
    return replace(book, policy=replace(book.policy, choices=rows))
