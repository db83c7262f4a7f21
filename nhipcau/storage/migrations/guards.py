"""The triggers by which the database refuses to change what is frozen."""

from collections.abc import Iterator

FROZEN = ("checked_by", "approved_by", "closed_by", "asked_by", "agreed_by", "because", "terms", "facts", "lines")
MORE_THAN_PAID = " OR ".join(["NEW.state <> 'paid'", *(f"NEW.{column} <> OLD.{column}" for column in FROZEN)])
GUARDS = (
    ("month_closes", "DELETE", "OLD.state IN ('closed', 'paid')", "a closed month is kept"),
    (
        "month_closes",
        "UPDATE",
        f"OLD.state = 'paid' OR (OLD.state = 'closed' AND ({MORE_THAN_PAID}))",
        "a closed month is frozen",
    ),
    ("checkin_versions", "UPDATE", "TRUE", "what was sent is kept as it was"),
    ("journal", "UPDATE", "TRUE", "the journal is only added to"),
)
"""Table, change, when, and the sentence. People may ask for their own words to be deleted, so that stays."""

REFUSE = """
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation';
    END $$
"""


def guards(dialect: str) -> Iterator[str]:
    if dialect == "postgresql":
        yield REFUSE
    for table, change, when, why in GUARDS:
        trigger = f"CREATE TRIGGER {table}_{change.lower()} BEFORE {change} ON {table}"
        if dialect == "postgresql":
            yield f"{trigger} FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION refuse('{why}')"
        else:
            yield f"{trigger} WHEN {when} BEGIN SELECT RAISE(ABORT, '{why}'); END"
