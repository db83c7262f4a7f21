"""Facts of one person's month in one line, and what a policy makes of them."""

from dataclasses import fields, replace

from nhipcau.rules.allowance.assess import assess
from nhipcau.rules.allowance.choices import Choices, MonthRule
from nhipcau.rules.allowance.facts import Bonus, Decision, Declaration, Owed, PersonFacts, Ruling, Work
from nhipcau.rules.allowance.lines import Assessment, Line
from nhipcau.rules.allowance.policy import Policy, Terms, terms_for
from nhipcau.rules.kernel import Month
from nhipcau.rules.roster import Appointment, Leave
from tests.rules.samples import book, held

CHOICES = {field.name for field in fields(Choices)}
GRANTED = Decision(Ruling.GRANTED, "Đã gửi báo cáo sau hạn", "Vũ Thị Hằng")
REFUSED = Decision(Ruling.REFUSED, "Không tham gia trong tháng", "Vũ Thị Hằng")


def policy(month_rule: MonthRule = MonthRule.HALF_MONTH, **changes: object) -> Policy:
    """The policy of config, with other choices throughout, or with other rows."""
    chosen = {"month_rule": month_rule, **{name: changes[name] for name in CHOICES & set(changes)}}
    rows = tuple(replace(row, **chosen) for row in book().policy.choices)
    return replace(
        book().policy, choices=rows, **{name: value for name, value in changes.items() if name not in CHOICES}
    )


def terms(month: str, by: Policy | None = None) -> Terms:
    return terms_for(by or book().policy, Month.parse(month), book().levels, book().units)


def facts(
    *appointments: Appointment,
    code: str = "CTV001",
    name: str = "Nguyễn Thị Ánh",
    leaves: tuple[Leave, ...] = (),
    report_sent: bool = True,
    declaration: Declaration | None = Declaration(),  # noqa: B008
    decision: Decision | None = None,
    work: Work | None = None,
    bonuses: tuple[Bonus, ...] = (),
    owed: tuple[Owed, ...] = (),
) -> PersonFacts:
    return PersonFacts(
        code, name, appointments or (held(),), leaves, report_sent, declaration, decision, work, bonuses, owed
    )


def assessed(month: str, *people: PersonFacts, by: Policy | None = None) -> Assessment:
    return assess(people, terms(month, by))


def line(month: str, person: PersonFacts, by: Policy | None = None) -> Line:
    (found,) = assessed(month, person, by=by).lines
    return found


def codes(found: Line) -> list[str]:
    """The rules that spoke, after the basis that every line has."""
    assert found.reasons[0].code == "basis"
    return [reason.code for reason in found.reasons[1:]]
