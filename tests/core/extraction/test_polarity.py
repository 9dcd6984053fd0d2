"""Polarity: whatever is said beside it, what is closed is never read as open: nobody may be sent down a closed road."""

from itertools import product

from streams.core.facts import Route
from tests.cases import each
from tests.core.extraction.sentences import facts_of

BESIDE = (
    "for works",
    "for maintenance works",
    "until further notice",
    "until it is safe to open",
    "because of flooding",
    "by order of the army",
    "since Monday, when fighting began",
    "to all traffic but ambulances",
    "to lorries",
    "at night",
    "for the third day running",
    "despite talks to reopen it",
    "after a brief opening",
    "and will not open before Friday",
    "while engineers work on it",
    "pending clearance of mines",
    "as work to clear it goes on",
    "although officials had said it would open",
    "again after two hours of traffic",
    "and traffic is diverted by Bara",
    "and nothing moves",
    "after mortar rounds fell on the open stretch near Tabqa",
    "and the works will last until June",
    "for the opening of the summit",
    "to let clean-up crews work",
    "until the all-clear",
    "due to open fighting",
    "with no date given for its reopening",
    "but may be opened for aid lorries tomorrow",
    "in both directions, the traffic police said",
    "to traffic in both directions",
    "after a landslide and crews are clearing it",
    "and normal traffic is expected to resume on Friday",
    "and trucks are moving by the old road instead",
    "and drivers are using side streets",
    "though officials said that traffic would resume soon",
    "in spite of reports that it was open",
    "so that traffic flows by way of Ede",
    "according to the operator, which runs services on the open sections",
    "although it had been declared open on Sunday",
)


@each(("route", "beside"), product(["The Bara-Kosti road", "Kosti airport"], BESIDE))
def test_what_is_closed_is_never_read_as_open(route: str, beside: str) -> None:
    found = facts_of({"text": f"{route} is closed {beside}."})

    assert [fact.state for fact in found if isinstance(fact, Route) and fact.status == "reported"] in (
        ["severed"],
        ["restricted"],
    )


BESIDE_OPEN = (
    "although it was under fire on Sunday",
    "as the strike ended",
    "after engineers replaced the bridge that was destroyed",
    "and nobody was hurt in the landslide that blocked it",
    "and the power lines that were cut have been mended",
    "without delays",
    "and no checkpoints are left on it",
    "after rebels had cut it for three days",
    "and reports of its closure are false",
    "while the Kosti bridge remains closed",
    "despite threats to close it",
)


@each(("state", "beside"), product(["is open", "has been reopened"], BESIDE_OPEN))
def test_what_is_open_is_never_read_as_closed(state: str, beside: str) -> None:
    found = facts_of({"text": f"The Bara-Sodiri road {state} {beside}."})

    live = [fact.state for fact in found if isinstance(fact, Route) and fact.status == "reported"]
    assert live[:1] == ["open"], live
