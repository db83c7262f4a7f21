"""Photos, albums and files as people send them: one answer, one reply, the original kept, the same again no news."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest_asyncio

from nhipcau.rules.fields import Field, FieldKind, Option
from nhipcau.rules.forms import Form
from nhipcau.settings.rulebook import Rulebook
from tests.fakes.practice import PracticeTelegram
from tests.fakes.stage import Stage

ROUND = "weekly_checkin/2026-W19"
WORDS = {"vi": "Ảnh hoạt động của tuần?"}
FORM = Form(
    "weekly_checkin",
    {"vi": "Báo cáo ảnh"},
    (
        Field("photos", FieldKind.PHOTOS, WORDS, {"vi": "Ảnh"}, most=4),
        Field("papers", FieldKind.FILES, {"vi": "Văn bản?"}, {"vi": "Tệp"}, required=False, most=2),
        Field(
            "work",
            FieldKind.SEVERAL,
            {"vi": "Đã làm những việc gì?"},
            {"vi": "Việc"},
            options=(Option("write", {"vi": "Viết bài"}), Option("film", {"vi": "Quay phim"})),
        ),
    ),
    {"vi": "Cảm ơn!"},
)


@pytest_asyncio.fixture
async def album(tmp_path: Path, book: Rulebook, founded: Path, telegram: PracticeTelegram) -> AsyncIterator[Stage]:
    """A network whose weekly form asks for photos; its round is open."""
    asks_photos = replace(book, forms={**book.forms, "weekly_checkin": FORM}, campaigns={})
    stage = Stage(tmp_path, asks_photos, founded, telegram)
    await stage.enter()
    await stage.until("2026-05-04 08:00")
    yield stage
    await stage.leave()


def send(stage: Stage, *pictures: str, together: str | None = None) -> None:
    for picture in pictures:
        stage.world.send_photo(stage.chat("Bình"), b"\xff\xd8\xff\xe0" + picture.encode(), media_group_id=together)


async def seconds_later(stage: Stage, seconds: float) -> None:
    await stage.settle()
    await stage.clock.wait(seconds)
    await stage.settle()


def answers(stage: Stage) -> dict[str, object]:
    with stage.app.store.read() as tx:
        asked = tx.rounds.get(ROUND)
        person = tx.people.by_code("CTV02")
        assert asked and person
        return dict(next(c for c in tx.checkins.of_round(asked.id) if c.person_id == person.id).draft.answers)


async def test_an_album_is_one_answer_with_one_reply(album: Stage) -> None:
    """R17: its pictures come one by one, and no end is marked."""
    before = len(album.cards(album.chat("Bình")))
    send(album, "a", "b", "c", together="g1")
    await album.settle()
    assert len(album.cards(album.chat("Bình"))) == before, "it waits until no more come"
    await seconds_later(album, 3)
    assert len(album.cards(album.chat("Bình"))) == before + 1
    assert "Đã nhận 3 ảnh" in album.sees("Bình").text
    assert len(answers(album)["photos"]) == 3


async def test_a_straggler_of_an_album_is_answered_too(album: Stage) -> None:
    send(album, "a", "b", together="g1")
    await seconds_later(album, 3)
    send(album, "c", together="g1")
    await seconds_later(album, 3)
    assert "Đã nhận 3 ảnh" in album.sees("Bình").text


async def test_the_same_album_twice_is_one_record(album: Stage) -> None:
    """R40"""
    for _ in range(2):
        send(album, "a", "b", together="g1")
        await seconds_later(album, 3)
    assert len(answers(album)["photos"]) == 2
    assert len(album.app.unfetched()) == 2


async def test_an_album_that_is_cut_short_by_done_gets_no_late_reply(album: Stage) -> None:
    send(album, "a", together="g1")
    await album.settle()
    album.says("Bình", "xong")
    await seconds_later(album, 5)
    assert "Văn bản?" in album.sees("Bình").text


async def test_the_original_is_kept(album: Stage) -> None:
    send(album, "a")
    await album.settle()
    assert await album.bot.fetch() == 1
    (kept,) = Path(album.app.files.locate("originals")).rglob("*.jpg")
    assert kept.read_bytes() == b"\xff\xd8\xff\xe0a"
    assert await album.bot.fetch() == 0


async def test_a_picture_sent_as_a_file_is_a_photo_and_a_paper_is_not(album: Stage) -> None:
    album.world.send_document(album.chat("Bình"), b"%PDF", filename="a.pdf", mime_type="application/pdf")
    await album.settle()
    assert "Xin gửi ảnh vào đây" in album.sees("Bình").text
    album.world.send_document(album.chat("Bình"), b"png", filename="a.png", mime_type="image/png")
    await album.settle()
    assert "Đã nhận 1 ảnh" in album.sees("Bình").text


async def test_too_many_are_refused_kindly_and_one_may_start_over(album: Stage) -> None:
    send(album, "a", "b", "c", "d", "e")
    await album.settle()
    assert "Mỗi báo cáo nhận nhiều nhất 4" in album.sees("Bình").text
    album.presses("Bình", "Gửi lại từ đầu")
    await album.settle()
    assert answers(album) == {}


async def test_a_whole_form_of_pictures_papers_and_several_choices(album: Stage) -> None:
    send(album, "a")
    await album.settle()
    album.says("Bình", "xong")
    await album.settle()
    album.presses("Bình", "Bỏ qua")
    await album.settle()
    for button in ("▫️ Viết bài", "▫️ Quay phim", "☑️ Viết bài", "✔️ Xong"):
        album.presses("Bình", button)
        await album.settle()
    assert "• Ảnh: 1 ảnh\n• Tệp: không có\n• Việc: Quay phim" in album.sees("Bình").text
