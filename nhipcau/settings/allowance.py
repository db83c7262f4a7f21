"""config/allowance.yaml: base salaries, coefficients, and the named policy choices."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from nhipcau.rules.allowance.assess import Ruling
from nhipcau.rules.allowance.policy import BaseSalary, MonthRule, PaidBy, Policy, Rate, Watched
from nhipcau.rules.kernel import Words
from nhipcau.settings.model import Label, Model, Short
from nhipcau.settings.values import Day, Share, Whole, key_of, member_of, one_of, words_schema

ZERO_TENS = ("linh", "lẻ")
# "granted_" and the key together stay within the 20 characters that a button can carry.
ReasonKey = Annotated[
    str, AfterValidator(key_of(12)), WithJsonSchema({"type": "string", "pattern": "^[a-z][a-z0-9_]{0,11}$"})
]


class BaseSalaryItem(Model):
    """The base salary (lương cơ sở) from one day on."""

    valid_from: Day = Field(alias="from", description="In force from. / Áp dụng từ ngày.", examples=["2026-07-01"])
    amount: Whole = Field(
        ge=100_000,
        le=100_000_000,
        description="Đồng a month, digits only. / Đồng mỗi tháng, chỉ ghi chữ số.",
        examples=[2530000],
    )
    legal_basis: Short = Field(description="The decree. / Nghị định.", examples=["161/2026/NĐ-CP"])

    def base(self) -> BaseSalary:
        return BaseSalary(self.valid_from, self.amount, self.legal_basis)


class RateItem(Model):
    """What one level gets from one day on."""

    valid_from: Day = Field(alias="from", description="In force from. / Áp dụng từ ngày.", examples=["2018-07-01"])
    level: str = Field(description="The level, from network.yaml. / Cấp, theo network.yaml.", examples=["national"])
    coefficient: Share = Field(
        description="Share of the base salary, as a fraction. / Hệ số trên lương cơ sở, ghi dạng phân số.",
        examples=["3/10"],
    )
    paid_by: Annotated[PaidBy, BeforeValidator(member_of(PaidBy)), words_schema(p.value for p in PaidBy)] = Field(
        description="network: the root unit pays; unit: the person's own unit. / "
        "network: đơn vị gốc chi; unit: đơn vị của cộng tác viên chi.",
        examples=["network"],
    )
    legal_basis: Short = Field(
        description="What it rests on. / Căn cứ.", examples=["Hướng dẫn số 167-HD/BTGTW ngày 26/12/2015"]
    )

    def rate(self) -> Rate:
        return Rate(self.valid_from, self.level, self.coefficient, self.paid_by, self.legal_basis)


class ReviewReasonItem(Model):
    """One reason that an approver may pick for a flagged line."""

    key: ReasonKey = Field(
        description="Short name, at most 12 characters. / Mã ngắn, tối đa 12 ký tự.", examples=["late"]
    )
    ruling: Annotated[Ruling, BeforeValidator(member_of(Ruling)), words_schema(r.value for r in Ruling)] = Field(
        description="granted: the line is paid; refused: it is not. / granted: được chi; refused: không chi.",
        examples=["granted"],
    )
    words: Label = Field(
        description="What the approver taps and the list prints. / Lời trên nút bấm và trên danh sách.",
        examples=[{"vi": "Đã gửi báo cáo muộn", "en": "Reported late"}],
    )

    @property
    def full_key(self) -> str:
        return f"{self.ruling.value}_{self.key}"


_RATE = {
    "level": "national",
    "from": "2018-07-01",
    "coefficient": "3/10",
    "paid_by": "network",
    "legal_basis": "Hướng dẫn số 167-HD/BTGTW",
}


class AllowanceFile(Model):
    """Everything that decides what is paid."""

    base_salaries: list[BaseSalaryItem] = Field(
        min_length=1,
        description="Base salaries by day. / Lương cơ sở theo thời gian.",
        examples=[[{"from": "2026-07-01", "amount": 2530000, "legal_basis": "161/2026/NĐ-CP"}]],
    )
    rates: list[RateItem] = Field(
        min_length=1,
        description="Coefficients by level and day. / Hệ số theo cấp và thời gian.",
        examples=[[_RATE]],
    )
    month_rule: Annotated[
        MonthRule, BeforeValidator(member_of(MonthRule)), words_schema(r.value for r in MonthRule)
    ] = Field(
        description="P5, a month only partly served: half_month, prorate_days or whole_month. / "
        "P5, tháng không trọn: half_month, prorate_days hoặc whole_month.",
        examples=["half_month"],
    )
    pays_full_month_leave: bool = Field(
        description="P8, whether a full month on leave is paid. / P8, nghỉ trọn tháng có được chi không.",
        examples=[False],
    )
    watched: list[Annotated[Watched, BeforeValidator(member_of(Watched)), words_schema(w.value for w in Watched)]] = (
        Field(
            description="P7, what an approver looks at before paying. / P7, những gì người duyệt xem trước khi chi.",
            examples=[["monthly_report", "declaration"]],
        )
    )
    zero_tens: Annotated[str, BeforeValidator(one_of(ZERO_TENS)), words_schema(ZERO_TENS)] = Field(
        description='How 105 is read: "linh" or "lẻ". / Cách đọc số 105: "linh" hoặc "lẻ".', examples=["linh"]
    )
    review_reasons: list[ReviewReasonItem] = Field(
        min_length=1,
        description="Reasons that an approver may pick. / Các lý do để người duyệt chọn.",
        examples=[[{"key": "late", "ruling": "granted", "words": {"vi": "Đã gửi báo cáo muộn"}}]],
    )

    def policy(self, network_payer: str) -> Policy:
        return Policy(
            base_salaries=tuple(item.base() for item in self.base_salaries),
            rates=tuple(item.rate() for item in self.rates),
            network_payer=network_payer,
            month_rule=self.month_rule,
            pays_full_month_leave=self.pays_full_month_leave,
            watched=frozenset(self.watched),
            zero_tens=self.zero_tens,
        )

    def reasons(self) -> Mapping[str, Words]:
        return {item.full_key: item.words.words() for item in self.review_reasons}
