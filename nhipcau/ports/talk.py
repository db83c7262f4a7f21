"""What conversations need to remember beside check-ins."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class Attachment:
    """A photo or file of an answer. `album` joins pictures sent together; `path` is "" until the original is kept."""

    checkin_id: int
    field: str
    unique_id: str
    file_id: str
    album: str
    name: str
    size: int
    path: str = ""
    id: int = 0


@dataclass(frozen=True)
class Received:
    """A photo or file as a channel delivers it, with the words under it. `unique_id` is the same whenever the same
    thing is sent; `as_file`: a picture may come as a file."""

    is_photo: bool
    file_id: str
    unique_id: str
    name: str
    size: int
    album: str = ""
    words: str = ""
    as_file: bool = False


@dataclass(frozen=True)
class Prompt:
    """What a person's next words are for, and about whom or what."""

    kind: str
    subject: str = ""


class Talk(Protocol):
    def attach(self, attachment: Attachment, at: datetime) -> bool:
        """Keep an attachment. False: the same one belongs to this answer already (R40)."""

    def album_began(self, checkin_id: int, album: str) -> datetime | None:
        """When the first picture of an album came."""

    def attachments(self, checkin_id: int) -> list[Attachment]: ...
    def unfetched(self, limit: int) -> list[Attachment]:
        """Attachments whose original is not kept yet, the oldest first."""

    def keep(self, attachment_id: int, path: str) -> None: ...
    def prompt(self, person_id: int) -> Prompt | None: ...
    def open_prompt(self, person_id: int, prompt: Prompt, at: datetime) -> None:
        """The person's next words are for this; whatever they were for before is forgotten."""

    def close_prompt(self, person_id: int) -> bool:
        """Whether there was one."""
