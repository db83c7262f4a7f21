"""A real process renders and sends a month's reports; it is killed (SIGKILL) in the middle of either, then of both."""

import hashlib
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from nhipcau.settings.installation import PROJECT
from tests.fakes import reporting
from tests.fakes.fixtures import book, founded, may, may_drafted
from tests.fakes.house import House
from tests.jobs.test_reports import REPORTS
from tests.jobs.test_reports_killed import ALL, crowded, may_crowded

__all__ = ["book", "crowded", "founded", "may", "may_crowded", "may_drafted"]

pytestmark = pytest.mark.slow


def runs(database: Path, now: str, *dies: str) -> int:
    """How the process ended."""
    command = [sys.executable, "-m", "tests.fakes.reporting", str(database), now, *dies]
    return subprocess.run(command, cwd=PROJECT).returncode


def copied(database: Path, to: Path) -> None:
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)


def files(folder: Path) -> dict[str, str]:
    """The digest of every file of the month, by its path; what a process left half is none of them."""
    found = [path for path in folder.rglob("*.*") if path.suffix != ".half"]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def phones(folder: Path) -> Counter[str]:
    """How often each person's page arrived."""
    arrived = [line.split() for line in (folder / "phones").read_text().splitlines()]
    return Counter(words[1] for words in arrived if words[1:] and words[1].startswith(("CTV", "X")))


def test_what_it_leaves_the_next_one_finishes_and_nobody_gets_it_twice(crowded: House, tmp_path: Path) -> None:
    quiet = tmp_path / "quiet"
    quiet.mkdir()
    copied(crowded.database, quiet / "house.db")
    reporting.main(quiet / "house.db", "2026-06-05 17:30")

    assert runs(crowded.database, "2026-06-05 17:30", "writing", str(ALL // 2)) == -signal.SIGKILL
    assert 0 < len(files(tmp_path / "files")) < ALL
    assert not (tmp_path / "phones").exists()

    assert runs(crowded.database, "2026-06-05 17:40", "sending", str(ALL // 2)) == -signal.SIGKILL
    assert sum(phones(tmp_path).values()) == ALL // 2

    assert runs(crowded.database, "2026-06-05 17:50") == 0
    assert phones(tmp_path) == phones(quiet)
    assert set(phones(tmp_path).values()) == {1}
    assert files(tmp_path / "files") == files(quiet / "files")
    assert crowded.deliveries(REPORTS) == {"sent": ALL - 1, "uncertain": 1, "skipped": 1}
