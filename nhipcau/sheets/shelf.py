"""What an adapter of the shared sheets is told of the tabs."""

from collections.abc import Mapping
from dataclasses import dataclass

from nhipcau.rules.sheets.cells import Titles
from nhipcau.rules.sheets.columns import TabDeclaration
from nhipcau.settings.rulebook import Tab


@dataclass(frozen=True)
class Shelf:
    """Titles of books; by tab where it stands, what it declares, its words; the network's locale and zone."""

    books: Mapping[str, str]
    tabs: Mapping[str, Tab]
    declared: Mapping[str, TabDeclaration]
    titles: Mapping[str, Titles]
    locale: str
    zone: str
