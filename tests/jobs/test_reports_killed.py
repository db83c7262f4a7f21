"""The process of the reports is killed, while it renders or while it sends: the next one finishes the rest, once."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from nhipcau.jobs.month_pages import AT_ONCE
from nhipcau.rules.cadence import SlotState
from nhipcau.settings.rulebook import Rulebook
from tests.fakes.house import House, Kept
from tests.fakes.killed import Killed
from tests.jobs.test_month_close import check_and_close
from tests.jobs.test_reports import REPORTS, documents

GIVEN = ("An", "Bảo", "Cúc", "Diệp", "Hải", "Khôi", "Mai", "Nga", "Phúc", "Tâm")
CROWD = [f"Lê {middle} {given}" for middle, given in product(GIVEN, GIVEN)]
ALL = len(CROWD) + 5
"""Who can be written to: the crowd, and five of the six collaborators of the tests."""
PULSE, LATER = "2026-06-05 17:30", "2026-06-05 19:00"
NEWCOMER = {"unit": "ld_ha_noi", "level": "provincial", "from": "2026-05-01"}


@pytest.fixture(scope="module")
def may_crowded(tmp_path_factory: pytest.TempPathFactory, book: Rulebook, may_drafted: Kept) -> Kept:
    house = may_drafted.house(tmp_path_factory.mktemp("crowded"), book)
    check_and_close(house)
    now = house.clock.now()
    rows = [{"code": f"X{number:03}", "name": name, **NEWCOMER} for number, name in enumerate(CROWD)]
    house.app.import_roster(rows, "cli", now)
    with house.app.store.begin() as tx:
        for number, row in enumerate(rows):
            person = tx.people.by_code(row["code"])
            assert person is not None
            tx.people.bind(person.id, 5000 + number, now)
    return house.keep()


@pytest.fixture
def crowded(tmp_path: Path, book: Rulebook, may_crowded: Kept) -> Iterator[House]:
    """May is closed; a hundred more who served in it were entered late; the next pulse is about to come."""
    house = may_crowded.house(tmp_path, book)
    yield house
    house.close()


def dies_rendering(house: House, page: str) -> None:
    """The pulse comes, the process is killed at that page, another takes its place."""
    house.renderer.deadly.add(page)
    with pytest.raises(Killed):
        house.until(PULSE)
    house.renderer.deadly.clear()
    house.restart()


def dies_sending(house: House, arrived: int) -> None:
    """So many pages come to phones; the process is killed before it hears that the last of them did."""
    with house.post_office_closed():
        house.until(PULSE)
    for heard in [True] * (arrived - 1) + [False]:
        outgoing = house.app.outbox.take(house.clock.now())
        assert outgoing is not None
        number = asyncio.run(house.courier.send(outgoing.parcel))
        if heard:
            house.app.outbox.sent(outgoing, number, house.clock.now())
    house.restart()


def own_pages(house: House) -> Counter[str]:
    """How often the page of each collaborator came to a phone."""
    return Counter(name for name in documents(house) if name.startswith(("CTV", "X")))


@pytest.mark.parametrize(
    "page",
    [
        "list of ld_ha_noi: 1404000 (pdf)",
        f"page of {CROWD[AT_ONCE + 20]} (vi)",
        "page of the network (vi)",
        "paper of NetworkMonth by Ban Tuyên giáo (docx)",
        f"index of {ALL + 1} people (vi)",
    ],
)
def test_while_it_renders_the_next_one_makes_the_rest_and_sends_to_everyone_once(crowded: House, page: str) -> None:
    dies_rendering(crowded, page)
    assert documents(crowded) == []
    assert crowded.state(REPORTS) is SlotState.PLANNED

    crowded.until(LATER)
    made = Counter(name for name in crowded.renderer.made if name.startswith("page of"))
    assert sum(made.values()) - len(made) <= 2 * AT_ONCE, "little is made twice"
    assert set(own_pages(crowded).values()) == {1}
    assert crowded.deliveries(REPORTS) == {"sent": ALL, "skipped": 1}


@pytest.mark.parametrize("arrived", [1, AT_ONCE, ALL])
def test_while_it_sends_nobody_is_sent_a_page_twice(crowded: House, arrived: int) -> None:
    dies_sending(crowded, arrived)
    assert len(documents(crowded)) == arrived

    crowded.until(LATER)
    assert len(own_pages(crowded)) == ALL
    assert set(own_pages(crowded).values()) == {1}
    assert crowded.deliveries(REPORTS) == {"sent": ALL - 1, "uncertain": 1, "skipped": 1}
    assert "Hệ thống không tự gửi lại" in crowded.finds("admins", "❔").text
