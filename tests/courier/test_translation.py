"""What each of Telegram's refusals becomes, over HTTP; and that nothing is sent twice or lost unseen."""

from pathlib import Path
from typing import Any

import pytest

from nhipcau.courier.telegram import TelegramCourier, make_bot
from nhipcau.ports import Blocked, Gone, Moved, Parcel, TryLater, Uncertain, Undeliverable
from tests.courier.conftest import AN, TelegramBench
from tests.fakes.practice import TOKEN

NOBODY = 4004
HELLO = Parcel(AN, "Chào")


@pytest.mark.parametrize(
    ("fault", "error", "arrived"),
    [
        pytest.param({"kind": "429", "retry_after": 7}, TryLater, 0, id="429 with how long to wait"),
        pytest.param({"kind": "403"}, Blocked, 0, id="403, blocked"),
        pytest.param({"kind": "5xx", "status": 502}, Uncertain, 0, id="502, a gateway's HTML page"),
        pytest.param({"kind": "5xx", "status": 500}, Uncertain, 0, id="500, a gateway's HTML page"),
        pytest.param({"kind": "drop"}, Uncertain, 0, id="the connection is cut before the work"),
        pytest.param({"kind": "lost"}, Uncertain, 1, id="the connection is cut after the work"),
    ],
)
async def test_faults(real: TelegramBench, fault: dict[str, Any], error: type[Exception], arrived: int) -> None:
    real.fails(**fault)
    with pytest.raises(error):
        await real.courier.send(HELLO)
    assert len(real.sees()) == arrived


@pytest.mark.parametrize(
    ("parcel", "error", "words"),
    [
        pytest.param(Parcel(NOBODY, "?"), Gone, "chat not found", id="a chat that does not exist"),
        pytest.param(Parcel(NOBODY, "?", edits=1), Gone, "chat not found", id="an edit there"),
        pytest.param(Parcel(AN, "<b>"), Undeliverable, "can't parse entities", id="HTML that is none"),
        pytest.param(Parcel(AN, "x" * 4097), Undeliverable, "message is too long", id="too long"),
        pytest.param(Parcel(AN, " "), Undeliverable, "message text is empty", id="empty"),
        pytest.param(
            Parcel(AN, "?", ((("a", "x" * 65),),)), Undeliverable, "BUTTON_DATA_INVALID", id="a button over 64 bytes"
        ),
    ],
)
async def test_refusals(real: TelegramBench, parcel: Parcel, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=f"(?i){words}"):
        await real.courier.send(parcel)


async def test_a_deleted_account_is_gone(real: TelegramBench) -> None:
    real.telegram.world.deactivate(AN)
    with pytest.raises(Gone, match="deactivated"):
        await real.courier.send(HELLO)


async def test_who_never_wrote_to_the_bot_cannot_be_written_to(real: TelegramBench) -> None:
    real.telegram.world.add_person(AN + 1, "Bình")
    with pytest.raises(Gone):
        await real.courier.send(Parcel(AN + 1, "?"))


async def test_a_group_that_became_a_supergroup_names_its_new_number(real: TelegramBench) -> None:
    world = real.telegram.world
    old = world.add_group("Ban quản trị", [AN])["id"]
    new = world.migrate(old)["id"]
    with pytest.raises(Moved) as moved:
        await real.courier.send(Parcel(old, "Chào"))
    assert moved.value.chat_id == new


@pytest.mark.parametrize(
    ("text", "code"), [("<b>", "bad_html"), ("x" * 4097, "too_long"), (" ", "empty")], ids=lambda value: value[:8]
)
async def test_what_is_wrong_with_a_message_has_a_name(real: TelegramBench, text: str, code: str) -> None:
    with pytest.raises(Undeliverable) as refused:
        await real.courier.send(Parcel(AN, text))
    assert refused.value.code == code


async def test_a_card_that_people_wrote_themselves_is_not_edited_but_answered_below(real: TelegramBench) -> None:
    theirs = real.telegram.world.say(AN, "alo")["message_id"]
    await real.courier.send(Parcel(AN, "Câu 1", edits=theirs))
    assert [shown.text for shown in real.sees()] == ["Câu 1"]


async def test_a_deleted_card_is_sent_anew(real: TelegramBench) -> None:
    number = await real.courier.send(HELLO)
    await make_bot_and_delete(real, number)
    await real.courier.send(Parcel(AN, "Câu 2", edits=number))
    assert [shown.text for shown in real.sees()] == ["Câu 2"]


async def make_bot_and_delete(real: TelegramBench, number: int | None) -> None:
    assert number is not None
    async with make_bot(TOKEN, real.telegram.base_url) as bot:
        await bot.delete_message(AN, number)


async def test_when_the_card_is_gone_and_the_answer_too_nobody_knows(real: TelegramBench) -> None:
    real.loses_the_answer()
    with pytest.raises(Uncertain):
        await real.courier.send(Parcel(AN, "Câu 2", edits=999))
    assert [shown.text for shown in real.sees()] == ["Câu 2"]


async def test_a_file_that_is_gone_is_undeliverable(real: TelegramBench, tmp_path: Path) -> None:
    with pytest.raises(Undeliverable, match=r"CTV02\.pdf"):
        await real.courier.send(Parcel(AN, "📄", document=tmp_path / "CTV02.pdf"))


class TestAnOutage:
    async def test_before_the_first_message_costs_nothing(self, real: TelegramBench) -> None:
        """The bot introduces itself first; when that fails nothing was sent."""
        real.fails("5xx", "getMe")
        with pytest.raises(TryLater):
            await real.courier.send(HELLO)
        await real.courier.send(HELLO)
        assert len(real.sees()) == 1

    async def test_costs_one_message_however_long_it_lasts(self, real: TelegramBench) -> None:
        real.fails("5xx")
        with pytest.raises(Uncertain):
            await real.courier.send(HELLO)
        real.fails("5xx", "getMe", count=3)
        for _ in range(3):
            with pytest.raises(TryLater):
                await real.courier.send(HELLO)
        assert real.calls()["sendMessage"] == 1

    async def test_is_over_when_the_bot_answers_again(self, real: TelegramBench) -> None:
        real.loses_the_answer()
        with pytest.raises(Uncertain):
            await real.courier.send(HELLO)
        await real.courier.send(Parcel(AN, "hai"))
        await real.courier.send(Parcel(AN, "ba"))
        assert [shown.text for shown in real.sees()] == ["Chào", "hai", "ba"]
        assert real.calls()["getMe"] == 2

    async def test_a_server_that_is_not_there_was_asked_for_nothing(self, telegram: object) -> None:
        courier = TelegramCourier(make_bot(TOKEN, "http://127.0.0.1:9"))
        with pytest.raises(TryLater) as later:
            await courier.send(HELLO)
        assert later.value.seconds > 0
        await courier.close()


async def test_a_token_that_is_no_good_costs_no_message_and_is_not_quoted(real: TelegramBench) -> None:
    courier = TelegramCourier(make_bot("not-a-token", real.telegram.base_url))
    with pytest.raises(TryLater) as later:
        await courier.send(HELLO)
    assert "not-a-token" not in str(later.value)
    await courier.close()
