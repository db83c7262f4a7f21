"""Policy choices that cannot stand together, each in a second block of choices."""

from tests.settings.odd_cases.case import PAY, Odd

AFTER = "\n# P13: từ ngưỡng này trở lên"
USUAL = {
    "from": "2030-01-01",
    "legal_basis": "Quyết định 99/QĐ",
    "base_day": "first_day",
    "level_rule": "as_appointed",
    "month_rule": "prorate_days",
    "two_levels": "higher",
    "watched": "[monthly_report]",
    "absence": "paid",
    "bonus_for": "every_reporter",
    "correction": "next_month",
    "reopening": "two_people",
    "taxed": "false",
    "payment": "{rhythm: quarterly, day: 5, months_after: 1}",
    "unit_change": "last_day",
    "level_change": "larger_part",
}


def choosing(code: str, key: str, says: str, **changes: str) -> Odd:
    """A block with these choices: `code` is told at `key`."""
    rows = {**USUAL, **changes, "from": "2012-01-01" if key == "taxed" else "2030-01-01"}
    block = "\n".join(f"{'  - ' if name == 'from' else '    '}{name}: {value} # thử" for name, value in rows.items())
    on = f"{key}: {rows[key]} # thử"
    return Odd(code, PAY, AFTER, f"\n{block}\n{AFTER}", on, f"choices[1].{key}", says)


CHOICES = [
    choosing("both_levels_twice", "two_levels", "prorate_days", two_levels="both", month_rule="half_month"),
    choosing("both_levels_twice", "two_levels", "hai lần", two_levels="both", month_rule="whole_month"),
    choosing("no_second_level", "level_rule", "as_appointed", two_levels="both", level_rule="all_highest"),
    choosing("both_levels_by_days", "level_change", "larger_part", two_levels="both", level_change="first_day"),
    choosing("level_never_changes", "level_change", "as_appointed", level_rule="all_highest", level_change="last_day"),
    choosing("absence_without_days", "absence", "half_month", absence="not_served", month_rule="whole_month"),
    choosing("never_corrected", "reopening", "next_month", correction="reopening", reopening="never"),
    choosing("no_tax_rule", "taxed", "05/04/2012", taxed="true"),
]
