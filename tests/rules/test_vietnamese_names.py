"""Names in order, and words as they are searched."""

import unicodedata
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.rules.vietnamese import clean_name, fold, name_order
from tests.rules.samples import LAW

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
