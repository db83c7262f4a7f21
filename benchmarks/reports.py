"""A page with a chart for each of many collaborators: seconds, memory, size of a file; how time and memory grow.

PAGES says how many the job makes (10,000). WeasyPrint is no dependency: where WEASYPRINT names a Python that has it,
the same figures go through it, page by page, in the same run.
"""

import json
import os
import resource
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from zoneinfo import ZoneInfo

from rich.console import Console

from nhipcau.documents.charts import Charts
from nhipcau.documents.renderer import DocumentRenderer
from nhipcau.documents.samples import sample_month
from nhipcau.jobs.month_pages import Contents, Page, contents, person_path, render_pages
from nhipcau.machine import DiskFiles
from nhipcau.rules.reports import Member, MonthFacts, PersonMonth, person_month
from nhipcau.storage.store import open_store

TEMPLATES = Path(__file__).parents[1] / "templates"
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
PAGES, MANY, BESIDE, AT_ONCE = 1_000, int(os.environ.get("PAGES", "10000")), 50, 4
WEASYPRINT = """
import json, sys, time, weasyprint
pages = json.load(sys.stdin)
weasyprint.HTML(string=pages[0]).write_pdf()
start = time.process_time()
for page in pages:
    weasyprint.HTML(string=page).write_pdf()
print(time.process_time() - start)
"""


def main() -> None:
    each = one_by_one(list(people(PAGES)))
    by_the_job(MANY)
    beside(list(people(BESIDE)), each)


def people(count: int) -> Iterator[PersonMonth]:
    """So many collaborators of the sample month, each with a name, a page and moments of their own."""
    facts = sample_month(TEMPLATES).facts
    known = [person_month(facts, member) for member in facts.members]
    return (somebody(known[number % len(known)], number) for number in range(count))


def somebody(known: PersonMonth, number: int) -> PersonMonth:
    minutes = number * 37 % 1440
    rounds = [
        replace(row, sent_at=earlier(row.sent_at, minutes + 11 * place)) for place, row in enumerate(known.rounds)
    ]
    return replace(
        known,
        code=f"CTV{number:06}",
        name=f"{known.name} {number}",
        rounds=tuple(rounds),
        followers=500 + 7 * number % 9_000,
        reach=100 + 13 * number % 20_000,
        growth=number % 2_500 - 400,
    )


def earlier(moment: datetime | None, minutes: int) -> datetime | None:
    return None if moment is None else moment - timedelta(minutes=minutes)


def renderer(threads: int = 1) -> DocumentRenderer:
    names = {"vi": "Mạng lưới cộng tác viên"}
    return DocumentRenderer(TEMPLATES, network=names, zone=ZONE, zero_tens="linh", at_once=threads)


def one_by_one(pages: Sequence[PersonMonth]) -> float:
    """Seconds of CPU a page, which a busy machine does not stretch as it does the clock's."""
    draw, half = renderer().person_report, len(pages) // 2
    start = process_time()
    size = sum(len(draw(figures, "vi")) for figures in pages[:half])
    early = memory()
    size += sum(len(draw(figures, "vi")) for figures in pages[half:])
    spent = process_time() - start
    each = f"{1000 * spent / len(pages):.1f} ms and {size // len(pages) // 1000} kB each"
    Console().print(f"one by one: {len(pages)} pages in {spent:.1f} s of CPU, {each}")
    Console().print(f"memory at most: {early} MB after half of them, {memory()} MB after all")
    return spent / len(pages)


def by_the_job(count: int) -> None:
    """So many pages as `render_reports` makes them: figures, files on disk, and what is noted of each."""
    with TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/nhipcau.db", zone=ZONE)
        store.migrate()
        drawing, files = renderer(AT_ONCE), DiskFiles(Path(folder))
        facts, seen = sample_month(TEMPLATES).facts, list[int]()
        pages = [waiting(drawing, facts, number) for number in range(count)]
        clock, cpu = perf_counter(), process_time()
        now = datetime(2026, 6, 5, 17, tzinfo=ZONE)
        made = render_pages(store, drawing, files, pages, now, lambda done, of: seen.append(memory()))
        took, spent = perf_counter() - clock, process_time() - cpu
        store.close()
    Console().print(f"the job, {AT_ONCE} threads: {made.made} pages in {took:.1f} s, {spent:.1f} s of CPU")
    tenths = [seen[len(seen) * tenth // 10 - 1] for tenth in (1, 5, 10)]
    Console().print(f"memory at most: {tenths[0]} MB after a tenth, {tenths[1]} after half, {tenths[2]} after all")


def waiting(drawing: DocumentRenderer, facts: MonthFacts, number: int) -> Page:
    member = facts.members[number % len(facts.members)]
    return Page(person_path(facts.month, f"CTV{number:06}"), partial(gather, drawing, facts, member, number))


def gather(drawing: DocumentRenderer, facts: MonthFacts, member: Member, number: int) -> Contents:
    return contents(drawing, drawing.person_report, somebody(person_month(facts, member), number), "vi")


def memory() -> int:
    """The most that this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def beside(pages: Sequence[PersonMonth], ours: float) -> None:
    """A plainer page (heading, table, the same chart) from HTML, one by one."""
    python = os.environ.get("WEASYPRINT")
    if not python:
        Console().print("WeasyPrint is not measured: WEASYPRINT names no Python that has it")
        return
    given = json.dumps([plain(figures) for figures in pages])
    done = subprocess.run([python, "-c", WEASYPRINT], input=given, capture_output=True, text=True, check=True)
    each = float(done.stdout) / len(pages)
    share = f"a share of {ours / each:.2f}"
    Console().print(f"WeasyPrint: {1000 * each:.0f} ms of CPU a page; ours {1000 * ours:.1f} ms, {share}")


def plain(figures: PersonMonth) -> str:
    rows = "".join(f"<tr><td>{row.title['vi']}<td>{row.period}<td>{len(row.items)}" for row in figures.rounds)
    counts, labels = [len(row.items) for row in figures.rounds], [row.period for row in figures.rounds]
    chart = Charts(TEMPLATES).bars(counts, labels, title="Tin, bài").svg
    return f"<h1>{figures.name}</h1><table>{rows}</table>{chart}"
