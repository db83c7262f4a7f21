"""What `nhipcau practice` looks at before it starts anything."""

import socket
from datetime import datetime
from pathlib import Path

import pytest

from nhipcau.cli.practice import free_port, make_way, practice_installation
from nhipcau.cli.speech import Speech
from nhipcau.settings.installation import Installation
from tests.fakes.clock import moment

FRESH = moment("2026-11-22 09:30")


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    return practice_installation(Installation(home=tmp_path / "var", database_url="sqlite:///real.db"), free_port())


def test_it_lives_in_a_home_of_its_own_and_leaves_the_real_database_alone(installation: Installation) -> None:
    assert installation.home.parts[-2:] == ("var", "practice-network")
    assert installation.database == f"sqlite:///{installation.home / 'nhipcau.db'}"


@pytest.mark.parametrize("fresh_at", [None, FRESH])
def test_on_an_untouched_machine_it_may_start(installation: Installation, fresh_at: datetime | None) -> None:
    assert make_way(installation, Speech(installation), fresh_at)


def test_begun_afresh_the_old_network_is_set_aside_whole(
    installation: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    installation.home.mkdir(parents=True)
    (installation.home / "nhipcau.db").write_text("what people did")
    assert make_way(installation, Speech(installation), FRESH)
    aside = installation.home.with_name("practice-network-2026-11-22-093000")
    assert (aside / "nhipcau.db").read_text() == "what people did"
    assert not installation.home.exists()
    assert str(aside) in capsys.readouterr().out.replace("\n", "")


def test_a_port_that_is_taken_is_named_and_nothing_is_moved(
    installation: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    installation.home.mkdir(parents=True)
    with socket.create_server(("127.0.0.1", installation.practice_port)):
        assert not make_way(installation, Speech(installation), FRESH)
    assert str(installation.practice_port) in capsys.readouterr().err
    assert installation.home.exists()
