"""Sheets that keep what they are given, are away when told to, and may have a tab in trouble."""

from collections.abc import Mapping, Sequence

from nhipcau.ports import Row, TabOutcome, TabRows, TryLater


class FakeSheets:
    """Implements ports.Sheets in memory."""

    def __init__(self) -> None:
        self.tabs: dict[str, Mapping[str, Row]] = {}
        self.away = False
        self.trouble: dict[str, tuple[str, str]] = {}
        """By tab: the code of what is wrong, and where."""
        self.syncs = 0

    def sync(self, tabs: Sequence[TabRows], bases: Mapping[str, Mapping[str, Row]]) -> list[TabOutcome]:
        """Raises TryLater while they are away."""
        if self.away:
            raise TryLater("sheets: 503", 60)
        self.syncs += 1
        return [self._sync(tab) for tab in tabs]

    def requests(self) -> Mapping[str, int]:
        return {"reads": 2 * self.syncs, "writes": 0}

    def _sync(self, tab: TabRows) -> TabOutcome:
        if tab.tab in self.trouble:
            code, where = self.trouble[tab.tab]
            return TabOutcome(tab.tab, trouble=code, where=where)
        before = self.tabs.get(tab.tab, {})
        self.tabs[tab.tab] = dict(tab.rows)
        changed = sum(key in before and before[key] != row for key, row in tab.rows.items())
        return TabOutcome(tab.tab, added=len(tab.rows.keys() - before.keys()), changed=changed)
