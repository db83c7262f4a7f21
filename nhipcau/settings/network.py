"""config/network.yaml: the network's name, levels, languages, pace, and what happens to late slots."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from nhipcau.rules.cadence import LatePolicies, LatePolicy, SlotKind, WhenLate
from nhipcau.rules.calendar import Landing, Quiet, Within
from nhipcau.rules.roster import Level
from nhipcau.settings.faults import Wrong
from nhipcau.settings.model import Model, Phrase, Short
from nhipcau.settings.rulebook import AdminGroup, Joining, Network, Pace
from nhipcau.settings.values import Clock, Key, Zone, member_of, one_of, words_schema

LANGUAGES = ("vi", "en")
TELEGRAM_A_SECOND = 30
"""Messages a second that Telegram takes from one bot."""

Language = Annotated[str, BeforeValidator(one_of(LANGUAGES)), words_schema(LANGUAGES)]


LATE_LANDINGS = (Landing.KEEP.value, Landing.AFTER.value)
"""An answer is not due before its hours are over."""


def _late_landing(value: Any) -> Landing:
    return Landing(one_of(LATE_LANDINGS)(value))


def _not_too_fast(value: float) -> float:
    if 0 < value <= TELEGRAM_A_SECOND:
        return value
    raise Wrong("too_fast", value=f"{value:g}", most=TELEGRAM_A_SECOND)


class LevelItem(Model):
    """One level (cấp)."""

    code: Key = Field(
        description="Short name used in other files. / Mã dùng trong các tệp khác.", examples=["national"]
    )
    names: Phrase = Field(
        description="What people read. / Tên hiển thị.", examples=[{"vi": "Cấp Tổng Liên đoàn", "en": "National"}]
    )


class JoiningItem(Model):
    """How people come in, and how they go."""

    invite_days: int = Field(
        ge=1,
        le=365,
        description="How many days an invite opens. / Liên kết mời dùng được bao nhiêu ngày.",
        examples=[60],
    )
    consent: Short = Field(
        description="Version of the consent text, templates/telegram/roster/_consent; change it with the words. / "
        "Phiên bản của lời xin đồng ý; sửa lời thì đổi phiên bản.",
        examples=["2026-1"],
    )

    erase_after_days: int = Field(
        ge=0,
        le=20,
        description="Days between asking for deletion and the deletion, in which one may change one's mind; "
        "NĐ 356/2025/NĐ-CP gives 20. / Số ngày từ lúc xin xóa dữ liệu đến lúc xóa, còn đổi ý được; "
        "NĐ 356/2025/NĐ-CP cho 20 ngày.",
        examples=[7],
    )

    def joining(self) -> Joining:
        return Joining(timedelta(days=self.invite_days), self.consent, timedelta(days=self.erase_after_days))


class PaceItem(Model):
    """How fast messages leave."""

    per_second: Annotated[float, AfterValidator(_not_too_fast)] = Field(
        description="Messages a second from the whole bot; Telegram takes at most 30. / "
        "Số tin mỗi giây của cả bot; Telegram cho tối đa 30.",
        examples=[25],
    )
    per_chat_seconds: float = Field(
        ge=1,
        le=60,
        description="Seconds between two messages to one person. / Số giây giữa hai tin cho cùng một người.",
        examples=[1],
    )
    lease_seconds: int = Field(
        ge=10,
        le=600,
        description="How long one sending may take before a person must look at it. / "
        "Một lần gửi được phép kéo dài bao lâu trước khi phải có người xem lại.",
        examples=[60],
    )

    most_a_day: int = Field(
        ge=10,
        le=500,
        description="Messages to one person in 24 hours; what is over it is not sent, and the admin group is told. / "
        "Số tin cho một người trong 24 giờ; quá số này thì không gửi và báo nhóm quản trị.",
        examples=[100],
    )

    most_alike_an_hour: int = Field(
        ge=1,
        le=100,
        description="Messages that say the very same to one person in an hour; as above. / "
        "Số tin giống hệt nhau cho một người trong một giờ; quá số này thì như trên.",
        examples=[3],
    )
    spread_minutes: int = Field(
        ge=0,
        le=180,
        description="Reminders of one moment are spread over so many minutes, so that not all answer at once. / "
        "Các tin nhắc cùng lúc được gửi rải ra trong chừng này phút, để mọi người không trả lời dồn một lúc.",
        examples=[20],
    )

    def pace(self) -> Pace:
        return Pace(
            per_second=float(self.per_second),
            per_chat_seconds=float(self.per_chat_seconds),
            lease=timedelta(seconds=self.lease_seconds),
            most_a_day=self.most_a_day,
            most_alike_an_hour=self.most_alike_an_hour,
            spread=timedelta(minutes=self.spread_minutes),
        )


class QuietItem(Model):
    """The hours in which nobody is asked, reminded or told anything by themselves; answers to people go on."""

    first: Clock = Field(alias="from", description="When they begin. / Bắt đầu.", examples=["22:00"])
    last: Clock = Field(alias="until", description="When they end. / Kết thúc.", examples=["07:00"])

    def quiet(self) -> Quiet:
        return Quiet(self.first, self.last)


class AdminGroupItem(Model):
    """What the coordinators' group is told, and how it may take things back."""

    digest_minutes: int = Field(
        ge=15,
        le=1440,
        description="At most once in so many minutes the card of who has not answered is edited. / "
        "Thẻ “ai chưa gửi” được sửa nhiều nhất chừng này phút một lần.",
        examples=[60],
    )
    recall_hours: int = Field(
        ge=1,
        le=48,
        description="For so long a message can be recalled; Telegram deletes none that is older than 48 hours. / "
        "Trong chừng này giờ còn thu hồi được tin; Telegram không xóa tin cũ hơn 48 giờ.",
        examples=[48],
    )
    topics: bool = Field(
        description="In a forum, whether cards go to the topics that were named for them. / "
        "Nhóm có chủ đề: thẻ có vào đúng chủ đề đã gắn hay không.",
        examples=[True],
    )

    def admin_group(self) -> AdminGroup:
        return AdminGroup(timedelta(minutes=self.digest_minutes), timedelta(hours=self.recall_hours), self.topics)


class AnswersItem(Model):
    """By when the coordinators answer a question (/hoi)."""

    hours: int = Field(
        ge=1,
        le=240,
        description="Hours of the clock, weekends and holidays included. / Số giờ, tính cả ngày nghỉ.",
        examples=[24],
    )
    landing: Annotated[Landing, BeforeValidator(_late_landing), words_schema(LATE_LANDINGS)] = Field(
        default=Landing.KEEP,
        description="Where they end on a day off: keep, or after: the next working day at the same hour. / "
        "Nếu hết giờ vào ngày nghỉ: keep giữ nguyên, after sang ngày làm việc kế tiếp, cùng giờ.",
        examples=["keep"],
    )

    def within(self) -> Within:
        return Within(self.hours, self.landing)


class LateItem(Model):
    """What becomes of one kind of slot that is found late."""

    action: Annotated[WhenLate, BeforeValidator(member_of(WhenLate)), words_schema(w.value for w in WhenLate)] = Field(
        description="run_once: still do it once; skip: leave it; ask_admin: ask the admin group. / "
        "run_once: vẫn làm một lần; skip: bỏ qua; ask_admin: hỏi nhóm quản trị.",
        examples=["run_once"],
    )
    stale_after_hours: int = Field(
        ge=1,
        le=2160,
        description="After so many hours it is never done by itself. / Sau chừng này giờ thì không tự làm nữa.",
        examples=[12],
    )
    grace_minutes: int = Field(
        default=15,
        ge=0,
        le=240,
        description="Up to so many minutes is not late at all. / Chậm trong chừng này phút vẫn coi là đúng giờ.",
        examples=[15],
    )

    def policy(self) -> LatePolicy:
        return LatePolicy(self.action, timedelta(hours=self.stale_after_hours), timedelta(minutes=self.grace_minutes))


_EXAMPLE = [{"action": "run_once", "stale_after_hours": 12}]


class LateTable(Model):
    """One policy for each kind of slot."""

    kick_off: LateItem = Field(description="Announcing a campaign. / Phát động chiến dịch.", examples=_EXAMPLE)
    letter: LateItem = Field(description="Sending a confirmed letter. / Gửi tin đã xác nhận.", examples=_EXAMPLE)
    open_round: LateItem = Field(description="Opening a round. / Mở đợt báo cáo.", examples=_EXAMPLE)
    remind: LateItem = Field(description="Reminding those who owe an answer. / Nhắc người chưa gửi.", examples=_EXAMPLE)
    close_round: LateItem = Field(description="Closing a round. / Đóng đợt báo cáo.", examples=_EXAMPLE)
    close_month: LateItem = Field(description="Closing a month. / Chốt kỳ.", examples=_EXAMPLE)
    sync_sheets: LateItem = Field(description="Syncing the shared sheets. / Đồng bộ bảng tính.", examples=_EXAMPLE)
    render_reports: LateItem = Field(description="Making the reports. / Lập báo cáo.", examples=_EXAMPLE)

    def items(self) -> dict[SlotKind, LateItem]:
        return {kind: getattr(self, kind.value) for kind in SlotKind}

    def policies(self) -> LatePolicies:
        return {kind: item.policy() for kind, item in self.items().items()}


class NetworkFile(Model):
    """The network itself."""

    names: Phrase = Field(
        description="The network's name. / Tên mạng lưới.", examples=[{"vi": "Mạng lưới cộng tác viên"}]
    )
    root: str = Field(
        description="The unit at its head; pays the national level. / Đơn vị đứng đầu, chi trả cấp Tổng Liên đoàn.",
        examples=["tld"],
    )
    place: Short = Field(description="Where its papers are dated. / Địa danh trên văn bản.", examples=["Hà Nội"])
    languages: list[Language] = Field(
        min_length=1,
        description="Languages that people may choose, the first is the usual one. / "
        "Các ngôn ngữ được chọn, ngôn ngữ đầu là mặc định.",
        examples=[["vi", "en"]],
    )
    zone: Zone = Field(description="The one time zone. / Múi giờ duy nhất.", examples=["Asia/Ho_Chi_Minh"])
    levels: list[LevelItem] = Field(
        min_length=1,
        description="The levels, the highest first. / Các cấp, cao nhất đứng đầu.",
        examples=[[{"code": "national", "names": {"vi": "Cấp Tổng Liên đoàn"}}]],
    )
    places: dict[str, Annotated[int, Field(ge=0, le=100)]] = Field(
        description="How many collaborators of each level a unit has. / Mỗi đơn vị có mấy cộng tác viên ở mỗi cấp.",
        examples=[{"national": 1, "provincial": 4}],
    )
    joining: JoiningItem = Field(
        description="How people come in. / Cách cộng tác viên vào mạng lưới.",
        examples=[{"invite_days": 60, "consent": "2026-1", "erase_after_days": 7}],
    )
    horizon_days: int = Field(
        ge=2,
        le=120,
        description="How many days ahead due moments are planned. / Lập lịch trước bao nhiêu ngày.",
        examples=[35],
    )
    quiet: QuietItem = Field(
        description="Hours in which the network starts no conversation. / Giờ hệ thống không chủ động nhắn ai.",
        examples=[{"from": "22:00", "until": "07:00"}],
    )
    pace: PaceItem = Field(
        description="How fast messages leave. / Nhịp gửi tin.",
        examples=[
            {
                "per_second": 25,
                "per_chat_seconds": 1,
                "lease_seconds": 60,
                "most_a_day": 100,
                "most_alike_an_hour": 3,
                "spread_minutes": 20,
            }
        ],
    )
    admin_group: AdminGroupItem = Field(
        description="The coordinators' group. / Nhóm quản trị.",
        examples=[{"digest_minutes": 60, "recall_hours": 48, "topics": True}],
    )
    answers: AnswersItem = Field(
        description="By when a question is answered. / Thời hạn trả lời câu hỏi.",
        examples=[{"hours": 24, "landing": "keep"}],
    )
    late: LateTable = Field(
        description="What happens to what is found late. / Xử lý việc bị trễ.",
        examples=[dict.fromkeys((kind.value for kind in SlotKind), _EXAMPLE[0])],
    )

    def network(self) -> Network:
        return Network(self.names.words(), self.root, self.place, tuple(self.languages))

    def ranks(self) -> Mapping[str, Level]:
        return {item.code: Level(item.code, item.names.words(), rank) for rank, item in enumerate(self.levels, start=1)}
