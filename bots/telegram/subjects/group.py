"""The coordinators' side: who has not answered, nudging them, writing to people and taking it back."""

from telegram import Update

from bots.telegram.door import Door
from bots.telegram.reading import Context, inbound, parts, who


class Group:
    def __init__(self, door: Door) -> None:
        self._app, self._call, self._acknowledge = door.app, door.call, door.acknowledge

    async def show_owing(self, update: Update, _: Context) -> None:
        await self._call(self._app.show_owing, inbound(update), who(update))

    async def press_owing(self, update: Update, _: Context) -> None:
        wish, asked = parts(update, 2)
        act = self._app.name_owing if wish == "names" else self._app.refresh_owing
        await self._call(act, inbound(update), who(update), int(asked))
        self._acknowledge(update)

    async def press_nudge(self, update: Update, _: Context) -> None:
        wish, asked, unit, *question = parts(update, 4)
        whose = inbound(update), who(update), int(asked)
        if wish == "units":
            await self._call(self._app.choose_unit, *whose)
        elif wish == "ask":
            await self._call(self._app.ask_nudge, *whose, unit)
        else:
            await self._call(self._app.decide_nudge, *whose, unit, int(question[0]), wish == "yes")
        self._acknowledge(update)

    async def write_letter(self, update: Update, context: Context) -> None:
        await self._call(self._app.write_letter, inbound(update), " ".join(context.args or ()))

    async def press_letter(self, update: Update, _: Context) -> None:
        wish, about = parts(update, 2)
        if wish == "to":
            await self._call(self._app.choose_target, inbound(update), about)
        else:
            await self._call(self._app.decide_letter, inbound(update), int(about), wish)
        self._acknowledge(update)

    async def press_recall(self, update: Update, _: Context) -> None:
        wish, slot = parts(update, 2)
        whose = inbound(update), who(update), slot
        if wish == "ask":
            await self._call(self._app.ask_recall, *whose)
        else:
            await self._call(self._app.recall, *whose, wish == "yes")
        self._acknowledge(update)

    async def bind_topic(self, update: Update, context: Context) -> None:
        message = update.message
        topic = message.message_thread_id if message and message.is_topic_message else None
        await self._call(self._app.bind_topic, inbound(update), who(update), topic, " ".join(context.args or ()))
