"""Rendering many pages: only what changed, and never twice what a process that died had done."""

from dataclasses import dataclass, field

import pytest

from nhipcau.jobs.month_pages import AT_ONCE, Contents, Page, Rendered, render_pages
from tests.fakes.house import House
from tests.fakes.killed import Killed

PEOPLE = 4 * AT_ONCE


@dataclass
class Press:
    """Makes pages, writes down which, and dies when it is told to."""

    made: list[str] = field(default_factory=list)
    dies_at: int = -1

    def page(self, number: int, inputs: str = "May") -> Page:
        contents = Contents(inputs, lambda: self._make(number, inputs))
        return Page(f"2026-05/collaborators/CTV{number:03}.pdf", lambda: contents)

    def _make(self, number: int, inputs: str) -> bytes:
        if number == self.dies_at:
            raise Killed
        self.made.append(f"{number} {inputs}")
        return f"{number} {inputs}".encode()


def run(house: House, pages: list[Page], seen: list[tuple[int, int]] | None = None) -> Rendered:
    told = seen if seen is not None else []
    return render_pages(
        house.app.store, house.renderer, house.app.files, pages, house.clock.now(), lambda *far: told.append(far)
    )


def test_killed_half_way_it_finishes_the_rest_and_makes_little_twice(house: House) -> None:
    press = Press(dies_at=AT_ONCE + 20)
    with pytest.raises(Killed):
        run(house, [press.page(number) for number in range(PEOPLE)])
    again = Press()
    rendered = run(house, [again.page(number) for number in range(PEOPLE)])
    assert rendered == Rendered(made=PEOPLE - AT_ONCE, kept=AT_ONCE, failed=())
    assert again.made[0] == f"{AT_ONCE} May"


def test_a_second_run_makes_nothing(house: House) -> None:
    pages = [Press().page(number) for number in range(5)]
    run(house, pages)
    assert run(house, pages) == Rendered(made=0, kept=5, failed=())


def test_what_was_made_of_something_else_is_made_again(house: House) -> None:
    press = Press()
    run(house, [press.page(number) for number in range(3)])
    run(house, [press.page(0), press.page(1, "May, corrected"), press.page(2)])
    assert press.made == ["0 May", "1 May", "2 May", "1 May, corrected"]


def test_a_file_that_was_lost_is_made_again(house: House) -> None:
    press = Press()
    run(house, [press.page(0)])
    house.app.files.locate(press.page(0).path).unlink()
    assert run(house, [press.page(0)]).made == 1


def test_several_are_drawn_at_once_and_told_of_in_their_order(house: House) -> None:
    house.renderer.at_once = 4
    press, everyone = Press(), range(PEOPLE)
    pages = [press.page(number) if number % 10 else unreadable(number) for number in everyone]
    rendered = run(house, pages)
    assert rendered == Rendered(made=PEOPLE * 9 // 10, kept=0, failed=tuple(page.path for page in pages[::10]))
    kept = [house.app.files.locate(page.path).read_text() for page in pages if page.path not in rendered.failed]
    assert kept == [f"{number} May" for number in everyone if number % 10]


def unreadable(number: int) -> Page:
    def gather() -> Contents:
        raise KeyError("no such level")

    return Page(f"2026-05/collaborators/CTV{number:03}.pdf", gather)


def test_it_says_how_far_it_is(house: House) -> None:
    seen: list[tuple[int, int]] = []
    run(house, [Press().page(number) for number in range(AT_ONCE + 1)], seen)
    assert seen == [(AT_ONCE, AT_ONCE + 1), (AT_ONCE + 1, AT_ONCE + 1)]
