"""Joining, a new phone, blocking and coming back; who may speak, and what is remembered of it."""

import pytest

from nhipcau.rules.roster import ChatState
from tests.fakes.house import House
from tests.fakes.people import GROUP

ROUND = "weekly_checkin/2026-W19"


def invite(house: House, who: str) -> str:
    return next(code for person, code in house.app.invites() if person.name == house.people[who].name)


class TestJoining:
    def test_an_invite_binds_the_chat_and_welcomes_by_name(self, house: House) -> None:
        house.says("Dũng", f"/start {invite(house, 'Dũng')}")
        assert house.reads("Dũng")[0].startswith("Chào anh/chị Phạm Quốc Dũng! Đây là trợ lý của Mạng lưới")
        assert not house.person("Dũng").reachable
        house.presses("Dũng", "✅ Tôi đồng ý")
        (welcome,) = house.reads("Dũng")
        assert welcome.startswith(
            "Chào anh/chị Phạm Quốc Dũng! Anh/chị đã vào Mạng lưới cộng tác viên mạng xã hội Công đoàn Việt Nam.\n"
            "Liên đoàn Lao động tỉnh Cà Mau · Cấp tỉnh, ngành"
        )
        assert house.person("Dũng").reachable
        assert house.journal("person:CTV04")[-1] == ("CTV04", "joined", "invite")

    @pytest.mark.parametrize("text", ["/start", "/start sai-ma", "xin chào", "/trangthai", "/huy"])
    def test_a_stranger_gets_one_polite_line_and_nothing_else(self, house: House, text: str) -> None:
        house.says("Kha", text)
        assert house.reads("Kha") == [
            "Xin chào! Đây là trợ lý của mạng lưới cộng tác viên. Nếu anh/chị là cộng tác viên, xin dùng liên kết "
            "mời mà đơn vị đã gửi, hoặc gửi danh bạ của chính mình vào đây."
        ]

    def test_a_second_phone_takes_over_and_the_history_stays(self, house: House) -> None:
        house.until("2026-05-04 10:00")
        house.answers("Bình", "https://example.org/1")
        house.says("Kha", f"/start {invite(house, 'Bình')}")
        house.presses("Kha", "✅ Tôi đồng ý")
        house.reads("Kha")
        house.says("Kha", "/trangthai")
        assert "Anh/chị còn cần gửi:" in house.reads("Kha")[0]
        house.presses("Kha", "▶ Báo cáo tuần")
        assert "Câu 2/2" in house.sees("Kha").text
        house.answers("Kha", "Không có gì thêm", "✅ Gửi")
        assert house.checkin("Bình", ROUND).answers == {"items": ("https://example.org/1",), "note": None}

    def test_the_first_phone_is_then_a_strangers(self, house: House) -> None:
        house.says("Kha", f"/start {invite(house, 'Bình')}")
        house.presses("Kha", "✅ Tôi đồng ý")
        house.says("Bình", "/trangthai")
        assert house.reads("Bình")[0].startswith("Xin chào! Đây là trợ lý")

    def test_the_version_and_the_moment_of_the_consent_are_kept(self, house: House) -> None:
        house.says("Dũng", f"/start {invite(house, 'Dũng')}")
        house.presses("Dũng", "✅ Tôi đồng ý")
        assert house.person("Dũng").consent == house.app.book.joining.consent
        agreed = next(entry for entry in house.entries("person:CTV04") if entry.what == "agreed")
        assert (agreed.at, agreed.why) == (house.clock.now(), house.app.book.joining.consent)

    def test_who_does_not_agree_is_left_alone_and_may_change_their_mind(self, house: House) -> None:
        house.says("Dũng", f"/start {invite(house, 'Dũng')}")
        house.presses("Dũng", "Tôi không đồng ý")
        assert not house.person("Dũng").reachable
        assert "Phạm Quốc Dũng (LĐLĐ Cà Mau) chưa đồng ý" in house.reads("admins")[0]
        house.says("Dũng", f"/start {invite(house, 'Dũng')}")
        house.presses("Dũng", "✅ Tôi đồng ý")
        assert house.person("Dũng").reachable

    def test_an_invite_opens_once(self, house: House) -> None:
        code = invite(house, "Dũng")
        house.says("Dũng", f"/start {code}")
        house.presses("Dũng", "✅ Tôi đồng ý")
        house.says("Kha", f"/start {code}")
        assert "mỗi liên kết chỉ dùng được một lần" in house.reads("Kha")[0]
        assert house.person("Dũng").reachable

    def test_an_invite_expires(self, house: House) -> None:
        code = invite(house, "Dũng")
        house.sleep_until("2026-07-03 20:00")
        house.says("Dũng", f"/start {code}")
        assert house.reads("Dũng")[0].startswith("Liên kết mời này đã hết hạn.")

    def test_a_revoked_invite_opens_nothing_and_the_new_one_does(self, house: House) -> None:
        old, now = invite(house, "Dũng"), house.clock.now()
        assert house.app.renew_invite("CTV04", "CB01", now).counts == {"made": 1, "revoked": 1}
        house.says("Dũng", f"/start {old}")
        assert house.reads("Dũng")[0].startswith("Liên kết mời này đã được thu hồi.")
        house.says("Dũng", f"/start {invite(house, 'Dũng')}")
        assert "Anh/chị có đồng ý không?" in house.reads("Dũng")[0]

    def test_ones_own_number_is_a_second_way_in(self, house: House) -> None:
        house.app.share_number(house.inbound("Dũng"), "+84 912 345 004", house.clock.now())
        house.deliver()
        house.presses("Dũng", "✅ Tôi đồng ý")
        assert house.person("Dũng").reachable

    def test_a_number_that_is_nobodys_opens_nothing(self, house: House) -> None:
        house.app.share_number(house.inbound("Kha"), "+84 900 000 000", house.clock.now())
        house.deliver()
        assert house.reads("Kha")[0].startswith("Xin chào! Đây là trợ lý")

    def test_starting_again_changes_nothing(self, house: House) -> None:
        before = house.journal("person:CTV02")
        house.says("Bình", "/start")
        assert house.reads("Bình")[0].startswith("Chào anh/chị Trần Văn Bình!")
        assert house.journal("person:CTV02") == before


class TestBlocking:
    def test_who_blocks_the_bot_is_not_written_to_and_their_lead_is_told(self, house: House) -> None:
        house.blocks("Bình")
        assert house.reads("Lan") == [
            "⚠️ Trần Văn Bình (LĐLĐ Hà Nội) đã chặn trợ lý, nên không nhận được tin nhắn.\n"
            "Điện thoại: 0912345002\nNhờ anh/chị liên hệ; khi bỏ chặn, mọi việc tiếp tục như cũ."
        ]
        house.until("2026-05-04 10:00")
        assert house.reads("Bình") == []

    def test_where_there_is_no_lead_the_admin_group_is_told(self, house: House) -> None:
        house.blocks("Giang")
        assert "Đỗ Thu Giang (LĐLĐ Cà Mau) đã chặn trợ lý" in house.reads("admins")[0]

    def test_a_lead_who_blocks_is_told_to_somebody_else(self, house: House) -> None:
        house.blocks("Lan")
        assert house.reads("Lan") == []
        assert "Vũ Thị Lan" in house.reads("admins")[0]

    def test_a_refusal_by_the_channel_is_the_same_as_a_word_from_it(self, house: House) -> None:
        house.courier.block(house.people["Bình"].chat)
        house.until("2026-05-04 08:00")
        assert house.person("Bình").chat is ChatState.BLOCKED
        assert "Trần Văn Bình" in house.finds("Lan", "đã chặn trợ lý").text

    def test_it_is_told_once_however_often_it_shows(self, house: House) -> None:
        house.until("2026-05-04 08:00")
        house.courier.block(house.people["Bình"].chat)
        house.until("2026-05-04 10:00")
        house.blocks("Bình")
        assert sum("Trần Văn Bình" in text for text in house.reads("Lan")) == 1

    def test_who_comes_back_is_reminded_like_the_others(self, house: House) -> None:
        house.until("2026-05-04 10:00")
        house.blocks("Bình")
        house.until("2026-05-06 10:00")
        house.unblocks("Bình")
        house.reads("Bình")
        house.until("2026-05-07 10:00")
        assert house.reads("Bình")[0].startswith("🔔 Nhắc nhẹ")
        assert [what for _, what, _ in house.journal("person:CTV02")][-2:] == ["chat_blocked", "chat_active"]

    def test_who_writes_again_is_back_even_if_the_channel_did_not_say_so(self, house: House) -> None:
        """Telegram keeps updates for a day: the word of the unblocking may have been lost (R20)."""
        house.until("2026-05-04 10:00")
        house.blocks("Bình")
        house.courier.unblock(house.people["Bình"].chat)
        house.reads("Bình")
        house.says("Bình", "/trangthai")
        assert house.reads("Bình")[0].startswith("Anh/chị còn cần gửi:")
        assert house.person("Bình").chat is ChatState.ACTIVE
        assert house.journal("person:CTV02")[-1] == ("CTV02", "chat_active", "spoke")

    def test_a_strangers_block_is_nobodys(self, house: House) -> None:
        house.blocks("Kha")
        assert house.reads("admins") == []


class TestTheAdminGroup:
    def test_a_coordinator_makes_a_group_the_admin_group(self, house: House) -> None:
        house.has_no_admin_group()
        house.app.bind_group(house.inbound("Hà", chat=GROUP), house.people["Hà"].chat, house.clock.now())
        house.deliver()
        assert house.reads("admins") == ["Nhóm này là nhóm điều phối của mạng lưới. Người đặt: Hoàng Thu Hà."]
        assert house.journal("group:admin") == [("CB01", "bound_group", "")]

    @pytest.mark.parametrize("who", ["Bình", "Kha"])
    def test_nobody_else_can(self, house: House, who: str) -> None:
        house.has_no_admin_group()
        house.app.bind_group(house.inbound(who, chat=GROUP), house.people[who].chat, house.clock.now())
        house.deliver()
        assert house.reads("admins") == ["Việc này dành cho: Điều phối viên (Ban quản trị)."]
        with house.looking() as tx:
            assert tx.people.group("admin") is None


class TestTheSameUpdateTwice:
    """What an update asked for is done once, whoever delivers it again."""

    def test_a_text_is_heard_once(self, house: House) -> None:
        house.until("2026-05-04 10:00")
        inbound = house.inbound("Bình")
        first = house.app.say(inbound, "https://example.org/1", house.clock.now())
        again = house.app.say(inbound, "https://example.org/1", house.clock.now())
        assert (first.counts, again.counts) == ({"ask": 1}, {"known": 1})

    def test_a_command_is_answered_once(self, house: House) -> None:
        inbound = house.inbound("Bình")
        for _ in range(2):
            house.app.show_owed(inbound, house.clock.now())
        house.deliver()
        assert len(house.reads("Bình")) == 1

    def test_an_update_put_aside_stays_aside(self, house: House) -> None:
        inbound = house.inbound("Bình")
        now = house.clock.now()
        assert house.app.set_update_aside(inbound.update_id, "KeyError('x')", now).counts == {"failed": 1}
        assert house.app.say(inbound, "alo", now).counts == {"known": 1}
        assert house.app.set_update_aside(inbound.update_id, "again", now).counts == {"known": 1}
        house.deliver()
        (told,) = house.reads("admins")
        assert told.startswith(f"⚠️ Một tin nhắn đến (số {inbound.update_id}) không xử lý được: KeyError('x').")
