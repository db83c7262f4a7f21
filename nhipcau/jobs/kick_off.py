"""Announce a campaign to its audience, with its kit and its tasks."""

from collections.abc import Mapping
from datetime import datetime

from nhipcau.jobs.in_force import in_force
from nhipcau.jobs.launch import launch
from nhipcau.jobs.summary import Summary
from nhipcau.ports import Store
from nhipcau.rules.cadence import Slot
from nhipcau.rules.campaigns import Campaign
from nhipcau.rules.intents import Lane, Message, To
from nhipcau.rules.kernel import Json, spoken
from nhipcau.rules.roster import Person, members
from nhipcau.rules.vietnamese import day_for_people
from nhipcau.settings.rulebook import Rulebook


def kick_off(store: Store, book: Rulebook, slot: Slot, now: datetime) -> Summary:
    """Everyone of the audience who is not on leave; a slot that someone else has is left alone."""
    with store.begin() as tx:
        if not tx.slots.claim(slot.key, now):
            return Summary({"taken": 1})
        book = in_force(tx, book)
        campaign = book.campaigns[slot.subject]
        today = book.calendar.today(now)
        people = [m.person for m in members(tx.people.all(), campaign.audience, today, book.levels)]
        present = [person for person in people if not person.on_leave(today)]
        told = launch(tx, slot, [(p, _announcement(book, campaign, slot, p, now)) for p in present], now)
    return told + Summary({"on_leave": len(people) - len(present)})


def _announcement(book: Rulebook, campaign: Campaign, slot: Slot, person: Person, now: datetime) -> Message:
    view = campaign_view(book, campaign, person.language)
    key = f"{slot.key}:{person.code}"
    return Message(key, To(person.id), "campaigns/kick_off", {**view, "name": person.name}, Lane.BULK, now)


def campaign_view(book: Rulebook, campaign: Campaign, language: str) -> Mapping[str, Json]:
    window = campaign.window(book.calendar)
    return {
        "title": spoken(campaign.names, language),
        "slogan": spoken(campaign.slogan, language) if campaign.slogan else "",
        "themes": [spoken(theme, language) for theme in campaign.themes],
        "first_day": day_for_people(window.first),
        "last_day": day_for_people(window.last) if window.last else "",
        "kit": [{"title": spoken(item.title, language), "link": item.link} for item in campaign.kit],
        "tasks": [spoken(task.what, language) for task in campaign.tasks],
    }
