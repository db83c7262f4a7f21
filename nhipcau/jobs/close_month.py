"""Draft a month's allowances at the cut-off and put what needs a person's decision before the approvers."""

from datetime import datetime

from nhipcau.jobs.assess_month import draft_month
from nhipcau.jobs.month_cards import next_cards, review_cards
from nhipcau.jobs.summary import Summary
from nhipcau.ports import Entry, Store
from nhipcau.rules.allowance import lists
from nhipcau.rules.allowance.close import CloseState, Closing
from nhipcau.rules.cadence import Slot
from nhipcau.rules.kernel import Json, Month
from nhipcau.settings.rulebook import Rulebook


def close_month(store: Store, book: Rulebook, slot: Slot, now: datetime) -> Summary:
    """The cut-off is the slot's own moment, however late it runs. Closing itself is for two people."""
    month = Month.parse(slot.subject)
    with store.begin() as tx:
        if not tx.slots.claim(slot.key, now):
            return Summary({"taken": 1})
        file = draft_month(tx, book, Closing(month, 1, CloseState.DRAFT), slot.due_at)
        tx.months.save(file)
        reviews = file.assessment.open_reviews
        tx.outbox.put(review_cards(tx, book, file, now))
        if not reviews:
            tx.outbox.put(next_cards(tx, book, file, now))
        counts = {"lines": len(file.assessment.lines), "reviews": len(reviews), "total": lists.total(file.assessment)}
        detail: dict[str, Json] = {**counts, "facts": file.facts_version}
        tx.journal.write(Entry(now, "scheduler", "month_drafted", f"month:{month}", detail=detail))
    return Summary(counts)
