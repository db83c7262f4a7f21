"""What a rehearsal leaves behind: a page to open first, everybody's chat, the transcript, workbooks and documents."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from nhipcau.app import App
from nhipcau.rules.kernel import Json
from practice.rehearsal.index import index_view, person_view
from practice.rehearsal.outcome import Outcome
from practice.rehearsal.people import Invented


def write(app: App, outcome: Outcome, folder: Path, books: Mapping[str, bytes]) -> None:
    """Everything, into a folder made anew."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(app.installation.home / "files", folder / "files")
    for title, content in books.items():
        (folder / f"{title}.xlsx").write_bytes(content)
    (folder / "transcript.txt").write_text("\n".join(transcript(outcome)) + "\n", encoding="utf-8")
    language = outcome.story.language
    page = app.words.text("rehearsal/index.html", index_view(app, outcome, list(books)), language)
    (folder / "index.html").write_text(page + "\n", encoding="utf-8")
    chats = folder / "chats"
    chats.mkdir()
    for person in outcome.people:
        view = {"person": person_view(app, person, language), "events": chat_view(outcome, person)}
        (chats / f"{person.code}.html").write_text(
            app.words.text("rehearsal/chat.html", view, language) + "\n", encoding="utf-8"
        )


def transcript(outcome: Outcome) -> Iterator[str]:
    """One line for everything that anybody saw, in order."""
    names = {person.telegram: f"{person.code} {person.name}" for person in outcome.people}
    for event in outcome.story.events:
        shown = _shown(event)
        if shown is not None:
            who = names.get(event["chat"], "Ban quản trị")
            arrow = "→" if event["from"] == "bot" else "←"
            text = shown["text"].replace("\n", "\n" + " " * 22)
            buttons = "".join(f" [{label}]" for label in shown["buttons"])
            yield f"{event['at']:%Y-%m-%d %H:%M:%S}  {arrow} {who} ({shown['kind']}): {text}{buttons}"


def _shown(event: Mapping[str, Any]) -> dict[str, Any] | None:
    """An event as a person sees it, or None for what nobody sees."""
    kind, message = event["kind"], event.get("message") or {}
    if kind == "press":
        return {"kind": kind, "text": _label(message, event["data"]), "buttons": [], "file": ""}
    if kind == "member":
        return {"kind": event["status"], "text": "", "buttons": [], "file": ""}
    if kind not in ("message", "edit"):
        return None
    document = message.get("document", {}).get("file_name", "")
    text = message.get("text") or message.get("caption") or ("🙂" if "sticker" in message else "")
    return {"kind": kind, "text": text, "buttons": _labels(message), "file": document}


def _labels(message: Mapping[str, Any]) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


def _label(message: Mapping[str, Any], data: str) -> str:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return next((b["text"] for row in rows for b in row if b.get("callback_data") == data), data)


def chat_view(outcome: Outcome, person: Invented) -> Json:
    """One person's chat, event by event."""
    lines: list[Json] = []
    for event in outcome.story.events:
        shown = _shown(event) if event["chat"] == person.telegram else None
        if shown is not None:
            lines.append({**shown, "mine": event["from"] != "bot", "at": f"{event['at']:%d/%m %H:%M}"})
    return lines
