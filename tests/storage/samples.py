"""A small network to fill stores with."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from nhipcau.ports import MonthFile, NewPerson, Pending, Tx
from nhipcau.rules.allowance.choices import Choices, Watched
from nhipcau.rules.allowance.close import CloseState, Closing, Hand, Opening
from nhipcau.rules.allowance.facts import PersonFacts
from nhipcau.rules.allowance.lines import Assessment, Line, LineState, Reason
from nhipcau.rules.allowance.policy import BaseSalary, PaidBy, Rate, Terms
from nhipcau.rules.cadence import LatePolicy, RoundPlan, Slot, SlotKind, WhenLate
from nhipcau.rules.checkins import Checkin, Place, Round
from nhipcau.rules.forms import Draft
from nhipcau.rules.intents import Lane, Message, To
from nhipcau.rules.kernel import Month, Span
from nhipcau.rules.roster import Appointment, Member, Person
from nhipcau.storage.store import SqlTx

NOW = datetime(2026, 5, 8, 2, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
MAY = Month(2026, 5)
PROVINCIAL = Appointment("ldld-hue", "provincial", Span(date(2026, 1, 1)), "12/QĐ-TLĐ")


def new_person(code: str, **changes: object) -> NewPerson:
    person = NewPerson(code, f"Nguyễn Thị {code}", "vi", None, (PROVINCIAL,))
    return replace(person, **changes)  # type: ignore[arg-type]


def add_people(tx: Tx, *codes: str) -> list[int]:
    return [tx.people.add(new_person(code)) for code in codes]


def a_slot(subject: str = "weekly/2026-W19#1", due_at: datetime = NOW, **changes: object) -> Slot:
    late = LatePolicy(WhenLate.RUN_ONCE, stale_after=6 * HOUR, grace=10 * MINUTE)
    slot = Slot(SlotKind.REMIND, subject, due_at, late, "weekly/2026-W19", "v1")
    return replace(slot, **changes)  # type: ignore[arg-type]


def a_plan(period: str = "2026-W19", **changes: object) -> RoundPlan:
    plan = RoundPlan(
        programme="weekly",
        form="weekly-checkin",
        period=period,
        month=MAY,
        first_day=date(2026, 5, 4),
        last_day=date(2026, 5, 10),
        opens_at=NOW,
        reminders=(NOW + HOUR,),
        due_at=NOW + 2 * HOUR,
        closes_at=NOW + 3 * HOUR,
    )
    return replace(plan, **changes)  # type: ignore[arg-type]


def open_round(tx: Tx, plan: RoundPlan | None = None, excused: frozenset[str] = frozenset()) -> Round:
    """A round in which everyone of the roster has a place."""
    asked = tx.rounds.open(plan or a_plan())
    tx.checkins.add(asked, [_place(person, excused) for person in tx.people.all()], Draft("made"))
    return asked


def _place(person: Person, excused: frozenset[str]) -> Place:
    return Place(Member(person, PROVINCIAL), person.code in excused)


def asked_once(tx: Tx, code: str = "CTV-1") -> Checkin:
    """The check-in of a roster of one."""
    add_people(tx, code)
    return tx.checkins.of_round(open_round(tx).id)[0]


def a_message(plan_key: str, to: To, due_at: datetime = NOW, **changes: object) -> Message:
    message = Message(plan_key, to, "checkins/ask", {"name": "Ánh"}, Lane.BULK, due_at, "remind:weekly/2026-W19#1")
    return replace(message, **changes)  # type: ignore[arg-type]


def claim(tx: SqlTx) -> Pending | None:
    return tx.outbox.claim(NOW, NOW + MINUTE)


def claimed_keys(tx: SqlTx) -> list[str]:
    """Everything that may go out at once, in the order in which it is taken."""
    keys = []
    while (pending := claim(tx)) is not None:
        keys.append(pending.message.plan_key)
    return keys


def a_line(person: str = "CTV-1", amount: int = 468_000) -> Line:
    facts = {"coefficient": "1/5", "base": 2_340_000, "decree": "73/2024/NĐ-CP"}
    return Line(
        person=person,
        name="Nguyễn Thị Ánh",
        unit="ldld-hue",
        level="provincial",
        payer="tld",
        days=31,
        coefficient=Fraction(1, 5),
        base=2_340_000,
        full=468_000,
        amount=amount,
        state=LineState.DUE,
        reasons=(Reason("basis", facts), Reason("whole_month", {"days": 31, "of": 31})),
    )


TERMS = Terms(
    month=MAY,
    pays_on=date(2026, 6, 10),
    base=BaseSalary(date(2024, 7, 1), 2_340_000, "73/2024/NĐ-CP"),
    rates=(Rate(date(2020, 1, 1), "provincial", Fraction(1, 5), PaidBy.NETWORK, "KH"),),
    choices=Choices(date(2018, 7, 1), "QĐ", watched=frozenset({Watched.MONTHLY_REPORT})),
    network_payer="tld",
    levels=("national", "provincial"),
    units=("tld", "ldld-hue"),
)
HANDS = {
    CloseState.CHECKED: Hand("CB-1", NOW),
    CloseState.APPROVED: Hand("CB-2", NOW),
    CloseState.CLOSED: Hand("CB-1", NOW),
    CloseState.PAID: Hand("CB-1", NOW),
}


def a_closing(version: int = 1, state: CloseState = CloseState.DRAFT) -> Closing:
    steps = list(CloseState)
    hands = {step: hand for step, hand in HANDS.items() if steps.index(step) <= steps.index(state)}
    return Closing(MAY, version, state, hands, Opening("CB-1", "CB-2", "sai") if version > 1 else None)


def a_file(version: int = 1, state: CloseState = CloseState.DRAFT, amount: int = 468_000) -> MonthFile:
    return MonthFile(
        closing=a_closing(version, state),
        cut_off=NOW,
        terms=TERMS,
        facts=(PersonFacts("CTV-1", "Nguyễn Thị Ánh", (PROVINCIAL,)),),
        facts_version="f1",
        policy_version="p1",
        assessment=Assessment(MAY, (a_line(amount=amount),)),
    )
