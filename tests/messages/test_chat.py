"""Every chat message, in every language, as Telegram takes it and a person reads it."""

from collections.abc import Iterator
from typing import Any

import pytest

from nhipcau.courier.telegram import TelegramCourier, make_bot
from nhipcau.messages.templates import MOST_CHARACTERS, Templates, TooLong
from nhipcau.ports import Parcel
from tests.fakes.practice import TOKEN, PracticeTelegram
from tests.messages.conftest import LANGUAGES, chat_templates, each_sample, samples

AN = 1001
ODD = "<b>&Ánh\"'</i>"
CODES = {"month", "coefficient", "kind", "code", "trouble", "hint", "state", "action"}
"""What is looked up or reckoned with, never typed by people."""


async def shown(telegram: PracticeTelegram, text: str) -> str:
    """What a person reads, once Telegram has taken the HTML."""
    telegram.world.add_person(AN, "An")
    telegram.world.say(AN, "/start")
    courier = TelegramCourier(make_bot(TOKEN, telegram.base_url))
    await courier.send(Parcel(AN, text))
    await courier.close()
    return telegram.shown(AN)[-1].text


def odd(value: Any, key: str = "") -> Any:
    """The same view with all that people may type full of odd characters."""
    if isinstance(value, dict):
        return {name: odd(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [odd(item, key) for item in value]
    return ODD if isinstance(value, str) and value and key not in CODES else value


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_has_samples_and_every_sample_a_message(language: str) -> None:
    assert chat_templates(language) == set(samples())


@pytest.mark.parametrize(("name", "view", "language"), each_sample())
async def test_telegram_takes_it(
    words: Templates, telegram: PracticeTelegram, name: str, view: dict[str, Any], language: str
) -> None:
    read = await shown(telegram, words.message(name, view, language))
    assert read
    assert len(read) <= MOST_CHARACTERS
    assert not any(mark in read for mark in ("<", ">", "&amp;", "{", "}", "None", "Undefined", "\n\n\n"))
    assert read.strip() == read


@pytest.mark.parametrize(("name", "view", "language"), each_sample())
async def test_whatever_people_are_called_is_shown_as_they_wrote_it(
    words: Templates, telegram: PracticeTelegram, name: str, view: dict[str, Any], language: str
) -> None:
    rendered = words.message(name, odd(view), language)
    read = await shown(telegram, rendered)
    assert read.count("&Ánh") == read.count(ODD)
    if name in ("roster/welcome", "roster/blocked", "allowance/review", "allowance/reviewed", "checkins/opening"):
        assert ODD in read


class TestLength:
    def view(self, note: str) -> dict[str, Any]:
        (view, *_) = samples()["checkins/review"]
        return {**view, "answers": [{"label": "Lời nhắn", "kind": "text", "value": note}]}

    def test_a_message_beyond_the_limit_of_a_chat_is_refused(self, words: Templates) -> None:
        with pytest.raises(TooLong, match="checkins/review"):
            words.message("checkins/review", self.view("a" * MOST_CHARACTERS), "vi")

    async def test_it_is_what_a_person_reads_that_counts(self, words: Templates, telegram: PracticeTelegram) -> None:
        """Escaped, an ampersand is five characters; to Telegram it is one."""
        text = words.message("checkins/review", self.view("&" * 3500), "vi")
        assert (await shown(telegram, text)).count("&") == 3500


class TestNames:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_a_template_that_does_not_exist_is_a_lookup_error(self, words: Templates, language: str) -> None:
        with pytest.raises(LookupError):
            words.message("no/such", {}, language)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_so_is_a_button_that_has_no_words(self, words: Templates, language: str) -> None:
        with pytest.raises(LookupError):
            words.label("no_such", language)

    def test_a_value_that_is_missing_is_an_error_and_not_a_gap(self, words: Templates) -> None:
        with pytest.raises(Exception, match="'name' is undefined"):
            words.message("roster/group_bound", {}, "vi")
