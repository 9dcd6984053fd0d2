"""Needs: the classes of words that each kind of fact must meet in an item, and in a sentence, before it is looked for."""

from collections.abc import Mapping
from typing import NamedTuple

_CASUALTIES = tuple(
    f"{outcome}.{form}"
    for outcome in ("killed", "injured", "missing", "detained", "displaced")
    for form in ("verb", "ing", "intransitive", "state", "of", "noun", "toll", "lives", "weak", "ending")
)
Classes = tuple[str, ...]


class Need(NamedTuple):
    """What a kind of fact must meet in an item before it is looked for.

    A piece must hold a word of ``first``, and it or one soon behind it a word of ``then``, one of each half of one of the
    ``pairs``, or an ``answer`` behind a label. A later piece must point back by a word of ``back``, unless it is short, or the
    first one is the ``heading`` of a list.

    Two groups are no classes: ``#number`` is any word of letters and digits (M5), ``#name`` the names of the operator's routes.
    """

    first: Classes
    then: Classes = ()
    answer: Classes = ()
    back: Classes = ()
    heading: Classes = ()
    pairs: tuple[tuple[Classes, Classes], ...] = ()


NEEDS: Mapping[str, Need] = {
    "casualties": Need(
        (*_CASUALTIES, "casualty.trigger", "killed.survives", "killed.lived", "killed.all_of", "displaced.shelter", "displaced.stays", "displaced.had_to"),
    ),
    "route": Need(
        first=(
            "route.head", "route.heads", "route.series", "route.gate", "route.line_of", "route.prefix", "route.junction",
            "route.way_of", "route.flights", "route.done_at", "#number", "#name",
        ),
        then=("route.is", "route.does", "route.goes", "route.noun", "route.use", "route.planned", "route.to_halt"),
        answer=("route.only", "route.limit", "route.rate", "route.colour", "route.answer"),
        back=("route.it", "topic.by", "topic.traffic", "topic.part", "passage.nobody", "passage.none"),
        heading=("route.heads", "list.head"),
        pairs=(
            (
                ("passage.halts", "passage.flows", "passage.passes", "passage.comes", "passage.crosses", "passage.lasts"),
                ("passage.traffic", "passage.nobody", "passage.none", "passage.cannot", "route.not", "route.no_longer"),
            ),
            (("passage.barrier",), ("passage.removes",)),
            (("passage.obstacle", "passage.parks"), ("passage.across",)),
            (("passage.under",), ("passage.cover",)),
            (("passage.bans",), ("passage.from",)),
            (("passage.takes",), ("passage.taken",)),
            (("passage.lets",), ("passage.traffic", "route.only", "route.subset")),
            (("route.only", "route.out_of"), ("topic.part",)),
            (("route.first",), ("passage.since",)),
            (("passage.places",), ("passage.across",)),
            (("route.there_is",), ("route.not",)),
            (("route.waits", "route.wait"), ("route.wait_unit",)),
            (("route.staffed",), ("route.staff",)),
            (("route.sweeps",), ("route.swept",)),
            (("route.speed_of",), ("route.speed",)),
            (("route.handling",), ("route.share_of",)),
        ),
    ),
    "ceasefire": Need(("truce.noun",)),
    "truce": Need(
        first=("truce.conflict", "quiet.hold", "quiet.guns", "quiet.calm"),
        then=("quiet.pause", "quiet.hold"),
        pairs=(
            (("truce.conflict", "quiet.guns"), ("quiet.deal", "quiet.hands", "quiet.calm")),
            (("quiet.guns",), ("quiet.silent",)),
            (("truce.conflict",), ("quiet.halt",)),
            (("quiet.calm",), ("quiet.state",)),
        ),
    ),
}  # fmt: skip

RUNNING = "casualties told before"
"""A sentence that only carries a topic on ("the toll is now 132", "70 more") is looked for where people were told of before it."""

SENTENCES: Mapping[str, Need] = {
    RUNNING: Need(
        (
            "toll.speaks", "toll.now", "toll.total", "toll.listed", "group.more", "part.opens", "part.of.the", "part.of.figure", "part.accounts",
            "part.worst",
            *(f"part.of.{outcome}" for outcome in ("them", "killed", "injured", "missing", "detained", "displaced")),
        )
    )
}  # fmt: skip
"""What only sentences are asked for, beside the ``first`` of each kind."""
