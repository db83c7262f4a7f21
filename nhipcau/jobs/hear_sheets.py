"""What people typed into the shared sheets is taken by the same rules and roles as what they say in chat, or refused
with a sentence in their row."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from nhipcau.jobs.answer_allowance import LONGEST as LONGEST_ANSWER
from nhipcau.jobs.answer_allowance import WORDS, settle_question
from nhipcau.jobs.decide_review import rule_on_line
from nhipcau.jobs.hear_accounts import set_bank, set_holder, set_number
from nhipcau.jobs.hear_campaigns import (
    set_first_day,
    set_kick_off,
    set_last_day,
    set_levels,
    set_owners,
    set_units,
)
from nhipcau.jobs.hear_roster import call, enrol, move, rename, speak
from nhipcau.jobs.sheet_hearing import Hearing, NotTaken, short
from nhipcau.jobs.sheet_rows import leave_key
from nhipcau.rules.kernel import Month, Refused, Span, spoken
from nhipcau.rules.roster import Leave, Person
from nhipcau.rules.sheets.cells import SheetValue, typed, typed_code
from nhipcau.rules.sheets.layout import Cells
from nhipcau.rules.sheets.merge import Answered, Asked

LONGEST_REASON = 300


def hear(hearing: Hearing, asked: Sequence[Asked]) -> dict[int, Answered]:
    """By row. What is taken is in the store; what is refused has a sentence."""
    return {one.row: _row(hearing, one) for one in asked}


def _row(hearing: Hearing, asked: Asked) -> Answered:
    hearing.said = asked.cells
    answered = _known_row(hearing, asked) if asked.key else _new_row(hearing, asked)
    if answered.reply and answered.reply != asked.reply:
        column = next(iter(sorted(answered.refused)), "")
        hearing.lines.append(hearing.line("refused", asked.key, column, hearing.legible(asked.cells), answered.reply))
    return answered


def _known_row(hearing: Hearing, asked: Asked) -> Answered:
    """Cell by cell, for as long as one is taken: a first day may have to wait for the last day typed beside it."""
    refused, before = dict.fromkeys(asked.cells, ""), len(asked.cells) + 1
    while 0 < len(refused) < before:
        before = len(refused)
        answers = {column: _edit(hearing, asked, column) for column in refused}
        refused = {column: no for column, no in answers.items() if no}
    return Answered(asked.key, frozenset(refused), " ".join(dict.fromkeys(refused.values())))


def _edit(hearing: Hearing, asked: Asked, column: str) -> str:
    """Take one cell, or say why not."""
    try:
        _allow(hearing)
        _EDITS[hearing.tab, column](hearing, asked.key, asked.cells[column])
    except Refused as no:
        return hearing.sentence(no)
    _note(hearing, asked, column, asked.cells[column])
    return ""


def _note(hearing: Hearing, asked: Asked, column: str, value: SheetValue) -> None:
    against = {column: asked.against[column]} if column in asked.against else {}
    what, before = "conflict" if against else "applied", hearing.legible(against)
    hearing.applied += 1
    hearing.tx.journal.write(hearing.line(what, asked.key, column, hearing.legible({column: value}), before))


def _new_row(hearing: Hearing, asked: Asked) -> Answered:
    if not any(typed(value) for value in asked.cells.values()):
        return Answered("")
    try:
        _allow(hearing)
        key = _NEW_ROWS[hearing.tab](hearing, asked.cells)
    except Refused as no:
        return Answered("", reply=hearing.sentence(no))
    hearing.taken.add(key)
    hearing.applied += 1
    hearing.tx.journal.write(hearing.line("applied", key, "", hearing.legible(asked.cells)))
    return Answered(key)


def _allow(hearing: Hearing) -> None:
    action, book = ACTIONS[hearing.tab], hearing.desk.book
    if not hearing.speaker.may(action, book.permissions):
        roles = (spoken(book.role_names[role], book.network.language) for role in sorted(book.permissions[action]))
        raise NotTaken("for_others", roles=", ".join(roles))


def _new_leave(hearing: Hearing, cells: Cells) -> str:
    """The key of the leave. One that was taken before, whose key did not reach the sheet, is found again."""
    for column in ("code", "first"):
        if not typed(cells[column]):
            raise NotTaken("missing", title=hearing.title(column))
    person, first, last = hearing.person(typed(cells["code"])), hearing.day(cells["first"]), hearing.day(cells["last"])
    assert first is not None
    leave = Leave(_span(first, last), short(typed(cells["reason"]), LONGEST_REASON))
    key = leave_key(person, leave)
    if key in hearing.taken:
        raise NotTaken("already_there", value=key)
    if leave not in person.leaves:
        _apart(person, leave, None)
        hearing.tx.people.add_leave(person.id, leave)
        hearing.wrote("leave_added", person, first=str(first), last=str(last or ""))
    return key


def _end_leave(hearing: Hearing, key: str, value: SheetValue) -> None:
    _change_leave(hearing, key, lambda leave: replace(leave, span=_span(leave.span.first, hearing.day(value))))


def _explain_leave(hearing: Hearing, key: str, value: SheetValue) -> None:
    reason = short(typed(value), LONGEST_REASON)
    _change_leave(hearing, key, lambda leave: replace(leave, reason=reason))


def _change_leave(hearing: Hearing, key: str, change: Callable[[Leave], Leave]) -> None:
    code, _, first = key.partition("/")
    person = hearing.person(code)
    before = next(leave for leave in person.leaves if str(leave.span.first) == first)
    after = change(before)
    if after != before:
        _apart(person, after, before)
        hearing.tx.people.change_leave(person.id, after)
        hearing.wrote("leave_changed", person, first=first, last=str(after.span.last or ""))


def _fixed(hearing: Hearing, key: str, value: SheetValue) -> None:
    raise NotTaken("new_row_instead")


def _span(first: date, last: date | None) -> Span:
    if last is not None and last < first:
        raise NotTaken("ends_first")
    return Span(first, last)


def _apart(person: Person, leave: Leave, instead_of: Leave | None) -> None:
    for other in person.leaves:
        if other != instead_of and other.span.overlap(leave.span) is not None:
            raise NotTaken("overlaps", first=str(other.span.first))


def _excuse(hearing: Hearing, key: str, value: SheetValue) -> None:
    round_key, _, code = key.rpartition("/")
    person, excused = hearing.person(code), hearing.choice("excuse", value) == "excused"
    asked = hearing.tx.rounds.get(round_key)
    assert asked is not None, round_key
    checkin = next(c for c in hearing.tx.checkins.of_round(asked.id) if c.person_id == person.id)
    if checkin.excused == excused:
        return
    if asked.closed:
        raise NotTaken("round_over")
    if checkin.answered:
        raise NotTaken("answered_already")
    hearing.tx.checkins.excuse(checkin.id, excused)
    hearing.wrote("excused" if excused else "asked_again", person, round=round_key)


def _decide(hearing: Hearing, key: str, value: SheetValue) -> None:
    month, _, code = key.partition("/")
    person, reason = hearing.speaker.person, hearing.choice("decision", value)
    if not reason:
        raise NotTaken("missing", title=hearing.title("decision"))
    if person is None:
        raise NotTaken("approvers_only")
    decided = hearing.tx.months.decisions(Month.parse(month)).get(code)
    if decided is None or decided.reason != spoken(hearing.desk.book.review_reasons[reason], hearing.desk.language):
        rule_on_line(hearing.tx, hearing.desk.book, person, Month.parse(month), code, reason, hearing.now)


def _answer(hearing: Hearing, key: str, value: SheetValue) -> None:
    """What an accountant answers to a question, as in chat: one of the ready answers, or their own words."""
    month, _, code = key.partition("/")
    said = short(typed(value), LONGEST_ANSWER)
    if not said:
        raise NotTaken("missing", title=hearing.title("answer"))
    ready = typed_code(said, hearing.desk.titles[hearing.tab], hearing.column("answer").choices)
    answer, words = (ready, "") if ready else (WORDS, said)
    by = (hearing.who, hearing.speaker.name)
    settle_question(hearing.tx, by, Month.parse(month), code, answer, hearing.now, words)


ACTIONS = {
    "roster": "import_roster",
    "campaigns": "amend_campaign",
    "leave": "set_leave",
    "checkins": "excuse",
    "approvals": "decide_review",
    "disputes": "check_month",
    "accounts": "check_month",
}
"""What a person must be allowed to do to edit a tab (config/roles.yaml)."""

_EDITS: Mapping[tuple[str, str], Callable[[Hearing, str, SheetValue], None]] = {
    ("roster", "name"): rename,
    ("roster", "phone"): call,
    ("roster", "language"): speak,
    ("roster", "unit"): move,
    ("roster", "level"): move,
    ("roster", "since"): move,
    ("roster", "until"): move,
    ("campaigns", "first_day"): set_first_day,
    ("campaigns", "last_day"): set_last_day,
    ("campaigns", "kick_off"): set_kick_off,
    ("campaigns", "levels"): set_levels,
    ("campaigns", "units"): set_units,
    ("campaigns", "owners"): set_owners,
    ("leave", "code"): _fixed,
    ("leave", "first"): _fixed,
    ("leave", "last"): _end_leave,
    ("leave", "reason"): _explain_leave,
    ("checkins", "excuse"): _excuse,
    ("approvals", "decision"): _decide,
    ("disputes", "answer"): _answer,
    ("accounts", "bank"): set_bank,
    ("accounts", "number"): set_number,
    ("accounts", "holder"): set_holder,
}
_NEW_ROWS: Mapping[str, Callable[[Hearing, Cells], str]] = {"leave": _new_leave, "roster": enrol}
