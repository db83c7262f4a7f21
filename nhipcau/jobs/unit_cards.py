"""The card by which a unit's lead confirms the unit's list of an eligibility round."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from nhipcau.jobs.gather_facts import DECLARATION_FORM
from nhipcau.ports import Tx
from nhipcau.rules import dialogue
from nhipcau.rules.allowance.unit_list import Row, confirmed, page_of, pages, unit_list
from nhipcau.rules.cadence import Slot
from nhipcau.rules.checkins import Round
from nhipcau.rules.dialogue import Card, Rows
from nhipcau.rules.intents import Button, Lane, Message, To
from nhipcau.rules.kernel import Json, spoken
from nhipcau.rules.roster import Person, leads
from nhipcau.settings.rulebook import Rulebook

CONFIRM, TOGGLE, PAGE = "confirm", "toggle", "page"


def lead_cards(
    tx: Tx, book: Rulebook, asked: Round, people: Mapping[int, Person], slot: Slot, now: datetime
) -> list[Message]:
    """To the leads of every unit whose list is not confirmed yet; nothing for the rounds of other forms."""
    if asked.form != DECLARATION_FORM:
        return []
    checkins, words = tx.checkins.of_round(asked.id), tx.months.unit_words(asked.month)
    lists = {unit: unit_list(unit, checkins, people, words) for unit in sorted({c.unit for c in checkins})}
    cards = (_to_leads(book, rows, people.values(), slot, now) for rows in lists.values() if not confirmed(rows))
    return [message for messages in cards for message in messages]


def _to_leads(
    book: Rulebook, rows: Sequence[Row], people: Iterable[Person], slot: Slot, now: datetime
) -> list[Message]:
    unit = rows[0].checkin.unit
    reached = [lead for lead in leads(people, unit) if lead.reachable]
    return [_to_lead(unit_card(book, rows, lead.language), lead, f"{slot.key}:{unit}", now) for lead in reached]


def _to_lead(card: Card, lead: Person, key: str, now: datetime) -> Message:
    view, buttons = card.view, card.buttons
    return Message(f"{key}:{lead.code}", To(lead.id), card.template, view, Lane.BULK, now, buttons=buttons)


def unit_card(book: Rulebook, rows: Sequence[Row], language: str, page: int | None = None) -> Card:
    """The whole list with one button that confirms it; a `page` of it (from 0) with a button for each name."""
    asked = rows[0].checkin.round
    shown = page_of(rows, page or 0)
    view: dict[str, Json] = {
        **dialogue.about(asked, book.form_of(asked), book.calendar, language),
        "month": str(asked.month),
        "unit": spoken(book.units[rows[0].checkin.unit].short, language),
        "confirmed": confirmed(rows),
        "names": len(rows),
        "silent": sum(row.word is None for row in rows),
        "rows": [{"name": row.person.name, "said": row.said.value, "mark": _mark(row)} for row in shown],
        "page": (page or 0) + 1,
        "pages": pages(rows),
    }
    return Card("allowance/unit_list", view, _buttons(rows, page))


def _buttons(rows: Sequence[Row], page: int | None) -> Rows:
    first = rows[0]
    confirm = (Button(_data(first, CONFIRM), name="unit_confirm"),)
    if page is None:
        return confirm, (Button(_data(first, f"{PAGE}0"), name="unit_each"),)
    names = [(Button(_data(row, TOGGLE), label=f"{_mark(row)} {row.person.name}"),) for row in page_of(rows, page)]
    others = [number for number in range(pages(rows)) if number != page]
    turns = tuple(Button(_data(first, f"{PAGE}{number}"), label=str(number + 1)) for number in others)
    return (*names, *((turns,) if turns else ()), confirm)


def _data(row: Row, wish: str) -> str:
    return f"u:{row.checkin.id}:{wish}"


def _mark(row: Row) -> str:
    if row.word is None:
        return "▫️"
    return "✅" if row.word.worked else "❌"
