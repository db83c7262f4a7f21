"""The worked cases that pay nobody, through the store, as people read what becomes of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from nhipcau.documents.papers.writing import Paper, paper
from nhipcau.documents.sentences import Sentences
from nhipcau.jobs.figures import month_facts
from nhipcau.jobs.papers import months_in_review, paper_head
from nhipcau.ports import NewPerson, Reported
from nhipcau.rules.calendar import Landing, Within
from nhipcau.rules.kernel import Month, Span
from nhipcau.rules.reports import network_month, stage_months
from nhipcau.rules.roster import Appointment, Unit
from nhipcau.settings.installation import PROJECT
from nhipcau.settings.rulebook import Rulebook
from nhipcau.storage import SqlStore, open_store
from tests.fakes.clock import moment
from tests.fakes.house import House, found
from tests.fakes.unpaid_cases import (
    ASKED,
    BEGAN_IN_STAGE,
    NEWS,
    QUESTIONS,
    STAGES,
    SYSTEM_TARGET,
    Question,
    Stage,
    Weeks,
)

PILOT_BEGINS = Month(2018, 7)


def written(reported: Reported, book: Rulebook) -> Paper:
    """The draft of the official paper, before it is set."""
    return paper(reported, paper_head(book), Sentences(PROJECT / "templates", "documents", "vi", book.calendar.zone))


def column(of: Paper, name: str) -> dict[str, str]:
    """What stands under that heading in the table of the units, by unit."""
    table = next(block for block in of.blocks if name in block.columns)
    return {row[table.columns.index("Đơn vị")]: row[table.columns.index(name)] for row in table.rows}


@pytest.fixture(scope="module")
def pilot(tmp_path_factory: pytest.TempPathFactory, book: Rulebook) -> Iterator[tuple[SqlStore, Rulebook]]:
    """The ten units of the pilot, in which people serve from the stage on in which their unit began."""
    starts = {name: stage_months(PILOT_BEGINS, 3 * stage - 2)[-1] for name, stage in BEGAN_IN_STAGE.items()}
    units = {name: Unit(name, {"vi": name}, {"vi": name}, "tld", Span(start.first)) for name, start in starts.items()}
    papers = replace(book.papers, started=PILOT_BEGINS, starts=starts)
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('pilot')}/pilot.db", durable=False)
    store.migrate()
    with store.begin() as tx:
        for number, (name, start) in enumerate(starts.items()):
            serves = Appointment(name, "provincial", Span(start.first))
            tx.people.add(NewPerson(f"CTV{number:02}", f"Nguyễn Thị {name}", "vi", None, (serves,)))
    yield store, replace(book, units={"tld": book.units["tld"], **units}, papers=papers, campaigns={})
    store.close()


@pytest.mark.parametrize("stage", STAGES, ids=str)
def test_a_review_holds_followers_against_the_months_of_each_unit(
    stage: Stage, pilot: tuple[SqlStore, Rulebook]
) -> None:
    store, book = pilot
    last = stage_months(PILOT_BEGINS, stage.months)[-1]
    with store.read() as tx:
        found = written(months_in_review(tx, book, last, stage.months, moment(f"{last.next}-05 17:00")), book)
    said = " ".join(block.text for block in found.blocks)
    targets = column(found, "Mức phấn đấu")
    assert f"so với mức phấn đấu {stage.targets};" in said
    assert f"toàn hệ thống, kể cả các trang của Tổng Liên đoàn, là từ {SYSTEM_TARGET} người theo dõi" in said
    assert {unit: targets[unit] for unit in stage.each} == stage.each
    assert len(targets) == sum(3 * began <= stage.months for began in BEGAN_IN_STAGE.values())


@pytest.fixture
def before_tet(tmp_path: Path, book: Rulebook) -> Iterator[House]:
    quiet = replace(book, campaigns={})
    house = House(tmp_path, quiet, found(tmp_path, quiet, ASKED), ASKED)
    yield house
    house.close()


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_a_question_before_tet_is_told_by_when_it_is_answered(question: Question, before_tet: House) -> None:
    house = before_tet
    house.restart(replace(house.app.book, answers=Within(24, Landing(question.landing))))
    house.app.ask(house.inbound("Bình"), "question", "Khi nào có bộ ảnh mới?", house.clock.now())
    house.deliver()
    assert house.sees("Bình").text.endswith(f"chậm nhất lúc {question.due}.")
    assert f"Hạn trả lời: {question.due}" in house.finds("admins", "Khi nào có bộ ảnh mới?").text


@pytest.mark.parametrize("weeks", NEWS, ids=str)
def test_a_week_meets_the_quota_by_its_own_news(weeks: Weeks, house: House) -> None:
    """Bình's unit; whoever else is in it answers nothing."""
    for number, items in enumerate(weeks.items):
        monday = moment("2026-05-04 08:00") + timedelta(weeks=number)
        house.until(f"{monday:%Y-%m-%d %H:%M}")
        links = "\n".join(f"https://example.org/{monday:%d}/{item}" for item in range(items))
        house.answers("Bình", links or "Tuần này chưa có", "Không có gì thêm", "✅ Gửi")
    with house.looking() as tx:
        book = house.app.book
        month = network_month(month_facts(tx, book, Month(2026, 5), house.clock.now()))
    assert column(written(month, book), "Tuần đạt")["Liên đoàn Lao động thành phố Hà Nội"] == weeks.met
