"""Before the first event: everyone gets a phone and joins, the staff open a group, and the first plan is made."""

import asyncio
from datetime import datetime

from nhipcau.app import App
from nhipcau.jobs.tell import ADMIN_GROUP
from nhipcau.rules.roster import ChatState, Person
from practice.live.cast import Cast
from practice.live.servers import Servers
from practice.rehearsal.people import Invented

GROUP = -1000
LOOK_SECONDS = 0.2
LOOKS = 100
"""Twenty seconds: longer only a bot takes that does not start at all, and people are met without it."""
TITLE = "Điều phối"
BOT, USERNAME = "Nhịp Cầu", "nhipcau_bot"


async def settle_in(app: App, servers: Servers, cast: Cast, now: datetime) -> None:
    """What a start that was cut short left out is made up for by the next one."""
    # The bot itself may still be starting: what is said to it waits.
    await servers.do("bots", token=app.installation.telegram_token, first_name=BOT, username=USERNAME)
    for person in cast.people:
        await _give_phone(servers, person)
    app.import_roster([person.row for person in cast.people], "practice", now)
    _agree(app, cast, now)
    known = {person.code: (person, invite) for person, invite in app.invites()}
    for person in cast.people:
        if person is not cast.newcomer:
            await _join(servers, person, *known[person.code])
    with app.store.read() as tx:
        is_bound = tx.people.group(ADMIN_GROUP) is not None
    if not is_bound:
        await _until_joined(app, cast.staff[0])
        await _open_group(servers, cast)
    # The first plan is made here: the page shows what is to come before Prefect is there.
    app.plan(now)


def _agree(app: App, cast: Cast, now: datetime) -> None:
    """All but the newcomer agreed long ago, so that opening their invite lets them in at once."""
    with app.store.begin() as tx:
        for person in tx.people.all():
            if person.code != cast.newcomer.code:
                tx.people.agree(person.id, app.book.joining.consent, now)


async def _give_phone(servers: Servers, person: Invented) -> None:
    family, _, given = person.name.partition(" ")
    await servers.do("people", id=person.telegram, first_name=given, last_name=family, language_code="vi")


async def _join(servers: Servers, invented: Invented, person: Person, invite: str) -> None:
    if person.chat is ChatState.UNBOUND:
        await servers.do("say", user=invented.telegram, text=f"/start {invite}")


async def _until_joined(app: App, coordinator: Invented) -> None:
    """The bot hears the chats side by side, and takes a group from nobody but a coordinator whom it knows."""
    for _ in range(LOOKS):
        with app.store.read() as tx:
            if any(p.code == coordinator.code and p.chat is not ChatState.UNBOUND for p in tx.people.all()):
                return
        await asyncio.sleep(LOOK_SECONDS)


async def _open_group(servers: Servers, cast: Cast) -> None:
    members = [person.telegram for person in cast.staff]
    await servers.do("groups", title=TITLE, members=members, id=GROUP)
    await servers.do("say", user=members[0], text="/nhomdieuphoi", chat=GROUP)
