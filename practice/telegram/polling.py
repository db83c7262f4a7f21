"""Long polling: getUpdates waits until there is an update, the time is over, or another getUpdates comes."""

from practice.core.calls import Call
from practice.core.pipeline import first_of
from practice.telegram.accounts import Bot
from practice.telegram.methods.updates import get_updates
from practice.telegram.params import Params
from practice.telegram.wire import Json
from practice.telegram.words import OTHER_POLL, conflict
from practice.telegram.world import TelegramWorld

MAX_WAIT = 50


async def poll(world: TelegramWorld, bot: Bot, call: Call) -> list[Json]:
    """Answer getUpdates; its `timeout` is in real seconds, whatever the practice clock does."""
    given = Params.of(call)
    with world.lock:
        bot.poll += 1
        turn = bot.poll
        bot.bell.ring()
        updates = get_updates(world, bot, given)
    seconds = min(MAX_WAIT, given.number("timeout"))
    if updates or seconds <= 0:
        return updates
    with bot.bell.listening() as rung:
        if not bot.waiting and bot.poll == turn:
            await first_of(rung.wait, call.gone, timeout=seconds)
    if bot.poll != turn:
        raise conflict(OTHER_POLL)
    with world.lock:
        return get_updates(world, bot, given)
