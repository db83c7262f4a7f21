"""News for the group that wait together go together; none is lost, and none is said twice."""

import pytest

from nhipcau.jobs.tell import to_admins
from tests.fakes.house import House

NAMES = ("Ánh", "Bình", "Châu")


@pytest.fixture
def waiting(house: House) -> House:
    """Three things happened while the group could not be written to."""
    with house.app.store.begin() as tx:
        for name in NAMES:
            view = {"name": name, "most": 100}
            tx.outbox.put([to_admins(f"event:{name}", "delivery/over_cap", view, house.clock.now())])
    return house


def fates(house: House) -> set[str]:
    return {house.fates()[f"event:{name}"][0] for name in NAMES}


def told(house: House) -> list[str]:
    return [text for text in house.reads("admins") if "🔁" in text]


def test_they_come_as_one_message(waiting: House) -> None:
    waiting.deliver()
    (text,) = told(waiting)
    assert [name for name in NAMES if text.count(name) != 1] == []
    assert fates(waiting) == {"sent"}


def test_asked_to_wait_they_wait_together(waiting: House) -> None:
    waiting.courier.asks_to_wait(5)
    waiting.deliver()
    assert len(told(waiting)) == 1
    assert fates(waiting) == {"sent"}


def test_when_the_answer_is_lost_nobody_knows_of_any_and_none_is_repeated(waiting: House) -> None:
    waiting.courier.loses_the_answer()
    waiting.deliver()
    assert fates(waiting) == {"uncertain"}
    assert len(told(waiting)) == 1


def test_when_the_channel_refuses_one_the_others_go_by_themselves(waiting: House) -> None:
    waiting.courier.refuses()
    waiting.deliver()
    assert waiting.fates()["event:Ánh"][0] == "failed"
    (text,) = told(waiting)
    assert "Bình" in text
    assert "Châu" in text


def test_what_does_not_fit_goes_next(waiting: House) -> None:
    with waiting.app.store.begin() as tx:
        view = {"name": "x" * 3400, "most": 100}
        tx.outbox.put([to_admins("event:long", "delivery/over_cap", view, waiting.clock.now())])
    waiting.deliver()
    assert len(told(waiting)) == 2
    assert waiting.fates()["event:long"][0] == "sent"


def test_a_process_that_dies_while_sending_leaves_all_of_them_uncertain(waiting: House) -> None:
    waiting.app.outbox.take(waiting.clock.now())
    waiting.until("2026-05-03 20:10")
    assert fates(waiting) == {"uncertain"}
