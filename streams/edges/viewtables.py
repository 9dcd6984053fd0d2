"""The tables of the view: one a delivery, one an event, one an incident, and how far each topic was read."""

import sqlalchemy as sql

METADATA = sql.MetaData()
_NAME, _WORDS = sql.String(255), sql.Text()
_MOMENT = sql.String(32)
"""RFC 3339 in UTC with microseconds: sorts as time does, in every database alike."""

DELIVERIES = sql.Table(
    "deliveries",
    METADATA,
    sql.Column("id", _NAME, primary_key=True),
    sql.Column("recipient", _NAME, nullable=False, index=True),
    sql.Column("channel", _NAME, nullable=False),
    sql.Column("event", _NAME, nullable=False, index=True),
    sql.Column("incident", _NAME, nullable=False, index=True),
    sql.Column("outcome", _NAME, nullable=False),
    sql.Column("attempts", sql.Integer, nullable=False),
    sql.Column("at", _MOMENT, nullable=False, index=True),
    sql.Column("took", sql.Float, nullable=False),
    sql.Column("services", _WORDS, nullable=False),
    sql.Column("repeated", sql.Boolean, nullable=False),
    sql.Column("cut", _WORDS, nullable=False),
    sql.Column("reason", _WORDS, nullable=False),
)
EVENTS = sql.Table(
    "events",
    METADATA,
    sql.Column("id", _NAME, primary_key=True),
    sql.Column("incident", _NAME, nullable=False, index=True),
    sql.Column("revision", sql.Integer, nullable=False),
    sql.Column("withdrawn", sql.Boolean, nullable=False),
    sql.Column("kind", _NAME, nullable=False),
    sql.Column("severity", _NAME, nullable=False),
    sql.Column("at", _MOMENT, nullable=False),
    sql.Column("item", _WORDS, nullable=False),
    sql.Column("summary", _WORDS, nullable=False),
    sql.Column("reason", _WORDS, nullable=False),
)
INCIDENTS = sql.Table(
    "incidents",
    METADATA,
    sql.Column("id", _NAME, primary_key=True),
    sql.Column("rule", _NAME, nullable=False, index=True),
    sql.Column("key", _WORDS, nullable=False),
    sql.Column("exercise", sql.Boolean, nullable=False),
    sql.Column("state", _NAME, nullable=False, index=True),
    sql.Column("severity", _NAME, nullable=False),
    sql.Column("began", _MOMENT, nullable=False, index=True),
    sql.Column("at", _MOMENT, nullable=False),
    sql.Column("events", sql.Integer, nullable=False),
    sql.Column("summary", _WORDS, nullable=False),
)
POSITIONS = sql.Table(
    "positions",
    METADATA,
    sql.Column("topic", _NAME, primary_key=True),
    sql.Column("partition", sql.Integer, primary_key=True),
    sql.Column("next", sql.BigInteger, nullable=False),
)


def current(connection: sql.Connection) -> bool:
    """Whether the tables that are there have every column."""
    there = sql.inspect(connection)
    return all(
        not there.has_table(table.name)
        or {column.name for column in table.columns} <= {column["name"] for column in there.get_columns(table.name)}
        for table in METADATA.sorted_tables
    )
