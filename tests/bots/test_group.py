"""The admin group: its limit, its topics, and what becomes of its cards."""

from datetime import timedelta

from bots.telegram.door import Door
from bots.telegram.handlers import buttons
from nhipcau.jobs.tell import to_admins
from tests.fakes.people import GROUP
from tests.fakes.stage import Stage

EVENTS = 100


async def a_minute_of_events(stage: Stage) -> list[str]:
    """A hundred people get too many messages within one minute, and five ask something; returns their names."""
    begins, names = stage.clock.now(), [f"Người {number:03}" for number in range(EVENTS)]
    with stage.app.store.begin() as tx:
        for number, name in enumerate(names):
            at = begins + timedelta(seconds=60 * number / EVENTS)
            tx.outbox.put([to_admins(f"event:{number}", "delivery/over_cap", {"name": name, "most": 100}, at)])
    for _ in range(5):
        stage.says("Bình", "/hoi Bao giờ họp?")
    await stage.settle()
    while (due := stage.app.next_message()) is not None:
        stage.clock.set(due)
        await stage.settle()
    return names


async def test_a_hundred_events_in_a_minute_come_in_few_messages_and_none_is_lost(stage: Stage) -> None:
    """Telegram takes twenty messages a minute in a group: one by one the last would come after five minutes."""
    begins = stage.clock.now()
    names = await a_minute_of_events(stage)
    cards = stage.cards(GROUP)
    told = " ".join(card.text for card in cards)
    assert [name for name in names if told.count(name) != 1] == []
    assert sum("hỏi:" in card.text for card in cards) == 5
    assert len(cards) <= 30
    assert stage.clock.now() - begins <= timedelta(seconds=90)
    dates = [message["date"] for message in stage.world.seen(GROUP)["messages"]]
    assert max(sum(begin <= date < begin + 60 for date in dates) for begin in dates) <= 20


async def test_a_group_that_becomes_another_gets_new_cards(stage: Stage) -> None:
    """R22: what stood in the old chat has numbers that mean other messages in the new one."""
    await stage.until("2026-05-04 09:00")
    stage.world.migrate(GROUP)
    stage.says("Bình", "không")
    stage.says("Bình", "không")
    stage.says("Bình", "xong")
    await stage.settle()
    await stage.until("2026-05-04 10:00")
    with stage.app.store.read() as tx:
        where = tx.people.group("admin")
    assert where is not None
    assert where != GROUP
    (card,) = [card for card in stage.cards(where) if "người chưa gửi" in card.text]
    assert "4/5 người chưa gửi" in card.text


async def test_in_a_forum_cards_stand_in_the_topic_that_was_named_for_them(stage: Stage) -> None:
    forum = -1_002_000_000_001
    stage.world.add_group("Diễn đàn", [stage.chat(who) for who in ("Hà", "Mạnh")], forum, forum=True)
    topic = 7
    stage.world.group(forum).topics[topic] = {"name": "Câu hỏi", "icon_color": 0, "closed": False}
    for text, where in (("/nhomdieuphoi", None), ("/chude gì đó", topic), ("/chude Câu hỏi", topic)):
        stage.world.say(stage.chat("Hà"), text, chat=forum, thread=where)
        await stage.settle()
    assert "Xin gõ trong đúng chủ đề" in stage.sees("Hà").text
    stage.says("Bình", "/hoi Bao giờ họp?")
    await stage.until("2026-05-04 08:00")
    threads = {
        message["text"].split(maxsplit=1)[0]: message.get("message_thread_id")
        for message in stage.world.seen(forum)["messages"]
        if message["from"]["is_bot"] and "text" in message
    }
    assert threads["❓"] == topic
    assert threads["📬"] is None


async def test_r18_who_has_not_answered_is_counted_in_the_group_and_named_in_private(stage: Stage) -> None:
    await stage.until("2026-05-04 09:00")
    stage.presses("Hà", "👥 Xem tên", in_group=True)
    await stage.settle()
    assert "Trần Văn Bình (CTV02, LĐLĐ Hà Nội)" in stage.sees("Hà").text
    assert not any("Trần Văn Bình" in card.text for card in stage.cards(GROUP))


async def test_r19_a_nudge_spares_who_answers_goes_on_leave_or_blocks_before_it_is_sent(stage: Stage) -> None:
    await stage.until("2026-05-04 22:30")
    for label in ("🔔 Nhắc tất cả", "✅ Nhắc"):
        stage.presses("Hà", label, in_group=True)
        await stage.settle()
    for words in ("không", "không", "xong"):
        stage.says("Bình", words)
        await stage.settle()
    stage.says("Lan", "/tamdung")
    stage.world.block(stage.chat("Ánh"))
    await stage.until("2026-05-05 07:30")
    cards = {who: stage.cards(stage.chat(who)) for who in ("Ánh", "Bình", "Lan", "Giang")}
    assert [who for who, seen in cards.items() if any("🔔" in card.text for card in seen)] == ["Giang"]


def test_every_kind_of_button_goes_to_one_subject(stage: Stage) -> None:
    patterns = [handler.pattern for handler in buttons(Door(stage.app))]  # type: ignore[attr-defined]
    assert len(set(patterns)) == len(patterns)
