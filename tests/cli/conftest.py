"""A command line as an operator has it: a folder of their own, an installation of its own, what was printed."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from nhipcau.cli.main import app
from nhipcau.settings.installation import Installation


@dataclass(frozen=True)
class Printed:
    """What a command left behind."""

    status: int
    said: str
    complained: str


Command = Callable[..., Printed]


@pytest.fixture
def nhipcau(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command in an empty folder, with nothing of this machine's settings."""
    for name in Installation.model_fields:
        monkeypatch.delenv(f"NHIPCAU_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, typed: str = "") -> Printed:
        result = CliRunner().invoke(app, list(arguments), input=typed)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Printed(result.exit_code, result.stdout, result.stderr)

    return run
