"""What people set otherwise for campaigns."""

from sqlalchemy import bindparam, delete, select

from nhipcau.rules.amendments import Amendment
from nhipcau.storage.campaign_tables import amendments
from nhipcau.storage.repository import Repository

ALL = select(amendments).order_by(amendments.c.campaign, amendments.c.what)
DROP = delete(amendments).where(amendments.c.campaign == bindparam("one"), amendments.c.what == bindparam("which"))


class SqlAmendments(Repository):
    def all(self) -> list[Amendment]:
        return [
            Amendment(row.campaign, row.what, row.value, row.by, self._local(row.at), row.why)
            for row in self._rows(ALL)
        ]

    def put(self, amendment: Amendment) -> None:
        self._put(amendments, vars(amendment))

    def drop(self, campaign: str, what: str) -> bool:
        return self._touched(DROP, one=campaign, which=what) == 1
