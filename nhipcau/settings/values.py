"""How single values are read: days, clock times, keys, shares, links, words of a fixed list."""

import json
import re
from collections.abc import Callable, Iterable
from datetime import date, time
from difflib import get_close_matches
from enum import Enum
from fractions import Fraction
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, GetCoreSchemaHandler, WithJsonSchema
from pydantic_core import CoreSchema, core_schema

from nhipcau.rules.kernel import Primitive
from nhipcau.rules.vietnamese import fold
from nhipcau.settings.faults import Wrong

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_SHARE = re.compile(r"(\d{1,3})/(\d{1,3})")


def near(word: str, choices: Iterable[str]) -> str:
    """The choice that was probably meant, or ""."""
    return next(iter(get_close_matches(word, list(choices), n=1, cutoff=0.6)), "")


def shown(value: object) -> str:
    """A value as a sentence quotes it: as the file has it, short, on one line."""
    text = " ".join((value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)).split())
    return text if len(text) <= 40 else text[:39] + "…"


def read_day(value: Any) -> date:
    day = _date(value) if isinstance(value, str) and _DAY.fullmatch(value) else None
    if day is None:
        raise Wrong("bad_date", value=shown(value), meant=_meant_day(value))
    if not FIRST_DAY <= day <= LAST_DAY:
        raise Wrong("out_of_range", value=shown(value), least=FIRST_DAY.isoformat(), most=LAST_DAY.isoformat())
    return day


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _meant_day(value: Any) -> str:
    """1/5/2026, as people write it, as 2026-05-01."""
    found = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", str(value))
    meant = _date(f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}") if found else None
    return meant.isoformat() if meant else ""


def read_clock(value: Any) -> time:
    if isinstance(value, str) and _CLOCK.fullmatch(value):
        return time.fromisoformat(value)
    raise Wrong("bad_time", value=shown(value), meant=_meant_clock(value))


def _meant_clock(value: Any) -> str:
    """8h30, 8:30 and 8h as 08:30 and 08:00."""
    found = re.fullmatch(r"(\d{1,2})\s*(?:[:hg.]|giờ)\s*(\d{2})?", str(value))
    meant = f"{int(found[1]):02}:{found[2] or '00'}" if found else ""
    return meant if _CLOCK.fullmatch(meant) else ""


def _share(value: Any) -> Fraction:
    found = _SHARE.fullmatch(value) if isinstance(value, str) else None
    if found and int(found[2]) and 0 < Fraction(value) <= 5:
        return Fraction(value)
    raise Wrong("bad_coefficient", value=shown(value), meant=_meant_share(value))


def _meant_share(value: Any) -> str:
    """0.3 and "0,3" as 3/10."""
    try:
        share = Fraction(str(value).replace(",", "."))
    except (ValueError, ZeroDivisionError):
        return ""
    return f"{share.numerator * 10 // share.denominator}/10" if 0 < share <= 5 and (share * 10) % 1 == 0 else ""


def _whole(value: Any) -> Any:
    """Let pydantic judge, but know the commonest slip: 2.340.000 with dots."""
    if isinstance(value, str) and re.fullmatch(r"\d{1,3}([. ]\d{3})+", value):
        raise Wrong("grouped_number", value=value, meant=re.sub(r"\D", "", value))
    return value


def _link(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme == "https" and "." in parts.netloc and not re.search(r"\s", value):
        return value
    raise Wrong("bad_link", value=shown(value))


def _zone(value: Any) -> ZoneInfo:
    try:
        return ZoneInfo(value)
    except (LookupError, ValueError, TypeError, OSError):
        raise Wrong("unknown_zone", value=shown(value)) from None


def _title(value: str) -> str:
    """A tab's or book's title: what Google Sheets takes and formulas can point at."""
    if 1 <= len(value.strip()) <= 100 and not re.search(r"['!:*?/\\\[\]]", value):
        return value.strip()
    raise Wrong("bad_title", value=shown(value))


def key_of(most: int) -> Callable[[str], str]:
    """A reader of keys: short enough for a button's 64 bytes, safe in file names and addresses."""
    pattern = re.compile(rf"[a-z][a-z0-9_]{{0,{most - 1}}}")

    def read(value: str) -> str:
        if pattern.fullmatch(value):
            return value
        meant = re.sub(r"[^a-z0-9]+", "_", fold(value)).lstrip("_0123456789")[:most].rstrip("_")
        raise Wrong("bad_key", value=shown(value), most=most, meant=meant if pattern.fullmatch(meant) else "")

    return read


def one_of(choices: Iterable[str]) -> Callable[[Any], str]:
    """A reader of words from a fixed list."""
    known = list(choices)

    def read(value: Any) -> str:
        if isinstance(value, str) and value in known:
            return value
        raise not_one_of(value, known)

    return read


def member_of(kind: type[Enum]) -> Callable[[Any], Any]:
    """A reader of the values of an Enum."""
    read = one_of(member.value for member in kind)
    return lambda value: kind(read(value))


def not_one_of(value: object, choices: Iterable[str]) -> Wrong:
    known = list(choices)
    facts: dict[str, Primitive] = {"value": shown(value), "choices": ", ".join(known), "near": near(str(value), known)}
    return Wrong("not_one_of", **facts)


class _ByValue:
    """How the member of an Enum is read: by its value, and told what the others are."""

    def __get_pydantic_core_schema__(self, kind: type[Enum], _: GetCoreSchemaHandler) -> CoreSchema:
        words = {"type": "string", "enum": [member.value for member in kind]}
        described = {"pydantic_js_functions": [lambda *_: words]}
        return core_schema.no_info_plain_validator_function(member_of(kind), metadata=described)


def words_schema(choices: Iterable[str]) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "enum": list(choices)})


E = TypeVar("E", bound=Enum)
One = Annotated[E, _ByValue()]
"""One of the values of an Enum: `One[Rhythm]`."""
Day = Annotated[date, BeforeValidator(read_day), WithJsonSchema({"type": "string", "format": "date"})]
Clock = Annotated[
    time, BeforeValidator(read_clock), WithJsonSchema({"type": "string", "pattern": f"^{_CLOCK.pattern}$"})
]
Share = Annotated[
    Fraction, BeforeValidator(_share), WithJsonSchema({"type": "string", "pattern": f"^{_SHARE.pattern}$"})
]
Whole = Annotated[int, BeforeValidator(_whole)]
Link = Annotated[str, AfterValidator(_link), WithJsonSchema({"type": "string", "pattern": "^https://"})]
Zone = Annotated[ZoneInfo, BeforeValidator(_zone), WithJsonSchema({"type": "string"})]
Title = Annotated[str, AfterValidator(_title), WithJsonSchema({"type": "string", "minLength": 1, "maxLength": 100})]
Key = Annotated[
    str, AfterValidator(key_of(40)), WithJsonSchema({"type": "string", "pattern": "^[a-z][a-z0-9_]{0,39}$"})
]
ButtonKey = Annotated[
    str, AfterValidator(key_of(20)), WithJsonSchema({"type": "string", "pattern": "^[a-z][a-z0-9_]{0,19}$"})
]
Weekday = Annotated[int, BeforeValidator(lambda value: WEEKDAYS.index(one_of(WEEKDAYS)(value))), words_schema(WEEKDAYS)]
