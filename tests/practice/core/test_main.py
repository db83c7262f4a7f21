"""`python -m practice` serves everything, stops cleanly and goes on where it was; also without aiogram."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest


@pytest.fixture
def without_aiogram(tmp_path: Path) -> dict[str, str]:
    """Return an environment in which aiogram, a test dependency, is not installed."""
    (tmp_path / "aiogram.py").write_text("raise ImportError")
    return {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{Path.cwd()}"}


@contextmanager
def practice(state: Path, environment: dict[str, str]) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "practice", "--port", str(port), "--state", str(state)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stderr is not None
        url = f"http://127.0.0.1:{port}"
        assert "calls are not checked" in process.stderr.readline()
        assert process.stderr.readline() == f"The practice network is ready on {url}\n"
        yield url
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0
        assert process.stderr.read() == ""


def test_it_stops_on_sigterm_and_goes_on_where_it_was(tmp_path: Path, without_aiogram: dict[str, str]) -> None:
    with practice(tmp_path, without_aiogram) as url:
        httpx.post(f"{url}/practice/telegram/people", json={"id": 7, "first_name": "Giang"})
        httpx.get(f"{url}/bot1:token/getMe")
        httpx.post(f"{url}/practice/telegram/say", json={"user": 7, "text": "xin chào"})
    with practice(tmp_path, without_aiogram) as url:
        chat = httpx.get(f"{url}/practice/telegram/chats/7").json()
        assert [message["text"] for message in chat["messages"]] == ["xin chào"]
