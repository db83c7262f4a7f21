"""Follower targets of the ten units of the pilot (T22): the rule, never the printed totals."""

import pytest

from nhipcau.rules.pages import follower_target

# Months in the programme at the end of each stage (Đề án, V.2.2), with the two errata: the nine months of stage 4 that
# are printed for "TP. Hồ Chí Minh" are Bình Dương's, and the printed sum of stage 3 (45.000) is 9.000 short.
STAGES = {
    3: {"Đồng Nai": 3},
    6: {"Đồng Nai": 6, "Bình Dương": 3, "Hà Tĩnh": 3, "Hải Dương": 3},
    9: {
        "Đồng Nai": 9,
        "Bình Dương": 6,
        "Hà Tĩnh": 6,
        "Hải Dương": 6,
        "Hà Nội": 3,
        "Thừa Thiên Huế": 3,
        "Than – Khoáng sản": 3,
    },
    12: {
        "Đồng Nai": 12,
        "Bình Dương": 9,
        "Hà Tĩnh": 9,
        "Hải Dương": 9,
        "Hà Nội": 6,
        "Thừa Thiên Huế": 6,
        "Than – Khoáng sản": 6,
        "TP. Hồ Chí Minh": 3,
        "Vĩnh Phúc": 3,
        "Cao su Việt Nam": 3,
    },
}


@pytest.mark.parametrize(("stage", "total"), [(3, 4_500), (6, 22_500), (9, 54_000), (12, 99_000)])
def test_the_pilot_s_targets(stage: int, total: int) -> None:
    assert sum(follower_target(months) for months in STAGES[stage].values()) == total


@pytest.mark.parametrize(("months", "target"), [(0, 0), (1, 1_500), (12, 18_000), (-2, 0)])
def test_a_page_wins_1500_a_month_and_owes_nothing_before_it_begins(months: int, target: int) -> None:
    assert follower_target(months) == target


def test_another_target_can_be_set() -> None:
    assert follower_target(4, a_month=200) == 800
