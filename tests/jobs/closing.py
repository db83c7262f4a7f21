"""What the tests of a month's close do again and again."""

from dataclasses import replace

from nhipcau.ports import MonthFile
from nhipcau.rules.kernel import Month
from nhipcau.settings.rulebook import Rulebook
from tests.fakes.house import House

MAY = Month(2026, 5)
CLOSING = "close_month:2026-05"
CHECK, APPROVE, CLOSE, PAY = "✅ Đã kiểm tra, số liệu đúng", "👍 Duyệt", "🔒 Chốt kỳ", "💵 Đã chi xong"
REOPEN, WRONG_ROSTER, AGREE = "🔓 Mở lại kỳ", "Sai danh sách hoặc quyết định", "Đồng ý mở lại"
UNIT_WORD, NO_WORK = "Đơn vị xác nhận có làm việc", "Không tham gia trong tháng"


def file(house: House) -> MonthFile:
    with house.looking() as tx:
        kept = tx.months.get(MAY)
    assert kept is not None
    return kept


def amounts(house: House) -> dict[str, tuple[int, str]]:
    return {line.name.split()[-1]: (line.amount, line.state.value) for line in file(house).assessment.lines}


def decide(house: House) -> None:
    """Long decides what waits for a decision: Bình is paid, Dũng is not."""
    house.presses("Long", UNIT_WORD, house.finds("Long", "Trần Văn Bình").number)
    house.presses("Long", NO_WORK, house.finds("Long", "Phạm Quốc Dũng").number)


def check_and_close(house: House) -> None:
    decide(house)
    house.presses("Oanh", CHECK)
    house.presses("Vân", APPROVE)
    house.presses("Oanh", CLOSE)


def reopen(house: House) -> None:
    """Oanh asks, Vân agrees."""
    house.presses("Oanh", REOPEN)
    house.presses("Oanh", WRONG_ROSTER)
    house.presses("Vân", AGREE)


def unwatched(book: Rulebook) -> Rulebook:
    """The same config, where an approver looks at nothing."""
    rows = tuple(replace(row, watched=frozenset()) for row in book.policy.choices)
    return replace(book, policy=replace(book.policy, choices=rows))
