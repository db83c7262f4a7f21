"""The page of a campaign's kit: pictures, words and links, read by everyone."""

import struct
import zlib
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from nhipcau.documents.renderer import DocumentRenderer
from nhipcau.ports.outputs import KitCard, KitGallery
from nhipcau.rules.campaigns import KitItem
from tests.browser import faults


def picture() -> bytes:
    """One blue pixel, as a PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixel = zlib.compress(b"\x00\x17\x45\x6b")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")


@pytest.fixture(scope="module", params=["vi", "en"])
def page(request: pytest.FixtureRequest, renderer: DocumentRenderer) -> str:
    poster = KitItem("poster", "infographic", {"vi": "Đồ họa <2026>"}, file="campaigns/kits/poster.png")
    video = KitItem("video", "video", {"vi": "Video"}, link="https://example.org/v?a=1&b=2", file="v.mp4")
    wish = KitItem("wish", "message", {"vi": "Lời chúc"}, text={"vi": "Chúc mừng!\nHẹn gặp."})
    cards = (KitCard(poster, "poster.png", 1200, 7), KitCard(video, "video.mp4", 0, 0), KitCard(wish, "", 1, 0))
    names, slogan = {"vi": "Tháng Công nhân"}, {"vi": "Chủ động"}
    gallery = KitGallery(names, slogan, date(2026, 5, 1), date(2026, 5, 31), cards)
    return renderer.kit_gallery(gallery, request.param).decode()


def test_pictures_are_shown_and_other_files_are_led_to(page: str) -> None:
    assert '<img src="poster.png" alt="Đồ họa &lt;2026&gt;">' in page
    assert '<a href="video.mp4">' in page
    assert 'href="https://example.org/v?a=1&amp;b=2"' in page
    assert "Chúc mừng!\nHẹn gặp." in page
    assert "1.200" in page, "how many got it"


def test_opens_from_a_folder_with_nothing_broken_and_axe_finds_nothing_grave(
    browser: Browser, tmp_path: Path, page: str
) -> None:
    (tmp_path / "index.html").write_text(page)
    (tmp_path / "poster.png").write_bytes(picture())
    with browser.new_page() as window:
        window.goto((tmp_path / "index.html").as_uri())
        expect(window.locator("img")).to_have_js_property("naturalWidth", 1)
        assert faults(window) == []
