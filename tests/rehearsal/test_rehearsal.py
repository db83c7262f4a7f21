"""A rehearsed month, as a stranger gets it: real Prefect, real bot, real gspread, in a process of its own."""

import filecmp
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from practice.rehearsal.prefect_server import PrefectServer

pytestmark = [pytest.mark.harness, pytest.mark.slow]

UNITS = 2


@pytest.fixture(scope="module")
def prefect(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    server = PrefectServer(tmp_path_factory.mktemp("prefect"))
    server.wait()
    yield server.url
    server.stop()


@pytest.fixture(scope="module")
def months(prefect: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, "Rehearsed"]:
    """The same month three times: twice with one seed, once with another, and in English."""
    folder = tmp_path_factory.mktemp("months")
    return {
        "first": rehearse(prefect, folder / "first", seed=1),
        "again": rehearse(prefect, folder / "again", seed=1),
        "other": rehearse(prefect, folder / "other", seed=2, lang="en"),
    }


class Rehearsed:
    def __init__(self, folder: Path, ended: subprocess.CompletedProcess[str]) -> None:
        self.folder = folder
        self.status = ended.returncode
        self.said = ended.stdout + ended.stderr


def rehearse(prefect: str, folder: Path, seed: int, lang: str = "vi") -> Rehearsed:
    asked = ["2026-05", "--units", str(UNITS), "--seed", str(seed), "--lang", lang]
    command = [sys.executable, "-m", "practice.rehearsal", *asked, "--out", str(folder), "--prefect", prefect]
    return Rehearsed(folder, subprocess.run(command, capture_output=True, text=True, timeout=240, check=False))


def files_of(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_a_month_keeps_every_law_and_says_so(months: dict[str, Rehearsed]) -> None:
    assert months["first"].status == 0, months["first"].said
    assert "✗" not in months["first"].said
    assert months["first"].said.count("✓") == 10


def test_everyone_eligible_would_cost_what_the_policy_says(months: dict[str, Rehearsed]) -> None:
    assert f"{UNITS} × (0,3 + 4 × 0,2) × lương cơ sở = 5.148.000\u00a0đồng" in months["first"].said


def test_the_folder_holds_the_page_the_chats_the_books_and_the_documents(months: dict[str, Rehearsed]) -> None:
    files = files_of(months["first"].folder)
    assert {"index.html", "transcript.txt", "Nhịp Cầu - Điều phối.xlsx", "Nhịp Cầu - Phụ cấp.xlsx"} <= files
    assert sum(name.startswith("files/2026-05/collaborators/") for name in files) == 5 * UNITS
    assert sum(name.startswith("files/2026-05/payments/") for name in files) == 2 * (UNITS + 1)
    assert sum(name.startswith("chats/") for name in files) == 5 * UNITS + 3


def test_one_seed_gives_the_same_month_byte_for_byte(months: dict[str, Rehearsed]) -> None:
    first, again = months["first"].folder, months["again"].folder
    assert files_of(first) == files_of(again)
    same, different, unread = filecmp.cmpfiles(first, again, sorted(files_of(first)), shallow=False)
    assert (different, unread) == ([], [])
    assert len(same) > 20


def test_another_seed_gives_another_month(months: dict[str, Rehearsed]) -> None:
    transcripts = [(months[name].folder / "transcript.txt").read_text() for name in ("first", "other")]
    assert transcripts[0] != transcripts[1]


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {value for name, value in attrs if name == "href" and value and value[0] != "#"}


def test_every_link_of_the_page_leads_to_a_file(months: dict[str, Rehearsed]) -> None:
    page = Links()
    page.feed((months["other"].folder / "index.html").read_text())
    missing = [link for link in page.found if not (months["other"].folder / unquote(link)).exists()]
    assert len(page.found) > 30
    assert missing == []


def test_the_month_can_be_told_in_english(months: dict[str, Rehearsed]) -> None:
    assert months["other"].status == 0, months["other"].said
    assert "If everyone were eligible" in (months["other"].folder / "index.html").read_text()
