"""config/campaigns/*.yaml: one file a campaign. The file's name is the campaign's key."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from nhipcau.rules.calendar import DayRule
from nhipcau.rules.campaigns import Campaign, Counted, DayMoment, End, KickOff, KitItem, Result, Task
from nhipcau.rules.ladder import Rung
from nhipcau.rules.lunar import LunarDay
from nhipcau.settings.ladder import StepItem
from nhipcau.settings.model import AudienceItem, Model, Passage, Phrase, Short
from nhipcau.settings.programmes import LandingWord
from nhipcau.settings.values import ButtonKey, Clock, Day, Link, One, one_of, words_schema

KIT_KINDS = ("infographic", "message", "video", "photo", "document")

Months = Annotated[
    int,
    Field(
        ge=-24,
        le=60,
        description="Months after it, or before it with a minus. / Số tháng sau mốc, có dấu trừ là trước mốc.",
        examples=[3],
    ),
]


class LunarItem(Model):
    """A day of the Vietnamese lunar calendar, of no leap month."""

    year: int = Field(ge=1968, le=2050, description="Lunar year. / Năm âm lịch.", examples=[2027])
    month: int = Field(ge=1, le=12, description="Lunar month. / Tháng âm lịch.", examples=[3])
    day: int = Field(ge=1, le=30, description="Day of the lunar month. / Ngày âm lịch.", examples=[10])

    def day_rule(self) -> LunarDay:
        return LunarDay(self.year, self.month, self.day)


class DayItem(Model):
    """A day: a date, lunar New Year of a year or another lunar day, with months and days before or after it."""

    date: Day | None = Field(default=None, description="A date. / Một ngày.", examples=["2026-05-01"])
    new_year: int | None = Field(
        default=None,
        ge=1968,
        le=2050,
        description="The year whose lunar New Year's Day is meant. / Năm có ngày mùng 1 Tết được lấy làm mốc.",
        examples=[2027],
    )
    lunar: LunarItem | None = Field(
        default=None,
        description="Another day of the lunar calendar. / Một ngày âm lịch khác.",
        examples=[{"year": 2027, "month": 3, "day": 10}],
    )
    months: Months = 0
    days: int = Field(
        default=0,
        ge=-400,
        le=400,
        description="Days after it, or before it with a minus. / Số ngày sau mốc, có dấu trừ là trước mốc.",
        examples=[-30],
    )

    def rule(self) -> DayRule:
        lunar = self.lunar.day_rule() if self.lunar else None
        return DayRule(self.date, self.new_year, lunar, self.months, self.days)


class KickOffItem(Model):
    """When a campaign is announced."""

    days: int = Field(
        default=0,
        ge=0,
        le=60,
        description="Days after the first day. / Số ngày sau ngày đầu.",
        examples=[0],
    )
    at: Clock = Field(description="Local time, 24 hours. / Giờ địa phương, 24 giờ.", examples=["08:30"])
    landing: LandingWord = Field(
        description="On a day off: keep, before or after. / Nếu rơi vào ngày nghỉ: keep, before hoặc after.",
        examples=["after"],
    )

    def kick_off(self) -> KickOff:
        return KickOff(self.days, self.at, self.landing)


class KitEntry(Model):
    """One thing handed out: a link, a file or a text, or several of these."""

    key: ButtonKey = Field(
        description="Its name, unique in the campaign; who got it is kept under it. / "
        "Tên không trùng trong chiến dịch; ai đã nhận được ghi theo tên này.",
        examples=["infographic"],
    )
    kind: Annotated[str, BeforeValidator(one_of(KIT_KINDS)), words_schema(KIT_KINDS)] = Field(
        description="What it is. / Loại sản phẩm.", examples=["infographic"]
    )
    title: Phrase = Field(
        description="Its title. / Tên.", examples=[{"vi": "Đồ họa thông tin Tháng Công nhân", "en": "Infographic"}]
    )
    link: Link | None = Field(
        default=None, description="Where it is. / Địa chỉ.", examples=["https://example.org/kit/infographic"]
    )
    file: Short | None = Field(
        default=None,
        description="A file below the config folder, sent in chat; at most 50 MB. / "
        "Tệp trong thư mục cấu hình, gửi thẳng trong Telegram; tối đa 50 MB.",
        examples=["campaigns/kits/thang_cong_nhan_2026/infographic.png"],
    )
    text: Passage | None = Field(
        default=None,
        description="Words to be shared as they are. / Lời để chia sẻ nguyên văn.",
        examples=[{"vi": "Chúc mừng Tháng Công nhân!", "en": "A good Workers' Month to all!"}],
    )

    def item(self) -> KitItem:
        text = self.text.words() if self.text else {}
        return KitItem(self.key, self.kind, self.title.words(), self.link or "", self.file or "", text)


class DueItem(Model):
    """A task's due day, counted from an end of the campaign."""

    counted_from: One[End] = Field(
        description="The campaign's first or last day. / Tính từ ngày đầu (first) hay ngày cuối (last).",
        examples=["last"],
    )
    months: Months = 0
    days: int = Field(
        ge=-400,
        le=400,
        description="Days after it, or before it with a minus. / Số ngày sau mốc, có dấu trừ là trước mốc.",
        examples=[7],
    )

    def counted(self) -> Counted:
        return Counted(self.counted_from, self.months, self.days)


class MomentItem(Model):
    """A moment counted from an end of the campaign."""

    counted_from: One[End] = Field(
        default=End.LAST,
        description="The campaign's first or last day. / Tính từ ngày đầu (first) hay ngày cuối (last).",
        examples=["last"],
    )
    months: Months = 0
    days: int = Field(
        ge=-400,
        le=400,
        description="Days after it, or before it with a minus. / Số ngày sau mốc, có dấu trừ là trước mốc.",
        examples=[-3],
    )
    at: Clock = Field(description="Local time, 24 hours. / Giờ địa phương, 24 giờ.", examples=["08:30"])
    landing: LandingWord = Field(
        description="On a day off: keep, before or after. / Nếu rơi vào ngày nghỉ: keep, before hoặc after.",
        examples=["after"],
    )

    def moment(self) -> DayMoment:
        return DayMoment(Counted(self.counted_from, self.months, self.days), self.at, self.landing)


class MomentStepItem(StepItem, MomentItem):
    """One reminding, counted from an end of the campaign."""

    def rung(self) -> Rung[DayMoment]:
        return self.rung_at(self.moment())


_MOMENT = {"days": 3, "at": "17:00", "landing": "after"}


class ResultItem(Model):
    """A round in which everyone of the audience is asked what came of the campaign, or of one of its stages."""

    key: ButtonKey = Field(description="Its own short name. / Mã riêng.", examples=["wrap_up"])
    form: str = Field(
        description="The form: a file's name in forms/. / Biểu mẫu: tên tệp trong forms/.", examples=["campaign_result"]
    )
    names: Phrase | None = Field(
        default=None,
        description="What it is called, where the campaign's name is not enough. / "
        "Tên gọi, nếu tên chiến dịch chưa đủ rõ, ví dụ ở từng giai đoạn.",
        examples=[{"vi": "Nhân rộng trang, nhóm, giai đoạn 1", "en": "Pages and groups, stage 1"}],
    )
    audience: AudienceItem | None = Field(
        default=None,
        description="Who is asked, where a stage asks others than the campaign tells. / "
        "Hỏi những ai, nếu giai đoạn này không hỏi tất cả những người của chiến dịch.",
        examples=[{"units": ["ld_dong_nai"]}],
    )
    opens: MomentItem = Field(description="When it opens. / Lúc mở.", examples=[_MOMENT])
    reminders: list[MomentStepItem] = Field(
        default=[],
        description="The ladder: when whom is reminded. / Các lần nhắc: lúc nào, nhắc ai.",
        examples=[[_MOMENT]],
    )
    due: MomentItem = Field(description="The deadline. / Hạn gửi.", examples=[_MOMENT])
    closes: MomentItem = Field(description="When it closes. / Lúc đóng.", examples=[_MOMENT])

    def result(self) -> Result:
        return Result(
            key=self.key,
            form=self.form,
            opens=self.opens.moment(),
            reminders=tuple(reminder.rung() for reminder in self.reminders),
            due=self.due.moment(),
            closes=self.closes.moment(),
            names=self.names.words() if self.names else None,
            audience=self.audience.audience() if self.audience else None,
        )


class TaskItem(Model):
    """One thing to be done."""

    key: ButtonKey = Field(description="Its own short name. / Mã riêng.", examples=["report"])
    what: Passage = Field(description="What is to be done. / Nội dung việc.", examples=[{"vi": "Gửi báo cáo kết quả"}])
    owner: Short = Field(
        description="Who does it, in Vietnamese words. / Ai thực hiện.", examples=["Các công đoàn trực thuộc"]
    )
    due: DueItem | None = Field(
        default=None,
        description="When it is due. / Hạn hoàn thành.",
        examples=[{"counted_from": "last", "days": 7}],
    )

    def task(self) -> Task:
        return Task(self.key, self.what.words(), self.owner, self.due.counted() if self.due else None)


class CampaignFile(Model):
    """One campaign."""

    names: Phrase = Field(
        description="Its name. / Tên chiến dịch.", examples=[{"vi": "Tháng Công nhân năm 2026", "en": "Workers' Month"}]
    )
    slogan: Phrase = Field(description="Its slogan. / Thông điệp.", examples=[{"vi": "Chủ động – Tích cực"}])
    themes: list[Passage] = Field(
        default=[], description="Its themes. / Các chủ đề.", examples=[[{"vi": "Năng suất cao - An toàn lao động"}]]
    )
    first: DayItem = Field(description="The first day. / Ngày đầu.", examples=[{"date": "2026-05-01"}])
    last: DayItem = Field(description="The last day. / Ngày cuối.", examples=[{"date": "2026-05-31"}])
    audience: AudienceItem = Field(
        default_factory=AudienceItem,
        description="Who is told. / Gửi tới những ai.",
        examples=[{"levels": ["national", "provincial"]}],
    )
    kick_off: KickOffItem | None = Field(
        default=None,
        description="When it is announced; none for a campaign kept as a record. / "
        "Lúc phát động; bỏ trống nếu chỉ lưu hồ sơ.",
        examples=[{"at": "08:30", "landing": "after"}],
    )
    kit: list[KitEntry] = Field(
        default=[],
        description="What is handed out. / Bộ sản phẩm truyền thông.",
        examples=[
            [{"key": "video", "kind": "video", "title": {"vi": "Video"}, "link": "https://example.org/kit/video"}]
        ],
    )
    tasks: list[TaskItem] = Field(
        default=[],
        description="What is to be done, by whom, until when. / Việc cần làm, ai làm, hạn nào.",
        examples=[[{"key": "report", "what": {"vi": "Gửi báo cáo"}, "owner": "Các đơn vị"}]],
    )
    results: list[ResultItem] = Field(
        default=[],
        description="When the audience is asked for results: at the end, or after each stage. / "
        "Khi nào hỏi kết quả: lúc kết thúc, hoặc sau mỗi giai đoạn.",
        examples=[[{"key": "wrap_up", "form": "campaign_result", "opens": _MOMENT, "due": _MOMENT, "closes": _MOMENT}]],
    )
    recipients: list[Short] = Field(
        default=[], description="Recipients (Nơi nhận). / Nơi nhận.", examples=[["Lưu: VT, TG"]]
    )
    source: Short = Field(
        description="The document and section it comes from. / Văn bản và mục làm căn cứ.",
        examples=["Kế hoạch truyền thông Công đoàn Việt Nam năm 2020, Công đoàn Xây dựng Việt Nam, mục III.4.1"],
    )

    def campaign(self, key: str) -> Campaign:
        return Campaign(
            key=key,
            names=self.names.words(),
            slogan=self.slogan.words(),
            themes=tuple(theme.words() for theme in self.themes),
            first=self.first.rule(),
            last=self.last.rule(),
            audience=self.audience.audience(),
            kick_off=self.kick_off.kick_off() if self.kick_off else None,
            kit=tuple(entry.item() for entry in self.kit),
            tasks=tuple(item.task() for item in self.tasks),
            recipients=tuple(self.recipients),
            source=self.source,
            results=tuple(item.result() for item in self.results),
        )
