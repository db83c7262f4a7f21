"""The config folder into the rulebook, or every fault at once."""

from pathlib import Path

from nhipcau.settings.assemble import rulebook_of
from nhipcau.settings.checks import logic_faults
from nhipcau.settings.faults import BadConfig
from nhipcau.settings.files import Files
from nhipcau.settings.rulebook import Rulebook


def load_rulebook(folder: Path, policy: Path | None = None) -> Rulebook:
    """Read and check the whole config folder, perhaps with another policy in the place of allowance.yaml.

    Raises BadConfig with all that is wrong in it.
    """
    files = Files(folder, {"allowance.yaml": policy} if policy else None)
    faults = [*files.faults, *logic_faults(files)]
    if faults:
        raise BadConfig(faults)
    return rulebook_of(files)
