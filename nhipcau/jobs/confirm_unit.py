"""A unit's lead confirms the unit's list of an eligibility round: all of it at once, or name by name."""

from collections.abc import Sequence
from datetime import datetime

from nhipcau.jobs.gather_facts import DECLARATION_FORM
from nhipcau.jobs.hearing import hear
from nhipcau.jobs.replies import show
from nhipcau.jobs.summary import Summary
from nhipcau.jobs.unit_cards import CONFIRM, PAGE, TOGGLE, unit_card
from nhipcau.ports import Entry, Inbound, Store, Tx
from nhipcau.rules.allowance.facts import UnitWord
from nhipcau.rules.allowance.unit_list import PAGE as NAMES_A_PAGE
from nhipcau.rules.allowance.unit_list import Row, unit_list, word_of_all
from nhipcau.rules.checkins import Checkin
from nhipcau.rules.intents import Lane, Message, To
from nhipcau.rules.kernel import Refused
from nhipcau.rules.roster import Person, leads
from nhipcau.settings.rulebook import Rulebook


def confirm_unit(store: Store, book: Rulebook, inbound: Inbound, checkin_id: int, wish: str, now: datetime) -> Summary:
    """A press under the list: `confirm` all of it, `toggle` one name, or look at `page0`. The card changes in place.

    What was said can be changed until the round closes. It decides nothing: who is marked as absent is a flag.
    """

    def act(tx: Tx, person: Person) -> Summary:
        checkin = tx.checkins.get(checkin_id)
        if checkin is None or checkin.round.form != DECLARATION_FORM:
            raise Refused("not_your_button")
        if not leads([person], checkin.unit):
            raise Refused("not_your_unit")
        if checkin.round.closed:
            raise Refused("round_is_closed")
        rows = _list(tx, checkin)
        words = _words(rows, checkin, wish, person)
        if words:
            _keep(tx, rows, words, checkin, person, now)
            rows = _list(tx, checkin)
        card = unit_card(book, rows, person.language, _page(rows, checkin, wish))
        tx.outbox.put([show(inbound, now, person, card, in_place=True)])
        return Summary({"said": len(words)})

    return hear(store, inbound, now, act)


def _list(tx: Tx, checkin: Checkin) -> list[Row]:
    people = {person.id: person for person in tx.people.all()}
    words = tx.months.unit_words(checkin.round.month)
    return unit_list(checkin.unit, tx.checkins.of_round(checkin.round.id), people, words)


def _words(rows: Sequence[Row], checkin: Checkin, wish: str, lead: Person) -> dict[str, UnitWord]:
    """What the press says, by person's code."""
    if wish == CONFIRM:
        return word_of_all(rows, lead.name)
    chosen = [row for row in rows if row.checkin.id == checkin.id and wish == TOGGLE]
    return {row.person.code: UnitWord(row.denied, lead.name) for row in chosen}


def _page(rows: Sequence[Row], checkin: Checkin, wish: str) -> int | None:
    """Where the card stands after the press; None shows the whole list again."""
    if wish == CONFIRM:
        return None
    if wish == TOGGLE:
        return next(n for n, row in enumerate(rows) if row.checkin.id == checkin.id) // NAMES_A_PAGE
    return int(wish.removeprefix(PAGE))


def _keep(
    tx: Tx, rows: Sequence[Row], words: dict[str, UnitWord], checkin: Checkin, lead: Person, now: datetime
) -> None:
    """Whoever is marked as absent hears of it, once, while their own declaration can still be changed."""
    month = checkin.round.month
    tx.months.say(month, words, now)
    for row in rows:
        word = words.get(row.person.code)
        if word is not None and word != row.word:
            what = "unit_confirmed" if word.worked else "unit_denied"
            tx.journal.write(Entry(now, lead.code, what, f"allowance:{month}:{row.person.code}"))
    denied = [row for row in rows if row.person.reachable and not words.get(row.person.code, UnitWord(True, "")).worked]
    tx.outbox.put(_told(row, lead, now) for row in denied)


def _told(row: Row, lead: Person, now: datetime) -> Message:
    month = row.checkin.round.month
    view = {"month": str(month), "by": lead.name}
    key = f"unit_denied:{month}:{row.person.code}"
    return Message(key, To(row.person.id), "allowance/unit_denied", view, Lane.BULK, now)
