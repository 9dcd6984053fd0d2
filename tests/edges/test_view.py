from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from streams.core.alerts import AlertEvent, Emission, EventKind
from streams.core.deliveries import Attempt
from streams.core.errors import Outside
from streams.edges.view import DeliveryRow, View
from tests.cases import each

NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def view(tmp_path: Path) -> Iterator[View]:
    with View.opened(f"sqlite:///{tmp_path / 'view.db'}") as opened:
        yield opened


def attempt(delivery: str = "d1", number: int = 1, **fields: Any) -> Attempt:
    return Attempt.model_validate(
        {
            "delivery": delivery,
            "event": "e-fire",
            "incident": "i1",
            "recipient": "duty",
            "channel": "phone",
            "number": number,
            "outcome": "delivered",
            "at": NOON + timedelta(minutes=number),
        }
        | fields
    )


def emission(kind: EventKind, hours: int = 0, revision: int = 1, *, withdrawn: bool = False) -> Emission:
    event = AlertEvent(
        id=f"e-{kind}",
        incident="i1",
        event=kind,
        rule="route-severed",
        key={"route": "M5"},
        severity="critical",
        at=NOON + timedelta(hours=hours),
        items=("item-1",),
        sources=("radio",),
        summary=f"M5 {kind}",
        reason="",
        rules="sha256:0",
    )
    return Emission(event=event, revision=revision, withdrawn=withdrawn)


def test_untold_is_what_waits_while_nothing_of_its_incident_arrived(view: View) -> None:
    held: dict[str, Any] = {"number": 0, "outcome": "not sent", "error": "held back: no room"}
    ended: dict[str, Any] = {"number": 0, "outcome": "not sent", "ended": "suppressed"}
    told = [
        attempt("a", incident="waits", **held),
        attempt("b", incident="told", **held),
        attempt("c", incident="told", ended="delivered"),
        attempt("d", incident="in a digest", **held),
        attempt("e", incident="in a digest", reason="told in the digest x with 2 others", **ended),
        attempt("f", incident="perhaps", outcome="unknown"),
        attempt("g", incident="perhaps", **held),
        attempt("h", incident="over", reason="it was over before anybody was told of it", **ended),
    ]
    view.take("deliveries", {0: 8}, attempts=told)
    assert view.untold() == {"waits": "held back: no room"}


def incident(view: View) -> tuple[str, str, int]:
    row = view.incidents()[0]
    return row["state"], row["summary"], row["events"]


def test_a_delivery_is_one_row_that_says_how_it_ended(view: View) -> None:
    view.take("alerts", {}, emissions=[emission("fire")])
    view.take("deliveries", {0: 1}, [attempt(outcome="failed", error="500")])
    view.take(
        "deliveries",
        {0: 2},
        [attempt(number=2, ended="delivered", reason="at attempt 2", services=("JSON",), cut=("names", "sources"))],
    )
    assert [asdict(row) for row in view.deliveries()] == [
        {
            "id": "d1",
            "recipient": "duty",
            "channel": "phone",
            "event": "e-fire",
            "incident": "i1",
            "outcome": "delivered",
            "attempts": 2,
            "at": "2025-03-01T12:02:00.000000Z",
            "took": 0.0,
            "services": "JSON",
            "repeated": False,
            "cut": "names, sources",
            "reason": "",
            "summary": "M5 fire",
        }
    ]


def test_deliveries_are_found_by_whom_how_and_when(view: View) -> None:
    records = [
        attempt("a", ended="delivered"),
        attempt("b", 9, channel="mail", outcome="failed", ended="failed over", reason="down"),
        attempt("c", 0, recipient="other", outcome="not sent", ended="suppressed", reason="in a digest"),
    ]
    view.take("deliveries", {}, records)

    def ids(**asked: Any) -> list[str]:
        return [row.id for row in view.deliveries(**asked)]

    assert ids() == ["c", "a", "b"]
    assert (ids(recipient="duty"), ids(channel="mail"), ids(outcome="suppressed")) == (["a", "b"], ["b"], ["c"])
    assert ids(since=NOON + timedelta(minutes=5)) == ["b"]
    assert ids(recipient="duty", outcome="suppressed") == []


def test_an_incident_is_as_its_last_event_that_stands(view: View) -> None:
    view.take("alerts", {}, emissions=[emission("resolve", 3), emission("fire"), emission("escalate", 1)])
    assert incident(view) == ("resolved", "M5 resolve", 3)
    view.take("alerts", {}, emissions=[emission("resolve", 3, 2, withdrawn=True)])
    assert incident(view) == ("escalated", "M5 escalate", 2)
    view.take("alerts", {}, emissions=[emission("resolve", 3, 1)])
    assert incident(view) == ("escalated", "M5 escalate", 2)


def test_of_events_of_one_moment_the_beginning_is_first_and_the_end_last(view: View) -> None:
    """Their ids would have ``e-escalate`` and ``e-expire`` before ``e-fire``."""
    view.take("alerts", {}, emissions=[emission("fire"), emission("escalate")])
    assert incident(view) == ("escalated", "M5 escalate", 2)
    view.take("alerts", {}, emissions=[emission("expire")])
    assert incident(view) == ("expired", "M5 expire", 3)


def test_an_incident_of_which_nothing_stands_is_retracted(view: View) -> None:
    view.take("alerts", {}, emissions=[emission("fire"), emission("fire", revision=2, withdrawn=True)])
    assert incident(view) == ("retracted", "M5 fire", 0)


def test_the_same_taken_in_again_changes_nothing(view: View) -> None:
    def taken() -> tuple[list[DeliveryRow], list[dict[str, Any]]]:
        view.take("deliveries", {}, [attempt(), attempt(number=2)])
        view.take("alerts", {}, emissions=[emission("fire"), emission("resolve", 2)])
        return view.deliveries(), view.incidents()

    assert taken() == taken()


def test_the_view_knows_how_far_it_has_read_until_it_is_cleared(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'view.db'}"
    with View.opened(url) as view:
        view.take("deliveries", {0: 7, 1: 2}, [attempt()])
    with View.opened(url) as view:
        assert (view.positions("deliveries"), view.positions("alerts")) == ({0: 7, 1: 2}, {})
        view.clear()
        assert (view.positions("deliveries"), view.deliveries()) == ({}, [])


@each(
    ("url", "told"),
    [
        ("sqlite:////nowhere/at/all/view.db", "the view cannot be used: OperationalError"),
        ("nonsense", "the view cannot be used: ArgumentError"),
        ("postgresql+psycopg://x:hush@127.0.0.1:9/view", "psycopg"),
    ],
)
def test_a_view_that_cannot_be_used_is_told_without_its_password(url: str, told: str) -> None:
    with pytest.raises(Outside) as refused, View.opened(url):
        pass
    assert told in str(refused.value)
    assert "hush" not in str(refused.value)


def test_tables_of_an_older_version_are_made_anew_and_the_topics_read_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'view.db'}"
    with View.opened(url) as view:
        view.take("deliveries", {0: 7}, [attempt()])
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE deliveries DROP COLUMN cut"))
    engine.dispose()
    with View.opened(url) as view:
        assert (view.positions("deliveries"), view.deliveries()) == ({}, [])
        view.take("deliveries", {0: 7}, [attempt(cut=("names",))])
        assert [row.cut for row in view.deliveries()] == ["names"]
