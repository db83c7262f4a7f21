"""JSON Schemas of the config files, for editors that complete and explain keys while one types."""

import json
from pathlib import Path
from typing import Any

from nhipcau.settings.layout import KINDS

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """The schema of every kind of file by the stem of its name."""
    return {kind.schema: {"$schema": DIALECT, **kind.model.model_json_schema()} for kind in KINDS}


def schema_files() -> dict[str, str]:
    """What config/schemas/ should hold: text by file name."""
    return {f"{stem}.schema.json": _text(schema) for stem, schema in schemas().items()}


def write_schemas(folder: Path) -> list[str]:
    """Write the schemas into their folder. Returns the names of the files that changed."""
    folder.mkdir(parents=True, exist_ok=True)
    changed = []
    for name, text in schema_files().items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(name)
    return changed


def _text(schema: dict[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
