"""Money in words and the order of names on 100,000 generated cases each, against tables made in another way."""

from itertools import pairwise
from random import Random

import pytest

from nhipcau.rules.vietnamese import name_order, number_in_words

CASES = 100_000
DIGITS = {
    word: digit for digit, word in enumerate(["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"])
}
DIGITS |= {"mốt": 1, "lăm": 5}


def number_read(words: str) -> int:
    """What a listener writes down: the reverse way, word by word."""
    billions = group = below = hundreds = 0
    for word in words.split():
        if word == "trăm":
            hundreds, below = below * 100, 0
        elif word == "mươi":
            below *= 10
        elif word == "mười":
            below = 10
        elif word in ("nghìn", "triệu", "tỷ"):
            total = hundreds + below
            if word == "tỷ":
                billions, group = (billions + group + total) * 10**9, 0
            else:
                group += total * {"nghìn": 10**3, "triệu": 10**6}[word]
            hundreds = below = 0
        elif word not in ("linh", "lẻ"):
            below += DIGITS[word]
    return billions + group + hundreds + below


@pytest.mark.parametrize("zero_tens", ["linh", "lẻ"])
def test_a_listener_writes_down_the_amount_that_was_read(zero_tens: str) -> None:
    chance = Random(zero_tens)
    amounts = [chance.randrange(10 ** chance.randrange(1, 14)) for _ in range(CASES // 2)]
    assert [amount for amount in amounts if number_read(number_in_words(amount, zero_tens)) != amount] == []


VOWELS = [
    "aàảãáạ",
    "ăằẳẵắặ",
    "âầẩẫấậ",
    "eèẻẽéẹ",
    "êềểễếệ",
    "iìỉĩíị",
    "oòỏõóọ",
    "ôồổỗốộ",
    "ơờởỡớợ",
    "uùủũúụ",
    "ưừửữứự",
    "yỳỷỹýỵ",
]
ALPHABET = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
LETTER = {vowel: (ALPHABET.index(row[0]), tone) for row in VOWELS for tone, vowel in enumerate(row)}
LETTER |= {letter: (ALPHABET.index(letter), 0) for letter in ALPHABET if letter not in "".join(VOWELS)}
"""Every letter by hand: its place in the alphabet, and its tone (ngang huyền hỏi ngã sắc nặng)."""


def by_dictionary(name: str) -> tuple[object, ...]:
    *rest, given = name.split()
    return _word(given), _word(" ".join(rest))


def _word(text: str) -> tuple[object, ...]:
    pairs = [LETTER[letter] if letter != " " else (-1, 0) for letter in text.lower()]
    return [place for place, _ in pairs], [tone for _, tone in pairs]


def a_name(chance: Random) -> str:
    return " ".join(_syllable(chance) for _ in range(chance.randrange(2, 5)))


def _syllable(chance: Random) -> str:
    start = chance.choice(["", *"bcdđghklmnpqrstvx", "ch", "gh", "kh", "ng", "nh", "ph", "th", "tr"])
    vowels = chance.choice("".join(VOWELS)) + chance.choice(["", "", chance.choice("aiouyeêôơ")])
    return (start + vowels + chance.choice(["", "c", "ch", "m", "n", "ng", "nh", "p", "t"])).capitalize()


def test_names_stand_in_the_order_of_the_dictionary() -> None:
    chance = Random("names")
    listed = sorted((a_name(chance) for _ in range(CASES)), key=name_order)
    wrong = [(one, other) for one, other in pairwise(listed) if by_dictionary(one) > by_dictionary(other)]
    assert wrong == []
