"""One small edit of a good config, and what must be told about it."""

from dataclasses import dataclass

NET, UNITS, ROLES, PAY = "network.yaml", "units.yaml", "roles.yaml", "allowance.yaml"
DAYS, OVER, SHEETS, ASKED = "holidays/vietnam.yaml", "holidays/overrides.yaml", "sheets.yaml", "programmes.yaml"
WEEKLY, MONTHLY, DECLARED = "forms/weekly_checkin.yaml", "forms/monthly_report.yaml", "forms/eligibility.yaml"
MAY, TET = "campaigns/thang_cong_nhan_2026.yaml", "campaigns/tet_sum_vay_2027.yaml"
STAGED = "campaigns/nhan_rong_trang_nhom_2026.yaml"
OLD_TET = "campaigns/tet_giap_thin_2024.yaml"


@dataclass(frozen=True)
class Odd:
    """Replace `old` by `new` in `file`: `code` must be told at `where`, on the line where `on` stands (once).

    `says` is a passage of the Vietnamese sentence; `elsewhere` is the file that is told when it is another one.
    """

    code: str
    file: str
    old: str
    new: str
    on: str
    where: str
    says: str = ""
    elsewhere: str = ""

    @property
    def told(self) -> str:
        return self.elsewhere or self.file

    def __str__(self) -> str:
        return f"{self.code}-{self.where}"
