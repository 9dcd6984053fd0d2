"""The view: what became of deliveries and incidents, in SQL, for questions that a topic cannot answer.

It holds nothing of its own: everything comes from the topics, and can be made anew from them at any time. The offsets
up to which it has read stand in it, and are written in one transaction with what was read.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Self

import sqlalchemy as sql
from sqlalchemy.exc import SQLAlchemyError

from streams.core.alerts import AlertEvent, Emission, EventKind, turn_of
from streams.core.deliveries import TOLD_IN_DIGEST, Attempt
from streams.core.errors import Outside
from streams.core.identity import canonical, utc_text
from streams.edges.viewtables import DELIVERIES, EVENTS, INCIDENTS, METADATA, POSITIONS, current

_STATES: dict[EventKind, str] = {
    "fire": "firing",
    "escalate": "escalated",
    "update": "updated",
    "acknowledge": "acknowledged",
    "resolve": "resolved",
    "retract": "retracted",
    "expire": "expired",
}


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """A delivery as far as it is known. ``outcome`` is its ending, or how its last attempt went while there is none.

    ``cut`` are the kinds of what was left out for its reader, ``summary`` is that of the event which it tells of.
    """

    id: str
    recipient: str
    channel: str
    event: str
    incident: str
    outcome: str
    attempts: int
    at: str
    took: float
    services: str
    repeated: bool
    cut: str
    reason: str
    summary: str = ""


class View:
    """A view that is open. Made by ``opened``."""

    def __init__(self, connection: sql.Connection) -> None:
        self._connection = connection

    @classmethod
    @contextmanager
    def opened(cls, url: str) -> Iterator[Self]:
        """Open the view at a URL of SQLAlchemy's, and make its tables where they are missing. Raises Outside.

        Tables of an older version are made anew: the view holds nothing of its own, and reads the topics again.
        """
        try:
            engine = _engine(url)
            try:
                with engine.connect() as connection:
                    if not current(connection):
                        METADATA.drop_all(connection)
                    METADATA.create_all(connection)
                    connection.commit()
                    yield cls(connection)
            finally:
                engine.dispose()
        except SQLAlchemyError as error:
            raise Outside(f"the view cannot be used: {_told(error)}; see `view.url` in `tocsin config`") from None

    def clear(self) -> None:
        """Forget everything, so that it is read anew."""
        METADATA.drop_all(self._connection)
        METADATA.create_all(self._connection)
        self._connection.commit()

    def positions(self, topic: str) -> dict[int, int]:
        """The offset to go on from, for each partition of a topic that was read before."""
        rows = self._connection.execute(
            sql.select(POSITIONS.c.partition, POSITIONS.c.next).where(POSITIONS.c.topic == topic)
        )
        return {row.partition: row.next for row in rows}

    def take(
        self, topic: str, read: Mapping[int, int], attempts: Sequence[Attempt] = (), emissions: Sequence[Emission] = ()
    ) -> None:
        """Take in what was read of a topic, up to the offsets ``read``, in one transaction. The same again changes nothing."""
        for attempt in attempts:
            self._attempt(attempt)
        for emission in emissions:
            self._event(emission)
        self._incidents({one.event.incident: one.event for one in emissions})
        for partition, following in read.items():
            self._put(POSITIONS, {"topic": topic, "partition": partition, "next": following})
        self._connection.commit()

    def deliveries(
        self,
        *,
        recipient: str | None = None,
        channel: str | None = None,
        outcome: str | None = None,
        since: datetime | None = None,
    ) -> list[DeliveryRow]:
        """The deliveries that fit, in order of their last record."""
        columns = DELIVERIES.c
        asked = [
            columns[name] == value
            for name, value in (("recipient", recipient), ("channel", channel), ("outcome", outcome))
            if value is not None
        ]
        if since is not None:
            asked.append(columns.at >= utc_text(since))
        told = sql.func.coalesce(EVENTS.c.summary, "").label("summary")
        joined = DELIVERIES.outerjoin(EVENTS, EVENTS.c.id == columns.event)
        rows = self._connection.execute(
            sql.select(DELIVERIES, told).select_from(joined).where(*asked).order_by(columns.at, columns.id)
        )
        return [DeliveryRow(**row) for row in rows.mappings()]

    def untold(self) -> dict[str, str]:
        """The incidents that are to be told to somebody and were told to nobody yet, with what the last of it waits for."""
        columns = DELIVERIES.c
        in_digest = columns.reason.startswith(TOLD_IN_DIGEST)
        # What may have arrived is no sign that nobody knows.
        arrived = sql.select(columns.incident).where(columns.outcome.in_(("delivered", "unknown")) | in_digest)
        rows = self._connection.execute(
            sql.select(columns.incident, columns.reason)
            .where(columns.outcome.in_(("not sent", "failed")), columns.incident.not_in(arrived))
            .order_by(columns.at, columns.id)
        )
        return {row.incident: row.reason for row in rows}

    def incidents(self) -> list[dict[str, Any]]:
        """Every incident, in the order in which they began."""
        asked = sql.select(INCIDENTS).order_by(INCIDENTS.c.began, INCIDENTS.c.id)
        return [dict(row) for row in self._connection.execute(asked).mappings()]

    def counts(self) -> dict[str, int]:
        """How many deliveries and incidents there are."""
        return {
            table.name: self._connection.execute(sql.select(sql.func.count()).select_from(table)).scalar_one()
            for table in (DELIVERIES, INCIDENTS)
        }

    def _attempt(self, one: Attempt) -> None:
        known = self._connection.execute(
            sql.select(DELIVERIES.c.attempts).where(DELIVERIES.c.id == one.delivery)
        ).scalar()
        row = DeliveryRow(
            id=one.delivery,
            recipient=one.recipient,
            channel=one.channel,
            event=one.event,
            incident=one.incident,
            outcome=one.ended or one.outcome,
            attempts=max(known or 0, one.number),
            at=utc_text(one.at),
            took=one.took,
            services=", ".join(one.services),
            repeated=one.repeated,
            cut=", ".join(one.cut),
            reason=one.reason if one.ended and one.ended != "delivered" else one.error,
        )
        self._put(DELIVERIES, {name: value for name, value in asdict(row).items() if name != "summary"})

    def _event(self, one: Emission) -> None:
        event = one.event
        known = self._connection.execute(sql.select(EVENTS.c.revision).where(EVENTS.c.id == event.id)).scalar()
        if known is not None and known > one.revision:
            return
        row = {
            "id": event.id,
            "incident": event.incident,
            "revision": one.revision,
            "withdrawn": one.withdrawn,
            "kind": event.event,
            "severity": event.severity,
            "at": utc_text(event.at),
            "item": "".join(event.items[:1]),
            "summary": event.summary,
            "reason": event.reason,
        }
        self._put(EVENTS, row)

    def _incidents(self, changed: Mapping[str, AlertEvent]) -> None:
        """Make the rows of incidents anew from the events that stand: the last of them says how it is."""
        for incident, event in changed.items():
            rows = self._events_of(incident)
            standing = [row for row in rows if not row["withdrawn"]]
            last = (standing or rows)[-1]
            row = {
                "id": incident,
                "rule": event.rule,
                "key": canonical(event.key),
                "exercise": event.exercise,
                "state": _STATES[last["kind"]] if standing else "retracted",
                "severity": last["severity"],
                "began": (standing or rows)[0]["at"],
                "at": last["at"],
                "events": len(standing),
                "summary": last["summary"],
            }
            self._put(INCIDENTS, row)

    def _events_of(self, incident: str) -> list[Mapping[str, Any]]:
        asked = sql.select(EVENTS).where(EVENTS.c.incident == incident)
        rows = [dict(row) for row in self._connection.execute(asked).mappings()]
        return sorted(rows, key=lambda row: turn_of(row["kind"], moment(row["at"]), row["item"], row["id"]))

    def _put(self, table: sql.Table, row: Mapping[str, Any]) -> None:
        """Write a row in the place of the one with its key. Databases differ in how they say that at once."""
        keys: Iterable[sql.ColumnElement[bool]] = [column == row[column.name] for column in table.primary_key]
        self._connection.execute(sql.delete(table).where(*keys))
        self._connection.execute(sql.insert(table).values(**row))


def _engine(url: str) -> sql.Engine:
    try:
        return sql.create_engine(url)
    except ModuleNotFoundError as error:
        raise Outside(
            f"view.url needs the package {error.name}, which is not installed: pip install {error.name}"
        ) from None


def moment(text: str) -> datetime:
    """What the view wrote as a moment."""
    return datetime.fromisoformat(text).astimezone(UTC)


def _told(error: Exception) -> str:
    """The error without the statement, which can hold what people were told."""
    first = str(getattr(error, "orig", None) or error).partition("\n")[0]
    return f"{type(error).__name__}: {first[:300]}"
