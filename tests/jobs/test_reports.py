"""The reports of a closed month are rendered, archived and sent, once."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nhipcau.jobs.render_lists import render_lists
from nhipcau.rules.cadence import SlotState
from nhipcau.rules.kernel import Month, Refused
from nhipcau.settings.rulebook import Rulebook
from tests.fakes.fixtures import CUT_OFF
from tests.fakes.house import House, Kept
from tests.jobs.test_month_close import check_and_close

MAY = Month(2026, 5)
REPORTS = "render_reports:2026-05"


@pytest.fixture(scope="module")
def may_closed(tmp_path_factory: pytest.TempPathFactory, book: Rulebook, may_drafted: Kept) -> Kept:
    house = may_drafted.house(tmp_path_factory.mktemp("closed"), book)
    check_and_close(house)
    for who in [*house.people, "admins"]:
        house.reads(who)
    house.until("2026-06-05 17:30")
    return house.keep()


@pytest.fixture
def closed(tmp_path: Path, book: Rulebook, may_closed: Kept) -> Iterator[House]:
    """Closed, and the next pulse has come."""
    house = may_closed.house(tmp_path, book)
    yield house
    house.close()


@pytest.fixture
def one_broken(drafted: House) -> House:
    """The same, but Châu's page cannot be drawn."""
    check_and_close(drafted)
    drafted.renderer.broken.add("page of Lê Minh Châu (vi)")
    drafted.until("2026-06-05 17:30")
    return drafted


def documents(house: House) -> list[str]:
    return [parcel.document.name for parcel in house.courier.sent if parcel.document is not None]


def test_they_wait_until_the_month_is_closed(june: House) -> None:
    june.until("2026-06-06 12:00")
    assert june.renderer.made == []
    assert june.state(REPORTS) is SlotState.PLANNED


def test_everyone_gets_their_own_page_in_their_own_language(closed: House) -> None:
    assert closed.sees("Bình").document == "CTV02.pdf"
    assert closed.sees("Bình").text.startswith("📄 Tháng 05/2026 của anh/chị Trần Văn Bình\n")
    assert "Phụ cấp: 468.000\u00a0đồng" in closed.sees("Bình").text
    assert closed.sees("Giang").document == "CTV05.pdf"
    assert "page of Đỗ Thu Giang (en)" in closed.renderer.made


def test_leads_get_the_page_of_their_unit_and_the_admin_group_that_of_the_network(closed: House) -> None:
    assert closed.finds("Lan", "📄 Báo cáo tháng").document == "ld_ha_noi.pdf"
    assert closed.finds("admins", "📄 Báo cáo tháng").document == "network.pdf"


def test_who_cannot_be_written_to_is_counted(closed: House) -> None:
    assert closed.deliveries(REPORTS) == {"sent": 5, "skipped": 1}
    assert "Cần gửi 6 = đã gửi 5 + bị chặn 0 + bỏ qua 1 + lỗi 0" in closed.finds("admins", "Gửi báo cáo tháng").text


def test_every_payer_has_a_list_and_the_lists_add_up_to_the_month(closed: House) -> None:
    lists = [page for page in closed.renderer.made if page.startswith("list of") and page.endswith("(pdf)")]
    assert lists == [
        "list of tld: 702000 (pdf)",
        "list of ld_ha_noi: 1404000 (pdf)",
        "list of ld_ca_mau: 468000 (pdf)",
    ]


@pytest.mark.parametrize("at_once", [1, 4])
def test_a_list_that_cannot_be_made_is_raised_and_none_of_the_others_is_noted(june: House, at_once: int) -> None:
    june.until(CUT_OFF)
    check_and_close(june)
    june.renderer.at_once = at_once
    june.renderer.broken.add("list of ld_ha_noi: 1404000 (pdf)")
    with pytest.raises(ValueError, match="ld_ha_noi"):
        render_lists(june.app.store, june.app.book, june.renderer, june.app.files, MAY, june.clock.now())
    assert "lists_written" not in [what for _, what, _ in june.journal("month:2026-05")]
    june.renderer.broken.clear()
    render_lists(june.app.store, june.app.book, june.renderer, june.app.files, MAY, june.clock.now())
    with june.looking() as tx:
        for payer, total in (("tld", 702_000), ("ld_ha_noi", 1_404_000), ("ld_ca_mau", 468_000)):
            content = june.app.files.locate(f"2026-05/payments/{payer}.pdf").read_bytes()
            archived = tx.archive.get(f"2026-05/payments/{payer}.pdf")
            assert content.decode() == f"list of {payer}: {total} (pdf)"
            assert archived is not None
            assert archived.digest == hashlib.sha256(content).hexdigest()


def test_what_is_archived_is_what_was_made(closed: House) -> None:
    path = "2026-05/collaborators/CTV02.pdf"
    content = closed.app.files.locate(path).read_bytes()
    assert content.decode() == "page of Trần Văn Bình (vi)"
    with closed.looking() as tx:
        archived = tx.archive.get(path)
    assert archived is not None
    assert archived.digest == hashlib.sha256(content).hexdigest()


def test_running_it_again_sends_nothing_again(closed: House) -> None:
    sent = documents(closed)
    with closed.looking() as tx:
        known = tx.slots.get(REPORTS)
    assert known is not None
    assert closed.app.run_slot(known.slot, closed.clock.now()).counts["taken"] == 1
    closed.restart()
    closed.app.plan(closed.clock.now())
    closed.until("2026-06-06 18:00")
    assert documents(closed) == sent


def test_it_is_sent_even_when_the_close_takes_days(june: House) -> None:
    june.until("2026-06-15 12:00")
    check_and_close(june)
    june.until("2026-06-15 12:30")
    assert june.sees("Bình").document == "CTV02.pdf"


def test_a_month_that_closes_after_a_month_is_no_longer_sent_by_itself(june: House) -> None:
    june.until("2026-07-06 12:00")
    assert june.state(REPORTS) is SlotState.SKIPPED
    assert june.journal(REPORTS)[-1] == ("scheduler", "slot_skip", "stale")


class TestOneBadRecord:
    def test_costs_nobody_else_theirs(self, one_broken: House) -> None:
        assert one_broken.finds("Bình", "📄 Tháng 05/2026").document == "CTV02.pdf"
        assert one_broken.deliveries(REPORTS) == {"sent": 5, "skipped": 1}

    def test_still_has_its_figures_in_chat(self, one_broken: House) -> None:
        told = one_broken.finds("Châu", "📄 Tháng 05/2026")
        assert told.document == ""
        assert "Phụ cấp: " in told.text

    def test_is_told_to_the_admin_group_with_what_to_do(self, one_broken: House) -> None:
        told = one_broken.finds("admins", "1 tệp chưa lập được").text
        assert "2026-05/collaborators/CTV03.pdf" in told
        assert "nhipcau report 2026-05" in told
        (why,) = one_broken.entries("2026-05/collaborators/CTV03.pdf")
        assert why.why == "ValueError: cannot draw page of Lê Minh Châu (vi)"


class TestMyMonth:
    def test_of_a_closed_month_comes_with_the_page_that_was_kept(self, closed: House) -> None:
        closed.says("Bình", "/thangcuatoi 5")
        assert closed.sees("Bình").document == "CTV02.pdf"
        assert closed.sees("Bình").text.startswith("📄 Tháng 05/2026 của anh/chị Trần Văn Bình\n")
        assert closed.renderer.made.count("page of Trần Văn Bình (vi)") == 1

    def test_without_a_month_is_the_last_one_that_was_sent(self, closed: House) -> None:
        closed.says("Bình", "/thangcuatoi")
        assert "Tháng 05/2026" in closed.sees("Bình").text

    def test_of_the_month_that_runs_says_that_figures_may_change(self, closed: House) -> None:
        closed.says("Bình", "/thangcuatoi 6/2026")
        assert closed.sees("Bình").document == ""
        assert closed.sees("Bình").text.startswith("📄 Tháng 06/2026 của anh/chị Trần Văn Bình\n")
        assert "Tháng chưa chốt, số liệu còn thay đổi" in closed.sees("Bình").text
        assert closed.sees("Bình").labels == ["05/2026"]

    def test_another_month_is_a_tap_away(self, closed: House) -> None:
        closed.says("Bình", "/thangcuatoi 06/2026")
        closed.presses("Bình", "05/2026")
        assert closed.sees("Bình").document == "CTV02.pdf"

    @pytest.mark.parametrize("asked", ["tháng năm", "13", "2026-13", "7/2026", "0"])
    def test_what_is_no_month_is_answered_with_an_example(self, closed: House, asked: str) -> None:
        closed.says("Bình", f"/thangcuatoi {asked}")
        assert f"“{asked}” không phải là tháng mà mạng lưới có số liệu" in closed.sees("Bình").text
        assert "/thangcuatoi 05/2026" in closed.sees("Bình").text

    def test_before_one_joined_there_is_none(self, closed: House) -> None:
        closed.says("Bình", "/thangcuatoi 1/2020")
        assert "Tháng 01/2020 anh/chị chưa tham gia" in closed.sees("Bình").text


class TestAsked:
    """`nhipcau report`: pages by hand."""

    def test_of_a_closed_month_all_that_stands_is_kept(self, closed: House) -> None:
        first, rendered = closed.app.write_reports(MAY, closed.clock.now(), nobody_looks)
        assert first == closed.app.files.locate("2026-05/index.html")
        assert (rendered.made, rendered.failed) == (0, ())

    def test_of_a_month_that_runs_are_drafts_apart(self, closed: House) -> None:
        first, rendered = closed.app.write_reports(Month(2026, 6), closed.clock.now(), nobody_looks, person="CTV02")
        assert first == closed.app.files.locate("drafts/2026-06/collaborators/CTV02.pdf")
        assert rendered.made == 1
        closed.says("Bình", "/thangcuatoi 6")
        assert closed.sees("Bình").document == ""

    @pytest.mark.parametrize(
        ("wanted", "file"),
        [
            ({"unit": "ld_ha_noi"}, "2026-05/units/ld_ha_noi.pdf"),
            ({"network": True}, "2026-05/network.pdf"),
            ({"months": 3}, "2026-05/papers/review-3.pdf"),
            ({"campaign": "thang_cong_nhan_2026"}, "2026-05/papers/thang_cong_nhan_2026.pdf"),
        ],
    )
    def test_may_be_of_one_thing(self, closed: House, wanted: dict[str, Any], file: str) -> None:
        first, _ = closed.app.write_reports(MAY, closed.clock.now(), nobody_looks, **wanted)
        assert first == closed.app.files.locate(file)
        assert first.exists()

    def test_of_a_campaign_go_to_its_own_recipients(self, closed: House) -> None:
        closed.app.write_reports(MAY, closed.clock.now(), nobody_looks, campaign="thang_cong_nhan_2026")
        to = "Liên đoàn Lao động các tỉnh, thành phố"
        assert f"paper of CampaignResult by Ban Tuyên giáo to {to} (pdf)" in closed.renderer.made

    @pytest.mark.parametrize(
        ("wanted", "code"),
        [
            ({"person": "CTV99"}, "not_in_report"),
            ({"unit": "x"}, "not_in_report"),
            ({"campaign": "x"}, "no_such_campaign"),
        ],
    )
    def test_of_what_is_not_there_are_refused(self, closed: House, wanted: dict[str, Any], code: str) -> None:
        with pytest.raises(Refused, match=code):
            closed.app.write_reports(MAY, closed.clock.now(), nobody_looks, **wanted)

    def test_the_month_s_folder_opens_with_an_index(self, closed: House) -> None:
        assert closed.app.files.locate("2026-05/index.html").read_text() == "index of 6 people (vi)"
        assert "paper of NetworkMonth by Ban Tuyên giáo (docx)" in closed.renderer.made


def nobody_looks(done: int, of: int) -> None:
    assert 0 <= done <= of
