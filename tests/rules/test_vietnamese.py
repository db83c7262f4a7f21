"""Numbers read aloud, names in order, phones, dates: what every Vietnamese reader would notice at once."""

import unicodedata
from datetime import date
from itertools import permutations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nhipcau.rules import vietnamese
from nhipcau.rules.kernel import Span
from nhipcau.rules.vietnamese import (
    clean_name,
    day_for_people,
    day_in_document,
    dong,
    fold,
    grouped,
    moment_for_people,
    money_in_words,
    name_order,
    number_in_words,
    phone,
    phone_for_people,
)
from tests.rules.samples import LAW, at, table

DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
AMOUNTS = st.integers(0, 10**12) | st.integers(0, 10**6) | st.integers(0, 10**6).map(lambda n: n * 1000)


def heard(words: list[str], zero_tens: str = "linh") -> int:
    """An independent reader: what somebody writes down who only hears the words."""
    for name, worth in (("tỷ", 10**9), ("triệu", 10**6), ("nghìn", 10**3), ("trăm", 100)):
        if name in words:
            cut = len(words) - 1 - words[::-1].index(name)
            return heard(words[:cut], zero_tens) * worth + heard(words[cut + 1 :], zero_tens)
    if not words:
        return 0
    if words[0] == zero_tens or len(words) == 1:
        return 10 if words == ["mười"] else DIGITS.index(words[-1])
    units = {"mốt": 1, "lăm": 5, "mươi": 0}
    last = words[-1]
    unit = units[last] if last in units else DIGITS.index(last)
    return (10 if words[0] == "mười" else 10 * DIGITS.index(words[0])) + unit


class TestMoneyInWords:
    @pytest.mark.parametrize("row", table("money_in_words.csv"), ids=lambda row: row["amount"])
    def test_reads_like_the_examples(self, row: dict[str, str]) -> None:
        amount = int(row["amount"])
        assert money_in_words(amount) == row["linh"]
        assert money_in_words(amount, "lẻ") == row["le"]

    @pytest.mark.parametrize(
        ("amount", "words"),
        [
            (1_000_000, "Một triệu đồng"),
            (447_000, "Bốn trăm bốn mươi bảy nghìn đồng"),
            (702_000, "Bảy trăm linh hai nghìn đồng"),
            (506_000, "Năm trăm linh sáu nghìn đồng"),
            (2_340_000, "Hai triệu ba trăm bốn mươi nghìn đồng"),
            (2_783_000, "Hai triệu bảy trăm tám mươi ba nghìn đồng"),
            (27_830_000, "Hai mươi bảy triệu tám trăm ba mươi nghìn đồng"),
            (92_664_000, "Chín mươi hai triệu sáu trăm sáu mươi bốn nghìn đồng"),
            # Whole groups of zeros are skipped; zeros inside a number are read.
            (10_500_000_005, "Mười tỷ năm trăm triệu không trăm linh năm đồng"),
            (1_005, "Một nghìn không trăm linh năm đồng"),
            (1_005_000, "Một triệu không trăm linh năm nghìn đồng"),  # where num2words says "một triệu năm nghìn"
            (1_015_000, "Một triệu không trăm mười lăm nghìn đồng"),
            (75_000, "Bảy mươi lăm nghìn đồng"),  # where vn-numberwords says "bảy mươi năm"
            (1_000_000_000_000, "Một nghìn tỷ đồng"),
        ],
    )
    def test_reads_like_a_payment_list(self, amount: int, words: str) -> None:
        assert money_in_words(amount) == words

    @LAW
    @given(AMOUNTS, st.sampled_from(["linh", "lẻ"]))
    @example(10**12, "linh")
    def test_whoever_hears_it_writes_down_the_same_number(self, amount: int, zero_tens: str) -> None:
        assert heard(number_in_words(amount, zero_tens).split(), zero_tens) == amount

    @LAW
    @given(AMOUNTS)
    def test_an_amount_owed_back_begins_with_am(self, amount: int) -> None:
        if amount:
            assert number_in_words(-amount) == f"âm {number_in_words(amount)}"

    @LAW
    @given(AMOUNTS, st.sampled_from(["linh", "lẻ"]))
    def test_keeps_the_rules_of_the_language(self, amount: int, zero_tens: str) -> None:
        words = number_in_words(amount, zero_tens).split()
        for before, word in zip(["", *words], words, strict=False):
            assert word != "mốt" or before == "mươi"
            assert word != "lăm" or before in ("mười", "mươi")
            assert word not in ("một", "năm") or before != "mươi"
            assert word != "năm" or before != "mười"
            assert word != zero_tens or before == "trăm"
            assert word not in ("nghìn", "triệu") or before not in ("nghìn", "triệu", "tỷ")
            assert word not in ("ngàn", "tỉ", "linh" if zero_tens == "lẻ" else "lẻ")
        if amount:
            assert words[0] != "không" and words[-1] != "không"
            assert "không trăm nghìn" not in " ".join(words)

    @LAW
    @given(AMOUNTS)
    def test_begins_with_a_capital_and_ends_with_dong(self, amount: int) -> None:
        words = money_in_words(amount)
        assert words[0].isupper() and words[1:] == words[1:].lower()
        assert words.endswith(" đồng")


class TestFigures:
    @pytest.mark.parametrize(
        ("amount", "shown"),
        [
            (0, "0\u00a0đồng"),
            (999, "999\u00a0đồng"),
            (702_000, "702.000\u00a0đồng"),
            (-417_000, "-417.000\u00a0đồng"),
            (92_664_000, "92.664.000\u00a0đồng"),
        ],
    )
    def test_an_amount_is_grouped_by_dots_and_keeps_its_unit_on_the_line(self, amount: int, shown: str) -> None:
        assert dong(amount) == shown

    @LAW
    @given(st.integers(-(10**12), 10**12))
    def test_grouping_only_adds_dots(self, number: int) -> None:
        assert int(grouped(number).replace(".", "")) == number
        assert all(len(part) == 3 for part in grouped(number).split(".")[1:])


# Every letter in dictionary order, as a primary-school book prints them: letter by letter, tone by tone.
PRINTED = (
    "aàảãáạ ăằẳẵắặ âầẩẫấậ b c d đ eèẻẽéẹ êềểễếệ f g h iìỉĩíị j k l m n oòỏõóọ ôồổỗốộ ơờởỡớợ "
    "p q r s t uùủũúụ ưừửữứự v w x yỳỷỹýỵ z"
)
RANK = {letter: (rank, tone) for rank, group in enumerate(PRINTED.split()) for tone, letter in enumerate(group)}

ONSETS = [
    "",
    "b",
    "c",
    "ch",
    "d",
    "đ",
    "g",
    "gi",
    "h",
    "kh",
    "l",
    "m",
    "n",
    "ng",
    "nh",
    "ph",
    "q",
    "t",
    "th",
    "tr",
    "x",
]
VOWELS = [letter for group in PRINTED.split() if len(group) > 1 for letter in group]
SYLLABLES = st.builds(
    lambda onset, glide, vowel, end: (onset + glide + vowel + end).capitalize(),
    st.sampled_from(ONSETS),
    st.sampled_from(["", "u", "i"]),
    st.sampled_from(VOWELS),
    st.sampled_from(["", "n", "nh", "ng", "m", "t", "c", "i", "u"]),
)
NAMES = st.lists(SYLLABLES, min_size=1, max_size=4).map(" ".join)


def as_printed(words: str) -> tuple[list[int], list[int]]:
    """The independent specification: all letters first, tones only between words of the same letters."""
    ranks = [RANK.get(letter, (-1, 0)) for letter in words.lower()]
    return [letter for letter, _ in ranks], [tone for _, tone in ranks]


class TestNameOrder:
    def test_tones_stand_in_dictionary_order(self) -> None:
        assert sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=name_order) == ["ma", "mà", "mả", "mã", "má", "mạ"]

    def test_letters_with_hats_are_letters_of_their_own(self) -> None:
        words = ["an", "ăn", "ân", "bá", "da", "đa", "em", "êm", "oa", "ôi", "ơi", "ua", "ưa", "y"]
        assert sorted(words, key=name_order) == words == sorted(set(words), key=name_order)

    def test_an_comes_before_án_whatever_the_family_name(self) -> None:
        assert sorted(["Bùi Thị Án", "Trần Văn An"], key=name_order) == ["Trần Văn An", "Bùi Thị Án"]

    @pytest.mark.parametrize(
        "names",
        [
            ["Lê An", "Nguyễn Văn An", "Lê Ân", "Lê Bình"],  # the given name decides, then the rest
            ["Lê Thị Hoa", "Lê Văn Hoa", "Trần Hoa", "Lê Hoà", "Lê Hòa"],  # two spellings stay apart
            ["Nguyễn Thị Minh Khuê", "Nguyễn Văn Minh"],
            ["Hồ Sĩ Ba", "NGUYỄN VĂN BA", "Trần Văn Ba"],  # a list typed in capitals mixes with the others
            ["Dư Dũng", "Đỗ Dũng", "Lý Dũng", "An Đan"],
        ],
    )
    def test_lists_read_as_people_expect(self, names: list[str]) -> None:
        for shuffled in permutations(names):
            assert sorted(shuffled, key=name_order) == names

    @LAW
    @given(NAMES, NAMES)
    def test_equals_the_order_of_the_printed_alphabet(self, one: str, other: str) -> None:
        def key(name: str) -> tuple[object, ...]:
            *rest, given_name = name.split()
            return as_printed(given_name), as_printed(" ".join(rest)), name

        assert (name_order(one) < name_order(other)) == (key(one) < key(other))

    @LAW
    @given(st.lists(NAMES | st.text(max_size=12), max_size=8))
    def test_is_total_and_does_not_depend_on_the_order_before(self, names: list[str]) -> None:
        other_way = names[::-1]
        forward, backward = sorted(names, key=name_order), sorted(other_way, key=name_order)
        assert list(map(clean_name, forward)) == list(map(clean_name, backward))

    @LAW
    @given(NAMES)
    def test_a_name_sent_in_decomposed_letters_sorts_the_same(self, name: str) -> None:
        assert name_order(unicodedata.normalize("NFD", name)) == name_order(name)
        assert clean_name(f"  {unicodedata.normalize('NFD', name)} ".replace(" ", "  ")) == clean_name(name)


class TestFold:
    @pytest.mark.parametrize(
        ("typed", "folded"),
        [
            ("Không  có gì", "khong co gi"),
            ("ĐỒNG Ý", "dong y"),
            (unicodedata.normalize("NFD", "Đồng ý"), "dong y"),
            ("Hoà = Hòa", "hoa = hoa"),
        ],
    )
    def test_takes_marks_away(self, typed: str, folded: str) -> None:
        assert fold(typed) == folded

    @LAW
    @given(st.text(max_size=30))
    def test_folding_twice_changes_nothing(self, text: str) -> None:
        assert fold(fold(text)) == fold(text)


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
