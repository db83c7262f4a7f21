"""`nhipcau report`: pages of a month by hand."""

from pathlib import Path

from tests.cli.conftest import Command
from tests.cli.test_commands import write
from tests.fakes.people import TABLE


def test_a_month_that_is_not_closed_gives_drafts_and_what_stands_is_kept(nhipcau: Command) -> None:
    nhipcau("roster", "import", write("roster.csv", TABLE), "--yes")
    printed = nhipcau("report", "2026-05", "--person", "CTV02")
    first = Path(printed.said.split("Mở ")[1].strip())
    assert printed.status == 0
    assert "Đã lập 1 tệp, 0 tệp đã có sẵn." in printed.said
    assert first.parts[-4:] == ("drafts", "2026-05", "collaborators", "CTV02.pdf")
    assert first.read_bytes().startswith(b"%PDF")


def test_whoever_is_not_in_the_month_is_named(nhipcau: Command) -> None:
    printed = nhipcau("report", "2026-05", "--person", "CTV99")
    assert printed.status == 1
    assert "2026-05/collaborators/CTV99.pdf" in printed.complained + printed.said


def test_what_is_no_month_is_answered_with_an_example(nhipcau: Command) -> None:
    printed = nhipcau("report", "2026-13")
    assert printed.status == 1
    assert "“2026-13” không phải là tháng; viết như 2026-05." in printed.complained
