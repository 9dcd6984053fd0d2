"""Files of tests: what is read from them, and what is said of a mistake."""

from pathlib import Path

import pytest

from streams.core.errors import Misuse, Outside
from streams.edges.testfiles import LoadedTestFile, load_tests, rule_test_paths
from streams.edges.testgrounds import Grounds

RULE = """\
version: 1
id: road
kind: change
when: {fact: route, state: severed}
group_by: route
severity: major
"""


def loaded(
    folder: Path, tests: str, *, head: str = "version: 1", rule: str = RULE, at: str = "a.test.yaml"
) -> LoadedTestFile:
    (folder / "road.yaml").write_text(rule, encoding="utf-8")
    path = folder / at
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{head}\ntests:\n{tests}", encoding="utf-8")
    return load_tests(path, Grounds())


def problems(folder: Path, tests: str, *, head: str = "version: 1", rule: str = RULE) -> list[str]:
    found = loaded(folder, tests, head=head, rule=rule)
    assert found.tests == ()
    return [str(one).removeprefix(f"{folder}/") for one in found.problems]


def test_items_are_an_hour_apart_unless_they_say_when(tmp_path: Path) -> None:
    file = loaded(tmp_path, "  - {name: a, given: [one, two, {at: +30m, text: three}, four]}")
    (test,) = file.tests

    assert [(one.item.id, f"{one.item.published:%H:%M}") for one in test.arrivals] == [
        ("item-1", "00:00"),
        ("item-3", "00:30"),
        ("item-2", "01:00"),
        ("item-4", "01:30"),
    ]


def test_a_correction_arrives_when_it_was_made_unless_it_says_when(tmp_path: Path) -> None:
    given = "{id: a, updated: +3h, text: x}, {id: b, at: +0h, updated: +3h, arrives: +5h, text: x}"
    (test,) = loaded(tmp_path, f"  - {{name: a, given: [{given}]}}").tests

    assert [f"{one.moment:%H:%M}" for one in test.arrivals] == ["03:00", "05:00"]


def test_a_clock_of_the_test_goes_before_that_of_the_file(tmp_path: Path) -> None:
    tests = "  - {name: a, given: [x]}\n  - {name: b, clock: 2025-05-05T00:00:00+00:00, given: [x]}"
    file = loaded(tmp_path, tests, head="version: 1\nclock: 2025-04-04T00:00:00+00:00")

    assert [f"{one.clock:%d %b}" for one in file.tests] == ["04 Apr", "05 May"]


def test_an_archive_gives_its_items_in_order_of_time(tmp_path: Path) -> None:
    lines = [
        f'{{"id": "i{hour}", "source": "s", "title": "", "text": "x", "published": "2025-01-02T0{hour}:00:00Z"}}'
        for hour in (3, 1)
    ]
    (tmp_path / "news.jsonl").write_text("\n".join(lines))
    (test,) = loaded(tmp_path, "  - {name: a, given: [{file: news.jsonl}]}").tests

    assert [one.item.id for one in test.arrivals] == ["i1", "i3"]


def test_archives_and_items_come_together_in_order_of_time(tmp_path: Path) -> None:
    line = '{"id": "old", "source": "s", "title": "", "text": "x", "published": "2025-01-01T00:30:00Z"}'
    (tmp_path / "news.jsonl").write_text(line)
    (test,) = loaded(tmp_path, "  - {name: a, given: [one, {file: news.jsonl}, two]}").tests

    assert [one.item.id for one in test.arrivals] == ["item-1", "old", "item-3"]


def test_each_case_is_a_test_with_its_values_put_in_as_what_they_are(tmp_path: Path) -> None:
    tests = '  - {name: "a", given: ["${n} dead"], expect: [{value: "${n}"}], cases: [{n: 60}, {n: 70}]}'
    file = loaded(tmp_path, tests)

    assert [
        (one.name, one.test.model_dump()["expect"][0]["value"], one.arrivals[0].item.text) for one in file.tests
    ] == [
        ("a [n=60]", 60, "60 dead"),
        ("a [n=70]", 70, "70 dead"),
    ]


def test_a_name_that_holds_a_case_is_not_followed_by_it(tmp_path: Path) -> None:
    file = loaded(tmp_path, '  - {name: "of ${n}", given: ["${n}"], cases: [{n: one}, {n: two}]}')

    assert [one.name for one in file.tests] == ["of one", "of two"]


def test_a_place_in_a_case_is_the_place_in_the_file(tmp_path: Path) -> None:
    file = loaded(
        tmp_path,
        '  - name: "of ${n}"\n    given: ["${n} dead"]\n    expect:\n      - {value: "${n}"}\n    cases: [{n: 6}, {n: 7}]\n',
    )

    assert [one.place(("expect", 0)) for one in file.tests] == [(6, 9), (6, 9)]


def test_the_rules_are_those_of_the_folder_that_the_file_is_in_or_above(tmp_path: Path) -> None:
    for at in ("a.test.yaml", "roads/a.test.yaml"):
        (test,) = loaded(tmp_path, "  - {name: a, given: [x]}", at=at).tests
        assert [rule.id for rule in test.ground.rules.rules] == ["road"]


def test_a_rule_that_is_named_is_in_use_though_it_is_switched_off(tmp_path: Path) -> None:
    off = RULE + "enabled: false\n"

    assert problems(tmp_path, "  - {name: a, given: [x]}", rule=off) == [
        "a.test.yaml:1:1: no rule is in use here, so nothing can be tested"
    ]
    (test,) = loaded(tmp_path, "  - {name: a, given: [x]}", head="version: 1\nrules: road.yaml", rule=off).tests
    assert [rule.id for rule in test.ground.rules.active] == ["road"]


def test_a_mistake_in_a_rule_is_told_at_its_place_and_no_test_is_run(tmp_path: Path) -> None:
    assert problems(tmp_path, "  - {name: a, given: [x]}", rule=RULE.replace("major", "mjor"))[-1] == (
        'road.yaml:6:11: severity is "mjor"; write one of info, minor, major, critical (did you mean major?)'
    )


@pytest.mark.parametrize(
    ("test", "problem"),
    [
        ("{name: a, givn: [x]}", "3:15: givn is not a field here (did you mean given?)"),
        (
            "{name: a}",
            "3:5: given is missing; add given: with a list, each entry on a line of its own after - and a space",
        ),
        ("{name: a, given: []}", "3:22: given is empty; write at least one entry, or take the line away"),
        ("{name: a, given: [{txt: x}]}", "3:24: txt is not a field here (did you mean text?)"),
        ("{name: a, given: [{source: x}]}", "3:23: given: an item needs a title or a text"),
        (
            "{name: a, given: [{at: 2, text: x}]}",
            (
                "3:28: at: must be a time after the clock, such as +2h, or a moment with an offset, such as "
                "2025-01-01T09:00:00+00:00"
            ),
        ),
        (
            "{name: a, given: [{at: 2025-01-01, text: x}]}",
            (
                "3:28: at: must be a time after the clock, such as +2h, or a moment with an offset, such as "
                "2025-01-01T09:00:00+00:00"
            ),
        ),
        ('{name: a, given: [{id: "\\u0001", text: x}]}', "3:23: id: must not contain control characters"),
        ("{name: a, given: [x], expect: [{event: fired}]}", "(did you mean fire?)"),
        ("{name: a, given: [x], expect: [{severity: high}]}", "(did you mean major?)"),
        ("{name: a, given: [x], expect: [{}]}", "3:36: expect: names nothing; name at least the event or the rule"),
        (
            "{name: a, given: [x], expect: [{range: [5]}]}",
            "3:44: range: must be two numbers, the lowest and the highest, such as [50, 62]",
        ),
        ("{name: a, given: [x], expect: [{rule: raod}]}", "3:43: rule: no rule raod is in use (did you mean road?)"),
        ("{name: a, given: [x], never: [{rule: raod}]}", "3:42: rule: no rule raod is in use (did you mean road?)"),
        (
            "{name: a, given: [x], unexpected: ignore}",
            "3:39: unexpected: this test cannot fail: it ignores every event, and names none",
        ),
        ("{name: a, given: [x], faults: [lat]}", "(did you mean late?)"),
        ('{name: a, given: ["${n}"]}', "3:23: no case has a value for ${n}; add cases: with a value for it"),
        (
            '{name: a, given: ["${n}"], cases: [{n: a, m: b}]}',
            "3:47: ${m} stands nowhere in the test",
        ),
        ('{name: a, given: ["${n} ${m}"], cases: [{n: 1, m: 2}, {n: 3}]}', "3:59: this case has no value for m"),
        (
            '{name: a, given: ["${n} dead"], expect: [{value: "${n}"}], cases: [{n: 1}, {n: two}]}',
            '3:80: with n=two: value is "two"; write a whole number, such as 50',
        ),
        (
            "{name: a, given: [x]}\n  - {name: a, given: [x]}",
            "4:12: name: another test has this name; give one of them another",
        ),
    ],
)
def test_a_mistake_is_told_at_its_place_with_its_mend(tmp_path: Path, test: str, problem: str) -> None:
    (told,) = problems(tmp_path, f"  - {test}\n")

    assert told.endswith(problem)
    assert told.startswith("a.test.yaml:")


PEOPLE = """\
version: 1
recipients: {duty: {channels: duty-phone, failover: duty-sms}}
subscriptions: [{id: all, to: duty}]
"""


@pytest.mark.parametrize(
    ("test", "problem"),
    [
        (
            "{name: a, given: [x], expect: [{notify: {to: dty}}]}",
            "3:50: to: the subscriptions name no recipient dty (did you mean duty?)",
        ),
        (
            "{name: a, given: [x], never: [{notify: {via: fax}}]}",
            "3:50: via: the subscriptions name no channel fax; there are duty-phone, duty-sms",
        ),
        (
            "{name: a, given: [x, {failing: [duty-sms, dutyphone]}]}",
            "3:47: failing: the subscriptions name no channel dutyphone (did you mean duty-phone?)",
        ),
        (
            "{name: a, given: [x, {failing: duty-sms, how: busily}]}",
            '3:51: how is "busily"; write one of fails, refuses, busy, hangs, late (did you mean busy?)',
        ),
        (
            "{name: a, given: [x, {failing: duty-sms, at: +2h, until: +1h}]}",
            "3:26: given: until is not after at, so nothing fails",
        ),
        (
            "{name: a, given: [x, {silence: road, for: 2h}]}",
            "3:36: silence: 'road' is not a matcher; write a name, one of",
        ),
        (
            "{name: a, given: [x, {silence: 'rule!=road', for: 2h}]}",
            "3:26: given: a silence needs one matcher with = or =~, else it would hide almost everything",
        ),
        ("{name: a, given: [x, {silence: rule=road}]}", "3:26: for is missing; add for: with a number and a unit"),
        ("{name: a, given: [x], expect: [{notify: {}}]}", "or outcome: delivered"),
        (
            "{name: a, given: [x], expect: [{notify: {to: duty, contain: M5}}]}",
            "3:56: contain is not a field here (did you mean contains?)",
        ),
    ],
)
def test_a_mistake_about_people_is_told_at_its_place_with_its_mend(tmp_path: Path, test: str, problem: str) -> None:
    (tmp_path / "subscriptions.yaml").write_text(PEOPLE, encoding="utf-8")
    (told,) = problems(tmp_path, f"  - {test}\n")
    assert told.startswith("a.test.yaml:3:")
    assert problem in told


def test_a_test_of_people_needs_people_and_says_where_they_are_named(tmp_path: Path) -> None:
    asked = "  - {name: a, given: [x], expect: [{notify: {to: duty}}]}"
    (nobody,) = problems(tmp_path, asked)
    assert nobody.startswith("a.test.yaml:3:5: nobody is told here, as there is no ")
    (tmp_path / "subscriptions.yaml").write_text(PEOPLE.replace("to: duty", "to: nobody"), encoding="utf-8")
    (wrong,) = problems(tmp_path, asked)
    assert wrong.startswith("subscriptions.yaml:3:")
    (away,) = problems(tmp_path, asked, head="version: 1\nsubscriptions: people.yaml")
    assert away.startswith("a.test.yaml:2:16: subscriptions: ")


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    tests = '  - {name: a, givn: [x]}\n  - {name: b, given: ["${n}"], expect: [{evnt: fire}]}\n'

    assert [one.partition(" ")[0] for one in problems(tmp_path, tests, head="version: 2")] == [
        "a.test.yaml:1:10:",
        "a.test.yaml:3:15:",
        "a.test.yaml:4:23:",
        "a.test.yaml:4:42:",
    ]


def test_an_archive_that_is_not_there_or_holds_no_item_is_told_where_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "news.jsonl").write_text("{}\n")
    found = problems(tmp_path, "  - {name: a, given: [{file: news.jsonl}, {file: old.jsonl}]}")

    assert [one.partition(": ")[0] for one in found] == ["a.test.yaml:3:30", "a.test.yaml:3:50"]
    assert "news.jsonl:1: " in found[0]
    assert "cannot be read" in found[1]


def test_rules_that_are_not_there_are_told_where_they_are_named(tmp_path: Path) -> None:
    (told,) = problems(tmp_path, "  - {name: a, given: [x]}", head="version: 1\nrules: [road.yaml, raod.yaml]")

    assert told.startswith("a.test.yaml:2:20: rules: ")


def test_folders_give_their_tests_in_order_and_nothing_hidden(tmp_path: Path) -> None:
    for name in ("b.test.yaml", "a/c.test.yaml", ".git/d.test.yaml", "road.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")

    assert [str(one.relative_to(tmp_path)) for one in rule_test_paths([tmp_path])] == ["a/c.test.yaml", "b.test.yaml"]


def test_a_path_that_is_not_there_and_a_file_that_holds_no_tests_are_refused(tmp_path: Path) -> None:
    (tmp_path / "road.yaml").write_text(RULE)

    with pytest.raises(Outside, match="no such file"):
        rule_test_paths([tmp_path / "none"])
    with pytest.raises(Misuse, match=r"NAME\.test\.yaml"):
        rule_test_paths([tmp_path / "road.yaml"])
