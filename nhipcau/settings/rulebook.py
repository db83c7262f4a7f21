"""All that the config folder says, as rule objects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from nhipcau.rules.allowance.policy import Policy
from nhipcau.rules.amendments import Amendment, amended
from nhipcau.rules.cadence import Chores, LatePolicies, Programme, RoundPlan, round_of
from nhipcau.rules.calendar import Calendar, Quiet, Within
from nhipcau.rules.campaigns import Campaign, result_plans
from nhipcau.rules.checkins import Round
from nhipcau.rules.forms import Form
from nhipcau.rules.kernel import Month, Words, spoken
from nhipcau.rules.roster import Audience, Level, Unit, unit_codes
from nhipcau.rules.vietnamese import fold


@dataclass(frozen=True)
class Network:
    """The network itself. `root` is the unit at its head, which pays the national level; `place` dates its papers."""

    names: Words
    root: str
    place: str
    languages: tuple[str, ...]

    @property
    def language(self) -> str:
        """What the network speaks where no one person is spoken to: its groups, shared sheets and filed papers."""
        return self.languages[0]


@dataclass(frozen=True)
class Pace:
    """How fast messages leave: a second for the whole bot, seconds between two to a chat, how long a send may take; how
    many one person gets in a day, and of the very same in an hour (R6); over how long reminders are spread."""

    per_second: float
    per_chat_seconds: float
    lease: timedelta
    most_a_day: int
    most_alike_an_hour: int
    spread: timedelta


@dataclass(frozen=True)
class Joining:
    """How people come in: how long an invite opens, which version of the consent text they are shown. And how they go:
    how long they may change their minds before their data are deleted."""

    invite_lasts: timedelta
    consent: str
    erase_after: timedelta


@dataclass(frozen=True)
class AdminGroup:
    """The coordinators' group: how often the card of who owes is edited at most, for how long a message can be taken
    back, whether cards go to topics of their own."""

    digest: timedelta
    recall: timedelta
    topics: bool


@dataclass(frozen=True)
class Tab:
    """One tab of the shared sheets: which book it stands in and its title there."""

    book: str
    title: str


@dataclass(frozen=True)
class Sharing:
    """Who may do what in the shared sheets, how often they are synced, from how many past rows on those are archived.

    `roles` (by book) is what somebody counts as whose account is nobody's in `accounts` (person's code by e-mail).
    """

    local: bool
    roles: Mapping[str, str]
    editors: Mapping[str, tuple[str, ...]]
    accounts: Mapping[str, str]
    after_change: timedelta
    at_least: timedelta
    told_after: timedelta
    requests_a_minute: int
    archive_after: int


@dataclass(frozen=True)
class Papers:
    """What stands around the network's official papers, and since when units are in the programme.

    `authority`: the lines above the signature, the signer's post last. `starts`: units that began later than `started`.
    """

    superior: str
    issuer: str
    symbol: str
    place: str
    authority: tuple[str, ...]
    recipients: tuple[str, ...]
    bases: tuple[str, ...]
    started: Month
    starts: Mapping[str, Month]


@dataclass(frozen=True)
class Rulebook:
    network: Network
    calendar: Calendar
    units: Mapping[str, Unit]
    levels: Mapping[str, Level]
    places: Mapping[str, int]
    joining: Joining
    role_names: Mapping[str, Words]
    permissions: Mapping[str, frozenset[str]]
    policy: Policy
    forms: Mapping[str, Form]
    programmes: Mapping[str, Programme]
    programme_names: Mapping[str, Words]
    """What people call whatever asks: programmes, and campaigns that ask for results."""
    campaigns: Mapping[str, Campaign]
    chores: Chores
    late: LatePolicies
    pace: Pace
    admin_group: AdminGroup
    answers: Within
    quiet: Quiet
    horizon: timedelta
    books: Mapping[str, str]
    tabs: Mapping[str, Tab]
    sharing: Sharing
    review_reasons: Mapping[str, Words]
    reopen_reasons: Mapping[str, Words]
    papers: Papers

    def asked(self, round_key: str) -> tuple[RoundPlan, Audience]:
        """The plan of a round and whom it asks, from its key: of a programme's period, or of a campaign's results."""
        asker, _, period = round_key.partition("/")
        if asker in self.programmes:
            programme = self.programmes[asker]
            return round_of(programme, self.calendar, period), programme.audience
        campaign = self.campaigns[asker]
        plans = {plan.period: plan for plan in result_plans(campaign, self.calendar)}
        return plans[period], campaign.asked(period)

    def called(self, asker: str, period: str) -> Words:
        """What people call a round: as the programme or campaign that asks, unless a stage has a name of its own."""
        results = self.campaigns[asker].results if asker in self.campaigns else ()
        own = {result.key: result.names for result in results}
        return own.get(period) or self.programme_names[asker]

    def form_of(self, asked: Round) -> Form:
        """The form of a round; where a campaign asks for results its title says of what."""
        form = self.forms[asked.form]
        if asked.programme not in self.campaigns:
            return form
        called = self.called(asked.programme, asked.period)
        title = {each: f"{spoken(form.title, each)}: {spoken(called, each)}" for each in self.network.languages}
        return replace(form, title=title)

    def amended(self, amendments: Sequence[Amendment]) -> "Rulebook":
        """The config with what people set otherwise for its campaigns; for one that is gone it counts for nothing."""
        if not amendments:
            return self
        wishes = {key: [each for each in amendments if each.campaign == key] for key in self.campaigns}
        campaigns = {key: amended(item, wishes[key], self.calendar) for key, item in self.campaigns.items()}
        return replace(self, campaigns=campaigns)

    def unit_called(self, text: str) -> str | None:
        """The code of the unit that people call so: by code, name or short name, with or without diacritics."""
        return unit_codes(self.units).get(fold(text))

    @property
    def unit_order(self) -> dict[str, int]:
        """The order of units in every list: as config/units.yaml has them."""
        return {code: number for number, code in enumerate(self.units)}
