"""Personas: what an invented person does when a message reaches their phone. They see what a person sees, no more."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from practice.rehearsal.people import Invented, Temper

PATIENCE = {Temper.AFTER_FIRST: 1, Temper.AFTER_SECOND: 2, Temper.TARDY: 2}
"""How many prompts someone lets pass before answering."""

NONSENSE = ("alo", "???", "để mai tính", "🙂🙂🙂", "sai nút rồi")
HIGHLIGHTS = (
    "Đưa tin lễ phát động Tháng Công nhân tại khu công nghiệp.",
    "Giới thiệu bữa ăn ca có chất lượng ở một doanh nghiệp dệt may.",
    "Phỏng vấn tổ an toàn vệ sinh viên về cách nhắc nhau đội mũ bảo hộ.",
    "Viết về lớp học buổi tối cho con công nhân.",
    "Tổng hợp hỏi đáp về chế độ thai sản trên trang của đơn vị.",
)
NOTES = ("Đề nghị gửi sớm infographic của tuần sau.", "Đơn vị có hội nghị đối thoại vào thứ Năm.")

DIGEST = "🔔"
READS_CONSENT = timedelta(seconds=20)
"""How long someone looks at the consent text before they agree; everybody does."""

FLAGGED_ONCE = 3
"""How many reasons a card lists when one thing is missing: the basis, the days, and that."""
SENSIBLE_ONCE = ("granted_late", "granted_other_way", "granted_unit_word")
SENSIBLE_TWICE = ("refused_no_work", "refused_no_work", "granted_unit_word")
"""What an approver tends to say when one thing is missing, and when nothing was heard at all."""


@dataclass(frozen=True)
class Act:
    """Something a persona will do at a moment: say a text, press a button, block, unblock, send a sticker."""

    at: datetime
    what: str
    text: str = ""
    message_id: int = 0


@dataclass
class Persona:
    """One person's memory of the chat: how often each check-in prompted them, and which they have begun."""

    who: Invented
    seed: int
    prompts: dict[str, int] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)
    confused: set[str] = field(default_factory=set)
    edited: bool = False
    blocked_once: bool = False
    rounds_seen: int = 0
    left: set[str] = field(default_factory=set)
    """What a digest offered beside the check-in that they began with."""

    def react(self, message: dict[str, Any], is_new: bool, now: datetime) -> Iterator[Act]:
        """What they do about a message that arrived, or one of the bot's that changed."""
        button = next(iter(_buttons(message)), "")
        kind = button.partition(":")[0]
        if kind == "c":
            yield from self._asked(message, is_new, now)
        elif kind == "j":
            yield Act(now + READS_CONSENT, "press", button, message["message_id"])
        elif kind == "m":
            yield from self._decide(message, now)
        elif kind == "k":
            yield Act(now + timedelta(minutes=25), "press", button, message["message_id"])

    def _chance(self, *what: object) -> Random:
        """Chance that depends on who and what alone, so that the order of events changes nobody's mind."""
        return Random(":".join(map(str, (self.seed, self.who.code, *what))))

    def _decide(self, message: dict[str, Any], now: datetime) -> Iterator[Act]:
        """An approver's ruling on a flagged line, some time the same evening, by what the card says."""
        chance = self._chance("review", message["message_id"])
        text = message["text"]
        usual = SENSIBLE_TWICE if text.count("•") > FLAGGED_ONCE else SENSIBLE_ONCE
        wanted = "refused_paid_once" if "nơi khác" in text else chance.choice(usual)
        button = next(b for b in _buttons(message) if f":{wanted}:" in b)
        wait = timedelta(minutes=30 + 2 * (message["message_id"] % 60) + chance.randrange(2))
        yield Act(now + wait, "press", button, message["message_id"])

    def _asked(self, message: dict[str, Any], is_new: bool, now: datetime) -> Iterator[Act]:
        button = next(b for b in _buttons(message) if b.startswith("c:"))
        _, checkin, step, _ = button.split(":", 3)
        if step == "open":
            yield from self._offered(message, is_new, now)
        elif checkin in self.begun:
            yield from self._go_on(message, checkin, step, now)
        elif is_new:
            yield from self._prompted(message, checkin, step, now)

    def _offered(self, message: dict[str, Any], is_new: bool, now: datetime) -> Iterator[Act]:
        """Several that are owed, a button each: they begin with the first that they are ready for, the others after."""
        owed = [button for button in _buttons(message) if button.startswith("c:")]
        for checkin in map(_checkin_of, owed):
            if is_new and message["text"].startswith(DIGEST):
                self.prompts[checkin] = self.prompts.get(checkin, 0) + 1
        ready = [button for button in owed if self._is_ready(_checkin_of(button))]
        if is_new and ready:
            first, *others = ready
            self.begun.add(_checkin_of(first))
            self.left = {_checkin_of(button) for button in others}
            yield Act(now + self._delay(self._chance(first)), "press", first, message["message_id"])

    def _is_ready(self, checkin: str) -> bool:
        seen, temper = self.prompts.get(checkin, 0), self.who.temper
        return temper is not Temper.NEVER and checkin not in self.begun and seen > PATIENCE.get(temper, 0)

    def _prompted(self, message: dict[str, Any], checkin: str, step: str, now: datetime) -> Iterator[Act]:
        seen = self.prompts[checkin] = self.prompts.get(checkin, 0) + 1
        self.rounds_seen += seen == 1
        temper, chance = self.who.temper, self._chance(checkin, seen)
        if temper in (Temper.BLOCKS, Temper.RETURNS) and self.rounds_seen == 2 and not self.blocked_once:
            yield from self._block(now, chance)
            return
        if temper is Temper.NEVER or seen <= PATIENCE.get(temper, 0):
            return
        begin = now + self._delay(chance)
        if temper is Temper.NONSENSE and checkin not in self.confused:
            self.confused.add(checkin)
            yield Act(begin - timedelta(seconds=50), "say", chance.choice(NONSENSE))
            yield Act(begin - timedelta(seconds=30), "sticker")
        if temper is Temper.ASKS and seen == 1:
            yield Act(begin - timedelta(seconds=90), "say", "/trangthai")
            yield Act(begin - timedelta(seconds=60), "say", "/huy")
        self.begun.add(checkin)
        yield self._answer(message, checkin, step, begin)

    def _block(self, now: datetime, chance: Random) -> Iterator[Act]:
        self.blocked_once = True
        gone = now + timedelta(minutes=chance.randrange(5, 60))
        yield Act(gone, "block")
        if self.who.temper is Temper.RETURNS:
            yield Act(gone + timedelta(days=6), "unblock")

    def _delay(self, chance: Random) -> timedelta:
        if self.who.temper is Temper.TARDY:
            return timedelta(hours=chance.randrange(28, 34), minutes=chance.randrange(60))
        if self.who.temper in (Temper.AFTER_FIRST, Temper.AFTER_SECOND):
            return timedelta(minutes=chance.randrange(3, 120))
        return timedelta(minutes=chance.randrange(2, 300), seconds=chance.randrange(60))

    def _go_on(self, message: dict[str, Any], checkin: str, step: str, now: datetime) -> Iterator[Act]:
        chance = self._chance(checkin, step, "then")
        if step == "sent":
            if self.who.temper is Temper.EDITS and not self.edited:
                self.edited = True
                yield self._press(message, checkin, step, "edit", now + timedelta(hours=chance.randrange(1, 6)))
            elif self.left:
                self.left = set()
                yield Act(now + timedelta(minutes=1), "say", "/trangthai")
            return
        yield self._answer(message, checkin, step, now + timedelta(seconds=chance.randrange(4, 40)))

    def _answer(self, message: dict[str, Any], checkin: str, step: str, at: datetime) -> Act:
        """Press where a button serves, type where words are asked for."""
        chance = self._chance(checkin, step, "answer", self.edited)
        values = [b.split(":", 3)[3] for b in _buttons(message) if b.startswith("c:") and b.split(":", 3)[3] != "back"]
        if step == "review":
            return self._press(message, checkin, step, "send", at)
        if typed := self._typed(step, chance):
            return Act(at, "say", typed)
        return self._press(message, checkin, step, self._preferred(step, values, chance), at)

    def _typed(self, step: str, chance: Random) -> str:
        if step == "items" and chance.random() < 0.8:
            count = chance.choice((1, 1, 1, 2, 2, 3))
            return "\n".join(
                f"https://congdoan.example.vn/{self.who.unit}/{chance.randrange(10**6)}" for _ in range(count)
            )
        if step == "note" and chance.random() < 0.1:
            return chance.choice(NOTES)
        if step == "highlight":
            return chance.choice(HIGHLIGHTS)
        if step == "followers" and chance.random() < 0.3:
            return str(chance.randrange(900, 60_000))
        return ""

    def _preferred(self, step: str, values: list[str], chance: Random) -> str:
        usual = {
            "as_known": "yes",
            "active": "yes",
            "paid_elsewhere": "yes",
            "place_right": "yes",
            "account_right": "yes",
        }
        if step == "as_known" and self.who.temper is Temper.EDITS and chance.random() < 0.2:
            return "no"
        return usual.get(step) or chance.choice(values)

    def _press(self, message: dict[str, Any], checkin: str, step: str, value: str, at: datetime) -> Act:
        return Act(at, "press", f"c:{checkin}:{step}:{value}", message["message_id"])


def _checkin_of(button: str) -> str:
    return button.split(":")[1]


def _buttons(message: dict[str, Any]) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["callback_data"] for row in rows for button in row if "callback_data" in button]
