"""What every courier does: the fake of the other tests is held to the same as the real one."""

from pathlib import Path

import pytest

from nhipcau.ports import Blocked, Parcel, TryLater, Uncertain
from tests.courier.conftest import AN, Bench

BUTTONS = ((("Có", "c:1:active:yes"), ("Không", "c:1:active:no")), (("◀ Quay lại", "c:1:active:back"),))


async def test_a_message_arrives_with_its_buttons_and_its_number_is_known(bench: Bench) -> None:
    number = await bench.courier.send(Parcel(AN, "Chào <b>Ánh &amp; Bình</b>!", BUTTONS))
    (shown,) = bench.sees()
    assert (shown.number, shown.text) == (number, "Chào Ánh & Bình!")
    assert shown.buttons == tuple(button for row in BUTTONS for button in row)


async def test_messages_stand_in_the_order_in_which_they_were_sent(bench: Bench) -> None:
    numbers = [await bench.courier.send(Parcel(AN, text)) for text in ("một", "hai", "ba")]
    assert [shown.text for shown in bench.sees()] == ["một", "hai", "ba"]
    assert numbers == sorted(numbers)


async def test_an_edit_takes_the_place_of_what_was_there(bench: Bench) -> None:
    number = await bench.courier.send(Parcel(AN, "Câu 1", BUTTONS))
    assert await bench.courier.send(Parcel(AN, "Câu 2", edits=number)) == number
    (shown,) = bench.sees()
    assert (shown.text, shown.buttons) == ("Câu 2", ())


async def test_an_edit_that_changes_nothing_is_done_already(bench: Bench) -> None:
    number = await bench.courier.send(Parcel(AN, "Câu 1", BUTTONS))
    assert await bench.courier.send(Parcel(AN, "Câu 1", BUTTONS, edits=number)) == number
    assert len(bench.sees()) == 1


async def test_a_card_that_is_gone_is_sent_anew(bench: Bench) -> None:
    await bench.courier.send(Parcel(AN, "Câu 1"))
    number = await bench.courier.send(Parcel(AN, "Câu 2", BUTTONS, edits=999))
    assert [(shown.number, shown.text) for shown in bench.sees()][-1] == (number, "Câu 2")


async def test_what_is_deleted_is_gone_and_may_be_deleted_again(bench: Bench) -> None:
    number = await bench.courier.send(Parcel(AN, "Nhầm"))
    for _ in range(2):
        await bench.courier.send(Parcel(AN, "", deletes=number))
    assert bench.sees() == []


async def test_a_document_arrives_under_its_own_name_with_its_caption(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "CTV02.pdf"
    path.write_bytes(b"%PDF")
    await bench.courier.send(Parcel(AN, "📄 <b>Tháng 05/2026</b>", document=path))
    assert [(shown.text, shown.document) for shown in bench.sees()] == [("📄 Tháng 05/2026", "CTV02.pdf")]


async def test_who_blocked_the_bot_gets_nothing(bench: Bench) -> None:
    await bench.courier.send(Parcel(AN, "một"))
    bench.blocks()
    with pytest.raises(Blocked, match="blocked by the user"):
        await bench.courier.send(Parcel(AN, "hai"))
    bench.unblocks()
    await bench.courier.send(Parcel(AN, "ba"))
    assert [shown.text for shown in bench.sees()] == ["một", "ba"]


async def test_asked_to_wait_it_says_for_how_long_and_did_nothing(bench: Bench) -> None:
    bench.asks_to_wait(9)
    with pytest.raises(TryLater) as later:
        await bench.courier.send(Parcel(AN, "một"))
    assert later.value.seconds == 9
    assert bench.sees() == []
    await bench.courier.send(Parcel(AN, "một"))
    assert len(bench.sees()) == 1


async def test_a_lost_answer_is_not_taken_for_a_failure(bench: Bench) -> None:
    bench.loses_the_answer()
    with pytest.raises(Uncertain):
        await bench.courier.send(Parcel(AN, "một"))
    assert [shown.text for shown in bench.sees()] == ["một"]
