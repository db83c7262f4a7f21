"""`nhipcau check-config` on the project's own config, and on a copy with ten different faults."""

import shutil
from pathlib import Path

import pytest

from nhipcau.settings.installation import PROJECT
from tests.cli.conftest import Command

FAULTS = (
    ("allowance.yaml", "coefficient: 3/10", "coefficient: 0.3"),
    ("allowance.yaml", "amount: 2340000", "amount: 2.340.000"),
    ("network.yaml", "zone: Asia/Ho_Chi_Minh", "zone: Asia/Ha_Noi"),
    ("network.yaml", "horizon_days: 35", "horizon_days: many"),
    ("programmes.yaml", "form: weekly_checkin", "form: weekly_chekin"),
    ("campaigns/thang_cong_nhan_2026.yaml", 'at: "08:30"', 'at: "8h30"'),
    ("forms/weekly_checkin.yaml", "kind: links", "kind: linkz"),
    ("roles.yaml", "decide_review: [approver]", "decide_review: [aprover]"),
    ("sheets.yaml", "rounds: {book: coordination", "rounds: {book: cordination"),
    ("units.yaml", "from: 1929-07-28", "from: 1929-02-30"),
)


@pytest.fixture
def spoiled(tmp_path: Path) -> Path:
    folder = tmp_path / "config"
    shutil.copytree(PROJECT / "config", folder)
    for name, good, bad in FAULTS:
        text = (folder / name).read_text(encoding="utf-8")
        assert good in text
        (folder / name).write_text(text.replace(good, bad, 1), encoding="utf-8")
    return folder


def place(name: str, good: str) -> str:
    """File and line of what is spoiled."""
    before = (PROJECT / "config" / name).read_text(encoding="utf-8").partition(good)[0]
    return f"{name}:{before.count(chr(10)) + 1 + good.count(chr(10))}"


def test_the_projects_own_config_is_good(nhipcau: Command) -> None:
    printed = nhipcau("check-config")
    assert printed.status == 0
    assert "không có lỗi: " in printed.said


def test_ten_faults_are_all_named_with_file_and_line(nhipcau: Command, spoiled: Path) -> None:
    printed = nhipcau("check-config", "--config", str(spoiled))
    assert printed.status == 1
    for name, good, _ in FAULTS:
        assert place(name, good) in printed.complained
    assert "Có 10 lỗi trong cấu hình; chưa có gì được áp dụng." in printed.complained


def test_another_command_on_a_bad_config_names_them_too(
    nhipcau: Command, spoiled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NHIPCAU_CONFIG", str(spoiled))
    monkeypatch.setenv("NHIPCAU_LANGUAGE", "en")
    printed = nhipcau("doctor")
    assert printed.status == 1
    assert "10 faults" in printed.said
