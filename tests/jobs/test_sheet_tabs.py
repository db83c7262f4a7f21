"""What the tabs of answers and of money hold, as a person reads them."""

from dataclasses import replace

import pytest

from nhipcau.ports import Editor
from nhipcau.rules.allowance.facts import Bonus
from nhipcau.rules.cadence import round_of
from nhipcau.rules.checkins import Place
from nhipcau.rules.forms import Draft
from nhipcau.rules.kernel import Month
from nhipcau.rules.roster import Member
from tests.fakes.bonuses import given
from tests.fakes.fixtures import CUT_OFF
from tests.fakes.house import House
from tests.jobs.test_month_close import PAY, check_and_close
from tests.jobs.test_own_allowance import ADJUSTED, WRONG

MAY = Month(2026, 5)
WEEK = "weekly_checkin/2026-W19"
ONE, TWO, THREE = (f"https://example.org/{n}" for n in (1, 2, 3))


def shows(house: House, tab: str) -> dict[str, dict[str, object]]:
    """The tab after one more sync."""
    house.app.sync_now(house.clock.now())
    return house.sheets.shows(tab)


class TestNews:
    @pytest.fixture
    def answered(self, house: House) -> House:
        house.until("2026-05-04 10:00")
        house.answers("Bình", f"{ONE}\n{TWO}", "Không có gì thêm", "✅ Gửi")
        return house

    def test_every_link_has_a_row_that_says_whose_it_is(self, answered: House) -> None:
        rows = shows(answered, "news")
        assert [row["Đường dẫn"] for row in rows.values()] == [ONE, TWO]
        first = rows[f"{WEEK}/CTV02/1"]
        assert [first[title] for title in ("Đợt", "Kỳ", "Họ và tên", "Đơn vị", "Tình trạng")] == [
            "Báo cáo tuần",
            "2026-W19",
            "Trần Văn Bình",
            "LĐLĐ Hà Nội",
            "được tính",
        ]

    def test_a_link_that_was_taken_back_is_said_to_be_withdrawn(self, answered: House) -> None:
        shows(answered, "news")
        answered.presses("Bình", "✏️ Sửa")
        answered.answers("Bình", f"{TWO}\n{THREE}", "Không có gì thêm", "✅ Gửi")
        told = {row["Đường dẫn"]: row["Tình trạng"] for row in shows(answered, "news").values()}
        assert told == {ONE: "đã rút", TWO: "được tính", THREE: "được tính"}
        assert answered.sheets.shows("checkins")[f"{WEEK}/CTV02"]["Số tin bài"] == 2


class TestAnswers:
    def test_they_have_their_rows_once_their_round_is_closed(self, house: House) -> None:
        house.until("2026-05-04 10:00")
        house.answers("Bình", ONE, "Cần thêm ảnh", "✅ Gửi")
        assert shows(house, "answers") == {}
        house.until("2026-05-10 21:00")
        told = {key: (row["Câu hỏi"], row["Trả lời"]) for key, row in shows(house, "answers").items()}
        assert told == {
            f"{WEEK}/CTV02/items": ("Tin, bài trong tuần", ONE),
            f"{WEEK}/CTV02/note": ("Lời nhắn", "Cần thêm ảnh"),
        }

    def test_choices_read_as_their_buttons_and_what_was_skipped_has_no_row(self, june: House) -> None:
        june.until(CUT_OFF)
        rows = shows(june, "answers")
        about_ánh = {key.rpartition("/")[2]: row["Trả lời"] for key, row in rows.items() if row["Mã"] == "CTV01"}
        assert about_ánh == {
            "as_known": "có",
            "campaign_work": "Một vài việc",
            "highlight": "Một buổi đối thoại.",
        }


def reported(house: House, who: str, month: Month, followers: int) -> None:
    """The person's monthly report of that month says how many followers their page has."""
    plan = round_of(house.app.book.programmes["monthly_report"], house.app.book.calendar, str(month))
    person = house.person(who)
    with house.app.store.begin() as tx:
        asked = tx.rounds.get(plan.key) or tx.rounds.open(plan)
        if not tx.checkins.of_person(person.id, month):
            tx.checkins.add(asked, [Place(Member(person, person.appointments[0]), False)], Draft("followers"))
        own = next(c for c in tx.checkins.of_round(asked.id) if c.person_id == person.id)
        tx.checkins.send(own.id, {"followers": followers}, house.clock.now())


def test_a_page_is_shown_beside_the_month_before(june: House) -> None:
    reported(june, "Ánh", MAY.previous, 1_200)
    reported(june, "Ánh", MAY, 2_900)
    reported(june, "Lan", MAY, 400)
    rows = shows(june, "pages")
    titles = ("Người theo dõi", "Tháng trước", "Tăng thêm")
    assert {key: tuple(row.get(title, "") for title in titles) for key, row in rows.items()} == {
        "2026-05/CTV01": (2_900, 1_200, 1_700),
        f"2026-05/{june.people['Lan'].code}": (400, "", ""),
    }


def asked_again(june: House) -> None:
    """May is paid, and Bình asks whether his allowance is right."""
    june.until(CUT_OFF)
    check_and_close(june)
    june.presses("Oanh", PAY)
    june.says("Bình", "/phucap")
    june.presses("Bình", WRONG)


class TestFinance:
    def test_bonuses_stand_in_the_columns_of_the_lists_and_another_payer_has_a_row(self, june: House) -> None:
        with june.app.store.begin() as tx:
            for case, payer in (("HS-07", "ld_ha_noi"), ("HS-08", "tld")):
                bonus = Bonus(case, 500_000, "QĐ 12/QĐ-LĐLĐ", payer)
                given(tx, MAY, "CTV02", bonus, june.clock.now())
        june.until(CUT_OFF)
        titles = ("Nơi chi", "Phụ cấp", "Thưởng đột xuất", "Điều chỉnh kỳ trước", "Thuế TNCN khấu trừ", "Thực nhận")
        rows = {key: tuple(row[title] for title in titles) for key, row in shows(june, "allowances").items()}
        assert rows["2026-05/CTV02"] == ("LĐLĐ Hà Nội", 468_000, 500_000, 0, 0, 968_000)
        assert rows["2026-05/CTV02/2"] == ("TLĐ", 0, 500_000, 0, 0, 500_000)
        assert len(rows) == 7

    def test_a_question_is_seen_until_an_accountant_answers(self, june: House) -> None:
        asked_again(june)
        waiting = shows(june, "disputes")["2026-05/CTV02"]
        assert [waiting[title] for title in ("Họ và tên", "Số tiền", "Tình trạng")] == [
            "Trần Văn Bình",
            468_000,
            "chờ kế toán trả lời",
        ]
        june.presses("Oanh", ADJUSTED)
        answered = shows(june, "disputes")["2026-05/CTV02"]
        assert (answered["Tình trạng"], answered["Trả lời"]) == ("đã trả lời", "sẽ điều chỉnh")
        assert answered["Người trả lời"] == june.person("Oanh").name

    def test_an_accountant_answers_in_the_sheet_and_whoever_asked_is_told(self, june: House) -> None:
        asked_again(june)
        june.sheets.editor = Editor("Bùi Kim Oanh", "oanh@congdoan.example")
        assert list(shows(june, "disputes")) == ["2026-05/CTV02"]
        june.sheets.types("disputes", "2026-05/CTV02", "Trả lời", "se dieu chinh")
        row = shows(june, "disputes")["2026-05/CTV02"]
        assert (row["Trả lời"], row["Người trả lời"]) == ("sẽ điều chỉnh", "Bùi Kim Oanh")
        june.until("2026-06-12 09:00")
        assert any("Bùi Kim Oanh" in text for text in june.reads("Bình"))
        june.sheets.types("disputes", "2026-05/CTV02", "Trả lời", "số liệu đúng")
        refused = shows(june, "disputes")["2026-05/CTV02"]
        assert refused["Phản hồi"] == "Dòng của Trần Văn Bình đã được Bùi Kim Oanh quyết định."

    def test_they_may_answer_in_their_own_words(self, june: House) -> None:
        asked_again(june)
        assert list(shows(june, "disputes")) == ["2026-05/CTV02"]
        june.sheets.types("disputes", "2026-05/CTV02", "Trả lời", "Anh xem lại giúp số tài khoản.")
        row = shows(june, "disputes")["2026-05/CTV02"]
        assert (row["Trả lời"], row["Tình trạng"], row.get("Phản hồi", "")) == (
            "Anh xem lại giúp số tài khoản.",
            "đã trả lời",
            "",
        )
        june.until("2026-06-12 09:00")
        assert any("Anh xem lại giúp số tài khoản." in text for text in june.reads("Bình"))

    def test_who_is_paid_at_two_levels_waits_for_one_decision_in_one_row(self, june: House) -> None:
        june.until(CUT_OFF)
        with june.app.store.begin() as tx:
            file = tx.months.get(MAY)
            assert file is not None
            (line,) = [line for line in file.assessment.allowances if line.person == "CTV02"]
            other = replace(line, level="national", unit="tld", amount=702_000)
            lines = tuple(each for one in file.assessment.lines for each in ([one, other] if one is line else [one]))
            tx.months.save(replace(file, assessment=replace(file.assessment, lines=lines)))
        row = shows(june, "approvals")["2026-05/CTV02"]
        assert (row["Số tiền"], row["Đơn vị"]) == (468_000 + 702_000, "LĐLĐ Hà Nội, TLĐ")
        assert list(june.sheets.shows("approvals")).count("2026-05/CTV02") == 1
