"""Checks of campaigns/: windows that hold together, Tết years that the calendar has, audiences, tasks."""

from collections.abc import Iterator

from nhipcau.rules.calendar import Calendar
from nhipcau.rules.campaigns import kick_off_moment
from nhipcau.rules.kernel import Span
from nhipcau.rules.vietnamese import day_for_people
from nhipcau.settings.campaigns import CampaignFile, DayItem
from nhipcau.settings.checks.common import audience_faults, calendar_for_checks, ends_first, twice
from nhipcau.settings.faults import Fault
from nhipcau.settings.files import Files


def campaign_faults(files: Files) -> Iterator[Fault]:
    for campaign in files.each(CampaignFile).values():
        yield from twice((item.key, item.spot("key")) for item in campaign.tasks)
        yield from audience_faults(files, campaign.audience, None)


def window_faults(files: Files) -> Iterator[Fault]:
    calendar = calendar_for_checks(files)
    years = files.named("holidays/vietnam.yaml", "years", "year")
    for campaign in files.each(CampaignFile).values():
        day_faults = [*_day(campaign.first, years), *_day(campaign.last, years)]
        yield from day_faults
        if not day_faults:
            yield from _window(files, campaign, calendar)


def _day(item: DayItem, years: list[str] | None) -> Iterator[Fault]:
    if (item.date is None) == (item.new_year is None):
        yield item.spot().fault("date_or_new_year")
    elif item.new_year is not None and years and str(item.new_year) not in years:
        yield item.spot("new_year").fault("no_new_year", year=item.new_year, first=min(years), last=max(years))


def _window(files: Files, campaign: CampaignFile, calendar: Calendar) -> Iterator[Fault]:
    rule = campaign.campaign("")
    try:
        first, last = rule.first.resolve(calendar), rule.last.resolve(calendar)
    except LookupError:
        # Its Tết year is there, with a fault of its own.
        return
    late = list(ends_first(first, last, campaign.spot("last")))
    yield from late
    if late:
        return
    for fault in audience_faults(files, campaign.audience, Span(first, last)):
        if fault.code == "unit_gone":
            yield fault
    kick_off = kick_off_moment(rule, calendar)
    if kick_off is not None and kick_off.date() > last:
        yield campaign.spot("kick_off").fault(
            "kick_off_after_end", day=day_for_people(kick_off.date()), last=day_for_people(last)
        )
