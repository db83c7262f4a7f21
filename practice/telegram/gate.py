"""The gate to the official specification: every call and every answer against aiogram's models of the Bot API.

aiogram is a test dependency. Where it is not installed the server runs unchecked, and says so once.
"""

import functools
import json
import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from practice.core.calls import Answer, Call, Gate

if TYPE_CHECKING:
    from aiogram.methods.base import TelegramMethod
    from pydantic import TypeAdapter, ValidationError

logger = logging.getLogger(__name__)

SHOWN = 4
"""More problems than these say nothing new: they come from the other members of a union."""


@functools.cache
def official_gate() -> Gate | None:
    """Return the gate, or None where aiogram is missing; one and the same every time, for it takes a second to make."""
    try:
        import aiogram  # noqa: F401
    except ImportError:
        logger.warning("aiogram is not installed: calls are not checked against the Bot API's specification")
        return None
    return SpecificationGate()


class SpecificationGate:
    """Checks against the Bot API that aiogram was generated from."""

    def __init__(self) -> None:
        import aiogram.methods
        from aiogram.types import BufferedInputFile

        named = [vars(getattr(aiogram.methods, name)).get("__api_method__") for name in aiogram.methods.__all__]
        self._names = {name for name in named if isinstance(name, str)}
        self._methods: dict[str, type[TelegramMethod[Any]]] = {
            name.lower(): getattr(aiogram.methods, name[0].upper() + name[1:]) for name in self._names
        }
        self._any_file = BufferedInputFile(b"x", "x")
        self._results: dict[str, TypeAdapter[Any]] = {}

    def method_names(self) -> set[str]:
        """Return the official names of all methods."""
        return set(self._names)

    def check_request(self, call: Call) -> list[str]:
        """Return what is wrong with the parameters; an unknown one counts, though the real server ignores it."""
        from pydantic import ValidationError

        method = self._methods.get(call.method.lower())
        if method is None:
            return [f"unknown method {call.method}"]
        fields = {field.alias or name: field for name, field in method.model_fields.items()}
        unknown = [f"unknown parameter {name}" for name in call.params if name not in fields and name not in call.files]
        known = {name: value for name, value in call.params.items() if name in fields}
        given = {name: self._given(value, fields[name].annotation) for name, value in known.items()}
        given |= {name: self._any_file for name in call.files if name in fields}
        try:
            method.model_validate(given)
        except ValidationError as error:
            return unknown + _sentences(error)
        return unknown

    def check_answer(self, call: Call, answer: Answer) -> list[str]:
        """Return what is wrong with the result; members that the specification does not know count."""
        from pydantic import ValidationError

        try:
            checked = self._result_of(call.method.lower()).validate_python(answer.content["result"])
        except ValidationError as error:
            return _sentences(error)
        return list(_unknown_members(checked, "result"))

    def _given(self, value: Any, annotation: Any) -> Any:
        if not isinstance(value, str) or annotation in (str, str | None):
            return value
        if value.startswith("attach://"):
            return self._any_file
        try:
            return _with_key_objects(json.loads(value))
        except ValueError:
            return value

    def _result_of(self, method: str) -> "TypeAdapter[Any]":
        from pydantic import TypeAdapter

        if method not in self._results:
            self._results[method] = TypeAdapter(vars(self._methods[method])["__returning__"])
        return self._results[method]


def _with_key_objects(value: Any) -> Any:
    """Spell out the keys of a reply keyboard: the Bot API takes plain texts for them, aiogram's models do not."""
    if not isinstance(value, dict) or not isinstance(value.get("keyboard"), list):
        return value
    rows = [[{"text": key} if isinstance(key, str) else key for key in row] for row in value["keyboard"]]
    return {**value, "keyboard": rows}


def _unknown_members(value: Any, path: str) -> Iterator[str]:
    from aiogram.types.base import TelegramObject

    if isinstance(value, TelegramObject):
        yield from (f"{path}.{name}: not a member of {type(value).__name__}" for name in value.model_extra or {})
        # Only what was given: a message has ninety members, and a handful of them at a time.
        for name in value.model_fields_set:
            yield from _unknown_members(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, list):
        for index, member in enumerate(value):
            yield from _unknown_members(member, f"{path}[{index}]")


def _sentences(error: "ValidationError") -> list[str]:
    found = error.errors(include_url=False, include_input=False)
    return [f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in found[:SHOWN]]
