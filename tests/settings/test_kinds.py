"""A campaign of a known kind is one more file: dated, lunar, in stages, or with nothing but its days."""

import pytest

from nhipcau.rules.campaigns import kick_off_moment, result_plans
from nhipcau.settings.load import load_rulebook
from tests.settings.conftest import Config

PLAIN = """\
names: {vi: Đợt thử}
slogan: {vi: Thử}
source: tests
"""
DATED = PLAIN + "first: {date: 2027-03-01}\nlast: {date: 2027-03-31}\n"
LUNAR = (
    PLAIN + "first: {lunar: {year: 2027, month: 3, day: 10}}\nlast: {lunar: {year: 2027, month: 3, day: 10}, days: 3}\n"
)
KICK_OFF = 'kick_off: {at: "08:30", landing: after}\n'
STAGED = (
    PLAIN
    + "first: {date: 2027-01-04}\nlast: {date: 2028-01-03}\nresults:\n"
    + "".join(
        f"""\
  - key: stage_{number}
    form: campaign_result
    opens: {{counted_from: first, months: {3 * number}, days: -10, at: "08:30", landing: before}}
    due: {{counted_from: first, months: {3 * number}, days: 0, at: "17:00", landing: after}}
    closes: {{counted_from: first, months: {3 * number}, days: 3, at: "17:00", landing: after}}
"""
        for number in range(1, 5)
    )
)


@pytest.mark.parametrize(
    ("text", "window", "announced", "results"),
    [
        pytest.param(DATED, "01/03/2027 31/03/2027", "", [], id="dated, kept as a record"),
        pytest.param(DATED + KICK_OFF, "01/03/2027 31/03/2027", "01/03 08:30", [], id="dated, announced"),
        pytest.param(LUNAR + KICK_OFF, "16/04/2027 19/04/2027", "19/04 08:30", [], id="lunar: Hùng Kings' Day is off"),
        pytest.param(
            STAGED,
            "04/01/2027 03/01/2028",
            "",
            ["stage_1 05/04", "stage_2 05/07", "stage_3 04/10", "stage_4 04/01"],
            id="four stages of three months",
        ),
    ],
)
def test_is_planned_from_its_file_alone(
    config: Config, text: str, window: str, announced: str, results: list[str]
) -> None:
    config.write("campaigns/dot_thu.yaml", text)
    book = load_rulebook(config.folder)
    campaign, calendar = book.campaigns["dot_thu"], book.calendar
    days, moment = campaign.window(calendar), kick_off_moment(campaign, calendar)
    assert f"{days.first:%d/%m/%Y} {days.last:%d/%m/%Y}" == window
    assert (f"{moment:%d/%m %H:%M}" if moment else "") == announced
    assert [f"{plan.period} {plan.due_at:%d/%m}" for plan in result_plans(campaign, calendar)] == results
