"""Conversations as text: lines that begin with > are what people do, the rest is what they then see of the bot.

# A title
xem: Bình, nhóm                     whose chats are shown (nhóm is the admin group)
bắt đầu: 2026-05-27 20:00           when the network is founded; left out: Sunday 2026-05-03 20:00

> @ 2026-05-04 08:00                time passes; whatever is due happens
> tắt máy đến 2026-05-04 09:20      time passes with the machine switched off
> Bình: https://example.org/1       a text; {mời Dũng} stands for an invite's code, {3 đường dẫn} for links
> Bình [Tuần này chưa có]           a button, under the newest message that has it; #2 for an older one
> Bình (chặn)                       also: bỏ chặn, sticker, ảnh, danh bạ, sửa #2, nâng cấp nhóm ...
> Hà @nhóm: /nhomdieuphoi           in the group; so is Hà @nhóm [Thực hiện ngay]
>> Bình [✅ Gửi]                     the same, before the bot gets to look
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.fakes.courier import Shown
from tests.fakes.house import BEFORE
from tests.fakes.stage import Stage, happened

FOLDER = Path(__file__).parent / "conversations"
NOTHING = "    (không có gì)"

_TIME = re.compile(r"@ (.+)")
_SLEEPS = re.compile(r"tắt máy đến (.+)")
_SAYS = re.compile(r"(\w+)( @nhóm)?: (.+)")
_PRESSES = re.compile(r"(\w+)( @nhóm)? \[(.+?)\](?: #(\d+))?")
_DOES = re.compile(r"(\w+) \((.+?)(?: #(\d+))?\)(?: (.+))?")


@dataclass(frozen=True)
class Step:
    """One line of a script. `waits`: the bot gets to look only after the next one."""

    line: str
    waits: bool

    @property
    def act(self) -> str:
        return self.line.lstrip("> ")


@dataclass(frozen=True)
class Script:
    """What people do, and whose chats are shown."""

    path: Path
    head: tuple[str, ...]
    watched: tuple[str, ...]
    begins: str
    campaigns: bool
    steps: tuple[Step, ...]


def scripts() -> list[Path]:
    return sorted(FOLDER.glob("*.txt"))


def read(path: Path) -> Script:
    lines = path.read_text(encoding="utf-8").splitlines()
    head = tuple(line for line in lines if line.startswith(("# ", "xem: ", "bắt đầu: ", "chiến dịch: ")))
    told = dict(line.split(": ", 1) for line in head if not line.startswith("#"))
    steps = tuple(Step(line, line.startswith(">>")) for line in lines if line.startswith(">"))
    watched = tuple(name.strip() for name in told["xem"].split(","))
    return Script(path, head, watched, told.get("bắt đầu", BEFORE), "chiến dịch" in told, steps)


async def play(script: Script, stage: Stage, between: bool = False) -> str:
    """Let it happen; returns the whole conversation. `between`: the bot is restarted before every step."""
    written = ["\n".join(script.head)]
    since = stage.world.events()["next"]
    lines: list[str] = []
    for step in script.steps:
        if between:
            await stage.restart()
        lines.append(step.line)
        await act(stage, step.act)
        if step.waits:
            continue
        await stage.settle()
        since, seen = happened(stage, since)
        lines += shown_to(stage, script.watched, list(seen)) or [NOTHING]
        written.append("\n".join(lines))
        lines = []
    return "\n\n".join(written) + "\n"


async def act(stage: Stage, text: str) -> None:
    if found := _TIME.fullmatch(text):
        await stage.until(found[1])
    elif found := _SLEEPS.fullmatch(text):
        await stage.sleep_until(found[1])
    elif found := _PRESSES.fullmatch(text):
        who, group, label, number = found.groups()
        stage.presses(who, label, int(number) if number else None, in_group=bool(group))
    elif found := _SAYS.fullmatch(text):
        who, group, said = found.groups()
        stage.says(who, spelled_out(stage, said), in_group=bool(group))
    elif found := _DOES.fullmatch(text):
        does(stage, *found.groups())
    else:
        raise ValueError(f"nobody understands: {text}")


def spelled_out(stage: Stage, text: str) -> str:
    text = re.sub(r"\{mời (\w+)\}", lambda found: stage.invite(found[1]), text)
    text = re.sub(r"\{(\d+) đường dẫn\}", lambda found: links(int(found[1])), text)
    text = re.sub(r"\{(\d+) chữ cái\}", lambda found: "a" * int(found[1]), text)
    return text.replace("\\n", "\n")


def links(count: int) -> str:
    return " ".join(f"https://example.org/{number}" for number in range(1, count + 1))


def does(stage: Stage, who: str, what: str, number: str | None, words: str | None) -> None:
    person, world = stage.chat(who), stage.world
    acts = {
        "chặn": lambda: world.block(person),
        "bỏ chặn": lambda: world.unblock(person),
        "sticker": lambda: world.send_sticker(person),
        "ảnh": lambda: stage.sends_photo(who),
        "bộ ảnh": lambda: stage.sends_album(who),
        "danh bạ": lambda: world.send_contact(person, "+84912345002"),
        "nâng cấp nhóm": lambda: stage.upgrades_group(),
        "sửa": lambda: world.edit(person, int(number or 0), words or ""),
    }
    acts[what]()


def shown_to(stage: Stage, watched: tuple[str, ...], seen: list[tuple[int, str, Shown]]) -> list[str]:
    """What each of the watched saw, one after the other."""
    return [
        line
        for name in watched
        for chat, kind, message in seen
        if chat == stage.chat(name)
        for line in _message(name, kind, message)
    ]


def _message(name: str, kind: str, message: Shown) -> Iterator[str]:
    yield f"    {name} #{message.number}" + (" (thay tin cũ)" if kind == "edit" else "")
    for line in message.text.splitlines():
        yield f"    │ {line}".rstrip()
    if message.buttons:
        yield "    │ " + " ".join(f"[{label}]" for label in message.labels)
    if message.document:
        yield f"    │ 📎 {message.document}"
