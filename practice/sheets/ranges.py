"""From a range text to a rectangle on a tab of one spreadsheet."""

from typing import NamedTuple

from practice.sheets import a1
from practice.sheets.a1 import Area, Bounds
from practice.sheets.errors import refused
from practice.sheets.spreadsheets import Spreadsheet
from practice.sheets.tabs import Tab


class Located(NamedTuple):
    """A rectangle, perhaps open or beyond the edge, on a tab."""

    tab: Tab
    bounds: Bounds

    @property
    def area(self) -> Area:
        """The rectangle with its open ends at the edge of the grid."""
        return self.bounds.within(self.tab.grid.row_count, self.tab.grid.column_count)

    @property
    def label(self) -> str:
        return a1.range_label(self.tab.title, self.area)

    def on_grid(self) -> Area:
        """The rectangle; raise a 400 if it reaches beyond the grid."""
        area, grid = self.area, self.tab.grid
        if area.bottom > grid.row_count or area.right > grid.column_count or area.height < 1 or area.width < 1:
            raise self._beyond()
        return area

    def clipped(self) -> Area:
        """The part of the rectangle on the grid; raise a 400 if it starts beyond."""
        area, grid = self.area, self.tab.grid
        if area.top >= grid.row_count or area.left >= grid.column_count:
            raise self._beyond()
        return Area(area.top, area.left, min(area.bottom, grid.row_count), min(area.right, grid.column_count))

    def _beyond(self) -> Exception:
        grid = self.tab.grid
        shown = self._shown()
        limits = f"Max rows: {grid.row_count}, max columns: {grid.column_count}"
        return refused(f"Range ({shown}) exceeds grid limits. {limits}")

    def _shown(self) -> str:
        bounds = self.bounds
        area = Area(bounds.top or 0, bounds.left or 0, bounds.bottom or 0, bounds.right or 0)
        if bounds.bottom is None or bounds.right is None:
            return a1.quote_title(self.tab.title) + "!" + a1.cell_label(area.top, area.left)
        return a1.range_label(self.tab.title, area)


def locate(spreadsheet: Spreadsheet, text: str) -> Located:
    """The rectangle a range text names: cells, a whole tab or a named range; raise a 400 if it names nothing."""
    reference = a1.split(text)
    found = _on_tab(spreadsheet, reference) if reference.title is not None else _without_tab(spreadsheet, text)
    if found is None:
        raise refused(f"Unable to parse range: {text}")
    return found


def locate_on(tab: Tab, cells: str) -> Located:
    """The rectangle that a text without a title names on that tab; raise a 400 if it names none."""
    bounds = a1.parse_cells(cells)
    if bounds is None:
        raise refused(f"Unable to parse range: {cells}")
    return Located(tab, bounds)


def _on_tab(spreadsheet: Spreadsheet, reference: a1.Reference) -> Located | None:
    tab = spreadsheet.tab_titled(reference.title or "")
    if tab is None:
        return None
    if not reference.cells:
        return Located(tab, Bounds()) if reference.quoted else None
    bounds = a1.parse_cells(reference.cells)
    return Located(tab, bounds) if bounds else _named(spreadsheet, reference.cells)


def _without_tab(spreadsheet: Spreadsheet, text: str) -> Located | None:
    """Cells on the first tab, then a named range, then a tab's title."""
    if bounds := a1.parse_cells(text):
        return Located(spreadsheet.tabs[0], bounds)
    if named := _named(spreadsheet, text):
        return named
    tab = spreadsheet.tab_titled(text)
    return Located(tab, Bounds()) if tab else None


def _named(spreadsheet: Spreadsheet, name: str) -> Located | None:
    for named in spreadsheet.named_ranges:
        if named["name"].casefold() == name.casefold():
            tab = spreadsheet.tab_numbered(named["range"].get("sheetId", 0))
            area = tab.area_of(named["range"])
            return Located(tab, area.as_bounds())
    return None
