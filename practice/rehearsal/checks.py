"""The laws that a month must keep, checked from what was stored against what people's phones and sheets show."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fractions import Fraction
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from nhipcau.app import App
from nhipcau.jobs.assess_month import file_for
from nhipcau.jobs.month_pages import list_path
from nhipcau.ports import MonthFile, Tx
from nhipcau.rules.allowance import lists
from nhipcau.rules.kernel import Month
from nhipcau.rules.vietnamese import money_in_words

EVERYONE = Fraction(3, 10) + 4 * Fraction(2, 10)
"""What a unit of one national and four provincial collaborators costs, in base salaries."""
REMINDER = "🔔"
NET = 10
"""The column of a payment list that is paid out."""
SUMS = ("sent", "blocked", "skipped", "failed", "uncertain")


@dataclass(frozen=True)
class Check:
    """One law: the code of its sentence, what was found, and whether it holds."""

    code: str
    holds: bool
    facts: Mapping[str, Any] = field(default_factory=dict)


def check_all(
    app: App, month: Month, units: int, events: Sequence[Mapping[str, Any]], answers: Mapping[str, int]
) -> list[Check]:
    """Every law; `answers` counts the practice servers' answers by status."""
    with app.store.read() as tx:
        file = tx.months.get(month)
        assert file is not None
        return [
            *_launches(tx),
            *_lists(app, file),
            *_money(app, file, units),
            _frozen(file),
            *_reminders(tx, events),
            Check("answers", set(answers) <= {"200"}, {"count": sum(answers.values())}),
        ]


def _launches(tx: Tx) -> Iterator[Check]:
    """For every slot: audience = sent + blocked + skipped + failed (R4)."""
    keys = [row.slot.key for row in tx.slots.known(datetime(2000, 1, 1, tzinfo=UTC))]
    counts = [tx.slots.counts(key) for key in keys]
    launched = [count for count in counts if "audience" in count]
    wrong = [count for count in launched if count["audience"] != sum(count.get(name, -1) for name in SUMS)]
    people = sum(count["audience"] for count in launched)
    yield Check("launches", bool(launched) and not wrong, {"slots": len(launched), "people": people})


def _lists(app: App, file: MonthFile) -> Iterator[Check]:
    """Every list's lines sum to its total and to its words, in memory and in the file that finance opens."""
    zero_tens = app.book.policy.zero_tens
    payments = lists.payment_lists(file.assessment, app.book.units, zero_tens)
    sums = [sum(line.amount for line in payment.lines) for payment in payments]
    agree = all(
        total == payment.total and payment.words == money_in_words(total, zero_tens)
        for total, payment in zip(sums, payments, strict=True)
    )
    yield Check("lists", agree and sum(sums) == lists.total(file.assessment), {"lists": len(payments)})
    printed = [_sum_in_workbook(app, file.closing.month, payment.payer) for payment in payments]
    yield Check("workbooks", printed == sums, {"lists": len(payments)})


def _sum_in_workbook(app: App, month: Month, payer: str) -> int:
    """What a person who adds up the numbered lines of the file comes to; -1 when its own total says otherwise."""
    content = app.files.locate(f"{list_path(month, payer)}.xlsx").read_bytes()
    rows = list(load_workbook(BytesIO(content), data_only=True).active.iter_rows(values_only=True))
    lines = [row[NET] for row in rows if isinstance(row[0], int)]
    totals = [row[NET] for row in rows if row[0] == "Cộng"]
    return sum(lines) if totals == [sum(lines)] else -1


def _money(app: App, file: MonthFile, units: int) -> Iterator[Check]:
    base = app.book.policy.base_for(file.closing.month).amount
    expected = int(units * EVERYONE * base)
    ceiling, total = lists.ceiling(file.assessment), lists.total(file.assessment)
    yield Check("ceiling", ceiling == expected, {"units": units, "amount": ceiling})
    differing = lists.differences(file.assessment)
    missing = sum(difference.missing for difference in differing)
    facts = {"ceiling": ceiling, "total": total, "missing": missing, "people": len(differing)}
    yield Check("differences", ceiling - missing == total, facts)


def _frozen(file: MonthFile) -> Check:
    """Recomputing a closed month from its own facts gives what was closed (R32)."""
    again = file_for(file.closing, file.cut_off, file.terms, file.facts)
    return Check("frozen", again == file, {"facts": file.facts_version})


def _reminders(tx: Tx, events: Sequence[Mapping[str, Any]]) -> Iterator[Check]:
    """Nobody was reminded after answering, on leave, or twice a day (nor twice for a slot): read off the phones."""
    reminders = [event for event in events if _is_reminder(event)]
    after = sum(_had_answered(tx, event) for event in reminders)
    on_leave = sum(_was_on_leave(tx, event) for event in reminders)
    seen = Counter((event["chat"], event["at"].date()) for event in reminders)
    twice = sum(count - 1 for count in seen.values())
    for code, found in (("not_after_answering", after), ("not_on_leave", on_leave), ("not_twice", twice)):
        yield Check(code, found == 0, {"reminders": len(reminders), "found": found})


def _is_reminder(event: Mapping[str, Any]) -> bool:
    return event["from"] == "bot" and event["kind"] == "message" and _text(event).startswith(REMINDER)


def _text(event: Mapping[str, Any]) -> str:
    return str(event["message"].get("text", ""))


def _asked_for(event: Mapping[str, Any]) -> set[int]:
    """The check-ins whose buttons it has: one, or those of a digest."""
    rows = event["message"]["reply_markup"]["inline_keyboard"]
    return {int(button["callback_data"].split(":")[1]) for row in rows for button in row}


def _had_answered(tx: Tx, event: Mapping[str, Any]) -> bool:
    asked = (tx.checkins.get(number) for number in _asked_for(event))
    return any(c is not None and c.first_sent_at is not None and c.first_sent_at <= event["at"] for c in asked)


def _was_on_leave(tx: Tx, event: Mapping[str, Any]) -> bool:
    person = tx.people.by_chat(event["chat"])
    return person is not None and person.on_leave(event["at"].date())
