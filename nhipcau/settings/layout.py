"""Which file of the config folder holds what."""

from dataclasses import dataclass

from nhipcau.settings.allowance import AllowanceFile
from nhipcau.settings.campaigns import CampaignFile
from nhipcau.settings.forms import FormFile
from nhipcau.settings.holidays import HolidaysFile, OverridesFile
from nhipcau.settings.model import Model
from nhipcau.settings.network import NetworkFile
from nhipcau.settings.papers import PapersFile
from nhipcau.settings.programmes import ProgrammesFile
from nhipcau.settings.roles import RolesFile
from nhipcau.settings.sheets import SheetsFile
from nhipcau.settings.units import UnitsFile


@dataclass(frozen=True)
class Kind:
    """One kind of file: where it stands ("forms/*.yaml" for many), its model, the stem of its schema."""

    pattern: str
    model: type[Model]
    schema: str

    @property
    def many(self) -> bool:
        return "*" in self.pattern


KINDS = (
    Kind("network.yaml", NetworkFile, "network"),
    Kind("units.yaml", UnitsFile, "units"),
    Kind("roles.yaml", RolesFile, "roles"),
    Kind("allowance.yaml", AllowanceFile, "allowance"),
    Kind("holidays/vietnam.yaml", HolidaysFile, "holidays"),
    Kind("holidays/overrides.yaml", OverridesFile, "overrides"),
    Kind("forms/*.yaml", FormFile, "form"),
    Kind("programmes.yaml", ProgrammesFile, "programmes"),
    Kind("campaigns/*.yaml", CampaignFile, "campaign"),
    Kind("sheets.yaml", SheetsFile, "sheets"),
    Kind("papers.yaml", PapersFile, "papers"),
)
