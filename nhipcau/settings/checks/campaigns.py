"""Checks of campaigns/: windows that hold together, audiences, tasks, rounds of results in their order."""

from collections.abc import Iterator
from datetime import date, datetime

from nhipcau.rules.cadence import RoundPlan
from nhipcau.rules.calendar import Calendar
from nhipcau.rules.campaigns import Campaign, End, kick_off_moment, result_plans
from nhipcau.rules.kernel import Primitive, Span
from nhipcau.rules.lunar import month_length
from nhipcau.rules.vietnamese import day_for_people
from nhipcau.settings.campaigns import CampaignFile, DayItem, KitEntry, LunarItem
from nhipcau.settings.checks.common import audience_faults, calendar_for_checks, ends_first, twice, unknown
from nhipcau.settings.checks.orders import out_of_order, without_room
from nhipcau.settings.faults import Fault, Place
from nhipcau.settings.files import Files
from nhipcau.settings.model import AudienceItem
from nhipcau.settings.programmes import ProgrammesFile

MOST_YEARS = 6
"""No programme of the unions runs longer: whatever does has a mistyped year."""
LARGEST_FILE = 50 << 20
"""Bytes that a bot may upload in one file: https://core.telegram.org/bots/api#senddocument"""


def campaign_faults(files: Files) -> Iterator[Fault]:
    yield from _called_alike(files)
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


def _called_alike(files: Files) -> Iterator[Fault]:
    """A copy that kept the name of what it was copied from: people could not tell which of them they read of."""
    first: dict[str, str] = {}
    for key, campaign in files.each(CampaignFile).items():
        name = campaign.names.vi
        if name in first:
            yield campaign.spot("names").fault("campaigns_alike", value=name, other=f"{first[name]}.yaml")
        first.setdefault(name, key)


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
        if not day_faults and _is_known(campaign.first) and _is_known(campaign.last):
            yield from _window(files, campaign, calendar)


def _is_known(item: DayItem) -> bool:
    """False while what stands there could not be read."""
    return [item.date, item.new_year, item.lunar].count(None) == 2


def _day(item: DayItem, years: list[str] | None) -> Iterator[Fault]:
    """The day of a Tết whose days off nobody entered yet could be reckoned, and what lands on them could not."""
    if sum(item.spot(key).stands for key in ("date", "new_year", "lunar")) != 1:
        yield item.spot().fault("date_or_new_year")
    elif item.new_year is not None and years and str(item.new_year) not in years:
        yield item.spot("new_year").fault("no_new_year", year=item.new_year, first=min(years), last=max(years))
    elif item.lunar is not None:
        yield from _lunar_day(item.lunar)


def _lunar_day(item: LunarItem) -> Iterator[Fault]:
    last = month_length(item.year, item.month)
    if item.day > last:
        yield item.spot("day").fault("no_lunar_day", day=item.day, month=item.month, year=item.year, last=last)


def _window(files: Files, campaign: CampaignFile, calendar: Calendar) -> Iterator[Fault]:
    rule = campaign.campaign("")
    out_of_order = list(order_faults(rule, calendar, campaign.spot()))
    yield from out_of_order or _never_done(campaign, rule, calendar)
    for audience in _audiences(campaign):
        for fault in audience_faults(files, audience, rule.window(calendar)):
            if fault.code == "unit_gone":
                yield fault


def _never_done(item: CampaignFile, campaign: Campaign, calendar: Calendar) -> Iterator[Fault]:
    """Tasks that are due when the campaign is over or not begun, reminders for which there is no room."""
    window = campaign.window(calendar)
    for number, task in enumerate(campaign.tasks):
        if task.due is not None:
            due = campaign.day(task.due, calendar)
            yield from _beyond_other_end(item.spot("tasks", number, "due"), task.due.end, due, window)
    for number, plan in enumerate(result_plans(campaign, calendar)):
        yield from without_room(item.spot("results", number), plan, _written)


def _beyond_other_end(place: Place, end: End, due: date, window: Span) -> Iterator[Fault]:
    """What is counted from the first day is not due after the last, and the other way round: an end was mistaken."""
    if end is End.FIRST and window.last is not None and due > window.last:
        yield place.fault("due_after_end", day=day_for_people(due), last=day_for_people(window.last))
    if end is End.LAST and due < window.first:
        yield place.fault("due_before_beginning", day=day_for_people(due), first=day_for_people(window.first))


def order_faults(campaign: Campaign, calendar: Calendar, place: Place) -> Iterator[Fault]:
    """A window that ends before it begins; a kick-off after it; rounds of results whose moments are in no order."""
    first, last = campaign.first.resolve(calendar), campaign.last.resolve(calendar)
    mistaken = [*ends_first(first, last, place.at("last")), *_endless(first, last, place.at("last"))]
    yield from mistaken
    if mistaken:
        return
    kick_off = kick_off_moment(campaign, calendar)
    if kick_off is not None and kick_off.date() > last:
        yield place.at("kick_off").fault(
            "kick_off_after_end", day=day_for_people(kick_off.date()), last=day_for_people(last)
        )
    for number, plan in enumerate(result_plans(campaign, calendar)):
        yield from out_of_order(place.at("results", number), plan, _written)


def _endless(first: date, last: date, place: Place) -> Iterator[Fault]:
    if last.year - first.year > MOST_YEARS:
        yield place.fault("window_too_long", first=day_for_people(first), last=day_for_people(last), most=MOST_YEARS)


def _written(_: RoundPlan, moment: datetime, other: datetime) -> dict[str, Primitive]:
    return {"moment": f"{moment:%d/%m/%Y %H:%M}", "other": f"{other:%d/%m/%Y %H:%M}", "period": ""}
