"""config/programmes.yaml: which form is asked when, and the network's own monthly and daily chores."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from nhipcau.rules.cadence import Chores, Programme, Rhythm
from nhipcau.rules.calendar import Landing, MonthMoment, WeekMoment
from nhipcau.rules.kernel import Span
from nhipcau.rules.ladder import Rung
from nhipcau.settings.faults import Wrong
from nhipcau.settings.ladder import StepItem
from nhipcau.settings.model import AudienceItem, Model, Phrase
from nhipcau.settings.values import Clock, Day, Key, Weekday, member_of, one_of, words_schema

MONTHS = ("same", "next")
LandingWord = Annotated[Landing, BeforeValidator(member_of(Landing)), words_schema(i.value for i in Landing)]


def _month_day(value: int) -> int:
    if 1 <= value <= 31 or -28 <= value <= -1:
        return value
    raise Wrong("bad_month_day", value=value)


class WeekMomentItem(Model):
    """A moment of every week, which begins on Monday."""

    weekday: Weekday = Field(description="The day. / Thứ trong tuần.", examples=["monday"])
    at: Clock = Field(description="Local time, 24 hours. / Giờ địa phương, 24 giờ.", examples=["08:00"])
    landing: LandingWord = Field(
        default=Landing.KEEP,
        description="On a public holiday: keep it, or move to the day before or after. / "
        "Nếu rơi vào ngày nghỉ lễ: keep giữ nguyên, before lùi lại, after sang ngày kế tiếp.",
        examples=["after"],
    )

    def moment(self) -> WeekMoment:
        return WeekMoment(self.weekday, self.at, self.landing)


class MonthMomentItem(Model):
    """A moment of every month."""

    day: Annotated[int, AfterValidator(_month_day)] = Field(
        description="Day 1 to 31, or -1 for the last day, -2 for the one before. / "
        "Ngày 1 đến 31, hoặc -1 là ngày cuối tháng, -2 là ngày áp cuối.",
        examples=[5],
    )
    weekday: Weekday | None = Field(
        default=None,
        description="Count only these days: day 2 and friday is the second Friday. / "
        "Chỉ đếm thứ này: day 2 và friday là thứ Sáu thứ hai của tháng.",
        examples=["friday"],
    )
    at: Clock = Field(description="Local time, 24 hours. / Giờ địa phương, 24 giờ.", examples=["17:00"])
    month: Annotated[str, BeforeValidator(one_of(MONTHS)), words_schema(MONTHS)] = Field(
        default="same",
        description="same: the month reported on; next: the one after. / same: chính tháng đó; next: tháng sau.",
        examples=["next"],
    )
    landing: LandingWord = Field(
        default=Landing.KEEP,
        description="On a day off: keep it, or move to the working day before or after. / "
        "Nếu rơi vào ngày nghỉ: keep giữ nguyên, before lùi lại, after sang ngày làm việc kế tiếp.",
        examples=["after"],
    )

    def moment(self) -> MonthMoment:
        return MonthMoment(self.day, self.at, MONTHS.index(self.month), self.landing, self.weekday)


class WeekStepItem(StepItem, WeekMomentItem):
    """One reminding of every week."""

    def rung(self) -> Rung[Rhythm]:
        return self.rung_at(self.moment())


class MonthStepItem(StepItem, MonthMomentItem):
    """One reminding of every month."""

    def rung(self) -> Rung[Rhythm]:
        return self.rung_at(self.moment())


class ProgrammeBase(Model):
    """What weekly and monthly programmes share."""

    key: Key = Field(description="Short name. / Mã.", examples=["weekly_checkin"])
    names: Phrase = Field(
        description="What people read. / Tên hiển thị.", examples=[{"vi": "Báo cáo tuần", "en": "Weekly check-in"}]
    )
    form: str = Field(
        description="The form: a file's name in forms/. / Biểu mẫu: tên tệp trong forms/.", examples=["weekly_checkin"]
    )
    audience: AudienceItem = Field(
        default_factory=AudienceItem,
        description="Who is asked. / Hỏi những ai.",
        examples=[{"levels": ["national", "provincial"]}],
    )
    first: Day = Field(alias="from", description="The first day. / Ngày bắt đầu.", examples=["2026-01-01"])
    last: Day | None = Field(
        default=None, alias="until", description="The last day, if any. / Ngày cuối, nếu có.", examples=["2026-12-31"]
    )

    def _programme(
        self, opens: Rhythm, reminders: tuple[Rung[Rhythm], ...], due: Rhythm, closes: Rhythm, watched: bool
    ) -> Programme:
        return Programme(
            key=self.key,
            form=self.form,
            audience=self.audience.audience(),
            opens=opens,
            reminders=reminders,
            due=due,
            closes=closes,
            span=Span(self.first, self.last),
            watched=watched,
        )


_WEEK = {"weekday": "monday", "at": "08:00"}
_MONTH = {"day": 5, "at": "17:00", "month": "next", "landing": "after"}


class WeeklyProgramme(ProgrammeBase):
    """Asked every week."""

    every: Literal["week"] = Field(description="How often. / Chu kỳ.", examples=["week"])
    opens: WeekMomentItem = Field(description="When it opens. / Lúc mở.", examples=[_WEEK])
    reminders: list[WeekStepItem] = Field(
        default=[],
        description="The ladder: when whom is reminded. / Các lần nhắc: lúc nào, nhắc ai.",
        examples=[[_WEEK]],
    )
    due: WeekMomentItem = Field(description="The deadline. / Hạn gửi.", examples=[_WEEK])
    closes: WeekMomentItem = Field(description="When it closes. / Lúc đóng.", examples=[_WEEK])

    def programme(self, watched: bool = False) -> Programme:
        reminders = tuple(item.rung() for item in self.reminders)
        return self._programme(self.opens.moment(), reminders, self.due.moment(), self.closes.moment(), watched)


class MonthlyProgramme(ProgrammeBase):
    """Asked every month."""

    every: Literal["month"] = Field(description="How often. / Chu kỳ.", examples=["month"])
    opens: MonthMomentItem = Field(description="When it opens. / Lúc mở.", examples=[_MONTH])
    reminders: list[MonthStepItem] = Field(
        default=[],
        description="The ladder: when whom is reminded. / Các lần nhắc: lúc nào, nhắc ai.",
        examples=[[_MONTH]],
    )
    due: MonthMomentItem = Field(description="The deadline. / Hạn gửi.", examples=[_MONTH])
    closes: MonthMomentItem = Field(description="When it closes. / Lúc đóng.", examples=[_MONTH])

    def programme(self, watched: bool = False) -> Programme:
        reminders = tuple(item.rung() for item in self.reminders)
        return self._programme(self.opens.moment(), reminders, self.due.moment(), self.closes.moment(), watched)


AnyProgramme = Annotated[WeeklyProgramme | MonthlyProgramme, Field(discriminator="every")]


class ChoresItem(Model):
    """What the network does for every month and every day."""

    close: MonthMomentItem = Field(
        description="When a month is drawn up for closing. / Lúc chốt kỳ.", examples=[_MONTH]
    )
    reports: MonthMomentItem = Field(
        description="When a month's reports are made. / Lúc lập báo cáo.", examples=[_MONTH]
    )
    sync_at: list[Clock] = Field(
        description="When the shared sheets are synced every day. / Giờ đồng bộ bảng tính mỗi ngày.",
        examples=[["12:00", "18:00"]],
    )

    def chores(self) -> Chores:
        return Chores(self.close.moment(), self.reports.moment(), tuple(sorted(self.sync_at)))


_EXAMPLE = {
    "key": "weekly_checkin",
    "names": {"vi": "Báo cáo tuần"},
    "form": "weekly_checkin",
    "from": "2026-01-01",
    "every": "week",
    "opens": _WEEK,
    "due": {"weekday": "sunday", "at": "12:00"},
    "closes": {"weekday": "sunday", "at": "21:00"},
}


class ProgrammesFile(Model):
    """What is asked again and again."""

    programmes: list[AnyProgramme] = Field(
        min_length=1,
        description="The programmes. / Các chương trình báo cáo.",
        examples=[[_EXAMPLE]],
    )
    chores: ChoresItem = Field(
        description="The network's own work. / Việc định kỳ của mạng lưới.",
        examples=[{"close": _MONTH, "reports": _MONTH, "sync_at": ["12:00"]}],
    )
