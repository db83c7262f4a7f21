"""/tailieu: the kits of the campaigns that run for a person, with a button for each item."""

from datetime import datetime

from nhipcau.jobs.hearing import hear
from nhipcau.jobs.replies import reply
from nhipcau.jobs.show_campaigns import running_for
from nhipcau.jobs.summary import Summary
from nhipcau.ports import Inbound, Store, Tx
from nhipcau.rules.campaigns import Campaign
from nhipcau.rules.intents import Button
from nhipcau.rules.kernel import Json, spoken
from nhipcau.rules.roster import Person
from nhipcau.settings.rulebook import Rulebook


def show_kits(store: Store, book: Rulebook, inbound: Inbound, now: datetime) -> Summary:
    """What they have got, and shared, is marked."""

    def act(tx: Tx, person: Person) -> Summary:
        offered = [campaign for campaign in running_for(tx, book, person, now) if campaign.kit]
        proofs = tx.kits.of_person(person.id)
        got = {(proof.campaign, proof.item) for proof in proofs}
        shared = {(proof.campaign, proof.item) for proof in proofs if proof.link}
        kits = [_kit(campaign, person.language, got, shared) for campaign in offered]
        buttons = tuple(
            (Button(f"f:{campaign.key}:{item.key}", label=spoken(item.title, person.language)),)
            for campaign in offered
            for item in campaign.kit
        )
        tx.outbox.put([reply(inbound, now, "campaigns/kits", {"kits": kits}, person, buttons)])
        return Summary({"shown": len(buttons)})

    return hear(store, inbound, now, act)


def _kit(campaign: Campaign, language: str, got: set[tuple[str, str]], shared: set[tuple[str, str]]) -> Json:
    return {
        "campaign": spoken(campaign.names, language),
        "items": [
            {
                "title": spoken(item.title, language),
                "got": (campaign.key, item.key) in got,
                "shared": (campaign.key, item.key) in shared,
            }
            for item in campaign.kit
        ],
    }
