"""Numbers read aloud and amounts in figures: what every Vietnamese reader would notice at once."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nhipcau.rules.vietnamese import dong, grouped, money_in_words, number_in_words
from tests.rules.samples import LAW, table

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
