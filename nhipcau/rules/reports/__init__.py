"""The figures of a month, for a collaborator, a unit and the network, and of several months for the reviews.

Every figure that a chat, a sheet, a PDF or a workbook shows comes from here, so that they cannot disagree.
"""

from nhipcau.rules.reports.facts import (
    FOLLOWERS,
    REACH,
    CampaignFacts,
    Member,
    MonthFacts,
    Names,
    NextCampaign,
    items_of,
    number_of,
    units_of,
    weeks_met,
)
from nhipcau.rules.reports.groups import (
    Followers,
    MemberRow,
    NetworkMonth,
    PayerRow,
    RoundFigures,
    Share,
    UnitMonth,
    UnitRow,
    network_month,
    payer_rows,
    unit_month,
)
from nhipcau.rules.reports.person import Earlier, PersonMonth, Praise, RoundRow, person_month
from nhipcau.rules.reports.reviews import (
    CampaignResult,
    MonthRow,
    Review,
    ReviewRow,
    campaign_result,
    review,
    stage_months,
)

__all__ = [
    "FOLLOWERS",
    "REACH",
    "CampaignFacts",
    "CampaignResult",
    "Earlier",
    "Followers",
    "Member",
    "MemberRow",
    "MonthFacts",
    "MonthRow",
    "Names",
    "NetworkMonth",
    "NextCampaign",
    "PayerRow",
    "PersonMonth",
    "Praise",
    "Review",
    "ReviewRow",
    "RoundFigures",
    "RoundRow",
    "Share",
    "UnitMonth",
    "UnitRow",
    "campaign_result",
    "items_of",
    "network_month",
    "number_of",
    "payer_rows",
    "person_month",
    "review",
    "stage_months",
    "unit_month",
    "units_of",
    "weeks_met",
]
