"""The practice server answers what Google answered, exchange by exchange."""

import pytest

from tests.practice.sheets.conftest import Practice
from tests.practice.sheets.replay import recordings, replay


@pytest.mark.parametrize("name", recordings())
def test_a_recording_is_answered_as_google_did(practice: Practice, name: str) -> None:
    outcomes = list(replay(practice, name))

    assert outcomes
    assert [outcome for outcome in outcomes if outcome.difference] == []


def test_the_recordings_are_all_there() -> None:
    assert len(recordings()) == 38
