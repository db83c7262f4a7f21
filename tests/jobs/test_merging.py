"""Two rows that were one person (R37): what is one's becomes the other's, and goes back when they are parted."""

import pytest

from nhipcau.rules.kernel import Refused
from tests.fakes.house import House

TWIN = {
    "code": "CTV99",
    "name": "TRẦN VĂN BÌNH",
    "unit": "ld_ha_noi",
    "level": "provincial",
    "from": "2025-01-01",
    "to": "2025-12-31",
    "roles": "adviser",
}


@pytest.fixture
def doubled(house: House) -> House:
    """Bình stands in the roster a second time, with an older appointment and a role."""
    house.app.import_roster([TWIN], "CB01", house.clock.now())
    return house


def test_the_same_name_in_the_same_unit_is_found(doubled: House) -> None:
    assert [(twin.one.code, twin.other.code, twin.sign) for twin in doubled.app.twins()] == [
        ("CTV02", "CTV99", "name_and_unit")
    ]


def test_what_was_ones_becomes_the_others(doubled: House) -> None:
    doubled.app.merge_people("CTV02", "CTV99", "CB01", doubled.clock.now())
    person = doubled.person("Bình")
    assert sorted(str(a.span.first) for a in person.appointments) == ["2025-01-01", "2026-01-01"]
    assert person.has_role("adviser", "ld_ha_noi")
    assert "CTV99" not in [known.code for known, _ in doubled.app.invites()]
    assert doubled.journal("person:CTV02")[-1][:2] == ("CB01", "merged")


def test_parting_gives_everything_back(doubled: House) -> None:
    before, now = doubled.person("Bình"), doubled.clock.now()
    doubled.app.merge_people("CTV02", "CTV99", "CB01", now)
    doubled.app.part_people("CTV99", "CB01", now)
    assert doubled.person("Bình") == before
    with doubled.looking() as tx:
        twin = tx.people.by_code("CTV99")
    assert twin is not None
    assert twin.has_role("adviser", "ld_ha_noi")
    with pytest.raises(Refused, match="nothing_to_part"):
        doubled.app.part_people("CTV99", "CB01", now)


def test_a_tombstone_is_asked_nothing_and_its_code_stays_taken(doubled: House) -> None:
    doubled.app.merge_people("CTV02", "CTV99", "CB01", doubled.clock.now())
    report = doubled.app.examine_roster([TWIN])
    assert [fault.code for fault in report.examined.faults] == ["merged_away"]
    doubled.until("2026-05-07 10:00")
    assert doubled.reads("Bình")[0].startswith("📝 Báo cáo tuần")


def test_who_answered_is_not_merged_into_who_was_asked_too(doubled: House) -> None:
    doubled.app.import_roster([{**TWIN, "from": "2026-05-01", "to": ""}], "CB01", doubled.clock.now())
    doubled.until("2026-05-04 08:00")
    doubled.answers("Bình", "https://example.org/1", "Không có gì thêm", "✅ Gửi")
    with pytest.raises(Refused, match="both_answered"):
        doubled.app.merge_people("CTV99", "CTV02", "CB01", doubled.clock.now())
    doubled.app.merge_people("CTV02", "CTV99", "CB01", doubled.clock.now())
    assert doubled.checkin("Bình", "weekly_checkin/2026-W19").version == 1
