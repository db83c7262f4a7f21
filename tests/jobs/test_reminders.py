"""Reminders reach those who owe an answer, and stop the moment they do not (R19)."""

from collections.abc import Callable
from datetime import date

import pytest

from nhipcau.rules.cadence import SlotKind
from nhipcau.rules.kernel import Span
from nhipcau.rules.roster import Leave
from tests.fakes.house import House

ROUND = "weekly_checkin/2026-W19"
FIRST, SECOND = f"remind:{ROUND}#1", f"remind:{ROUND}#2"
ANSWERS = ("https://example.org/1", "Không có gì thêm")


def reminders(house: House, who: str) -> list[str]:
    return [text.splitlines()[0] for text in house.reads(who) if text.startswith("🔔")]


def test_only_those_who_owe_are_reminded(house: House) -> None:
    house.until("2026-05-04 10:00")
    house.answers("Bình", *ANSWERS, "✅ Gửi")
    house.until("2026-05-07 09:00")
    assert {who: len(reminders(house, who)) for who in ("Ánh", "Bình", "Châu", "Lan")} == {
        "Ánh": 1,
        "Bình": 0,
        "Châu": 0,
        "Lan": 1,
    }


def test_it_counts_who_was_spared(house: House) -> None:
    house.until("2026-05-04 10:00")
    house.answers("Bình", *ANSWERS, "✅ Gửi")
    house.sleep_until("2026-05-07 09:00")
    counts = house.wake()[SlotKind.REMIND].counts
    assert counts == {"slots": 1, "audience": 4, "planned": 3, "unreachable": 1, "spared": 2}


def test_the_second_one_says_that_it_is_the_second(house: House) -> None:
    house.until("2026-05-09 09:00")
    assert reminders(house, "Ánh") == [
        "🔔 Nhắc nhẹ: Báo cáo tuần (04/05/2026 – 10/05/2026)",
        "🔔 Nhắc lần 2: Báo cáo tuần (04/05/2026 – 10/05/2026)",
    ]


def test_it_takes_up_where_the_person_stopped(house: House) -> None:
    house.until("2026-05-04 10:00")
    house.answers("Bình", "https://example.org/1")
    house.until("2026-05-07 09:00")
    assert "Câu 2/2" in house.sees("Bình").text
    assert house.sees("Bình").labels == ["Không có gì thêm", "◀ Quay lại"]


def test_to_someone_who_only_has_to_press_send_it_shows_what_they_answered(house: House) -> None:
    house.until("2026-05-04 10:00")
    house.answers("Bình", *ANSWERS)
    house.until("2026-05-07 09:00")
    assert "Anh/chị đã trả lời xong, chỉ còn bấm “Gửi”:\n• Tin, bài trong tuần: 1 đường dẫn" in house.sees("Bình").text
    assert house.sees("Bình").labels == ["✅ Gửi", "✏️ Sửa"]


def test_who_takes_leave_in_the_middle_is_left_in_peace(house: House) -> None:
    house.until("2026-05-04 10:00")
    takes_leave(house)
    house.until("2026-05-09 09:00")
    assert reminders(house, "Bình") == []


def takes_leave(house: House) -> None:
    with house.app.store.begin() as tx:
        tx.people.add_leave(house.person("Bình").id, Leave(Span(date(2026, 5, 5), date(2026, 5, 20))))


def answers(house: House) -> None:
    house.presses("Bình", "✅ Gửi")


def round_closes(house: House) -> None:
    with house.app.store.begin() as tx:
        tx.rounds.close(ROUND, house.clock.now())
    house.deliver()


def blocks(house: House) -> None:
    house.blocks("Bình")


class TestBetweenPlanningAndSending:
    """The reminder is planned; what happens then decides whether it goes out."""

    @pytest.fixture(autouse=True)
    def _planned(self, house: House) -> None:
        house.until("2026-05-04 10:00")
        house.answers("Bình", *ANSWERS)
        house.sleep_until("2026-05-07 09:00")
        plan_only(house)

    @pytest.mark.parametrize(
        ("happens", "end"),
        [
            pytest.param(answers, ("skipped", "answered"), id="they answer"),
            pytest.param(takes_leave, ("skipped", "on_leave"), id="they go on leave"),
            pytest.param(round_closes, ("skipped", "round_closed"), id="the round closes"),
            pytest.param(blocks, ("blocked", "blocked"), id="they block the bot"),
        ],
    )
    def test_a_reminder_that_nobody_wants_any_more_is_not_sent(
        self, house: House, happens: Callable[[House], None], end: tuple[str, str]
    ) -> None:
        happens(house)
        house.deliver()
        assert reminders(house, "Bình") == []
        assert fate(house, f"{FIRST}:CTV02") == end

    def test_else_it_goes_out(self, house: House) -> None:
        house.deliver()
        assert len(reminders(house, "Bình")) == 1
        assert fate(house, f"{FIRST}:CTV02") == ("sent", "")


def test_when_the_whole_bot_has_to_wait_who_answers_meanwhile_is_not_reminded(house: House) -> None:
    """Telegram may ask for half a minute in the middle of a launch: the next message is chosen after it, not before."""
    house.until("2026-05-04 10:00")
    house.answers("Bình", *ANSWERS)
    house.sleep_until("2026-05-07 09:00")
    plan_only(house)
    house.courier.asks_to_wait(30)
    house.clock.while_waiting(20, lambda: quietly(house, lambda: house.presses("Bình", "✅ Gửi")))
    house.deliver()
    assert reminders(house, "Bình") == []


def plan_only(house: House) -> None:
    """Run what is due; its messages wait in the outbox."""
    with house.post_office_closed():
        house.wake()


def quietly(house: House, act: Callable[[], object]) -> None:
    with house.post_office_closed():
        act()


def fate(house: House, plan_key: str) -> tuple[str, str]:
    """What became of one message, and why."""
    return house.fates()[plan_key]
