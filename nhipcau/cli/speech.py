"""What the command line says: sentences from templates/cli/, in the installation's language."""

import json
from collections.abc import Mapping
from html import unescape
from pathlib import Path

from rich.console import Console

from nhipcau.messages.templates import Templates
from nhipcau.rules.cadence import SlotKind
from nhipcau.rules.kernel import Json, Primitive, Refused
from nhipcau.settings.faults import BadConfig, Wrong
from nhipcau.settings.installation import Installation


class Speech:
    """Prints sentences; `say` to standard output, `complain` to standard error."""

    def __init__(self, installation: Installation) -> None:
        self._words = Templates(installation.templates)
        self.language = installation.language
        self.console = Console(soft_wrap=True, highlight=False)
        self._errors = Console(stderr=True, soft_wrap=True, highlight=False)

    def sentence(self, code: str, /, **facts: Primitive) -> str:
        """One sentence of templates/cli/sentences."""
        return self._words.sentence("cli/sentences", code, facts, self.language)

    def kind(self, kind: SlotKind) -> str:
        """What people call a kind of slot."""
        return self._words.sentence("cli/kinds", kind.value, {}, self.language)

    def say(self, code: str, /, **facts: Primitive) -> None:
        self.console.print(self.sentence(code, **facts), markup=False)

    def tell(self, template: str, view: Mapping[str, Json]) -> None:
        """A whole text of templates/."""
        self.console.print(self._words.text(template, view, self.language), markup=False)

    def print_json(self, data: Json) -> None:
        self.console.print(json.dumps(data, ensure_ascii=False, indent=2), markup=False)

    def refuse(self, refused: Refused) -> None:
        """A rule said no: its sentence, as a chat would have it."""
        sentence = unescape(self._words.message(f"refused/{refused.code}", refused.facts, self.language))
        self._errors.print(sentence, markup=False)

    def complain(self, code: str, /, **facts: Primitive) -> None:
        self._errors.print(self.sentence(code, **facts), markup=False, style="red")

    def wrong(self, wrong: Wrong) -> None:
        """A value that was typed with a command is not what it should be."""
        sentence = self._words.sentence("faults/faults", wrong.code, wrong.facts, self.language)
        self._errors.print(sentence, markup=False, style="red")

    def show_faults(self, bad: BadConfig) -> None:
        """Everything that is wrong, then how much it is."""
        for fault in bad.faults:
            self.fault(fault.file, fault.line, fault.where, fault.code, dict(fault.facts))
        self.complain("config_is_bad", count=len(bad.faults))

    def fault(self, file: str, line: int, where: str, code: str, facts: dict[str, Primitive]) -> None:
        """One fault of the config: where it is, then what is wrong and what would be right."""
        place = f"{file}:{line}" + (f" ({where})" if where else "")
        self._errors.print(f"[bold]{place}[/bold]")
        self._errors.print("  " + self._words.sentence("faults/faults", code, facts, self.language), markup=False)

    def roster_fault(self, file: Path, row: int, column: str, code: str, facts: dict[str, Primitive]) -> None:
        sentence = self._words.sentence("cli/roster_faults", code, facts, self.language)
        title = self._words.sentence("cli/roster_columns", column, {}, self.language)
        place = self.sentence("row_and_column", row=row, column=title)
        self._errors.print(f"{file}: {place}: {sentence}", markup=False)
