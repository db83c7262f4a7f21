"""Every fault is found where it is, and told in words that say what would be right."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from nhipcau.settings.faults import Fault
from tests.settings.conftest import PROJECT, Config
from tests.settings.odd_cases import ODD_CASES
from tests.settings.odd_cases.case import MAY, NET, PAY, WEEKLY, Odd

Sentence = Callable[[Fault, str], str]
FACTS_FILES = {"bad_month"}
"""What only a facts file of `nhipcau allowance try` can have wrong; tests/cli/test_allowance.py tries it."""
AMENDMENTS = {"kick_off_over", "moment_passed"}
"""What only people's own wishes for a campaign can have wrong; tests/jobs/test_amendments.py tries it."""
WHOLE_FILES = {"missing_file", "unknown_file", "bad_file_name", "not_utf8", "empty_file", "kit_file_too_large"}


@pytest.mark.parametrize("odd", ODD_CASES, ids=str)
def test_one_odd_thing_is_one_fault_at_its_line(odd: Odd, config: Config, sentence: Sentence) -> None:
    config.edit(odd.file, odd.old, odd.new)
    faults = config.faults()
    assert [(fault.code, fault.file, fault.where) for fault in faults] == [(odd.code, odd.told, odd.where)]
    assert faults[0].line == config.line_of(odd.told, odd.on)
    assert odd.says in sentence(faults[0], "vi")
    assert_readable(sentence(faults[0], "vi"))
    assert_readable(sentence(faults[0], "en"))


def assert_readable(text: str) -> None:
    """One paragraph that ends like a sentence, without holes."""
    assert text and "\n" not in text
    assert text[-1] in ".?"
    assert not re.search(r'None|""|  | \.|:\.', text), text


class TestWholeFiles:
    def test_a_missing_file(self, config: Config, sentence: Sentence) -> None:
        (config.folder / "roles.yaml").unlink()
        self.only(config, sentence, "missing_file", "roles.yaml")

    def test_an_empty_file(self, config: Config, sentence: Sentence) -> None:
        config.write("sheets.yaml", "# chưa có gì\n")
        self.only(config, sentence, "empty_file", "sheets.yaml")

    def test_another_encoding(self, config: Config, sentence: Sentence) -> None:
        (config.folder / MAY).write_bytes("names: Tháng Công nhân".encode("utf-16"))
        self.only(config, sentence, "not_utf8", MAY)

    def test_the_ending_yml_would_be_passed_over(self, config: Config, sentence: Sentence) -> None:
        (config.folder / MAY).rename(config.folder / MAY.replace(".yaml", ".yml"))
        fault = self.only(config, sentence, "unknown_file", MAY.replace(".yaml", ".yml"))
        assert fault.facts["near"] == MAY

    def test_a_file_of_a_kit_that_no_chat_would_take(self, config: Config, sentence: Sentence) -> None:
        config.edit(MAY, "link: https://example.org/2026/thang-cong-nhan/video", "file: campaigns/video.mp4")
        with (config.folder / "campaigns/video.mp4").open("wb") as sparse:
            sparse.truncate((50 << 20) + 1)
        self.only(config, sentence, "kit_file_too_large", MAY, line=39)

    def test_a_name_that_is_no_key(self, config: Config, sentence: Sentence) -> None:
        (config.folder / MAY).rename(config.folder / "campaigns/Tháng Công nhân.yaml")
        fault = self.only(config, sentence, "bad_file_name", "campaigns/Tháng Công nhân.yaml")
        assert fault.facts["meant"] == "thang_cong_nhan"

    def test_a_list_where_keys_belong(self, config: Config, sentence: Sentence) -> None:
        config.write("roles.yaml", "- coordinator\n- approver\n")
        self.only(config, sentence, "wrong_type", "roles.yaml")

    def test_an_empty_folder_lacks_every_file_of_its_own(self, tmp_path: Path, config: Config) -> None:
        config.folder = tmp_path / "nothing"
        config.folder.mkdir()
        assert {fault.code for fault in config.faults()} == {"missing_file"}
        assert len(config.faults()) == 9

    @staticmethod
    def only(config: Config, sentence: Sentence, code: str, file: str, line: int = 1) -> Fault:
        faults = config.faults()
        assert [(fault.code, fault.file, fault.line) for fault in faults] == [(code, file, line)]
        assert_readable(sentence(faults[0], "vi"))
        assert_readable(sentence(faults[0], "en"))
        return faults[0]


class TestTogether:
    def test_ten_faults_in_ten_places_are_all_named(self, config: Config) -> None:
        chosen = ["yaml_tab", "missing_key", "grouped_number", "bad_date", "unknown_key", "reminder_after_due"]
        chosen += ["unit_cycle", "no_new_year", "condition_later", "bad_title"]
        odd = [next(case for case in ODD_CASES if case.code == code) for code in chosen]
        for case in odd:
            config.edit(case.file, case.old, case.new)
        found = {(fault.code, fault.file, fault.line) for fault in config.faults()}
        assert found == {(case.code, case.told, config.line_of(case.told, case.on)) for case in odd}
        assert len(found) == 10

    def test_a_broken_item_does_not_hide_the_fault_of_its_neighbour(self, config: Config) -> None:
        config.edit(WEEKLY, "kind: links", "kind: link")
        config.edit(WEEKLY, "kind: text", "kind: text\n    quick: [3]")
        assert [fault.code for fault in config.faults()] == ["not_one_of", "only_for"]

    def test_an_item_with_two_faults_takes_only_itself_away(self, config: Config) -> None:
        config.edit(WEEKLY, "    kind: links\n", "")
        config.edit(WEEKLY, "- key: items", "- schlüssel: items")
        config.edit(WEEKLY, "kind: text", "kind: text\n    quick: [3]")
        assert [fault.code for fault in config.faults()] == ["missing_key", "missing_key", "unknown_key", "only_for"]

    def test_a_broken_unit_is_still_a_unit_to_those_who_name_it(self, config: Config) -> None:
        config.edit(
            "units.yaml", "en: Vietnam Construction Trade Union}", "en: Vietnam Construction Trade Union, cũ: x}"
        )
        assert [fault.code for fault in config.faults()] == ["unknown_key"]

    def test_a_unit_without_a_code_makes_no_reference_unknown(self, config: Config) -> None:
        config.edit("units.yaml", "code: ld_bac_ninh", "code:")
        assert [fault.code for fault in config.faults()] == ["blank_value"]

    def test_a_file_that_cannot_be_read_makes_no_references_unknown(self, config: Config) -> None:
        config.write("units.yaml", "units: [")
        assert [(fault.code, fault.file) for fault in config.faults()] == [("yaml_bracket", "units.yaml")]

    def test_faults_come_in_the_order_of_files_and_lines(self, config: Config) -> None:
        config.edit(NET, "horizon_days: 35", "horizon_days: 1")
        config.edit(NET, "per_second: 25", "per_second: 31")
        config.edit(PAY, "zero_tens: linh", "zero_tens: le")
        faults = config.faults()
        assert [fault.file for fault in faults] == [PAY, NET, NET]
        assert faults[1].line < faults[2].line


class TestWords:
    def test_both_languages_have_a_sentence_for_every_fault_and_for_nothing_else(self) -> None:
        told = {case.code for case in ODD_CASES} | WHOLE_FILES | FACTS_FILES | AMENDMENTS
        for language in ("vi", "en"):
            text = (PROJECT / f"templates/faults/faults.{language}.j2").read_text(encoding="utf-8")
            assert set(re.findall(r"{% macro ([a-z]\w*)\(", text)) == told

    def test_the_languages_say_the_same_things(self) -> None:
        texts = [
            (PROJECT / f"templates/faults/faults.{language}.j2").read_text(encoding="utf-8")
            for language in ("vi", "en")
        ]
        signatures = [re.findall(r"{% macro (\w+\([^)]*\))", text) for text in texts]
        assert signatures[0] == signatures[1]
