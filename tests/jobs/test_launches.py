"""After a launch its audience adds up: sent, blocked, skipped, failed, or nobody knows (R4)."""

import pytest

from tests.fakes.house import House

ROUND = "weekly_checkin/2026-W19"
OPENING = f"open_round:{ROUND}"


def told(house: House) -> str:
    """What the admin group read of the opening."""
    return house.finds("admins", "Mở đợt: Báo cáo tuần 04/05/2026 – 10/05/2026").text


def test_r4_a_launch_adds_up(house: House) -> None:
    house.until("2026-05-04 08:00")
    assert told(house) == (
        "📬 Mở đợt: Báo cáo tuần 04/05/2026 – 10/05/2026\nCần gửi 5 = đã gửi 4 + bị chặn 0 + bỏ qua 1 + lỗi 0"
    )


def test_who_blocked_before_and_who_blocks_now_count_alike(house: House) -> None:
    house.blocks("Bình")
    house.courier.block(house.people["Ánh"].chat)
    house.until("2026-05-04 08:00")
    assert "Cần gửi 5 = đã gửi 2 + bị chặn 2 + bỏ qua 1 + lỗi 0" in told(house)


def test_what_the_channel_refuses_is_a_failure_and_a_warning(house: House) -> None:
    house.courier.refuses("Bad Request: can't parse entities")
    house.until("2026-05-04 08:00")
    assert told(house).startswith("⚠️ Mở đợt")
    assert "đã gửi 3 + bị chặn 0 + bỏ qua 1 + lỗi 1" in told(house)


def test_a_lost_answer_is_counted_by_itself(house: House) -> None:
    house.courier.loses_the_answer()
    house.until("2026-05-04 08:00")
    assert told(house).startswith("⚠️ Mở đợt")
    assert told(house).endswith("đã gửi 3 + bị chặn 0 + bỏ qua 1 + lỗi 0 + chưa rõ 1")


def test_all_at_once(house: House) -> None:
    house.blocks("Bình")
    house.courier.refuses()
    house.courier.loses_the_answer()
    house.until("2026-05-04 08:00")
    assert house.deliveries(OPENING) == {"failed": 1, "uncertain": 1, "blocked": 1, "skipped": 1, "sent": 1}
    assert house.counts(OPENING) == {
        "audience": 5, "sent": 1, "blocked": 1, "gone": 0, "skipped": 1, "failed": 1, "uncertain": 1, "missing": 0,
    }  # fmt: skip


def test_it_is_told_only_when_nothing_is_on_its_way_any_more(house: House) -> None:
    house.sleep_until("2026-05-04 08:00")
    with house.post_office_closed():
        house.wake()
        house.app.idle(house.clock.now())
    assert f"reconciled:{OPENING}" not in house.fates()
    house.deliver()
    assert "đã gửi 4" in told(house)


def test_it_is_told_once(house: House) -> None:
    house.until("2026-05-04 08:00")
    house.restart()
    house.deliver()
    assert len([text for text in house.reads("admins") if "Mở đợt" in text]) == 1


def test_a_message_that_got_lost_in_the_store_is_an_error(house: House) -> None:
    """Nothing of ours does that; the sum would show it."""
    house.sleep_until("2026-05-04 08:00")
    with house.post_office_closed():
        house.wake()
    with house.app.store.begin() as tx:
        tx.slots.record(OPENING, {"audience": 6}, launched=True)
    house.deliver()
    assert told(house).endswith("❗ Thiếu 1: xin báo người vận hành.")


@pytest.mark.parametrize("slot", ["kick_off:thang_cong_nhan_2026", OPENING, f"remind:{ROUND}#1", f"remind:{ROUND}#2"])
def test_every_launch_of_a_week_adds_up(house: House, slot: str) -> None:
    house.until("2026-05-10 21:00")
    counts = dict(house.counts(slot))
    audience, missing = counts.pop("audience"), counts.pop("missing")
    assert (sum(counts.values()), missing) == (audience, 0)
