"""What passes through the store when it is measured: a network with an open round, and the turns that people take."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from nhipcau.ports import NewPerson, Update
from nhipcau.rules.cadence import RoundPlan
from nhipcau.rules.checkins import Place
from nhipcau.rules.forms import Draft
from nhipcau.rules.intents import Button, Lane, Message, To
from nhipcau.rules.kernel import Json, Month, Span
from nhipcau.rules.roster import Appointment, Grant, Leave, Member
from nhipcau.storage import SqlStore, open_store

NOW = datetime(2026, 5, 8, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
PEOPLE = 200

PROVINCIAL = Appointment("ldld-hue", "provincial", Span(date(2026, 1, 1)), "12/QĐ-TLĐ")
TET = Leave(Span(date(2026, 2, 16), date(2026, 2, 20)), "nghỉ Tết")
UNIT_LEAD = Grant("unit_lead", "ldld-hue")
PLAN = RoundPlan(
    programme="weekly",
    form="weekly-checkin",
    period="2026-W19",
    month=Month(2026, 5),
    first_day=date(2026, 5, 4),
    last_day=date(2026, 5, 10),
    opens_at=NOW - HOUR,
    reminders=(NOW + HOUR,),
    due_at=NOW + 2 * HOUR,
    closes_at=NOW + 3 * HOUR,
)
QUESTION: dict[str, Json] = {
    "title": "Báo cáo tuần",
    "period": "tuần 19 (04/05 - 10/05)",
    "question": "Tuần này anh/chị đã đăng bao nhiêu sản phẩm truyền thông?",
    "position": 2,
    "of": 5,
    "hint": "",
}


@dataclass(frozen=True)
class Turn:
    """An update, the draft that it leads to, and the message that answers it."""

    update: Update
    checkin_id: int
    draft: Draft
    reply: Message


def turns(count: int) -> Iterator[Turn]:
    """One turn after the other of everybody. A person's number is their only check-in's, too."""
    for number in range(1, count + 1):
        person_id = number % PEOPLE + 1
        update = Update(number, _chat(person_id), f'{{"update_id":{number},"message":{{"text":"Dạ {number}"}}}}')
        draft = Draft("links", {"made": True, "number": number, "note": "Đã đăng hai bài"})
        yield Turn(update, person_id, draft, _reply(number, person_id))


def _chat(person_id: int) -> int:
    return 7_000_000_000 + person_id


def _reply(number: int, person_id: int) -> Message:
    rows = ((Button(f"c:{person_id}:made:yes", "yes"), Button(f"c:{person_id}:made:no", "no")),)
    return Message(
        plan_key=f"reply:{number}:1",
        to=To(person_id=person_id),
        template="checkins/question",
        view=QUESTION,
        lane=Lane.CONVERSATION,
        due_at=NOW,
        buttons=(*rows, (Button(f"c:{person_id}:made:back", "back"),)),
        edits=number,
    )


def open_filled(url: str, waiting: list[Turn], durable: bool) -> SqlStore:
    """A store in which everyone has a chat and a place in a round, and these turns wait in the inbox."""
    store = open_store(url, zone=ZoneInfo("Asia/Ho_Chi_Minh"), durable=durable)
    store.migrate()
    with store.begin() as tx:
        for number in range(1, PEOPLE + 1):
            person_id = tx.people.add(_person(number))
            tx.people.bind(person_id, _chat(person_id), NOW)
        places = [Place(Member(person, PROVINCIAL), False) for person in tx.people.all()]
        tx.checkins.add(tx.rounds.open(PLAN), places, Draft("made"))
        tx.inbox.store((turn.update for turn in waiting), NOW)
    return store


def _person(number: int) -> NewPerson:
    """Every fourth has been on leave, every tenth leads a unit."""
    return NewPerson(
        code=f"CTV-{number}",
        name=f"Nguyễn Thị {number}",
        language="vi",
        phone="0912 345 678",
        appointments=(PROVINCIAL,),
        leaves=() if number % 4 else (TET,),
        grants=() if number % 10 else (UNIT_LEAD,),
    )
