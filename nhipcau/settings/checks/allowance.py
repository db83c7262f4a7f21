"""Checks of allowance.yaml: rows of one day, amounts that are no whole đồng, months that nobody can work out."""

from collections.abc import Iterable, Iterator
from datetime import date

from nhipcau.rules.allowance.choices import Watched, contradictions
from nhipcau.rules.allowance.facts import Ruling
from nhipcau.rules.fields import FieldKind
from nhipcau.rules.kernel import Month
from nhipcau.rules.vietnamese import day_for_people
from nhipcau.settings.allowance import AllowanceFile, RateItem
from nhipcau.settings.assemble import WATCHED_FORMS
from nhipcau.settings.checks.common import level_codes, twice, unit_codes, unknown
from nhipcau.settings.faults import Fault, Place
from nhipcau.settings.files import Files
from nhipcau.settings.forms import FormFile
from nhipcau.settings.programmes import ProgrammesFile

DECLARED = {"active": FieldKind.YES_NO, "away_days": FieldKind.NUMBER, "paid_elsewhere": FieldKind.YES_NO}
"""The answers that the assessment reads from a declaration."""

ALSO_DECLARED = dict.fromkeys(("as_known", "excused", "place_right", "account_right"), FieldKind.YES_NO)
"""The answers that it reads where they are asked."""


def row_faults(files: Files) -> Iterator[Fault]:
    policy = files.one(AllowanceFile)
    yield from _same_day((item.valid_from, "", item.spot("from")) for item in policy.base_salaries)
    yield from _same_day((item.valid_from, item.level, item.spot("from")) for item in policy.rates)
    yield from _same_day((item.valid_from, "", item.spot("from")) for item in policy.choices)
    yield from _same_day((item.valid_from, "", item.spot("from")) for item in policy.tax_rules)
    yield from _same_day((item.valid_from, item.payer, item.spot("from")) for item in policy.budgets)
    for budget in policy.budgets:
        yield from unknown("unit", budget.payer, unit_codes(files), budget.spot("payer"))
    for rate in policy.rates:
        yield from unknown("level", rate.level, level_codes(files), rate.spot("level"))
        yield from _not_whole(rate, policy)


def _same_day(rows: Iterable[tuple[date, str, Place]]) -> Iterator[Fault]:
    """Of two rows of one day and level nobody could say which counts."""
    first: dict[tuple[date, str], Place] = {}
    for day, level, place in rows:
        earlier = first.setdefault((day, level), place)
        if earlier is not place:
            yield place.fault("same_day", day=day_for_people(day), first_line=earlier.line)


def _not_whole(rate: RateItem, policy: AllowanceFile) -> Iterator[Fault]:
    for base in policy.base_salaries:
        if (rate.coefficient * base.amount) % 1:
            share = f"{rate.coefficient.numerator}/{rate.coefficient.denominator}"
            yield rate.spot("coefficient").fault("not_whole_dong", coefficient=share, base=base.amount)
            return


def choice_faults(files: Files) -> Iterator[Fault]:
    policy = files.one(AllowanceFile)
    yield from twice((item.full_key, item.spot("key")) for item in policy.review_reasons)
    yield from twice((item.key, item.spot("key")) for item in policy.reopen_reasons)
    for row in policy.choices:
        yield from twice((item.value, row.spot("watched", n)) for n, item in enumerate(row.watched))
        for key, code in contradictions(row.choices()):
            yield row.spot(key).fault(code)
    for ruling in Ruling:
        if files.sound("allowance.yaml") and not any(item.ruling is ruling for item in policy.review_reasons):
            yield policy.spot("review_reasons").fault("no_reason", ruling=ruling.value)


def first_month_faults(files: Files) -> Iterator[Fault]:
    """Every month in which something is asked needs a base salary."""
    programmes, policy = files.one(ProgrammesFile), files.one(AllowanceFile)
    earliest = min(item.valid_from for item in policy.base_salaries)
    month = min(Month.of(item.first) for item in programmes.programmes)
    if files.sound("allowance.yaml") and month.first < earliest:
        day = day_for_people(earliest)
        yield policy.spot("base_salaries").fault("no_base_salary", month=f"{month.number:02}/{month.year}", first=day)


def tax_faults(files: Files) -> Iterator[Fault]:
    """Where tax is withheld, every day of payment needs a rule."""
    policy = files.one(AllowanceFile)
    earliest = min((item.valid_from for item in policy.tax_rules), default=None)
    for row in policy.choices:
        first = row.payment.payment().day_for(Month.of(row.valid_from))
        if row.taxed and files.sound("allowance.yaml") and (earliest is None or first < earliest):
            yield row.spot("taxed").fault("no_tax_rule", day=day_for_people(first))


def watched_faults(files: Files) -> Iterator[Fault]:
    """What P7 looks at must be asked by some programme."""
    policy = files.one(AllowanceFile)
    asked = files.named("programmes.yaml", "programmes", "form")
    for row in policy.choices:
        for number, item in enumerate(row.watched):
            if asked is not None and WATCHED_FORMS[item] not in asked:
                place = row.spot("watched", number)
                yield place.fault("watched_not_asked", value=item.value, form=WATCHED_FORMS[item])


def declaration_faults(files: Files) -> Iterator[Fault]:
    """The answers that the assessment reads by name must be asked, each in its kind."""
    form = files.each(FormFile).get(WATCHED_FORMS[Watched.DECLARATION])
    if form is None:
        return
    asked = files.named(form.spot().file, "fields", "key") or []
    for key, kind in DECLARED.items():
        if key not in asked:
            yield form.spot("fields").fault("declaration_lacks", field=key, kind=kind.value)
    for item in form.fields:
        kind = {**DECLARED, **ALSO_DECLARED}.get(item.key, item.kind)
        if item.kind is not kind:
            yield item.spot("kind").fault("declaration_kind", field=item.key, kind=kind.value)
