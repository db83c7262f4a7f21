"""What anyone may ask for at any time, and what coordinators look up."""

from datetime import date

from telegram import Update

from bots.telegram.door import Door
from bots.telegram.reading import Context, inbound, parts, who


class Talk:
    def __init__(self, door: Door) -> None:
        self._app, self._call, self._acknowledge = door.app, door.call, door.acknowledge

    async def help(self, update: Update, _: Context) -> None:
        await self._call(self._app.show_help, inbound(update))

    async def campaigns(self, update: Update, _: Context) -> None:
        await self._call(self._app.show_campaigns, inbound(update))

    async def pause(self, update: Update, _: Context) -> None:
        await self._call(self._app.pause, inbound(update))

    async def come_back(self, update: Update, _: Context) -> None:
        await self._call(self._app.come_back, inbound(update))

    async def leave(self, update: Update, context: Context) -> None:
        await self._call(self._app.take_leave, inbound(update), " ".join(context.args or ()))

    async def choose_leave(self, update: Update, _: Context) -> None:
        wish, *first = parts(update, 2)
        if first:
            await self._call(self._app.withdraw_leave, inbound(update), date.fromisoformat(first[0]))
        else:
            await self._call(self._app.take_leave, inbound(update), wish)
        self._acknowledge(update)

    async def languages(self, update: Update, context: Context) -> None:
        await self._call(self._app.choose_language, inbound(update), " ".join(context.args or ()))

    async def choose_language(self, update: Update, _: Context) -> None:
        await self._call(self._app.choose_language, inbound(update), *parts(update, 1))
        self._acknowledge(update)

    async def hours(self, update: Update, context: Context) -> None:
        await self._call(self._app.choose_hour, inbound(update), " ".join(context.args or ()))

    async def choose_hour(self, update: Update, _: Context) -> None:
        await self._call(self._app.choose_hour, inbound(update), *parts(update, 1))
        self._acknowledge(update)

    async def my_data(self, update: Update, _: Context) -> None:
        await self._call(self._app.handle_my_data, inbound(update), "show")

    async def wish_about_data(self, update: Update, _: Context) -> None:
        await self._call(self._app.handle_my_data, inbound(update), *parts(update, 1))
        self._acknowledge(update)

    async def ask(self, update: Update, context: Context) -> None:
        await self._call(self._app.ask, inbound(update), "question", " ".join(context.args or ()))

    async def report_urgent(self, update: Update, context: Context) -> None:
        await self._call(self._app.ask, inbound(update), "urgent", " ".join(context.args or ()))

    async def take_question(self, update: Update, _: Context) -> None:
        code, question, *over = parts(update, 3)
        await self._call(self._app.take_question, inbound(update), who(update), code, int(question), bool(over))
        self._acknowledge(update)

    async def look_up(self, update: Update, context: Context) -> None:
        await self._call(self._app.look_up, inbound(update), " ".join(context.args or ()))

    async def rule_on(self, update: Update, _: Context) -> None:
        ruling, checkin, version = parts(update, 3)
        await self._call(self._app.rule_on, inbound(update), ruling, int(checkin), int(version))
        self._acknowledge(update)
