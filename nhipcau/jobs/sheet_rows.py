"""What every tab of the shared sheets should hold: rows by key, cells by column."""

from collections.abc import Callable, Iterable, Mapping

from nhipcau.jobs.sheet_answers import answer_rows, news_rows, page_rows
from nhipcau.jobs.sheet_dashboard import dashboard_rows
from nhipcau.jobs.sheet_desk import Desk
from nhipcau.jobs.sheet_facts import Facts
from nhipcau.jobs.sheet_money import account_rows, allowance_rows, approval_rows, dispute_rows
from nhipcau.ports import SHEET_LOG, Entry, Row
from nhipcau.ports.kits import KitCount
from nhipcau.rules.amendments import Amendment
from nhipcau.rules.campaigns import Campaign, KitItem, kick_off_moment
from nhipcau.rules.checkins import Checkin, standing, tally
from nhipcau.rules.dialogue import answer_text
from nhipcau.rules.reports import items_of
from nhipcau.rules.roster import Leave, Person, listed
from nhipcau.rules.sheets.cells import to_sheet
from nhipcau.rules.sheets.layout import REPLY, Rows
from nhipcau.rules.vietnamese import phone_for_people

MOST_LINES = 500
"""The tab Log shows the newest; the journal keeps all."""


def tab_rows(facts: Facts, tabs: Iterable[str]) -> dict[str, Rows]:
    """What these tabs should hold, in the sheets' terms."""
    return {tab: _in_sheet_terms(facts.desk, tab, _ROWS[tab](facts)) for tab in tabs}


def _in_sheet_terms(desk: Desk, tab: str, rows: Mapping[str, Row]) -> Rows:
    kept, titles = desk.declared[tab].kept, desk.titles[tab]
    whole = ((key, {REPLY: "", **row}) for key, row in rows.items())
    return {key: {column.key: to_sheet(row[column.key], column, titles) for column in kept} for key, row in whole}


def _guide(facts: Facts) -> dict[str, Row]:
    return {str(n): {"no": str(n), "what": what, "how": how} for n, (what, how) in enumerate(facts.desk.guide, start=1)}


def _roster(facts: Facts) -> dict[str, Row]:
    return {person.code: _roster_row(facts, person) for person in facts.people}


def _roster_row(facts: Facts, person: Person) -> Row:
    book, today = facts.book, facts.today
    held = listed(person, today, book.levels)
    leave = next((leave for leave in person.leaves if leave.span.covers(today)), None)
    return {
        "code": person.code,
        "name": person.name,
        "unit": held.unit if held else None,
        "level": held.level if held else None,
        "since": held.span.first if held else None,
        "until": held.span.last if held else None,
        "phone": phone_for_people(person.phone) if person.phone else "",
        "language": person.language,
        "chat": person.chat.value,
        "leave_until": leave.span.last if leave else None,
    }


def _leave(facts: Facts) -> dict[str, Row]:
    return {leave_key(p, leave): _leave_row(p, leave) for p in facts.people for leave in p.leaves}


def leave_key(person: Person, leave: Leave) -> str:
    """Names one leave: a person's leaves begin on different days."""
    return f"{person.code}/{leave.span.first}"


def _leave_row(person: Person, leave: Leave) -> Row:
    return {
        "key": leave_key(person, leave),
        "code": person.code,
        "name": person.name,
        "first": leave.span.first,
        "last": leave.span.last,
        "reason": leave.reason,
    }


def _campaigns(facts: Facts) -> dict[str, Row]:
    return {campaign.key: _campaign_row(facts, campaign) for campaign in _latest_first(facts)}


def _latest_first(facts: Facts) -> list[Campaign]:
    calendar = facts.book.calendar
    return sorted(facts.book.campaigns.values(), key=lambda campaign: campaign.window(calendar).first, reverse=True)


def _campaign_row(facts: Facts, campaign: Campaign) -> Row:
    window = campaign.window(facts.book.calendar)
    book, to = facts.book, campaign.audience
    ahead, over = facts.today < window.first, window.last is not None and window.last < facts.today
    return {
        "key": campaign.key,
        "title": facts.say(campaign.names),
        "first_day": window.first,
        "last_day": window.last,
        "kick_off": kick_off_moment(campaign, facts.book.calendar),
        "standing": "ahead" if ahead else "over" if over else "running",
        "levels": _listed(facts, (facts.say(level.names) for level in book.levels.values() if level.code in to.levels)),
        "units": _listed(facts, (facts.short(code) for code in book.units if code in to.units)),
        "owners": "\n".join(f"{facts.say(task.what)}: {task.owner}" for task in campaign.tasks),
        "amended": "; ".join(_amended(facts, each) for each in facts.amendments if each.campaign == campaign.key),
    }


def _listed(facts: Facts, names: Iterable[str]) -> str:
    """One a line: a name may have a comma in it."""
    return "\n".join(names) or facts.desk.titles["campaigns"].word("all")


def _amended(facts: Facts, amendment: Amendment) -> str:
    """What people set otherwise than the file says, and who."""
    part = facts.desk.say("cli/sentences", f"part_{amendment.part}", {"task": amendment.task})
    return f"{part} ({facts.name_of(amendment.by)})"


def _kits(facts: Facts) -> dict[str, Row]:
    """Each item with how many people got it, and how many of them shared it."""
    counts = facts.tx.kits.counts()
    items = ((campaign, item) for campaign in _latest_first(facts) for item in campaign.kit)
    return dict(
        _kit_row(facts, campaign, item, counts.get((campaign.key, item.key), KitCount())) for campaign, item in items
    )


def _kit_row(facts: Facts, campaign: Campaign, item: KitItem, count: KitCount) -> tuple[str, Row]:
    key = f"{campaign.key}/{item.key}"
    return key, {
        "key": key,
        "campaign": facts.say(campaign.names),
        "kind": item.kind,
        "title": facts.say(item.title),
        "link": item.link or item.file,
        "received": count.received,
        "shared": count.shared,
    }


def _rounds(facts: Facts) -> dict[str, Row]:
    return {part[0].round.key: _round_row(facts, part) for part in facts.rounds}


def _round_row(facts: Facts, checkins: list[Checkin]) -> Row:
    asked, went = checkins[0].round, tally(checkins)
    return {
        "round": asked.key,
        "title": facts.say(facts.book.called(asked.programme, asked.period)),
        "first_day": asked.first_day,
        "last_day": asked.last_day,
        "asked": went.asked,
        "in_time": went.in_time,
        "late": went.late,
        "excused": went.excused,
        "never": went.never,
        "open": went.open,
        "percent": went.percent_answered,
    }


def _checkins(facts: Facts) -> dict[str, Row]:
    return dict(_checkin_row(facts, checkin) for checkin in facts.checkins)


def _checkin_row(facts: Facts, checkin: Checkin) -> tuple[str, Row]:
    asked, person = checkin.round, facts.by_id[checkin.person_id]
    key = facts.key_of(checkin)
    answers = [answer_text(answer) for answer in (checkin.answers or {}).values() if answer is not None]
    return key, {
        "key": key,
        "title": facts.say(facts.book.called(asked.programme, asked.period)),
        "period": asked.period,
        "code": person.code,
        "name": person.name,
        "unit": facts.short(checkin.unit),
        "standing": standing(checkin).value,
        "sent_at": facts.local(checkin.first_sent_at),
        "items": len(items_of(checkin)) if checkin.version else None,
        "answers": "; ".join(answers),
        "version": checkin.version or None,
        "excuse": "excused" if checkin.excused else None,
    }


def _log(facts: Facts) -> dict[str, Row]:
    """What was taken, refused and put back; nothing of tabs in other books, which other people read."""
    tabs = facts.book.tabs
    beside = {name for name, tab in tabs.items() if tab.book == tabs["log"].book}
    lines = list(enumerate(facts.tx.journal.about(SHEET_LOG), start=1))[-MOST_LINES:]
    return {str(n): _log_row(facts, n, line) for n, line in lines if line.detail["tab"] in beside}


def _log_row(facts: Facts, number: int, line: Entry) -> Row:
    detail = {name: str(value) for name, value in line.detail.items()}
    return {
        "no": str(number),
        "at": facts.book.calendar.local(line.at),
        "tab": facts.book.tabs[detail["tab"]].title,
        "what": line.what,
        "key": detail["key"],
        "column": facts.desk.column_title(detail["tab"], detail["column"]),
        "typed": detail["typed"],
        "who": line.who,
        "why": line.why,
    }


_ROWS: Mapping[str, Callable[[Facts], Mapping[str, Row]]] = {
    "guide": _guide,
    "dashboard": dashboard_rows,
    "roster": _roster,
    "leave": _leave,
    "campaigns": _campaigns,
    "kits": _kits,
    "rounds": _rounds,
    "checkins": _checkins,
    "news": news_rows,
    "answers": answer_rows,
    "pages": page_rows,
    "approvals": approval_rows,
    "allowances": allowance_rows,
    "disputes": dispute_rows,
    "accounts": account_rows,
    "log": _log,
}
