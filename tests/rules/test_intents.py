"""What rules ask for: plain data with a fixed order of urgency."""

from dataclasses import replace

from nhipcau.rules.intents import Lane, Message, To
from tests.rules.samples import at


def test_what_is_urgent_goes_first_then_answers_then_bulk() -> None:
    assert sorted([Lane.BULK, Lane.URGENT, Lane.CONVERSATION]) == [Lane.URGENT, Lane.CONVERSATION, Lane.BULK]


def test_a_message_is_for_one() -> None:
    message = Message("remind:1", To(7), "checkins/reminder", {}, Lane.BULK, at("2026-05-07 09:00"))
    assert message == replace(message)
    assert message != replace(message, to=To(group="admins"))
    assert To() == To(person_id=None, group="", chat_id=None)
