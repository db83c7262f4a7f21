"""Objects in the form in which the Bot API sends them. Replaced, never changed, once they were shown to anyone."""

from typing import Any

Json = dict[str, Any]
Message = dict[str, Any]
