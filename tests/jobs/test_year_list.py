"""What was handed out in a year, by the day of payment: for the tax office."""

from tests.fakes.house import House
from tests.jobs.closing import PAY, check_and_close, file


def test_nothing_is_written_before_anything_was_paid(drafted: House) -> None:
    check_and_close(drafted)
    assert dict(drafted.app.render_year(2026, drafted.clock.now()).counts) == {"files": 0}


def test_every_payer_has_its_own_and_together_they_are_what_was_paid(drafted: House) -> None:
    check_and_close(drafted)
    drafted.presses("Oanh", PAY)
    total = sum(line.amount for line in file(drafted).assessment.lines)
    drafted.app.render_year(2026, drafted.clock.now())
    made = [page for page in drafted.renderer.made if page.startswith("year 2026") and page.endswith("(xlsx)")]
    assert sum(int(page.split(": ")[1].split()[0]) for page in made) == total == 2_574_000
    assert drafted.app.files.locate("2026/payments/tld.pdf").exists()


def test_a_year_in_which_nothing_was_paid_has_no_files(drafted: House) -> None:
    check_and_close(drafted)
    drafted.presses("Oanh", PAY)
    assert dict(drafted.app.render_year(2025, drafted.clock.now()).counts) == {"files": 0}
