"""What a step of a ladder says beside its moment: whom it reminds, and with which words."""

from typing import TypeVar

from pydantic import Field

from nhipcau.rules.ladder import Reminded, Rung
from nhipcau.settings.model import Model, Passage
from nhipcau.settings.values import One

When = TypeVar("When")


class StepItem(Model):
    """One step of the ladder. Leads and the admin group get one card with the names of those who still owe."""

    to: One[Reminded] = Field(
        default=Reminded.PERSON,
        description="person: who owes; unit_lead: the leads of their units; admin_group: the admin group. / "
        "person: người còn nợ; unit_lead: phụ trách đơn vị; admin_group: nhóm điều phối.",
        examples=["unit_lead"],
    )
    words: Passage | None = Field(
        default=None,
        description="A sentence of this step's own. / Câu nhắc riêng của bước này.",
        examples=[{"vi": "Hôm nay là hạn cuối, mong anh/chị gửi giúp.", "en": "Today is the last day."}],
    )

    def rung_at(self, when: When) -> Rung[When]:
        return Rung(when, self.to, self.words.words() if self.words else None)
