"""Reading the parameters of a call: everything may come as text, with JSON inside, as libraries send forms."""

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from practice.core.calls import Call, Upload
from practice.telegram.words import bad_request

Item = TypeVar("Item")

TRUE = {"true", "True", "1", "yes"}


class Params:
    """The parameters of one call; missing ones are None, misshapen ones a Refusal (400)."""

    def __init__(self, given: Mapping[str, Any], files: Mapping[str, Upload]) -> None:
        self._given = given
        self._files = files

    @classmethod
    def of(cls, call: Call) -> "Params":
        """Return the parameters of a call."""
        return cls(call.params, call.files)

    def within(self, nested: dict[str, Any]) -> "Params":
        """Return the members of a nested object as parameters of their own."""
        return Params(nested, self._files)

    def given(self, name: str) -> bool:
        """Say whether the parameter was given, be it empty."""
        return self._given.get(name) is not None

    def has(self, name: str) -> bool:
        """Say whether the parameter was given and is not empty."""
        return self._given.get(name) not in (None, "")

    def text(self, name: str) -> str:
        """Return a text, empty when it is missing."""
        value = self._given.get(name)
        if value is None:
            return ""
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    def number(self, name: str, default: int = 0) -> int:
        """Return a whole number."""
        if not self.has(name):
            return default
        try:
            return int(self._given[name])
        except (TypeError, ValueError):
            raise bad_request(f'can\'t parse "{name}": invalid number specified') from None

    def flag(self, name: str) -> bool:
        """Return whether a boolean is true."""
        value = self._given.get(name)
        return value is True or (value is not None and str(value) in TRUE)

    def nested(self, name: str) -> Any:
        """Return what is JSON-serialised in the parameter."""
        value = self._given.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None

    def object(self, name: str) -> dict[str, Any]:
        """Return a nested object, empty when it is missing."""
        value = self.nested(name)
        if value is not None and not isinstance(value, dict):
            raise bad_request(f"can't parse {name.replace('_', ' ')}: expected an Object")
        return value or {}

    def objects(self, name: str) -> list[dict[str, Any]]:
        """Return a list of objects, empty when it is missing."""
        return self._listed(name, dict, "Array of Objects")

    def numbers(self, name: str) -> list[int]:
        """Return a list of whole numbers, empty when it is missing."""
        return self._listed(name, int, "Array of Integers")

    def texts(self, name: str) -> list[str]:
        """Return a list of texts, empty when it is missing."""
        return self._listed(name, str, "Array of Strings")

    def _listed(self, name: str, kind: type[Item], expected: str) -> list[Item]:
        value = self.nested(name)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, kind) for item in value):
            raise bad_request(f"can't parse {name.replace('_', ' ')}: expected an {expected}")
        return value

    def chat_id(self, name: str = "chat_id") -> int | str:
        """Return a chat's number, or its @name."""
        value = str(self._given.get(name, "")).strip()
        if not value:
            raise bad_request(f"{name} is empty")
        try:
            return int(value)
        except ValueError:
            return value

    def upload(self, name: str) -> Upload | None:
        """Return the uploaded file of a parameter: sent under its name, or attached under another."""
        value = self._given.get(name)
        if isinstance(value, str) and value.startswith("attach://"):
            return self._files.get(value.removeprefix("attach://"))
        return self._files.get(name)
