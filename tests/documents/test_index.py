"""The first page of a month: found by name, read by everyone, on screen, by ear and in print."""

import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from nhipcau.documents.renderer import DocumentRenderer
from nhipcau.documents.samples import SampleMonth
from nhipcau.ports import IndexEntry, MonthIndex
from nhipcau.rules.reports import network_month
from tests.browser import faults
from tests.documents.conftest import TEMPLATES
from tests.documents.test_charts import contrast

LABELLED = {"input", "section", "svg"}


class Reader(HTMLParser):
    """Walks a page as a screen reader does: headings, landmarks, names of controls, headers of tables."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="module", params=["vi", "en"])
def page(request: pytest.FixtureRequest, renderer: DocumentRenderer, closed: SampleMonth) -> str:
    facts = closed.facts
    people = tuple(
        IndexEntry(m.name, facts.names.units[m.unit], f"collaborators/{m.code}.pdf") for m in facts.members[:20]
    )
    units = tuple(IndexEntry("", facts.names.units[unit], f"units/{unit}.pdf") for unit in facts.by_unit)
    lists = (IndexEntry("", facts.names.units["tld"], "payments/tld.pdf"),)
    index = MonthIndex(network_month(facts), people, units, ("month.docx", "month.pdf"), lists)
    return renderer.month_index(index, request.param).decode()


def test_leads_to_every_page_without_leaving_the_folder(page: str) -> None:
    links = [link["href"] or "" for link in Reader(page).all("a")]
    assert {"network.pdf", "papers/month.docx", "payments/tld.pdf", "units/ld_lai_chau.pdf"} <= set(links)
    assert not [link for link in links if link.startswith(("/", "http", "."))]
    assert "src=" not in page, "nothing is fetched from anywhere"


def test_is_searched_with_and_without_diacritics(page: str) -> None:
    names = [row["data-name"] for row in Reader(page).all("tr") if "data-name" in row]
    assert any("nguyen thi minh khue" in (name or "") for name in names)


def test_says_its_language_has_one_main_heading_and_skips_no_level(page: str) -> None:
    reader = Reader(page)
    assert reader.all("html")[0]["lang"] in ("vi", "en")
    levels = [int(tag[1]) for tag, _ in reader.tags if tag in ("h1", "h2", "h3")]
    assert levels.count(1) == 1
    assert all(following - level <= 1 for level, following in pairwise(levels))
    assert len(reader.all("main")) == len(reader.all("header")) == 1


def test_names_every_control_table_and_drawing(page: str) -> None:
    reader = Reader(page)
    ids = [attributes["id"] for _, attributes in reader.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {label["for"] for label in reader.all("label")} == {field["id"] for field in reader.all("input")}
    assert all(head.get("scope") == "col" for head in reader.all("th"))
    assert len(reader.all("caption")) == len(reader.all("table"))
    for drawing in reader.all("svg"):
        assert drawing["role"] == "img"
        assert set((drawing["aria-labelledby"] or "").split()) <= set(ids)


def test_says_every_chart_in_words_too(page: str) -> None:
    assert len(Reader(page).all("figure")) == len(Reader(page).all("details")) == 3
    for drawing in page.split("<figure>")[1:]:
        svg = ElementTree.fromstring(drawing.partition("<figcaption>")[0])
        assert (svg.findtext("{http://www.w3.org/2000/svg}desc") or "") in drawing.partition("<details>")[2].replace(
            "&#39;", "'"
        )


@pytest.mark.parametrize(
    ("ink", "ground"), [("#1c2430", "#ffffff"), ("#59626e", "#ffffff"), ("#17456b", "#ffffff"), ("#ffffff", "#17456b")]
)
def test_every_colour_of_words_can_be_read(ink: str, ground: str) -> None:
    style = (TEMPLATES / "reports/index.css").read_text()
    assert ink in style or ink == "#ffffff"
    assert contrast(ink, ground) >= 4.5


def test_in_a_browser_axe_finds_nothing_grave_and_a_name_is_found_without_its_marks(
    browser: Browser, tmp_path: Path, page: str
) -> None:
    (tmp_path / "index.html").write_text(page)
    with browser.new_page() as window:
        window.goto((tmp_path / "index.html").as_uri())
        assert faults(window) == []
        for summary in window.locator("summary").all():
            summary.click()
        window.locator("#search").fill("nguyen thi minh khue")
        expect(window.locator("#entries tbody tr:visible")).to_have_count(1)
        assert faults(window) == []
