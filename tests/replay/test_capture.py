"""A past incident as a test."""

import pytest

from streams.core.errors import Misuse
from streams.core.items import Item
from streams.core.register import Register
from streams.core.rules import CompositeRule, rule_set
from streams.core.ruletests import Arrival, RuleTestFile
from streams.replay.capture import Capture, as_test_file, capture, redacted
from streams.replay.rehearsal import rehearse
from streams.replay.results import result
from tests.core.given import RULES, hour, item
from tests.replay.given import arrivals, loaded, pipeline, read

NEWS = (
    item("calm", 0, text="calm"),
    item("low", 1, text="40"),
    item("high", 2, text="60"),
    item("road", 3, text="cut"),
    item("more", 4, text="120"),
)


def incident(rule: str, news: tuple[Item, ...] = NEWS) -> str:
    log = rehearse([Arrival(one.version, one) for one in news], pipeline(), [hour(200)]).log
    return next(event.incident for event in log if event.rule == rule)


def captured(rule: str = "casualty-threshold", news: tuple[Item, ...] = NEWS, *, redact: bool = False) -> Capture:
    return capture(incident(rule, news), news, RULES, read, Register(), redact=redact)


def test_a_capture_holds_the_items_behind_the_incident_and_its_events() -> None:
    found = captured()

    assert [one.id for one in found.items] == ["low", "high", "more"]
    assert [(one.event, one.value) for one in found.events] == [("fire", 60), ("escalate", 120)]


def test_an_incident_is_found_by_the_id_of_one_of_its_events() -> None:
    log = rehearse([Arrival(one.version, one) for one in NEWS], pipeline(), [hour(200)]).log
    escalated = next(event for event in log if event.event == "escalate")

    found = capture(escalated.id[:12], NEWS, RULES, read, Register())

    assert {event.incident for event in found.events} == {escalated.incident}


def test_a_correction_is_captured_with_what_it_corrects() -> None:
    news = (*NEWS, item("high", 2, text="70", updated=hour(6)))

    assert [(one.id, one.text) for one in captured(news=news).items] == [
        ("low", "40"),
        ("high", "60"),
        ("more", "120"),
        ("high", "70"),
    ]


def test_a_capture_is_a_test_that_passes() -> None:
    file = RuleTestFile.model_validate(as_test_file(captured(), ["casualty-threshold.yaml"]))
    fields = file.tests[0].model_dump(exclude_unset=True)

    assert file.rules == ("casualty-threshold.yaml",)
    assert len(fields["expect"]) == 2
    assert result(loaded(**fields)).failures == ()
    assert [one.item.id for one in arrivals(file.tests[0])] == ["low", "high", "more"]


def test_a_beginning_of_an_id_is_enough() -> None:
    found = capture(incident("route-severed")[:8], NEWS, RULES, read, Register())

    assert [one.id for one in found.items] == ["road"]


def test_an_incident_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(Misuse, match=f"no incident.*\n.*{incident('casualty-threshold')}  01 Mar 02:00  60 killed"):
        capture("zzz", NEWS, RULES, read, Register())


def test_redacted_items_name_no_source_no_id_and_no_address() -> None:
    first = item(
        "wire-1", 0, source="agency-north", title="Agency North: calm", text="See https://news.example/a?b=1, it says."
    )
    second = item("wire-2", 1, source="radio", url="https://radio.example/2", text="As agency_north said on the radio.")

    one, two = redacted([first, second])

    assert (one.id, one.source, one.title, one.text) == (
        "item-1",
        "source-1",
        "source-1: calm",
        "See [address] it says.",
    )
    assert (two.id, two.source, two.url, two.text) == ("item-2", "source-2", None, "As source-1 said on the source-2.")


def test_a_redacted_capture_raises_what_the_incident_raised() -> None:
    assert [(one.event, one.value) for one in captured(redact=True).events] == [("fire", 60), ("escalate", 120)]


def test_a_drill_under_the_same_id_is_no_part_of_a_real_incident() -> None:
    news = (*NEWS, item("road", 5, text="cut", exercise=True))

    assert [one.exercise for one in captured("route-severed", news).items] == [False]


def test_news_of_an_incident_long_over_is_left_out() -> None:
    found = captured(news=(item("old", -90, text="60"), *NEWS))

    assert [one.id for one in found.items] == ["old"]
    later = [
        one
        for one in rehearse(
            [Arrival(one.version, one) for one in (item("old", -90, text="60"), *NEWS)], pipeline(), [hour(200)]
        ).log
        if one.value == 120
    ]
    again = capture(later[0].incident, (item("old", -90, text="60"), *NEWS), RULES, read, Register())
    assert [one.id for one in again.items] == ["low", "high", "more"]


def test_behind_an_incident_over_others_are_the_items_of_those_that_it_was_made_of() -> None:
    over = {"version": 1, "kind": "composite", "group_by": "country", "severity": "critical"}
    both = CompositeRule.model_validate({**over, "id": "both", "all": ["casualty-threshold", "route-severed"]})
    above = CompositeRule.model_validate({**over, "id": "above", "any": ["both"]})
    rules = rule_set((*RULES.rules, both, above))
    news = (item("gone", -400, text="cut"), item("mended", -390, text="open"), item("truce", 1, text="broken"), *NEWS)
    log = rehearse([Arrival(one.version, one) for one in news], pipeline(rules), [hour(200)]).log

    found = capture(next(one.incident for one in log if one.rule == "above"), news, rules, read, Register())
    file = RuleTestFile.model_validate(as_test_file(found, [f"{rule.id}.yaml" for rule in found.rules]))

    assert [one.id for one in found.items] == ["low", "high", "road", "more"]
    assert [(one.rule, one.event) for one in found.events if one.rule in ("both", "above")] == [
        ("above", "fire"), ("both", "fire"),
    ]  # fmt: skip
    assert file.rules == ("above.yaml", "both.yaml", "casualty-threshold.yaml", "route-severed.yaml")
    fields = file.tests[0].model_dump(exclude_unset=True)
    assert result(loaded(rules=rule_set(found.rules), **fields)).failures == ()
