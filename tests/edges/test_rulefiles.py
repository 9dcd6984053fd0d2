"""Folders of rules and subscriptions: a bad file hurts itself alone."""

from pathlib import Path

import pytest

from streams.core.errors import Outside
from streams.core.rules import ThresholdRule
from streams.core.rules.severity import SeverityTable
from streams.edges.rulefiles import load_rules, load_subscriptions, misnamed, rules_folder

ROADS = """\
version: 1
id: roads
kind: change
when: {fact: route, state: severed}
group_by: route
severity: critical
"""
TOLL = """\
version: 1
id: toll
kind: threshold
when: {fact: casualties, outcome: killed}
group_by: area
threshold: 50
within: 72h
severity: major
"""
TOLD = """\
version: 1
recipients:
  duty: {channels: [phone, mail]}
subscriptions:
  - {id: all, to: duty}
"""


def write(folder: Path, **files: str) -> Path:
    """Write files; two underscores stand for a folder, one at the end for nothing."""
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_folders_are_read_recursively_and_in_order_of_id(tmp_path: Path) -> None:
    loaded = load_rules(write(tmp_path, a=TOLL, deep__er__b=ROADS))

    assert [rule.id for rule in loaded.rules.rules] == ["roads", "toll"]
    assert loaded.problems == ()


def test_other_files_of_a_rules_folder_are_no_rules(tmp_path: Path) -> None:
    write(
        tmp_path, roads=ROADS, subscriptions="a: 1", sources="b: 1", tables__routes="routes: []", deep__tables__x="y: 1"
    )
    (tmp_path / "roads.test.yaml").write_text("clock: 1")
    (tmp_path / ".draft.yaml").write_text("id: draft")
    (tmp_path / "notes.txt").write_text("id: notes")

    loaded = load_rules(tmp_path)

    assert [rule.id for rule in loaded.rules.rules] == ["roads"]
    assert loaded.problems == ()


def test_a_bad_rule_hurts_itself_alone(tmp_path: Path) -> None:
    loaded = load_rules(write(tmp_path, a=TOLL, b=ROADS.replace("critical", "dire"), c="{"))

    assert [rule.id for rule in loaded.rules.rules] == ["toll"]
    assert [(Path(problem.file).name, problem.line) for problem in loaded.problems] == [("b.yaml", 6), ("c.yaml", 1)]


def test_a_repeated_id_is_told_with_both_places_and_the_first_is_kept(tmp_path: Path) -> None:
    loaded = load_rules(write(tmp_path, a=ROADS, b=TOLL.replace("id: toll", "id: roads")))

    assert [(rule.id, rule.kind) for rule in loaded.rules.rules] == [("roads", "change")]
    assert [str(problem) for problem in loaded.problems] == [
        f"{tmp_path}/b.yaml:2:5: the id roads is taken by {tmp_path}/a.yaml:2:5; give one of them another"
    ]


def test_one_file_is_read_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_text(ROADS)

    assert [rule.id for rule in load_rules(path).rules.rules] == ["roads"]


def test_a_file_that_ends_in_yml_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "roads.yml").write_text(ROADS)

    assert load_rules(tmp_path).rules.rules == ()
    assert [str(problem) for problem in misnamed(tmp_path)] == [
        f"{tmp_path}/roads.yml:1:1: not read: a rule's file ends in .yaml; name it roads.yaml"
    ]


def test_the_version_hangs_on_what_rules_do_and_not_on_files_or_words_about_them(tmp_path: Path) -> None:
    first = load_rules(write(tmp_path / "one", a=ROADS, b=TOLL)).rules.version
    same = load_rules(write(tmp_path / "two", z=ROADS + "description: Cut roads\n", y=TOLL)).rules.version
    other = load_rules(write(tmp_path / "three", a=ROADS, b=TOLL.replace("50", "60"))).rules.version

    assert first == same
    assert first != other
    assert first.startswith("sha256:")
    assert len(first) == len("sha256:") + 64


def test_a_rule_that_is_not_enabled_is_read_but_not_in_force(tmp_path: Path) -> None:
    rules = load_rules(write(tmp_path, a=ROADS + "enabled: false\n", b=TOLL)).rules

    assert [rule.id for rule in rules.rules] == ["roads", "toll"]
    assert [rule.id for rule in rules.active] == ["toll"]
    assert rules.get("roads") is None


def test_a_file_that_cannot_be_read_hurts_itself_alone(tmp_path: Path) -> None:
    write(tmp_path, toll=TOLL)
    (tmp_path / "roads.yaml").symlink_to(tmp_path / "absent")

    loaded = load_rules(tmp_path)

    assert [rule.id for rule in loaded.rules.rules] == ["toll"]
    assert [str(problem) for problem in loaded.problems] == [
        f"{tmp_path}/roads.yaml:1:1: cannot be read: No such file or directory; check that it is there and readable"
    ]


def test_a_severity_hangs_on_a_country_by_whichever_of_its_names(tmp_path: Path) -> None:
    graded = ROADS.replace(
        "severity: critical", "severity: {default: minor, when: [{country: [Syria, lb, PSE], is: major}]}"
    )

    (file,) = load_rules(write(tmp_path, a=graded)).files

    severity = file.rule.severity
    assert isinstance(severity, SeverityTable)
    assert severity.when[0].country == ("SYR", "LBN", "PSE")


def test_one_level_and_one_example_need_no_list(tmp_path: Path) -> None:
    text = "Shelling killed 60 people in Idlib on Monday."

    (file,) = load_rules(write(tmp_path, a=f"{TOLL}escalate_at: 100\nexamples: {{fires: {text}}}\n")).files

    assert isinstance(file.rule, ThresholdRule)
    assert (file.rule.escalate_at, file.rule.examples.fires) == ((100,), (text,))


def test_a_folder_that_is_not_there_is_an_outside_failure(tmp_path: Path) -> None:
    with pytest.raises(Outside, match="there is no such file or folder"):
        load_rules(tmp_path / "absent")


def test_rules_are_those_of_the_working_folder_else_the_packaged_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    packaged = rules_folder()
    (tmp_path / "rules").mkdir()

    assert (packaged / "route-severed.yaml").is_file()
    assert rules_folder() == Path("rules")
    assert rules_folder(Path("elsewhere")) == Path("elsewhere")


def test_subscriptions_are_read_with_words_for_lists_of_one(tmp_path: Path) -> None:
    subscriptions, problems = load_subscriptions(write(tmp_path, subscriptions=TOLD) / "subscriptions.yaml")

    assert problems == ()
    assert subscriptions is not None
    assert subscriptions.channels == ("mail", "phone")
    assert subscriptions.subscriptions[0].to == ("duty",)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("to: duty", "to: dutty"), "5:19: to: dutty is none of the recipients: duty (did you mean duty?)"),
        (("to: duty", "to: [duty, night]"), "5:26: to: night is none of the recipients: duty"),
        (("to: duty", "to: duty, rules: tol"), "5:32: rules: there is no rule tol (did you mean toll?)"),
        (
            ("to: duty", "to: duty, rules: [roads, floods]"),
            "5:40: rules: there is no rule floods; the rules are roads, toll",
        ),
        (
            ("to: duty", "to: duty, severity: high"),
            '5:35: severity is "high"; write one of info, minor, major, critical (did you mean major?)',
        ),
        (
            ("to: duty}", "to: duty}\n  - {id: all, to: duty}"),
            "6:10: id: all is taken by a subscription above; give one of them another",
        ),
        (
            ("channels: [phone, mail]", "channels: []"),
            "3:20: channels is empty; write at least one entry, or take the line away",
        ),
        (
            ("channels: [phone, mail]", "channel: phone"),
            "3:10: channel is not a field here (did you mean channels?)",
        ),
        (
            ("[phone, mail]", "[tgram://token/chat]"),
            "3:21: channels holds an address; write the name of a channel here, and its address in the settings",
        ),
        (
            ("  duty: {", "  D D: {"),
            '3:3: recipients names "D D"; write small letters, digits and hyphens, such as duty-officer (did you mean d-d?)',
        ),
    ],
)
def test_a_mistake_in_subscriptions_is_told_by_line_and_mend(
    tmp_path: Path, change: tuple[str, str], told: str
) -> None:
    rules = load_rules(write(tmp_path / "rules", a=ROADS, b=TOLL))
    path = write(tmp_path, subscriptions=TOLD.replace(*change)) / "subscriptions.yaml"

    _, problems = load_subscriptions(path, rules)

    (problem,) = problems
    assert f"{problem.line}:{problem.column}: {problem.message}" == told


def test_a_subscription_to_a_broken_rule_is_no_second_problem(tmp_path: Path) -> None:
    rules = load_rules(write(tmp_path / "rules", a=ROADS.replace("critical", "dire")))
    path = write(tmp_path, subscriptions=TOLD.replace("to: duty", "to: duty, rules: roads")) / "subscriptions.yaml"

    assert load_subscriptions(path, rules)[1] == ()


def over(name: str, *members: str) -> str:
    return f"version: 1\nid: {name}\nkind: composite\nany: [{', '.join(members)}]\ngroup_by: country\nseverity: major\n"


def test_rules_over_rules_that_go_in_a_circle_are_all_refused_and_the_others_stay(tmp_path: Path) -> None:
    for name, member in (("one", "two"), ("two", "three"), ("three", "one"), ("apart", "roads")):
        (tmp_path / f"{name}.yaml").write_text(over(name, member))
    (tmp_path / "roads.yaml").write_text(
        "version: 1\nid: roads\nkind: change\nwhen: {fact: route, state: severed}\ngroup_by: route\nseverity: major\n"
    )
    found = load_rules(tmp_path)
    assert [rule.id for rule in found.rules.rules] == ["apart", "roads"]
    assert [problem.message for problem in found.problems] == [
        "any: one over two over three over one is a circle; take one of them away",
        "any: three over one over two over three is a circle; take one of them away",
        "any: two over three over one over two is a circle; take one of them away",
    ]


def test_a_rule_over_one_that_is_not_there_or_not_in_use_is_told_at_its_name(tmp_path: Path) -> None:
    (tmp_path / "both.yaml").write_text(over("both", "raods", "off"))
    for name, enabled in (("roads", "true"), ("off", "false")):
        (tmp_path / f"{name}.yaml").write_text(
            f"version: 1\nid: {name}\nkind: change\nenabled: {enabled}\nwhen: {{fact: route, state: severed}}\n"
            "group_by: route\nseverity: major\n"
        )
    assert [f"{one.line}:{one.column}: {one.message}" for one in load_rules(tmp_path).problems] == [
        "4:7: any: there is no rule raods (did you mean roads?)",
        "4:14: any: off is not in use; take enabled: false away there",
    ]


BROKEN = """\
version: 1
recipients:
  ana: {channels: {major: sms}}
  ben: {channels: sms, quiet: nights}
rotas:
  duty:
    zone: Europe/Kyev
    shifts:
      - {who: ana, days: mon-fry, hours: 08:00-25:00}
quiet_hours:
  night: {zone: Europe/Kyiv, weekly: {hours: 22.00-07:00}, unless: criticl}
subscriptions:
  - id: all
    to: ana
    routes: []
    branches:
      - {id: south, place: {polygon: areas/south.geojson}, repeat_interval: 4}
"""
GAPS = """\
version: 1
recipients:
  ana: {channels: sms, quiet: nights}
rotas:
  duty:
    zone: Europe/Kyiv
    shifts:
      - {who: anna, days: mon-sat, hours: 08:00-08:00}
quiet_hours:
  night: {zone: Europe/Kyiv, weekly: {hours: 22:00-07:00}}
subscriptions:
  - id: all
    to: dutty
    branches:
      - {id: south, rules: roads, group_wait: 1m}
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            BROKEN,
            [
                "3:19: channels: says nothing of the least severe alerts; add info: with a channel, or [] to tell nothing of them",
                "7:11: zone: 'Europe/Kyev' is no time zone; write its name (IANA), such as Europe/Kyiv (did you mean Europe/Kyiv?)",
                "9:26: days: 'mon-fry' is no day of the week; write days such as mon-fri, or [sat, sun]",
                "9:42: hours: '08:00-25:00' names a time that no clock shows; write 00:00 to 24:00",
                "11:46: hours: '22.00-07:00' are no hours; write when they begin and end, such as 22:00-07:00",
                '11:68: unless is "criticl"; write one of info, minor, major, critical, nothing (did you mean critical?)',
                "15:5: routes is not a field here (did you mean branches?)",
                "17:38: polygon: areas/south.geojson cannot be read: No such file or directory; the way begins at the rule's folder",
                "17:77: repeat_interval: 4 has no unit; write it as a duration, such as 30m, 72h or 7d",
            ],
        ),
        (
            GAPS,
            [
                "3:31: quiet: nights is none of the quiet_hours: night (did you mean night?)",
                "8:7: shifts: nobody is on duty sun 08:00 to mon 08:00; add a shift, or make one longer",
                "8:15: who: anna is none of the recipients: ana (did you mean ana?)",
                "13:9: to: dutty is none of the recipients: ana, duty (did you mean duty?)",
                "15:47: group_wait: nothing is grouped here; add group_by: with what is alike, such as country",
            ],
        ),
    ],
)
def test_every_mistake_in_duties_hours_and_branches_is_told_at_once(text: str, told: list[str], tmp_path: Path) -> None:
    _, problems = load_subscriptions(write(tmp_path, subscriptions=text) / "subscriptions.yaml")
    assert [f"{one.line}:{one.column}: {one.message}" for one in problems] == told
