"""Equal inputs give equal bytes: twice in a process, in another process, in another place."""

import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from nhipcau.documents.renderer import DocumentRenderer
from nhipcau.documents.samples import SampleMonth
from nhipcau.ports import MonthIndex
from nhipcau.rules.reports import network_month, person_month, unit_month
from tests.documents.conftest import TEMPLATES
from tests.documents.test_papers import HEAD

ELSEWHERE = """
import sys
from pathlib import Path
from zoneinfo import ZoneInfo
from nhipcau.documents.renderer import DocumentRenderer
from nhipcau.documents.samples import sample_month
from tests.documents.test_same_bytes import digests
month = sample_month(Path(sys.argv[1]))
zone = ZoneInfo("Asia/Ho_Chi_Minh")
renderer = DocumentRenderer(Path(sys.argv[1]), network=month.network, zone=zone, zero_tens="linh")
print("\\n".join(digests(renderer, month)))
"""


def digests(renderer: DocumentRenderer, month: SampleMonth) -> list[str]:
    """One of each kind of file."""
    files = [
        renderer.person_report(person_month(month.facts, month.member("ordinary")), "vi"),
        renderer.person_report(person_month(month.facts, month.member("edited")), "en"),
        renderer.unit_report(unit_month(month.facts, "ld_dong_nai"), "vi"),
        renderer.network_report(network_month(month.facts), "en"),
        renderer.payment_list_pdf(month.lists[0]),
        renderer.payment_list_xlsx(month.lists[0]),
        renderer.paper_pdf(network_month(month.facts), HEAD),
        renderer.paper_docx(network_month(month.facts), HEAD),
        renderer.month_index(MonthIndex(network_month(month.facts), (), (), (), ()), "vi"),
    ]
    return [hashlib.sha256(content).hexdigest() for content in files]


@pytest.fixture(scope="module")
def once(renderer: DocumentRenderer, closed: SampleMonth) -> list[str]:
    return digests(renderer, closed)


def test_twice_in_one_process(renderer: DocumentRenderer, closed: SampleMonth, once: list[str]) -> None:
    assert digests(renderer, closed) == once


@pytest.mark.parametrize(("zone", "language"), [("America/Los_Angeles", "C"), ("Asia/Tokyo", "vi_VN.UTF-8")])
def test_in_a_process_with_another_time_zone_and_locale(once: list[str], zone: str, language: str) -> None:
    place = {**os.environ, "TZ": zone, "LANG": language, "LC_ALL": language, "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-c", ELSEWHERE, str(TEMPLATES)]
    done = subprocess.run(command, env=place, cwd=TEMPLATES.parent, capture_output=True, text=True, check=True)
    assert done.stdout.split() == once


def test_from_several_threads_of_one_renderer(renderer: DocumentRenderer, closed: SampleMonth, once: list[str]) -> None:
    with ThreadPoolExecutor(3) as threads:
        assert list(threads.map(lambda _: digests(renderer, closed), range(3))) == [once] * 3


def test_carry_no_date_of_their_making(renderer: DocumentRenderer, closed: SampleMonth) -> None:
    made = renderer.person_report(person_month(closed.facts, closed.member("ordinary")), "vi")
    assert b"CreationDate" not in made
    assert b"ModDate" not in made
