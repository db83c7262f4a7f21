"""Whole sentences with figures in them, in one language: Jinja2 macros that are called by name."""

import re
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from nhipcau.rules.allowance.lines import Reason
from nhipcau.rules.kernel import Month, Words, spoken
from nhipcau.rules.vietnamese import (
    day_for_people,
    day_in_document,
    dong,
    grouped,
    moment_for_people,
    month_for_people,
)


class Sentences:
    """Speaks one language for one kind of paper ("reports", "documents": a folder of templates).

    Moments are told in the network's `zone`, whatever zone they come in.
    """

    def __init__(self, templates: Path, kind: str, language: str, zone: tzinfo) -> None:
        self.language = language
        self._zone = zone
        self.environment = Environment(loader=FileSystemLoader(templates), undefined=StrictUndefined, autoescape=False)
        self.environment.filters.update(self._filters())
        self._own: Any = self.environment.get_template(f"{kind}/sentences.{language}.j2").module
        self._reasons: Any = self.environment.get_template(f"reasons/reasons.{language}.j2").module

    def _filters(self) -> dict[str, Any]:
        return {
            "dong": dong,
            "grouped": grouped,
            "day": day_for_people,
            "day_in_document": day_in_document,
            "moment": self.moment,
            "vi": lambda words: spoken(words, "vi"),
            "month": lambda text: month_for_people(Month.parse(text)),
        }

    def say(self, sentence: str, **facts: object) -> str:
        """One sentence of the kind of paper that this speaks for."""
        return _tidy(getattr(self._own, sentence)(**facts))

    def reason(self, reason: Reason) -> str:
        """Why a line is what it is: one sentence of templates/reasons."""
        return _tidy(getattr(self._reasons, reason.code)(**reason.facts))

    def standing(self, code: str) -> str:
        return _tidy(self._reasons.standing(code))

    def state(self, code: str) -> str:
        return _tidy(self._reasons.state(code))

    def coefficient(self, fraction: object) -> str:
        return _tidy(self._reasons.decimal(str(fraction)))

    def name(self, words: Words) -> str:
        return spoken(words, self.language)

    def month(self, month: Month) -> str:
        return self.say("month", year=month.year, number=month.number)

    def moment(self, moment: datetime) -> str:
        return moment_for_people(moment.astimezone(self._zone), self.language)


def _tidy(text: object) -> str:
    """One line, single spaces; the no-break space inside an amount stays."""
    return re.sub(r"[ \n]+", " ", str(text)).strip(" ")


def days(first: date, last: date) -> str:
    """As in "04–10/05"; a span over two months says both: "27/04–03/05"."""
    if first == last:
        return f"{first:%d/%m}"
    return f"{first:%d}–{last:%d/%m}" if first.month == last.month else f"{first:%d/%m}–{last:%d/%m}"
