"""Files go up by multipart, come down byte for byte, and are sent again by their id."""

import pytest
from telegram import Bot
from telegram.error import BadRequest

from practice.telegram.world import TelegramWorld
from tests.practice.telegram.conftest import AN

CONTENT = bytes(range(256)) * 10


async def test_a_document_is_sent_seen_and_downloaded(bot: Bot, world: TelegramWorld) -> None:
    world.say(AN, "/start")
    sent = await bot.send_document(AN, CONTENT, filename="báo cáo.pdf", caption="<b>Tháng 5</b>", parse_mode="HTML")
    shown = world.seen(AN)["messages"][-1]
    assert (shown["document"]["file_name"], shown["caption"]) == ("báo cáo.pdf", "Tháng 5")
    assert sent.document is not None
    assert bytes(await (await sent.document.get_file()).download_as_bytearray()) == CONTENT


async def test_a_document_is_sent_again_by_its_id(bot: Bot, world: TelegramWorld) -> None:
    world.say(AN, "/start")
    first = (await bot.send_document(AN, CONTENT, filename="a.pdf")).document
    assert first is not None
    again = (await bot.send_document(AN, first.file_id)).document
    assert again == first


async def test_what_people_send_can_be_downloaded(bot: Bot, world: TelegramWorld) -> None:
    world.send_document(AN, CONTENT, "ảnh.zip", media_group_id="7")
    world.send_photo(AN, b"jpeg", caption="hội nghị", media_group_id="7")
    document, photo = [update.message for update in await bot.get_updates()]
    assert document is not None
    assert photo is not None
    assert {document.media_group_id, photo.media_group_id} == {"7"}
    assert bytes(await (await photo.photo[-1].get_file()).download_as_bytearray()) == b"jpeg"


async def test_refused_files(bot: Bot, world: TelegramWorld) -> None:
    world.say(AN, "/start")
    with pytest.raises(BadRequest, match="File must be non-empty"):
        await bot.send_document(AN, b"")
    with pytest.raises(BadRequest, match=r"(?i)wrong file_id or the file is temporarily unavailable"):
        await bot.get_file("document-99")
    with pytest.raises(BadRequest, match=r"(?i)wrong remote file identifier"):
        await bot.send_document(AN, "document-99")
