"""One module a kind of rule, or a few that are alike; each says what it finds in a claim (``streams.core.lifecycle``)."""

from collections.abc import Mapping
from typing import Any

from streams.core.kinds.absence import Absence
from streams.core.kinds.change import Happening
from streams.core.kinds.composite import Composite
from streams.core.kinds.counting import Distinct, FirstSeen, Frequency
from streams.core.kinds.sequence import Sequence
from streams.core.kinds.spike import Spike
from streams.core.kinds.steps import Kind
from streams.core.kinds.threshold import Toll
from streams.core.rules import Rule, ThresholdRule

_KINDS: Mapping[str, Kind[Any]] = {
    "immediate": Happening(),
    "change": Happening(),
    "threshold": Toll(),
    "frequency": Frequency(),
    "first_seen": FirstSeen(),
    "spike": Spike(),
    "absence": Absence(),
    "sequence": Sequence(),
    "composite": Composite(),
}
_DISTINCT = Distinct()


def kind_of(rule: Rule) -> Kind[Any]:
    """What judges the claims of a rule."""
    if isinstance(rule, ThresholdRule) and rule.measure == "distinct":
        return _DISTINCT
    return _KINDS[rule.kind]
