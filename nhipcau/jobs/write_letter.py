"""Coordinators write to one person or to many: whom, what, a look at it as people will see it, and then it goes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from nhipcau.jobs.hearing import hear
from nhipcau.jobs.launch import launch, waits_until
from nhipcau.jobs.permit import permit
from nhipcau.jobs.recall import recall_button
from nhipcau.jobs.replies import reply
from nhipcau.jobs.show_owing import owing_of
from nhipcau.jobs.summary import Summary
from nhipcau.ports import Entry, Inbound, Store, Tx
from nhipcau.ports.letters import Letter, LetterState
from nhipcau.ports.talk import Prompt, Received
from nhipcau.rules.cadence import Slot, SlotKind
from nhipcau.rules.dialogue import Rows
from nhipcau.rules.intents import Button, Lane, Message, To
from nhipcau.rules.kernel import Json, Refused, spoken
from nhipcau.rules.roster import Person
from nhipcau.rules.targets import ALL, OWING, Target, addressed, read_target, target_of
from nhipcau.rules.vietnamese import fold
from nhipcau.settings.rulebook import Rulebook

LETTER = "letter"
MOST_WORDS, MOST_BESIDE_A_FILE = 3500, 900
"""Characters: a chat takes 4,096 in a message and 1,024 under a file, our own lines among them."""
OWING_CALLED = ("còn nợ", "chưa gửi", "owing")
ALL_CALLED = ("tất cả", "mọi người", "all", "everybody")


@dataclass(frozen=True)
class _Crowd:
    """Those whom a letter is for; who is on leave is left in peace, unless written to by name."""

    people: list[Person]
    on_leave: int

    @property
    def reached(self) -> int:
        return sum(person.reachable for person in self.people)


def write_letter(store: Store, book: Rulebook, inbound: Inbound, words: str, now: datetime) -> Summary:
    """/gui: with a name, or names with commas, who it is for; without, the choices as buttons."""

    def act(tx: Tx, person: Person) -> Summary:
        permit(book, person, "write_people")
        if words:
            return _ask_words(tx, book, inbound, person, read_target(words, _names(tx, book)), now)
        tx.outbox.put([reply(inbound, now, "letters/whom", {}, person, _choices(book, person.language))])
        return Summary({"asked": 1})

    return hear(store, inbound, now, act)


def choose_target(store: Store, book: Rulebook, inbound: Inbound, short: str, now: datetime) -> Summary:
    """One of the choices was pressed."""

    def act(tx: Tx, person: Person) -> Summary:
        permit(book, person, "write_people")
        return _ask_words(tx, book, inbound, person, short, now)

    return hear(store, inbound, now, act)


def draft_letter(tx: Tx, book: Rulebook, inbound: Inbound, person: Person, letter: Letter, now: datetime) -> Summary:
    """The words, or a file with words under it, came: shown as people will see it, with how many they are."""
    permit(book, person, "write_people")
    most = MOST_BESIDE_A_FILE if letter.attached else MOST_WORDS
    if len(letter.words) > most:
        raise Refused("letter_too_long", most=most, length=len(letter.words))
    short = letter.target
    crowd = _crowd(tx, book, target_of(short), now)
    tx.talk.close_prompt(person.id)
    tx.letters.keep(letter, now)
    seen = reply(inbound, now, "letters/letter", _seen(letter, person), person)
    view: dict[str, Json] = {
        "target": _spelled_out(tx, book, target_of(short), person.language),
        "count": crowd.reached,
        "unreachable": len(crowd.people) - crowd.reached,
        "on_leave": crowd.on_leave,
        "waits_until": waits_until(book, now, person.language),
    }
    confirm = reply(inbound, now, "letters/confirm", view, person, _decisions(letter), part=2)
    tx.outbox.put([replace(seen, attached=letter.attached), confirm])
    return Summary({"drafted": 1})


def draft_with_file(
    tx: Tx, book: Rulebook, inbound: Inbound, person: Person, received: Received, now: datetime
) -> Summary | None:
    """A photo or file, when a letter waits for its words or took the album's first; None when none did."""
    if received.album and tx.letters.has_album(person.code, received.album):
        return _tell_one_only(tx, inbound, person, received.album, now)
    prompt = tx.talk.prompt(person.id)
    if prompt is None or prompt.kind != LETTER:
        return None
    kind = "photo" if received.is_photo and not received.as_file else "file"
    file = f"{kind}:{received.file_id}"
    letter = Letter(inbound.update_id, person.code, prompt.subject, received.words, file, received.album)
    return draft_letter(tx, book, inbound, person, letter, now)


def _tell_one_only(tx: Tx, inbound: Inbound, person: Person, album: str, now: datetime) -> Summary:
    """Once an album: a letter takes one picture, and the others must not become answers to something else."""
    told = reply(inbound, now, "letters/one_only", {}, person)
    tx.outbox.put([replace(told, plan_key=f"one_only:{person.code}:{album}")])
    return Summary({"left_out": 1})


def decide_letter(store: Store, book: Rulebook, inbound: Inbound, letter_id: int, wish: str, now: datetime) -> Summary:
    """`wish`: "yes" plans it for now, "again" asks for other words, "no" drops it. The first press counts."""

    def act(tx: Tx, person: Person) -> Summary:
        permit(book, person, "write_people")
        letter = tx.letters.get(letter_id)
        state = LetterState.SENT if wish == "yes" else LetterState.DROPPED
        if letter is None or letter.by != person.code or not tx.letters.decide(letter_id, state):
            raise Refused("letter_decided")
        if wish == "again":
            return _ask_words(tx, book, inbound, person, letter.target, now)
        slot = letter_slot(book, letter_id, now)
        view: dict[str, Json] = {"target": _spelled_out(tx, book, target_of(letter.target), person.language)}
        if wish == "no":
            tx.outbox.put([reply(inbound, now, "letters/dropped", view, person, edits=inbound.message_id)])
            return Summary({"dropped": 1})
        tx.slots.put(slot)
        tx.journal.write(Entry(now, person.code, "wrote_letter", slot.key, detail={"target": letter.target}))
        recall = recall_button(slot.key)
        tx.outbox.put([reply(inbound, now, "letters/sending", view, person, recall, edits=inbound.message_id)])
        return Summary({"run": 1})

    return hear(store, inbound, now, act)


def send_letter(store: Store, book: Rulebook, slot: Slot, now: datetime) -> Summary:
    """To all whom it is for at this moment; a launch like any other."""
    with store.begin() as tx:
        letter = tx.letters.get(int(slot.subject))
        writer = tx.people.by_code(letter.by) if letter else None
        if letter is None or writer is None or not tx.slots.claim(slot.key, now):
            return Summary({"taken": 1})
        crowd = _crowd(tx, book, target_of(letter.target), now)
        view = _seen(letter, writer)
        told = launch(tx, slot, [(p, _copy(slot, letter, p, view, now)) for p in crowd.people], now)
    return told + Summary({"on_leave": crowd.on_leave})


def letter_slot(book: Rulebook, letter_id: int, now: datetime) -> Slot:
    return Slot(SlotKind.LETTER, str(letter_id), now, book.late[SlotKind.LETTER], f"letter/{letter_id}", "by_hand")


def _copy(slot: Slot, letter: Letter, person: Person, view: Mapping[str, Json], now: datetime) -> Message:
    key = f"{slot.key}:{person.code}"
    return Message(key, To(person.id), "letters/letter", view, Lane.BULK, now, attached=letter.attached)


def _ask_words(tx: Tx, book: Rulebook, inbound: Inbound, person: Person, short: str, now: datetime) -> Summary:
    target = target_of(short)
    crowd = _crowd(tx, book, target, now)
    if not crowd.reached:
        raise Refused("nobody_there")
    tx.talk.open_prompt(person.id, Prompt(LETTER, short), now)
    view: dict[str, Json] = {"target": _spelled_out(tx, book, target, person.language), "count": crowd.reached}
    tx.outbox.put([reply(inbound, now, "letters/words", view, person, edits=inbound.message_id)])
    return Summary({"prompted": 1})


def _crowd(tx: Tx, book: Rulebook, target: Target, now: datetime) -> _Crowd:
    today = book.calendar.today(now)
    owing = {one.person.id for asked in tx.rounds.running() for one in owing_of(tx, book, asked, now).owed}
    people = addressed(tx.people.all(), target, owing, today, book.levels)
    present = [person for person in people if target.people or not person.on_leave(today)]
    return _Crowd(present, len(people) - len(present))


def _seen(letter: Letter, writer: Person) -> dict[str, Json]:
    return {"words": letter.words, "by": writer.name}


def _names(tx: Tx, book: Rulebook) -> dict[str, str]:
    """What everything is called that a letter may be for, folded; what is listed last wins."""
    named = {fold(person.name): f"person:{person.code}" for person in tx.people.all()}
    named |= {fold(person.code): f"person:{person.code}" for person in tx.people.all()}
    for kind, codes in (("role", book.role_names), ("level", {c: lv.names for c, lv in book.levels.items()})):
        named |= {fold(name): f"{kind}:{code}" for code, words in codes.items() for name in (code, *words.values())}
    for code, unit in book.units.items():
        named |= {fold(name): f"unit:{code}" for name in (code, *unit.names.values(), *unit.short.values())}
    named |= {fold(name): OWING for name in OWING_CALLED}
    return named | {fold(name): ALL for name in ALL_CALLED}


def _spelled_out(tx: Tx, book: Rulebook, target: Target, language: str) -> Json:
    """The parts of a target, as the templates join them."""
    people = [person.name for code in sorted(target.people) if (person := tx.people.by_code(code))]
    units = [spoken(book.units[code].short, language) for code in book.units if code in target.units]
    levels = [spoken(level.names, language) for code, level in book.levels.items() if code in target.levels]
    roles = [spoken(book.role_names[code], language) for code in book.role_names if code in target.roles]
    return {"names": [*people, *units, *levels, *roles], "owing": target.owing}


def _choices(book: Rulebook, language: str) -> Rows:
    levels = [Button(f"e:to:level:{code}", label=spoken(lv.names, language)) for code, lv in book.levels.items()]
    leads = [Button(f"e:to:role:{code}", label=spoken(names, language)) for code, names in book.role_names.items()]
    every = (Button(f"e:to:{ALL}", name="letter_all"), Button(f"e:to:{OWING}", name="letter_owing"))
    return (every, *((button,) for button in (*levels, *leads)))


def _decisions(letter: Letter) -> Rows:
    def button(wish: str) -> Button:
        return Button(f"e:{wish}:{letter.id}", name=f"letter_{wish}")

    return ((button("yes"),), (button("again"), button("no")))
