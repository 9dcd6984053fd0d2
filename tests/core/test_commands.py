"""Commands: what stands of them, whatever the order in which they are read."""

from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from streams.core.alerts import AlertEvent
from streams.core.commands import Command, Order, Standing, acknowledge, cover, expired, retract, silence
from streams.core.matchers import all_hold, read_matcher
from tests.cases import each
from tests.core.given import IDLIB, ROUTES, Desk, cut, hour

EVENT = Desk(ROUTES).take(cut("a", 1, places=(IDLIB,))).log[0]
BY = {"author": "ana", "comment": "road works"}
QUIET = silence([read_matcher("rule=route-severed")], **BY, at=hour(0), ends=hour(8))
ORDERS: list[Order] = [
    QUIET,
    expired(QUIET, author="ben", at=hour(3)),
    expired(QUIET, author="cy", at=hour(2)),
    silence([read_matcher("place=Idlib")], **BY, at=hour(1), ends=hour(2)),
    acknowledge(EVENT, **BY, at=hour(2)),
    acknowledge(EVENT, author="ben", comment="me too", at=hour(1)),
    retract(EVENT, **BY, at=hour(2)),
    cover(EVENT, 1, lasts=True),
    cover(EVENT, 2, lasts=False),
]


@given(st.lists(st.sampled_from(ORDERS), max_size=30), st.randoms(use_true_random=False))
def test_neither_the_order_nor_the_repetition_of_commands_changes_what_stands(
    more: list[Order], chance: Random
) -> None:
    mixed = [*ORDERS, *more]
    chance.shuffle(mixed)
    assert Standing().given(mixed) == Standing().given(ORDERS)


def test_the_first_to_acknowledge_and_the_earliest_end_of_a_silence_stand() -> None:
    standing = Standing().given(ORDERS)
    assert standing.acknowledged[EVENT.id].author == "ben"
    assert (standing.silences[QUIET.id].over, [one.lasts for one in standing.covers.values()]) == (hour(2), [False])


def test_a_command_reads_back_from_its_json() -> None:
    assert [Command.validate_json(one.model_dump_json()) for one in ORDERS] == ORDERS


@each(
    ("matcher", "holds"),
    [
        ("rule=route-severed", True),
        ('label="M5 (SYR)"', True),
        ("label=~m5.*", True),
        ("label=~M5", False),
        ("route = m5", True),
        ("severity=~major|critical", True),
        ("place=IDLIB", True),
        ("country=SYR", True),
        ("admin1!=Idlib", False),
        ("admin1!~Hama|Homs", True),
        ("river=Orontes", False),
        ("river!=Orontes", True),
    ],
)
def test_a_matcher_asks_for_a_field_of_the_key_a_place_or_the_rule(matcher: str, holds: bool) -> None:
    assert all_hold([read_matcher(matcher)], EVENT) == holds


def test_a_drill_is_met_only_by_matchers_that_ask_for_it() -> None:
    drill: AlertEvent = EVENT.model_copy(update={"exercise": True})
    asked, unasked = [read_matcher("exercise=true")], [read_matcher("rule=route-severed")]
    assert [all_hold(asked, drill), all_hold(unasked, drill), all_hold(asked, EVENT)] == [True, False, False]


@each(
    ("written", "said"),
    [("rule", "not a matcher"), ("rule=~(", "no pattern of RE2"), ("rule=...", "no letter"), ("rule=", "1 to 300")],
)
def test_a_matcher_that_says_nothing_is_refused(written: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_matcher(written)


@each(
    ("matcher", "length", "said"),
    [("rule!=x", 1, "needs one matcher with ="), ("rule=x", 0, "more than nothing"), ("rule=x", 91 * 24, "90 days")],
)
def test_a_silence_that_would_hide_almost_everything_or_never_end_is_refused(
    matcher: str, length: int, said: str
) -> None:
    with pytest.raises(ValidationError, match=said):
        silence([read_matcher(matcher)], **BY, at=hour(0), ends=hour(0) + timedelta(hours=length))
