"""A facts file for `nhipcau allowance try`: people, appointments, leave, what each month heard of them, bonuses."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from nhipcau.rules.allowance.facts import Bonus, Decision, Declaration, Ruling, UnitWord, Work
from nhipcau.rules.allowance.trial import Heard, Learned, PaperPerson, Trial
from nhipcau.rules.kernel import Month, Span
from nhipcau.rules.roster import Appointment, Leave
from nhipcau.settings.faults import BadConfig, Fault, Place, Wrong
from nhipcau.settings.model import Model, Short
from nhipcau.settings.reading import read
from nhipcau.settings.rulebook import Rulebook
from nhipcau.settings.shapes import examine
from nhipcau.settings.values import Day, One, Whole, near, shown


def _month(value: object) -> Month:
    try:
        return Month.parse(str(value))
    except ValueError:
        raise Wrong("bad_month", value=shown(value)) from None


MonthText = Annotated[Month, BeforeValidator(_month), WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}$"})]
Code = Annotated[str, AfterValidator(str.strip)]


class AppointmentItem(Model):
    """A recognition decision: one level in one unit from a day to a day."""

    unit: str = Field(description="A unit of units.yaml. / Đơn vị, theo units.yaml.", examples=["ld_dong_nai"])
    level: str = Field(description="A level of network.yaml. / Cấp, theo network.yaml.", examples=["provincial"])
    first: Day = Field(alias="from", description="First day. / Ngày đầu.", examples=["2026-01-01"])
    last: Day | None = Field(
        default=None,
        alias="until",
        description="Last day, if it ended. / Ngày cuối, nếu đã thôi.",
        examples=["2026-06-30"],
    )
    decision: str = Field(default="", description="The decision's number. / Số quyết định.", examples=["12/QĐ-LĐLĐ"])
    known_in: MonthText | None = Field(
        default=None,
        description="The first month whose close knew of it. / Kỳ đầu tiên biết việc này.",
        examples=["2026-06"],
    )

    def learned(self) -> Learned:
        return Learned(Appointment(self.unit, self.level, Span(self.first, self.last), self.decision), self.known_in)


class LeaveItem(Model):
    """Excused absence from a day to a day."""

    first: Day = Field(alias="from", description="First day. / Ngày đầu.", examples=["2026-05-04"])
    last: Day | None = Field(default=None, alias="until", description="Last day. / Ngày cuối.", examples=["2026-05-08"])
    reason: str = Field(default="", description="Why. / Lý do.", examples=["ốm"])
    known_in: MonthText | None = Field(
        default=None,
        description="The first month whose close knew of it. / Kỳ đầu tiên biết việc này.",
        examples=["2026-06"],
    )

    def learned(self) -> Learned:
        return Learned(Leave(Span(self.first, self.last), self.reason), self.known_in)


class DeclarationItem(Model):
    """What the person declared in the eligibility round."""

    active: bool | None = Field(default=None, description="Active all month. / Tham gia cả tháng.", examples=[True])
    away_days: int | None = Field(default=None, ge=0, le=31, description="Days away. / Số ngày vắng.", examples=[3])
    paid_elsewhere: bool | None = Field(
        default=None, description="Paid by another body. / Đã nhận phụ cấp ở nơi khác.", examples=[False]
    )

    as_known: bool | None = Field(
        default=None, description="Signed that all is as known. / Ký là mọi điều đúng như đã ghi.", examples=[True]
    )
    excused: bool | None = Field(
        default=None, description="The days away were excused. / Vắng có phép.", examples=[True]
    )
    place_right: bool | None = Field(
        default=None, description="Unit and level are right. / Đơn vị và cấp ghi đúng.", examples=[True]
    )
    account_right: bool | None = Field(
        default=None, description="The account is right. / Số tài khoản ghi đúng.", examples=[True]
    )

    def declaration(self) -> Declaration:
        return Declaration(**self.model_dump())


class DecisionItem(Model):
    """What an approver decided about a flagged line."""

    ruling: One[Ruling] = Field(description="Granted or refused. / Đồng ý chi hay không.", examples=["granted"])
    reason: Short = Field(description="Why. / Lý do.", examples=["Đã báo cáo bằng cách khác"])
    by: Short = Field(description="Who. / Ai quyết định.", examples=["Vũ Thị Hằng"])

    def decision(self) -> Decision:
        return Decision(self.ruling, self.reason, self.by)


class WorkItem(Model):
    """Weekly check-ins and news items."""

    weeks_asked: int = Field(ge=0, le=6, description="Weeks asked. / Số tuần được hỏi.", examples=[4])
    weeks_answered: int = Field(ge=0, le=6, description="Weeks answered. / Số tuần đã trả lời.", examples=[3])
    items: int = Field(default=0, ge=0, le=1000, description="News items. / Số tin, bài.", examples=[5])

    def work(self) -> Work:
        return Work(self.weeks_asked, self.weeks_answered, self.items)


class UnitWordItem(Model):
    """What the unit's lead said of the person."""

    worked: bool = Field(description="Worked in the month. / Có làm việc trong tháng.", examples=[True])
    by: Short = Field(description="Who said it. / Ai xác nhận.", examples=["Vũ Thị Lan"])

    def word(self) -> UnitWord:
        return UnitWord(self.worked, self.by)


class HeardItem(Model):
    """What one month heard of the person; what is left out is as usual."""

    report_sent: bool = Field(
        default=True, description="Sent the monthly report, or was excused. / Có báo cáo tháng.", examples=[False]
    )
    declared: bool = Field(
        default=True, description="Answered the declaration, if asked. / Đã trả lời bản tự khai.", examples=[False]
    )
    declaration: DeclarationItem = Field(
        default=DeclarationItem(), description="What was declared. / Nội dung tự khai.", examples=[{"active": True}]
    )
    unit_says: UnitWordItem | None = Field(
        default=None,
        description="What the unit's lead said. / Phụ trách đơn vị xác nhận.",
        examples=[{"worked": True, "by": "Vũ Thị Lan"}],
    )
    decision: DecisionItem | None = Field(
        default=None,
        description="The approver's decision. / Quyết định của người duyệt.",
        examples=[{"ruling": "granted", "reason": "Đã báo cáo muộn", "by": "Vũ Thị Hằng"}],
    )
    work: WorkItem | None = Field(
        default=None, description="Weekly work. / Việc hằng tuần.", examples=[{"weeks_asked": 4, "weeks_answered": 3}]
    )

    def heard(self, bonuses: tuple[Bonus, ...]) -> Heard:
        return Heard(
            report_sent=self.report_sent,
            declaration=self.declaration.declaration() if self.declared else None,
            decision=self.decision.decision() if self.decision else None,
            work=self.work.work() if self.work else None,
            unit_word=self.unit_says.word() if self.unit_says else None,
            bonuses=bonuses,
        )


class PersonItem(Model):
    """One collaborator."""

    code: Code = Field(description="The person's code. / Mã cộng tác viên.", examples=["CTV01"])
    name: Short = Field(description="Full name. / Họ và tên.", examples=["Nguyễn Thị Ánh"])
    appointments: list[AppointmentItem] = Field(
        description="Appointments. / Các quyết định công nhận.",
        examples=[[{"unit": "ld_dong_nai", "level": "provincial", "from": "2026-01-01"}]],
    )
    leaves: list[LeaveItem] = Field(
        default=[], description="Leave. / Nghỉ phép.", examples=[[{"from": "2026-05-04", "until": "2026-05-08"}]]
    )
    months: dict[MonthText, HeardItem] = Field(
        default={},
        description="What was not as usual, by month. / Những gì khác thường, theo tháng.",
        examples=[{"2026-10": {"report_sent": False}}],
    )


class CaseItem(Model):
    """A hotspot that was reported."""

    key: Short = Field(description="The case's name. / Mã vụ việc.", examples=["DN-01"])
    verified: bool = Field(description="Whether it was verified. / Đã xác minh chưa.", examples=[True])
    reporters: list[str] = Field(
        min_length=1, description="Who reported it, the first first. / Ai báo, theo thứ tự.", examples=[["CTV01"]]
    )


class BonusItem(Model):
    """A bonus for a hotspot."""

    case: str = Field(description="Which case. / Vụ việc nào.", examples=["DN-01"])
    person: str = Field(description="Who. / Ai.", examples=["CTV01"])
    month: MonthText = Field(description="In which month's list. / Trong danh sách tháng nào.", examples=["2026-06"])
    amount: Whole = Field(ge=1, le=1_000_000_000, description="Đồng. / Đồng.", examples=[500000])
    decision: Short = Field(description="The decision's number. / Số quyết định.", examples=["7/QĐ-TLĐ"])
    payer: str = Field(description="The unit that pays. / Đơn vị chi.", examples=["tld"])


class FactsFile(Model):
    """A network on paper."""

    months: list[MonthText] = Field(
        min_length=1,
        description="The months to assess, one after the other. / Các tháng cần xét, lần lượt.",
        examples=[["2026-06", "2026-07"]],
    )
    pays_on: dict[MonthText, Day] = Field(
        default={},
        description="Days of payment that are not the usual ones. / Ngày chi khác thường lệ.",
        examples=[{"2026-03": "2026-04-05"}],
    )
    people: list[PersonItem] = Field(
        min_length=1,
        description="The collaborators. / Các cộng tác viên.",
        examples=[[{"code": "CTV01", "name": "Nguyễn Thị Ánh", "appointments": []}]],
    )
    cases: list[CaseItem] = Field(
        default=[],
        description="Hotspots. / Các điểm nóng.",
        examples=[[{"key": "DN-01", "verified": True, "reporters": ["CTV01"]}]],
    )
    bonuses: list[BonusItem] = Field(
        default=[],
        description="Bonuses decided. / Các quyết định thưởng.",
        examples=[[{"case": "DN-01", "person": "CTV01", "month": "2026-06", "amount": 500000}]],
    )

    def trial(self) -> Trial:
        return Trial(tuple(self.months), tuple(self._person(item) for item in self.people), self.pays_on)

    def _person(self, item: PersonItem) -> PaperPerson:
        history = (*(each.learned() for each in item.appointments), *(each.learned() for each in item.leaves))
        bonuses = self.bonuses_of(item.code)
        months = dict.fromkeys((*item.months, *bonuses))
        heard = {month: item.months.get(month, HeardItem()).heard(bonuses.get(month, ())) for month in months}
        return PaperPerson(item.code, item.name, history, heard)

    def bonuses_of(self, code: str) -> Mapping[Month, tuple[Bonus, ...]]:
        """The person's bonuses by month, each with what is known of its case."""
        cases = {case.key: case for case in self.cases}
        found: dict[Month, tuple[Bonus, ...]] = {}
        for item in self.bonuses:
            if item.person == code:
                case = cases[item.case]
                first = case.reporters[0] == code
                bonus = Bonus(item.case, item.amount, item.decision, item.payer, case.verified, first)
                found[item.month] = (*found.get(item.month, ()), bonus)
        return found


def load_facts(path: Path, book: Rulebook) -> FactsFile:
    """Read and check a facts file against the units and levels of the config. Raises BadConfig with every fault."""
    source = read(path, path.name)
    if source.root is None:
        raise BadConfig(source.faults)
    made, faults = examine(source, FactsFile)
    found = [*source.faults, *faults, *(_references(made, book) if made is not None else ())]
    if found or made is None:
        raise BadConfig(found)
    return made


def _references(file: FactsFile, book: Rulebook) -> Iterator[Fault]:
    codes, cases = [person.code for person in file.people], [case.key for case in file.cases]
    for person in file.people:
        for item in person.appointments:
            yield from _unknown("unit", item.unit, list(book.units), item.spot("unit"))
            yield from _unknown("level", item.level, list(book.levels), item.spot("level"))
    for case in file.cases:
        for number, code in enumerate(case.reporters):
            yield from _unknown("person", code, codes, case.spot("reporters", number))
    for bonus in file.bonuses:
        yield from _unknown("case", bonus.case, cases, bonus.spot("case"))
        yield from _unknown("person", bonus.person, codes, bonus.spot("person"))
        yield from _unknown("unit", bonus.payer, list(book.units), bonus.spot("payer"))


def _unknown(kind: str, name: str, known: list[str], place: Place) -> Iterator[Fault]:
    if name not in known:
        yield place.fault("unknown_reference", kind=kind, value=name, near=near(name, known), known="")
