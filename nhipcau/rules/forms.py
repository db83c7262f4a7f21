"""Forms and the stepper: a person's words and taps in, the next question out.

A `Draft` is all the state there is; it lives in a row, so a restart loses nothing (R14). The stepper understands old
buttons, typed answers with or without diacritics, back, skip, edit, send; it never raises on what a person does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from nhipcau.rules.fields import COLLECTING, Answer, Field, FieldKind, meant, read, read_choice
from nhipcau.rules.kernel import Words, fingerprint
from nhipcau.rules.vietnamese import clean_name, fold

REVIEW = "review"
SENT = "sent"


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


@dataclass(frozen=True)
class Attached:
    """A photo or file, by the name that stays the same however often it is sent."""

    kind: FieldKind
    unique_id: str


Heard = Chose | Said | Attached


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


_DONE = {"xong", "xong roi", "gui", "ok", "dong y", "done", "send"}
_GO_BACK = {"quay lai", "lui", "back"}
_NOTHING = {"khong", "khong co", "ko", "chua co", "chua", "bo qua", "het", "khong co gi", "khong co gi them", "none"}

SKIP, BACK, SEND, EDIT, KEEP, DONE, CLEAR = "skip", "back", "send", "edit", "keep", "done", "clear"


def begin(form: Form, answers: Mapping[str, Answer] | None = None) -> Draft:
    """A fresh draft, or one that edits what was sent before."""
    return Draft(_asked(form, {})[0].key, dict(answers or {}))


def step(form: Form, draft: Draft, heard: Heard) -> Turn:
    """One turn of the conversation."""
    present = _present(form, draft)
    if isinstance(heard, Said):
        return _said(form, draft, _clean(heard.text)) if present == draft else show(form, present)
    draft = present
    if isinstance(heard, Attached):
        return _attached(form, draft, heard)
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
    if value == KEEP and current.key in draft.answers:
        return _answered(form, draft, current, draft.answers[current.key])
    if current.kind in COLLECTING:
        return _collect(form, draft, current, value)
    answer, hint = read_choice(current, value)
    return Turn(draft, Outcome.HINT, hint) if hint else _answered(form, draft, current, answer)


def _said(form: Form, draft: Draft, text: str) -> Turn:
    said = meant(text)
    if said in _GO_BACK and draft.step != SENT:
        return _back(form, draft)
    if draft.step == REVIEW:
        return _chose(form, draft, SEND) if said in _DONE else Turn(draft, Outcome.HINT, "review")
    current = form.field(draft.step)
    if current is None:
        return Turn(draft, Outcome.HINT, "nothing_asked")
    if current.kind in COLLECTING and said in _DONE:
        return _collect(form, draft, current, DONE)
    answer, hint = read(current, text)
    if current.kind is FieldKind.SEVERAL and not hint:
        return _keep_bits(draft, current, answer)
    if (hint or current.kind is FieldKind.TEXT) and _declines(current, text):
        answer, hint = None, ""
    return Turn(draft, Outcome.HINT, hint) if hint else _answered(form, draft, current, answer)


def _declines(current: Field, text: str) -> bool:
    """A word for nothing, or the words of the skip button typed."""
    skips = meant(text) in _NOTHING or fold(text) in map(fold, current.skip_label.values())
    return skips and not current.required


def _attached(form: Form, draft: Draft, heard: Attached) -> Turn:
    """The same one again adds nothing (R40)."""
    current = form.field(draft.step)
    if current is None:
        return Turn(draft, Outcome.HINT, "review" if draft.step == REVIEW else "nothing_asked")
    if heard.kind is not current.kind:
        return Turn(draft, Outcome.HINT, current.kind.value)
    bits = dict.fromkeys((*_bits(draft, current), heard.unique_id))
    return _keep_bits(draft, current, tuple(bits)) if len(bits) <= current.most else Turn(draft, Outcome.HINT, "many")


def _collect(form: Form, draft: Draft, current: Field, value: str) -> Turn:
    """A button under an answer that is given bit by bit: done, begin again, or one option more or less."""
    bits = _bits(draft, current)
    if value == DONE:
        if bits or not current.required:
            return _answered(form, draft, current, bits or None)
        return Turn(draft, Outcome.HINT, current.kind.value)
    if value == CLEAR:
        return _keep_bits(draft, current, ())
    chosen = {*bits} ^ {value}
    return _keep_bits(draft, current, tuple(option.key for option in current.options if option.key in chosen))


def _keep_bits(draft: Draft, current: Field, bits: Answer) -> Turn:
    others = {key: answer for key, answer in draft.answers.items() if key != current.key}
    return Turn(replace(draft, answers={**others, current.key: bits} if bits else others), Outcome.ASK)


def _bits(draft: Draft, current: Field) -> tuple[str, ...]:
    given = draft.answers.get(current.key)
    return given if isinstance(given, tuple) else ()


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


def answers_as_data(answers: Mapping[str, Answer]) -> dict[str, str | int | bool | list[str] | None]:
    """Answers as a row holds them."""
    return {key: list(value) if isinstance(value, tuple) else value for key, value in answers.items()}


def answers_from_data(data: Mapping[str, str | int | bool | Sequence[str] | None]) -> dict[str, Answer]:
    return {
        key: value if value is None or isinstance(value, (str, int, bool)) else tuple(value)
        for key, value in data.items()
    }
