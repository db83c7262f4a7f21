"""Registered pages and their followers."""

TARGET_A_MONTH = 1500
"""Followers a page should win on average (Đề án, V.2.1). A month below it is not a failure by itself."""

SYSTEM_TARGET = 100_000
"""Followers of the whole system a year after the start, the confederation's own pages among them (Đề án, IV.2).

It stands beside the units' targets: those of the ten units of the pilot come to 99.000 by then.
"""


def follower_target(months: int, a_month: int = TARGET_A_MONTH) -> int:
    """The target after some months in the programme.

    Always months x 1.500, never the printed totals: the printed stage 3 (45.000) is 9.000 short of its own rows.
    """
    return max(months, 0) * a_month
