"""The month's close: flagged lines, each step, opening it again."""

from telegram import Update

from bots.telegram.door import Door
from bots.telegram.reading import Context, inbound, parts, who
from nhipcau.rules.allowance.close import CloseAct, ReopenRequest
from nhipcau.rules.kernel import Month


class Months:
    def __init__(self, door: Door) -> None:
        self._app, self._call, self._acknowledge = door.app, door.call, door.acknowledge

    async def decide_review(self, update: Update, _: Context) -> None:
        month, code, reason, turn = parts(update, 4)
        await self._call(self._app.decide_review, inbound(update), Month.parse(month), code, reason, int(turn))
        self._acknowledge(update)

    async def review_again(self, update: Update, _: Context) -> None:
        month, code = parts(update, 2)
        await self._call(self._app.review_again, inbound(update), Month.parse(month), code)
        self._acknowledge(update)

    async def confirm_unit(self, update: Update, _: Context) -> None:
        checkin, wish = parts(update, 2)
        await self._call(self._app.confirm_unit, inbound(update), int(checkin), wish)
        self._acknowledge(update)

    async def advance_close(self, update: Update, _: Context) -> None:
        month, act = parts(update, 2)
        await self._call(self._app.advance_close, inbound(update), Month.parse(month), CloseAct(act))
        self._acknowledge(update)

    async def ask_return(self, update: Update, _: Context) -> None:
        (month,) = parts(update, 1)
        await self._call(self._app.ask_return, inbound(update), Month.parse(month))
        self._acknowledge(update)

    async def set_pay_day(self, update: Update, context: Context) -> None:
        await self._call(self._app.set_pay_day, inbound(update), " ".join(context.args or ()))

    async def propose_bonus(self, update: Update, context: Context) -> None:
        await self._call(self._app.propose_bonus, inbound(update), who(update), " ".join(context.args or ()))

    async def decide_bonus(self, update: Update, _: Context) -> None:
        answer, case, code = parts(update, 3)
        await self._call(self._app.decide_bonus, inbound(update), answer == "yes", case, code)
        self._acknowledge(update)

    async def list_questions(self, update: Update, _: Context) -> None:
        await self._call(self._app.list_questions, inbound(update))

    async def reopen_month(self, update: Update, _: Context) -> None:
        month, version, *more = parts(update, 4)
        wanted = ReopenRequest(Month.parse(month), int(version), *more)
        await self._call(self._app.reopen_month, inbound(update), wanted)
        self._acknowledge(update)

    async def show_allowance(self, update: Update, _: Context) -> None:
        await self._call(self._app.show_allowance, inbound(update))

    async def press_allowance(self, update: Update, _: Context) -> None:
        """What the person says of their own, or an accountant of somebody's: the latter names whose."""
        month, what, *code = parts(update, 3)
        if code:
            await self._call(self._app.answer_question, inbound(update), Month.parse(month), code[0], what)
        else:
            await self._call(self._app.note_allowance, inbound(update), Month.parse(month), what)
        self._acknowledge(update)
