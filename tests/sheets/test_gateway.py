"""The shared sheets over the real gspread, against a Google that is held to its own specification."""

from collections.abc import Sequence
from datetime import date, datetime

import pytest

from nhipcau.ports import Row, TryLater
from nhipcau.rules.sheets.cells import typed
from practice.sheets.tabs import Tab
from tests.fakes.clock import HANOI
from tests.sheets.conftest import EMPTY, FINANCE, ROSTER, Google, person, roster

ALLOWANCE = {
    "2026-05/CTV001": {
        "key": "2026-05/CTV001",
        "month": "2026-05",
        "code": "CTV001",
        "name": "Nguyễn Thị Ánh",
        "unit": "LĐLĐ Hà Nội",
        "level": "Cấp tỉnh, ngành",
        "payer": "LĐLĐ Hà Nội",
        "coefficient": "1/5",
        "base": 2_340_000,
        "days": 31,
        "allowance": 468_000,
        "bonus": 0,
        "adjustment": 0,
        "tax": 0,
        "amount": 468_000,
        "state": "due",
        "close": "draft",
    }
}
ROUNDS = {
    "weekly_checkin/2026-W19": {
        "round": "weekly_checkin/2026-W19",
        "title": "Báo cáo tuần",
        "first_day": date(2026, 5, 4),
        "last_day": date(2026, 5, 10),
        "asked": 178,
        "in_time": 150,
        "late": 12,
        "excused": 2,
        "never": 16,
        "open": 0,
        "percent": 91,
    }
}
ROSTER_TITLES = (
    *("Mã", "Họ và tên", "Đơn vị", "Cấp", "Từ ngày", "Đến ngày", "Điện thoại", "Ngôn ngữ"),
    *("Kênh trò chuyện", "Nghỉ đến", "Phản hồi", "Ghi chú"),
)
ANH = ("Nguyễn Thị Ánh", "LĐLĐ Hà Nội", "Cấp tỉnh, ngành", "", "", "0912 345 001", "tiếng Việt", "đang hoạt động")
BATCH, VALUES = "sheets.spreadsheets.batchUpdate", "sheets.spreadsheets.values.batchUpdate"
READ = "sheets.spreadsheets.values.batchGetByDataFilter"


def named(names: Sequence[str]) -> dict[str, Row]:
    """People of those names."""
    return {f"CTV{n:03}": person(f"CTV{n:03}", name=name) for n, name in enumerate(names, start=1)}


class TestFirstSync:
    @pytest.fixture(autouse=True)
    def _synced(self, google: Google) -> None:
        google.sync(roster=roster(2), rounds=ROUNDS, allowances=ALLOWANCE)

    def test_allowances_stand_in_a_book_of_their_own(self, google: Google) -> None:
        assert set(google.world.tabs(ROSTER)) >= {"Danh sách", "Các đợt"}
        assert "Phụ cấp" in google.world.tabs(FINANCE)
        assert "Phụ cấp" not in google.world.tabs(ROSTER)

    def test_a_person_reads_words_in_the_order_of_the_declaration(self, google: Google) -> None:
        assert google.rows() == [
            [*ROSTER_TITLES],
            ["CTV001", *ANH],
            ["CTV002", *ANH],
        ]

    def test_numbers_money_days_and_percents_look_as_they_do_here(self, google: Google) -> None:
        assert google.rows("Các đợt")[1][2:5] == ["04/05/2026", "10/05/2026", "178"]
        assert google.rows("Các đợt")[1][10] == "91%"
        paid = google.rows("Phụ cấp", FINANCE)[1]
        assert [*paid[7:11], *paid[14:17]] == [
            "1/5", "2.340.000  ", "31", "468.000  ", "468.000  ", "được chi", "dự thảo",
        ]  # fmt: skip

    def test_the_books_read_days_as_people_here_write_them(self, google: Google) -> None:
        for title in (ROSTER, FINANCE):
            book = google.world.find(title)
            assert (book.locale, book.time_zone) == ("vi_VN", "Asia/Ho_Chi_Minh")

    def test_the_header_is_frozen(self, google: Google) -> None:
        assert google.world.view(ROSTER, "Danh sách")["frozen_rows"] == 1


def test_a_book_that_people_made_is_taken_over_and_reads_days_as_they_write_them(google: Google) -> None:
    """A service account owns nothing by itself: the book is made by a person, who shares it."""
    google.world.create(ROSTER, "bot@nhip-cau-practice.iam.gserviceaccount.com", locale="en_US", tab="Trang tính1")
    google.sync(roster=roster(1))
    assert google.world.tabs(ROSTER) == ["Danh sách"]
    assert google.world.find(ROSTER).locale == "vi_VN"
    assert len(google.rows()) == 2


class TestCost:
    """Google allows 60 reads and 60 writes a minute (R29)."""

    def test_from_nothing_to_all_tabs_in_under_twenty(self, google: Google) -> None:
        cost = google.cost(roster=roster(180), rounds=ROUNDS, checkins={}, allowances=ALLOWANCE)
        assert sum(cost.values()) <= 20

    def test_nothing_changed_two_reads_for_all_tabs_and_no_write(self, google: Google) -> None:
        """One a book."""
        empty = dict.fromkeys(google.shelf.tabs, EMPTY)
        tabs = {**empty, "roster": roster(50), "rounds": ROUNDS, "allowances": ALLOWANCE}
        google.sync(**tabs)
        google.sync(**tabs)
        assert google.cost(**tabs) == {"reads": 2}

    def test_changed_rows_wherever_they_are_one_write(self, google: Google) -> None:
        before = roster(50)
        google.sync(roster=before)
        google.sync(roster=before)
        changed = {code: person(code, chat="blocked") for code in ("CTV003", "CTV017", "CTV018", "CTV050")}
        assert google.cost(roster={**before, **changed}) == {"reads": 1, "writes": 1}
        assert [row[0] for row in google.rows() if row[8:9] == ["đã chặn"]] == list(changed)

    def test_changes_in_two_tabs_of_a_book_are_one_write(self, google: Google) -> None:
        google.sync(roster=roster(3), rounds=ROUNDS)
        google.sync(roster=roster(3), rounds=ROUNDS)
        (key, row), *_ = ROUNDS.items()
        assert google.cost(roster=roster(4), rounds={key: {**row, "late": 13}}) == {"reads": 1, "writes": 1}

    def test_within_googles_quota(self, google: Google) -> None:
        google.service.api.quotas.switch(True)
        for count in range(1, 15):
            google.sync(roster=roster(count), allowances=ALLOWANCE)
        assert len(google.rows()) == 15


class TestTrouble:
    def test_a_doubled_key_stops_its_tab_only_and_is_named(self, google: Google) -> None:
        google.sync(roster=roster(3), rounds=ROUNDS)
        google.world.duplicate_row(ROSTER, "Danh sách", 3)
        (key, row), *_ = ROUNDS.items()
        done = google.sync(roster=roster(4), rounds={key: {**row, "late": 13}})
        assert (done["roster"].code, done["roster"].where) == ("double_key", "A3, A4 (CTV002)")
        assert ("rounds" in done, google.merged("rounds").changed) == (False, 1)
        assert len(google.rows()) == 5

    def test_a_deleted_column_stops_its_tab_only(self, google: Google) -> None:
        google.sync(roster=roster(3), allowances=ALLOWANCE)
        google.world.delete_column(ROSTER, "Danh sách", "B")
        done = google.sync(roster=roster(3, chat="blocked"), allowances=ALLOWANCE)
        assert (done["roster"].code, done["roster"].where) == ("missing_header", "Họ và tên")
        assert "đã chặn" not in str(google.rows())

    def test_mended_it_catches_up_in_one_sync(self, google: Google) -> None:
        google.sync(roster=roster(3))
        google.world.duplicate_row(ROSTER, "Danh sách", 3)
        google.sync(roster=roster(4))
        google.world.delete_row(ROSTER, "Danh sách", 4)
        google.sync(roster=roster(5))
        assert [row[0] for row in google.rows()[1:]] == list(roster(5))

    def test_a_book_that_may_not_be_opened_leaves_the_other_alone(self, google: Google) -> None:
        google.sync(roster=roster(1), allowances=ALLOWANCE)
        google.world.find(FINANCE).permissions.clear()
        done = google.sync(roster=roster(2), allowances=ALLOWANCE)
        assert done["allowances"].code == "book_refused"
        assert done["allowances"].where == "403 The caller does not have permission"
        assert google.merged("roster").added == 1

    def test_a_book_that_was_deleted_is_made_again(self, google: Google) -> None:
        google.sync(allowances=ALLOWANCE)
        google.world.remove(google.world.find(FINANCE).id)
        assert google.sync(allowances=ALLOWANCE)["allowances"].code == "book_refused"
        assert google.sync(allowances=ALLOWANCE) == {}
        assert len(google.rows("Phụ cấp", FINANCE)) == 2


class TestPeople:
    """Coordinators work in the sheet while the network writes."""

    @pytest.fixture(autouse=True)
    def _synced(self, google: Google) -> None:
        google.sync(roster=roster(4))

    def test_a_remark_stays_with_its_row_when_rows_are_sorted(self, google: Google) -> None:
        google.world.type(ROSTER, "Danh sách", "L3", "gọi lại thứ Hai")
        google.world.sort(ROSTER, "Danh sách", "A", descending=True)
        google.sync(roster={**roster(5), "CTV002": person("CTV002", chat="blocked")})
        row = next(row for row in google.rows() if row[0] == "CTV002")
        assert (row[8], row[11]) == ("đã chặn", "gọi lại thứ Hai")
        assert [row[0] for row in google.rows()[1:]] == ["CTV004", "CTV003", "CTV002", "CTV001", "CTV005"]

    def test_columns_may_be_moved_and_added(self, google: Google) -> None:
        google.world.move_column(ROSTER, "Danh sách", "I", before="B")
        google.world.insert_column(ROSTER, "Danh sách", "C")
        google.world.type(ROSTER, "Danh sách", "C1", "Nhóm")
        google.world.type(ROSTER, "Danh sách", "C2", "A")
        google.sync(roster=roster(5, chat="blocked"))
        assert google.rows()[0][:4] == ["Mã", "Kênh trò chuyện", "Nhóm", "Họ và tên"]
        assert google.rows()[1][:3] == ["CTV001", "đã chặn", "A"]
        assert len(google.rows()) == 6

    def test_what_is_typed_over_the_bots_cells_is_put_right_and_counted(self, google: Google) -> None:
        google.world.type(ROSTER, "Danh sách", "I2", "Hà Nội")
        google.sync(roster=roster(4))
        assert [cell.theirs for cell in google.merged("roster").restored] == ["Hà Nội"]
        assert google.rows()[1][8] == "đang hoạt động"
        assert google.cost(roster=roster(4)) == {"reads": 1}

    def test_what_they_type_into_their_own_is_left_and_read(self, google: Google) -> None:
        google.world.type(ROSTER, "Danh sách", "B2", "Nguyễn Ngọc Ánh")
        google.sync(roster=roster(4))
        assert google.keeper.rows["roster"]["CTV001"]["name"] == "Nguyễn Ngọc Ánh"
        assert google.rows()[1][1] == "Nguyễn Ngọc Ánh"

    def test_hidden_rows_stay_hidden_and_are_kept_true(self, google: Google) -> None:
        sheet = google.sheets.open("coordination").spreadsheet.worksheet("Danh sách")
        sheet.hide_rows(2, 3)
        google.sync(roster={**roster(5), "CTV002": person("CTV002", chat="blocked")})
        assert [row[0] for row in google.rows()[1:]] == list(roster(5))
        assert google.rows()[2][8] == "đã chặn"
        assert google.world.find(ROSTER).tabs[0].sizes["ROWS"] == {2: {"hiddenByUser": True}}

    def test_a_renamed_title_is_known_by_its_mark_wherever_it_moves(self, google: Google) -> None:
        google.world.type(ROSTER, "Danh sách", "C1", "Nơi làm việc")
        google.world.move_column(ROSTER, "Danh sách", "C", before="B")
        assert google.sync(roster=roster(5)) == {}
        assert google.rows()[0][:3] == ["Mã", "Nơi làm việc", "Họ và tên"]
        assert google.rows()[5][:3] == ["CTV005", "LĐLĐ Hà Nội", "Nguyễn Thị Ánh"]
        assert google.cost(roster=roster(5)) == {"reads": 1}

    def test_a_renamed_tab_is_known_by_its_mark(self, google: Google) -> None:
        google.world.rename_tab(ROSTER, "Danh sách", "Mọi người")
        google.sync(roster=roster(5))
        assert "Danh sách" not in google.world.tabs(ROSTER)
        assert len(google.rows("Mọi người")) == 6
        google.sheets = google.another_process()
        google.sync(roster=roster(6))
        assert len(google.rows("Mọi người")) == 7

    def test_a_second_tab_of_the_old_name_stops_it_until_one_goes(self, google: Google) -> None:
        google.world.rename_tab(ROSTER, "Danh sách", "Danh sách cũ")
        with google.world.editing(google.world.find(ROSTER), "somebody@practice.test") as edit:
            edit.spreadsheet.tabs.append(Tab(99, "Danh sách"))
        trouble = google.sync(roster=roster(5))["roster"]
        assert (trouble.code, trouble.where) == ("double_tab", "Danh sách cũ, Danh sách")
        google.world.rename_tab(ROSTER, "Danh sách", "Nháp")
        google.sheets = google.another_process()
        assert google.sync(roster=roster(5)) == {}
        assert len(google.rows("Danh sách cũ")) == 6

    def test_rows_of_their_own_stay(self, google: Google) -> None:
        google.world.type(ROSTER, "Danh sách", "B8", "Người liên hệ: chị Hoa")
        google.sync(roster=roster(6))
        assert google.rows()[7][1] == "Người liên hệ: chị Hoa"
        assert [row[0] for row in google.rows()[8:]] == ["CTV005", "CTV006"]


class TestTypes:
    """Text is text, whatever it looks like (R30)."""

    PLAIN = (
        *("0912 345 001", "0901", "1/2", "2026-05-04", "1e5", "TRUE"),
        *("'dấu nháy", "Nguyễn Thị Ánh 🙂", "hai\ndòng"),
    )
    FORMULAS = ('=IMPORTXML("https://example.org","//a")', "=1+1", "+84912", "-5", "@everyone")

    def test_it_comes_back_as_it_was_and_is_not_written_again(self, google: Google) -> None:
        rows = named(self.PLAIN)
        google.sync(roster=rows)
        assert [row[1] for row in google.rows()[1:]] == [*self.PLAIN]
        google.sync(roster=rows)
        assert google.cost(roster=rows) == {"reads": 1}

    def test_what_begins_like_a_formula_is_made_harmless_and_read_as_it_was(self, google: Google) -> None:
        """Wherever the sheet goes: a file of commas opened in Excel would run it."""
        rows = named(self.FORMULAS)
        google.sync(roster=rows)
        shown = [row[1] for row in google.rows()[1:]]
        assert shown == [f"'{text}" for text in self.FORMULAS]
        google.sync(roster=rows)
        assert google.cost(roster=rows) == {"reads": 1}
        assert [typed(text) for text in shown] == [*self.FORMULAS]

    def test_moments_are_shown_to_the_minute_and_are_the_same_the_next_time(self, google: Google) -> None:
        key = "weekly_checkin/2026-W19/CTV001"
        row = {"key": key, "standing": "in_time", "sent_at": datetime(2026, 5, 4, 8, 31, 59, tzinfo=HANOI), "items": 2}
        google.sync(checkins={key: row})
        assert google.rows("Báo cáo")[1][7] == "08:31 04/05/2026"
        google.sync(checkins={key: row})
        assert google.cost(checkins={key: row}) == {"reads": 1}


def test_the_grid_grows_before_anything_is_written_past_its_edge(google: Google) -> None:
    """R25: rows near the edge must not be lost."""
    google.sync(roster=roster(1))
    google.sync(roster=roster(950))
    assert [row[0] for row in google.rows()[1:]] == list(roster(950))
    google.sync(roster=roster(950))
    assert google.cost(roster=roster(950)) == {"reads": 1}


def answers(first: int, last: int) -> dict[str, Row]:
    """An answer of each of these people."""
    codes = [f"CTV{n:03}" for n in range(first, last + 1)]
    return {code: {"key": code, "code": code, "question": "Lời nhắn", "answer": "Không có"} for code in codes}


class TestPastRows:
    """They stay until there are too many of them, and then in a copy of their tab."""

    @pytest.fixture(autouse=True)
    def _much_is_past(self, google: Google) -> None:
        google.sync(answers=answers(1, 6))
        google.world.type(ROSTER, "Câu trả lời", "I3", "hỏi lại chị Hoa")
        google.world.sort(ROSTER, "Câu trả lời", "D", descending=True)
        google.keeper.most = 2

    def kept(self, google: Google, tab: str) -> list[str]:
        return [row[3] for row in google.rows(tab)[1:]]

    def test_few_stay_where_they_are(self, google: Google) -> None:
        google.sync(answers=answers(3, 7))
        assert self.kept(google, "Câu trả lời") == [f"CTV00{n}" for n in (6, 5, 4, 3, 2, 1, 7)]

    def test_many_are_left_to_a_copy_with_all_that_people_wrote(self, google: Google) -> None:
        assert google.sync(answers=answers(5, 7)) == {}
        assert self.kept(google, "Câu trả lời") == ["CTV006", "CTV005", "CTV007"]
        assert len(self.kept(google, "answers cũ")) == 7
        assert "hỏi lại chị Hoa" in str(google.rows("answers cũ"))

    def test_the_copy_is_nobodys_tab_and_the_next_sync_writes_nothing_more(self, google: Google) -> None:
        google.sync(answers=answers(5, 7))
        google.sheets = google.another_process()
        assert google.sync(answers=answers(5, 7)) == {}
        assert google.cost(answers=answers(5, 7)) == {"reads": 1}

    @pytest.mark.parametrize("kind", ["lost", "drop"])
    def test_an_answer_that_is_lost_archives_once(self, google: Google, kind: str) -> None:
        google.fails(kind, BATCH)
        assert google.sync(answers=answers(5, 6)) == {}
        assert google.world.tabs(ROSTER) == ["Câu trả lời", "answers cũ"]
        assert self.kept(google, "Câu trả lời") == ["CTV006", "CTV005"]


class TestAway:
    @pytest.mark.parametrize("kind", ["lost", "drop", "5xx", "429"])
    @pytest.mark.parametrize("method", [BATCH, VALUES, READ])
    def test_one_failure_is_repeated_and_nothing_is_doubled(self, google: Google, kind: str, method: str) -> None:
        google.sync(roster=roster(2))
        google.fails(kind, method)
        google.sync(roster=roster(300), rounds=ROUNDS)
        assert [row[0] for row in google.rows()[1:]] == list(roster(300))
        assert len(google.rows("Các đợt")) == 2
        assert google.world.tabs(ROSTER).count("Các đợt") == 1

    @pytest.mark.parametrize("kind", ["lost", "drop", "5xx"])
    @pytest.mark.parametrize("method", ["drive.files.list", "drive.files.create", BATCH, VALUES])
    def test_the_very_first_sync_too(self, google: Google, kind: str, method: str) -> None:
        google.fails(kind, method)
        google.sync(roster=roster(2))
        assert [row[0] for row in google.rows()[1:]] == list(roster(2))
        assert [book.title for book in google.world.all()] == [ROSTER]
        assert google.world.find(ROSTER).locale == "vi_VN"

    def test_away_through_all_attempts_it_says_so_and_changed_nothing(self, google: Google) -> None:
        google.sync(roster=roster(2))
        google.fails("5xx", count=4)
        with pytest.raises(TryLater, match="sheets"):
            google.sync(roster=roster(9))
        assert len(google.rows()) == 3

    def test_a_half_written_sync_is_finished_by_the_next(self, google: Google) -> None:
        google.sync(roster=roster(2))
        google.fails("5xx", VALUES, count=4)
        with pytest.raises(TryLater):
            google.sync(roster=roster(400))
        google.sync(roster=roster(400))
        assert [row[0] for row in google.rows()[1:]] == list(roster(400))

    def test_a_network_that_is_down_before_the_first_token_is_the_same(self, google: Google) -> None:
        google.sheets = google.another_process("http://127.0.0.1:9")
        with pytest.raises(TryLater):
            google.sync(roster=roster(1))

    def test_another_process_that_starts_finds_what_the_first_wrote(self, google: Google) -> None:
        google.sync(roster=roster(3))
        google.sheets = google.another_process()
        google.sync(roster=roster(4))
        assert [row[0] for row in google.rows()[1:]] == list(roster(4))
        assert len(google.world.all()) == 1
