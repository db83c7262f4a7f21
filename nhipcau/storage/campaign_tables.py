"""What people set otherwise for campaigns, as a table."""

from sqlalchemy import Column, Table, Text

from nhipcau.storage.columns import Moment
from nhipcau.storage.tables import metadata

amendments = Table(
    "amendments",
    metadata,
    Column("campaign", Text, primary_key=True),
    Column("what", Text, primary_key=True),
    Column("value", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("why", Text, nullable=False),
    comment="What people set otherwise for a campaign than its file says; the journal keeps what was set before.",
)
