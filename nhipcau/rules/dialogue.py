"""How a turn of a conversation looks to a person: which template, its view, its buttons."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from nhipcau.rules import forms
from nhipcau.rules.calendar import Calendar
from nhipcau.rules.checkins import Checkin, Round
from nhipcau.rules.fields import COLLECTING, Answer, Field, FieldKind
from nhipcau.rules.forms import Draft, Form, Outcome, Turn
from nhipcau.rules.intents import Button
from nhipcau.rules.kernel import Json, Words, spoken
from nhipcau.rules.vietnamese import day_for_people, grouped, moment_for_people

OPEN = "open"
"""The value of a button that leads to a check-in, wherever the person is in it."""

Rows = tuple[tuple[Button, ...], ...]

_TEMPLATES = {
    Outcome.ASK: "checkins/question",
    Outcome.HINT: "checkins/question",
    Outcome.REVIEW: "checkins/review",
    Outcome.SENT: "checkins/sent",
}


@dataclass(frozen=True)
class Card:
    """What is shown: a template with its view and buttons."""

    template: str
    view: Mapping[str, Json]
    buttons: Rows


@dataclass(frozen=True)
class Stage:
    """The check-in at hand and how to speak of it. `outlook` is what the answers so far would mean, where they do."""

    form: Form
    checkin: Checkin
    calendar: Calendar
    language: str
    outlook: Json = None


def card(stage: Stage, turn: Turn) -> Card:
    """The card of a turn."""
    drawn = _drawn(stage, turn)
    return replace(drawn, view={**drawn.view, "outlook": stage.outlook})


def _drawn(stage: Stage, turn: Turn) -> Card:
    draws = {Outcome.REVIEW: _review, Outcome.SENT: _sent}
    if turn.outcome is Outcome.HINT and turn.draft.step == forms.REVIEW:
        return _review(stage, turn)
    if turn.outcome is Outcome.HINT and turn.draft.step == forms.SENT:
        return _sent(stage, turn)
    return draws.get(turn.outcome, _question)(stage, turn)


def prompt(stage: Stage, template: str, step: int, words: Words | None = None) -> Card:
    """The opening (step 0) or a reminder (1, 2, ...): a word, then the question at which the person stands.

    `words`: a sentence of that step's own.
    """
    turn = forms.show(stage.form, stage.checkin.draft)
    shown = card(stage, turn)
    said: dict[str, Json] = {
        "reminder": step,
        "asks": turn.outcome is Outcome.ASK,
        "returned": stage.checkin.returned,
        "words": spoken(words, stage.language) if words else "",
    }
    return Card(template, {**shown.view, **said}, shown.buttons)


def about(asked: Round, form: Form, calendar: Calendar, language: str) -> dict[str, Json]:
    """What every card says of its round: title, days, deadline."""
    return {
        "title": spoken(form.title, language),
        "first_day": day_for_people(asked.first_day),
        "last_day": day_for_people(asked.last_day),
        "deadline": _moment(asked.due_at, calendar, language),
        "closes": _moment(asked.closes_at, calendar, language),
    }


def _moment(moment: datetime, calendar: Calendar, language: str) -> str:
    return moment_for_people(calendar.local(moment), language)


def data(checkin: Checkin, step: str, value: str) -> str:
    """What a button carries back: 64 bytes at most."""
    return f"c:{checkin.id}:{step}:{value}"


def _question(stage: Stage, turn: Turn) -> Card:
    field = stage.form.field(turn.draft.step)
    assert field is not None, turn.draft.step
    number, count = forms.position(stage.form, turn.draft)
    view: dict[str, Json] = {
        **about(stage.checkin.round, stage.form, stage.calendar, stage.language),
        "number": number,
        "count": count,
        "ask": spoken(field.ask, stage.language),
        "example": spoken(field.example, stage.language) if field.example else "",
        "hint": turn.hint,
        "least": field.least,
        "most": field.most,
        "kind": field.kind.value,
        "collected": len(given) if isinstance(given := turn.draft.answers.get(field.key), tuple) else 0,
    }
    return Card(_TEMPLATES[Outcome.ASK], view, _field_buttons(stage, field, turn.draft.answers, first=number == 1))


def _field_buttons(stage: Stage, field: Field, answers: Mapping[str, Answer], first: bool) -> Rows:
    def button(value: str, name: str = "", label: str = "") -> Button:
        return Button(data(stage.checkin, field.key, value), name, label)

    rows: list[tuple[Button, ...]] = []
    given = answers.get(field.key)
    chosen = given if isinstance(given, tuple) else ()
    if field.kind is FieldKind.YES_NO:
        rows.append((button("yes", name="yes"), button("no", name="no")))
    if field.kind is FieldKind.CHOICE:
        rows += [(button(option.key, label=spoken(option.label, stage.language)),) for option in field.options]
    if field.kind is FieldKind.SEVERAL:
        marked = [("☑️" if option.key in chosen else "▫️", option) for option in field.options]
        rows += [(button(each.key, label=f"{mark} {spoken(each.label, stage.language)}"),) for mark, each in marked]
    if field.kind in COLLECTING and chosen:
        rows.append((button(forms.DONE, name="done"), button(forms.CLEAR, name="clear")))
    elif given is not None:
        rows.append((button(forms.KEEP, name="keep"),))
    if field.quick:
        rows.append(tuple(button(str(number), label=str(number)) for number in field.quick))
    if not field.required:
        label = spoken(field.skip_label, stage.language) if field.skip_label else ""
        rows.append((button(forms.SKIP, name="" if label else "skip", label=label),))
    return tuple(rows) if first else (*rows, (button(forms.BACK, name="back"),))


def _review(stage: Stage, turn: Turn) -> Card:
    view = {**_answers_view(stage, turn), "hint": turn.hint}
    send = Button(data(stage.checkin, forms.REVIEW, forms.SEND), name="send")
    edit = Button(data(stage.checkin, forms.REVIEW, forms.EDIT), name="edit")
    return Card(_TEMPLATES[Outcome.REVIEW], view, ((send,), (edit,)))


def _sent(stage: Stage, turn: Turn) -> Card:
    view = {**_answers_view(stage, turn), "thanks": spoken(stage.form.thanks, stage.language)}
    return Card(_TEMPLATES[Outcome.SENT], view, ((Button(data(stage.checkin, forms.SENT, forms.EDIT), name="edit"),),))


def sent_view(stage: Stage) -> dict[str, Json]:
    """What was sent last, for others to read; without answers while nothing was."""
    return _answers_view(stage, Turn(Draft(forms.SENT, stage.checkin.answers or {}), Outcome.SENT))


def _answers_view(stage: Stage, turn: Turn) -> dict[str, Json]:
    answers = [
        answer_view(field, turn.draft.answers[field.key], stage.language)
        for field in stage.form.fields
        if field.key in turn.draft.answers
    ]
    return {**about(stage.checkin.round, stage.form, stage.calendar, stage.language), "answers": answers}


def answer_view(field: Field, answer: Answer, language: str) -> dict[str, Json]:
    """An answer as people read it, beside the label and the kind of its question."""
    value: Json = list(answer) if isinstance(answer, tuple) else answer
    labels = {option.key: spoken(option.label, language) for option in field.options}
    if field.kind is FieldKind.CHOICE:
        value = labels.get(str(answer), answer_text(answer))
    if field.kind is FieldKind.SEVERAL and isinstance(answer, tuple):
        value = ", ".join(labels.get(key, key) for key in answer)
    if field.kind is FieldKind.DATE and isinstance(answer, str):
        value = day_for_people(date.fromisoformat(answer))
    if field.kind is FieldKind.PAGE and isinstance(answer, tuple):
        value = f"{answer[0]}: {grouped(int(answer[1]))}"
    return {"label": spoken(field.label, language), "kind": field.kind.value, "value": value}


def answer_text(answer: Answer) -> str:
    """An answer as one line of text, for cells and logs."""
    if isinstance(answer, tuple):
        return " ".join(answer)
    return "" if answer is None else str(answer)
