"""One flow for each kind of slot: everything of that kind that is due at the moment."""

from datetime import datetime

from prefect import flow

from flows.house import at, house, show
from nhipcau.rules.cadence import SlotKind


@flow(name="plan")
async def plan(moment: datetime | None = None, until: datetime | None = None) -> dict[str, int]:
    """Reconcile what should happen with what is planned, for all that begins before `until`."""
    return await show("plan", house().plan(at(moment), until).counts)


@flow(name="kick-off")
async def kick_off(moment: datetime | None = None) -> dict[str, int]:
    """Announce the campaigns that begin."""
    return await show("kick-off", house().run(SlotKind.KICK_OFF, at(moment)).counts)


@flow(name="open-round")
async def open_round(moment: datetime | None = None) -> dict[str, int]:
    """Open the rounds that are due and ask the first question."""
    return await show("open-round", house().run(SlotKind.OPEN_ROUND, at(moment)).counts)


@flow(name="remind")
async def remind(moment: datetime | None = None) -> dict[str, int]:
    """Remind those who owe an answer."""
    return await show("remind", house().run(SlotKind.REMIND, at(moment)).counts)


@flow(name="close-round")
async def close_round(moment: datetime | None = None) -> dict[str, int]:
    """Close the rounds that are over."""
    return await show("close-round", house().run(SlotKind.CLOSE_ROUND, at(moment)).counts)


@flow(name="close-month")
async def close_month(moment: datetime | None = None) -> dict[str, int]:
    """Draft the month's allowances and ask for the decisions that they need."""
    return await show("close-month", house().run(SlotKind.CLOSE_MONTH, at(moment)).counts)


@flow(name="sync-sheets")
async def sync_sheets(moment: datetime | None = None) -> dict[str, int]:
    """Bring the shared sheets in line."""
    return await show("sync-sheets", house().run(SlotKind.SYNC_SHEETS, at(moment)).counts)


@flow(name="render-reports")
async def render_reports(moment: datetime | None = None) -> dict[str, int]:
    """Render and send the reports of a closed month."""
    return await show("render-reports", house().run(SlotKind.RENDER_REPORTS, at(moment)).counts)


@flow(name="pulse")
async def pulse(moment: datetime | None = None) -> dict[str, int]:
    """Whatever is due, of every kind, in order: what a schedule missed does not wait for the next one."""
    done = house().run_due(at(moment))
    return await show("pulse", {f"{kind.value} {name}": n for kind, s in done.items() for name, n in s.counts.items()})


@flow(name="run-slot", flow_run_name="run {key}")
async def run_slot(key: str, moment: datetime | None = None) -> dict[str, int]:
    """One slot by its key (kick_off:thang_cong_nhan_2026), for a coordinator at the Prefect page; it happens once."""
    return await show("run-slot", house().run_by_hand(key, at(moment)).counts)


BY_KIND = {
    SlotKind.KICK_OFF: kick_off,
    SlotKind.OPEN_ROUND: open_round,
    SlotKind.REMIND: remind,
    SlotKind.CLOSE_ROUND: close_round,
    SlotKind.CLOSE_MONTH: close_month,
    SlotKind.SYNC_SHEETS: sync_sheets,
    SlotKind.RENDER_REPORTS: render_reports,
}
"""The flow that takes each kind of slot."""
