"""`nhipcau allowance`: try a policy on paper, explain one person's month, see who would gain or lose."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from nhipcau.app import build
from nhipcau.cli.speech import Speech
from nhipcau.ports import MonthFile
from nhipcau.rules.allowance.compared import Compared, PayerSums, Shift
from nhipcau.rules.allowance.corrections import Closed
from nhipcau.rules.allowance.lines import Line, Reason
from nhipcau.rules.allowance.lists import Change, excesses, payment_lists
from nhipcau.rules.allowance.trial import run
from nhipcau.rules.kernel import Json, Month, Refused, spoken
from nhipcau.rules.vietnamese import day_for_people, moment_for_people, money_in_words
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
    versions = [
        version_view(file, own, house.book, speech.language)
        for file in house.versions(_month(speech, month))
        if (own := [line for line in file.assessment.lines if line.person == person])
    ]
    if not versions:
        speech.complain("no_line", code=person, month=month)
        raise typer.Exit(1)
    view: dict[str, Json] = {"person": person, "month": month, "versions": list(versions)}
    speech.print_json(view) if as_json else speech.tell("cli/explained", view)


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
        found = house.compare_policy(_month(speech, month), other.policy)
    if found is None:
        speech.complain("no_month", month=month)
        raise typer.Exit(1)
    view = {"month": month, **compared_view(found, house.book, speech.language)}
    speech.print_json(view) if as_json else speech.tell("cli/compared", view)


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


def _month(speech: Speech, text: str) -> Month:
    try:
        return Month.parse(text)
    except ValueError:
        speech.complain("no_such_month", text=text)
        raise typer.Exit(1) from None


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


def month_view(closed: Closed, book: Rulebook, language: str) -> dict[str, Json]:
    """A month as plain data: each payer's people with their lines, and what is in the way of the close."""
    lists = payment_lists(closed.assessment, book.units, book.policy.zero_tens)
    payers: list[Json] = [
        {
            "payer": payment.payer,
            "name": spoken(book.units[payment.payer].names, language),
            "total": payment.total,
            "words": payment.words,
            "people": list(_people(payment.lines)),
        }
        for payment in lists
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


def _people(lines: Iterable[Line]) -> Iterator[Json]:
    by_person: dict[str, list[Line]] = {}
    for line in lines:
        by_person.setdefault(line.person, []).append(line)
    for code, own in by_person.items():
        net = sum(line.amount for line in own)
        yield {"person": code, "name": own[0].name, "net": net, "lines": [_line(line) for line in own]}


def version_view(file: MonthFile, own: Sequence[Line], book: Rulebook, language: str) -> dict[str, Json]:
    """One person's lines in one version of a month, by whom each is paid, and how far the version got."""
    net, opening = sum(line.amount for line in own), file.closing.opening
    lines: list[Json] = [{**_line(line), "payer": spoken(book.units[line.payer].names, language)} for line in own]
    return {
        "name": own[0].name,
        "version": file.closing.version,
        "state": file.closing.state.value,
        "because": opening.reason if opening else "",
        "pays_on": day_for_people(file.terms.pays_on),
        "policy": file.policy_version,
        "lines": lines,
        "net": net,
        "words": money_in_words(net, book.policy.zero_tens),
    }


def _line(line: Line) -> dict[str, Json]:
    return {
        "kind": line.kind.value,
        "amount": line.amount,
        "state": line.state.value,
        "unit": line.unit,
        "level": line.level,
        "days": line.days,
        "origin": line.origin,
        "reasons": _reasons(line.reasons),
    }


def _reasons(reasons: Iterable[Reason]) -> Json:
    return [{"code": reason.code, "facts": dict(reason.facts)} for reason in reasons]


def compared_view(found: Compared, book: Rulebook, language: str) -> dict[str, Json]:
    """Who gains, who loses and who is paid by another, with the reasons that make it so; sums by payer at the foot."""
    return {
        "people": [_shift(shift, book, language) for shift in found.shifts],
        "unchanged": found.unchanged,
        "reviews": list(found.reviews),
        "payers": [_between(each, book, language) for each in found.payers],
        "before": sum(each.before for each in found.payers),
        "after": sum(each.after for each in found.payers),
    }


def _shift(shift: Shift, book: Rulebook, language: str) -> Json:
    return {
        "person": shift.person,
        "name": shift.name,
        "before": shift.before,
        "after": shift.after,
        "payers": [_between(change, book, language) for change in shift.payers],
        "reasons_before": _reasons(shift.reasons_before),
        "reasons_after": _reasons(shift.reasons_after),
    }


def _between(change: Change | PayerSums, book: Rulebook, language: str) -> Json:
    name = spoken(book.units[change.payer].names, language)
    return {"payer": change.payer, "name": name, "before": change.before, "after": change.after}
