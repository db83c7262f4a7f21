"""What campaigns hand out: files stored once, receipt and use proven once for each person."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from nhipcau.desks.kits import StoredUploads
from nhipcau.machine import DiskFiles
from nhipcau.ports.kits import KitCount
from nhipcau.rules.campaigns import KitItem
from nhipcau.rules.kernel import Refused
from tests.fakes.house import House

CAMPAIGN = "thang_cong_nhan_2026"
POSTER = KitItem("poster", "infographic", {"vi": "Đồ họa"}, file="kits/poster.png")
WISH = KitItem("wish", "message", {"vi": "Lời chúc"}, text={"vi": "Chúc mừng!"})
BYTES = b"\x89PNG a poster"


@pytest.fixture
def handing_out(house: House, tmp_path: Path) -> House:
    """It is May, and the campaign hands out a poster, which is a file, and a wish, which is a text."""
    campaign = replace(house.app.book.campaigns[CAMPAIGN], kit=(POSTER, WISH))
    house.restart(replace(house.app.book, campaigns={CAMPAIGN: campaign}))
    house.app.config = DiskFiles(tmp_path / "config")
    house.app.config.write(POSTER.file, BYTES)
    return house


def asks_for(house: House, who: str, item: str) -> None:
    house.app.hand_out_kit(house.inbound(who), CAMPAIGN, item, house.clock.now())
    house.deliver()


def has_shared(house: House, who: str, item: str, words: str) -> None:
    house.app.ask_share(house.inbound(who), CAMPAIGN, item, house.clock.now())
    house.says(who, words)


def counts(house: House) -> dict[str, KitCount]:
    with house.looking() as tx:
        return {item: count for (_, item), count in tx.kits.counts().items()}


def kept(house: House) -> list[Path]:
    return [path for path in house.app.files.locate("kits").rglob("*") if path.is_file()]


def test_a_file_goes_to_all_who_ask_and_is_kept_once(handing_out: House) -> None:
    for who in ("Bình", "Châu", "Giang"):
        asks_for(handing_out, who, "poster")
        assert handing_out.sees(who).document == "poster.png"
    assert [path.read_bytes() for path in kept(handing_out)] == [BYTES]
    assert len({parcel.shared for parcel in handing_out.courier.sent if parcel.document}) == 1


def test_another_content_under_the_same_name_is_another_file(handing_out: House) -> None:
    asks_for(handing_out, "Bình", "poster")
    handing_out.app.config.write(POSTER.file, b"another poster")
    asks_for(handing_out, "Châu", "poster")
    first, second = (parcel for parcel in handing_out.courier.sent if parcel.document)
    assert first.shared != second.shared
    assert {path.read_bytes() for path in kept(handing_out)} == {BYTES, b"another poster"}


def test_receipt_and_use_count_once_for_each_person(handing_out: House) -> None:
    for who in ("Bình", "Bình", "Châu"):
        asks_for(handing_out, who, "poster")
    for link in ("https://example.org/1", "https://example.org/1", "https://example.org/2"):
        has_shared(handing_out, "Bình", "poster", link)
    assert counts(handing_out) == {"poster": KitCount(received=2, shared=1)}
    with handing_out.looking() as tx:
        proofs = tx.kits.of_person(handing_out.person("Bình").id)
    assert {proof.link for proof in proofs} == {"", "https://example.org/1", "https://example.org/2"}
    assert all(proof.at == handing_out.clock.now() for proof in proofs)


def test_words_without_a_link_prove_nothing_and_leave_the_question_open(handing_out: House) -> None:
    has_shared(handing_out, "Bình", "wish", "tôi chia sẻ rồi")
    assert counts(handing_out) == {}
    handing_out.says("Bình", "đây ạ: https://example.org/1")
    assert counts(handing_out)["wish"].shared == 1


def test_a_text_is_shown_to_be_copied(handing_out: House) -> None:
    asks_for(handing_out, "Bình", "wish")
    assert handing_out.sees("Bình").text == "📦 Lời chúc\n\nChúc mừng!"


def test_a_file_that_cannot_be_read_is_said_and_is_no_receipt(handing_out: House) -> None:
    handing_out.app.config.remove(POSTER.file)
    asks_for(handing_out, "Bình", "poster")
    assert "chưa lấy được tệp “Đồ họa”" in handing_out.sees("Bình").text
    assert counts(handing_out) == {}


@pytest.mark.parametrize(("campaign", "item"), [(CAMPAIGN, "gone"), ("gone", "poster")])
def test_an_old_button_is_answered(handing_out: House, campaign: str, item: str) -> None:
    handing_out.app.hand_out_kit(handing_out.inbound("Bình"), campaign, item, handing_out.clock.now())
    handing_out.deliver()
    assert "không còn được phát nữa" in handing_out.sees("Bình").text


def test_who_is_erased_leaves_no_proof(handing_out: House) -> None:
    asks_for(handing_out, "Bình", "wish")
    has_shared(handing_out, "Bình", "wish", "https://example.org/1")
    subject = f"person:{handing_out.people['Bình'].code}"
    told = [what for _, what, _ in handing_out.journal(subject)]
    assert {"got_kit_item", "shared_kit_item"} <= set(told)
    with handing_out.app.store.begin() as tx:
        tx.erasures.erase(handing_out.person("Bình"), (), handing_out.clock.now())
    assert counts(handing_out) == {}
    assert not {"got_kit_item", "shared_kit_item"} & {what for _, what, _ in handing_out.journal(subject)}


def test_the_sheet_counts_who_got_and_who_shared_each_item(handing_out: House) -> None:
    asks_for(handing_out, "Bình", "poster")
    asks_for(handing_out, "Châu", "poster")
    has_shared(handing_out, "Châu", "poster", "https://example.org/1")
    handing_out.app.sync_now(handing_out.clock.now())
    row = handing_out.sheets.shows("kits")[f"{CAMPAIGN}/poster"]
    assert (row["Đã nhận"], row["Đã chia sẻ"], row["Địa chỉ"]) == (2, 1, "kits/poster.png")


def test_a_kit_becomes_a_folder_with_its_files_and_a_page(handing_out: House) -> None:
    page = handing_out.app.render_kit(CAMPAIGN, "vi")
    assert page.read_text() == "gallery of 2 items (vi)"
    assert (page.parent / "poster.png").read_bytes() == BYTES


def test_there_is_no_page_of_a_campaign_that_is_not_there(handing_out: House) -> None:
    with pytest.raises(Refused):
        handing_out.app.render_kit("gone", "vi")


def test_who_asks_for_their_data_finds_what_they_got_and_shared(handing_out: House) -> None:
    has_shared(handing_out, "Bình", "wish", "https://example.org/1")
    handing_out.app.handle_my_data(handing_out.inbound("Bình"), "show", handing_out.clock.now())
    (export,) = handing_out.app.files.locate("exports").rglob("*.json")
    (proof,) = json.loads(export.read_text())["kits"]
    assert (proof["item"], proof["shared_on"]) == ("wish", "https://example.org/1")


def test_what_the_channel_calls_a_file_is_known_to_every_process_until_it_is_called_otherwise(house: House) -> None:
    for name in ("document-1", "document-2"):
        StoredUploads(house.app.store).uploaded("kits/abc/poster.png", name)
        assert StoredUploads(house.another_process().store).named("kits/abc/poster.png") == name
    assert StoredUploads(house.app.store).named("kits/other/poster.png") == ""
