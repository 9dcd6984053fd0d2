from typing import Any

import pytest

from streams.core.facts import Fact, Facts
from streams.core.identity import key_text, read_key_text
from streams.core.matches import Match, Matching, Seen, match
from streams.core.rules import ChangeRule, RuleSet, rule_set
from streams.core.sheets import FactSheet, fact_sheet
from tests.cases import each
from tests.core.given import ALEPPO, ARIHA, ROUTES, RULES, TOLLS, Register, hour, item, killed, route, truce


def sheet(*facts: Fact, name: str = "a", **fields: Any) -> FactSheet:
    read = item(name, **fields)
    return fact_sheet(read, Facts(item=name, facts=facts))


def judged(one: FactSheet, seen: Seen | None = None, rules: RuleSet = RULES) -> Matching:
    return match(one, seen, rules, Register())


def claims(matching: Matching) -> list[tuple[str, str, int | None, bool]]:
    return [(one.rule, one.effect, one.value, one.withdrawn) for one in matching.matches]


def test_an_item_gives_one_match_a_rule_and_key() -> None:
    matching = judged(sheet(killed(57), route(), route(name="a", state="severed"), truce()))
    assert sorted(claims(matching)) == [
        ("casualty-threshold", "raise", 57, False),
        ("ceasefire-violated", "raise", None, False),
        ("route-severed", "raise", None, False),
    ]
    assert matching.outcome == "matched"


def test_figures_of_two_areas_go_to_two_keys() -> None:
    matching = judged(sheet(killed(57), killed(9, places=(ARIHA,))))
    assert [(one.key["area"], one.value) for one in matching.matches] == [("Idlib", 57), ("Ariha", 9)]


def test_two_figures_of_one_area_are_never_added_the_higher_counts() -> None:
    assert [one.value for one in judged(sheet(killed(19), killed(57), killed(1))).matches] == [57]


def test_of_two_equal_figures_the_first_in_the_text_gives_the_evidence() -> None:
    matching = judged(sheet(killed(57, who="people"), killed(57, who="fighters")))
    assert [one.who for one in matching.matches] == ["people"]


def test_who_denies_what_a_rule_is_about_is_told_to_its_key() -> None:
    (match,) = judged(sheet(truce(status="denied", attribution="the army"))).matches
    assert (match.effect, [one.by for one in match.denials]) == ("deny", ["the army"])


def test_an_item_that_tells_of_a_breach_and_its_denial_tells_both() -> None:
    (match,) = judged(sheet(truce(), truce(status="denied", attribution="the army"))).matches
    assert (match.effect, [one.by for one in match.denials]) == ("raise", ["the army"])


@each(
    "fact",
    [
        killed(57, scope="background"),
        killed(57, status="unconfirmed"),
        killed(57, status="threatened"),
        killed(57, part=True),
        killed(57, outcome="injured"),
        route("restricted"),
        route(scope="background"),
        route(status="threatened"),
        truce("holding"),
    ],
)
def test_what_is_not_asserted_as_news_or_not_asked_for_matches_nothing(fact: Fact) -> None:
    matching = judged(sheet(fact))
    assert (matching.matches, matching.outcome) == ((), "no rule")


def test_an_open_route_clears() -> None:
    assert claims(judged(sheet(route("open")))) == [("route-severed", "clear", None, False)]


def test_of_one_route_cut_and_open_in_one_item_the_closure_outweighs() -> None:
    for facts in ((route("open"), route()), (route(), route("open"))):
        assert claims(judged(sheet(*facts))) == [("route-severed", "raise", None, False)]


def test_a_denied_reopening_does_not_clear() -> None:
    assert judged(sheet(route("open", status="denied"))).matches == ()


def test_the_match_carries_the_words_that_say_it() -> None:
    (one,) = judged(sheet(killed(57, count_max=60, who="people", attribution="the monitor"))).matches
    assert (one.evidence[0].quote, one.who, one.attribution, one.value_max) == (
        "57 killed",
        "people",
        "the monitor",
        60,
    )
    assert (one.source, one.published, one.rules) == ("source-a", hour(0), RULES.version)


def test_a_drill_has_keys_of_its_own() -> None:
    (real,) = judged(sheet(route())).matches
    (drill,) = judged(sheet(route(), exercise=True)).matches
    assert real.key == drill.key
    assert real.key_text != drill.key_text


def test_a_drill_that_plays_a_real_item_again_is_remembered_apart() -> None:
    assert sheet(route()).seen_key != sheet(route(), exercise=True).seen_key


def test_a_repeat_sends_its_matches_again_because_they_may_have_been_lost() -> None:
    first = judged(sheet(killed(57)))
    again = judged(sheet(killed(57)), first.seen)
    assert (again.outcome, again.matches, again.seen) == ("repeat", first.matches, first.seen)


def test_a_repeat_sends_nothing_to_keys_that_the_item_did_not_write_to() -> None:
    first = judged(sheet(killed(57), route()), rules=rule_set([TOLLS]))
    assert [one.rule for one in judged(sheet(killed(57), route()), first.seen).matches] == ["casualty-threshold"]


def test_other_words_under_the_same_version_are_a_conflict() -> None:
    first = judged(sheet(killed(57)))
    other = judged(sheet(killed(99), text="Other words."), first.seen)
    assert (other.outcome, other.matches, other.seen) == ("conflict", (), first.seen)
    assert "no later `updated`" in other.reason


def test_another_moment_under_the_same_version_is_a_conflict() -> None:
    first = judged(sheet(killed(57), updated=hour(5)))
    assert judged(sheet(killed(57), updated=hour(5), published=hour(1)), first.seen).outcome == "conflict"


def test_a_later_version_takes_back_what_it_no_longer_says() -> None:
    first = judged(sheet(killed(57), route()))
    later = judged(sheet(killed(60), updated=hour(2), text="Corrected."), first.seen)
    assert claims(later) == [("casualty-threshold", "raise", 60, False), ("route-severed", "raise", None, True)]
    withdrawal = later.matches[1]
    assert (withdrawal.version, withdrawal.published, withdrawal.source) == (hour(2), hour(0), "source-a")
    assert withdrawal.key_text == first.matches[1].key_text


def test_a_figure_moved_to_another_area_is_taken_back_from_the_first() -> None:
    first = judged(sheet(killed(57)))
    later = judged(sheet(killed(57, places=(ALEPPO,)), updated=hour(2), text="In Aleppo."), first.seen)
    assert [(one.key["area"], one.withdrawn) for one in later.matches] == [("Aleppo", False), ("Idlib", True)]


def test_what_is_taken_back_is_named_by_the_moment_and_source_that_it_had() -> None:
    first = judged(sheet(killed(57)))
    later = judged(sheet(updated=hour(2), published=hour(1), source="other", text="Nothing happened."), first.seen)
    assert [(one.published, one.source) for one in later.matches] == [(hour(0), "source-a")]


def test_a_version_that_meets_no_rule_any_more_takes_all_back() -> None:
    first = judged(sheet(killed(57)))
    later = judged(sheet(updated=hour(2), text="Nothing happened."), first.seen)
    assert claims(later) == [("casualty-threshold", "raise", None, True)]
    assert later.seen.keys == ()


def test_a_canceled_item_takes_all_back() -> None:
    first = judged(sheet(killed(57), route()))
    gone = judged(sheet(killed(57), route(), updated=hour(2), status="canceled"), first.seen)
    assert {one.withdrawn for one in gone.matches} == {True}
    assert (len(gone.matches), gone.outcome) == (2, "withdrawn")


def test_a_cancellation_counts_even_without_a_later_moment() -> None:
    first = judged(sheet(killed(57)))
    gone = judged(sheet(killed(57), status="canceled"), first.seen)
    assert (claims(gone), gone.outcome) == ([("casualty-threshold", "raise", None, True)], "withdrawn")
    assert judged(sheet(killed(57)), gone.seen).outcome == "superseded"


def test_an_earlier_version_that_comes_later_changes_nothing() -> None:
    later = judged(sheet(updated=hour(2), text="Nothing happened."))
    earlier = judged(sheet(killed(57)), later.seen)
    assert (earlier.outcome, earlier.matches, earlier.seen) == ("superseded", (), later.seen)


@pytest.mark.parametrize("facts", [(killed(57), route()), ()])
def test_what_is_remembered_reads_back_from_what_is_written(facts: tuple[Fact, ...]) -> None:
    seen = judged(sheet(*facts)).seen
    assert Seen.read(seen.written()) == seen
    assert len(seen.written()) < 400


def test_a_key_reads_back_from_its_text() -> None:
    text = key_text("route-severed", {"route": 'M5 "x"', "country": "SYR"}, exercise=True)
    assert read_key_text(text) == ("route-severed", {"route": 'M5 "x"', "country": "SYR"}, True)


def test_a_match_reads_back_from_its_json() -> None:
    (one,) = judged(sheet(killed(57))).matches
    assert Match.model_validate_json(one.model_dump_json()) == one


def test_a_change_rule_without_resolve_when_is_never_cleared() -> None:
    rule = ChangeRule.model_validate(ROUTES.model_dump() | {"resolve_when": None})
    assert judged(sheet(route("open")), rules=rule_set([rule])).matches == ()
