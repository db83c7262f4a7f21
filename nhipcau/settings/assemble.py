"""Sound files into rule objects."""

from collections.abc import Iterable
from datetime import timedelta

from nhipcau.rules.allowance.choices import Watched
from nhipcau.rules.calendar import Calendar
from nhipcau.settings.allowance import AllowanceFile
from nhipcau.settings.campaigns import CampaignFile
from nhipcau.settings.files import Files
from nhipcau.settings.forms import FormFile
from nhipcau.settings.holidays import HolidaysFile, OverridesFile
from nhipcau.settings.network import NetworkFile
from nhipcau.settings.papers import PapersFile
from nhipcau.settings.programmes import ProgrammesFile
from nhipcau.settings.roles import RolesFile
from nhipcau.settings.rulebook import Rulebook
from nhipcau.settings.sheets import SheetsFile
from nhipcau.settings.units import UnitsFile

WATCHED_FORMS = {
    Watched.MONTHLY_REPORT: "monthly_report",
    Watched.DECLARATION: "eligibility",
    Watched.WEEKLY_CHECKINS: "weekly_checkin",
    Watched.NEWS_ITEMS: "weekly_checkin",
    Watched.UNIT_WORD: "eligibility",
}
"""The forms whose answers policy P7 looks at."""


def rulebook_of(files: Files) -> Rulebook:
    """Everything, out of files without faults. Raises Unusable otherwise."""
    network, allowance = files.one(NetworkFile), files.one(AllowanceFile)
    programmes, sheets = files.one(ProgrammesFile), files.one(SheetsFile)
    roles = files.one(RolesFile)
    watched = watched_forms(item for row in allowance.choices for item in row.watched)
    return Rulebook(
        network=network.network(),
        calendar=calendar_of(files),
        units={item.code: item.unit() for item in files.one(UnitsFile).units},
        levels=network.ranks(),
        places=network.places,
        joining=network.joining.joining(),
        role_names=roles.role_names(),
        permissions=roles.permissions(),
        policy=allowance.policy(network.root),
        forms={key: file.form(key) for key, file in files.each(FormFile).items()},
        programmes={item.key: item.programme(item.form in watched) for item in programmes.programmes},
        programme_names={item.key: item.names.words() for item in programmes.programmes}
        | {key: file.names.words() for key, file in files.each(CampaignFile).items()},
        campaigns={key: file.campaign(key) for key, file in files.each(CampaignFile).items()},
        chores=programmes.chores.chores(),
        late=network.late.policies(),
        pace=network.pace.pace(),
        admin_group=network.admin_group.admin_group(),
        answers=network.answers.within(),
        quiet=network.quiet.quiet(),
        horizon=timedelta(days=network.horizon_days),
        books=sheets.titles(),
        tabs=sheets.placed(),
        sharing=sheets.sharing(),
        review_reasons=allowance.reasons(),
        papers=files.one(PapersFile).papers(),
        reopen_reasons=allowance.opening_reasons(),
    )


def watched_forms(watched: Iterable[Watched]) -> set[str]:
    return {WATCHED_FORMS[item] for item in watched}


def calendar_of(files: Files) -> Calendar:
    """The days of the country and of the network together. Raises Unusable."""
    holidays, overrides = files.one(HolidaysFile), files.one(OverridesFile)
    return Calendar(
        zone=files.one(NetworkFile).zone,
        holidays=overrides.applied(holidays.days_off()),
        worked_weekends=frozenset(holidays.worked() | set(overrides.worked_weekends)),
        new_years=holidays.new_years(),
    )
