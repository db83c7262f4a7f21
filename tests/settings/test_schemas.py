"""Every key is described with an example, the schemas in config/ are those of the models, and they fit the files."""

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic.fields import FieldInfo

from nhipcau.rules.allowance.facts import Declaration
from nhipcau.rules.cadence import SlotKind
from nhipcau.settings.checks.allowance import ALSO_DECLARED, DECLARED
from nhipcau.settings.layout import KINDS, Kind
from nhipcau.settings.model import Model
from nhipcau.settings.network import LateTable
from nhipcau.settings.reading import read
from nhipcau.settings.schemas import schema_files, schemas, write_schemas
from nhipcau.settings.shapes import models_in
from tests.settings.conftest import PROJECT, Config

CONFIG = PROJECT / "config"


def all_models() -> list[type[Model]]:
    found: list[type[Model]] = []
    waiting: list[type[Model]] = [kind.model for kind in KINDS]
    while waiting:
        model = waiting.pop()
        if model not in found:
            found.append(model)
            waiting += [inner for field in model.model_fields.values() for inner in models_in(field.annotation)]
    return found


def all_fields() -> Iterator[tuple[str, FieldInfo]]:
    for model in all_models():
        for name, field in model.model_fields.items():
            yield f"{model.__name__}.{name}", field


def in_two_languages(description: str) -> bool:
    """An English sentence, then a Vietnamese one."""
    english, slash, vietnamese = description.partition(" / ")
    return bool(slash) and english.endswith(".") and vietnamese.endswith(".")


def files() -> list[tuple[Kind, Path]]:
    return [(kind, path) for kind in KINDS for path in sorted(CONFIG.glob(kind.pattern))]


class TestDescriptions:
    def test_every_key_is_described_in_both_languages(self) -> None:
        assert [name for name, field in all_fields() if not in_two_languages(field.description or "")] == []

    def test_every_key_has_an_example(self) -> None:
        assert [name for name, field in all_fields() if not field.examples] == []

    @pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.schema)
    def test_every_example_could_be_typed_as_it_is(self, kind: Kind) -> None:
        schema = schemas()[kind.schema]
        parts = [schema, *schema.get("$defs", {}).values()]
        described = [(name, field) for part in parts for name, field in part.get("properties", {}).items()]
        for name, field in described:
            fitting = Draft202012Validator({**field, "$defs": schema.get("$defs", {})})
            errors = [error.message for example in field["examples"] for error in fitting.iter_errors(example)]
            assert errors == [], name

    def test_every_model_says_what_it_is(self) -> None:
        assert all((model.__doc__ or "").strip().endswith(".") for model in all_models())


class TestSchemas:
    def test_the_schemas_in_config_are_those_of_the_models(self) -> None:
        written = {path.name: path.read_text(encoding="utf-8") for path in (CONFIG / "schemas").iterdir()}
        assert written == schema_files(), "run `make schemas`"

    def test_they_are_sound_json_schemas(self) -> None:
        for schema in schemas().values():
            Draft202012Validator.check_schema(schema)

    @pytest.mark.parametrize(("kind", "path"), files(), ids=lambda value: value.name if isinstance(value, Path) else "")
    def test_every_file_fits_its_schema(self, kind: Kind, path: Path) -> None:
        errors = Draft202012Validator(schemas()[kind.schema]).iter_errors(plain(read(path, path.name).data))
        assert [error.message for error in errors] == []

    def test_writing_them_twice_changes_nothing_the_second_time(self, config: Config) -> None:
        assert write_schemas(config.folder / "schemas") == list(schema_files())
        assert write_schemas(config.folder / "schemas") == []
        assert config.faults() == []


def plain(data: Any) -> Any:
    """Data as a JSON reader would have it."""
    if isinstance(data, dict):
        return {key: plain(value) for key, value in data.items()}
    return [plain(value) for value in data] if isinstance(data, list) else data


class TestFiles:
    @pytest.mark.parametrize(("kind", "path"), files(), ids=lambda value: value.name if isinstance(value, Path) else "")
    def test_every_file_names_its_schema_and_explains_itself(self, kind: Kind, path: Path) -> None:
        lines = path.read_text(encoding="utf-8").splitlines()
        up = "../" * (len(path.relative_to(CONFIG).parts) - 1)
        assert lines[0] == f"# yaml-language-server: $schema={up}schemas/{kind.schema}.schema.json"
        assert lines[2].startswith("# ")
        assert all(len(line) <= 120 and line == line.rstrip() for line in lines)

    def test_no_file_stands_where_nothing_is_read(self) -> None:
        known = {path for _, path in files()}
        assert [path for path in CONFIG.rglob("*.yaml") if path not in known] == []


class TestAgreementWithTheRules:
    def test_every_kind_of_slot_has_a_policy_for_being_late(self) -> None:
        assert set(LateTable.model_fields) == {kind.value for kind in SlotKind}

    def test_the_declaration_reads_what_the_assessment_knows(self) -> None:
        assert {*DECLARED, *ALSO_DECLARED} == {field.name for field in fields(Declaration)}
