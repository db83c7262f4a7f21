"""Files go up by multipart, come down byte for byte, and are sent again by their id."""

import httpx
import pytest
from telegram import Bot, InputMediaDocument, InputMediaPhoto
from telegram.error import BadRequest, NetworkError

from practice.server import Running
from practice.telegram.world import TelegramWorld
from tests.practice.telegram.conftest import AN, TOKEN

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


async def test_an_album_is_several_messages_with_one_number(bot: Bot, world: TelegramWorld) -> None:
    world.say(AN, "/start")
    known = (await bot.send_photo(AN, b"cu")).photo[-1].file_id
    album = await bot.send_media_group(
        AN, [InputMediaPhoto(b"moi", caption="<b>Hội nghị</b>", parse_mode="HTML"), InputMediaPhoto(known)]
    )
    shown = world.seen(AN)["messages"][-2:]
    assert {message["media_group_id"] for message in shown} == {album[0].media_group_id}
    assert [message.get("caption") for message in shown] == ["Hội nghị", None]
    assert bytes(await (await album[0].photo[-1].get_file()).download_as_bytearray()) == b"moi"
    other = await bot.send_media_group(AN, [InputMediaDocument(b"a"), InputMediaDocument(b"b")])
    assert other[0].media_group_id != album[0].media_group_id


async def test_albums_that_are_refused(bot: Bot, world: TelegramWorld) -> None:
    world.say(AN, "/start")
    picture, paper = InputMediaPhoto(b"x"), InputMediaDocument(b"x")
    for album, complaint in [
        ([picture], "2-10 items"),
        ([picture] * 11, "2-10 items"),
        ([picture, paper], "document can't be mixed"),
    ]:
        with pytest.raises(BadRequest, match=f"(?i){complaint}"):
            await bot.send_media_group(AN, album)


async def test_a_file_is_replaced_and_its_caption_edited(bot: Bot, world: TelegramWorld) -> None:
    world.say(AN, "/start")
    sent = await bot.send_photo(AN, b"x", caption="nháp")
    await bot.edit_message_caption(AN, sent.message_id, caption="<i>xong</i>", parse_mode="HTML")
    assert world.seen(AN)["messages"][-1]["caption"] == "xong"
    await bot.edit_message_media(InputMediaDocument(b"y", filename="y.pdf", caption="tài liệu"), AN, sent.message_id)
    shown = world.seen(AN)["messages"][-1]
    assert ("photo" in shown, shown["document"]["file_name"], shown["caption"]) == (False, "y.pdf", "tài liệu")
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await bot.edit_message_text("x", AN, sent.message_id)
    text = await bot.send_message(AN, "x")
    with pytest.raises(BadRequest, match="There is no caption in the message to edit"):
        await bot.edit_message_caption(AN, text.message_id, caption="x")


async def test_videos_stickers_and_contacts(bot: Bot, world: TelegramWorld) -> None:
    world.say(AN, "/start")
    await bot.send_video(AN, b"mp4", filename="a.mp4")
    sticker = world.send_sticker(AN)["sticker"]["file_id"]
    await bot.send_sticker(AN, sticker)
    await bot.send_contact(AN, "+84901234567", "Bình")
    shown = world.seen(AN)["messages"][1:]
    kinds = [kind for message in shown for kind in ("video", "sticker", "contact") if kind in message]
    assert kinds == ["video", "sticker", "sticker", "contact"]
    with pytest.raises(BadRequest, match=r"(?i)type of file mismatch"):
        await bot.send_document(AN, sticker)
    with pytest.raises(BadRequest, match=r"(?i)failed to get HTTP URL content"):
        await bot.send_photo(AN, "https://example.org/a.jpg")


async def test_a_caption_has_at_most_1024_characters(bot: Bot, world: TelegramWorld) -> None:
    world.say(AN, "/start")
    await bot.send_photo(AN, b"x", caption="a" * 1024)
    with pytest.raises(BadRequest, match=r"(?i)message caption is too long"):
        await bot.send_photo(AN, b"x", caption="a" * 1025)


async def test_files_beyond_the_limits(bot: Bot, world: TelegramWorld) -> None:
    world.say(AN, "/start")
    with pytest.raises(NetworkError, match="Request Entity Too Large"):
        await bot.send_photo(AN, b"x" * (10 * 1024 * 1024 + 1))
    large = world.send_document(AN, b"x" * (20 * 1024 * 1024 + 1), "large.zip")
    with pytest.raises(BadRequest, match=r"(?i)file is too big"):
        await bot.get_file(large["document"]["file_id"])


async def test_downloads_need_the_token_and_the_path(bot: Bot, running: Running) -> None:
    async with httpx.AsyncClient(base_url=running.base_url) as client:
        assert (await client.get(f"/file/bot{TOKEN}/documents/file_9")).status_code == 404
        assert (await client.get("/file/botnone/documents/file_0")).json()["description"] == "Not Found"
