"""The tables of campaigns, as the first migration makes them."""

from alembic import op

from nhipcau.storage.migrations.parts import key, moments, words


def create() -> None:
    op.create_table(
        "amendments",
        *words("campaign", "what", "value", "by"),
        *moments("at"),
        *words("why"),
        key("amendments", "campaign", "what"),
        comment="What people set otherwise for a campaign than its file says; the journal keeps what was set before.",
    )
