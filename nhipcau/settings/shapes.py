"""One file against its model: what pydantic found wrong, as faults; and what is left that can still be used."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, get_args

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from nhipcau.rules.kernel import Primitive
from nhipcau.settings.faults import Fault, Path, Wrong
from nhipcau.settings.model import Model
from nhipcau.settings.reading import Source
from nhipcau.settings.values import near, not_one_of, shown

M = TypeVar("M", bound=Model)

LONGEST_EXAMPLE = 160

_EXPECTED = {
    "string_type": "text",
    "int_type": "whole",
    "int_from_float": "whole",
    "float_type": "number",
    "bool_type": "true_false",
    "list_type": "list",
    "dict_type": "mapping",
    "model_type": "mapping",
    "model_attributes_type": "mapping",
}


def examine(source: Source, model: type[M]) -> tuple[M | None, list[Fault]]:
    """What can be used of a file, and everything in it that does not have the shape its model describes."""
    try:
        return model.model_validate(source.data), []
    except ValidationError as error:
        return _rest(source, model), _faults(source, model, error)


def _faults(source: Source, model: type[Model], error: ValidationError) -> list[Fault]:
    """One fault a place: a value that may be text or a number is refused once for each."""
    found: dict[str, Fault] = {}
    for details in error.errors(include_url=False):
        fault = _fault(source, model, details)
        found.setdefault(fault.where, fault)
    return list(found.values())


def _rest(source: Source, model: type[M]) -> M | None:
    """The file without what is wrong in it, so that the rest can be checked; None when nothing is left."""
    data = source.fresh()
    while data is not None:
        try:
            return model.model_validate(data)
        except ValidationError as error:
            data = _without(data, {_path(data, details) for details in error.errors(include_url=False)})
    return None


def _without(data: Any, paths: set[Path]) -> Any:
    """Cut these paths away, the deepest and the last items of lists first; a missing key takes its mapping along."""
    cuts = {path if _exists(data, path) else path[:-1] for path in paths}
    if () in cuts:
        return None
    for cut in sorted(cuts, key=lambda path: (len(path), [str(step).zfill(9) for step in path]), reverse=True):
        if _exists(data, cut):
            del _at(data, cut[:-1])[cut[-1]]
    return data


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _exists(data: Any, path: Path) -> bool:
    try:
        _at(data, path)
    except (LookupError, TypeError):
        return False
    return True


def _path(data: Any, details: ErrorDetails) -> Path:
    """Pydantic's location without what is not in the file: union tags, "[key]"."""
    path: Path = ()
    for step in details["loc"]:
        if _exists(data, (*path, step)):
            path = (*path, step)
    if details["type"] == "missing":
        return (*path, details["loc"][-1])
    return (*path, "every") if details["type"] == "union_tag_not_found" else path


def _fault(source: Source, model: type[Model], details: ErrorDetails) -> Fault:
    path = _path(source.data, details)
    if details["type"] == "union_tag_invalid":
        path = (*path, "every")
    wrong = _wrong(details, path, _field_at(model, path), _keys_at(model, path[:-1]))
    return source.place.at(*path).fault(wrong.code, **wrong.facts)


def _wrong(details: ErrorDetails, path: Path, field: FieldInfo | None, keys: list[str]) -> Wrong:
    """The code and facts for one thing that pydantic found."""
    kind, value, context = details["type"], details["input"], details.get("ctx", {})
    example = _example(field)
    error = context.get("error")
    if isinstance(error, Wrong):
        return Wrong("blank_value", key=str(path[-1]), example=example) if value is None else error
    if kind in ("missing", "union_tag_not_found"):
        return Wrong("missing_key", key=str(path[-1]), example=example)
    if kind == "extra_forbidden" and value is None and "vi" in keys:
        return Wrong("stray_words", value=shown(path[-1]))
    if kind == "extra_forbidden":
        return Wrong("unknown_key", key=str(path[-1]), near=near(str(path[-1]), keys), known=", ".join(keys))
    if kind == "union_tag_invalid" and context["tag"] != "None":
        return not_one_of(context["tag"], context["expected_tags"].replace("'", "").split(", "))
    if value is None or kind == "union_tag_invalid":
        return Wrong("blank_value", key=str(path[-1]) if path else "", example=example)
    return _wrong_value(kind, value, context, field, example)


def _wrong_value(kind: str, value: Any, context: Mapping[str, Any], field: FieldInfo | None, example: str) -> Wrong:
    if kind in ("greater_than_equal", "less_than_equal"):
        return Wrong("out_of_range", value=shown(value), **_bounds(field))
    if kind == "string_too_short":
        return Wrong("blank_text", example=example)
    if kind == "string_too_long":
        return Wrong("too_long", most=context["max_length"], length=len(value))
    if kind == "too_short":
        return Wrong("empty_list", example=example)
    return Wrong("wrong_type", expected=_EXPECTED[kind], value=shown(value), example=example)


def _bounds(field: FieldInfo | None) -> dict[str, Primitive]:
    marks = field.metadata if field else []
    least = next((str(mark.ge) for mark in marks if hasattr(mark, "ge")), "")
    most = next((str(mark.le) for mark in marks if hasattr(mark, "le")), "")
    return {"least": least, "most": most}


def _example(field: FieldInfo | None) -> str:
    """The field's first example as one would type it in the file; nothing when it would not fit into a sentence."""
    if field is None or not field.examples:
        return ""
    example = field.examples[0]
    text = example if isinstance(example, str) else json.dumps(example, ensure_ascii=False)
    return text if len(text) <= LONGEST_EXAMPLE else ""


def _field_at(model: type[Model], path: Path) -> FieldInfo | None:
    """The field that describes a path: of the nearest key that is a field."""
    models: list[type[Model]] = [model]
    found = None
    for step in path:
        fields = [field for one in models for name, field in _fields(one) if name == step]
        if fields:
            found = fields[0]
            models = [inner for field in fields for inner in models_in(field.annotation)]
    return found


def _keys_at(model: type[Model], path: Path) -> list[str]:
    """The keys that a mapping at this path may have."""
    field = _field_at(model, path)
    models = [model] if not path else list(models_in(field.annotation)) if field else []
    return list(dict.fromkeys(name for one in models for name, _ in _fields(one)))


def _fields(model: type[Model]) -> Iterator[tuple[str, FieldInfo]]:
    for name, field in model.model_fields.items():
        yield field.alias or name, field


def models_in(annotation: Any) -> Iterator[type[Model]]:
    """The models that a field's type is made of."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
    for inner in get_args(annotation):
        yield from models_in(inner)
