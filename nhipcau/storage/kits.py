"""Who got what a campaign hands out, and where they shared it."""

from collections.abc import Mapping

from sqlalchemy import bindparam, case, distinct, func, select

from nhipcau.ports.kits import KitCount, KitProof
from nhipcau.storage.campaign_tables import kit_proofs
from nhipcau.storage.repository import Repository
from nhipcau.storage.tables import people

OF_PERSON = (
    select(kit_proofs)
    .where(kit_proofs.c.person_id == bindparam("person_id"))
    .order_by(kit_proofs.c.at, kit_proofs.c.campaign, kit_proofs.c.item, kit_proofs.c.link)
)
# What a tombstone still has, whom it was merged into has as well.
COUNTS = (
    select(
        kit_proofs.c.campaign,
        kit_proofs.c.item,
        func.count(distinct(kit_proofs.c.person_id)).label("received"),
        func.count(distinct(case((kit_proofs.c.link != "", kit_proofs.c.person_id)))).label("shared"),
    )
    .join(people)
    .where(people.c.merged_into.is_(None))
    .group_by(kit_proofs.c.campaign, kit_proofs.c.item)
)


class SqlKits(Repository):
    def note(self, proof: KitProof) -> bool:
        """Keep a proof. False: the same is known; the first moment counts."""
        return self._add_new(kit_proofs, [vars(proof)]) == 1

    def of_person(self, person_id: int) -> list[KitProof]:
        """The oldest first."""
        rows = self._rows(OF_PERSON, person_id=person_id)
        return [KitProof(row.campaign, row.item, row.person_id, self._local(row.at), row.link) for row in rows]

    def counts(self) -> Mapping[tuple[str, str], KitCount]:
        """By campaign and item; what nobody got is not among them."""
        return {(row.campaign, row.item): KitCount(row.received, row.shared) for row in self._rows(COUNTS)}
