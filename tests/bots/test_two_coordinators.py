"""Two coordinators press at the same instant: one wins, the other is told who it was (R42)."""

import asyncio
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from nhipcau.settings.rulebook import Rulebook
from tests.fakes.courier import Shown
from tests.fakes.house import BEFORE, found
from tests.fakes.practice import PracticeTelegram
from tests.fakes.stage import Stage

NAMES = {"Hà": "Hoàng Thu Hà", "Mạnh": "Đặng Hùng Mạnh"}


@dataclass(frozen=True)
class Card:
    """What happened before, and which buttons the two press, in the group or each under a card of their own."""

    before: tuple[tuple[str, str], ...]
    buttons: tuple[str, str]
    in_group: bool = True
    until: str = "2026-05-04 09:00"
    campaigns: bool = False


SENDS = (("Bình", "https://example.org/1"), ("Bình", "không"), ("Bình", "xong"))
CARDS = {
    "a question": Card((("Bình", "/hoi Bao giờ họp?"),), ("✍️ Trả lời", "✍️ Trả lời")),
    "an urgent matter": Card((("Bình", "/khan Bếp ăn có người ngộ độc"),), ("✍️ Trả lời", "✍️ Trả lời")),
    "a review": Card((*SENDS, ("Hà", "/xem CTV02"), ("Mạnh", "/xem CTV02")), ("👍 Duyệt", "👍 Duyệt"), in_group=False),
    "an excuse": Card((("Hà", "/xem CTV02"), ("Mạnh", "/xem CTV02")), ("Miễn đợt này",) * 2, in_group=False),
    "what is late": Card((), ("Thực hiện ngay", "Bỏ qua lần này"), until="2026-05-04 10:00", campaigns=True),
    "a nudge": Card((("Hà", "[🔔 Nhắc tất cả]"),), ("✅ Nhắc", "Thôi")),
    "a recall": Card(
        (("Hà", "/gui CTV02"), ("Hà", "Mai họp"), ("Hà", "(✅ Gửi)"), ("Hà", "[↩️ Thu hồi]")),
        ("↩️ Đúng, thu hồi", "↩️ Đúng, thu hồi"),
    ),
}


@pytest.fixture(scope="module")
def quiet(book: Rulebook, tmp_path_factory: pytest.TempPathFactory) -> tuple[Rulebook, Path]:
    """A network without campaigns, so that there is one card at a time."""
    without = replace(book, campaigns={})
    return without, found(tmp_path_factory.mktemp("quiet"), without, BEFORE)


async def lead_up(stage: Stage, card: Card) -> None:
    await (stage.sleep_until(card.until) if card.campaigns else stage.until(card.until))
    for who, act in card.before:
        if act[0] in "[(":
            stage.presses(who, act[1:-1], in_group=act.startswith("["))
        else:
            stage.says(who, act)
        await stage.settle()


async def press_at_once(stage: Stage, card: Card) -> None:
    """Each press is handled by an Application of its own, in threads that meet in the store."""
    other, app = await stage.another_process()
    stage.app.remote = app.remote = True
    for who, label in zip(NAMES, card.buttons, strict=True):
        stage.presses(who, label, in_group=card.in_group)
    await stage.bot.take(0)
    one, two = stage.app.unhandled()
    await asyncio.gather(stage.bot.handle_all([one]), other.handle_all([two]))
    await other.rest()
    await stage.settle()


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
async def test_r42_one_wins_and_the_other_is_told_who(
    card: Card, tmp_path: Path, book: Rulebook, founded: Path, quiet: tuple[Rulebook, Path], telegram: PracticeTelegram
) -> None:
    stage = Stage(tmp_path, *((book, founded) if card.campaigns else quiet), telegram)
    await stage.enter()
    try:
        await lead_up(stage, card)
        seen = {who: len(stage.cards(stage.chat(who))) for who in NAMES}
        await press_at_once(stage, card)
        news = {who: stage.cards(stage.chat(who))[seen[who] :] for who in NAMES}
    finally:
        await stage.leave()
    beaten = [who for who, name in zip(NAMES, reversed(NAMES.values()), strict=True) if tells(news[who], name)]
    assert len(beaten) == 1, news


def tells(cards: list[Shown], winner: str) -> bool:
    """Whether somebody reads that another one was first."""
    return any(card.text.startswith((f"{winner} đã", f"Báo cáo này {winner} đã")) for card in cards)
