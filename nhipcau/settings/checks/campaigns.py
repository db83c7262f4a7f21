"""Checks of campaigns/: windows that hold together, audiences, tasks, rounds of results in their order."""

from collections.abc import Iterator
from datetime import datetime

from nhipcau.rules.cadence import RoundPlan
from nhipcau.rules.calendar import Calendar
from nhipcau.rules.campaigns import Campaign, kick_off_moment, result_plans
from nhipcau.rules.kernel import Primitive
from nhipcau.rules.vietnamese import day_for_people
from nhipcau.settings.campaigns import CampaignFile, DayItem, KitEntry
from nhipcau.settings.checks.common import audience_faults, calendar_for_checks, ends_first, twice, unknown
from nhipcau.settings.checks.orders import out_of_order
from nhipcau.settings.faults import Fault, Place
from nhipcau.settings.files import Files
from nhipcau.settings.model import AudienceItem
from nhipcau.settings.programmes import ProgrammesFile

LARGEST_FILE = 50 << 20
"""Bytes that a bot may upload in one file: https://core.telegram.org/bots/api#senddocument"""


def campaign_faults(files: Files) -> Iterator[Fault]:
    for campaign in files.each(CampaignFile).values():
        yield from twice((item.key, item.spot("key")) for item in campaign.tasks)
        yield from twice((item.key, item.spot("key")) for item in campaign.results)
        yield from twice((item.key, item.spot("key")) for item in campaign.kit)
        for entry in campaign.kit:
            yield from _kit_entry(files, entry)
        for item in campaign.results:
            yield from unknown("form", item.form, files.keys("forms"), item.spot("form"))
        for audience in _audiences(campaign):
            yield from audience_faults(files, audience, None)


def _audiences(campaign: CampaignFile) -> list[AudienceItem]:
    """Everyone to whom the campaign speaks: at its beginning, and after a stage that asks others."""
    return [campaign.audience, *(item.audience for item in campaign.results if item.audience is not None)]


def _kit_entry(files: Files, entry: KitEntry) -> Iterator[Fault]:
    """Nothing to hand out (unless what there is has a fault of its own), or a file that no chat would take."""
    if not (entry.link or entry.file or entry.text) and files.sound(entry.spot().file):
        yield entry.spot().fault("kit_item_empty", value=entry.key)
    if not entry.file:
        return
    path = (files.folder / entry.file).resolve()
    if not path.is_relative_to(files.folder.resolve()) or not path.is_file():
        yield entry.spot("file").fault("no_kit_file", value=entry.file)
    elif (size := path.stat().st_size) > LARGEST_FILE:
        yield entry.spot("file").fault("kit_file_too_large", value=entry.file, size=size >> 20, most=LARGEST_FILE >> 20)


def asker_faults(files: Files) -> Iterator[Fault]:
    """A programme and a campaign, which may ask for results, share no key: their rounds would share names."""
    campaigns = files.keys("campaigns")
    for item in files.one(ProgrammesFile).programmes:
        if item.key in campaigns:
            yield item.spot("key").fault("named_like_campaign", value=item.key)


def window_faults(files: Files) -> Iterator[Fault]:
    calendar = calendar_for_checks(files)
    years = files.named("holidays/vietnam.yaml", "years", "year")
    for campaign in files.each(CampaignFile).values():
        day_faults = [*_day(campaign.first, years), *_day(campaign.last, years)]
        yield from day_faults
        if not day_faults:
            yield from _window(files, campaign, calendar)


def _day(item: DayItem, years: list[str] | None) -> Iterator[Fault]:
    """The day of a Tết whose days off nobody entered yet could be reckoned, and what lands on them could not."""
    if [item.date, item.new_year, item.lunar].count(None) != 2:
        yield item.spot().fault("date_or_new_year")
    elif item.new_year is not None and years and str(item.new_year) not in years:
        yield item.spot("new_year").fault("no_new_year", year=item.new_year, first=min(years), last=max(years))


def _window(files: Files, campaign: CampaignFile, calendar: Calendar) -> Iterator[Fault]:
    rule = campaign.campaign("")
    yield from order_faults(rule, calendar, campaign.spot())
    for audience in _audiences(campaign):
        for fault in audience_faults(files, audience, rule.window(calendar)):
            if fault.code == "unit_gone":
                yield fault


def order_faults(campaign: Campaign, calendar: Calendar, place: Place) -> Iterator[Fault]:
    """A window that ends before it begins; a kick-off after it; rounds of results whose moments are in no order."""
    first, last = campaign.first.resolve(calendar), campaign.last.resolve(calendar)
    backwards = list(ends_first(first, last, place.at("last")))
    yield from backwards
    if backwards:
        return
    kick_off = kick_off_moment(campaign, calendar)
    if kick_off is not None and kick_off.date() > last:
        yield place.at("kick_off").fault(
            "kick_off_after_end", day=day_for_people(kick_off.date()), last=day_for_people(last)
        )
    for number, plan in enumerate(result_plans(campaign, calendar)):
        yield from out_of_order(place.at("results", number), plan, _written)


def _written(_: RoundPlan, moment: datetime, other: datetime) -> dict[str, Primitive]:
    return {"moment": f"{moment:%d/%m/%Y %H:%M}", "other": f"{other:%d/%m/%Y %H:%M}", "period": ""}
