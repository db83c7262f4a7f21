"""One declaration per tab: its columns, their kinds, and whose they are.

To add a tab: declare it here, name it in config/sheets.yaml, title its columns in templates/sheets/, and give it rows
in nhipcau/jobs/ (sheet_rows.py names who makes them). A column that people own needs someone who hears it in
nhipcau/jobs/hear_sheets.py.
"""

from nhipcau.rules.sheets.columns import Column, Kind, Owner, TabDeclaration, Tone
from nhipcau.rules.sheets.layout import REPLY

_DAY, _NUMBER, _MONEY, _WORDS = Kind.DAY, Kind.NUMBER, Kind.MONEY, Kind.WORDS
_PEOPLE = Owner.PEOPLE
_REMARK = Column("remark", owner=Owner.FREE, width=260)
_REPLY = Column(REPLY, width=280, wraps=True)
_GOOD, _WAITING, _BAD, _QUIET = Tone.GOOD, Tone.WAITING, Tone.BAD, Tone.QUIET
_CODE, _NAME, _UNIT = Column("code", width=90), Column("name", width=200), Column("unit", width=180)
_ANSWERED = {"in_time": _GOOD, "open": _WAITING, "late": Tone.LATE, "never": _BAD, "excused": _QUIET}
_DONE = {
    "applied": _GOOD,
    "refused": _BAD,
    "restored": Tone.LATE,
    "returned": Tone.LATE,
    "rejoined": Tone.LATE,
    "conflict": _WAITING,
    "archived": _QUIET,
    "stopped": _BAD,
}

_GUIDE = (Column("no", width=50), Column("what", width=240, wraps=True), Column("how", width=640, wraps=True))
_DASHBOARD = (
    Column("figure", width=320),
    Column("value", _NUMBER, width=110),
    Column("percent", Kind.PERCENT, width=90),
    Column("about", width=420, wraps=True),
)
_ROSTER = (
    _CODE,
    Column("name", owner=_PEOPLE, width=200),
    Column("unit", _WORDS, _PEOPLE, width=180),
    Column("level", _WORDS, _PEOPLE, width=160),
    Column("since", _DAY, _PEOPLE, width=100),
    Column("until", _DAY, _PEOPLE, width=100),
    Column("phone", owner=_PEOPLE),
    Column("language", _WORDS, _PEOPLE, width=100, choices=("vi", "en")),
    Column("chat", _WORDS, width=140, tones={"active": _GOOD, "unbound": _WAITING, "blocked": _BAD, "gone": _BAD}),
    Column("leave_until", _DAY, width=100),
    _REPLY,
    _REMARK,
)
_LEAVE = (
    Column("key", width=160, hidden=True),
    Column("code", owner=_PEOPLE, width=90),
    _NAME,
    Column("first", _DAY, _PEOPLE, width=100),
    Column("last", _DAY, _PEOPLE, width=100),
    Column("reason", owner=_PEOPLE, width=240),
    _REPLY,
    _REMARK,
)
_CAMPAIGNS = (
    Column("key", width=160, hidden=True),
    Column("title", width=320, wraps=True),
    Column("standing", _WORDS, tones={"running": _GOOD, "ahead": _WAITING, "over": _QUIET}),
    Column("first_day", _DAY, _PEOPLE, width=100),
    Column("last_day", _DAY, _PEOPLE, width=100),
    Column("kick_off", Kind.MOMENT, _PEOPLE, width=140),
    Column("levels", owner=_PEOPLE, width=180, wraps=True),
    Column("units", owner=_PEOPLE, width=180, wraps=True),
    Column("owners", owner=_PEOPLE, width=380, wraps=True),
    Column("amended", width=240, wraps=True),
    _REPLY,
    _REMARK,
)
_KITS = (
    Column("key", width=180, hidden=True),
    Column("campaign", width=320, wraps=True),
    Column("kind", _WORDS),
    Column("title", width=320, wraps=True),
    Column("link", width=320),
    Column("received", _NUMBER, width=90),
    Column("shared", _NUMBER, width=90),
    _REMARK,
)
_ROUNDS = (
    Column("round", width=200, hidden=True),
    Column("title", width=220),
    Column("first_day", _DAY, width=100),
    Column("last_day", _DAY, width=100),
    Column("asked", _NUMBER, width=90),
    Column("in_time", _NUMBER, width=90),
    Column("late", _NUMBER, width=90),
    Column("never", _NUMBER, width=90),
    Column("excused", _NUMBER, width=90),
    Column("open", _NUMBER, width=90),
    Column("percent", Kind.PERCENT, width=90),
    _REMARK,
)
_CHECKINS = (
    Column("key", width=240, hidden=True),
    Column("title", width=200),
    Column("period", width=90),
    _CODE,
    _NAME,
    _UNIT,
    Column("standing", _WORDS, tones=_ANSWERED),
    Column("sent_at", Kind.MOMENT, width=140),
    Column("items", _NUMBER, width=80),
    Column("answers", width=380),
    Column("version", _NUMBER, width=80),
    Column("excuse", _WORDS, _PEOPLE, width=110, choices=("excused",)),
    _REPLY,
    _REMARK,
)
_NEWS = (
    Column("key", width=260, hidden=True),
    Column("title", width=200),
    Column("period", width=90),
    _CODE,
    _NAME,
    _UNIT,
    Column("link", width=380),
    Column("sent_at", Kind.MOMENT, width=140),
    Column("standing", _WORDS, width=110, tones={"counted": _GOOD, "withdrawn": _QUIET}),
    _REMARK,
)
_ANSWERS = (
    Column("key", width=280, hidden=True),
    Column("title", width=200),
    Column("period", width=90),
    _CODE,
    _NAME,
    _UNIT,
    Column("question", width=200),
    Column("answer", width=380),
    _REMARK,
)
_PAGES = (
    Column("key", width=140, hidden=True),
    Column("month", width=80),
    _CODE,
    _NAME,
    _UNIT,
    Column("followers", _NUMBER, width=110),
    Column("before", _NUMBER, width=110),
    Column("growth", _NUMBER, width=110),
    Column("reach", _NUMBER, width=110),
    _REMARK,
)
_ALLOWANCES = (
    Column("key", width=140, hidden=True),
    Column("month", width=80),
    _CODE,
    _NAME,
    _UNIT,
    Column("level", width=160),
    Column("payer", width=180),
    Column("coefficient", width=80),
    Column("base", _MONEY),
    Column("days", _NUMBER, width=70),
    Column("allowance", _MONEY),
    Column("bonus", _MONEY),
    Column("adjustment", _MONEY),
    Column("tax", _MONEY),
    Column("amount", _MONEY),
    Column("state", _WORDS, tones={"due": _GOOD, "review": _WAITING, "nothing": _QUIET}),
    Column("close", _WORDS, tones={"draft": _WAITING, "closed": _GOOD, "paid": _GOOD}),
    _REMARK,
)
_APPROVALS = (
    Column("key", width=140, hidden=True),
    Column("month", width=80),
    _CODE,
    _NAME,
    _UNIT,
    Column("amount", _MONEY),
    Column("reasons", width=380, wraps=True),
    Column("decision", _WORDS, _PEOPLE, width=280),
    Column("decided_by", width=180),
    _REPLY,
    _REMARK,
)
_DISPUTES = (
    Column("key", width=140, hidden=True),
    Column("month", width=80),
    _CODE,
    _NAME,
    _UNIT,
    Column("amount", _MONEY),
    Column("asked_at", Kind.MOMENT, width=140),
    Column("standing", _WORDS, width=140, tones={"open": _WAITING, "answered": _GOOD}),
    Column("answer", _WORDS, _PEOPLE, width=280, choices=("stands", "adjusted"), wraps=True),
    Column("answered_at", Kind.MOMENT, width=140),
    Column("answered_by", width=180),
    _REPLY,
    _REMARK,
)
# The key is the person's code, shown as in the roster: accountants find people by it, and it says no more than that.
_ACCOUNTS = (
    _CODE,
    _NAME,
    _UNIT,
    Column("bank", owner=_PEOPLE, width=200),
    Column("number", owner=_PEOPLE, width=180, sealed=True),
    Column("holder", owner=_PEOPLE, width=220),
    _REPLY,
    _REMARK,
)
_LOG = (
    Column("no", width=60),
    Column("at", Kind.MOMENT, width=140),
    Column("tab", width=140),
    Column("what", _WORDS, width=160, tones=_DONE),
    Column("key", width=200),
    Column("column", width=140),
    Column("typed", width=260, wraps=True),
    Column("who", _WORDS, width=180),
    Column("why", width=380, wraps=True),
)

DECLARATIONS = {
    tab.name: tab
    for tab in (
        TabDeclaration("guide", _GUIDE),
        TabDeclaration("dashboard", _DASHBOARD),
        TabDeclaration("roster", _ROSTER, grows=True, named_by_people=True),
        TabDeclaration("leave", _LEAVE, grows=True),
        TabDeclaration("campaigns", _CAMPAIGNS),
        TabDeclaration("kits", _KITS),
        TabDeclaration("rounds", _ROUNDS),
        TabDeclaration("checkins", _CHECKINS, long=True),
        TabDeclaration("news", _NEWS, long=True),
        TabDeclaration("answers", _ANSWERS, long=True),
        TabDeclaration("pages", _PAGES),
        TabDeclaration("approvals", _APPROVALS),
        TabDeclaration("allowances", _ALLOWANCES),
        TabDeclaration("disputes", _DISPUTES),
        TabDeclaration("accounts", _ACCOUNTS),
        TabDeclaration("log", _LOG),
    )
}
