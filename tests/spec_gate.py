"""What went through the gates to the official specifications while the tests ran, added up over all processes.

A test that breaks a specification on purpose has the mark `off_specification`. Whatever else is flagged without having
been refused is unexplained, and one such call fails the whole run.
"""

from collections import Counter
from collections.abc import Callable, Generator
from typing import Any

import pytest

from practice.core.log import RequestLog
from practice.sheets.gate import DiscoveryGate
from practice.telegram.gate import SpecificationGate

ACCEPTED = (200, 500)
OURS = ("telegram", "sheets", "drive")
MARK = "off_specification"


class Tally:
    """A pytest plugin: counts in every process, adds up in the one that reports."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._on_purpose = False

    def listen(self) -> None:
        """Hear of every call that is held to a specification, and of every one that is logged."""
        for gate in (SpecificationGate, DiscoveryGate):
            gate.check_request = _heard(gate.check_request, self._checked)  # type: ignore[method-assign]
        RequestLog.add = _heard(RequestLog.add, self._logged)  # type: ignore[method-assign]

    def _checked(self, *_: Any) -> None:
        self.counts["checked"] += 1

    def _logged(
        self, _log: RequestLog, service: str, method: str, status: int, _at: Any, problems: Any = None, _fault: str = ""
    ) -> None:
        if problems and service in OURS:
            self.counts["flagged"] += 1
            if status in ACCEPTED and not self._on_purpose:
                self.counts[f"unexplained: {service} {method}: {problems[0]}"] += 1

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        self._on_purpose = item.get_closest_marker(MARK) is not None
        return (yield)

    def pytest_testnodedown(self, node: Any) -> None:
        """What a worker of pytest-xdist counted."""
        self.counts.update(getattr(node, "workeroutput", {}).get("spec_gate", {}))

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if hasattr(session.config, "workeroutput"):
            session.config.workeroutput["spec_gate"] = dict(self.counts)
        elif self._unexplained():
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """The figures, and what is unexplained."""
        unexplained = self._unexplained()
        figures = f"{self.counts['checked']} requests checked, {self.counts['flagged']} flagged"
        terminalreporter.section("official specifications of Telegram and Google")
        terminalreporter.line(f"{figures}, {sum(unexplained.values())} of them unexplained")
        for what, count in unexplained.items():
            terminalreporter.line(f"{count} {what}", red=True)

    def _unexplained(self) -> dict[str, int]:
        return {what: count for what, count in self.counts.items() if what.startswith("unexplained")}


def _heard(original: Callable[..., Any], listener: Callable[..., None]) -> Callable[..., Any]:
    def heard(*given: Any, **named: Any) -> Any:
        listener(*given, **named)
        return original(*given, **named)

    return heard
