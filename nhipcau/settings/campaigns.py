"""config/campaigns/*.yaml: one file a campaign. The file's name is the campaign's key."""

from dataclasses import replace
from typing import Annotated

from pydantic import BeforeValidator, Field

from nhipcau.rules.calendar import DayRule
from nhipcau.rules.campaigns import Campaign, KickOff, KitItem, Task
from nhipcau.settings.model import AudienceItem, Model, Passage, Phrase, Short
from nhipcau.settings.programmes import LandingWord
from nhipcau.settings.values import ButtonKey, Clock, Day, Link, one_of, words_schema

KIT_KINDS = ("infographic", "message", "video", "photo", "document")
ENDS = ("first", "last")


class DayItem(Model):
    """A day: a date, or lunar New Year of a year with days before or after it."""

    date: Day | None = Field(default=None, description="A date. / Một ngày.", examples=["2026-05-01"])
    new_year: int | None = Field(
        default=None,
        description="The year whose lunar New Year's Day is meant. / Năm có ngày mùng 1 Tết được lấy làm mốc.",
        examples=[2027],
    )
    days: int = Field(
        default=0,
        ge=-400,
        le=400,
        description="Days after it, or before it with a minus. / Số ngày sau mốc, có dấu trừ là trước mốc.",
        examples=[-30],
    )

    def rule(self) -> DayRule:
        return DayRule(self.date, self.new_year, self.days)


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
    """One thing handed out."""

    kind: Annotated[str, BeforeValidator(one_of(KIT_KINDS)), words_schema(KIT_KINDS)] = Field(
        description="What it is. / Loại sản phẩm.", examples=["infographic"]
    )
    title: Phrase = Field(
        description="Its title. / Tên.", examples=[{"vi": "Đồ họa thông tin Tháng Công nhân", "en": "Infographic"}]
    )
    link: Link = Field(description="Where it is. / Địa chỉ.", examples=["https://example.org/kit/infographic"])

    def item(self) -> KitItem:
        return KitItem(self.kind, self.title.words(), self.link)


class DueItem(Model):
    """A task's due day, counted from an end of the campaign."""

    counted_from: Annotated[str, BeforeValidator(one_of(ENDS)), words_schema(ENDS)] = Field(
        description="The campaign's first or last day. / Tính từ ngày đầu (first) hay ngày cuối (last).",
        examples=["last"],
    )
    days: int = Field(
        ge=-400,
        le=400,
        description="Days after it, or before it with a minus. / Số ngày sau mốc, có dấu trừ là trước mốc.",
        examples=[7],
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
        examples=[[{"kind": "video", "title": {"vi": "Video"}, "link": "https://example.org/kit/video"}]],
    )
    tasks: list[TaskItem] = Field(
        default=[],
        description="What is to be done, by whom, until when. / Việc cần làm, ai làm, hạn nào.",
        examples=[[{"key": "report", "what": {"vi": "Gửi báo cáo"}, "owner": "Các đơn vị"}]],
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
            tasks=tuple(self._task(item) for item in self.tasks),
            recipients=tuple(self.recipients),
            source=self.source,
        )

    def _task(self, item: TaskItem) -> Task:
        return Task(item.key, item.what.words(), item.owner, self._due(item.due))

    def _due(self, due: DueItem | None) -> DayRule | None:
        if due is None:
            return None
        end = (self.first if due.counted_from == "first" else self.last).rule()
        return replace(end, offset=end.offset + due.days)
