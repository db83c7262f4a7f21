"""What people set otherwise for campaigns, and who got and shared what they hand out."""

from sqlalchemy import Column, ForeignKey, Integer, Table, Text

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

kit_proofs = Table(
    "kit_proofs",
    metadata,
    Column("campaign", Text, primary_key=True),
    Column("item", Text, primary_key=True),
    Column("person_id", Integer, ForeignKey("people.id"), primary_key=True),
    Column("link", Text, primary_key=True),
    Column("at", Moment, nullable=False),
    comment="Who got which item of a campaign's kit (no link), and where they shared it; the first time counts.",
)
