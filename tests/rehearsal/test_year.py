"""A year on one page: every campaign and programme has its row, every due moment its mark."""

from datetime import date

import pytest

from nhipcau.rules.cadence import SlotKind
from practice.rehearsal.timeline import Happened, year_view
from practice.rehearsal.year import Lived, live

FORTNIGHT = date(2026, 1, 15)


@pytest.fixture(scope="module")
def lived() -> tuple[dict, Lived]:
    app, lived = live(2026, seed=1, people=10, until=FORTNIGHT)
    return year_view(app, 2026, 10, lived.timeline, lived.messages, "vi"), lived


def row(view: dict, name: str) -> dict:
    return next(row for row in view["rows"] if row["name"] == name)


def test_every_campaign_of_the_year_has_a_row_by_its_first_day_then_every_programme(lived: tuple[dict, Lived]) -> None:
    assert [row["name"] for row in lived[0]["rows"]] == [
        "Tháng hành động về An toàn, vệ sinh lao động năm 2026",
        "Tháng Công nhân năm 2026",
        "Kỷ niệm 97 năm Ngày thành lập Công đoàn Việt Nam",
        "Nhân rộng trang, nhóm chính thức theo bốn giai đoạn",
        "Báo cáo tuần",
        "Báo cáo tháng",
        "Tự khai điều kiện phụ cấp",
    ]


def test_a_row_has_a_mark_for_every_due_moment_with_how_many_were_told(lived: tuple[dict, Lived]) -> None:
    marks = [(mark["kind"], mark["when"][6:], mark["told"]) for mark in row(lived[0], "Báo cáo tuần")["marks"]]
    assert ("open_round", "Thứ Hai 05/01/2026", 10) in marks
    assert [kind for kind, _, _ in marks].count("close_round") == 1


def test_who_answered_is_not_reminded_in_the_year_either(lived: tuple[dict, Lived]) -> None:
    """R19"""
    first = next(mark for mark in row(lived[0], "Báo cáo tuần")["marks"] if mark["kind"] == "remind")
    assert first["told"] + first["spared"] == 10
    assert first["spared"] > 0


def test_a_campaign_has_the_bar_of_its_days_and_days_off_are_marked(lived: tuple[dict, Lived]) -> None:
    assert row(lived[0], "Tháng Công nhân năm 2026")["window"] == {
        "x": 360,
        "width": 93,
        "days": "01/05/2026 – 31/05/2026",
    }
    assert "30/04/2026" in " ".join(day["name"] for day in lived[0]["off"])


def test_what_happened_belongs_to_the_campaign_that_asked(lived: tuple[dict, Lived]) -> None:
    assert {happened.about for happened in lived[1].timeline} == {"weekly_checkin"}
    assert all(isinstance(happened, Happened) for happened in lived[1].timeline)


def test_campaigns_that_begin_between_rounds_are_announced_to_everyone() -> None:
    """The people's answers take no time in which something else falls due."""
    _, lived = live(2026, seed=1, people=2, until=date(2026, 5, 5))
    told = {each.slot.key: each.counts["planned"] for each in lived.timeline if each.slot.kind is SlotKind.KICK_OFF}
    assert told == {"kick_off:thang_cong_nhan_2026": 2, "kick_off:thang_atvsld_2026": 2}
