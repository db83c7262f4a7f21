"""Reading the body of a request: a form, a multipart form with files, or JSON."""

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.requests import Request

from practice.core.calls import Upload

MAX_FIELD_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Body:
    """A decoded body; `json` is None unless JSON was sent."""

    params: dict[str, str] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)
    json: Any = None


async def read_body(request: Request) -> Body:
    """Decode by content type; raise ValueError if the JSON is broken."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        return await _read_multipart(request)
    raw = await request.body()
    if not raw:
        return Body()
    if kind == "application/x-www-form-urlencoded":
        return Body(params=dict(parse_qsl(raw.decode(), keep_blank_values=True)))
    if kind.endswith("json"):
        return Body(json=json.loads(raw))
    return Body(files={"": Upload("", raw, kind)})


async def _read_multipart(request: Request) -> Body:
    body = Body()
    async with request.form(max_part_size=MAX_FIELD_BYTES) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                content = await value.read()
                body.files[name] = Upload(value.filename or name, content, value.content_type or "")
            else:
                body.params[name] = value
    return body
