"""Holds requests and answers to Google's discovery documents, where google-api-python-client is installed."""

import json
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib import resources
from typing import Any

from practice.core.calls import Answer, Call
from practice.sheets.errors import bad_choice

DOCUMENTS = ("sheets.v4", "drive.v3")
BODY_NAMES = {
    "sheets.spreadsheets.values.update": "data",
    "sheets.spreadsheets.values.append": "data",
    "sheets.spreadsheets.create": "spreadsheet",
}
"""What Google calls the body in its refusals, where that is not left out."""
LIST = "type.googleapis.com/google.protobuf.ListValue"
PLAIN: dict[str, tuple[tuple[type, ...], str]] = {
    "string": ((str,), "TYPE_STRING"),
    "integer": ((int,), "TYPE_INT32"),
    "number": ((int, float), "TYPE_DOUBLE"),
    "boolean": ((bool,), "TYPE_BOOL"),
}

Schema = dict[str, Any]
Problems = Iterator[str]
Check = Callable[[Any, str], Problems]


@lru_cache(maxsize=1)
def discovery_gate() -> "DiscoveryGate | None":
    """The gate; None where the discovery documents are not installed."""
    try:
        folder = resources.files("googleapiclient") / "discovery_cache" / "documents"
        return DiscoveryGate([json.loads((folder / f"{name}.json").read_text("utf-8")) for name in DOCUMENTS])
    except (ModuleNotFoundError, FileNotFoundError):
        return None


class DiscoveryGate:
    """Checks bodies, queries and answers by the schemas of discovery documents."""

    def __init__(self, documents: list[Schema]) -> None:
        self._methods: dict[str, tuple[Schema, _Schemas, Schema]] = {}
        for document in documents:
            # Drive ignores members that it does not know; gspread sends it one. Sheets refuses them.
            schemas = _Schemas(document["schemas"], ignores_unknown=document["name"] == "drive")
            for method in _methods_in(document):
                self._methods[method["id"]] = method, schemas, document.get("parameters", {})

    @property
    def operations(self) -> set[str]:
        """The names of all operations that Google has."""
        return set(self._methods)

    def check_request(self, call: Call) -> list[str]:
        """Return what the specification does not allow in this call, in the words of Google's refusals."""
        if call.method not in self._methods:
            return []
        method, schemas, common = self._methods[call.method]
        problems = list(_query_problems(call.params, {**common, **method.get("parameters", {})}))
        if call.json is not None and "request" in method:
            check = schemas.check_of(method["request"]["$ref"])
            problems += check(call.json, BODY_NAMES.get(call.method, ""))
        return problems

    def check_answer(self, call: Call, answer: Answer) -> list[str]:
        """Return what the specification does not allow in our answer to it."""
        if call.method not in self._methods or answer.status >= 300:
            return []
        method, schemas, _ = self._methods[call.method]
        if "response" not in method or isinstance(answer.content, bytes):
            return []
        return list(schemas.check_answer_of(method["response"]["$ref"])(answer.content, ""))


def _methods_in(resource: Schema) -> Iterator[Schema]:
    yield from resource.get("methods", {}).values()
    for below in resource.get("resources", {}).values():
        yield from _methods_in(below)


def _query_problems(params: Schema, known: Schema) -> Problems:
    """Names that Google does not know are no problem: it ignores them."""
    for name in params.keys() & known.keys():
        for value in params[name] if isinstance(params[name], list) else [params[name]]:
            if "enum" in known[name] and value not in known[name]["enum"]:
                yield bad_choice(name, value)
            elif known[name].get("type") == "boolean" and str(value).lower() not in ("true", "false"):
                yield f"Invalid value at '{name}' (TYPE_BOOL), \"{value}\""


class _Schemas:
    """The schemas of one document as checks, made when first needed."""

    def __init__(self, schemas: Schema, *, ignores_unknown: bool) -> None:
        self._schemas = schemas
        self._ignores_unknown = ignores_unknown
        self._checks: dict[tuple[str, bool], Check] = {}

    def check_of(self, name: str) -> Check:
        """The check of a request body."""
        return self._named(name, self._ignores_unknown)

    def check_answer_of(self, name: str) -> Check:
        """The check of an answer; nothing unknown may stand in one."""
        return self._named(name, ignores_unknown=False)

    def _named(self, name: str, ignores_unknown: bool) -> Check:
        key = name, ignores_unknown
        if key not in self._checks:
            # Schemas refer to themselves: the check must be there before it is complete.
            self._checks[key] = lambda value, where: self._checks[key](value, where)
            self._checks[key] = self._check(self._schemas[name], ignores_unknown)
        return self._checks[key]

    def _check(self, schema: Schema, ignores_unknown: bool) -> Check:
        if "$ref" in schema:
            name = schema["$ref"]
            return lambda value, where: self._named(name, ignores_unknown)(value, where)
        kind = schema.get("type")
        if kind == "object":
            return self._object_check(schema, ignores_unknown)
        if kind == "array":
            return self._array_check(schema, ignores_unknown)
        return _plain_check(schema) if kind in PLAIN else _anything

    def _object_check(self, schema: Schema, ignores_unknown: bool) -> Check:
        members = {name: self._check(one, ignores_unknown) for name, one in schema.get("properties", {}).items()}
        others = schema.get("additionalProperties")
        other = self._check(others, ignores_unknown) if others else _anything
        is_closed = bool(members) and not others and not ignores_unknown

        def check(value: Any, where: str) -> Problems:
            if not isinstance(value, dict):
                yield _invalid(where, schema.get("id", "object"), value)
                return
            for name, member in value.items():
                if name not in members and is_closed:
                    yield _unknown(name, where)
                elif member is not None:
                    yield from members.get(name, other)(member, f"{where}.{name}".lstrip("."))

        return check

    def _array_check(self, schema: Schema, ignores_unknown: bool) -> Check:
        items = self._check(schema.get("items", {}), ignores_unknown)

        def check(value: Any, where: str) -> Problems:
            if not isinstance(value, list):
                yield _invalid(where, LIST, value)
            elif items is not _anything:
                for place, item in enumerate(value):
                    yield from items(item, f"{where}[{place}]")

        return check


def _anything(_value: Any, _where: str) -> Problems:
    return iter(())


def _plain_check(schema: Schema) -> Check:
    kinds, label = PLAIN[schema["type"]]
    if schema.get("format") in ("int64", "uint64"):
        kinds = (str, int)
    enum = schema.get("enum")

    def check(value: Any, where: str) -> Problems:
        is_kind = isinstance(value, kinds) and (isinstance(value, bool) is (kinds == (bool,)))
        if not is_kind or (enum is not None and value not in enum):
            yield _invalid(where, label if enum is None else "enum", value)

    return check


def _invalid(where: str, kind: str, value: Any) -> str:
    return f"Invalid value at '{where}' ({kind}), {json.dumps(value, ensure_ascii=False)[:200]}"


def _unknown(name: str, where: str) -> str:
    at = f" at '{where}'" if where else ""
    return f'Invalid JSON payload received. Unknown name "{name}"{at}: Cannot find field.'
