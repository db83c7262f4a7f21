"""The short table at the end of a rehearsal."""

from collections.abc import Mapping
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.table import Table

from nhipcau.rules.allowance import lists
from nhipcau.rules.kernel import spoken
from nhipcau.rules.vietnamese import dong, grouped
from practice.rehearsal.outcome import Outcome

COLUMNS = ("asked", "in_time", "late", "excused", "never", "percent")


def print_summary(outcome: Outcome, folder: Path) -> None:
    """Rounds, messages, money, requests, laws kept, and which file to open."""
    story = outcome.story
    story.console.print(_rounds(outcome))
    story.console.print(_counts(outcome, "messages", _messages(outcome)))
    story.console.print(_payers(outcome))
    story.console.print(_counts(outcome, "requests", _requests(outcome)))
    for check in outcome.checks:
        mark = "[green]✓[/green]" if check.holds else "[red]✗[/red]"
        sentence = story.words.sentence("rehearsal/checks", check.code, dict(check.facts), story.language)
        story.console.print(f"{mark} {sentence}", highlight=False, soft_wrap=True)
    story.tell("open_this", page=str(folder / "index.html"), folder=str(folder))


def _words(outcome: Outcome, sentence: str) -> str:
    return outcome.story.words.sentence("rehearsal/console", sentence, {}, outcome.story.language)


def _rounds(outcome: Outcome) -> Table:
    table = Table(title=_words(outcome, "rounds"), title_justify="left", box=SIMPLE_HEAD)
    table.add_column(_words(outcome, "round"))
    for column in COLUMNS:
        table.add_column(_words(outcome, column), justify="right", no_wrap=True)
    for row in outcome.network.rounds:
        went = row.tally
        numbers = (went.asked, went.in_time, went.late, went.excused, went.never)
        percent = "" if went.percent_answered is None else f"{went.percent_answered}%"
        title = f"{spoken(row.title, outcome.story.language)} {row.period}"
        table.add_row(title, *map(grouped, numbers), percent)
    return table


def _counts(outcome: Outcome, title: str, counts: Mapping[str, int]) -> Table:
    table = Table(title=_words(outcome, title), title_justify="left", show_header=False, box=SIMPLE_HEAD)
    table.add_column()
    table.add_column(justify="right")
    for name, count in counts.items():
        table.add_row(name, grouped(count))
    return table


def _messages(outcome: Outcome) -> dict[str, int]:
    story = outcome.story
    return {
        story.words.sentence("rehearsal/kinds", "kind", {"template": template}, story.language): count
        for template, count in outcome.messages.items()
    }


def _requests(outcome: Outcome) -> dict[str, int]:
    return {
        f"{service} {method}": count for service, counts in outcome.requests.items() for method, count in counts.items()
    }


def _payers(outcome: Outcome) -> Table:
    """The network's own list by itself, the units' together: there are many of them, and all are on the page."""
    lines = outcome.file.assessment.lines
    ceiling, total = lists.ceiling(outcome.file.assessment), lists.total(outcome.file.assessment)
    root = sum(line.amount for line in lines if line.payer not in {line.unit for line in lines})
    table = Table(title=_words(outcome, "allowances"), title_justify="left", show_header=False, box=SIMPLE_HEAD)
    table.add_column()
    table.add_column(justify="right")
    rows = {"network_pays": root, "units_pay": total - root, "total": total, "ceiling": ceiling}
    for name, amount in {**rows, "missing": ceiling - total}.items():
        table.add_row(_words(outcome, name), dong(amount))
    return table
