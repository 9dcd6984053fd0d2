"""Conditions and items drawn at random from few words, so that some of them meet."""

from typing import Any

from hypothesis import strategies as st

from streams.core.conditions import Node
from streams.core.facts import Fact, Place
from streams.core.sources import Source, Sources
from tests.core.conditions.given import condition
from tests.core.given import ALEPPO, ARIHA, IDLIB, killed, route, truce

SOURCES = Sources(version=1, sources={"sana": Source(kind="government", grade="D", aliases=("SANA", "Agency"))})
PLACES = (ARIHA.model_copy(update={"lat": 35.81, "lon": 36.61}), IDLIB, ALEPPO, Place(name="Nowhere"))
WORDS = ("cholera", "Hôpital", "aid", "convoy", "STRASSE", "停火", "don't", "Syria", "Ariha")

leaf = st.sampled_from(
    [
        {"fact": "casualties", "outcome": "killed"},
        {"fact": "casualties", "outcome": ["injured", "killed"], "count": {"min": 8}},
        {"fact": "route", "state": ["severed", "open"], "route": ["M5", "Aleppo road"]},
        {"fact": "route", "state": "severed"},
        {"fact": "ceasefire", "state": "violated"},
        {"also": {"fact": "route", "state": "severed"}},
        {"place": "ariha"},
        {"place": {"name": ["Idlib", "Aleppo"], "country": "SYR"}},
        {"place": {"country": ["SYR", "IRQ"]}},
        {"place": {"admin1": "IDLIB"}},
        {"place": {"within": "9km", "of": [35.8, 36.6]}},
        {"source": "Agency"},
        {"source": {"grade": "B or better"}},
        {"language": "en"},
        {"text": ["cholera", "aid convoy"]},
        {"text": "hop*"},
        {"text": {"phrase": "strasse", "in": "title"}},
        {"text": {"pattern": r"(?i)\bCHOLERA\b"}},
        {"text": {"pattern": ["c.*y", "convoy"], "phrase": "don t"}},
        {"text": {"pattern": "straße|停火"}},
        {"text": {"pattern": "(?i)straße"}},
    ]
)
tree = st.recursive(
    leaf,
    lambda inner: st.builds(
        lambda join, entries: {join: entries},
        st.sampled_from(["all", "any", "none"]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=6,
)
text = st.lists(st.sampled_from((*WORDS, "Straße", "und", "x")), min_size=1, max_size=5).map(" ".join)
places = st.lists(st.sampled_from(PLACES), max_size=2).map(tuple)
fact: st.SearchStrategy[Fact] = st.one_of(
    st.builds(
        lambda n, where, what: killed(n, places=where, outcome=what),
        st.sampled_from([5, 9]),
        places,
        st.sampled_from(["killed", "injured"]),
    ),
    st.builds(
        lambda state, where: route(state, places=where, aliases=("Aleppo Road",)),
        st.sampled_from(["severed", "open"]),
        places,
    ),
    st.builds(lambda where: truce(places=where), places),
)


def readable(written: Any) -> Node | None:
    try:
        return condition(written)
    except ValueError:
        return None


item_fields = st.fixed_dictionaries(
    {
        "title": text,
        "text": text,
        "source": st.sampled_from(["sana", "SANA", "agency", "radio"]),
        "language": st.sampled_from(["en", "ar", None]),
    }
)
