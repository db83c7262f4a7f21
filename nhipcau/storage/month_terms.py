"""The terms of a closed month as text, and back: what a recomputation needs besides the facts.

As with the facts, every field is named here, so that a change of the rules' classes cannot change the text unseen.
"""

import json
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from nhipcau.rules.allowance.choices import (
    Absence,
    BaseDay,
    BonusFor,
    Choices,
    Correction,
    Deciding,
    LevelRule,
    MonthRule,
    Payment,
    Reopening,
    Rhythm,
    TwoLevels,
    Watched,
)
from nhipcau.rules.allowance.policy import BaseSalary, Budget, PaidBy, Rate, TaxRule, Terms
from nhipcau.rules.kernel import Month
from nhipcau.storage.columns import to_json

Data = Mapping[str, Any]

NAMED = {
    "base_day": BaseDay,
    "level_rule": LevelRule,
    "month_rule": MonthRule,
    "two_levels": TwoLevels,
    "absence": Absence,
    "bonus_for": BonusFor,
    "correction": Correction,
    "reopening": Reopening,
    "unit_change": Deciding,
    "level_change": Deciding,
}
"""The choices that are one of a list."""

PLAIN = ("legal_basis", "least_items", "bonus_cap", "correction_months", "taxed")


def terms_as_text(terms: Terms) -> str:
    data = {
        "month": str(terms.month),
        "pays_on": terms.pays_on.isoformat(),
        "base": _dated(terms.base, "amount"),
        "rates": [_rate_as_data(rate) for rate in terms.rates],
        "choices": _choices_as_data(terms.choices),
        "network_payer": terms.network_payer,
        "levels": terms.levels,
        "units": terms.units,
        "tax": terms.tax and {**_dated(terms.tax, "threshold"), "share": str(terms.tax.share)},
        "budgets": [_dated(budget, "payer", "amount") for budget in terms.budgets],
        "heirs": terms.heirs,
    }
    return to_json(data, sort_keys=True)


def terms_from_text(text: str) -> Terms:
    data = json.loads(text)
    return Terms(
        month=Month.parse(data["month"]),
        pays_on=date.fromisoformat(data["pays_on"]),
        base=BaseSalary(**_undated(data["base"])),
        rates=tuple(_rate_from_data(rate) for rate in data["rates"]),
        choices=_choices_from_data(data["choices"]),
        network_payer=data["network_payer"],
        levels=tuple(data["levels"]),
        units=tuple(data["units"]),
        tax=data["tax"] and TaxRule(**{**_undated(data["tax"]), "share": Fraction(data["tax"]["share"])}),
        budgets=tuple(Budget(**_undated(budget)) for budget in data["budgets"]),
        heirs=data["heirs"],
    )


def _dated(row: Any, *plain: str) -> dict[str, Any]:
    """What all dated rows have, and these fields."""
    return {
        "valid_from": row.valid_from.isoformat(),
        "legal_basis": row.legal_basis,
        **{name: getattr(row, name) for name in plain},
    }


def _undated(data: Data) -> dict[str, Any]:
    return {**data, "valid_from": date.fromisoformat(data["valid_from"])}


def _rate_as_data(rate: Rate) -> Data:
    return {**_dated(rate, "level"), "coefficient": str(rate.coefficient), "payer": rate.payer.value}


def _rate_from_data(data: Data) -> Rate:
    given = {**_undated(data), "coefficient": Fraction(data["coefficient"]), "payer": PaidBy(data["payer"])}
    return Rate(**given)


def _choices_as_data(choices: Choices) -> Data:
    payment = choices.payment
    return {
        "valid_from": choices.valid_from.isoformat(),
        **{name: getattr(choices, name) for name in PLAIN},
        **{name: getattr(choices, name).value for name in NAMED},
        "watched": sorted(item.value for item in choices.watched),
        "weekly_share": str(choices.weekly_share),
        "payment": {"rhythm": payment.rhythm.value, "day": payment.day, "months_after": payment.months_after},
    }


def _choices_from_data(data: Data) -> Choices:
    payment = data["payment"]
    given: dict[str, Any] = {
        **{name: data[name] for name in PLAIN},
        **{name: kind(data[name]) for name, kind in NAMED.items()},
        "watched": frozenset(map(Watched, data["watched"])),
        "weekly_share": Fraction(data["weekly_share"]),
        "payment": Payment(Rhythm(payment["rhythm"]), payment["day"], payment["months_after"]),
    }
    return Choices(date.fromisoformat(data["valid_from"]), **given)
