"""The config folder into the rulebook, or every fault at once."""

from pathlib import Path

from nhipcau.settings.assemble import rulebook_of
from nhipcau.settings.checks import logic_faults
from nhipcau.settings.faults import BadConfig
from nhipcau.settings.files import Files
from nhipcau.settings.rulebook import Rulebook


def load_rulebook(folder: Path) -> Rulebook:
    """Read and check the whole config folder. Raises BadConfig with all that is wrong in it."""
    files = Files(folder)
    faults = [*files.faults, *logic_faults(files)]
    if faults:
        raise BadConfig(faults)
    return rulebook_of(files)
