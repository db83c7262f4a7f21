"""A house of strings: it asks, writes answers into a sheet, is approved by a tap, sends a report, drives the clock.

Everything goes over HTTP, as with the real house, so that faults befall it; what failed is tried again.
"""

import json
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

import gspread
import httpx
import typst

from practice.core.clock import PracticeClock

TOKEN = "7:practice"
POLL_SECONDS = 0.1
ZONE = timezone(timedelta(hours=7))
START = datetime(2026, 5, 4, 7, 30, tzinfo=ZONE)
COORDINATOR, ADMIN_GROUP = 9001, -4_000_000_001
NAMES = {
    1001: ("Đặng Thị Ánh", "Công đoàn Hà Nội"),
    1002: ("Nguyễn Văn Bình", "Công đoàn Hà Nội"),
    1003: ("Trần Minh Châu", "Công đoàn Đà Nẵng"),
    1004: ("Lê Hữu Dũng", "Công đoàn Đà Nẵng"),
    1005: ("Phạm Ngọc Hương", "Công đoàn Cần Thơ"),
    1006: ("Vũ Quang Sơn", "Công đoàn Cần Thơ"),
    COORDINATOR: ("Hoàng Thu Yến", ""),
}
HEADER = ["Mã", "Họ tên", "Trả lời", "Ghi chú", "Đã nhận"]
QUESTION = "<b>Báo cáo tuần 19</b>\nTuần này đồng chí có tin, bài không?"
EVENTS = [
    ("2026-05-04T08:00:00+07:00", "open_round", "Mở báo cáo tuần 19", "Weekly check-in 19 opens"),
    ("2026-05-04T12:00:00+07:00", "sync_sheets", "Đồng bộ bảng tính", "Sync the sheets"),
    ("2026-05-07T09:00:00+07:00", "remind", "Nhắc báo cáo tuần 19", "Reminder of check-in 19"),
    ("2026-05-10T21:00:00+07:00", "close_round", "Đóng báo cáo tuần 19", "Weekly check-in 19 closes"),
    ("2026-05-15T08:00:00+07:00", "kick_off", "Phát động Tháng Công nhân", "Workers' Month kicks off"),
    ("2026-06-05T17:00:00+07:00", "close_month", "Chốt tháng 5", "May is closed"),
    ("2026-06-05T17:00:00+07:00", "render_reports", "Lập báo cáo tháng 5", "Reports of May"),
]


class StandIn:
    """The house, its bot and its driver, in two threads."""

    def __init__(self, base_url: str, sheets: gspread.Client, clock: PracticeClock) -> None:
        self._http = httpx.Client(base_url=base_url, timeout=30)
        self._sheets = sheets
        self._clock = clock
        self._over = threading.Event()
        self._busy = threading.Lock()
        self._begun = threading.Event()
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._chat, self._drive)]

    def __enter__(self) -> "StandIn":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._begun.set()
        self._http.post("/practice/reset")
        for thread in self._threads:
            thread.join(timeout=10)
        self._http.close()

    def begin(self) -> None:
        """Start all over: seven people, one of whom is asked, an admin group with something to approve, a sheet."""
        self._begun.clear()
        self._http.post("/practice/reset")
        with self._busy:
            self._answers: dict[int, str] = {}
            self._done: set[int] = set()
            self._moods = dict.fromkeys(NAMES, "unbound") | {COORDINATOR: "staff"}
            self._parts = {"bot": "running", "flows": "running"}
            self._offset = 0
            self._seed()
            self.sync()
            self.tell()
        self._begun.set()

    def _seed(self) -> None:
        self._phone("bots", token=TOKEN, first_name="Nhịp Cầu", username="nhipcau_bot")
        for number, (name, _) in NAMES.items():
            family, _, given = name.rpartition(" ")
            self._phone("people", id=number, first_name=given, last_name=family, language_code="vi")
            self._phone("say", user=number, text="/start")
        self._phone("groups", title="Nhóm điều phối", members=[COORDINATOR, 1001])
        commands = [{"command": "trangthai", "description": "việc còn nợ"}, {"command": "huy", "description": "bỏ dở"}]
        self.bot("setMyCommands", commands=commands)
        self.bot("sendMessage", chat_id=ADMIN_GROUP, text="Duyệt danh sách tháng 5?", **_buttons(duyet="Duyệt"))
        book = self._sheets.create("Bảng theo dõi 2026")
        book.sheet1.update([HEADER], "A1")
        book.sheet1.freeze(rows=1)
        self.ask(1001)

    # What it says and keeps

    def ask(self, person: int) -> None:
        """Ask for this week's check-in."""
        self.bot("sendMessage", chat_id=person, text=QUESTION, parse_mode="HTML", **_buttons(yes="Có", no="Không"))
        self._moods[person] = "owes"

    def excuse(self, person: int) -> None:
        """They owe nothing any more."""
        self._moods[person] = "done"
        self.tell()

    def hide_first_column(self) -> None:
        with self._busy:
            self._sheets.openall()[0].sheet1.hide_columns(0, 1)

    def send_album(self, person: int) -> None:
        """Send two pictures that belong together."""
        dot = bytes.fromhex("47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b")
        media = [{"type": "photo", "media": f"attach://{name}"} for name in ("one", "two")]
        files = {name: (f"{name}.gif", dot + name.encode(), "image/gif") for name in ("one", "two")}
        data = {"chat_id": str(person), "media": json.dumps(media)}
        self._http.post(f"/bot{TOKEN}/sendMediaGroup", data=data, files=files)

    def sync(self) -> None:
        """Write answers, read people's remarks; what fails is owed."""
        self._owes_sync = True
        try:
            self._sync()
        except (gspread.exceptions.GSpreadException, httpx.HTTPError, ConnectionError, OSError):
            return
        self._owes_sync = False

    def tell(self, **journey: Any) -> None:
        """Tell the page the story."""
        moods = {"owes": "còn nợ", "done": "đã trả lời", "unbound": "", "staff": ""}
        people = [
            {
                "user": number,
                "name": name,
                "unit": unit,
                "role": {"vi": "Điều phối viên", "en": "Coordinator"}
                if number == COORDINATOR
                else {"vi": "", "en": ""},
                "state": {"vi": moods[self._moods[number]], "en": moods[self._moods[number]]},
                "mood": self._moods[number],
                "invite": None,
            }
            for number, (name, unit) in NAMES.items()
        ]
        story = {
            "network": {"vi": "Mạng thử", "en": "Trial network"},
            "people": people,
            "groups": [{"chat": ADMIN_GROUP, "title": "Nhóm điều phối"}],
            "events": list(self._events()),
            "parts": [{"name": name, "state": state, "url": None} for name, state in self._parts.items()],
            "month": "2026-05",
            "journey": {"state": "idle", "to": None, "at": self._now(), "label": {"vi": "", "en": ""}} | journey,
        }
        self._http.put("/practice/story", json=story)

    def change_part(self, name: str, state: str) -> None:
        """Let the bot or the flows be starting, running or down."""
        self._parts[name] = state
        self.tell()

    # Inside

    def _chat(self) -> None:
        while self._begun.wait() and not self._over.is_set():
            with self._busy:
                for update in self.bot("getUpdates", offset=self._offset, timeout=0) or []:
                    self._offset = update["update_id"] + 1
                    self._handle(update)
                if self._owes_sync:
                    self.sync()
            self._over.wait(POLL_SECONDS)

    def _handle(self, update: dict[str, Any]) -> None:
        query = update.get("callback_query")
        if query is None:
            return
        message, who = query["message"], query["from"]
        said = {"yes": "Có", "no": "Không", "duyet": f"Đã duyệt bởi {who['last_name']} {who['first_name']}"}[
            query["data"]
        ]
        self.bot("answerCallbackQuery", callback_query_id=query["id"], text="Đã ghi")
        place = {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}
        self.bot("editMessageText", **place, text=f"{message['text']}\n\n✓ {said}")
        if query["data"] != "duyet":
            self._answers[who["id"]] = said
            self._moods[who["id"]] = "done"
            self.sync()
        self.tell()

    def _sync(self) -> None:
        sheet = self._sheets.openall()[0].sheet1
        remarks = {row[0]: row[3] for row in sheet.get_all_values()[1:] if len(row) > 3}
        rows = [
            [str(number), NAMES[number][0], answer, remarks.get(str(number), ""), _seen(remarks.get(str(number), ""))]
            for number, answer in sorted(self._answers.items())
        ]
        if rows:
            sheet.update(rows, "A2")

    def _drive(self) -> None:
        seen = self._http.get("/practice/journey").json()["version"]
        while not self._over.is_set():
            posted = self._http.get("/practice/journey", params={"since": seen, "wait": 20}).json()
            if posted["version"] != seen and posted["wish"] and "stop" not in posted["wish"]:
                with self._busy:
                    self._travel(posted["wish"])
            seen = posted["version"]

    def _travel(self, wish: dict[str, Any]) -> None:
        planned = [event for event in self._events() if event["state"] == "planned"]
        until = datetime.fromisoformat(wish["to"] if "to" in wish else planned[0]["at"])
        for event in planned:
            at = datetime.fromisoformat(event["at"])
            if at > until:
                break
            self.tell(state="moving", to=until.isoformat(), label=event["label"])
            self._clock.set(max(at, self._clock.now()))
            self._done.add(EVENTS.index(next(one for one in EVENTS if one[1] == event["kind"])))
            self._act(event["kind"])
        self._clock.set(max(until, self._clock.now()))
        self.tell()

    def _act(self, kind: str) -> None:
        if kind == "open_round":
            for person in (1002, 1003):
                self.ask(person)
        if kind == "render_reports":
            report = {"document": ("bao-cao-thang-5.pdf", _pdf(), "application/pdf")}
            caption = {"chat_id": str(ADMIN_GROUP), "caption": "Báo cáo tháng 5 năm 2026"}
            self._http.post(f"/bot{TOKEN}/sendDocument", data=caption, files=report)
        if kind == "sync_sheets":
            self.sync()

    def _events(self) -> Iterator[dict[str, Any]]:
        for number, (at, kind, vi, en) in enumerate(EVENTS):
            state = "done" if number in self._done else "planned"
            yield {"at": at, "label": {"vi": vi, "en": en}, "kind": kind, "state": state}

    def _now(self) -> str:
        return self._clock.now().isoformat()

    def _phone(self, deed: str, **what: Any) -> Any:
        return self._http.post(f"/practice/telegram/{deed}", json=what).json()

    def bot(self, method: str, **what: Any) -> Any:
        answer = self._http.post(f"/bot{TOKEN}/{method}", json=what)
        return answer.json()["result"] if answer.status_code == 200 else None


def _buttons(**choices: str) -> dict[str, Any]:
    return {"reply_markup": {"inline_keyboard": [[{"text": text, "callback_data": d} for d, text in choices.items()]]}}


def _seen(remark: str) -> str:
    return f"✓ {remark}" if remark else ""


def _pdf() -> bytes:
    return typst.compile(b"= B\xc3\xa1o c\xc3\xa1o th\xc3\xa1ng 5")
