"""A page with a chart for each of many collaborators: seconds, memory, size of a file; how time and memory grow.

WeasyPrint is no dependency: the same figures go through it, page by page, where the Python that runs this has it.
"""

import multiprocessing
import resource
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter, process_time
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console

from nhipcau.documents.charts import Charts
from nhipcau.documents.renderer import DocumentRenderer
from nhipcau.documents.samples import sample_month
from nhipcau.rules.reports import PersonMonth, person_month

TEMPLATES = Path(__file__).parents[1] / "templates"
PAGES, MANY, BESIDE, PROCESSES = 1_000, 10_000, 50, 2


def main() -> None:
    pages = people(PAGES)
    first, size = timed(renderer().person_report, pages[: PAGES // 2])
    early = memory()
    second, more = timed(renderer().person_report, pages[PAGES // 2 :])
    each = (size + more) // PAGES // 1000
    Console().print(f"one process: {PAGES} pages in {first + second:.1f} s of CPU, {each} kB each")
    Console().print(f"memory at most: {early} MB after {PAGES // 2} pages, {memory()} MB after {PAGES}")
    several(MANY)
    beside(pages[:BESIDE], (first + second) / PAGES)


def people(count: int) -> list[PersonMonth]:
    """So many collaborators of the sample month, each with a name, a page and moments of their own."""
    facts = sample_month(TEMPLATES).facts
    known = [person_month(facts, member) for member in facts.members]
    return [_somebody(known[number % len(known)], number) for number in range(count)]


def _somebody(known: PersonMonth, number: int) -> PersonMonth:
    rounds = tuple(
        replace(row, sent_at=_moved(row.sent_at, number * 37 % 1440 + 11 * place))
        for place, row in enumerate(known.rounds)
    )
    followers, reach = 500 + 7 * number % 9000, 100 + 13 * number % 20_000
    return replace(
        known,
        code=f"CTV{number:06}",
        name=f"{known.name} {number}",
        rounds=rounds,
        followers=followers,
        growth=number % 2500 - 400,
        reach=reach,
    )


def _moved(moment: datetime | None, minutes: int) -> datetime | None:
    return None if moment is None else moment - timedelta(minutes=minutes)


def renderer() -> DocumentRenderer:
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    return DocumentRenderer(TEMPLATES, network={"vi": "Mạng lưới cộng tác viên"}, zone=zone, zero_tens="linh")


def several(count: int) -> None:
    """So many pages by several processes, from their start to their end, as the clock counts it."""
    pages, start = people(count), perf_counter()
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        shares = pool.map(make, [pages[part::PROCESSES] for part in range(PROCESSES)])
    seconds, most = perf_counter() - start, max(held for _, held in shares)
    cpu = sum(spent for spent, _ in shares)
    Console().print(
        f"{PROCESSES} processes: {count} pages in {seconds:.1f} s, {cpu:.1f} s of CPU, at most {most} MB each"
    )


def make(pages: Sequence[PersonMonth]) -> tuple[float, int]:
    """One process's share. Returns the seconds of CPU, and the MB that it held at most."""
    return timed(renderer().person_report, pages)[0], memory()


def timed(render: Callable[[PersonMonth, str], bytes], pages: Sequence[PersonMonth]) -> tuple[float, int]:
    """Seconds of this process's CPU, which a busy machine does not stretch as it does the clock's, and bytes."""
    start = process_time()
    size = sum(len(render(figures, "vi")) for figures in pages)
    return process_time() - start, size


def memory() -> int:
    """The most that this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def beside(pages: Sequence[PersonMonth], ours: float) -> None:
    """A plainer page (heading, table, chart) from HTML, one by one."""
    if find_spec("weasyprint") is None:
        Console().print("WeasyPrint is not installed here")
        return
    html: Any = import_module("weasyprint").HTML
    seconds, _ = timed(lambda figures, _: bytes(html(string=plain(figures)).write_pdf()), pages)
    each = seconds / len(pages)
    Console().print(
        f"WeasyPrint: {1000 * each:.0f} ms a page; Typst: {1000 * ours:.0f} ms, a share of {ours / each:.2f}"
    )


def plain(figures: PersonMonth) -> str:
    rows = "".join(f"<tr><td>{row.title['vi']}<td>{row.period}<td>{len(row.items)}" for row in figures.rounds)
    counts, labels = [len(row.items) for row in figures.rounds], [row.period for row in figures.rounds]
    chart = Charts(TEMPLATES).bars(counts, labels, title="Tin, bài").svg
    return f"<h1>{figures.name}</h1><table>{rows}</table>{chart}"
