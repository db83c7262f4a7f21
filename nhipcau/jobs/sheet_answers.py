"""The tabs of what people answered: news items link by link, closed rounds question by question, followers of pages."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from nhipcau.jobs.sheet_facts import Facts
from nhipcau.ports import Row
from nhipcau.rules.checkins import Checkin
from nhipcau.rules.dialogue import answer_view
from nhipcau.rules.fields import Answer, Field
from nhipcau.rules.kernel import Month
from nhipcau.rules.reports import FOLLOWERS, REACH, items_of, number_of
from nhipcau.rules.sheets.cells import Cell


def news_rows(facts: Facts) -> dict[str, Row]:
    """A row a link. A link that a later version left out stays, and is said to be withdrawn."""
    rows = (row for checkin in facts.checkins if checkin.version for row in _news(facts, checkin))
    return {str(row["key"]): row for row in rows}


def _news(facts: Facts, checkin: Checkin) -> Iterator[Row]:
    key, now = facts.key_of(checkin), items_of(checkin)
    for number, link in enumerate(_ever_sent(facts, checkin), start=1):
        yield {
            "key": f"{key}/{number}",
            **_whose(facts, checkin),
            "link": link,
            "sent_at": facts.local(checkin.first_sent_at),
            "standing": "counted" if link in now else "withdrawn",
        }


def _ever_sent(facts: Facts, checkin: Checkin) -> list[str]:
    """The links of all versions, each once, in the order in which they came."""
    if checkin.version == 1:
        return list(dict.fromkeys(items_of(replace(checkin, returned=False))))
    versions = [replace(checkin, answers=each, returned=False) for each in facts.tx.checkins.versions(checkin.id)]
    return list(dict.fromkeys(link for version in versions for link in items_of(version)))


def _whose(facts: Facts, checkin: Checkin) -> Row:
    person = facts.by_id[checkin.person_id]
    return {
        "title": facts.say(facts.book.called(checkin.round.programme, checkin.round.period)),
        "period": checkin.round.period,
        "code": person.code,
        "name": person.name,
        "unit": facts.short(checkin.unit),
    }


def answer_rows(facts: Facts) -> dict[str, Row]:
    """A row a person, round and question, once the round is closed: no answer changes after that."""
    closed = (checkin for checkin in facts.checkins if checkin.version and checkin.round.closed)
    return {str(row["key"]): row for checkin in closed for row in _answers(facts, checkin)}


def _answers(facts: Facts, checkin: Checkin) -> Iterator[Row]:
    key, answers = facts.key_of(checkin), checkin.answers or {}
    for field in facts.book.form_of(checkin.round).fields:
        answer = answers.get(field.key)
        if answer is not None:
            yield {"key": f"{key}/{field.key}", **_whose(facts, checkin), **_answered(facts, field, answer)}


def _answered(facts: Facts, field: Field, answer: Answer) -> Row:
    view = answer_view(field, answer, facts.book.network.language)
    return {"question": str(view["label"]), "answer": _cell(facts, view["value"])}


def _cell(facts: Facts, value: object) -> Cell:
    """Numbers stay numbers, so that people can add them up."""
    if isinstance(value, bool):
        return facts.desk.titles["answers"].word("yes" if value else "no")
    if isinstance(value, list):
        return " ".join(map(str, value))
    return value if isinstance(value, int) else str(value)


def page_rows(facts: Facts) -> dict[str, Row]:
    """A row a month and person who reported followers of a page, beside the month before (as the reports count)."""
    rows = (row for month in facts.months for row in _pages(facts, month))
    return {str(row["key"]): row for row in rows}


def _pages(facts: Facts, month: Month) -> Iterator[Row]:
    before = _by_person(facts.asked_in(month.previous))
    for person_id, checkins in _by_person(facts.asked_in(month)).items():
        followers = number_of(checkins, FOLLOWERS)
        if followers is not None:
            then, person = number_of(before.get(person_id, []), FOLLOWERS), facts.by_id[person_id]
            yield {
                "key": f"{month}/{person.code}",
                "month": str(month),
                "code": person.code,
                "name": person.name,
                "unit": facts.short(checkins[-1].unit),
                "followers": followers,
                "before": then,
                "growth": None if then is None else followers - then,
                "reach": number_of(checkins, REACH),
            }


def _by_person(checkins: Iterable[Checkin]) -> dict[int, list[Checkin]]:
    found: dict[int, list[Checkin]] = {}
    for checkin in checkins:
        found.setdefault(checkin.person_id, []).append(checkin)
    return found
