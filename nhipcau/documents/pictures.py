"""The charts of the pages of a unit and of the network."""

from collections.abc import Sequence
from dataclasses import asdict

from nhipcau.documents.charts import Chart, Charts, Line
from nhipcau.documents.sentences import Sentences, days
from nhipcau.documents.typesetter import Data
from nhipcau.rules.pages import TARGET_A_MONTH
from nhipcau.rules.reports import NetworkMonth, RoundFigures, UnitRow
from nhipcau.rules.reports.facts import is_weekly

WIDE, NARROW, SMALL = 480, 300, 200
"""Points: the width of the page, of the larger and of the smaller of two columns."""


class Pictures:
    """Draws in one language; no chart (None) of nothing."""

    def __init__(self, charts: Charts, speech: Sentences) -> None:
        self._charts = charts
        self._speech = speech

    def standings(self, rounds: Sequence[RoundFigures], width: int = WIDE) -> Data | None:
        """Of each round the shares in time, late, and without an answer (still open ones among them)."""
        if not rounds:
            return None
        parts = {
            self._speech.say("part_in_time"): [row.tally.in_time for row in rounds],
            self._speech.say("part_late"): [row.tally.late for row in rounds],
            self._speech.say("part_missing"): [row.tally.never + row.tally.open for row in rounds],
        }
        title = self._speech.say("chart_standings")
        return _data(self._charts.stacks(parts, self._labels(rounds), title=title, name="standings", width=width))

    def items(self, rounds: Sequence[RoundFigures], width: int = NARROW) -> Data | None:
        """News items a week beside the quota of one a week and unit."""
        weeks = weeks_of(rounds)
        if not weeks:
            return None
        quota = Line(max(row.quota for row in weeks), self._speech.say("quota"))
        title, counts = self._speech.say("chart_items_quota"), [row.items for row in weeks]
        return _data(self._charts.bars(counts, self._labels(weeks), title=title, name="items", width=width, line=quota))

    def weeks_by_unit(self, figures: NetworkMonth) -> Data | None:
        weeks = weeks_of(figures.rounds)
        if not weeks or not figures.units:
            return None
        rates, names = [row.by_week for row in figures.units], self._names(figures.units)
        title = self._speech.say("chart_by_unit")
        return _data(self._charts.grid(rates, names, self._labels(weeks), title=title, name="weeks"))

    def growth(self, figures: NetworkMonth) -> Data | None:
        """What the pages of each unit won on average, beside the target."""
        grown = [row for row in figures.units if row.followers.compared]
        if not grown:
            return None
        averages = [round(row.followers.growth / row.followers.compared) for row in grown]
        line, title = Line(TARGET_A_MONTH, self._speech.say("target")), self._speech.say("chart_growth")
        return _data(self._charts.rows(averages, self._names(grown), title=title, name="growth", line=line))

    def payers(self, figures: NetworkMonth) -> Data | None:
        paying = [row for row in figures.payers if row.amount]
        if not paying:
            return None
        names, amounts = [self._speech.name(row.names) for row in paying], [row.amount for row in paying]
        return _data(self._charts.rows(amounts, names, title=self._speech.say("chart_payers"), name="payers"))

    def _labels(self, rounds: Sequence[RoundFigures]) -> list[str]:
        """A week by its days, another round by its name."""
        return [
            days(row.first_day, row.last_day) if is_weekly(row.period) else self._speech.name(row.title)
            for row in rounds
        ]

    def _names(self, units: Sequence[UnitRow]) -> list[str]:
        return [self._speech.name(row.names) for row in units]


def weeks_of(rounds: Sequence[RoundFigures]) -> list[RoundFigures]:
    return [row for row in rounds if is_weekly(row.period)]


def _data(chart: Chart) -> Data:
    return asdict(chart)
