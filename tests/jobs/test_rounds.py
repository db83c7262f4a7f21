"""A round is opened to everyone who is there, and closed with its figures."""

import pytest

from nhipcau.rules.cadence import SlotKind
from nhipcau.rules.checkins import Standing, standing
from tests.fakes.house import House
from tests.fakes.people import GROUP

ROUND = "weekly_checkin/2026-W19"
OPENING = f"open_round:{ROUND}"


class TestOpening:
    def test_everyone_who_is_there_is_asked_the_first_question(self, house: House) -> None:
        house.until("2026-05-04 08:00")
        for who in ("Ánh", "Bình", "Lan"):
            (asked,) = house.reads(who)
            assert asked.startswith("📝 Báo cáo tuần (04/05/2026 – 10/05/2026)\nChào anh/chị ")
            assert "Hạn gửi: 12:00 Chủ nhật 10/05/2026" in asked
            assert house.sees(who).labels == ["Tuần này chưa có"]

    def test_everyone_is_asked_in_their_own_language(self, house: House) -> None:
        house.until("2026-05-04 08:00")
        assert house.reads("Giang")[0].startswith("📝 Weekly check-in (04/05/2026 – 10/05/2026)\nHello Đỗ Thu Giang.")

    def test_who_is_on_leave_is_excused_and_not_asked(self, house: House) -> None:
        house.until("2026-05-04 08:00")
        assert house.reads("Châu") == []
        assert house.checkin("Châu", ROUND).excused

    def test_who_has_no_chat_has_a_place_but_no_message(self, house: House) -> None:
        house.until("2026-05-04 08:00")
        assert house.checkin("Dũng", ROUND).owed
        assert house.deliveries(OPENING) == {"sent": 4, "skipped": 1}

    def test_staff_who_are_no_collaborators_are_not_asked(self, house: House) -> None:
        house.until("2026-05-04 08:00")
        assert [house.reads(who) for who in ("Hà", "Oanh", "Long")] == [[], [], []]

    def test_it_counts_who_was_asked_and_who_excused(self, house: House) -> None:
        house.sleep_until("2026-05-04 08:00")
        counts = house.wake()[SlotKind.OPEN_ROUND].counts
        assert counts == {"slots": 1, "audience": 5, "planned": 4, "unreachable": 1, "excused": 1}

    def test_nothing_happens_before_its_moment(self, house: House) -> None:
        house.until("2026-05-04 07:59")
        assert house.reads("Bình") == []

    def test_who_joins_after_the_opening_is_reminded_like_the_others(self, house: House) -> None:
        house.until("2026-05-04 08:00")
        house.says("Dũng", f"/start {invite(house, 'Dũng')}")
        house.presses("Dũng", "✅ Tôi đồng ý")
        assert "Chào anh/chị Phạm Quốc Dũng" in house.reads("Dũng")[1]
        house.until("2026-05-07 09:00")
        assert house.reads("Dũng")[-1].startswith("🔔 Nhắc nhẹ")


class TestClosing:
    @pytest.fixture(autouse=True)
    def _answers(self, house: House) -> None:
        house.until("2026-05-04 08:30")
        house.answers("Bình", "https://example.org/1", "Không có gì thêm", "✅ Gửi")
        house.until("2026-05-10 20:00")
        house.answers("Lan", "Tuần này chưa có", "Không có gì thêm", "✅ Gửi")
        for who in house.people:
            house.reads(who)
        house.reads("admins")
        house.until("2026-05-10 21:00")

    def test_the_admin_group_hears_how_it_went(self, house: House) -> None:
        card, told = house.reads("admins")
        assert card.startswith("📕 Báo cáo tuần (04/05/2026 – 10/05/2026): đã khép, 3/5 người không gửi.")
        assert told == (
            "📕 Báo cáo tuần (04/05/2026 – 10/05/2026) đã khép lại.\n"
            "Được hỏi: 5 · đúng hạn: 1 · muộn: 1 · chưa trả lời: 3 · được miễn: 1\n"
            "Tỷ lệ trả lời: 40%"
        )

    def test_how_each_person_stands(self, house: House) -> None:
        stands = {who: standing(house.checkin(who, ROUND)) for who in ("Bình", "Lan", "Ánh", "Dũng", "Châu")}
        assert stands == {
            "Bình": Standing.IN_TIME,
            "Lan": Standing.LATE,
            "Ánh": Standing.NEVER,
            "Dũng": Standing.NEVER,
            "Châu": Standing.EXCUSED,
        }

    def test_an_answer_after_the_close_is_declined_politely(self, house: House) -> None:
        house.presses("Ánh", "Tuần này chưa có")
        (told,) = house.reads("Ánh")
        assert "đã khép lại lúc 21:00 Chủ nhật 10/05/2026" in told
        assert house.checkin("Ánh", ROUND).version == 0

    def test_what_was_sent_stays_as_it_was(self, house: House) -> None:
        house.presses("Bình", "✏️ Sửa")
        assert "Báo cáo anh/chị đã gửi vẫn được giữ nguyên." in house.reads("Bình")[0]
        assert house.checkin("Bình", ROUND).version == 1


def test_a_round_that_was_never_opened_closes_in_silence(house: House) -> None:
    house.sleep_until("2026-05-10 20:59")
    house.wake()
    house.courier.news.clear()
    house.until("2026-05-10 21:00")
    assert house.courier.news[GROUP] == []


def invite(house: House, who: str) -> str:
    return next(code for person, code in house.app.invites() if person.name == house.people[who].name)
