"""config/papers.yaml: what stands around the network's official papers."""

from collections.abc import Mapping

from pydantic import Field

from nhipcau.rules.kernel import Month
from nhipcau.settings.model import Model, Short
from nhipcau.settings.rulebook import Papers
from nhipcau.settings.values import Day


class PapersFile(Model):
    """Heads, recipients and signatures."""

    superior: Short = Field(
        description="The superior body. / Cơ quan cấp trên trực tiếp.", examples=["Tổng Liên đoàn Lao động Việt Nam"]
    )
    issuer: Short = Field(description="The issuing body. / Cơ quan ban hành.", examples=["Ban Tuyên giáo"])
    symbol: Short = Field(
        description="What follows the slash of a number. / Ký hiệu đứng sau dấu gạch chéo của số văn bản.",
        examples=["BC-TG"],
    )
    place: Short = Field(description="The place of the date line. / Địa danh của dòng ngày tháng.", examples=["Hà Nội"])
    authority: tuple[Short, ...] = Field(
        min_length=1,
        strict=False,
        description="The lines above the signature, the post last. / Quyền hạn và chức danh của người ký.",
        examples=[["TL. Đoàn Chủ tịch", "Trưởng ban"]],
    )
    recipients: tuple[Short, ...] = Field(
        min_length=1,
        strict=False,
        description="Recipients in their order, the file copy last. / Nơi nhận, dòng Lưu đứng cuối.",
        examples=[["Các liên đoàn lao động tỉnh, thành phố", "Lưu: VT, TG"]],
    )
    bases: tuple[Short, ...] = Field(
        default=(),
        strict=False,
        description="What the papers rest on. / Các căn cứ ban hành.",
        examples=[["Đề án tuyên truyền trên mạng xã hội"]],
    )
    started: Day = Field(
        description="The day on which the programme began. / Ngày bắt đầu thực hiện Đề án.", examples=["2026-01-01"]
    )
    units: dict[str, Day] = Field(
        default={},
        description="Units that began on another day. / Đơn vị bắt đầu vào ngày khác.",
        examples=[{"ld_dong_nai": "2026-04-01"}],
    )

    def papers(self) -> Papers:
        return Papers(
            superior=self.superior,
            issuer=self.issuer,
            symbol=self.symbol,
            place=self.place,
            authority=self.authority,
            recipients=self.recipients,
            bases=self.bases,
            started=Month.of(self.started),
            starts=self.starts(),
        )

    def starts(self) -> Mapping[str, Month]:
        """When each unit that is named began."""
        return {unit: Month.of(day) for unit, day in self.units.items()}
