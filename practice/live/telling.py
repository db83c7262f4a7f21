"""The story: what the page shows of the house, put together from the store whenever something may have changed."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from nhipcau.app import App
from nhipcau.jobs.naming import subject_name
from nhipcau.rules.cadence import KnownSlot, Slot, SlotKind, SlotState
from nhipcau.rules.checkins import Checkin
from nhipcau.rules.kernel import Month, Primitive, spoken
from nhipcau.rules.roster import Person
from practice.live.cast import Cast
from practice.live.driver import Driver
from practice.live.portraits import LANGUAGES, Words, portrait, standing
from practice.live.servers import Servers
from practice.live.settling import GROUP, TITLE

EVERY_SECONDS = 0.5
BOT_IS_GONE = 5.0
"""Seconds without a poll after which the bot counts as down: between two polls it handles what came."""
LOOK_BACK = timedelta(days=60)
STATES = {
    SlotState.PLANNED: "planned",
    SlotState.ASKED: "planned",
    SlotState.DONE: "done",
    SlotState.SKIPPED: "skipped",
}

Shown = dict[str, Any]


class Teller:
    """Tells the page, at most twice a second, and only what is new."""

    def __init__(self, app: App, servers: Servers, cast: Cast, driver: Driver, prefect: str) -> None:
        self._app = app
        self._book = app.book
        self._servers = servers
        self._phones = {person.code: person.telegram for person in cast.people}
        self._free = {person.code for person in cast.free}
        self._driver = driver
        self._prefect = prefect.removesuffix("/api")
        self._turn = asyncio.Lock()
        self._labels: dict[str, Words] = {}
        self._told: Shown | None = None
        self._polled_at = float("-inf")

    async def go_on_telling(self) -> None:
        """Tell, and take a breath."""
        await self.tell()
        await asyncio.sleep(EVERY_SECONDS)

    async def tell(self) -> None:
        """Tell what there is to tell now, one story after the other."""
        async with self._turn:
            if (await self._servers.pending())["polling"]:
                self._polled_at = asyncio.get_running_loop().time()
            story = self._story((await self._servers.clock()).now)
            if story != self._told:
                await self._servers.tell(story)
                self._told = story

    def _story(self, now: datetime) -> Shown:
        with self._app.store.read() as tx:
            slots = tx.slots.known(now - LOOK_BACK)
            people = tx.people.all()
            newest = tx.invites.newest()
            invites = {person.id: newest[person.id].code for person in people if person.code in self._free}
            month = Month.of(self._book.calendar.today(now))
            checkins = [c for each in (month.previous, month) for c in tx.checkins.of_month(each) if c.owed]
        return {
            "network": {language: spoken(self._book.network.names, language) for language in LANGUAGES},
            "people": self._people(people, invites, checkins, now),
            "groups": [{"chat": GROUP, "title": TITLE}],
            "events": [self._event(row) for row in slots if row.state in STATES],
            "parts": self._parts(),
            "month": _month_to_close(slots) or str(month),
            "journey": self._journey(now),
            "reset": {"possible": False, "why": self._say("no_reset")},
        }

    def _people(
        self, people: Sequence[Person], invites: dict[int, str], checkins: Sequence[Checkin], now: datetime
    ) -> list[Shown]:
        owed: dict[int, list[Checkin]] = {}
        for checkin in checkins:
            owed.setdefault(checkin.person_id, []).append(checkin)
        link = f"https://t.me/{self._app.bot_name()}?start="
        return [
            {
                "user": self._phones[person.code],
                "free": person.code in self._free,
                "invite": link + invites[person.id] if person.id in invites else None,
                **portrait(
                    person, standing(person, owed.get(person.id, []), now, self._book), self._book, self._say, now
                ),
            }
            for person in people
            if person.code in self._phones
        ]

    def _event(self, row: KnownSlot) -> Shown:
        at = self._book.calendar.local(row.slot.due_at).isoformat()
        return {"at": at, "label": self._label(row.slot), "kind": row.slot.kind.value, "state": STATES[row.state]}

    def _label(self, slot: Slot) -> Words:
        """The same slot is told of again and again."""
        if slot.key not in self._labels:
            self._labels[slot.key] = self._worded(slot)
        return self._labels[slot.key]

    def _worded(self, slot: Slot) -> Words:
        kinds = self._words("cli/kinds", slot.kind.value)
        subjects = {
            language: "" if slot.kind is SlotKind.SYNC_SHEETS else subject_name(self._book, slot.subject, language)
            for language in LANGUAGES
        }
        return {
            language: self._say("event", kind=kinds[language], subject=subjects[language])[language]
            for language in LANGUAGES
        }

    def _parts(self) -> list[Shown]:
        flows = self._driver.flows_state
        polls = asyncio.get_running_loop().time() - self._polled_at < BOT_IS_GONE
        bot = "running" if polls else "starting" if self._told is None else "down"
        return [
            {"name": "bot", "state": bot, "url": None},
            {"name": "flows", "state": flows, "url": None},
            {"name": "prefect", "state": flows, "url": self._prefect if flows == "running" else None},
        ]

    def _journey(self, now: datetime) -> Shown:
        journey = self._driver.journey
        at = self._book.calendar.local(now).isoformat()
        if journey is None:
            return {"state": "idle", "to": None, "at": at, "label": dict.fromkeys(LANGUAGES, "")}
        to = self._book.calendar.local(journey.to).isoformat()
        if self._driver.flows_state != "running":
            label = self._say("waiting_for_flows")
        else:
            label = self._label(journey.last) if journey.last else self._say("moving")
        return {"state": "moving", "to": to, "at": at, "label": label}

    def _say(self, code: str, **facts: Primitive) -> Words:
        return self._words("practice/story", code, **facts)

    def _words(self, file: str, code: str, **facts: Primitive) -> Words:
        return {language: self._app.words.sentence(file, code, facts, language) for language in LANGUAGES}


def _month_to_close(slots: Sequence[KnownSlot]) -> str | None:
    """The earliest month whose reports are still to come."""
    planned = [row.slot for row in slots if row.state is SlotState.PLANNED]
    return min((slot.subject for slot in planned if slot.kind is SlotKind.RENDER_REPORTS), default=None)
