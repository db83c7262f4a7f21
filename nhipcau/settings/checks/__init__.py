"""What no single value can show: references, order, dates that must agree. Each check yields faults."""

from collections.abc import Callable, Iterator

from nhipcau.settings.checks import allowance, campaigns, forms, holidays, organisation, papers, programmes, sheets
from nhipcau.settings.faults import Fault
from nhipcau.settings.files import Files, Unusable

CHECKS: tuple[Callable[[Files], Iterator[Fault]], ...] = (
    organisation.network_faults,
    organisation.unit_code_faults,
    organisation.unit_faults,
    organisation.tree_faults,
    organisation.role_faults,
    allowance.row_faults,
    allowance.choice_faults,
    allowance.first_month_faults,
    allowance.tax_faults,
    allowance.watched_faults,
    allowance.declaration_faults,
    holidays.year_faults,
    holidays.override_faults,
    forms.form_faults,
    programmes.programme_faults,
    programmes.order_faults,
    programmes.chore_faults,
    campaigns.campaign_faults,
    campaigns.asker_faults,
    campaigns.window_faults,
    sheets.sheet_faults,
    papers.paper_faults,
)


def logic_faults(files: Files) -> list[Fault]:
    """The faults that all checks find; a check whose file cannot be used is passed over."""
    found: list[Fault] = []
    for check in CHECKS:
        try:
            found.extend(check(files))
        except Unusable:
            continue
    return found
