"""The tables of campaigns, as the first migration makes them."""

import sqlalchemy as sa
from alembic import op

from nhipcau.storage.migrations.parts import key, moments, refers, words


def create() -> None:
    op.create_table(
        "amendments",
        *words("campaign", "what", "value", "by"),
        *moments("at"),
        *words("why"),
        key("amendments", "campaign", "what"),
        comment="What people set otherwise for a campaign than its file says; the journal keeps what was set before.",
    )
    op.create_table(
        "kit_proofs",
        *words("campaign", "item"),
        sa.Column("person_id", sa.Integer, nullable=False),
        *words("link"),
        *moments("at"),
        key("kit_proofs", "campaign", "item", "person_id", "link"),
        refers("kit_proofs", "person_id", "people"),
        comment="Who got which item of a campaign's kit (no link), and where they shared it; the first time counts.",
    )
