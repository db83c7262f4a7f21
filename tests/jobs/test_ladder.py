"""The ladder in the network: one digest a person a day, one card a lead, one for the admin group."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from nhipcau.rules.calendar import WeekMoment
from nhipcau.rules.kernel import Span
from nhipcau.rules.ladder import Reminded, Rung
from nhipcau.rules.roster import Leave
from tests.fakes.clock import moment
from tests.fakes.config import with_programme
from tests.fakes.house import GROUP, House

ROUND, OTHER = "weekly_checkin/2026-W19", "declaration/2026-W19"
WEEKLY = ("https://example.org/1", "Không có gì thêm", "✅ Gửi")
THURSDAY, LATER = WeekMoment(3, time(9)), WeekMoment(3, time(14))


def of(house: House, who: str, mark: str) -> list[str]:
    return [text for text in house.reads(who) if mark in text]


def with_ladder(house: House, *rungs: Rung[WeekMoment]) -> None:
    house.restart(with_programme(house.app.book, "weekly_checkin", reminders=rungs))
    house.app.plan(house.clock.now())


def two_programmes(house: House, second: WeekMoment = THURSDAY) -> None:
    """A second programme asks in the same week and reminds on the same day, perhaps later in it."""
    with_ladder(house, Rung(THURSDAY))
    book = house.app.book
    rung = Rung(second, words={"vi": "Mong anh/chị gửi trước trưa."})
    other = replace(book.programmes["weekly_checkin"], key="declaration", form="eligibility", reminders=(rung,))
    names = {**book.programme_names, "declaration": {"vi": "Tự khai"}}
    house.restart(replace(book, programmes={**book.programmes, "declaration": other}, programme_names=names))
    house.app.plan(house.clock.now())


class TestDigest:
    def test_what_is_due_on_one_day_is_one_message_with_all_that_is_owed(self, house: House) -> None:
        two_programmes(house)
        house.until("2026-05-07 09:00")
        (text,) = of(house, "Bình", "🔔")
        assert text == (
            "🔔 Anh/chị Trần Văn Bình còn cần gửi 2 báo cáo:\n"
            "• Tự khai điều kiện phụ cấp (04/05/2026 – 10/05/2026), hạn 12:00 Chủ nhật 10/05/2026\n"
            "• Báo cáo tuần (04/05/2026 – 10/05/2026), hạn 12:00 Chủ nhật 10/05/2026\n"
            "\nMong anh/chị gửi trước trưa."
        )
        assert house.finds("Bình", "còn cần gửi 2").labels == ["▶ Tự khai điều kiện phụ cấp", "▶ Báo cáo tuần"]

    @pytest.mark.parametrize("asked", [ROUND, OTHER])
    def test_every_reminder_in_it_can_be_traced_and_adds_up(self, house: House, asked: str) -> None:
        two_programmes(house)
        house.until("2026-05-07 09:00")
        assert house.fates()[f"remind:{asked}#1:CTV02"] == ("sent", "")
        assert house.counts(f"remind:{asked}#1")["missing"] == 0

    def test_a_button_leads_to_its_question(self, house: House) -> None:
        two_programmes(house)
        house.until("2026-05-07 09:00")
        house.presses("Bình", "▶ Tự khai điều kiện phụ cấp")
        assert house.sees("Bình").labels == ["Có", "Không"]

    def test_what_falls_due_later_that_day_was_told_already(self, house: House) -> None:
        two_programmes(house, LATER)
        house.until("2026-05-07 14:00")
        assert len(of(house, "Bình", "🔔")) == 1
        assert house.fates()[f"remind:{OTHER}#1:CTV02"] == ("skipped", "told_today")

    def test_what_is_answered_before_it_leaves_is_not_in_it(self, house: House) -> None:
        two_programmes(house)
        house.until("2026-05-04 10:00")
        house.sleep_until("2026-05-07 09:00")
        with house.post_office_closed():
            house.wake()
            with house.app.store.begin() as tx:
                tx.checkins.send(house.checkin("Bình", ROUND).id, {}, house.clock.now())
        house.deliver()
        (text,) = of(house, "Bình", "🔔")
        assert text.startswith("🔔 Nhắc nhẹ: Tự khai điều kiện phụ cấp")
        assert house.fates()[f"remind:{ROUND}#1:CTV02"] == ("skipped", "answered")

    def test_a_channel_that_asks_to_wait_splits_nothing(self, house: House) -> None:
        two_programmes(house)
        house.until("2026-05-04 10:00")
        house.sleep_until("2026-05-07 09:00")
        house.courier.asks_to_wait(30)
        house.wake()
        assert [len(of(house, who, "🔔")) for who in ("Ánh", "Bình", "Lan")] == [1, 1, 1]

    def test_a_lost_answer_is_one_question_and_all_of_it_goes_again(self, house: House) -> None:
        two_programmes(house)
        house.until("2026-05-04 10:00")
        house.sleep_until("2026-05-07 09:00")
        house.courier.loses_the_answer()
        house.wake()
        ((pending, name),) = house.app.uncertain_messages()
        house.app.decide_uncertain(pending.id, True, "CB01", house.clock.now())
        house.deliver()
        assert [text.splitlines()[0] for text in of(house, name.split()[-1], "🔔")] == [
            f"🔔 Anh/chị {name} còn cần gửi 2 báo cáo:"
        ] * 2
        assert house.uncertain() == []


class TestTheHourChosen:
    def chooses(self, house: House, hour: int) -> None:
        with house.app.store.begin() as tx:
            tx.people.remind_at(house.person("Bình").id, hour)

    @pytest.mark.parametrize(
        ("hour", "not_yet", "comes"),
        [
            pytest.param(19, "2026-05-07 18:59", "2026-05-07 19:00", id="in the evening"),
            pytest.param(23, "2026-05-07 23:30", "2026-05-08 07:00", id="quiet hours win"),
        ],
    )
    def test_it_comes_at_that_hour_and_not_before(self, house: House, hour: int, not_yet: str, comes: str) -> None:
        self.chooses(house, hour)
        house.until(not_yet)
        assert of(house, "Bình", "🔔") == []
        house.until(comes)
        assert len(of(house, "Bình", "🔔")) == 1

    def test_never_twice_on_one_day_whatever_was_put_off(self, house: House) -> None:
        """The one of Thursday waits for Friday morning; Friday's own says nothing new."""
        with_ladder(house, Rung(THURSDAY), Rung(WeekMoment(4, time(9))))
        self.chooses(house, 23)
        house.until("2026-05-07 23:30")
        self.chooses(house, 9)
        house.until("2026-05-08 10:00")
        assert len(of(house, "Bình", "🔔")) == 1


def test_reminders_are_spread_over_the_window_and_a_restart_moves_none(house: House) -> None:
    book = replace(house.app.book, pace=replace(house.app.book.pace, spread=timedelta(minutes=30)))
    house.restart(book)
    house.until("2026-05-04 10:00")
    house.sleep_until("2026-05-07 09:00")
    with house.post_office_closed():
        house.wake()
        before = waiting(house)
        house.restart(book)
        house.app.plan(house.clock.now())
        house.wake()
    assert waiting(house) == before
    assert len(set(before)) == 4
    assert all(moment("2026-05-07 09:00") <= at < moment("2026-05-07 09:30") for at in before)


def waiting(house: House) -> list[datetime]:
    with house.looking() as tx:
        return [each.message.due_at for each in tx.outbox.of_slot(f"remind:{ROUND}#1") if each.at is None]


class TestLeads:
    """Saturday at 15:00 (config): Lan leads Hà Nội, nobody leads Cà Mau, Châu is on leave."""

    def test_a_lead_gets_one_card_with_the_names_of_the_unit(self, house: House) -> None:
        house.until("2026-05-09 15:00")
        assert of(house, "Lan", "👥") == [
            "👥 Báo cáo tuần (04/05/2026 – 10/05/2026), hạn 12:00 Chủ nhật 10/05/2026\n"
            "Trong đơn vị của anh/chị còn 2 người chưa gửi:\n"
            "• LĐLĐ Hà Nội: Nguyễn Thị Ánh, Trần Văn Bình\n"
            "Mong anh/chị nhắn giúp một lời."
        ]

    def test_units_that_nobody_leads_are_told_of_in_the_admin_group(self, house: House) -> None:
        house.until("2026-05-09 15:00")
        assert "\n• LĐLĐ Cà Mau: 2/2" in posted(house, 3)

    def test_who_has_answered_is_not_named(self, house: House) -> None:
        house.until("2026-05-04 10:00")
        house.answers("Bình", *WEEKLY)
        house.until("2026-05-09 15:00")
        (card,) = of(house, "Lan", "👥")
        assert "còn 1 người chưa gửi:\n• LĐLĐ Hà Nội: Nguyễn Thị Ánh\n" in card

    def test_nothing_is_said_when_all_have_answered_meanwhile(self, house: House) -> None:
        house.until("2026-05-04 10:00")
        house.answers("Bình", *WEEKLY)
        house.until("2026-05-09 09:00")
        house.sleep_until("2026-05-09 15:00")
        with house.post_office_closed():
            house.wake()
            with house.app.store.begin() as tx:
                tx.checkins.send(house.checkin("Ánh", ROUND).id, {}, house.clock.now())
        house.deliver()
        assert of(house, "Lan", "👥") == []
        assert house.fates()[f"remind:{ROUND}#3:CTV06"] == ("skipped", "answered")

    def test_the_launch_adds_up(self, house: House) -> None:
        house.until("2026-05-09 15:00")
        counts = house.counts(f"remind:{ROUND}#3")
        assert (counts["audience"], counts["sent"], counts["missing"]) == (1, 1, 0)


def posted(house: House, step: int) -> str:
    """The card that a step of the ladder put into the admin group."""
    with house.looking() as tx:
        card = tx.outbox.posted(f"owing:{ROUND}:remind:{ROUND}#{step}")
    assert card is not None
    return house.courier.chats[GROUP][card.message_id].text


def test_the_last_step_tells_the_admin_group_once(house: House) -> None:
    with_ladder(house, Rung(THURSDAY), Rung(LATER, Reminded.ADMIN_GROUP))
    house.until("2026-05-07 14:00")
    assert "5/5 người chưa gửi" in posted(house, 2)
    assert of(house, "Lan", "👥") == []


@pytest.mark.parametrize(
    ("first", "last", "asked", "excused"),
    [
        pytest.param("2026-05-04", "2026-05-17", 4, 2, id="over the opening"),
        pytest.param("2026-05-08", "2026-05-17", 4, 2, id="over the deadline"),
        pytest.param("2026-05-06", "2026-05-08", 5, 1, id="in the middle"),
    ],
)
def test_who_was_on_leave_when_it_opened_or_was_due_is_in_no_denominator(
    house: House, first: str, last: str, asked: int, excused: int
) -> None:
    """Châu is on leave all the time; the other one is Bình (R13)."""
    with house.app.store.begin() as tx:
        days = Span(date.fromisoformat(first), date.fromisoformat(last))
        tx.people.add_leave(house.person("Bình").id, Leave(days))
    house.until("2026-05-10 21:00")
    closed = house.finds("admins", "đã khép lại").text
    assert f"Được hỏi: {asked} " in closed
    assert f"được miễn: {excused}" in closed


def test_who_answered_and_then_went_on_leave_counts_as_answered(house: House) -> None:
    house.until("2026-05-04 10:00")
    house.answers("Bình", *WEEKLY)
    with house.app.store.begin() as tx:
        tx.people.add_leave(house.person("Bình").id, Leave(Span(date(2026, 5, 9))))
    house.until("2026-05-10 21:00")
    assert "đúng hạn: 1 " in house.finds("admins", "đã khép lại").text
