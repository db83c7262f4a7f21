"""One flow for each kind of slot: everything of that kind that is due at the moment.

`slot` is the key of the slot for which a run was made, to be read on the Prefect page; what is due decides.
"""

from datetime import datetime

from prefect import flow, get_client

from flows.agenda import keep_agenda, outlook
from flows.batches import run_batch, run_kind
from flows.house import at, house, show, tabulate
from nhipcau.rules.cadence import SlotKind


@flow(name="plan")
async def plan(moment: datetime | None = None, until: datetime | None = None) -> dict[str, int]:
    """Reconcile what should happen with what is planned, for all that begins before `until`."""
    return await show("plan", {"plan": house().plan(at(moment), until).counts})


@flow(name="agenda")
async def agenda(moment: datetime | None = None) -> dict[str, int]:
    """Show what is to come: a scheduled run for each slot, and a table of them."""
    app, now = house(), at(moment)
    await tabulate("upcoming", outlook(app, now), "What is to come")
    async with get_client() as client:
        return await show("agenda", {"agenda": await keep_agenda(client, app, now)})


@flow(name="kick-off")
async def kick_off(moment: datetime | None = None, slot: str = "") -> dict[str, int]:
    """Announce the campaigns that begin."""
    return await show("kick-off", await run_kind(SlotKind.KICK_OFF, at(moment)))


@flow(name="letter")
async def letter(moment: datetime | None = None, slot: str = "") -> dict[str, int]:
    """Send the letters that coordinators confirmed and that did not go out at once."""
    return await show("letter", await run_kind(SlotKind.LETTER, at(moment)))


@flow(name="open-round")
async def open_round(moment: datetime | None = None, slot: str = "") -> dict[str, int]:
    """Open the rounds that are due and ask the first question."""
    return await show("open-round", await run_kind(SlotKind.OPEN_ROUND, at(moment)))


@flow(name="remind")
async def remind(moment: datetime | None = None, slot: str = "") -> dict[str, int]:
    """Remind those who owe an answer."""
    return await show("remind", await run_kind(SlotKind.REMIND, at(moment)))


@flow(name="close-round")
async def close_round(moment: datetime | None = None, slot: str = "") -> dict[str, int]:
    """Close the rounds that are over."""
    return await show("close-round", await run_kind(SlotKind.CLOSE_ROUND, at(moment)))


@flow(name="close-month")
async def close_month(moment: datetime | None = None, slot: str = "") -> dict[str, int]:
    """Draft the month's allowances and ask for the decisions that they need."""
    return await show("close-month", await run_kind(SlotKind.CLOSE_MONTH, at(moment)))


@flow(name="sync-sheets")
async def sync_sheets(moment: datetime | None = None, slot: str = "") -> dict[str, int]:
    """Bring the shared sheets in line."""
    return await show("sync-sheets", await run_kind(SlotKind.SYNC_SHEETS, at(moment)))


@flow(name="render-reports")
async def render_reports(moment: datetime | None = None, slot: str = "") -> dict[str, int]:
    """Render and send the reports of a closed month."""
    return await show("render-reports", await run_kind(SlotKind.RENDER_REPORTS, at(moment)))


@flow(name="pulse")
async def pulse(moment: datetime | None = None) -> dict[str, int]:
    """Whatever is due, of every kind, in order: what a schedule missed does not wait for the next one."""
    now = at(moment)
    kinds = [await run_kind(kind, now) for kind in SlotKind]
    return await show("pulse", {key: counts for done in kinds for key, counts in done.items() if counts})


@flow(name="run-slot", flow_run_name="{key}")
async def run_slot(key: str, moment: datetime | None = None) -> dict[str, int]:
    """One slot by its key (kick_off:thang_cong_nhan_2026), for a coordinator at the Prefect page; it happens once."""
    return await show("run-slot", {key: await run_batch(key, at(moment))})


BY_KIND = {
    SlotKind.KICK_OFF: kick_off,
    SlotKind.LETTER: letter,
    SlotKind.OPEN_ROUND: open_round,
    SlotKind.REMIND: remind,
    SlotKind.CLOSE_ROUND: close_round,
    SlotKind.CLOSE_MONTH: close_month,
    SlotKind.SYNC_SHEETS: sync_sheets,
    SlotKind.RENDER_REPORTS: render_reports,
}
"""The flow that takes each kind of slot."""
