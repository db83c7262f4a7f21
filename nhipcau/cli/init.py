"""`nhipcau init`: ask for the token and the service account, and write them where only this user can read them."""

import json
import re
from pathlib import Path

import typer

from nhipcau.cli.speech import Speech
from nhipcau.settings.installation import SETTINGS_FILE

TOKEN = re.compile(r"\d+:[\w-]{30,}")


def ask_and_write(speech: Speech, token: str | None, credentials: Path | None) -> bool:
    """Ask for what was not given; an empty answer keeps what stands in the file. False: something was not usable."""
    if token is None:
        token = typer.prompt(speech.sentence("ask_token"), default="", show_default=False)
    if credentials is None:
        answered = typer.prompt(speech.sentence("ask_credentials"), default="", show_default=False)
        credentials = Path(answered) if answered else None
    if token and not TOKEN.fullmatch(token):
        speech.complain("bad_token")
        return False
    if credentials is not None and _account(credentials) is None:
        speech.complain("bad_credentials", path=str(credentials))
        return False
    _write(Path(SETTINGS_FILE), token, credentials)
    account = _account(credentials) if credentials else None
    speech.say("settings_written", file=SETTINGS_FILE)
    if account:
        speech.say("share_with", account=account)
    return True


def _account(path: Path) -> str | None:
    """The account's address, or None when the file is not a service account's."""
    try:
        content = json.loads(path.expanduser().read_text())
    except (OSError, ValueError):
        return None
    email = content.get("client_email") if isinstance(content, dict) else None
    return email if isinstance(email, str) else None


def _write(file: Path, token: str, credentials: Path | None) -> None:
    """Keep every other line of the file as it is."""
    settings = {"NHIPCAU_TELEGRAM_TOKEN": token}
    settings["NHIPCAU_GOOGLE_CREDENTIALS"] = str(credentials.expanduser().resolve()) if credentials else ""
    given = {name: value for name, value in settings.items() if value}
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    kept = [line for line in lines if line.partition("=")[0].strip() not in given]
    file.touch(mode=0o600)
    file.chmod(0o600)
    file.write_text("\n".join([*kept, *(f"{name}={value}" for name, value in given.items())]) + "\n", encoding="utf-8")
