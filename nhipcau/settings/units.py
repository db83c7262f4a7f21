"""config/units.yaml: the units, each for the days on which it existed."""

from pydantic import Field

from nhipcau.rules.kernel import Span
from nhipcau.rules.roster import Unit
from nhipcau.settings.model import Model, Phrase, Short
from nhipcau.settings.values import Day, Key


class UnitItem(Model):
    """One union body."""

    code: Key = Field(description="Its own code, never reused. / Mã riêng, không dùng lại.", examples=["ld_bac_ninh"])
    names: Phrase = Field(
        description="Full name. / Tên đầy đủ.",
        examples=[{"vi": "Liên đoàn Lao động tỉnh Bắc Ninh", "en": "Bắc Ninh Provincial Federation of Labour"}],
    )
    short: Phrase = Field(
        description="Short name, for lists. / Tên ngắn, dùng trong danh sách.",
        examples=[{"vi": "LĐLĐ Bắc Ninh", "en": "Bắc Ninh FL"}],
    )
    parent: str | None = Field(
        default=None,
        description="Code of the unit above; only the root has none. / Mã đơn vị cấp trên; chỉ đơn vị gốc không có.",
        examples=["tld"],
    )
    first: Day = Field(alias="from", description="Its first day. / Ngày bắt đầu.", examples=["2025-07-01"])
    last: Day | None = Field(
        default=None,
        alias="until",
        description="Its last day, once it was merged or wound up. / Ngày cuối, khi đã sáp nhập hoặc giải thể.",
        examples=["2025-06-30"],
    )
    successor: str | None = Field(
        default=None,
        description="Code of the unit that took over. / Mã đơn vị kế thừa.",
        examples=["ld_vinh_long"],
    )
    place: Short = Field(description="Place name on its papers. / Địa danh trên văn bản.", examples=["Bắc Ninh"])

    @property
    def span(self) -> Span:
        return Span(self.first, self.last)

    def unit(self) -> Unit:
        return Unit(
            code=self.code,
            names=self.names.words(),
            short=self.short.words(),
            parent=self.parent,
            span=self.span,
            successor=self.successor,
            place=self.place,
        )


_EXAMPLE = {
    "code": "tld",
    "names": {"vi": "Tổng Liên đoàn Lao động Việt Nam"},
    "short": {"vi": "TLĐ"},
    "from": "1929-07-28",
    "place": "Hà Nội",
}


class UnitsFile(Model):
    """All units, in the order of every list."""

    units: list[UnitItem] = Field(
        min_length=1,
        description="The units, in the order of every list. / Các đơn vị, theo thứ tự của mọi danh sách.",
        examples=[[_EXAMPLE]],
    )
