"""Phones, days and moments, as Vietnamese people type and read them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.rules import vietnamese
from nhipcau.rules.kernel import Span
from nhipcau.rules.vietnamese import day_for_people, day_in_document, moment_for_people, phone, phone_for_people
from tests.rules.samples import LAW, at, table

# Forms in which one number is found in cells and chats. {0}: without the leading zero; [a] [b] [c]: its groups.
FORMS = [
    "0{0}",
    "{0}",  # a spreadsheet ate the zero
    "84{0}",
    "+84{0}",
    "+840{0}",
    "0084{0}",
    "(+84) 0{0}",
    "+84 (0) {0}",
    "  0{0}\t",
]
SEPARATORS = ["", " ", ".", "-", "\u00a0", "\u2011", "–", " - "]


def written(bare: str, form: str, separator: str) -> str:
    return form.format(separator.join((bare[:-6], bare[-6:-3], bare[-3:])))


MOBILES = st.builds("{}{:08}".format, st.sampled_from("35789"), st.integers(0, 10**8 - 1))
OLD = {row["old"]: row["new"] for row in table("phone_11_to_10_2018.csv")}


class TestPhone:
    @pytest.mark.parametrize(
        ("typed", "stored"),
        [
            ("0912345678", "0912345678"),
            ("+84 912 345 678", "0912345678"),
            ("(+84) 0912.345.678", "0912345678"),
            ("912345678", "0912345678"),
            ("0084912345678", "0912345678"),
            ("０９１２３４５６７８", "0912345678"),  # full-width digits
            ("\u202a+84 912 345 678\u202c", "0912345678"),  # copied out of a phone's contacts, with invisible marks
            ("0891234567", "0891234567"),  # a range that phonenumbers does not know
            ("841234567", "0841234567"),  # 084 without its zero, not the country's 84
            ("84841234567", "0841234567"),
            ("024 3825 1234", "02438251234"),  # a landline
            ("0203.382.5123", "02033825123"),
            ("+84 24 3825 1234", "02438251234"),
            ("01689123456", "0389123456"),
            ("1689123456", "0389123456"),  # eleven digits less the zero
            ("841689123456", "0389123456"),
        ],
    )
    def test_one_stored_form(self, typed: str, stored: str) -> None:
        assert phone(typed) == stored

    @pytest.mark.parametrize(
        "typed",
        [
            "",
            "không có",
            "O912345678",  # a letter O
            "09l2345678",  # a letter l
            "0912 345 67",
            "0912 345 6789",
            "0212345",
            "0612345678",  # no such mobile range
            "01389123456",  # eleven digits, and never a range
            "+85 912 345 678",
            "0912345678 / 0987654321",  # two numbers are a question, not an answer
            "0912345678;0987654321",
            "09१२३४५६७८",  # digits of another script
            "912345678.0x",
        ],
    )
    def test_rejects_what_is_no_number(self, typed: str) -> None:
        assert phone(typed) is None

    @pytest.mark.parametrize("old", OLD)
    def test_eleven_digits_become_ten_by_the_table_of_2018(self, old: str) -> None:
        assert phone(f"{old}9123456") == f"{OLD[old]}9123456"

    def test_the_table_of_2018_is_whole(self) -> None:
        assert OLD == vietnamese._OLD_PREFIXES

    @LAW
    @given(MOBILES, st.sampled_from(FORMS), st.sampled_from(SEPARATORS))
    def test_all_forms_of_a_number_give_one_number(self, bare: str, form: str, separator: str) -> None:
        assert phone(written(bare, form, separator)) == f"0{bare}"

    @LAW
    @given(st.sampled_from(sorted(OLD)), st.integers(0, 10**7 - 1), st.sampled_from(FORMS), st.sampled_from(SEPARATORS))
    def test_all_forms_of_an_old_number_give_the_new_one(self, old: str, rest: int, form: str, separator: str) -> None:
        assert phone(written(f"{old[1:]}{rest:07}", form, separator)) == f"{OLD[old]}{rest:07}"

    @LAW
    @given(st.text("0123456789+84 .-()", max_size=16) | st.text(max_size=14) | MOBILES)
    def test_is_idempotent_and_gives_ten_or_eleven_digits(self, typed: str) -> None:
        stored = phone(typed)
        if stored is not None:
            assert phone(stored) == stored == phone(phone_for_people(stored))
            assert stored.isascii() and stored.isdigit() and len(stored) in (10, 11)

    @LAW
    @given(MOBILES, st.integers(0, 8), st.characters(categories=["L"]))
    def test_a_letter_anywhere_is_rejected(self, bare: str, place: int, letter: str) -> None:
        assert phone(f"0{bare[:place]}{letter}{bare[place:]}") is None
        assert phone(f"0{bare[:place]}{letter}{bare[place + 1 :]}") is None

    def test_people_read_it_in_groups(self) -> None:
        assert phone_for_people("0912345678") == "0912 345 678"


class TestDates:
    def test_day_first_with_zeros(self) -> None:
        assert day_for_people(date(2026, 5, 4)) == "04/05/2026"

    @pytest.mark.parametrize(
        ("day", "text"),
        [
            (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),  # months 1 and 2 have a zero
            (date(2026, 3, 5), "ngày 05 tháng 3 năm 2026"),  # months 3 to 9 have none
            (date(2026, 9, 30), "ngày 30 tháng 9 năm 2026"),
            (date(2026, 10, 5), "ngày 05 tháng 10 năm 2026"),
            (date(2027, 1, 31), "ngày 31 tháng 01 năm 2027"),
        ],
    )
    def test_documents_follow_the_decree(self, day: date, text: str) -> None:
        assert day_in_document(day) == text

    @pytest.mark.parametrize(
        ("language", "text"),
        [
            ("vi", "09:00 Thứ Năm 07/05/2026"),
            ("en", "09:00 Thu 07/05/2026"),
            ("fr", "09:00 Thứ Năm 07/05/2026"),  # a language that nobody translated
        ],
    )
    def test_a_moment_says_time_weekday_and_day(self, language: str, text: str) -> None:
        assert moment_for_people(at("2026-05-07 09:00"), language) == text

    def test_sunday_is_not_a_numbered_day(self) -> None:
        assert moment_for_people(at("2026-05-10 12:00")) == "12:00 Chủ nhật 10/05/2026"

    @pytest.mark.parametrize(
        ("text", "hour"),
        [("19", 19), ("19h", 19), ("7 giờ", 7), ("19:00", 19), ("0", 0), ("24", None), ("19:30", None), ("sáng", None)],
    )
    def test_a_full_hour_is_read_as_people_write_it(self, text: str, hour: int | None) -> None:
        assert vietnamese.read_hour(text) == hour

    @pytest.mark.parametrize(
        ("text", "first", "last"),
        [
            ("10/5 15/5", date(2026, 5, 10), date(2026, 5, 15)),
            ("từ 10/05/2026 đến 15/05/2026", date(2026, 5, 10), date(2026, 5, 15)),
            ("10/5-15/5", date(2026, 5, 10), date(2026, 5, 15)),
            ("10-05-2026", date(2026, 5, 10), date(2026, 5, 10)),
            ("28/12 3/1", date(2026, 12, 28), date(2027, 1, 3)),
        ],
    )
    def test_days_of_leave_are_read_as_people_write_them(self, text: str, first: date, last: date) -> None:
        today = date(2026, 9, 1) if first.month == 12 else date(2026, 5, 4)
        assert vietnamese.read_span(text, today) == Span(first, last)

    @pytest.mark.parametrize("text", ["", "tuần sau", "32/5", "15/5 10/5", "1/5 2/5 3/5", "10/5 45/5"])
    def test_what_is_no_day_is_no_leave(self, text: str) -> None:
        assert vietnamese.read_span(text, date(2026, 5, 4)) is None
