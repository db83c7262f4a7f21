"""Checks of forms/: keys, options, numbers and conditions that the stepper can follow."""

from collections.abc import Iterator

from nhipcau.rules.fields import FieldKind
from nhipcau.rules.forms import BACK, CLEAR, DONE, EDIT, KEEP, REVIEW, SEND, SENT, SKIP
from nhipcau.rules.vietnamese import fold
from nhipcau.settings.checks.common import twice, unknown
from nhipcau.settings.faults import Fault
from nhipcau.settings.files import Files
from nhipcau.settings.forms import YES_NO, FieldItem, FormFile

# What buttons of every form already mean: an answer of that name would never be understood.
RESERVED = frozenset({BACK, CLEAR, DONE, EDIT, KEEP, REVIEW, SEND, SENT, SKIP})
LONGEST_ANSWER = 4000
"""A chat message has 4,096 characters."""


def form_faults(files: Files) -> Iterator[Fault]:
    for form in files.each(FormFile).values():
        yield from twice((item.key, item.spot("key")) for item in form.fields)
        for number, item in enumerate(form.fields):
            yield from _reserved(item)
            yield from _options(item)
            yield from _numbers(item)
            yield from _skip_label(item)
            yield from _condition(files, form, number)


def _reserved(item: FieldItem) -> Iterator[Fault]:
    keys = [(item.key, item.spot("key")), *((option.key, option.spot("key")) for option in item.options)]
    for key, place in keys:
        if key in RESERVED:
            yield place.fault("reserved_key", value=key, reserved=", ".join(sorted(RESERVED)))


def _options(item: FieldItem) -> Iterator[Fault]:
    if item.kind not in (FieldKind.CHOICE, FieldKind.SEVERAL):
        if item.options:
            yield item.spot("options").fault("only_for", key="options", kind=item.kind.value, wanted="choice")
        return
    if len(item.options) < 2:
        yield item.spot("kind").fault("too_few_options", count=len(item.options))
    yield from twice((option.key, option.spot("key")) for option in item.options)
    yield from twice((fold(option.label.vi), option.spot("label")) for option in item.options)


def _numbers(item: FieldItem) -> Iterator[Fault]:
    if item.quick and item.kind is not FieldKind.NUMBER:
        yield item.spot("quick").fault("only_for", key="quick", kind=item.kind.value, wanted="number")
    if item.kind is FieldKind.TEXT and item.most > LONGEST_ANSWER:
        yield item.spot("most").fault("out_of_range", value=str(item.most), least="1", most=str(LONGEST_ANSWER))
    if item.kind is not FieldKind.NUMBER:
        return
    if item.least > item.most:
        yield item.spot("least").fault("least_over_most", least=item.least, most=item.most)
        return
    for number, quick in enumerate(item.quick):
        if not item.least <= quick <= item.most:
            place = item.spot("quick", number)
            yield place.fault("out_of_range", value=str(quick), least=str(item.least), most=str(item.most))


def _skip_label(item: FieldItem) -> Iterator[Fault]:
    if item.required and item.skip_label is not None:
        yield item.spot("skip_label").fault("skip_label_unused", key=item.key)


def _condition(files: Files, form: FormFile, number: int) -> Iterator[Fault]:
    condition = form.fields[number].only_if
    if condition is None:
        return
    place = condition.spot("field")
    yield from unknown("field", condition.field, files.named(place.file, "fields", "key"), place)
    earlier = {item.key: item for item in form.fields[:number]}
    later = {item.key for item in form.fields[number:]}
    if condition.field in earlier:
        yield from _possible(earlier[condition.field], form.fields[number])
    elif condition.field in later:
        yield place.fault("condition_later", value=condition.field, key=form.fields[number].key)


def _possible(asked: FieldItem, item: FieldItem) -> Iterator[Fault]:
    """The condition must be an answer that can be given, and be compared."""
    assert item.only_if is not None
    wanted, place = item.only_if.equals, item.only_if.spot("equals")
    choices: list[str] | None = None
    if asked.kind is FieldKind.YES_NO:
        choices = list(YES_NO)
    elif asked.kind is FieldKind.CHOICE:
        choices = [option.key for option in asked.options]
    if choices is not None and wanted not in choices:
        yield place.fault("condition_never", value=str(wanted), field=asked.key, choices=", ".join(choices))
    elif asked.kind is FieldKind.NUMBER and not (isinstance(wanted, int) and asked.least <= wanted <= asked.most):
        yield place.fault("condition_never", value=str(wanted), field=asked.key, choices=f"{asked.least}-{asked.most}")
    elif asked.kind not in (FieldKind.YES_NO, FieldKind.CHOICE, FieldKind.NUMBER):
        yield item.only_if.spot("field").fault("condition_on_words", field=asked.key, kind=asked.kind.value)
