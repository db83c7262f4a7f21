"""What a declaration would mean: how the network knows the person in the month, and what that comes to in đồng."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from nhipcau.jobs.gather_facts import DECLARATION_FORM, facts_of
from nhipcau.jobs.month_cards import reasons_view
from nhipcau.ports import Tx
from nhipcau.rules.allowance.assess import assess
from nhipcau.rules.allowance.declaration import declared
from nhipcau.rules.allowance.facts import PersonFacts
from nhipcau.rules.allowance.lines import Line, LineState
from nhipcau.rules.allowance.policy import Terms, terms_for
from nhipcau.rules.checkins import Checkin
from nhipcau.rules.fields import Answer
from nhipcau.rules.kernel import Json, Month, spoken
from nhipcau.rules.roster import Person
from nhipcau.settings.rulebook import Rulebook


class Outlooks:
    """The forecasts of one transaction; the terms of a month are looked up once for all of an audience."""

    def __init__(self, tx: Tx, book: Rulebook) -> None:
        self._tx, self._book = tx, book
        self._terms = cache(self._terms_of)
        self._words = cache(tx.months.unit_words)

    def of(self, person: Person, checkin: Checkin, answers: Mapping[str, Answer]) -> Json:
        """By the rule that will assess the month, from the answers as they stand; None for any other form.

        Bonuses and what other months left are not in it, and nothing of it is kept.
        """
        if checkin.round.form != DECLARATION_FORM:
            return None
        month = checkin.round.month
        known = facts_of(person, self._tx.checkins.of_person(person.id, month))
        word = self._words(month).get(person.code)
        account = self._tx.accounts.of(person.id).shown
        facts = replace(known, declaration=declared(answers), unit_word=word, account=account)
        return self._view(checkin, facts, assess([facts], self._terms(month)).allowances, person.language)

    def _terms_of(self, month: Month) -> Terms:
        return terms_for(self._book.policy, month, self._book.levels, self._book.units)

    def _view(self, checkin: Checkin, facts: PersonFacts, lines: tuple[Line, ...], language: str) -> Json:
        units, levels = self._book.units, self._book.levels
        held = [(line.unit, line.level) for line in lines] or [(checkin.unit, checkin.level)]
        return {
            "places": [
                f"{spoken(units[unit].short, language)}, {spoken(levels[level].names, language)}"
                for unit, level in held
            ],
            "account": facts.account,
            "leave_days": sum(map(facts.on_leave, checkin.round.month.days())),
            "amount": sum(line.amount for line in lines),
            "waits": any(line.state is LineState.REVIEW for line in lines),
            "reasons": reasons_view([reason for line in lines for reason in line.reasons]),
        }
