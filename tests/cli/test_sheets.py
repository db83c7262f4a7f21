"""`nhipcau sheets` as an operator types it, against a Google that is held to its own specification."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.fakes.people import TABLE
from tests.sheets.conftest import FINANCE, ROSTER, Google, book, google, served_google

__all__ = ["book", "google", "served_google"]


@pytest.fixture
def operator(nhipcau: Command, google: Google, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Their folder has a roster and the key of a service account."""
    Path("key.json").write_text(json.dumps(google.account))
    Path("roster.csv").write_text(TABLE, encoding="utf-8")
    monkeypatch.setenv("NHIPCAU_GOOGLE_CREDENTIALS", "key.json")
    monkeypatch.setenv("NHIPCAU_GOOGLE_URL", google.base_url)
    nhipcau("roster", "import", "roster.csv", "--yes")
    return nhipcau


def test_made_checked_spoiled_and_mended(operator: Command, google: Google) -> None:
    told = operator("sheets", "check")
    assert told.status == 1
    assert [line.partition(", hoặc")[0] for line in told.complained.splitlines()[:2]] == [
        f"{ROSTER}: chưa có bảng tính này",
        f"{FINANCE}: chưa có bảng tính này",
    ]
    assert google.world.all() == []

    assert operator("sheets", "init").said.startswith("Bảng tính đã sẵn sàng")
    assert len(google.rows()) == 13
    assert operator("sheets", "check").said.strip() == "Các bảng tính đúng như khai báo."
    assert "sửa 0 chỗ khác khai báo, chia sẻ cho 0 tài khoản, ghi thêm 0 dòng" in operator("sheets", "init").said

    google.world.delete_column(ROSTER, "Danh sách", "I")
    spoiled = operator("sheets", "check")
    assert spoiled.complained.splitlines()[0] == f"{ROSTER}, Danh sách: thiếu cột “Kênh trò chuyện”."
    assert spoiled.complained.splitlines()[1].startswith("1 chỗ khác khai báo")
    assert "sửa 1 chỗ" in operator("sheets", "init").said
    assert operator("sheets", "check").status == 0
