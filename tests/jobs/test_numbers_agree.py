"""One figure, four places: what the chat says, the shared sheet holds, the page prints and the workbook adds up."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from nhipcau.documents.renderer import DocumentRenderer
from nhipcau.jobs.figures import month_facts
from nhipcau.jobs.sheet_facts import Facts
from nhipcau.jobs.sheet_rows import tab_rows
from nhipcau.ports import Row
from nhipcau.rules.kernel import Month
from nhipcau.rules.reports import network_month, unit_month
from nhipcau.rules.vietnamese import grouped
from nhipcau.settings.rulebook import Rulebook
from tests.documents.reading import cells, pages, text
from tests.fakes.house import House, Kept
from tests.jobs.test_month_close import check_and_close

MAY = Month(2026, 5)
TEMPLATES = Path(__file__).parents[2] / "templates"
WITH_PAGES = ("Ánh", "Bình", "Châu", "Lan")


@pytest.fixture(scope="module")
def may_printed(tmp_path_factory: pytest.TempPathFactory, book: Rulebook, may_drafted: Kept) -> Kept:
    house = may_drafted.house(tmp_path_factory.mktemp("printed"), book)
    zone, linh = book.calendar.zone, book.policy.zero_tens
    house.app.renderer = DocumentRenderer(TEMPLATES, network=book.network.names, zone=zone, zero_tens=linh)
    check_and_close(house)
    house.until("2026-06-05 17:30")
    return house.keep()


@pytest.fixture
def printed(tmp_path: Path, book: Rulebook, may_printed: Kept) -> Iterator[House]:
    """May is closed, with real pages and workbooks."""
    house = may_printed.house(tmp_path, book)
    yield house
    house.close()


def file(house: House, path: str) -> bytes:
    return house.app.files.locate(f"2026-05/{path}").read_bytes()


def sheet(house: House, tab: str) -> dict[str, Row]:
    with house.looking() as tx:
        return dict(tab_rows(Facts(tx, house.app.desk, house.clock.now()), [tab])[tab])


@pytest.mark.parametrize("who", WITH_PAGES)
def test_a_collaborator_reads_the_same_everywhere(printed: House, who: str) -> None:
    code = printed.people[who].code
    rows = [row for row in sheet(printed, "checkins").values() if row["code"] == code and row["period"] == "2026-05"]
    standings = [row["standing"] for row in rows]
    answered = sum(standing in ("đúng hạn", "muộn") for standing in standings)
    asked = len(standings) - standings.count("được miễn")
    amount = sheet(printed, "allowances")[f"2026-05/{code}"]["amount"]
    assert isinstance(amount, int)
    told, page = printed.finds(who, "📄 Tháng 05/2026").text, text(file(printed, f"collaborators/{code}.pdf"))
    assert f"Đã trả lời {answered}/{asked} đợt" in told
    assert f"{answered}/{asked} " in page
    assert f"Phụ cấp: {grouped(amount)}\u00a0đồng" in told
    assert f"{grouped(amount)} đồng" in page


def test_the_lists_the_pages_and_the_sheet_come_to_the_same_total(printed: House) -> None:
    with printed.looking() as tx:
        network = network_month(month_facts(tx, printed.app.book, MAY, printed.clock.now()))
    in_sheet = [row["amount"] for row in sheet(printed, "allowances").values()]
    assert sum(amount for amount in in_sheet if isinstance(amount, int)) == network.total
    assert grouped(network.total) in text(file(printed, "network.pdf"))
    workbooks = [file(printed, f"payments/{payer}.xlsx") for payer in ("tld", "ld_ha_noi", "ld_ca_mau")]
    assert sum(total_of(workbook) for workbook in workbooks) == network.total


def total_of(workbook: bytes) -> int:
    """The last number of the row that sums up."""
    row = next(row for row in cells(workbook) if row[0] == "Cộng")
    return int(next(cell for cell in reversed(row) if isinstance(cell, int | float)))


def test_a_round_reads_the_same_on_a_unit_s_page_and_in_the_sheet(printed: House) -> None:
    with printed.looking() as tx:
        facts = month_facts(tx, printed.app.book, MAY, printed.clock.now())
    pages_of_units = {unit: " ".join(pages(file(printed, f"units/{unit}.pdf"))) for unit in facts.by_unit}
    for unit, page in pages_of_units.items():
        for row in unit_month(facts, unit).rounds:
            went = row.tally
            assert f"{went.asked} {went.answered} {went.in_time}" in page


def test_a_round_reads_the_same_on_the_network_s_page_and_in_the_sheet(printed: House) -> None:
    page = text(file(printed, "network.pdf"))
    rows = [row for key, row in sheet(printed, "rounds").items() if key.endswith("/2026-05")]
    assert len(rows) == 2
    for row in rows:
        answered = sum(number for number in (row["in_time"], row["late"]) if isinstance(number, int))
        assert f"{row['title']} 01–31/05 {row['asked']} {answered} {row['in_time']} {row['percent']}%" in page
