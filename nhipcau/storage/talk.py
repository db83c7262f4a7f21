"""Attachments, and what a person's next words are for."""

from datetime import datetime

from sqlalchemy import bindparam, delete, func, select, update

from nhipcau.ports.talk import Attachment, Prompt
from nhipcau.storage.repository import Found, Repository
from nhipcau.storage.talk_tables import attachments, open_prompts

BEGAN = select(func.min(attachments.c.came_at)).where(
    attachments.c.checkin_id == bindparam("checkin_id"), attachments.c.album == bindparam("album")
)
UNFETCHED = select(attachments).where(attachments.c.path == "").order_by(attachments.c.id).limit(bindparam("limit"))
OF_CHECKIN = select(attachments).where(attachments.c.checkin_id == bindparam("checkin_id")).order_by(attachments.c.id)
KEEP = update(attachments).where(attachments.c.id == bindparam("number"))
PROMPT = select(open_prompts).where(open_prompts.c.person_id == bindparam("person_id"))
FORGET = delete(open_prompts).where(open_prompts.c.person_id == bindparam("person_id"))


class SqlTalk(Repository):
    def attach(self, attachment: Attachment, at: datetime) -> bool:
        """Keep an attachment. False: the same one belongs to this answer already (R40)."""
        row = {name: value for name, value in vars(attachment).items() if name != "id"}
        return self._add_new(attachments, [{**row, "came_at": at}]) == 1

    def album_began(self, checkin_id: int, album: str) -> datetime | None:
        """When the first picture of an album came."""
        moment = self._value(BEGAN, checkin_id=checkin_id, album=album)
        return None if moment is None else self._local(moment)

    def attachments(self, checkin_id: int) -> list[Attachment]:
        return [_attachment(row) for row in self._rows(OF_CHECKIN, checkin_id=checkin_id)]

    def unfetched(self, limit: int) -> list[Attachment]:
        """Attachments whose original is not kept yet, the oldest first."""
        return [_attachment(row) for row in self._rows(UNFETCHED, limit=limit)]

    def keep(self, attachment_id: int, path: str) -> None:
        self._run(KEEP, number=attachment_id, path=path)

    def prompt(self, person_id: int) -> Prompt | None:
        row = self._first(PROMPT, person_id=person_id)
        return None if row is None else Prompt(row.kind, row.subject)

    def open_prompt(self, person_id: int, prompt: Prompt, at: datetime) -> None:
        """The person's next words are for this; whatever they were for before is forgotten."""
        row = {"person_id": person_id, "kind": prompt.kind, "subject": prompt.subject, "asked_at": at}
        self._put(open_prompts, row)

    def close_prompt(self, person_id: int) -> bool:
        """Whether there was one."""
        return self._touched(FORGET, person_id=person_id) == 1


def _attachment(row: Found) -> Attachment:
    return Attachment(
        row.checkin_id, row.field, row.unique_id, row.file_id, row.album, row.name, row.size, row.path, row.id
    )
