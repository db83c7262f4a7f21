"""What becomes of a message when the channel fails: waited for, given up, or handed to people; never sent twice."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from nhipcau.ports import Blocked, Gone, TryLater, Uncertain, Undeliverable
from nhipcau.rules.roster import ChatState
from nhipcau.settings.rulebook import Rulebook
from tests.fakes.clock import moment
from tests.fakes.house import GROUP, House

OPENING = "open_round:weekly_checkin/2026-W19"


def at_opening(house: House) -> None:
    """Five are to be asked; nothing is sent yet."""
    house.sleep_until("2026-05-04 08:00")
    with house.post_office_closed():
        house.wake()


def asked(house: House) -> int:
    return sum("📝" in parcel.text for parcel in house.courier.sent)


class TestEveryEnd:
    """R20, R21, R22: what Telegram says of a message is where the message, and its person, stand afterwards."""

    @pytest.mark.parametrize(
        ("said", "stands", "why", "chat"),
        [
            (Blocked("Forbidden: bot was blocked by the user"), "blocked", "Forbidden", ChatState.BLOCKED),
            (Gone("Forbidden: user is deactivated"), "gone", "Forbidden", ChatState.GONE),
            (Gone("Bad Request: chat not found"), "gone", "Bad Request", ChatState.GONE),
            (Undeliverable("Bad Request: message is too long", "too_long"), "failed", "too_long", ChatState.ACTIVE),
            (Undeliverable("Bad Request: can't parse entities", "bad_html"), "failed", "bad_html", ChatState.ACTIVE),
            (Uncertain("Timed out"), "uncertain", "Timed out", ChatState.ACTIVE),
            (TryLater("Flood control exceeded", 3), "sent", "", ChatState.ACTIVE),
        ],
        ids=str,
    )
    def test_is_its_own(self, house: House, said: Exception, stands: str, why: str, chat: ChatState) -> None:
        at_opening(house)
        house.courier.breaks(said)
        house.deliver()
        state, reason = house.fates()[f"{OPENING}:CTV01"]
        assert (state, reason.partition(":")[0], house.person("Ánh").chat) == (stands, why, chat)

    def test_who_has_no_account_any_more_is_told_of_and_comes_back_by_a_new_invite(self, house: House) -> None:
        at_opening(house)
        house.courier.breaks(Gone("Forbidden: user is deactivated"))
        house.deliver()
        assert any("tài khoản Telegram không còn" in text for text in house.reads("Lan"))
        assert "+ không còn tài khoản 1" in "".join(house.reads("admins"))
        house.until("2026-05-07 10:00")
        assert house.fates()["remind:weekly_checkin/2026-W19#1:CTV01"][0] == "gone"


class TestTryingLater:
    def test_everything_goes_out_once_the_channel_answers_again(self, house: House) -> None:
        at_opening(house)
        house.courier.asks_to_wait(30, times=3)
        house.deliver()
        assert house.deliveries(OPENING) == {"sent": 4, "skipped": 1}

    def test_nothing_is_sent_before_the_time_that_the_channel_named(self, house: House) -> None:
        at_opening(house)
        house.courier.asks_to_wait(30)
        began = house.clock.now()
        house.deliver()
        assert house.clock.now() - began >= timedelta(seconds=30)

    def test_an_outage_of_hours_costs_no_message(self, house: House) -> None:
        at_opening(house)
        house.courier.asks_to_wait(5, times=150)
        while "planned" in house.deliveries(OPENING):
            house.clock.set(house.clock.now() + timedelta(minutes=5))
            house.deliver()
        assert house.clock.now() > moment("2026-05-04 10:00")
        assert house.deliveries(OPENING) == {"sent": 4, "skipped": 1}

    def test_but_not_for_ever(self, house: House) -> None:
        at_opening(house)
        with house.post_office_closed():
            for who in ("Ánh", "Giang", "Lan"):
                house.blocks(who)
        house.courier.asks_to_wait(600, times=1000)
        while "planned" in house.deliveries(OPENING):
            house.clock.set(house.clock.now() + timedelta(minutes=10))
            house.deliver()
        assert house.deliveries(OPENING) == {"failed": 1, "blocked": 3, "skipped": 1}
        assert house.clock.now() > moment("2026-05-04 16:00")
        assert asked(house) == 0


class TestLostAnswers:
    def test_a_message_that_may_have_arrived_is_never_sent_again(self, house: House) -> None:
        at_opening(house)
        house.courier.loses_the_answer()
        house.deliver()
        house.restart()
        house.until("2026-05-04 12:00")
        assert asked(house) == 4
        assert house.deliveries(OPENING) == {"sent": 3, "uncertain": 1, "skipped": 1}

    def test_it_is_listed_with_the_name_of_the_person(self, house: House) -> None:
        at_opening(house)
        house.courier.loses_the_answer()
        house.deliver()
        (waiting,) = house.app.uncertain_messages()
        assert (waiting[0].message.template, waiting[1]) == ("checkins/opening", "Nguyễn Thị Ánh")

    def test_the_admin_group_is_told_once(self, house: House) -> None:
        at_opening(house)
        house.courier.loses_the_answer()
        house.deliver()
        house.deliver()
        told = [text for text in house.reads("admins") if text.startswith("❔")]
        assert len(told) == 1
        assert "Hệ thống không tự gửi lại, để không ai nhận hai lần" in told[0]


class TestLeases:
    """The process dies between taking a message and hearing what became of it."""

    def test_the_message_waits_for_a_person(self, house: House) -> None:
        at_opening(house)
        taken = house.app.outbox.take(house.clock.now())
        assert taken is not None
        house.restart()
        house.deliver()
        assert house.uncertain() == []
        house.clock.set(house.clock.now() + house.app.book.pace.lease)
        house.deliver()
        house.deliver()
        assert house.uncertain() == [f"{OPENING}:CTV01"]
        assert house.fates()[f"{OPENING}:CTV01"] == ("uncertain", "lease_expired")
        assert asked(house) == 3
        assert [text[0] for text in house.reads("admins")].count("❔") == 1

    def test_an_answer_that_comes_after_all_settles_it(self, house: House) -> None:
        at_opening(house)
        taken = house.app.outbox.take(house.clock.now())
        assert taken is not None
        house.clock.set(house.clock.now() + house.app.book.pace.lease)
        house.deliver()
        house.app.outbox.sent(taken, 17, house.clock.now())
        assert house.uncertain() == []
        assert house.deliveries(OPENING) == {"sent": 4, "skipped": 1}


class TestMessagesThatCannotBeMade:
    def test_a_template_that_fails_costs_its_message_and_no_other(self, house: House) -> None:
        at_opening(house)
        with house.app.store.begin() as tx:
            pending = tx.outbox.claim(house.clock.now(), house.clock.now() + timedelta(minutes=1))
            assert pending is not None
            tx.outbox.postpone(pending.id, house.clock.now())
        broken = pending.message
        with house.app.store.begin() as tx:
            tx.outbox.put([type(broken)("broken", broken.to, "no/such", {}, broken.lane, house.clock.now())])
        house.deliver()
        state, reason = house.fates()["broken"]
        assert (state, reason.startswith("template:")) == ("failed", True)
        assert asked(house) == 4

    def test_an_archived_file_that_is_gone_costs_its_message_and_no_other(self, house: House) -> None:
        """The real courier finds it gone; here it is the loop's last resort: a person looks."""
        at_opening(house)
        house.courier.breaks(FileNotFoundError("2026-05/network.pdf"))
        house.deliver()
        assert house.deliveries(OPENING) == {"sent": 3, "uncertain": 1, "skipped": 1}
        assert asked(house) == 3


def test_while_no_admin_group_is_bound_what_it_would_be_told_is_skipped(house: House) -> None:
    house.has_no_admin_group()
    house.until("2026-05-04 08:00")
    assert house.fates()[f"reconciled:{OPENING}"] == ("skipped", "no_group")


class TestASupergroup:
    """R22: the admin group is upgraded, and has another number from one message to the next."""

    def test_the_new_number_is_taken_over_and_nothing_is_lost(self, house: House) -> None:
        house.courier.moves_the_group(GROUP, -1001234)
        house.until("2026-05-04 08:00")
        texts = [shown.text for shown in house.courier.chats[-1001234].values()]
        assert len([text for text in texts if "Mở đợt" in text]) == 1
        with house.looking() as tx:
            assert tx.people.group("admin") == -1001234
        assert house.journal("chat:-1001234") == [("courier", "group_moved", "")]

    def test_it_is_written_to_there_from_then_on(self, house: House) -> None:
        house.courier.moves_the_group(GROUP, -1001234)
        house.until("2026-05-10 21:00")
        assert "đã khép lại" in "".join(shown.text for shown in house.courier.chats[-1001234].values())
        assert GROUP not in house.courier.chats


class TestQuietHours:
    def test_what_the_network_says_by_itself_waits_until_the_morning(self, house: House) -> None:
        at_opening(house)
        house.clock.set(moment("2026-05-04 22:30"))
        house.deliver()
        assert asked(house) == 0
        house.clock.set(moment("2026-05-05 06:59"))
        house.deliver()
        assert asked(house) == 0
        house.clock.set(moment("2026-05-05 07:00"))
        house.deliver()
        assert house.deliveries(OPENING) == {"sent": 4, "skipped": 1}

    def test_who_answers_at_night_is_answered_at_once(self, house: House) -> None:
        house.until("2026-05-04 23:30")
        house.reads("Bình")
        house.says("Bình", "https://example.org/1")
        assert "Câu 2/2" in house.reads("Bình")[-1]


class TestWhatAPersonFoundOut:
    def in_doubt(self, house: House) -> int:
        at_opening(house)
        house.courier.loses_the_answer()
        house.deliver()
        ((pending, _),) = house.app.uncertain_messages()
        return pending.id

    def test_it_is_sent_again_when_somebody_says_so(self, house: House) -> None:
        number = self.in_doubt(house)
        assert house.app.decide_uncertain(number, True, "CB01", house.clock.now()).counts == {"again": 1}
        house.deliver()
        assert (asked(house), house.uncertain()) == (5, [])
        assert house.journal(f"message:{number}")[-1] == ("CB01", "message_again", "")

    def test_it_is_not_when_it_did_arrive(self, house: House) -> None:
        number = self.in_doubt(house)
        house.app.decide_uncertain(number, False, "CB01", house.clock.now())
        house.deliver()
        assert (asked(house), house.uncertain()) == (4, [])
        assert house.deliveries(OPENING) == {"sent": 4, "skipped": 1}

    def test_of_two_who_decide_the_first_is_heard(self, house: House) -> None:
        number = self.in_doubt(house)
        house.app.decide_uncertain(number, False, "CB01", house.clock.now())
        assert house.app.decide_uncertain(number, True, "CB02", house.clock.now()).counts == {"unknown": 1}


def with_pace(house: House, **caps: Any) -> Rulebook:
    return replace(house.app.book, pace=replace(house.app.book.pace, **caps))


class TestCaps:
    """R6: whatever runs in a circle ends, and somebody hears of it."""

    def test_r6_the_very_same_goes_out_three_times_an_hour_and_the_admins_are_told_once(self, house: House) -> None:
        house.clock.set(moment("2026-05-04 09:00"))
        for _ in range(6):
            house.says("Bình", "/trangthai")
        assert house.reads("Bình") == ["Anh/chị không còn nợ báo cáo nào. Cảm ơn anh/chị!"] * 3
        (warning,) = [text for text in house.reads("admins") if text.startswith("🔁")]
        assert warning.startswith("🔁 Trong một giờ qua Trần Văn Bình đã nhận 3 tin giống hệt nhau")

    def test_an_hour_later_it_goes_out_again_and_other_words_always_do(self, house: House) -> None:
        house.clock.set(moment("2026-05-04 09:00"))
        for _ in range(4):
            house.says("Bình", "/trangthai")
        house.reads("Bình")
        house.says("Bình", "/phucap")
        house.clock.set(moment("2026-05-04 10:01"))
        house.says("Bình", "/trangthai")
        assert len(house.reads("Bình")) == 2

    def test_who_got_too_many_in_a_day_gets_no_more_and_the_admins_are_told_once(self, house: House) -> None:
        house.restart(with_pace(house, most_a_day=10, most_alike_an_hour=100))
        house.clock.set(moment("2026-05-04 09:00"))
        for _ in range(15):
            house.says("Bình", "/trangthai")
        assert len(house.reads("Bình")) == 10
        assert len([text for text in house.reads("admins") if text.startswith("🔁")]) == 1

    def test_the_day_after_they_are_written_to_again(self, house: House) -> None:
        house.restart(with_pace(house, most_a_day=10, most_alike_an_hour=100))
        house.clock.set(moment("2026-05-04 09:00"))
        for _ in range(15):
            house.says("Bình", "/trangthai")
        house.reads("Bình")
        house.clock.set(moment("2026-05-05 09:30"))
        house.says("Bình", "/trangthai")
        assert len(house.reads("Bình")) == 1
