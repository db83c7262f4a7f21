"""`nhipcau plan`: who would get what, when and why; what is known by now is heeded, nothing is sent or stored."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from nhipcau.ports import Foretold
from nhipcau.rules.kernel import Span
from nhipcau.rules.roster import Audience, Leave
from tests.fakes.clock import moment
from tests.fakes.house import House

OPENED, THURSDAY = "2026-05-04 09:00", "remind:weekly_checkin/2026-W19#1"
SATURDAY_TO_LEADS = "remind:weekly_checkin/2026-W19#3"
NOTHING = ("Tuần này chưa có", "Không có gì thêm", "✅ Gửi")


def ahead(house: House, who: str = "", days: str = "2026-05-11 00:00") -> dict[str, Foretold]:
    code = house.people[who].code if who else ""
    return {item.slot.key: item for item in house.app.foretell(house.clock.now(), moment(days), code)}


def reads(item: Foretold) -> tuple[int, dict[str, int], str]:
    return item.told, dict(item.kept), item.why


def test_a_normal_week_says_how_many_get_it_and_what_keeps_it_from_the_others(house: House) -> None:
    week = ahead(house)
    assert reads(week["open_round:weekly_checkin/2026-W19"]) == (4, {"on_leave": 1, "no_chat": 1}, "asked")
    assert reads(week[THURSDAY]) == (4, {"on_leave": 1, "no_chat": 1}, "if_owing")
    assert reads(week[SATURDAY_TO_LEADS]) == (1, {}, "leads")
    assert reads(week["close_round:weekly_checkin/2026-W19"]) == (0, {}, "staff")


def test_of_an_open_round_whoever_answered_is_left_out(house: House) -> None:
    house.until(OPENED)
    house.answers("Bình", *NOTHING)
    assert reads(ahead(house)[THURSDAY]) == (3, {"answered": 1, "on_leave": 1, "no_chat": 1}, "if_owing")
    assert reads(ahead(house, "Bình")[THURSDAY]) == (0, {"answered": 1}, "answered")


def test_a_lead_reads_what_they_get_as_a_lead(house: House) -> None:
    assert ahead(house, "Lan")[SATURDAY_TO_LEADS].why == "leads"
    assert SATURDAY_TO_LEADS not in ahead(house, "Bình")


@pytest.mark.parametrize(("who", "why"), [("Châu", "on_leave"), ("Dũng", "no_chat"), ("Bình", "if_owing")])
def test_for_one_person_it_says_how_they_stand(house: House, who: str, why: str) -> None:
    assert ahead(house, who)[THURSDAY].why == why


def test_a_reminder_is_told_at_the_hour_that_the_person_chose(house: House) -> None:
    with house.app.store.begin() as tx:
        tx.people.remind_at(house.person("Bình").id, 20)
    assert house.app.book.calendar.local(ahead(house, "Bình")[THURSDAY].at) == moment("2026-05-07 20:00")
    assert ahead(house)[THURSDAY].at == moment("2026-05-07 09:00")


def test_what_falls_into_the_quiet_hours_is_told_for_the_morning(house: House) -> None:
    may = house.app.book.campaigns["thang_cong_nhan_2026"]
    assert may.kick_off is not None
    late = replace(may, kick_off=replace(may.kick_off, at=time(23, 30)))
    house.restart(replace(house.app.book, campaigns={may.key: late}))
    at = ahead(house, "Bình")["kick_off:thang_cong_nhan_2026"].at
    assert house.app.book.calendar.local(at) == moment("2026-05-05 07:00")


def test_an_audience_of_nobody_is_told_as_such(house: House) -> None:
    may = replace(house.app.book.campaigns["thang_cong_nhan_2026"], audience=Audience(frozenset({"grassroots"})))
    house.restart(replace(house.app.book, campaigns={may.key: may}))
    assert reads(ahead(house)["kick_off:thang_cong_nhan_2026"]) == (0, {}, "nobody")


def test_what_was_run_by_hand_already_is_ahead_no_more(house: House) -> None:
    house.sleep_until("2026-05-04 07:30")
    assert "open_round:weekly_checkin/2026-W19" in ahead(house)
    house.app.run_by_hand("open_round:weekly_checkin/2026-W19", house.clock.now())
    assert "open_round:weekly_checkin/2026-W19" not in ahead(house)


def test_nothing_falls_into_tet_2027_and_the_campaign_goes_on_after_it(house: House) -> None:
    found = house.app.foretell(moment("2027-02-01 00:00"), moment("2027-02-23 00:00"))
    days = [local(house, item.at).date() for item in found if item.why not in ("staff", "group")]
    assert [day for day in days if date(2027, 2, 4) <= day <= date(2027, 2, 10)] == []
    tet = [f"{local(house, item.at):%d/%m %H:%M}" for item in found if "tet_sum_vay_2027" in item.slot.subject]
    assert tet == ["02/02 08:30", "11/02 09:00", "15/02 09:00", "22/02 17:00"]


def test_a_leave_that_begins_tomorrow_counts_from_its_day_on(house: House) -> None:
    with house.app.store.begin() as tx:
        tx.people.add_leave(house.person("Bình").id, Leave(Span(date(2026, 5, 5), date(2026, 5, 8))))
    found = ahead(house, "Bình")
    whys = [found[key].why for key in ("open_round:weekly_checkin/2026-W19", THURSDAY, THURSDAY.replace("#1", "#2"))]
    assert whys == ["asked", "on_leave", "if_owing"]


def local(house: House, at: datetime) -> datetime:
    return house.app.book.calendar.local(at)
