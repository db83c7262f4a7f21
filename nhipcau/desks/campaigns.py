"""The desk of campaigns: what people set otherwise for them than their files say."""

from nhipcau.jobs.amend_campaign import amend_campaign, unamend_campaign
from nhipcau.jobs.summary import Summary
from nhipcau.ports import Store
from nhipcau.rules.amendments import Amendment
from nhipcau.settings.rulebook import Rulebook


class CampaignDesk:
    """What may be changed of a campaign while it is planned and while it runs."""

    book: Rulebook
    store: Store

    def amendments(self) -> list[Amendment]:
        """What counts instead of what the files of campaigns say."""
        with self.store.read() as tx:
            return tx.amendments.all()

    def amend_campaign(self, wish: Amendment) -> Summary:
        """Set one thing of a campaign; what is unsent follows. Raises BadConfig with all that speaks against it."""
        return amend_campaign(self.store, self.book, wish)

    def unamend_campaign(self, wish: Amendment) -> Summary:
        """Let the file count again for what `wish` names. Raises BadConfig where that cannot be any more."""
        return unamend_campaign(self.store, self.book, wish)
