"""People set a campaign's days, audience and owners otherwise than its file: what is unsent follows, and only that."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhipcau.rules.amendments import Amendment
from nhipcau.rules.cadence import SlotState
from nhipcau.rules.kernel import Json
from nhipcau.settings.faults import BadConfig
from tests.fakes.clock import moment
from tests.fakes.house import House

MAY = "thang_cong_nhan_2026"
KICK_OFF = f"kick_off:{MAY}"


def amend(house: House, what: str, value: str, campaign: str = MAY) -> dict[str, int]:
    wish = Amendment(campaign, what, value, "CB01", house.clock.now(), "Ban Tuyên giáo xin đổi")
    return dict(house.app.amend_campaign(wish).counts)


def unamend(house: House, what: str) -> dict[str, int]:
    return dict(house.app.unamend_campaign(Amendment(MAY, what, "", "CB01", house.clock.now(), "lại như cũ")).counts)


def refusals(house: House, what: str, value: str, campaign: str = MAY) -> list[str]:
    """The sentences of a no, as people read them."""
    with pytest.raises(BadConfig) as bad:
        amend(house, what, value, campaign)
    return [house.app.words.sentence("faults/faults", f.code, dict[str, Json](f.facts), "vi") for f in bad.value.faults]


def announced(house: House, who: str) -> list[str]:
    return [text for text in house.reads(who) if "Tháng Công nhân" in text]


def due(house: House, key: str) -> str:
    return next(f"{slot.due_at:%d/%m %H:%M}" for slot in house.app.upcoming(house.clock.now(), 90) if slot.key == key)


class TestDays:
    def test_another_moment_of_the_announcement_is_the_one_that_counts(self, house: House) -> None:
        assert amend(house, "kick_off", "2026-05-06 14:00")["moved"] == 1
        house.until("2026-05-06 13:59")
        assert announced(house, "Bình") == []
        house.until("2026-05-06 14:00")
        assert len(announced(house, "Bình")) == 1

    def test_what_is_counted_from_a_day_moves_along(self, house: House) -> None:
        before = due(house, KICK_OFF)
        amend(house, "first", "2026-05-11")
        assert (before, due(house, KICK_OFF)) == ("04/05 08:30", "11/05 08:30")

    def test_what_was_sent_is_not_sent_again(self, house: House) -> None:
        """R2"""
        house.until("2026-05-04 09:00")
        assert len(announced(house, "Bình")) == 1
        amend(house, "first", "2026-05-05")
        house.until("2026-05-12 09:00")
        assert announced(house, "Bình") == []
        assert house.state(KICK_OFF) is SlotState.DONE

    def test_taking_it_back_is_as_if_it_had_never_been(self, house: House) -> None:
        before = due(house, KICK_OFF)
        amend(house, "kick_off", "2026-05-06 14:00")
        assert unamend(house, "kick_off")["moved"] == 1
        assert (due(house, KICK_OFF), house.app.amendments()) == (before, [])


class TestWhom:
    def test_only_the_audience_that_people_chose_is_told(self, house: House) -> None:
        amend(house, "units", "ld_ca_mau")
        house.until("2026-05-04 09:00")
        assert "Workers' Month" in house.sees("Giang").text  # of Cà Mau; she reads English
        assert announced(house, "Bình") == []

    def test_an_empty_list_is_everyone(self, house: House) -> None:
        amend(house, "units", "ld_ca_mau")
        amend(house, "units", "")
        house.until("2026-05-04 09:00")
        assert len(announced(house, "Bình")) == 1

    def test_a_task_has_the_owner_that_people_named(self, house: House) -> None:
        task = house.app.book.campaigns[MAY].tasks[0].key
        amend(house, f"owner.{task}", "Ban Nữ công")
        with house.looking() as tx:
            campaign = house.app.book.amended(tx.amendments.all()).campaigns[MAY]
        assert campaign.tasks[0].owner == "Ban Nữ công"


class TestRefused:
    @pytest.mark.parametrize(
        ("what", "value", "sentence"),
        [
            ("first", "4/5/2026", 'Ngày "4/5/2026" xin ghi theo thứ tự năm-tháng-ngày: 2026-05-04.'),
            ("first", "2026-06-15", "Ngày cuối 31/05/2026 lại đứng trước ngày đầu 15/06/2026."),
            ("last", "2026-04-30", "Ngày cuối 30/04/2026 lại đứng trước ngày đầu 01/05/2026."),
            ("kick_off", "2026-06-20 08:00", "là sau ngày cuối của chiến dịch"),
            ("kick_off", "2026-05-06 8h", 'Ví dụ: "08:00"'),
            ("kick_off", "2026-05-02 08:00", "mốc 02/05/2026 08:00 đã qua mà chưa làm"),
            ("levels", "provincail", 'Có phải anh/chị muốn ghi "provincial"?'),
            ("units", "ld_ha_noi, ld_xyz", 'Không có đơn vị nào có mã "ld_xyz"'),
            ("roles", "king", 'Không có vai trò nào có mã "king"'),
            ("owner.nothing", "Ban Nữ công", 'Không có việc nào có mã "nothing"'),
            ("slogan", "Khác", "Các lựa chọn: first, last, kick_off, levels, units, roles, owner."),
        ],
    )
    def test_with_the_sentence_that_config_has_for_it(self, house: House, what: str, value: str, sentence: str) -> None:
        assert any(sentence in said for said in refusals(house, what, value))
        assert house.app.amendments() == []

    def test_for_a_campaign_that_is_not_there(self, house: House) -> None:
        (sentence,) = refusals(house, "first", "2026-05-02", "thang_cong_nhan")
        assert 'Có phải anh/chị muốn ghi "thang_cong_nhan_2026"?' in sentence

    def test_after_the_announcement_for_its_moment(self, house: House) -> None:
        house.until("2026-05-04 09:00")
        assert "Chiến dịch đã phát động lúc 04/05/2026 08:30" in refusals(house, "kick_off", "2026-05-06 08:30")[0]

    def test_r11_when_the_file_that_would_count_again_has_passed(self, house: House) -> None:
        """R11: taking back what was put off would make the announcement late at once."""
        amend(house, "kick_off", "2026-05-06 14:00")
        house.until("2026-05-05 09:00")
        with pytest.raises(BadConfig):
            unamend(house, "kick_off")


class TestRemembered:
    def test_who_when_and_why_and_what_was_before(self, house: House) -> None:
        amend(house, "last", "2026-06-05")
        amend(house, "last", "2026-06-07")
        (standing,) = house.app.amendments()
        assert (standing.value, standing.by, standing.why) == ("2026-06-07", "CB01", "Ban Tuyên giáo xin đổi")
        entry = house.entries(f"campaign:{MAY}")[-1]
        assert (entry.what, entry.why) == ("campaign_amended", "Ban Tuyên giáo xin đổi")
        assert entry.detail == {"what": "last", "before": "2026-06-05", "after": "2026-06-07"}

    def test_the_same_wish_again_changes_nothing(self, house: House) -> None:
        amend(house, "last", "2026-06-05")
        assert amend(house, "last", "2026-06-05") == {"unchanged": 1}
        assert len(house.entries(f"campaign:{MAY}")) == 1

    def test_every_process_goes_by_it_also_after_a_restart(self, house: House) -> None:
        amend(house, "kick_off", "2026-05-06 14:00")
        house.restart()
        assert house.app.plan(house.clock.now()).counts == {"created": 0, "moved": 0, "cancelled": 0}
        assert due(house, KICK_OFF) == "06/05 14:00"

    def test_for_a_campaign_whose_file_is_gone_it_counts_for_nothing(self, house: House) -> None:
        amend(house, "last", "2026-06-05")
        kept = {key: item for key, item in house.app.book.campaigns.items() if key != MAY}
        house.restart(replace(house.app.book, campaigns=kept))
        assert house.app.plan(house.clock.now()).counts["cancelled"] > 0

    def test_whoever_looks_ahead_sees_it_with_its_reason(self, house: House) -> None:
        amend(house, "kick_off", "2026-05-06 14:00")
        ahead = house.app.foretell(house.clock.now(), moment("2026-05-10 00:00"))
        (found,) = [item for item in ahead if item.slot.key == KICK_OFF]
        assert f"{found.slot.due_at:%d/%m %H:%M}" == "06/05 14:00"
        assert [(wish.what, wish.why) for wish in found.amendments] == [("kick_off", "Ban Tuyên giáo xin đổi")]


_MOMENTS = st.builds(
    "2026-05-{:02} {:02}:{:02}".format, st.integers(4, 14), st.integers(7, 20), st.sampled_from((0, 30))
)
_WISHES = st.lists(st.tuples(st.integers(1, 60), st.none() | _MOMENTS), min_size=1, max_size=5)


@given(wishes=_WISHES)
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_often_an_announcement_is_put_off_everyone_hears_it_once(
    new_house: Callable[[], House], wishes: list[tuple[int, str | None]]
) -> None:
    """R1, R2: random wishes, some of them refused, some taken back, at random moments before and after it went out."""
    house = new_house()
    for hours, wish in wishes:
        house.until((house.clock.now() + timedelta(hours=hours)).strftime("%Y-%m-%d %H:%M"))
        with suppress(BadConfig):
            unamend(house, "kick_off") if wish is None else amend(house, "kick_off", wish)
    house.until("2026-05-07 08:00")
    assert len(announced(house, "Bình")) == 1
    assert house.state(KICK_OFF) is SlotState.DONE
