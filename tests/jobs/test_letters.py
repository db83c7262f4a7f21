"""Letters and recalls add up: whoever was written to has the message, or it is said why not (R4)."""

import pytest

from nhipcau.jobs.write_letter import letter_slot
from nhipcau.ports import Outgoing
from nhipcau.rules.cadence import SlotState
from tests.fakes.house import House


@pytest.fixture
def written(house: House) -> House:
    """Hà has written to all; nothing is sent yet."""
    with house.post_office_closed():
        house.app.write_letter(house.inbound("Hà"), "tất cả", house.clock.now())
        said = house.inbound("Hà")
        house.app.say(said, "Mai họp lúc 14:00.", house.clock.now())
        house.app.decide_letter(house.inbound("Hà"), said.update_id, "yes", house.clock.now())
    return house


def slot(house: House) -> str:
    return next(key.rsplit(":", 1)[0] for key in house.fates() if key.startswith("letter:"))


def presses_recall(house: House, who: str) -> None:
    house.app.recall(house.inbound(who), house.people[who].chat, slot(house), True, house.clock.now())


def recall(house: House, who: str) -> None:
    """Until it is told how it went: what was sent is known, then deleted, then added up."""
    presses_recall(house, who)
    house.deliver()
    house.deliver()


def on_its_way(house: House) -> Outgoing:
    """The first copy of the letter, as the courier has it in hand."""
    while (outgoing := house.app.outbox.take(house.clock.now())) is not None:
        if "Mai họp" in outgoing.parcel.text and outgoing.parcel.chat_id != house.people["Hà"].chat:
            return outgoing
        house.app.outbox.sent(outgoing, 99, house.clock.now())
    raise AssertionError("nothing of it is on its way")


def has_it(house: House) -> set[str]:
    everybody = ("Ánh", "Bình", "Châu", "Dũng", "Giang", "Lan")
    chats = {who: house.courier.chats[house.people[who].chat].values() for who in everybody}
    return {who for who, shown in chats.items() if any("Mai họp" in each.text for each in shown)}


def test_a_letter_is_a_launch_like_any_other(written: House) -> None:
    written.deliver()
    assert has_it(written) == {"Ánh", "Bình", "Châu", "Giang", "Lan"}
    assert "Cần gửi 6 = đã gửi 5 + bị chặn 0 + bỏ qua 1 + lỗi 0" in written.finds("admins", "Gửi tin").text


def test_it_is_sent_once_however_often_its_slot_is_run(written: House) -> None:
    for _ in range(2):
        written.deliver()
        written.app.run_by_hand(slot(written), written.clock.now())
    written.deliver()
    assert sum("Mai họp" in parcel.text and parcel.chat_id > 0 for parcel in written.courier.sent) == 6, "with preview"


def test_the_planner_leaves_a_confirmed_letter_alone(house: House) -> None:
    with house.app.store.begin() as tx:
        tx.slots.put(letter_slot(house.app.book, 77, house.clock.now()))
    house.app.plan(house.clock.now())
    assert house.state("letter:77") is SlotState.PLANNED


def test_a_recall_withdraws_what_waits(written: House) -> None:
    recall(written, "Mạnh")
    assert has_it(written) == set()
    assert "hủy 5 tin chưa gửi" in written.finds("admins", "Đã thu hồi").text


def test_a_recall_deletes_what_arrived_and_names_who_still_has_it(written: House) -> None:
    written.deliver()
    written.blocks("Giang")
    recall(written, "Mạnh")
    assert has_it(written) == {"Giang"}
    assert written.finds("admins", "Đã thu hồi").text == (
        "↩️ Đã thu hồi “Mai họp lúc 14:00.”: xóa 4 tin đã gửi.\nCòn lại ở:\n• Đỗ Thu Giang – đã chặn trợ lý"
    )
    assert [(who, what) for who, what, _ in written.journal(f"launch:{slot(written)}")] == [
        ("CB02", "recalled"), ("courier", "recall_done"),
    ]  # fmt: skip


def test_what_telegram_does_not_delete_any_more_is_listed_and_not_tried(written: House) -> None:
    written.deliver()
    written.until("2026-05-05 19:59")
    recall(written, "Mạnh")
    assert has_it(written) == set()
    tried = sum(parcel.deletes is not None for parcel in written.courier.sent)
    assert tried == 5


def test_after_48_hours_nothing_is_tried(written: House) -> None:
    written.deliver()
    written.until("2026-05-05 20:00")
    recall(written, "Mạnh")
    assert has_it(written) == {"Ánh", "Bình", "Châu", "Giang", "Lan"}
    told = written.finds("admins", "Đã thu hồi").text
    assert told.count("đã quá 48 giờ") == 5
    assert "không xóa được tin nào" in told


def test_a_message_that_had_to_wait_does_not_go_out_after_the_recall(written: House) -> None:
    """It was on its way when it was recalled; then the channel asked to wait."""
    outgoing = on_its_way(written)
    presses_recall(written, "Mạnh")
    written.app.outbox.later(outgoing, "flood", 30, written.clock.now())
    written.until("2026-05-03 20:05")
    assert has_it(written) == set()


def test_a_message_that_arrives_after_the_recall_is_deleted(written: House) -> None:
    outgoing = on_its_way(written)
    presses_recall(written, "Mạnh")
    written.app.outbox.sent(outgoing, 1, written.clock.now())
    written.deliver()
    written.deliver()
    assert [parcel.deletes for parcel in written.courier.sent if parcel.deletes] == [1]
    assert "xóa 1 tin đã gửi, hủy 4 tin chưa gửi" in written.finds("admins", "Đã thu hồi").text
