"""config/sheets.yaml: the shared spreadsheets, who edits them as what, and which tab stands in which."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints

from nhipcau.settings.model import Model
from nhipcau.settings.rulebook import Sharing, Tab
from nhipcau.settings.values import Key, Title, one_of, words_schema

KEEPERS = ("google", "workbook")
OPTIONAL = " Left out: not kept. / Bỏ dòng này thì không có trang."

Email = Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]


class BookItem(Model):
    """One spreadsheet."""

    title: Title = Field(description="Its title in Drive. / Tên bảng tính.", examples=["Nhịp Cầu - Điều phối"])
    role: str = Field(
        description="The role in which people edit it whose account is not among `accounts`. / "
        "Vai trò của người sửa khi tài khoản không có trong accounts.",
        examples=["coordinator"],
    )
    editors: list[Email] = Field(
        default=[],
        description="Accounts that `nhipcau sheets init` shares it with. / Các tài khoản được chia sẻ quyền sửa.",
        examples=[["dieuphoi@congdoan.example"]],
    )


class TabItem(Model):
    """One tab."""

    book: str = Field(description="The book it stands in. / Bảng tính chứa trang này.", examples=["coordination"])
    title: Title = Field(description="The tab's name in the sheet. / Tên trang.", examples=["Danh sách"])

    def tab(self) -> Tab:
        return Tab(self.book, self.title)


def _tab(description: str, book: str, title: str, *, needed: bool = False) -> Any:
    """The field of a tab; what is written first below is what the minute's requests are spent on first."""
    shown = {"book": book, "title": title}
    if needed:
        return Field(description=description, examples=[shown])
    return Field(default=None, description=description + OPTIONAL, examples=[shown])


class TabsTable(Model):
    """The tabs that the network keeps, the most urgent first."""

    checkins: TabItem = _tab("What was reported. / Các báo cáo.", "coordination", "Báo cáo", needed=True)
    rounds: TabItem = _tab("The rounds. / Các đợt.", "coordination", "Các đợt", needed=True)
    dashboard: TabItem | None = _tab("The network at a glance. / Tổng quan.", "coordination", "Tổng quan")
    leave: TabItem | None = _tab("Leaves; people add rows. / Nghỉ phép; thêm dòng được.", "coordination", "Nghỉ phép")
    roster: TabItem = _tab("The collaborators. / Danh sách cộng tác viên.", "coordination", "Danh sách", needed=True)
    campaigns: TabItem | None = _tab("The campaigns. / Các chiến dịch.", "coordination", "Chiến dịch")
    kits: TabItem | None = _tab("What campaigns hand out. / Bộ sản phẩm truyền thông.", "coordination", "Sản phẩm")
    news: TabItem | None = _tab("News items, link by link. / Tin bài, từng đường dẫn.", "coordination", "Tin bài")
    pages: TabItem | None = _tab("Followers of pages. / Người theo dõi các trang.", "coordination", "Người theo dõi")
    answers: TabItem | None = _tab(
        "Answers of closed rounds, question by question. / Câu trả lời của các đợt đã khép.",
        "coordination",
        "Câu trả lời",
    )
    guide: TabItem | None = _tab("How to work in the sheets. / Hướng dẫn.", "coordination", "Hướng dẫn")
    log: TabItem | None = _tab("What was taken and refused. / Nhật ký.", "coordination", "Nhật ký")
    approvals: TabItem | None = _tab("Allowances to decide about. / Phụ cấp chờ xem xét.", "finance", "Xem xét")
    allowances: TabItem = _tab(
        "The allowances, in a book of their own. / Phụ cấp, ở bảng tính riêng.", "finance", "Phụ cấp", needed=True
    )
    disputes: TabItem | None = _tab("Questions about allowances. / Thắc mắc phụ cấp.", "finance", "Hỏi lại")
    accounts: TabItem | None = _tab(
        "Bank accounts, whole only here. / Số tài khoản, chỉ ghi ở đây.", "finance", "Tài khoản"
    )

    def items(self) -> dict[str, TabItem]:
        found = {name: getattr(self, name) for name in type(self).model_fields}
        return {name: item for name, item in found.items() if item is not None}


class PaceItem(Model):
    """How often the sheets are synced, within what Google allows."""

    after_change_seconds: int = Field(
        ge=5,
        le=600,
        description="At most so long after a change; more changes wait for one sync. / "
        "Chậm nhất sau từng này giây khi có thay đổi.",
        examples=[15],
    )
    at_least_seconds: int = Field(
        ge=30,
        le=86_400,
        description="At least so often, to read what people typed. / "
        "Ít nhất mỗi từng này giây, để đọc điều mọi người gõ.",
        examples=[120],
    )
    told_after_minutes: int = Field(
        ge=1,
        le=1440,
        description="The admin group is told of an outage that lasts so long. / "
        "Mất kết nối lâu hơn thì báo nhóm điều phối.",
        examples=[10],
    )
    requests_a_minute: int = Field(
        ge=10,
        le=60,
        description="Reads, and writes, at most; Google takes 60 of each. / "
        "Số yêu cầu đọc, và ghi, nhiều nhất mỗi phút.",
        examples=[50],
    )
    archive_after_rows: int = Field(
        default=20_000,
        ge=1_000,
        le=200_000,
        description="More rows of past months than these in a tab go to an archive, a copy of the tab. / "
        "Trang có nhiều dòng của các tháng cũ hơn mức này thì lưu sang một trang sao.",
        examples=[20_000],
    )


class SheetsFile(Model):
    """Books and tabs."""

    sheets: Annotated[str, BeforeValidator(one_of(KEEPERS)), words_schema(KEEPERS)] = Field(
        default="google",
        description="google: in Google Sheets. workbook: Excel files in the home folder, without Google. / "
        "google: trên Google Sheets. workbook: tệp Excel trong thư mục dữ liệu.",
        examples=["google"],
    )
    books: dict[Key, BookItem] = Field(
        min_length=1,
        description="The spreadsheets by short name. / Các bảng tính theo mã.",
        examples=[{"coordination": {"title": "Nhịp Cầu - Điều phối", "role": "coordinator"}}],
    )
    accounts: dict[Email, str] = Field(
        default={},
        description="Whose Google account it is: a person's code by e-mail. / "
        "Tài khoản Google của ai: mã người theo email.",
        examples=[{"duyet@congdoan.example": "CB04"}],
    )
    pace: PaceItem = Field(
        description="How often. / Nhịp đồng bộ.",
        examples=[
            {"after_change_seconds": 15, "at_least_seconds": 120, "told_after_minutes": 10, "requests_a_minute": 50}
        ],
    )
    tabs: TabsTable = Field(
        description="The tabs. / Các trang.",
        examples=[
            {
                "checkins": {"book": "coordination", "title": "Báo cáo"},
                "rounds": {"book": "coordination", "title": "Các đợt"},
                "roster": {"book": "coordination", "title": "Danh sách"},
                "allowances": {"book": "finance", "title": "Phụ cấp"},
            }
        ],
    )

    def titles(self) -> Mapping[str, str]:
        return {key: item.title for key, item in self.books.items()}

    def placed(self) -> Mapping[str, Tab]:
        return {name: item.tab() for name, item in self.tabs.items().items()}

    def sharing(self) -> Sharing:
        return Sharing(
            local=self.sheets == "workbook",
            roles={key: item.role for key, item in self.books.items()},
            editors={key: tuple(item.editors) for key, item in self.books.items()},
            accounts=self.accounts,
            after_change=timedelta(seconds=self.pace.after_change_seconds),
            at_least=timedelta(seconds=self.pace.at_least_seconds),
            told_after=timedelta(minutes=self.pace.told_after_minutes),
            requests_a_minute=self.pace.requests_a_minute,
            archive_after=self.pace.archive_after_rows,
        )
