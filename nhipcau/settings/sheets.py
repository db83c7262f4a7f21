"""config/sheets.yaml: the shared spreadsheets and which tab stands in which."""

from collections.abc import Mapping

from pydantic import Field

from nhipcau.settings.model import Model
from nhipcau.settings.rulebook import Tab
from nhipcau.settings.values import Key, Title


class TabItem(Model):
    """One tab."""

    book: str = Field(description="The book it stands in. / Bảng tính chứa trang này.", examples=["coordination"])
    title: Title = Field(description="The tab's name in the sheet. / Tên trang.", examples=["Danh sách"])

    def tab(self) -> Tab:
        return Tab(self.book, self.title)


class TabsTable(Model):
    """The tabs that the network keeps."""

    roster: TabItem = Field(
        description="The collaborators. / Danh sách cộng tác viên.",
        examples=[{"book": "coordination", "title": "Danh sách"}],
    )
    checkins: TabItem = Field(
        description="What was reported. / Các báo cáo.", examples=[{"book": "coordination", "title": "Báo cáo"}]
    )
    allowances: TabItem = Field(
        description="The allowances, in a book of their own. / Phụ cấp, ở bảng tính riêng.",
        examples=[{"book": "finance", "title": "Phụ cấp"}],
    )
    rounds: TabItem = Field(
        description="The rounds. / Các đợt.", examples=[{"book": "coordination", "title": "Các đợt"}]
    )

    def items(self) -> dict[str, TabItem]:
        return {name: getattr(self, name) for name in type(self).model_fields}


class SheetsFile(Model):
    """Books and tabs."""

    books: dict[Key, Title] = Field(
        min_length=1,
        description="The spreadsheets: short name and title. / Các bảng tính: mã và tên.",
        examples=[{"coordination": "Nhịp Cầu - Điều phối"}],
    )
    tabs: TabsTable = Field(
        description="The tabs. / Các trang.",
        examples=[
            {
                "roster": {"book": "coordination", "title": "Danh sách"},
                "checkins": {"book": "coordination", "title": "Báo cáo"},
                "allowances": {"book": "finance", "title": "Phụ cấp"},
                "rounds": {"book": "coordination", "title": "Các đợt"},
            }
        ],
    )

    def placed(self) -> Mapping[str, Tab]:
        return {name: item.tab() for name, item in self.tabs.items().items()}
