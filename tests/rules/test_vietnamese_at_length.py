"""Money in words and the order of names on 100,000 generated cases each, against tables made in another way and against
others' programs, in the cases in which those are right."""

from collections.abc import Iterator
from itertools import pairwise
from random import Random

import pytest
from num2words import num2words
from playwright.sync_api import Browser
from vn_numberwords import number_to_words

from nhipcau.rules.vietnamese import name_order, number_in_words
from tests.browser import browser

__all__ = ["browser"]

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


def amounts(seed: str) -> list[int]:
    """As many of each length: from one digit to twelve, where both libraries still count in billions (tỷ)."""
    chance = Random(seed)
    return [chance.randrange(10 ** chance.randrange(1, 13)) for _ in range(CASES)]


def groups(amount: int) -> Iterator[int]:
    """The groups of three digits, from the last to the first."""
    while amount:
        amount, group = divmod(amount, 1000)
        yield group


def has_a_zero_that_is_read(amount: int) -> bool:
    """As in 1.005.000, "một triệu không trăm linh năm nghìn": num2words says "một triệu năm nghìn"."""
    return any(0 < group < 100 for group in list(groups(amount))[:-1])


def has_a_five_after_tens(amount: int) -> bool:
    """As in 75, "bảy mươi lăm": vn-numberwords says "bảy mươi năm"."""
    return any(group % 10 == 5 and group % 100 > 20 for group in groups(amount))


def test_amounts_without_zeros_that_are_read_are_read_as_num2words_does() -> None:
    compared = [amount for amount in amounts("num2words") if not has_a_zero_that_is_read(amount)]
    assert len(compared) > 0.8 * CASES
    assert [each for each in compared if num2words(each, lang="vi") != number_in_words(each, "lẻ")] == []


def test_amounts_without_fives_after_tens_are_read_as_vn_numberwords_does() -> None:
    compared = [amount for amount in amounts("vn-numberwords") if not has_a_five_after_tens(amount)]
    assert len(compared) > 0.8 * CASES
    assert [each for each in compared if number_to_words(each) != number_in_words(each)] == []


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


@pytest.fixture(scope="module")
def listed() -> list[str]:
    chance = Random("names")
    return sorted((a_name(chance) for _ in range(CASES)), key=name_order)


def test_names_stand_in_the_order_of_the_dictionary(listed: list[str]) -> None:
    wrong = [(one, other) for one, other in pairwise(listed) if by_dictionary(one) > by_dictionary(other)]
    assert wrong == []


SORT_BY_ICU = """names => {
  const by_letters = new Intl.Collator("vi").compare;
  const parts = name => [name.slice(name.lastIndexOf(" ") + 1), name.slice(0, name.lastIndexOf(" "))];
  return names
    .map(parts)
    .sort(([given, rest], [other, others]) => by_letters(given, other) || by_letters(rest, others))
    .map(([given, rest]) => `${rest} ${given}`);
}"""
"""Given name, then all before it, each by ICU's rules for Vietnamese, which a browser carries."""


def test_names_stand_in_the_order_of_icu(listed: list[str], browser: Browser) -> None:
    page = browser.new_page()
    assert page.evaluate("Intl.Collator.supportedLocalesOf(['vi'])") == ["vi"]
    assert page.evaluate(SORT_BY_ICU, sorted(listed)) == listed
    page.close()
