"""What differs from one machine to the next: addresses, secrets, folders. From NHIPCAU_* or the file nhipcau.env."""

import os
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT = Path(__file__).parents[2]
SETTINGS_FILE = "nhipcau.env"


class Installation(BaseSettings):
    """One installation. Without a token and credentials it runs against the practice network."""

    model_config = SettingsConfigDict(env_prefix="NHIPCAU_", env_file=SETTINGS_FILE, frozen=True, extra="ignore")

    home: Path = Field(default=Path("var"), description="Folder for the database, rendered files and logs.")
    config: Path = Field(default=PROJECT / "config", description="The config folder.")
    templates: Path = Field(default=PROJECT / "templates", description="The templates folder.")
    language: str = Field(default="vi", description="Language of the command line: vi or en.")
    database_url: str = Field(
        default="", description="Postgres as postgresql+psycopg://...; empty: SQLite in the home folder."
    )
    durable: bool = Field(
        default=True, description="SQLite waits for the disk at every commit; false: rehearsals only."
    )
    telegram_token: str = Field(default="", description="The bot's token from BotFather; empty: the practice network.")
    telegram_url: str = Field(default="", description="Another Bot API server; empty: Telegram's own.")
    google_credentials: Path | None = Field(
        default=None, description="Service-account JSON; none: the practice network."
    )
    google_url: str = Field(default="", description="A local stand-in of Google's APIs; empty: Google's own.")
    clock_url: str = Field(
        default="", description="A practice network whose clock is followed; empty: this machine's clock."
    )
    clock_file: Path | None = Field(
        default=None, description="Where a practice network on this machine keeps its clock; spares asking it for it."
    )
    pulse_seconds: float = Field(
        default=60, description="How often everything that is due is looked for, besides schedules."
    )
    outbox_seconds: float = Field(
        default=1, description="How often the bot looks for messages that other processes have planned."
    )
    sends_at_once: int = Field(
        default=8, ge=1, description="How many messages may wait for Telegram's answer at once; 1: strictly in turn."
    )
    renders_at_once: int = Field(
        default_factory=lambda: 2 * (os.cpu_count() or 1),
        ge=1,
        description="How many pages are drawn at once; by default two a processor, as some wait for the disk.",
    )
    prefect_port: int = Field(default=4200, description="Port of the Prefect server that `nhipcau up` starts.")
    practice_port: int = Field(default=8765, description="Port of the practice network that `nhipcau up` starts.")
    token_seed: str = Field(
        default="", description="Makes invites repeatable in rehearsals; leave empty for real people."
    )

    @property
    def database(self) -> str:
        """The store's address."""
        return self.database_url or f"sqlite:///{self.home / 'nhipcau.db'}"

    @property
    def practising(self) -> bool:
        """Whether the practice network stands in for Telegram or Google."""
        return not self.telegram_token or self.google_credentials is None
