from collections.abc import Iterable
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from streams.core.alerts import Emission, event_line, settled
from streams.core.facts import Fact
from streams.core.items import Item
from streams.core.pipeline import Pipeline
from streams.core.rules import RuleSet
from tests.core.given import (
    ALEPPO,
    RULES,
    Reader,
    Register,
    briefs,
    hour,
    item,
    killed,
    route,
    truce,
)

TEXTS: dict[str, tuple[Fact, ...]] = {
    "M5 cut, 57 dead in Idlib.": (route(), killed(57)),
    "M5 open.": (route("open"),),
    "104 dead in Idlib, 60 in Aleppo.": (killed(104), killed(60, places=(ALEPPO,))),
    "Truce broken, nine dead.": (truce(), killed(9)),
    "M4 cut and M5 open.": (route(name="M4"), route("open")),
    "Nothing happened.": (),
}


def pipeline_for(items: Iterable[Item], rules: RuleSet = RULES) -> Pipeline:
    """A pipeline whose reader finds in each of the items the facts that stand beside its text above."""
    facts = {(one.id, one.text): tuple(_of(fact, one) for fact in TEXTS[one.text]) for one in items}
    return Pipeline(extract=Reader(facts), rules=rules, register=Register())


def _of(fact: Fact, one: Item) -> Fact:
    return fact.model_copy(update={"item": one.id})


def played(*items: Item, until: float | None = None) -> list[Emission]:
    pipeline = pipeline_for(items)
    sent = [emission for one in items for emission in pipeline.take(one).emissions]
    return sent + list(pipeline.tick(hour(until))) if until is not None else sent


def test_an_item_goes_through_all_steps() -> None:
    (fire, toll) = sorted(
        played(item("a", 1, text="M5 cut, 57 dead in Idlib.")), key=lambda one: one.event.rule, reverse=True
    )
    assert (fire.event.rule, fire.event.key) == ("route-severed", {"country": "SYR", "route": "M5"})
    assert (toll.event.value, toll.event.evidence[0].quote, toll.event.rules) == (57, "57 killed", RULES.version)


def test_an_outcome_tells_what_was_read_and_how_it_matched() -> None:
    one = item("a", 1, text="M5 cut, 57 dead in Idlib.")
    outcome = pipeline_for([one]).take(one)
    assert (len(outcome.sheet.facts), outcome.matching.outcome) == (2, "matched")


def test_time_passes_for_every_key_that_is_due() -> None:
    sent = played(
        item("a", 1, text="Truce broken, nine dead."), item("b", 2, text="M5 cut, 57 dead in Idlib."), until=80
    )
    assert sorted(briefs(settled(sent))) == ["expire a", "expire b 57", "fire a", "fire b", "fire b 57"]


def test_time_that_has_passed_does_not_pass_again() -> None:
    one = item("a", 1, text="Truce broken, nine dead.")
    pipeline = pipeline_for([one])
    pipeline.take(one)
    assert briefs(emission.event for emission in pipeline.tick(hour(80))) == ["expire a"]
    assert pipeline.tick(hour(80)) == ()


def test_a_drill_does_not_resolve_a_real_closure() -> None:
    sent = played(item("a", 1, text="M5 cut, 57 dead in Idlib."), item("b", 2, text="M5 open.", exercise=True))
    assert [event.event for event in settled(sent) if event.rule == "route-severed"] == ["fire"]


def test_a_drill_that_plays_the_archive_again_raises_the_same_apart() -> None:
    real, drill = (item("a", 1, text="M5 cut, 57 dead in Idlib.", exercise=exercise) for exercise in (False, True))
    events = settled(played(real, drill))
    assert sorted((event.exercise, event.rule) for event in events) == [
        (False, "casualty-threshold"),
        (False, "route-severed"),
        (True, "casualty-threshold"),
        (True, "route-severed"),
    ]


def test_a_canceled_item_leaves_no_trace_in_the_log() -> None:
    one = item("a", 1, text="M5 cut, 57 dead in Idlib.")
    gone = item("a", 1, text="M5 cut, 57 dead in Idlib.", updated=hour(3), status="canceled")
    assert settled(played(one, gone)) == []


def test_a_conflict_changes_nothing() -> None:
    one, other = item("a", 1, text="M5 cut, 57 dead in Idlib."), item("a", 1, text="104 dead in Idlib, 60 in Aleppo.")
    assert settled(played(one, other)) == settled(played(one))


LATENESS = timedelta(hours=30)
RULES_IN_SHORT = RuleSet(
    rules=tuple(
        rule.model_copy(update={"allowed_lateness": LATENESS, "expire_after": timedelta(hours=40)})
        for rule in RULES.rules
    )
)
END = hour(400)


@st.composite
def coming(draw: st.DrawFn) -> list[Item]:
    """Items, some with later versions or taken back, each within the allowed lateness, in the order of coming."""
    made: list[Item] = []
    for number in range(draw(st.integers(1, 7))):
        published = draw(st.integers(0, 150))
        for version in range(draw(st.sampled_from([1, 1, 1, 2, 3]))):
            one = item(
                f"item-{number}",
                published,
                source=draw(st.sampled_from(["agency", "monitor"])),
                text=draw(st.sampled_from(sorted(TEXTS))),
                updated=hour(published + version) if version else None,
                status=draw(st.sampled_from(["usable", "usable", "usable", "canceled"])) if version else "usable",
                exercise=number % 4 == 3,
            )
            made.append(one)
    delays = {id(one): timedelta(hours=draw(st.integers(0, 30))) for one in made}
    return sorted(draw(st.permutations(made)), key=lambda one: one.published + delays[id(one)])


def log(items: list[Item], ticks: dict[int, datetime] | None = None) -> list[str]:
    pipeline = pipeline_for(items, RULES_IN_SHORT)
    sent: list[Emission] = []
    for at, one in enumerate(items):
        if ticks and at in ticks:
            sent.extend(pipeline.tick(ticks[at]))
        sent.extend(pipeline.take(one).emissions)
    return [event_line(event) for event in settled([*sent, *pipeline.tick(END)])]


@given(coming(), st.data())
def test_items_in_any_order_repeated_and_with_ticks_between_give_one_log(
    items: list[Item], data: st.DataObject
) -> None:
    plain = log(sorted(items, key=lambda one: (one.published, one.id, one.version)))
    assert log(items) == plain
    again = list(items)
    for _ in range(data.draw(st.integers(0, 3))):
        first = data.draw(st.integers(0, len(again) - 1))
        again.insert(data.draw(st.integers(first, len(again))), again[first])
    ticks = data.draw(st.dictionaries(st.integers(0, len(again)), st.integers(0, 400).map(hour), max_size=3))
    assert log(again, ticks) == plain
