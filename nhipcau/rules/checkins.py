"""Check-ins: who is asked, who still owes, what counts as in time, and how a round went."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from nhipcau.rules.fields import Answer
from nhipcau.rules.forms import Draft
from nhipcau.rules.kernel import Month
from nhipcau.rules.roster import Leave, Member, Person


@dataclass(frozen=True)
class Round:
    """One asking of a form, as it was opened."""

    id: int
    key: str
    programme: str
    form: str
    period: str
    month: Month
    first_day: date
    last_day: date
    opens_at: datetime
    due_at: datetime
    closes_at: datetime
    closed: bool = False


@dataclass(frozen=True)
class Checkin:
    """One person's part in a round. `version` counts what was sent (0: nothing yet); earlier versions are kept.

    `returned`: the newest version was sent back by a coordinator, and counts as not sent until there is another.
    """

    id: int
    round: Round
    person_id: int
    unit: str
    level: str
    excused: bool
    draft: Draft
    version: int = 0
    first_sent_at: datetime | None = None
    answers: Mapping[str, Answer] | None = None
    returned: bool = False

    @property
    def answered(self) -> bool:
        return self.version > 0 and not self.returned

    @property
    def given(self) -> Mapping[str, Answer]:
        """The answers that count: those of the newest version, unless it was returned."""
        return (self.answers or {}) if self.answered else {}

    @property
    def owed(self) -> bool:
        return not self.excused and not self.answered and not self.round.closed


class Standing(Enum):
    """How one person stands in one round."""

    OPEN = "open"
    IN_TIME = "in_time"
    LATE = "late"
    EXCUSED = "excused"
    NEVER = "never"


def standing(checkin: Checkin) -> Standing:
    """In time is decided by the first sending; later edits, asked for or not, do not make it late."""
    if checkin.answered and checkin.first_sent_at is not None:
        return Standing.IN_TIME if checkin.first_sent_at <= checkin.round.due_at else Standing.LATE
    if checkin.excused:
        return Standing.EXCUSED
    return Standing.NEVER if checkin.round.closed else Standing.OPEN


@dataclass(frozen=True)
class Tally:
    """How many were asked and how they stand. `asked` leaves out the excused (R13: they are in no denominator)."""

    asked: int = 0
    in_time: int = 0
    late: int = 0
    excused: int = 0
    never: int = 0
    open: int = 0

    @property
    def answered(self) -> int:
        return self.in_time + self.late

    @property
    def percent_answered(self) -> int | None:
        """Whole percent, half up; None when nobody was asked. Only all is 100 and only none is 0: 227 of 228 are 99."""
        if not self.asked:
            return None
        some = 0 < self.answered < self.asked
        percent = (200 * self.answered + self.asked) // (2 * self.asked)
        return min(max(percent, 1), 99) if some else percent


def tally(checkins: Iterable[Checkin]) -> Tally:
    counts = dict.fromkeys(Standing, 0)
    for checkin in checkins:
        counts[standing(checkin)] += 1
    return Tally(
        asked=sum(counts.values()) - counts[Standing.EXCUSED],
        in_time=counts[Standing.IN_TIME],
        late=counts[Standing.LATE],
        excused=counts[Standing.EXCUSED],
        never=counts[Standing.NEVER],
        open=counts[Standing.OPEN],
    )


@dataclass(frozen=True)
class Place:
    """A place in a round about to be opened: on leave is excused, without a chat is asked in no message."""

    member: Member
    excused: bool


def places(audience: Iterable[Member], opens_on: date) -> list[Place]:
    return [Place(member, member.person.on_leave(opens_on)) for member in audience]


def is_due_in(leave: Leave, asked: Round) -> bool:
    """Whether somebody on that leave cannot be expected to answer: the deadline falls into it."""
    return leave.span.covers(asked.due_at.date())


def missed_by_leave(checkin: Checkin, person: Person, due_on: date) -> bool:
    """Whether it is owed only because its deadline fell into the person's leave: that is no miss (R13)."""
    return checkin.owed and person.on_leave(due_on)


def still_wanted(checkin: Checkin, person: Person, today: date) -> str:
    """Why a prompt must not go out any more, or "" when it must: asked again at the moment of sending (R19)."""
    if checkin.answered:
        return "answered"
    if checkin.round.closed:
        return "round_closed"
    if checkin.excused or person.on_leave(today):
        return "on_leave"
    return ""
