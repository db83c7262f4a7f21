"""Forms and the stepper: a person's words and taps in, the next question out.

A `Draft` is all the state there is; it lives in a row, so a restart loses nothing (R14). The stepper understands old
buttons, typed answers with or without diacritics, back, skip, edit, send; it never raises on what a person does.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from urllib.parse import urlsplit

from nhipcau.rules.kernel import Words, fingerprint
from nhipcau.rules.vietnamese import clean_name, fold

Answer = str | int | bool | tuple[str, ...] | None
"""None is a skipped field; an absent key is one not yet reached."""

REVIEW = "review"
SENT = "sent"


class FieldKind(Enum):
    YES_NO = "yes_no"
    CHOICE = "choice"
    NUMBER = "number"
    LINKS = "links"
    TEXT = "text"


@dataclass(frozen=True)
class Option:
    key: str
    label: Words


@dataclass(frozen=True)
class Condition:
    """Ask this field only when an earlier one was answered so."""

    field: str
    equals: Answer


@dataclass(frozen=True)
class Field:
    key: str
    kind: FieldKind
    ask: Words
    label: Words
    required: bool = True
    options: tuple[Option, ...] = ()
    least: int = 0
    most: int = 1000
    quick: tuple[int, ...] = ()
    skip_label: Words = field(default_factory=dict)
    example: Words = field(default_factory=dict)
    only_if: Condition | None = None


@dataclass(frozen=True)
class Form:
    key: str
    title: Words
    fields: tuple[Field, ...]
    thanks: Words

    @property
    def version(self) -> str:
        return fingerprint(self)

    def field(self, key: str) -> Field | None:
        return next((f for f in self.fields if f.key == key), None)


@dataclass(frozen=True)
class Draft:
    """Where one person is in one check-in: the field asked now (or REVIEW, SENT) and what was answered so far."""

    step: str
    answers: Mapping[str, Answer] = field(default_factory=dict)


@dataclass(frozen=True)
class Chose:
    """A tap: the field that the button belonged to, and its value."""

    step: str
    value: str


@dataclass(frozen=True)
class Said:
    text: str


Heard = Chose | Said


class Outcome(Enum):
    ASK = "ask"
    REVIEW = "review"
    SENT = "sent"
    HINT = "hint"


@dataclass(frozen=True)
class Turn:
    """What the stepper decided: the new draft, what to show, and for a HINT which sentence helps."""

    draft: Draft
    outcome: Outcome
    hint: str = ""


SKIP, BACK, SEND, EDIT = "skip", "back", "send", "edit"

_YES = {"co", "vang", "da", "ok", "dong y", "yes", "y", "dung"}
_NO = {"khong", "ko", "k", "khong co", "chua", "no", "n", "sai"}
_NOTHING = {"khong", "khong co", "ko", "chua co", "chua", "bo qua", "het", "khong co gi", "khong co gi them", "none"}
_DONE = {"xong", "xong roi", "gui", "ok", "dong y", "done", "send"}
_GO_BACK = {"quay lai", "lui", "back"}
_POLITE = {"da", "a", "nhe"}
"""Dạ, ạ, nhé: said out of courtesy, they change no answer."""

_NUMBER = re.compile(r"\d+|\d{1,3}([., ])\d{3}(\1\d{3})*", re.ASCII)
"""Dots, commas and spaces only between groups of three: "1.500" is 1500, and "1.5" is never 15."""

_LINK = re.compile(r"https?://\S+?(?=\s|$|[,;]+https?://)", re.IGNORECASE)
_AROUND = "<>\"'“”‘’.,;:!?…"


def begin(form: Form, answers: Mapping[str, Answer] | None = None) -> Draft:
    """A fresh draft, or one that edits what was sent before."""
    return Draft(_asked(form, {})[0].key, dict(answers or {}))


def step(form: Form, draft: Draft, heard: Heard) -> Turn:
    """One turn of the conversation."""
    present = _present(form, draft)
    if isinstance(heard, Said):
        return _said(form, draft, _clean(heard.text)) if present == draft else show(form, present)
    draft = present
    if heard.value == EDIT and draft.step in (REVIEW, SENT):
        return Turn(begin(form, draft.answers), Outcome.ASK)
    if heard.step != draft.step:
        return show(form, draft)
    return _chose(form, draft, heard.value)


def show(form: Form, draft: Draft) -> Turn:
    """The current step again: what an old button, a reminder or a restart leads to (R15)."""
    draft = _present(form, draft)
    outcome = {REVIEW: Outcome.REVIEW, SENT: Outcome.SENT}.get(draft.step, Outcome.ASK)
    return Turn(draft, outcome)


def _present(form: Form, draft: Draft) -> Draft:
    """The draft by the form of today: a question that config took away meanwhile gives way to the next open one."""
    asked = [f.key for f in _asked(form, draft.answers)]
    if draft.step in (REVIEW, SENT, *asked):
        return draft
    return replace(draft, step=next((key for key in asked if key not in draft.answers), REVIEW))


def _clean(text: str) -> str:
    """Each line as a name is cleaned; the lines stay."""
    return "\n".join(map(clean_name, text.strip().split("\n")))


def _chose(form: Form, draft: Draft, value: str) -> Turn:
    if draft.step == REVIEW and value == SEND:
        return Turn(replace(draft, step=SENT), Outcome.SENT)
    if value == BACK:
        return _back(form, draft)
    current = form.field(draft.step)
    if current is None:
        return show(form, draft)
    if value == SKIP:
        return show(form, draft) if current.required else _answered(form, draft, current, None)
    answer, hint = _read_choice(current, value)
    return Turn(draft, Outcome.HINT, hint) if hint else _answered(form, draft, current, answer)


def _said(form: Form, draft: Draft, text: str) -> Turn:
    meant = _meant(text)
    if meant in _GO_BACK and draft.step != SENT:
        return _back(form, draft)
    if draft.step == REVIEW:
        return _chose(form, draft, SEND) if meant in _DONE else Turn(draft, Outcome.HINT, "review")
    current = form.field(draft.step)
    if current is None:
        return Turn(draft, Outcome.HINT, "nothing_asked")
    answer, hint = read(current, text)
    if (hint or current.kind is FieldKind.TEXT) and _declines(current, text):
        answer, hint = None, ""
    return Turn(draft, Outcome.HINT, hint) if hint else _answered(form, draft, current, answer)


def _meant(text: str) -> str:
    """What was said, without diacritics, courtesy and closing marks: "Dạ không ạ." is "khong"."""
    words = fold(text).strip(" .,!?…").split()
    return " ".join([word for word in words if word not in _POLITE] or words)


def _declines(current: Field, text: str) -> bool:
    """A word for nothing, or the words of the skip button typed."""
    skips = _meant(text) in _NOTHING or fold(text) in map(fold, current.skip_label.values())
    return skips and not current.required


def _answered(form: Form, draft: Draft, current: Field, answer: Answer) -> Turn:
    answers = {**draft.answers, current.key: answer}
    asked = _asked(form, answers)
    kept = {f.key: answers[f.key] for f in asked if f.key in answers}
    later = form.fields[form.fields.index(current) + 1 :]
    following = [f for f in asked if f in later]
    if not following:
        return Turn(Draft(REVIEW, kept), Outcome.REVIEW)
    return Turn(Draft(following[0].key, kept), Outcome.ASK)


def _back(form: Form, draft: Draft) -> Turn:
    keys = [f.key for f in _asked(form, draft.answers)]
    position = len(keys) if draft.step == REVIEW else keys.index(draft.step) if draft.step in keys else 0
    return Turn(replace(draft, step=keys[max(position - 1, 0)]), Outcome.ASK)


def _asked(form: Form, answers: Mapping[str, Answer]) -> list[Field]:
    """The fields that these answers lead through; an answer in a branch that was left leads nowhere."""
    asked: list[Field] = []
    given: dict[str, Answer] = {}
    for each in form.fields:
        if each.only_if is None or given.get(each.only_if.field) == each.only_if.equals:
            asked.append(each)
            given[each.key] = answers.get(each.key)
    return asked


def position(form: Form, draft: Draft) -> tuple[int, int]:
    """The 2 and the 3 of "question 2 of 3", as the answers so far have it."""
    keys = [f.key for f in _asked(form, draft.answers)]
    return (keys.index(draft.step) + 1 if draft.step in keys else len(keys)), len(keys)


def _read_choice(current: Field, value: str) -> tuple[Answer, str]:
    if current.kind is FieldKind.YES_NO and value in ("yes", "no"):
        return value == "yes", ""
    if current.kind is FieldKind.CHOICE and any(option.key == value for option in current.options):
        return value, ""
    return _read_number(current, value) if current.kind is FieldKind.NUMBER else (None, current.kind.value)


def read(current: Field, text: str) -> tuple[Answer, str]:
    """Understand a typed answer: (answer, "") or (None, the name of the hint that helps)."""
    readers = {
        FieldKind.YES_NO: _read_yes_no,
        FieldKind.CHOICE: _read_option,
        FieldKind.NUMBER: _read_number,
        FieldKind.LINKS: _read_links,
        FieldKind.TEXT: _read_text,
    }
    return readers[current.kind](current, text)


def _read_yes_no(_: Field, text: str) -> tuple[Answer, str]:
    meant = _meant(text)
    return (meant in _YES, "") if meant in _YES | _NO else (None, "yes_no")


def _read_option(current: Field, text: str) -> tuple[Answer, str]:
    spoken = fold(text)
    for option in current.options:
        if spoken == option.key or spoken in map(fold, option.label.values()):
            return option.key, ""
    return None, "choice"


def _read_number(current: Field, text: str) -> tuple[Answer, str]:
    if not _NUMBER.fullmatch(text):
        return None, "number"
    number = int(re.sub(r"\D", "", text))
    return (number, "") if current.least <= number <= current.most else (None, "number_range")


def _read_links(current: Field, text: str) -> tuple[Answer, str]:
    links = tuple(dict.fromkeys(filter(_is_link, map(_trimmed, _LINK.findall(text)))))
    if not links:
        return None, "links"
    return (links, "") if len(links) <= current.most else (None, "links_many")


def _trimmed(link: str) -> str:
    """Without the marks of the sentence around it; a bracket that was opened inside belongs to the link."""
    return link.rstrip(_AROUND if "(" in link else _AROUND + ")")


def _is_link(word: str) -> bool:
    try:
        host = urlsplit(word).hostname or ""
    except ValueError:  # "http://[abc"
        return False
    return "." in host.strip(".")


def _read_text(current: Field, text: str) -> tuple[Answer, str]:
    if len(text) > current.most:
        return None, "text_long"
    return (text, "") if text.strip() else (None, "text")


def answers_as_data(answers: Mapping[str, Answer]) -> dict[str, str | int | bool | list[str] | None]:
    """Answers as a row holds them."""
    return {key: list(value) if isinstance(value, tuple) else value for key, value in answers.items()}


def answers_from_data(data: Mapping[str, str | int | bool | Sequence[str] | None]) -> dict[str, Answer]:
    return {
        key: value if value is None or isinstance(value, (str, int, bool)) else tuple(value)
        for key, value in data.items()
    }
