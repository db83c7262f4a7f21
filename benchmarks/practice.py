"""What the practice Telegram takes: sendMessage requests a second, by clients that spend next to nothing themselves.

A served practice network in a process of its own, as `python -m practice`; clients write prepared bytes to raw sockets
and look only at the status of each answer. Checked holds every call to the specification, as all our tests do.
"""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import perf_counter
from typing import BinaryIO

import httpx
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

TOKEN = "1:benchmark"
CLIENTS = 4
REQUESTS = 4000
"""In all; each client sends its share over one connection, one after the other."""
GOAL = 1000
BODY = (
    "chat_id={chat}&text=%3Cb%3EB%C3%A1o+c%C3%A1o+tu%E1%BA%A7n%3C%2Fb%3E%3A+anh+g%E1%BB%ADi+gi%C3%BAp&parse_mode=HTML"
)


def main() -> None:
    """Print a table: a second, and the share of the goal."""
    table = Table("", "a second", f"of {GOAL}", "CPU ms", title=f"sendMessage ({REQUESTS} requests)", box=SIMPLE)
    for name, options in (("checked", []), ("unchecked", ["--unchecked"])):
        with served(*options) as (url, pid):
            worked = processor_seconds(pid)
            seconds = send_all(url)
            worked = processor_seconds(pid) - worked
        rate = REQUESTS / seconds
        table.add_row(name, f"{rate:.0f}", f"{rate / GOAL:.0%}", f"{1000 * worked / REQUESTS:.2f}")
    Console().print(table)


@contextlib.contextmanager
def served(*options: str) -> Iterator[tuple[str, int]]:
    """A practice network with one person for each client; its address and its process."""
    with tempfile.TemporaryDirectory() as home, socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
        free.close()
        command = [sys.executable, "-m", "practice", "--port", str(port), "--account", str(Path(home) / "account.json")]
        with subprocess.Popen([*command, *options], stderr=subprocess.PIPE, text=True) as process:
            assert process.stderr is not None
            while "is ready" not in process.stderr.readline():
                pass
            url = f"http://127.0.0.1:{port}"
            meet(url)
            yield url, process.pid
            process.terminate()


def meet(url: str) -> None:
    """Every client's person starts the bot, for it may not write to them before."""
    httpx.post(f"{url}/practice/telegram/bots", json={"token": TOKEN})
    for person in range(1, CLIENTS + 1):
        httpx.post(f"{url}/practice/telegram/people", json={"id": person, "first_name": "An"})
        httpx.post(f"{url}/practice/telegram/say", json={"user": person, "text": "/start"})


def send_all(url: str) -> float:
    """Seconds until all clients are done."""
    began = perf_counter()
    with ThreadPoolExecutor(CLIENTS) as together:
        list(together.map(lambda person: send(url, person), range(1, CLIENTS + 1)))
    return perf_counter() - began


def send(url: str, person: int) -> None:
    """One client's share. Raises RuntimeError for an answer that is not a 200."""
    host, port = url.removeprefix("http://").split(":")
    body = BODY.format(chat=person).encode()
    head = (
        f"POST /bot{TOKEN}/sendMessage HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    )
    request = f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
    with socket.create_connection((host, int(port))) as connection, connection.makefile("rb") as answers:
        for _ in range(REQUESTS // CLIENTS):
            connection.sendall(request)
            status = answers.readline()
            if b" 200 " not in status:
                raise RuntimeError(status.decode())
            answers.read(_length(answers))


def _length(answers: BinaryIO) -> int:
    length = 0
    while (line := answers.readline()) != b"\r\n":
        if line.lower().startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    return length


def processor_seconds(pid: int) -> float:
    """What a process has used of the processor (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
