"""Facts of one person's month in one line, and what a policy makes of them."""

from dataclasses import replace

from nhipcau.rules.allowance.assess import Assessment, Decision, Declaration, Line, PersonFacts, Ruling, assess
from nhipcau.rules.allowance.policy import MonthRule, Policy
from nhipcau.rules.kernel import Month
from nhipcau.rules.roster import Appointment, Leave
from tests.rules.samples import book, held

GRANTED = Decision(Ruling.GRANTED, "Đã gửi báo cáo sau hạn", "Vũ Thị Hằng")
REFUSED = Decision(Ruling.REFUSED, "Không tham gia trong tháng", "Vũ Thị Hằng")


def policy(rule: MonthRule = MonthRule.HALF_MONTH, **changes: object) -> Policy:
    return replace(book().policy, month_rule=rule, **changes)


def facts(
    *appointments: Appointment,
    code: str = "CTV001",
    name: str = "Nguyễn Thị Ánh",
    leaves: tuple[Leave, ...] = (),
    report_sent: bool = True,
    declaration: Declaration | None = Declaration(),  # noqa: B008
    decision: Decision | None = None,
) -> PersonFacts:
    return PersonFacts(code, name, appointments or (held(),), leaves, report_sent, declaration, decision)


def assessed(month: str, *people: PersonFacts, by: Policy | None = None) -> Assessment:
    return assess(Month.parse(month), people, by or book().policy, book().levels, book().unit_order)


def line(month: str, person: PersonFacts, by: Policy | None = None) -> Line:
    (found,) = assessed(month, person, by=by).lines
    return found


def codes(found: Line) -> list[str]:
    """The rules that spoke, after the basis that every line has."""
    assert found.reasons[0].code == "basis"
    return [reason.code for reason in found.reasons[1:]]
