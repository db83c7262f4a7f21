"""config/allowance.yaml: base salaries, coefficients, and the named policy choices."""

from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from nhipcau.rules.allowance.choices import (
    Absence,
    BaseDay,
    BonusFor,
    Choices,
    Correction,
    Deciding,
    LevelRule,
    MonthRule,
    Payment,
    Reopening,
    Rhythm,
    TwoLevels,
    Watched,
)
from nhipcau.rules.allowance.facts import Ruling
from nhipcau.rules.allowance.policy import BaseSalary, Budget, PaidBy, Policy, Rate, TaxRule
from nhipcau.rules.kernel import Words
from nhipcau.settings.model import Label, Model, Short
from nhipcau.settings.values import Day, One, Share, Whole, key_of, one_of, words_schema

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
    paid_by: One[PaidBy] = Field(
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
    ruling: One[Ruling] = Field(
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


class PaymentItem(Model):
    """When money is handed out."""

    rhythm: One[Rhythm] = Field(
        description="How many months one payment covers. / Mỗi lần chi cho bao nhiêu tháng.", examples=["monthly"]
    )
    day: int = Field(
        ge=1,
        le=31,
        description="Day of the month; in a shorter month its last. / Ngày trong tháng; tháng ngắn hơn thì ngày cuối.",
        examples=[10],
    )
    months_after: int = Field(
        ge=0,
        le=3,
        description="How many months after the last one it covers. / Sau tháng cuối của lần chi bao nhiêu tháng.",
        examples=[1],
    )

    def payment(self) -> Payment:
        return Payment(self.rhythm, self.day, self.months_after)


def _choice(kind: type[Enum], description: str) -> Any:
    """A key whose value is one of a fixed list; the first is the usual one."""
    return Field(description=description, examples=[next(iter(kind)).value])


class ChoicesItem(Model):
    """The policy choices P1-P15 from one day on."""

    valid_from: Day = Field(alias="from", description="In force from. / Áp dụng từ ngày.", examples=["2018-07-01"])
    legal_basis: Short = Field(
        description="The decision that made them. / Văn bản quyết định.", examples=["Quyết định 12/QĐ-TLĐ"]
    )
    base_day: One[BaseDay] = _choice(
        BaseDay, "P1, the day whose base salary counts. / P1, lương cơ sở có hiệu lực vào ngày nào của tháng."
    )
    level_rule: One[LevelRule] = _choice(LevelRule, "P4, at which level a person counts. / P4, cấp được tính.")
    month_rule: One[MonthRule] = _choice(MonthRule, "P5, a month only partly served. / P5, tháng không trọn.")
    two_levels: One[TwoLevels] = _choice(TwoLevels, "P6, two levels at once. / P6, giữ hai cấp cùng lúc.")
    watched: list[One[Watched]] = Field(
        description="P7, what an approver looks at before paying. / P7, những gì người duyệt xem trước khi chi.",
        examples=[["monthly_report", "declaration"]],
    )
    weekly_share: Share = Field(
        default=Fraction(1, 2),
        description="P7, the least share of weekly check-ins answered. / P7, phần báo cáo tuần tối thiểu đã trả lời.",
        examples=["1/2"],
    )
    least_items: int = Field(
        default=1,
        ge=1,
        le=100,
        description="P7, the fewest news items of a month. / P7, số tin, bài tối thiểu mỗi tháng.",
        examples=[4],
    )
    absence: One[Absence] = _choice(Absence, "P8, what leave is worth. / P8, nghỉ phép được tính thế nào.")
    bonus_for: One[BonusFor] = _choice(
        BonusFor, "P9, whose report of a verified hotspot earns a bonus. / P9, ai được thưởng tin điểm nóng."
    )
    bonus_cap: Whole | None = Field(
        default=None,
        ge=0,
        le=1_000_000_000,
        description="P9, the most in bonuses a person and month, đồng; left out: no limit. / "
        "P9, tổng thưởng tối đa mỗi người mỗi tháng, đồng; không ghi là không giới hạn.",
        examples=[2000000],
    )
    correction: One[Correction] = _choice(
        Correction, "P11, what is learned after the close. / P11, sai sót biết sau khi chốt."
    )
    correction_months: int = Field(
        default=12,
        ge=0,
        le=60,
        description="P11, how many closed months are looked at again. / P11, xem lại bao nhiêu kỳ đã chốt.",
        examples=[12],
    )
    reopening: One[Reopening] = _choice(
        Reopening, "P12, whether a closed month may be opened again. / P12, có được mở lại kỳ đã chốt không."
    )
    taxed: bool = Field(description="P13, whether tax is withheld. / P13, có khấu trừ thuế không.", examples=[False])
    payment: PaymentItem = Field(
        description="When money is handed out. / Khi nào chi tiền.",
        examples=[{"rhythm": "monthly", "day": 10, "months_after": 1}],
    )
    unit_change: One[Deciding] = _choice(
        Deciding, "P14, which part of the month decides about the unit. / P14, đổi đơn vị trong tháng."
    )
    level_change: One[Deciding] = _choice(
        Deciding, "P15, which part of the month decides about the level. / P15, đổi cấp trong tháng."
    )

    def choices(self) -> Choices:
        values = {name: getattr(self, name) for name in type(self).model_fields}
        return Choices(**{**values, "watched": frozenset(self.watched), "payment": self.payment.payment()})


class TaxItem(Model):
    """Tax on one payment, from one day of payment on."""

    valid_from: Day = Field(alias="from", description="In force from. / Áp dụng từ ngày.", examples=["2026-07-01"])
    threshold: Whole = Field(
        ge=1,
        le=1_000_000_000,
        description="The least payment that is taxed, đồng. / Mức chi một lần bắt đầu khấu trừ, đồng.",
        examples=[5000000],
    )
    share: Share = Field(description="What is withheld, as a fraction. / Tỷ lệ khấu trừ.", examples=["1/10"])
    legal_basis: Short = Field(description="The decree. / Nghị định.", examples=["253/2026/NĐ-CP, Điều 50 khoản 2"])

    def rule(self) -> TaxRule:
        return TaxRule(self.valid_from, self.threshold, self.share, self.legal_basis)


class BudgetItem(Model):
    """The most that one payer spends on a month."""

    valid_from: Day = Field(alias="from", description="In force from. / Áp dụng từ ngày.", examples=["2026-01-01"])
    payer: str = Field(
        description="The unit that pays, from units.yaml. / Đơn vị chi, theo units.yaml.", examples=["tld"]
    )
    amount: Whole = Field(
        ge=0, le=1_000_000_000_000, description="Đồng a month. / Đồng mỗi tháng.", examples=[60000000]
    )
    legal_basis: Short = Field(
        description="The decision on the budget. / Quyết định giao dự toán.", examples=["Quyết định 15/QĐ-TLĐ"]
    )

    def budget(self) -> Budget:
        return Budget(self.valid_from, self.payer, self.amount, self.legal_basis)


class ReopenReasonItem(Model):
    """One reason for which a closed month may be opened again."""

    key: ReasonKey = Field(
        description="Short name, at most 12 characters. / Mã ngắn, tối đa 12 ký tự.", examples=["roster"]
    )
    words: Label = Field(
        description="What is tapped and journaled. / Lời trên nút bấm và trong nhật ký.",
        examples=[{"vi": "Sai danh sách hoặc quyết định", "en": "The roster or a decision was wrong"}],
    )


_CHOICES = {
    "from": "2018-07-01",
    "legal_basis": "Quyết định 12/QĐ-TLĐ",
    "base_day": "first_day",
    "level_rule": "as_appointed",
    "month_rule": "half_month",
    "two_levels": "higher",
    "watched": ["monthly_report"],
    "absence": "full_month_unpaid",
    "bonus_for": "first_reporter",
    "correction": "next_month",
    "reopening": "two_people",
    "taxed": False,
    "payment": {"rhythm": "monthly", "day": 10, "months_after": 1},
    "unit_change": "larger_part",
    "level_change": "larger_part",
}
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
    choices: list[ChoicesItem] = Field(
        min_length=1,
        description="The policy choices by day. / Các lựa chọn chính sách theo thời gian.",
        examples=[[_CHOICES]],
    )
    tax_rules: list[TaxItem] = Field(
        default=[],
        description="P13, tax by the day of payment. / P13, thuế theo ngày chi.",
        examples=[[{"from": "2026-07-01", "threshold": 5000000, "share": "1/10", "legal_basis": "253/2026/NĐ-CP"}]],
    )
    budgets: list[BudgetItem] = Field(
        default=[],
        description="P10, the most that a payer spends on a month. / P10, mức chi tối đa mỗi tháng của đơn vị chi.",
        examples=[[{"from": "2026-01-01", "payer": "tld", "amount": 60000000, "legal_basis": "15/QĐ-TLĐ"}]],
    )
    zero_tens: Annotated[str, BeforeValidator(one_of(ZERO_TENS)), words_schema(ZERO_TENS)] = Field(
        description='How 105 is read: "linh" or "lẻ". / Cách đọc số 105: "linh" hoặc "lẻ".', examples=["linh"]
    )
    review_reasons: list[ReviewReasonItem] = Field(
        min_length=1,
        description="Reasons that an approver may pick. / Các lý do để người duyệt chọn.",
        examples=[[{"key": "late", "ruling": "granted", "words": {"vi": "Đã gửi báo cáo muộn"}}]],
    )

    reopen_reasons: list[ReopenReasonItem] = Field(
        min_length=1,
        description="Reasons to open a closed month again. / Các lý do để mở lại kỳ đã chốt.",
        examples=[[{"key": "roster", "words": {"vi": "Sai danh sách hoặc quyết định"}}]],
    )

    def policy(self, network_payer: str) -> Policy:
        return Policy(
            base_salaries=tuple(item.base() for item in self.base_salaries),
            rates=tuple(item.rate() for item in self.rates),
            network_payer=network_payer,
            choices=tuple(item.choices() for item in self.choices),
            zero_tens=self.zero_tens,
            tax_rules=tuple(item.rule() for item in self.tax_rules),
            budgets=tuple(item.budget() for item in self.budgets),
        )

    def reasons(self) -> Mapping[str, Words]:
        return {item.full_key: item.words.words() for item in self.review_reasons}

    def opening_reasons(self) -> Mapping[str, Words]:
        return {item.key: item.words.words() for item in self.reopen_reasons}
