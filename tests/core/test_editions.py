from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from streams.core.differences import EntryChange, FieldChange, RulesAndMore, difference
from streams.core.editions import Edition, in_force, resets
from streams.core.manifests import Manifest, chain
from streams.core.rules import Rule, rule_set
from tests.cases import each
from tests.core.given import ROUTES, TOLLS, TRUCES, hour


def edition(name: str, hours: float, **digests: str) -> Edition:
    return Edition(name, hour(hours), "sha256:1", digests)


def manifest(number: int, parent: Manifest | None, *files: str, author: str = "ana") -> Manifest:
    return Manifest(
        number=number,
        parent=parent.id if parent else "",
        effective_from=hour(number),
        published=hour(number),
        author=author,
        tests="passed",
        rules="sha256:1",
        digests={},
        files={f"{one}.yaml": one * 64 for one in files},
    )


FIRST = manifest(1, None, "a")
SECOND = manifest(2, FIRST, "a", "b")
THIRD = manifest(3, SECOND, "b", "c")


def test_an_item_is_judged_by_the_last_edition_that_is_in_force() -> None:
    editions = [edition("1", 0), edition("2", 10)]
    assert [one.name for at in (0, 9.99, 10, 99) if (one := in_force(editions, hour(at)))] == ["1", "1", "2", "2"]


def test_an_item_from_before_all_editions_is_judged_by_the_first() -> None:
    first = in_force([edition("1", 5), edition("2", 10)], hour(0))
    assert getattr(first, "name", None) == "1"


def test_an_edition_planned_for_later_gives_way_to_one_published_after_it() -> None:
    editions = [edition("1", 0), edition("planned", 30), edition("3", 20)]
    assert [one.name for at in (19, 20, 31) if (one := in_force(editions, hour(at)))] == ["1", "3", "3"]


moments = st.integers(0, 40)


@given(st.lists(moments, min_size=1, max_size=6), moments, moments)
def test_time_never_leads_back_to_an_earlier_edition(starts: list[int], one: int, other: int) -> None:
    editions = [edition(str(number), at) for number, at in enumerate(starts)]
    first, second = (found for at in sorted((one, other)) if (found := in_force(editions, hour(at))))
    assert editions.index(first) <= editions.index(second)


def test_a_reset_is_asked_for_by_any_edition_in_between_that_changes_the_rule() -> None:
    afresh = Edition("2", hour(2), "sha256:2", {"route": "b"}, "reset")
    assert [resets([afresh, edition("3", 3, route="c")], "route", known) for known in ("a", "b")] == [True, False]


def test_a_version_whose_files_are_not_all_there_does_not_count() -> None:
    assert chain([FIRST, SECOND], {"a" * 64}) == (FIRST,)


def test_of_two_versions_published_at_once_the_first_counts() -> None:
    beside = manifest(2, FIRST, "a", author="ben")
    assert chain([FIRST, SECOND, beside], {"a" * 64, "b" * 64}) == (FIRST, SECOND)


@given(st.permutations(["a" * 64, "b" * 64, "c" * 64]))
def test_the_versions_that_count_only_grow_while_files_come_in_any_order(files: list[str]) -> None:
    grown = [chain([FIRST, SECOND, THIRD], set(files[:many])) for many in range(4)]
    assert all(later[: len(before)] == before for before, later in pairwise(grown))
    assert grown[-1] == (FIRST, SECOND, THIRD)


def written(*rules: Rule) -> RulesAndMore:
    described = {one.id: one.model_dump(mode="json", exclude_defaults=True) for one in rules}
    return RulesAndMore(rule_set(rules), {"rule": described})


def test_a_difference_names_each_field_with_what_it_was_and_is() -> None:
    later = TRUCES.model_copy(update={"expire_after": timedelta(hours=48), "summary": {"fire": "$label is broken"}})
    assert difference(written(TRUCES), written(later)) == (
        EntryChange(
            "rule",
            TRUCES.id,
            "changed",
            (FieldChange("expire_after", "1d", "2d"), FieldChange("summary", None, {"fire": "$label is broken"})),
            "changes",
        ),
    )


def test_rules_that_come_and_go_are_told_with_what_becomes_of_their_incidents() -> None:
    off = TRUCES.model_copy(update={"enabled": False})
    told = [(one.name, one.what, one.effect) for one in difference(written(TOLLS, TRUCES), written(ROUTES, off))]
    assert told == [
        ("casualty-threshold", "gone", "ends"),
        ("ceasefire-violated", "changed", "ends"),
        ("route-severed", "new", "begins"),
    ]


def test_a_new_description_changes_no_incident() -> None:
    (told,) = difference(written(TOLLS), written(TOLLS.model_copy(update={"description": "Many dead."})))
    assert told.effect == "words"


subsets = st.lists(st.sampled_from([TOLLS, ROUTES, TRUCES]), unique_by=lambda rule: rule.id)


@given(subsets, subsets)
def test_sets_differ_exactly_where_their_rules_do(one: list[Rule], other: list[Rule]) -> None:
    assert {entry.name for entry in difference(written(*one), written(*other))} == {
        rule.id for rule in (*one, *other) if (rule in one) != (rule in other)
    }


def test_a_version_is_known_by_everything_it_says() -> None:
    assert FIRST.id != FIRST.model_copy(update={"effective_from": hour(99)}).id


@each("name", ["/etc/x.yaml", "../x.yaml", "a/../../x.yaml", "a//x.yaml", ".x", "a\\x", "a\nb", ""])
def test_a_name_that_leads_out_of_the_folder_makes_no_version(name: str) -> None:
    with pytest.raises(ValidationError):
        Manifest.model_validate({**FIRST.model_dump(), "files": {name: "a" * 64}})
