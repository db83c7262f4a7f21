"""The config that counts at this moment: its files, with what people set otherwise for campaigns."""

from nhipcau.ports import Tx
from nhipcau.settings.rulebook import Rulebook


def in_force(tx: Tx, book: Rulebook) -> Rulebook:
    return book.amended(tx.amendments.all())
