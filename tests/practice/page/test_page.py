"""What a person sees and does on the page, in a real browser, with a stand-in of the house behind it."""

import re
from pathlib import Path

import httpx
from playwright.sync_api import BrowserContext, Locator, Page, expect
from pypdf import PdfReader

from practice.page.service import STATIC
from practice.server import Running
from tests.practice.page.conftest import PHONE
from tests.practice.page.standin import StandIn


def open_phone(page: Page, name: str) -> Locator:
    """Pick someone (or a group) in the list; return what was said in their chat."""
    page.locator("#names").get_by_role("button", name=name).click()
    return page.get_by_role("log")


def flip(page: Page, fault: str) -> None:
    """Switch a fault on or off."""
    page.get_by_role("button", name="Sự cố").click()
    page.get_by_role("switch", name=fault).click()
    page.keyboard.press("Escape")


def cell(page: Page, row: int, column: int) -> Locator:
    """A cell of the sheet, both counted from 1."""
    return page.locator(f"#sheets tbody tr:nth-child({row}) td:nth-child({column + 1})")


class TestTheGuide:
    def test_leads_through_the_first_visit_and_notices_each_step(self, page: Page, context: BrowserContext) -> None:
        guide = page.get_by_role("region", name="Ba bước đầu tiên")
        guide.get_by_role("button", name="Làm giúp bước này").click()
        page.get_by_role("log").get_by_role("button", name="Có").click()
        expect(guide.locator("[aria-current=step]")).to_contain_text("Làm điều phối viên")
        guide.get_by_role("button", name="Mở nhóm điều phối").click()
        expect(guide.locator("[aria-current=step]")).to_contain_text("Tới cuối tháng")
        guide.get_by_role("button", name="Tới lúc lập báo cáo").click()
        report = page.get_by_role("log").get_by_role("link", name="bao-cao-thang-5.pdf")
        with context.expect_page():
            report.click()
        expect(guide.locator(".done")).to_have_count(3)

    def test_opens_a_phone_as_soon_as_somebody_owes(self, page: Page, house: StandIn) -> None:
        house.excuse(1001)
        guide = page.get_by_role("region", name="Ba bước đầu tiên")
        expect(page.locator("#names")).to_contain_text("Đã trả lời")
        guide.get_by_role("button", name="Làm giúp bước này").click()
        expect(page.get_by_text("Lúc này chưa ai nợ báo cáo.")).to_be_visible()
        expect(page.get_by_role("log").get_by_role("button", name="Có")).to_be_visible()

    def test_is_put_away_and_taken_out_again(self, page: Page) -> None:
        guide = page.get_by_role("region", name="Ba bước đầu tiên")
        page.get_by_role("button", name="Cất hướng dẫn").click()
        expect(guide).to_be_hidden()
        page.reload()
        expect(page.get_by_role("button", name="Nhóm điều phối")).to_be_visible()
        expect(guide).to_be_hidden()
        page.get_by_role("button", name="Hướng dẫn").click()
        expect(guide).to_be_visible()


class TestPeople:
    def test_are_found_with_and_without_marks(self, page: Page) -> None:
        table = {
            "dang thi": ["Đặng Thị Ánh"],
            "ánh": ["Đặng Thị Ánh"],
            "anh": ["Đặng Thị Ánh"],
            "Ành": [],
            "son vu": ["Vũ Quang Sơn"],
            "da nang": ["Trần Minh Châu", "Lê Hữu Dũng"],
        }
        for typed, found in table.items():
            page.get_by_role("searchbox").fill(typed)
            expect(page.locator("#names li:visible b")).to_have_text(found)

    def test_are_filtered_by_unit_and_state(self, page: Page) -> None:
        page.get_by_label("Mọi đơn vị").select_option("Công đoàn Hà Nội")
        expect(page.locator("#names li:visible b")).to_have_text(["Đặng Thị Ánh", "Nguyễn Văn Bình"])
        page.get_by_label("Mọi tình trạng").select_option("Còn nợ")
        expect(page.locator("#names li:visible b")).to_have_text(["Đặng Thị Ánh"])
        expect(page.get_by_text("Hiện 1 trên 8")).to_be_visible()

    def test_who_got_a_message_is_marked_until_their_phone_is_opened(self, page: Page, house: StandIn) -> None:
        row = page.get_by_role("button", name="Vũ Quang Sơn")
        expect(row).to_be_visible()
        house.ask(1006)
        expect(row.get_by_label("1 tin mới")).to_be_visible()
        row.click()
        expect(row.get_by_label("1 tin mới")).to_have_count(0)


class TestAPhone:
    def test_a_check_in_is_answered_and_reaches_the_sheet(self, page: Page) -> None:
        log = open_phone(page, "Đặng Thị Ánh")
        log.get_by_role("button", name="Có").click()
        expect(log).to_contain_text("✓ Có")
        expect(log.get_by_role("button", name="Không")).to_have_count(0)
        expect(cell(page, 2, 3)).to_have_text("Có")
        expect(page.get_by_role("button", name="Đặng Thị Ánh")).to_contain_text("Đã trả lời")

    def test_the_coordinator_approves_in_the_admin_group(self, page: Page) -> None:
        log = open_phone(page, "Nhóm điều phối")
        expect(page.get_by_label("Nói với tư cách")).to_have_value("9001")
        log.get_by_role("button", name="Duyệt").click()
        expect(log).to_contain_text("✓ Đã duyệt bởi Hoàng Thu Yến")

    def test_anyone_in_a_group_can_speak(self, page: Page) -> None:
        log = open_phone(page, "Nhóm điều phối")
        page.get_by_label("Nói với tư cách").select_option("Là Đặng Thị Ánh")
        page.get_by_label("Nhắn tin").fill("Tôi đã gửi rồi ạ")
        page.keyboard.press("Enter")
        expect(log.get_by_role("article", name="Đặng Thị Ánh")).to_contain_text("Tôi đã gửi rồi ạ")

    def test_what_people_write_is_text_and_never_a_page(self, page: Page, running: Running) -> None:
        nasty = '<img src=x onerror="document.title=1"> <b>x</b>'
        log = open_phone(page, "Nguyễn Văn Bình")
        page.get_by_label("Nhắn tin").fill(nasty)
        page.get_by_role("button", name="Gửi").click()
        expect(log).to_contain_text(nasty)
        expect(log.locator("img")).to_have_count(0)
        page.get_by_role("button", name="Đặng Thị Ánh").click()
        httpx.post(f"{running.base_url}/practice/telegram/people", json={"id": 1006, "first_name": nasty})
        cell(page, 3, 1).dblclick()
        page.keyboard.type(nasty)
        page.keyboard.press("Enter")
        expect(cell(page, 3, 1)).to_have_text(nasty)
        expect(page.locator("main img")).to_have_count(0)

    def test_files_photos_contacts_and_stickers_are_sent(self, page: Page, tmp_path: Path) -> None:
        note = tmp_path / "ghi-chu.txt"
        note.write_text("chào")
        log = open_phone(page, "Lê Hữu Dũng")
        for name in ("Nhãn dán", "Số điện thoại của mình"):
            page.get_by_role("button", name="Đính kèm").click()
            page.get_by_role("menuitem", name=name).click()
        expect(log.get_by_role("img", name="Nhãn dán")).to_be_visible()
        expect(log).to_contain_text("+84900000000")
        page.get_by_role("button", name="Đính kèm").click()
        with page.expect_file_chooser() as chooser:
            page.get_by_role("menuitem", name="Tệp").click()
        chooser.value.set_files(note)
        expect(log.get_by_role("link", name="ghi-chu.txt")).to_contain_text("tải về")

    def test_formatting_albums_typing_edits_and_deletions_are_shown(self, page: Page, house: StandIn) -> None:
        log = open_phone(page, "Trần Minh Châu")
        house.bot(
            "sendMessage", chat_id=1003, text='<b>Đậm</b> và <a href="https://vi.du/x">đây</a>', parse_mode="HTML"
        )
        expect(log.locator("b", has_text="Đậm")).to_be_visible()
        expect(log.get_by_role("link", name="đây")).to_have_attribute("href", "https://vi.du/x")
        sent = house.bot("sendMessage", chat_id=1003, text="Sắp đổi")
        house.bot("editMessageText", chat_id=1003, message_id=sent["message_id"], text="Đã đổi")
        expect(log.get_by_text("Đã đổi")).to_be_visible()
        house.bot("deleteMessage", chat_id=1003, message_id=sent["message_id"])
        expect(log.get_by_text("Đã đổi")).to_have_count(0)
        house.bot("sendChatAction", chat_id=1003, action="typing")
        expect(page.get_by_text("đang soạn tin…")).to_be_visible()
        house.send_album(1003)
        expect(log.get_by_role("group", name="Tập ảnh").get_by_role("img")).to_have_count(2)

    def test_the_bots_menu_and_keyboard_are_used(self, page: Page, house: StandIn) -> None:
        log = open_phone(page, "Phạm Ngọc Hương")
        page.get_by_role("button", name="Lệnh của bot").click()
        page.get_by_role("menuitem", name="/trangthai").click()
        expect(log.get_by_role("button", name="/trangthai")).to_be_visible()
        markup = {"keyboard": [[{"text": "Cả ngày"}, {"text": "Nửa ngày"}]]}
        house.bot("sendMessage", chat_id=1005, text="Mấy ngày?", reply_markup=markup)
        page.get_by_role("group", name="Bàn phím của bot").get_by_role("button", name="Nửa ngày").click()
        expect(log.get_by_role("article").last).to_contain_text("Nửa ngày")

    def test_the_bot_is_blocked_and_unblocked(self, page: Page) -> None:
        open_phone(page, "Vũ Quang Sơn")
        flip(page, "Vũ Quang Sơn chặn bot")
        expect(page.get_by_role("button", name="Vũ Quang Sơn")).to_contain_text("Đã chặn bot")
        page.get_by_role("button", name="Bỏ chặn bot").click()
        expect(page.get_by_label("Nhắn tin")).to_be_visible()

    def test_the_focus_stays_with_a_message_that_is_edited(self, page: Page, house: StandIn) -> None:
        log = open_phone(page, "Đặng Thị Ánh")
        log.get_by_role("button", name="Không").focus()
        page.keyboard.press("Enter")
        expect(log).to_contain_text("✓ Không")
        expect(log.locator("article:focus")).to_contain_text("✓ Không")


class TestTheSheet:
    def test_a_remark_is_applied_by_the_next_sync(self, page: Page, house: StandIn) -> None:
        open_phone(page, "Đặng Thị Ánh").get_by_role("button", name="Có").click()
        expect(cell(page, 2, 3)).to_have_text("Có")
        cell(page, 2, 4).click()
        page.keyboard.type("Gọi lại sau")
        page.keyboard.press("Enter")
        house.sync()
        expect(cell(page, 2, 5)).to_have_text("✓ Gọi lại sau")

    def test_a_hidden_column_is_not_shown_and_the_others_keep_their_letters(self, page: Page, house: StandIn) -> None:
        expect(cell(page, 1, 1)).to_be_visible()
        house.hide_first_column()
        expect(cell(page, 1, 1)).to_be_hidden()
        cell(page, 1, 2).click()
        expect(page.locator("#sheets")).to_contain_text("B1")
        page.keyboard.press("End")
        page.keyboard.press("Home")
        expect(cell(page, 1, 2)).to_be_focused()

    def test_it_catches_up_after_sheets_was_down(self, page: Page) -> None:
        log = open_phone(page, "Đặng Thị Ánh")
        flip(page, "Sheets: ngừng hoạt động")
        banner = page.locator("#banner")
        expect(banner).to_contain_text("Đang có sự cố: Sheets: ngừng hoạt động")
        log.get_by_role("button", name="Có").click()
        expect(log).to_contain_text("✓ Có")
        expect(cell(page, 2, 3)).to_have_text("")
        banner.get_by_role("button", name="Sửa hết").click()
        expect(banner).to_be_hidden()
        expect(cell(page, 2, 3)).to_have_text("Có")

    def test_people_sort_move_rename_insert_delete_and_protect(self, page: Page) -> None:
        for row, text in enumerate(("b", "a"), start=2):
            cell(page, row, 1).click()
            page.keyboard.type(text)
            page.keyboard.press("Enter")
        self.choose(page, "Cột A", "Sắp xếp A → Z")
        expect(cell(page, 2, 1)).to_have_text("a")
        self.choose(page, "Cột A", "Chuyển sang phải")
        expect(cell(page, 1, 2)).to_have_text("Mã")
        self.choose(page, "Cột B", "Đổi tên tiêu đề")
        page.get_by_role("textbox", name="Đổi tên tiêu đề").fill("Mã số")
        page.keyboard.press("Enter")
        expect(cell(page, 1, 2)).to_have_text("Mã số")
        self.choose(page, "Hàng 2", "Chèn hàng trên")
        expect(cell(page, 3, 2)).to_have_text("a")
        self.choose(page, "Hàng 2", "Xoá hàng")
        expect(cell(page, 2, 2)).to_have_text("a")
        self.choose(page, "Cột B", "Bảo vệ cột")
        expect(cell(page, 2, 2)).to_have_class(re.compile("locked"))
        page.get_by_role("button", name="Việc với bảng").click()
        page.get_by_role("menuitem", name="Đổi tên trang").click()
        page.get_by_role("textbox", name="Đổi tên trang").fill("Tháng 5")
        page.keyboard.press("Enter")
        expect(page.get_by_role("tab", name="Tháng 5")).to_have_attribute("aria-selected", "true")

    def test_a_cell_that_is_being_typed_into_is_left_alone(self, page: Page, house: StandIn, running: Running) -> None:
        cell(page, 5, 2).dblclick()
        page.keyboard.type("đang g")
        book = httpx.get(f"{running.base_url}/practice/sheets/spreadsheets").json()["spreadsheets"][0]["id"]
        other = {"spreadsheet": book, "tab": "Sheet1", "cell": "A5:C5", "text": "chen ngang"}
        httpx.post(f"{running.base_url}/practice/sheets/type", json=other)
        expect(cell(page, 5, 3)).to_have_text("chen ngang")
        page.keyboard.type("õ")
        page.keyboard.press("Enter")
        expect(cell(page, 5, 2)).to_have_text("đang gõ")

    @staticmethod
    def choose(page: Page, where: str, what: str) -> None:
        page.locator("#sheets").get_by_role("button", name=where, exact=True).click()
        page.get_by_role("menuitem", name=what).click()


class TestTheClock:
    def test_month_end_is_reached_and_a_report_opened(
        self, page: Page, context: BrowserContext, tmp_path: Path
    ) -> None:
        log = open_phone(page, "Nhóm điều phối")
        page.get_by_role("button", name="Tới ngày…").click()
        page.get_by_label("Tới ngày, giờ nào?").fill("2026-06-06T08:00")
        page.keyboard.press("Enter")
        report = log.get_by_role("link", name="bao-cao-thang-5.pdf")
        expect(report).to_be_visible()
        expect(page.locator(".now")).to_contain_text("06/06/2026")
        with context.expect_page() as opened:
            report.click()
        assert opened.value.url.startswith(page.url)
        served = context.request.get(report.evaluate("link => link.href"))
        assert served.headers["content-type"] == "application/pdf"
        assert served.headers["content-disposition"].startswith("inline")
        (tmp_path / "report.pdf").write_bytes(served.body())
        assert "Báo cáo tháng 5" in PdfReader(tmp_path / "report.pdf").pages[0].extract_text()

    def test_the_next_event_is_reached(self, page: Page) -> None:
        page.get_by_role("button", name="Mốc kế tiếp").click()
        expect(page.locator(".now")).to_contain_text("08:00")
        expect(page.get_by_role("button", name="Nguyễn Văn Bình")).to_contain_text("Còn nợ")

    def test_moving_back_is_refused_with_a_reason(self, page: Page) -> None:
        page.get_by_role("button", name="Tới ngày…").click()
        page.get_by_label("Tới ngày, giờ nào?").fill("2026-05-01T08:00")
        page.get_by_role("button", name="Đi tới").click()
        expect(page.get_by_role("alert")).to_contain_text("Đồng hồ không lùi về 08:00 Thứ Sáu, 01/05/2026")
        expect(page.locator(".now")).to_contain_text("04/05/2026")

    def test_a_day_tells_what_is_planned_and_can_be_gone_to(self, page: Page) -> None:
        page.get_by_role("button", name=re.compile("07.05.2026.*Nhắc báo cáo tuần 19")).click()
        page.get_by_role("button", name="Tới đó").click()
        expect(page.locator(".now")).to_contain_text("07/05/2026")
        expect(page.locator(".now")).to_contain_text("09:00")

    def test_it_runs_and_pauses(self, page: Page) -> None:
        page.get_by_role("button", name="Chạy").click()
        page.get_by_role("button", name="Dừng", exact=True).click()
        expect(page.get_by_role("button", name="Chạy")).to_be_visible()


class TestThePage:
    def test_says_what_is_starting_and_when_the_servers_are_gone(
        self, page: Page, house: StandIn, context: BrowserContext
    ) -> None:
        banner = page.locator("#banner")
        house.change_part("flows", "starting")
        expect(banner).to_have_text(re.compile("các luồng việc đang khởi động…"))
        house.change_part("flows", "running")
        expect(banner).to_be_hidden()
        context.set_offline(True)
        house.ask(1002)
        expect(banner).to_contain_text("Mất liên lạc với máy chủ luyện tập")
        context.set_offline(False)
        expect(banner).to_be_hidden()

    def test_has_the_same_words_in_both_languages(self, page: Page) -> None:
        found = page.evaluate("""async () => {
            const { WORDS } = await import('/page/js/words.js');
            const facts = (text) => (text.match(/\\{\\w+\\}/g) ?? []).sort().join();
            return ['vi', 'en'].map((language) =>
                Object.entries(WORDS[language]).map(([name, text]) => [name, facts(text)]));
        }""")
        assert found[0] == found[1]

    def test_has_words_for_all_that_its_modules_say(self) -> None:
        listed = set(re.findall(r"^    (\w+):", (STATIC / "js" / "words.js").read_text(), re.MULTILINE))
        sources = "".join(path.read_text() for path in STATIC.glob("**/*.*") if path.name != "words.js")
        said = set(re.findall(r"""(?:words\(|data-(?:words|label|title)(?:=|": ))"(\w+)\"""", sources))
        families = set(re.findall(r"words\(`(\w+_)\$", sources))
        assert said <= listed
        assert {family for family in families if not any(name.startswith(family) for name in listed)} == set()

    def test_says_everything_in_english_too(self, page: Page) -> None:
        page.get_by_role("button", name="English").click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
        expect(page.get_by_role("heading", name="Nhịp Cầu practice")).to_be_visible()
        expect(page.get_by_role("button", name="Next event")).to_be_visible()
        page.reload()
        expect(page.get_by_role("button", name="Next event")).to_be_visible()

    def test_begins_again_only_when_that_is_confirmed(self, page: Page) -> None:
        expect(page.get_by_role("button", name="Đặng Thị Ánh")).to_be_visible()
        for answer in ("Thôi", "Làm lại từ đầu"):
            page.get_by_role("button", name="Thêm").click()
            page.get_by_role("menuitem", name="Làm lại từ đầu").click()
            page.get_by_role("dialog").get_by_role("button", name=answer).click()
            if answer == "Thôi":
                expect(page.get_by_role("button", name="Đặng Thị Ánh")).to_be_visible()
        expect(page.get_by_text("Chưa có ai trong mạng.")).to_be_visible()
        expect(page.get_by_text("Chưa có bảng tính nào.")).to_be_visible()

    def test_says_why_it_cannot_save(self, page: Page) -> None:
        page.get_by_role("button", name="Thêm").click()
        page.get_by_role("menuitem", name="Lưu").click()
        expect(page.locator("#toasts")).to_contain_text("without a state folder")

    def test_shows_one_part_at_a_time_on_a_phone(self, page: Page) -> None:
        page.set_viewport_size(PHONE)
        page.get_by_role("button", name="Đặng Thị Ánh").click()
        expect(page.get_by_role("log")).to_be_visible()
        expect(page.get_by_role("searchbox")).to_be_hidden()
        page.get_by_role("navigation").get_by_role("button", name="Bảng tính").click()
        expect(page.get_by_role("grid")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]

    def test_is_used_with_the_keyboard_alone(self, page: Page) -> None:
        expect(page.get_by_role("button", name="Đặng Thị Ánh")).to_be_visible()
        page.get_by_role("searchbox").focus()
        page.keyboard.type("anh")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.get_by_role("log").get_by_role("button", name="Có").focus()
        page.keyboard.press("Space")
        expect(cell(page, 2, 3)).to_have_text("Có")
        cell(page, 2, 3).focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.type("xong")
        page.keyboard.press("Tab")
        expect(cell(page, 2, 4)).to_have_text("xong")
        expect(cell(page, 2, 5)).to_be_focused()
