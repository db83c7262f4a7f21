"""The desk of allowances: what people declare and confirm, and how a month is taken from draft to paid."""

from datetime import datetime

from nhipcau.jobs.advance_close import advance_close
from nhipcau.jobs.answer_allowance import Open, answer_question, list_questions, open_questions
from nhipcau.jobs.compare_policy import compare_policy
from nhipcau.jobs.confirm_unit import confirm_unit
from nhipcau.jobs.decide_review import decide_review
from nhipcau.jobs.give_bonus import Asked, decide_bonus, propose_bonus, propose_bonus_as
from nhipcau.jobs.reopen_month import reopen_month
from nhipcau.jobs.return_month import ask_return, set_pay_day
from nhipcau.jobs.review_again import review_again
from nhipcau.jobs.show_allowance import note_allowance, show_allowance
from nhipcau.jobs.summary import Summary
from nhipcau.ports import Inbound, MonthFile, Store
from nhipcau.rules.allowance.close import CloseAct, ReopenRequest
from nhipcau.rules.allowance.compared import Compared
from nhipcau.rules.allowance.policy import Policy
from nhipcau.rules.kernel import Month
from nhipcau.settings.rulebook import Rulebook


class MonthsDesk:
    """What collaborators, unit leads, accountants and approvers may ask for."""

    book: Rulebook
    store: Store

    def decide_review(
        self, inbound: Inbound, month: Month, code: str, reason: str, turn: int, now: datetime
    ) -> Summary:
        return decide_review(self.store, self.book, inbound, month, code, reason, turn, now)

    def review_again(self, inbound: Inbound, month: Month, code: str, now: datetime) -> Summary:
        return review_again(self.store, self.book, inbound, month, code, now)

    def confirm_unit(self, inbound: Inbound, checkin_id: int, wish: str, now: datetime) -> Summary:
        return confirm_unit(self.store, self.book, inbound, checkin_id, wish, now)

    def advance_close(self, inbound: Inbound, month: Month, act: CloseAct, now: datetime) -> Summary:
        return advance_close(self.store, self.book, inbound, month, act, now)

    def show_allowance(self, inbound: Inbound, now: datetime) -> Summary:
        return show_allowance(self.store, self.book, inbound, now)

    def note_allowance(self, inbound: Inbound, month: Month, what: str, now: datetime) -> Summary:
        return note_allowance(self.store, self.book, inbound, month, what, now)

    def answer_question(self, inbound: Inbound, month: Month, code: str, answer: str, now: datetime) -> Summary:
        return answer_question(self.store, self.book, inbound, month, code, answer, now)

    def list_questions(self, inbound: Inbound, now: datetime) -> Summary:
        return list_questions(self.store, self.book, inbound, now)

    def open_questions(self) -> list[Open]:
        """What people asked about their allowance and nobody answered, the oldest first."""
        with self.store.read() as tx:
            return open_questions(tx)

    def propose_bonus(self, inbound: Inbound, by_chat: int, words: str, now: datetime) -> Summary:
        return propose_bonus(self.store, self.book, inbound, by_chat, words, now)

    def propose_bonus_as(self, code: str, words: str, now: datetime) -> Asked:
        """On behalf of somebody of the roster. Raises Refused."""
        return propose_bonus_as(self.store, self.book, code, words, now)

    def decide_bonus(self, inbound: Inbound, agrees: bool, case: str, code: str, now: datetime) -> Summary:
        return decide_bonus(self.store, self.book, inbound, agrees, case, code, now)

    def ask_return(self, inbound: Inbound, month: Month, now: datetime) -> Summary:
        return ask_return(self.store, self.book, inbound, month, now)

    def set_pay_day(self, inbound: Inbound, words: str, now: datetime) -> Summary:
        return set_pay_day(self.store, self.book, inbound, words, now)

    def reopen_month(self, inbound: Inbound, wanted: ReopenRequest, now: datetime) -> Summary:
        return reopen_month(self.store, self.book, inbound, wanted, now)

    def versions(self, month: Month) -> list[MonthFile]:
        """Every version of a month's close, the oldest first."""
        with self.store.read() as tx:
            return tx.months.versions(month)

    def compare_policy(self, month: Month, policy: Policy) -> Compared | None:
        """Who would get more or less for a month by another policy; None where the month has no facts yet."""
        return compare_policy(self.store, self.book, month, policy)
