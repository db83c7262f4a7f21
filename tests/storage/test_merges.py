"""Two people become one, and are parted again: accounts and proofs, whose rows have no number of their own."""

from datetime import datetime, timedelta

import pytest

from nhipcau.ports.kits import KitCount, KitProof
from nhipcau.rules.accounts import Account
from nhipcau.storage import SqlStore
from tests.storage.samples import NOW, add_people

NONE = Account()
THEIRS, OWN = Account("BIDV", "3456", "TRAN VAN BINH"), Account("Vietcombank", "0123", "TRAN VAN BINH")
LATER = NOW + timedelta(hours=1)
LINK = "https://facebook.com/1"


class Pair:
    """Two rows of the roster, of which the second is to go."""

    def __init__(self, store: SqlStore) -> None:
        self.store = store
        with store.begin() as tx:
            self.kept, self.gone = add_people(tx, "CTV02", "CTV99")

    def paid_to(self, own: Account = NONE, theirs: Account = NONE) -> None:
        with self.store.begin() as tx:
            for number, account in ((self.kept, own), (self.gone, theirs)):
                if account != NONE:
                    tx.accounts.put(number, account)

    def proves(self, number: int, item: str, at: datetime = NOW, link: str = "") -> None:
        with self.store.begin() as tx:
            tx.kits.note(KitProof("tet", item, number, at, link))

    def merge(self) -> dict[str, int]:
        with self.store.begin() as tx:
            return dict(tx.merges.merge(self.kept, self.gone, NOW))

    def part(self) -> None:
        with self.store.begin() as tx:
            assert tx.merges.undo("CTV99", LATER)

    @property
    def accounts(self) -> tuple[Account, Account]:
        with self.store.read() as tx:
            return tx.accounts.of(self.kept), tx.accounts.of(self.gone)

    def proven(self, number: int) -> list[tuple[str, str, datetime]]:
        with self.store.read() as tx:
            return [(proof.item, proof.link, proof.at) for proof in tx.kits.of_person(number)]

    def counts(self) -> dict[tuple[str, str], KitCount]:
        with self.store.read() as tx:
            return dict(tx.kits.counts())


@pytest.fixture
def pair(store: SqlStore) -> Pair:
    return Pair(store)


class TestAccounts:
    def test_who_has_none_gets_bank_and_holder_and_the_digits_stay_with_the_number(self, pair: Pair) -> None:
        pair.paid_to(theirs=THEIRS)
        assert pair.merge()["accounts"] == 1
        assert pair.accounts == (Account("BIDV", "", "TRAN VAN BINH"), THEIRS)

    def test_who_has_one_keeps_it(self, pair: Pair) -> None:
        pair.paid_to(OWN, THEIRS)
        assert pair.merge()["accounts"] == 0
        assert pair.accounts == (OWN, THEIRS)

    @pytest.mark.parametrize("typed", [Account("BIDV", "", "TRAN VAN BINH"), THEIRS])
    def test_parting_takes_back_what_was_lent_also_when_the_number_was_copied(self, pair: Pair, typed: Account) -> None:
        pair.paid_to(theirs=THEIRS)
        pair.merge()
        pair.paid_to(own=typed)
        pair.part()
        assert pair.accounts == (NONE, THEIRS)

    @pytest.mark.parametrize("own", [OWN, THEIRS])
    def test_parting_takes_nothing_that_was_not_lent(self, pair: Pair, own: Account) -> None:
        pair.paid_to(own, THEIRS)
        pair.merge()
        pair.part()
        assert pair.accounts == (own, THEIRS)

    def test_parting_leaves_another_account_that_was_typed_since(self, pair: Pair) -> None:
        pair.paid_to(theirs=THEIRS)
        pair.merge()
        pair.paid_to(own=OWN)
        pair.part()
        assert pair.accounts == (OWN, THEIRS)


class TestProofs:
    @pytest.fixture
    def proven(self, pair: Pair) -> Pair:
        """Both proved the poster, the second earlier, and the song, the first earlier; the video the second alone."""
        pair.proves(pair.gone, "video", LATER, LINK)
        pair.proves(pair.kept, "poster", LATER)
        pair.proves(pair.gone, "poster", NOW)
        pair.proves(pair.kept, "song", NOW)
        pair.proves(pair.gone, "song", LATER)
        return pair

    def test_all_that_either_proved_is_proven_since_the_earlier_moment(self, proven: Pair) -> None:
        assert proven.merge()["kit_proofs"] == 1
        assert proven.proven(proven.kept) == [("poster", "", NOW), ("song", "", NOW), ("video", LINK, LATER)]

    def test_one_person_counts_once(self, proven: Pair) -> None:
        proven.merge()
        assert proven.counts() == {
            ("tet", "poster"): KitCount(1, 0),
            ("tet", "song"): KitCount(1, 0),
            ("tet", "video"): KitCount(1, 1),
        }

    def test_parting_gives_each_their_own_with_its_moment(self, proven: Pair) -> None:
        before = proven.proven(proven.kept), proven.proven(proven.gone)
        proven.merge()
        proven.part()
        assert (proven.proven(proven.kept), proven.proven(proven.gone)) == before
