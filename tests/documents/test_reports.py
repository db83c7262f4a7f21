"""What people read in the reports of a month."""

import unicodedata
from dataclasses import replace

import pytest

from nhipcau.documents.renderer import DocumentRenderer
from nhipcau.documents.samples import SampleMonth
from nhipcau.rules.allowance.lines import LineState
from nhipcau.rules.reports import PersonMonth, network_month, person_month, unit_month
from nhipcau.rules.vietnamese import dong, grouped, money_in_words
from tests.documents.reading import one_space, pages, text

STORIES = ["ordinary", "edited", "silent", "busy", "long_name", "newcomer", "on_leave", "alone"]


class TestTheMonthOfACollaborator:
    @pytest.mark.parametrize("language", ["vi", "en"])
    @pytest.mark.parametrize("story", STORIES)
    def test_is_one_page_with_the_figures_of_the_rules(
        self, renderer: DocumentRenderer, closed: SampleMonth, story: str, language: str
    ) -> None:
        figures = person(closed, story)
        (page,) = pages(renderer.person_report(figures, language))
        assert figures.line is not None
        assert figures.name in page
        assert one_space(dong(figures.line.amount)) in page
        assert money_in_words(figures.line.amount) in page
        assert page.count(figures.campaigns[0].names[language]) == 1
        if figures.tally.asked:
            assert f"{figures.tally.answered}/{figures.tally.asked}" in page

    def test_says_each_round_with_its_standing_and_moment(
        self, renderer: DocumentRenderer, closed: SampleMonth
    ) -> None:
        page = text(renderer.person_report(person(closed, "ordinary"), "vi"))
        assert "Báo cáo tuần 18–24/05 21:00 Chủ nhật 24/05/2026 muộn, 06:00 Thứ Hai 25/05/2026 3" in page
        assert "Số liệu tính đến 17:00 Thứ Sáu 05/06/2026" in page
        assert page.endswith("Tháng 5 năm 2026 Trang 1/1")

    def test_thanks_those_who_answered_and_offers_help_to_those_who_did_not(
        self, renderer: DocumentRenderer, closed: SampleMonth
    ) -> None:
        assert "Cảm ơn anh/chị Nguyễn Thị Minh Khuê" in text(renderer.person_report(person(closed, "ordinary"), "vi"))
        silent = text(renderer.person_report(person(closed, "silent"), "vi"))
        assert "Nếu có điều gì vướng mắc, xin nhắn cho điều phối viên" in silent
        assert "Không đồng" in silent

    def test_explains_the_amount_rule_by_rule(self, renderer: DocumentRenderer, closed: SampleMonth) -> None:
        page = text(renderer.person_report(person(closed, "silent"), "vi"))
        assert "1. Mức cả tháng: hệ số 0,2 × lương cơ sở 2.340.000 đồng (Nghị định 73/2024/NĐ-CP)." in page
        assert "4. Đã xem xét, không chi: không liên lạc được trong tháng; đơn vị đã xác nhận (Vũ Thị Hằng)." in page

    def test_says_whether_the_amount_is_final(
        self, renderer: DocumentRenderer, closed: SampleMonth, running: SampleMonth
    ) -> None:
        assert "đây là số chính thức" in text(renderer.person_report(person(closed, "ordinary"), "vi"))
        assert "đây là số dự kiến" in text(renderer.person_report(person(running, "ordinary"), "vi"))
        unassessed = replace(person(running, "ordinary"), line=None, payer=None, amount=None)
        assert "Phụ cấp của tháng chưa được xét." in text(renderer.person_report(unassessed, "vi"))

    def test_counts_sixty_links_without_a_second_page(self, renderer: DocumentRenderer, closed: SampleMonth) -> None:
        (page,) = pages(renderer.person_report(person(closed, "busy"), "vi"))
        assert "60 Tin, bài đã gửi" in page

    def test_shows_nothing_where_nobody_was_asked(self, renderer: DocumentRenderer, closed: SampleMonth) -> None:
        assert "tạm nghỉ nên không cần trả lời" in text(renderer.person_report(person(closed, "on_leave"), "vi"))

    def test_reads_a_name_as_text_and_never_as_markup(self, renderer: DocumentRenderer, closed: SampleMonth) -> None:
        odd = r'#panic("x") *Ân* $x$ "nháy" \u{41} <b> @home // [ok]'
        figures = replace(person(closed, "ordinary"), name=odd)
        assert odd in text(renderer.person_report(figures, "vi"))

    def test_prints_composed_letters_whatever_came_in(self, renderer: DocumentRenderer, closed: SampleMonth) -> None:
        figures = person(closed, "ordinary")
        apart = replace(figures, name=unicodedata.normalize("NFD", figures.name))
        printed = text(renderer.person_report(apart, "vi"))
        assert figures.name in printed
        assert printed == unicodedata.normalize("NFC", printed)


class TestTheMonthOfAUnit:
    def test_of_one_member_is_one_page(self, renderer: DocumentRenderer, closed: SampleMonth) -> None:
        (page,) = pages(renderer.unit_report(unit_month(closed.facts, "ld_lai_chau"), "vi"))
        assert "1 Lò Văn Ơn Cấp Tổng Liên đoàn 5/6 0 702.000" in page
        assert "Cộng 1 702.000" in page

    def test_of_sixty_members_cuts_nobody(self, renderer: DocumentRenderer, closed: SampleMonth) -> None:
        figures = unit_month(closed.facts, "ld_ho_chi_minh")
        found = pages(renderer.unit_report(figures, "vi"))
        printed = " ".join(found)
        assert len(figures.members) == 60
        for number, member in enumerate(figures.members, 1):
            assert f"{number} {member.name} {member.level['vi']} " in printed
        assert all("Họ và tên" in page for page in found[1:] if "Cấp tỉnh, ngành" in page)
        assert f"{figures.weeks_met}/{figures.weeks} Tuần đạt chỉ tiêu" in printed
        assert "Phạm Thị Ánh Dương Cấp tỉnh, ngành – 0 0" in printed, "on leave: asked nothing"

    def test_marks_an_amount_that_may_still_change(self, renderer: DocumentRenderer, running: SampleMonth) -> None:
        facts = running.facts
        silent = running.member("silent")
        assert silent.line is not None
        waiting = replace(silent, line=replace(silent.line, state=LineState.REVIEW, amount=468_000))
        members = tuple(waiting if member == silent else member for member in facts.members)
        page = text(renderer.unit_report(unit_month(replace(facts, members=members), "ld_dong_nai"), "vi"))
        assert "468.000*" in page
        assert "* Đang chờ xem xét: số tiền còn có thể thay đổi." in page


class TestTheMonthOfTheNetwork:
    @pytest.mark.parametrize("language", ["vi", "en"])
    def test_has_every_unit_and_every_payer(
        self, renderer: DocumentRenderer, closed: SampleMonth, language: str
    ) -> None:
        figures = network_month(closed.facts)
        found = pages(renderer.network_report(figures, language))
        printed = " ".join(found)
        assert len(figures.units) == 36
        assert 4 <= len(found) <= 7
        for number, unit in enumerate(figures.units, 1):
            assert f"{number} {unit.names[language]} {unit.people} " in printed
        for payer in figures.payers:
            assert f"{payer.names[language]} {payer.people} {grouped(payer.amount)}" in printed
        assert f" {sum(row.people for row in figures.payers)} {grouped(figures.total)}" in printed

    def test_names_a_quiet_place_kindly(self, renderer: DocumentRenderer, closed: SampleMonth) -> None:
        page = pages(renderer.network_report(network_month(closed.facts), "vi"))[0]
        assert "nghe được ít từ Liên đoàn Lao động tỉnh Lai Châu. Có thể nơi đó đang bận hoặc gặp khó" in page

    def test_thanks_all_where_no_place_is_quiet(self, renderer: DocumentRenderer, closed: SampleMonth) -> None:
        loud = tuple(member for member in closed.facts.members if member.unit != "ld_lai_chau")
        page = pages(renderer.network_report(network_month(replace(closed.facts, members=loud)), "vi"))[0]
        assert "Tháng này nơi nào cũng có tiếng nói." in page

    def test_of_a_month_without_anything_is_still_a_page(self, renderer: DocumentRenderer, closed: SampleMonth) -> None:
        nothing = network_month(replace(closed.facts, members=(), campaigns=()))
        assert "Tháng này không có chiến dịch." in text(renderer.network_report(nothing, "vi"))


def person(month: SampleMonth, story: str) -> PersonMonth:
    return person_month(month.facts, month.member(story))
