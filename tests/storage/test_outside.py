"""What is remembered of the world outside: sheets, files, the installation."""

from datetime import timedelta

from nhipcau.ports import Archived, Row
from nhipcau.storage import SqlStore
from tests.storage.samples import NOW

ROW: Row = {
    "name": "Đặng Thị Ánh",
    "phone": "0912345678",
    "formula": '=IMPORTXML("a")',
    "amount": 468_000,
    "paid": False,
    "moment": 46_150.5,
    # Texts that look like days stay texts.
    "like a day": "2026-05-08",
}


class TestSheetBases:
    def test_rows_come_back_as_they_were_saved(self, store: SqlStore) -> None:
        with store.begin() as tx:
            tx.sheet_bases.save("roster", {"CTV-1": ROW, "CTV-2": {"name": ""}})
        with store.read() as tx:
            kept = tx.sheet_bases.get("roster")
        assert kept == {"CTV-1": ROW, "CTV-2": {"name": ""}}
        assert [type(cell) for cell in kept["CTV-1"].values()] == [type(cell) for cell in ROW.values()]

    def test_saving_makes_the_tab_exactly_so(self, store: SqlStore) -> None:
        with store.begin() as tx:
            tx.sheet_bases.save("roster", {"kept": {"n": 1}, "changed": {"n": 1}, "gone": {"n": 1}})
            tx.sheet_bases.save("rounds", {"kept": {"n": 9}})
            tx.sheet_bases.save("roster", {"kept": {"n": 1}, "changed": {"n": 2}, "new": {"n": 1}})
            assert tx.sheet_bases.get("roster") == {"kept": {"n": 1}, "changed": {"n": 2}, "new": {"n": 1}}
            assert tx.sheet_bases.get("rounds") == {"kept": {"n": 9}}
            tx.sheet_bases.save("roster", {})
            assert tx.sheet_bases.get("roster") == {}

    def test_what_was_tried_is_known_until_it_is_confirmed(self, store: SqlStore) -> None:
        with store.begin() as tx:
            tx.sheet_bases.attempt("roster", {"A": {"phone": "1"}})
            tx.sheet_bases.attempt("roster", {"A": {"phone": "2"}})
            tx.sheet_bases.attempt("roster", {"A": {"phone": "2"}})
            assert tx.sheet_bases.attempts("roster") == {"A": [{"phone": "1"}, {"phone": "2"}]}
            assert tx.sheet_bases.get("roster") == {}
            tx.sheet_bases.save("roster", {"A": {"phone": "2"}})
            assert tx.sheet_bases.attempts("roster") == {}

    def test_one_has_the_turn_until_it_is_given_back_or_runs_out(self, store: SqlStore) -> None:
        soon, later = NOW + timedelta(minutes=5), NOW + timedelta(minutes=10)
        with store.begin() as tx:
            assert tx.sheet_bases.lease(NOW, soon)
            assert not tx.sheet_bases.lease(NOW, soon)
            assert tx.sheet_bases.lease(soon, later)
            tx.sheet_bases.release()
            assert tx.sheet_bases.lease(NOW, soon)


class TestArchive:
    def test_the_newest_rendering_of_a_path_is_known(self, store: SqlStore) -> None:
        first, second = Archived("2026-05/network.pdf", "d1", "i1"), Archived("2026-05/network.pdf", "d2", "i2")
        with store.begin() as tx:
            assert tx.archive.get(first.path) is None
            tx.archive.put(first, NOW)
            tx.archive.put(second, NOW)
            assert tx.archive.get(first.path) == second
            assert tx.archive.known([first.path, "2026-05/nobody.pdf"]) == {first.path: second}
            assert tx.archive.known([]) == {}


class TestNotes:
    def test_a_note_is_overwritten(self, store: SqlStore) -> None:
        with store.begin() as tx:
            assert tx.notes.get("planned_since") is None
            tx.notes.set("planned_since", "")
            assert tx.notes.get("planned_since") == ""
            tx.notes.set("planned_since", "2026-05-01")
            assert tx.notes.get("planned_since") == "2026-05-01"
