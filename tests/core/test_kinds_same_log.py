"""Invariant 1 for every kind of rule: whatever goes wrong on the way, the same claims give the same settled log."""

from collections import deque
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from streams.core import incidents
from streams.core.alerts import Emission, event_line, settled
from streams.core.claims import Share
from streams.core.composites import matches_upon
from streams.core.incidents import KeyState
from streams.core.matches import Match
from streams.core.rules import Rule, RuleSet, rule_set
from tests.core.given import START, back, hour, spans, worked
from tests.drawing import a_part

DAYS = 6
END = hour(24 * (DAYS + 30))
LATEST = 14
"""Hours by which an item comes late at most, below the rules' allowed lateness."""

_RULE: TypeAdapter[Rule] = TypeAdapter(Rule)
_KILLED = {"fact": "casualties", "outcome": "killed"}
_MISSING = {"fact": "casualties", "outcome": "missing"}


def rule(kind: str, **fields: Any) -> Rule:
    """A rule of a kind over tolls in an area, unless said otherwise."""
    frame: dict[str, Any] = {"version": 1, "id": kind.replace("_", "-"), "kind": kind}
    frame |= {"severity": {"default": "minor", "when": [{"value_at_least": 60, "is": "major"}]}}
    if kind != "composite":
        frame |= {"allowed_lateness": "30h", "group_by": "source" if kind == "absence" else "area"}
    if kind not in ("sequence", "composite", "absence"):
        frame |= {"when": _KILLED}
    return _RULE.validate_python(frame | fields)


STEPS = [{"when": {"fact": "casualties", "outcome": one}} for one in ("displaced", "injured", "killed")]
RULES: dict[str, Rule] = {
    "immediate": rule("immediate"),
    "immediate-resolved": rule("immediate", resolve_when=_MISSING, cooldown="8h"),
    "change-for": rule("change", **{"for": "12h"}, expire_after="40h", resolve_when=_MISSING),
    "change-lingering": rule("change", keep_firing="10h", cooldown="20h", expire_after="30h", resolve_when=_MISSING),
    "change-corroborated": rule("change", corroboration={"origins": 2, "within": "20h"}, **{"for": "3h"}),
    "threshold-for": rule("threshold", threshold=50, within="24h", **{"for": "6h"}, escalate_at=[100]),
    "threshold-median": rule("threshold", threshold=50, within="48h", policy="median", escalate_at=[100]),
    "threshold-best-graded": rule("threshold", threshold=50, within="48h", policy="best_graded", cooldown="9h"),
    "threshold-sum": rule("threshold", threshold=100, within="48h", measure="sum", group_by="country"),
    "threshold-distinct": rule("threshold", threshold=2, within="24h", measure="distinct", count="areas", cooldown="12h"),
    "frequency-items": rule("frequency", threshold=3, within="24h", count="items", escalate_at=[5], resolve_when=_MISSING),
    "frequency-lingering": rule("frequency", threshold=2, within="12h", count="items", keep_firing="9h"),
    "frequency-origins": rule("frequency", threshold=2, within="30h", **{"for": "5h"}),
    "first-seen": rule("first_seen", field="area", within="72h", learn="10h"),
    "spike": rule("spike", within="12h", factor=2, at_least=2, baseline=3, keep_firing="6h"),
    "absence": rule("absence", within="24h", cooldown="30h"),
    "sequence": rule("sequence", within="48h", steps=STEPS, resolve_when=_MISSING),
}  # fmt: skip
AREAS = ["SYR", "SYR/Idlib", "SYR/Idlib/Ariha", "SYR/Aleppo"]


@st.composite
def claims(draw: st.DrawFn, of: Rule, name: str) -> list[Match]:
    """An item's claim, perhaps corrected later, or taken back."""
    at = draw(st.integers(0, 24 * DAYS))
    value = draw(st.sampled_from([12, 40, 50, 60, 100, 130]))
    area = draw(st.sampled_from(AREAS))
    clears = bool(getattr(of, "resolve_when", None)) and draw(st.integers(0, 3)) == 0
    first = Match(
        rule=of.id,
        key={"area": "Idlib", "country": "SYR"},
        exercise=False,
        item=name,
        version=hour(at),
        source=draw(st.sampled_from(["agency", "monitor", "radio"])),
        published=hour(at),
        rules="sha256:1",
        effect="clear" if clears else "raise",
        value=value,
        grade=draw(st.sampled_from("ABF")),
        shares=(Share(name=area, value=value),),
        steps=tuple(draw(st.sets(st.integers(0, 2), min_size=1, max_size=2))) if of.kind == "sequence" else (),
        evidence=spans(f"{value} killed"),
    )
    then = draw(st.sampled_from(["", "", "", "corrected", "withdrawn"]))
    if then == "corrected":
        lower = {"version": hour(at + 1), "value": value - 5, "shares": (Share(name=area, value=value - 5),)}
        return [first, first.model_copy(update=lower)]
    return [first, back(first)] if then else [first]


@st.composite
def coming(draw: st.DrawFn, of: Rule, most: int = 10) -> list[tuple[datetime, Match]]:
    """Claims in the order of coming, each late by less than the rules allow."""
    found: list[tuple[datetime, Match]] = []
    for number in range(draw(st.integers(1, most))):
        versions = draw(claims(of, f"item-{number}"))
        found += [(one.published + timedelta(hours=draw(st.integers(0, LATEST))), one) for one in versions]
    return sorted(draw(st.permutations(found)), key=lambda pair: pair[0])


def standing(arrived: Iterable[Match]) -> list[Match]:
    """The claims that stand in the end, in order of time."""
    last: dict[str, Match] = {}
    for one in arrived:
        known = last.get(one.item)
        if known is None or known.precedence < one.precedence:
            last[one.item] = one
    return sorted((one for one in last.values() if not one.withdrawn), key=lambda one: one.order)


def lines(sent: Iterable[Emission]) -> list[str]:
    return [event_line(event) for event in settled(sent)]


@pytest.mark.parametrize("name", RULES)
@a_part()
@given(data=st.data())
def test_repeats_late_items_ticks_and_crashes_do_not_change_the_log(name: str, data: st.DataObject) -> None:
    of = RULES[name]
    arrived = data.draw(coming(of))
    inputs: list[Match | datetime] = []
    for comes, one in arrived:
        if data.draw(st.booleans()):
            inputs.append(comes)  # the clock ticks before
        inputs.append(one)
    died = data.draw(st.integers(0, len(inputs)))
    written = data.draw(st.integers(0, died))
    before, _ = worked(of, inputs[:died])
    _, state = worked(of, inputs[:written])
    resumed = None if state is None else KeyState.read(state.written())
    assert resumed == state

    offset = data.draw(st.integers(0, written))
    after, _ = worked(of, [*inputs[offset:], END], resumed, count(offset))

    quiet, _ = worked(of, [*standing(one for _, one in arrived), END])
    assert lines([*before, *after]) == lines(quiet)


@pytest.mark.parametrize("name", RULES)
@a_part()
@given(data=st.data())
def test_an_incident_fires_once_first_and_ends_once_last(name: str, data: st.DataObject) -> None:
    sent, _ = worked(RULES[name], [*(one for _, one in data.draw(coming(RULES[name]))), END])
    events = settled(sent)
    for incident in {event.incident for event in events}:
        kinds = [event.event for event in events if event.incident == incident]
        moments = {event.event: event.at for event in events if event.incident == incident}
        ends = [kind for kind in kinds if kind in ("resolve", "expire", "retract")]
        assert kinds.count("fire") == 1
        assert moments["fire"] == min(moments.values())
        assert len(ends) <= 1
        assert all(moments[end] == max(moments.values()) for end in ends)


CUT = rule("change", id="cut", resolve_when=_MISSING, expire_after="36h")
DEAD = rule("threshold", id="dead", threshold=50, within="24h", policy="median")
SILENT = rule("absence", within="30h", expect=["agency", "never-heard"])
BOTH = rule("composite", id="both", all=["cut", "dead"], group_by="country", within="40h", keep_firing="5h")
EITHER = rule("composite", id="either", any=["cut", "dead"], at_least=1, group_by="key", cooldown="10h")
CRISIS = rule("composite", id="crisis", all=["both", "either"], group_by="country", **{"for": "2h"})
TOGETHER: RuleSet = rule_set([CUT, DEAD, SILENT, BOTH, EITHER, CRISIS])


@st.composite
def world(draw: st.DrawFn) -> list[tuple[datetime, Match]]:
    """Claims for several keys of several rules, in the order of coming."""
    found: list[tuple[datetime, Match]] = []
    for of in (CUT, DEAD, SILENT):
        for comes, one in draw(coming(of, 4)):
            key = {"area": draw(st.sampled_from(["Idlib", "Homs"])), "country": "SYR"}
            own = {"source": "agency"} if of is SILENT else key if not one.withdrawn else one.key
            keyed = one.model_copy(update={"key": own, "item": f"{of.id}-{one.item}-{own.get('area')}"})
            found.append((comes, keyed))
    return sorted(found, key=lambda pair: pair[0])


class Cluster:
    """Partitions of the topic of matches, each with its states and what waits in it."""

    def __init__(self, partitions: int) -> None:
        self.waiting: list[deque[Match | datetime]] = [deque() for _ in range(partitions)]
        self.states: list[dict[str, KeyState]] = [{} for _ in range(partitions)]
        self.sent: list[Emission] = []

    def home(self, key: str) -> int:
        return sum(key.encode()) % len(self.waiting)

    def put(self, one: Match | datetime) -> None:
        for at, queue in enumerate(self.waiting):
            if not isinstance(one, Match) or at == self.home(one.key_text):
                queue.append(one)

    def step(self, at: int) -> None:
        """Let one partition take what is next in it, and write its state as a table does."""
        one, states = self.waiting[at].popleft(), self.states[at]
        if isinstance(one, Match):
            found = TOGETHER.get(one.rule)
            assert found is not None
            self._keep(
                states, one.key_text, incidents.decide(states.get(one.key_text) or incidents.begin(one), found, one)
            )
            return
        for key, state in incidents.all_awaited(TOGETHER, one, str):
            if self.home(key) == at:
                states.setdefault(key, state)
        for key, state in list(states.items()):
            found = TOGETHER.get(state.rule)
            assert found is not None
            self._keep(states, key, incidents.tick(state, found, one))

    def _keep(self, states: dict[str, KeyState], key: str, decision: incidents.Decision) -> None:
        states[key] = KeyState.read(decision.state.written())
        self.sent.extend(decision.emissions)
        for emission in decision.emissions:
            for match in matches_upon(emission, TOGETHER):
                self.put(match)

    def drained(self, choose: st.DataObject | None = None) -> "Cluster":
        while busy := [at for at, queue in enumerate(self.waiting) if queue]:
            self.step(busy[0] if choose is None else choose.draw(st.sampled_from(busy)))
        return self


@a_part()
@given(world(), st.integers(1, 4), st.data())
def test_any_layout_of_partitions_gives_one_log_also_of_rules_over_rules(
    arrived: list[tuple[datetime, Match]], partitions: int, data: st.DataObject
) -> None:
    quiet = Cluster(1)
    quiet.put(START)
    for one in arrived:
        quiet.put(one[1])
        quiet.drained()
    cluster = Cluster(partitions)
    cluster.put(START)
    cluster.drained()
    for comes, match in arrived:
        if data.draw(st.booleans()):
            cluster.put(comes)
        cluster.put(match)
        if data.draw(st.booleans()):
            cluster.put(match)
        if data.draw(st.booleans()):
            cluster.drained(data)
    for each in (quiet, cluster.drained(data)):
        for _ in range(5):
            each.put(END)
            each.drained()

    assert lines(cluster.sent) == lines(quiet.sent)
