"""/chiendich: the campaigns that run for a person, each with its kit and tasks."""

from datetime import datetime

from nhipcau.jobs.hearing import hear
from nhipcau.jobs.in_force import in_force
from nhipcau.jobs.kick_off import campaign_view
from nhipcau.jobs.replies import reply
from nhipcau.jobs.summary import Summary
from nhipcau.ports import Inbound, Store, Tx
from nhipcau.rules.campaigns import Campaign
from nhipcau.rules.roster import Person, members
from nhipcau.settings.rulebook import Rulebook


def show_campaigns(store: Store, book: Rulebook, inbound: Inbound, now: datetime) -> Summary:
    def act(tx: Tx, person: Person) -> Summary:
        running = [campaign_view(book, campaign, person.language) for campaign in running_for(tx, book, person, now)]
        tx.outbox.put([reply(inbound, now, "campaigns/running", {"campaigns": running}, person)])
        return Summary({"shown": len(running)})

    return hear(store, inbound, now, act)


def running_for(tx: Tx, book: Rulebook, person: Person, now: datetime) -> list[Campaign]:
    """The campaigns of these days whose audience the person belongs to, as they are in force."""
    today = book.calendar.today(now)
    return [
        campaign
        for campaign in in_force(tx, book).campaigns.values()
        if campaign.window(book.calendar).covers(today) and members([person], campaign.audience, today, book.levels)
    ]
