"""`nhipcau allowance`: try a policy on paper, explain one person's month, see who would gain or lose."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from nhipcau.app import build
from nhipcau.cli.speech import Speech
from nhipcau.rules.allowance.corrections import Closed
from nhipcau.rules.allowance.lines import Line
from nhipcau.rules.allowance.lists import Change, excesses, payment_lists
from nhipcau.rules.allowance.trial import run
from nhipcau.rules.kernel import Json, Month, Refused, spoken
from nhipcau.rules.vietnamese import day_for_people, moment_for_people
from nhipcau.settings.facts_file import load_facts
from nhipcau.settings.faults import BadConfig
from nhipcau.settings.installation import Installation
from nhipcau.settings.load import load_rulebook
from nhipcau.settings.rulebook import Rulebook

app = typer.Typer(no_args_is_help=True, help="Allowances: try a policy, explain a line, compare two policies.")

Policy = Annotated[Path | None, typer.Option("--policy", help="Another allowance.yaml.")]
AsJson = Annotated[bool, typer.Option("--json", help="For programs instead of people.")]


@app.command("try")
def try_policy(
    facts: Annotated[Path, typer.Argument(help="A facts file; docs/allowance-try.md describes it.")],
    policy: Policy = None,
    as_json: AsJson = False,
) -> None:
    """Assess people on paper, month after month, by this network's policy or another; nothing is stored."""
    installation = Installation()
    speech = Speech(installation)
    with _told(speech):
        book = load_rulebook(installation.config, policy)
        months = run(load_facts(facts, book).trial(), book.policy, book.levels, book.units)
    _show(speech, [month_view(closed, book, speech.language) for closed in months], as_json)


@app.command()
def explain(
    person: Annotated[str, typer.Argument(help="The person's code.")],
    month: Annotated[str, typer.Argument(help="The month, such as 2026-05.")],
    as_json: AsJson = False,
) -> None:
    """Every line of one person's month, rule by rule, in all its versions."""
    installation = Installation()
    house, speech = build(installation), Speech(installation)
    versions = [file.closed for file in house.versions(Month.parse(month))]
    views = [month_view(closed, house.book, speech.language, only=person) for closed in versions]
    if not any(view["payers"] for view in views):
        speech.complain("no_line", code=person, month=month)
        raise typer.Exit(1)
    _show(speech, views, as_json)


@app.command()
def compare(
    month: Annotated[str, typer.Argument(help="The month, such as 2026-05.")],
    policy: Annotated[Path, typer.Option("--policy", help="The other allowance.yaml.")],
    as_json: AsJson = False,
) -> None:
    """Who would gain and who would lose in a month by another policy; nothing is changed."""
    installation = Installation()
    house, speech = build(installation), Speech(installation)
    with _told(speech):
        other = load_rulebook(installation.config, policy)
        changes = house.compare_policy(Month.parse(month), other.policy)
    if changes is None:
        speech.complain("no_month", month=month)
        raise typer.Exit(1)
    view = changes_view(changes, house.book, speech.language)
    speech.print_json(view) if as_json else speech.tell("cli/compared", {**view, "month": month})


@app.command()
def questions(as_json: AsJson = False) -> None:
    """What people asked about their allowance and no accountant has answered, the oldest first."""
    installation = Installation()
    house, speech = build(installation), Speech(installation)
    rows: list[Json] = [
        {"month": str(each.month), "person": each.code, "asked": moment_for_people(each.asked_at, speech.language)}
        for each in house.open_questions()
    ]
    speech.print_json({"questions": rows}) if as_json else speech.tell("cli/questions", {"questions": rows})


@app.command()
def bonus(
    words: Annotated[list[str], typer.Argument(help="Case, person's code, amount, decision, paying unit's code.")],
    by: Annotated[str, typer.Option("--by", help="The code of whoever proposes it.")],
) -> None:
    """Propose a bonus for a verified hotspot; another person agrees to it in chat."""
    installation = Installation()
    house, speech = build(installation), Speech(installation)
    with _told(speech):
        proposed = house.propose_bonus_as(by, " ".join(words), house.clock.now())
    speech.say("bonus_proposed", name=proposed.name, asked=proposed.asked)


@app.command()
def year(number: Annotated[int, typer.Argument(help="The year of payment, such as 2026.", min=2013, max=2100)]) -> None:
    """Write what every payer handed out in a year, person by person, for the tax office."""
    installation = Installation()
    house, speech = build(installation), Speech(installation)
    done = house.render_year(number, house.clock.now())
    folder = str(house.files.locate(f"{number}/payments"))
    speech.say("year_written", year=number, files=done.counts["files"], folder=folder)


@contextmanager
def _told(speech: Speech) -> Iterator[None]:
    """What is wrong with a file, or what a rule refuses, is said in sentences."""
    try:
        yield
    except BadConfig as bad:
        speech.show_faults(bad)
        raise typer.Exit(1) from None
    except Refused as refused:
        speech.refuse(refused)
        raise typer.Exit(1) from None


def _show(speech: Speech, months: list[dict[str, Json]], as_json: bool) -> None:
    if as_json:
        speech.print_json({"months": months})
    else:
        speech.tell("cli/allowance", {"months": months})


def month_view(closed: Closed, book: Rulebook, language: str, only: str = "") -> dict[str, Json]:
    """A month as plain data: each payer's people with their lines, and what is in the way of the close."""
    lists = payment_lists(closed.assessment, book.units, book.policy.zero_tens)
    payers: list[Json] = [
        {
            "payer": payment.payer,
            "name": spoken(book.units[payment.payer].names, language),
            "total": payment.total,
            "words": payment.words,
            "people": people,
        }
        for payment in lists
        if (people := list(_people(payment.lines, only)))
    ]
    return {
        "month": str(closed.month),
        "pays_on": day_for_people(closed.terms.pays_on),
        "policy": closed.terms.version,
        "total": sum(payment.total for payment in lists),
        "reviews": len(closed.assessment.open_reviews),
        "payers": payers,
        "excesses": [
            {"payer": spoken(book.units[each.payer].names, language), "budget": each.budget, "total": each.total}
            for each in excesses(closed.assessment, closed.terms)
        ],
    }


def _people(lines: Iterable[Line], only: str) -> Iterator[Json]:
    by_person: dict[str, list[Line]] = {}
    for line in lines:
        by_person.setdefault(line.person, []).append(line)
    for code, own in by_person.items():
        if only in ("", code):
            net = sum(line.amount for line in own)
            yield {"person": code, "name": own[0].name, "net": net, "lines": [_line(line) for line in own]}


def _line(line: Line) -> Json:
    return {
        "kind": line.kind.value,
        "amount": line.amount,
        "state": line.state.value,
        "unit": line.unit,
        "level": line.level,
        "days": line.days,
        "origin": line.origin,
        "reasons": [{"code": reason.code, "facts": dict(reason.facts)} for reason in line.reasons],
    }


def changes_view(changes: list[Change], book: Rulebook, language: str) -> dict[str, Json]:
    rows: list[Json] = [
        {
            "person": change.person,
            "name": change.name,
            "payer": spoken(book.units[change.payer].names, language),
            "before": change.before,
            "after": change.after,
        }
        for change in changes
    ]
    return {"changes": rows, "difference": sum(change.after - change.before for change in changes)}
