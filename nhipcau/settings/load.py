"""The config folder into the rulebook, or every fault at once."""

from datetime import timedelta
from pathlib import Path

from nhipcau.rules.calendar import Calendar
from nhipcau.settings.allowance import AllowanceFile
from nhipcau.settings.campaigns import CampaignFile
from nhipcau.settings.checks import logic_faults
from nhipcau.settings.faults import BadConfig
from nhipcau.settings.files import Files
from nhipcau.settings.forms import FormFile
from nhipcau.settings.holidays import HolidaysFile, OverridesFile
from nhipcau.settings.network import NetworkFile
from nhipcau.settings.programmes import ProgrammesFile
from nhipcau.settings.roles import RolesFile
from nhipcau.settings.rulebook import Rulebook
from nhipcau.settings.sheets import SheetsFile
from nhipcau.settings.units import UnitsFile


def load_rulebook(folder: Path) -> Rulebook:
    """Read and check the whole config folder. Raises BadConfig with all that is wrong in it."""
    files = Files(folder)
    faults = [*files.faults, *logic_faults(files)]
    if faults:
        raise BadConfig(faults)
    return _rulebook(files)


def _rulebook(files: Files) -> Rulebook:
    network, allowance = files.one(NetworkFile), files.one(AllowanceFile)
    programmes, sheets = files.one(ProgrammesFile), files.one(SheetsFile)
    return Rulebook(
        network=network.network(),
        calendar=_calendar(network, files.one(HolidaysFile), files.one(OverridesFile)),
        units={item.code: item.unit() for item in files.one(UnitsFile).units},
        levels=network.ranks(),
        permissions=files.one(RolesFile).permissions(),
        policy=allowance.policy(network.root),
        forms={key: file.form(key) for key, file in files.each(FormFile).items()},
        programmes={item.key: item.programme() for item in programmes.programmes},
        programme_names={item.key: item.names.words() for item in programmes.programmes},
        campaigns={key: file.campaign(key) for key, file in files.each(CampaignFile).items()},
        chores=programmes.chores.chores(),
        late=network.late.policies(),
        pace=network.pace.pace(),
        horizon=timedelta(days=network.horizon_days),
        books=sheets.books,
        tabs=sheets.placed(),
        review_reasons=allowance.reasons(),
    )


def _calendar(network: NetworkFile, holidays: HolidaysFile, overrides: OverridesFile) -> Calendar:
    return Calendar(
        zone=network.zone,
        holidays=overrides.applied(holidays.days_off()),
        worked_weekends=frozenset(holidays.worked() | set(overrides.worked_weekends)),
        new_years=holidays.new_years(),
    )
