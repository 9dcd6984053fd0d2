from datetime import UTC, datetime, timedelta

from streams.cli.incident_marks import marks
from streams.core.alerts import AlertEvent, Emission
from streams.core.commands import Standing, cover, silence
from streams.core.histories import histories
from streams.core.inhibition import Inhibitions
from streams.core.matchers import read_matcher
from streams.core.ownrules import NOBODY_WAS_TOLD
from streams.core.routing import Directory
from streams.core.watches import Surroundings
from streams.edges.rulebook import NOBODY
from tests.cases import each

NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)
CLOSED = Inhibitions.model_validate(
    {
        "version": 1,
        "inhibitions": [{"id": "closed", "source": "rule=province-closed", "target": "route=~.*", "equal": "country"}],
    }
)
WORKS = silence([read_matcher("route=M5")], author="ana", comment="works", at=NOON, ends=NOON + timedelta(hours=8))


def event(rule: str, **key: str) -> AlertEvent:
    return AlertEvent(
        id=f"{rule}-fire", incident=rule, event="fire", rule=rule, key=key | {"country": "SYR"}, severity="major", at=NOON,
        items=("item-1",), sources=("radio",), summary=rule, reason="", rules="sha256:0",
    )  # fmt: skip


@each(
    ("rule", "route", "silenced", "short"),
    [
        ("route-severed", "M5", True, " (silenced)"),
        ("route-severed", "M5", False, " (inhibited)"),
        ("route-severed", "", False, " (not told yet)"),
        (NOBODY_WAS_TOLD, "M5", True, " (not told yet)"),
    ],
)
def test_an_incident_is_marked_by_what_keeps_it_from_people(rule: str, route: str, silenced: bool, short: str) -> None:
    orders = Standing().given([cover(event("province-closed"), 1, lasts=True), *([WORKS] if silenced else [])])
    (one,) = histories([Emission(event=event(rule, **({"route": route} if route else {})))], orders)
    around = Surroundings(orders, CLOSED, Directory(NOBODY))
    found = marks(one, around, {rule: "held back: no room"}, NOON)
    assert found.short == short
    assert found.lines[-1] == "not told yet: held back: no room"
    assert set(found.told()) == {"silenced", "inhibited", "untold"}


def test_one_that_was_told_and_that_nothing_hides_has_no_mark() -> None:
    (one,) = histories([Emission(event=event("route-severed", route="M5"))], Standing())
    found = marks(one, Surroundings(Standing(), CLOSED, Directory(NOBODY)), {}, NOON)
    assert (found.short, found.lines) == ("", ())
