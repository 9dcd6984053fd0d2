"""``sources.yaml``: read whole or not at all, with every mistake told at its place."""

import re
from pathlib import Path
from typing import get_args

from streams.core.sources import NO_SOURCES, UNKNOWN, Grade, Source, SourceKind
from streams.edges.checks import check
from streams.edges.sourcefiles import load_sources


def test_a_source_is_known_by_every_name_and_host_and_a_stranger_is_graded_f(tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text(
        "version: 1\nsources:\n  war-monitor: {kind: monitor, grade: B, aliases: [Observatoire syrien, SOHR], domains: [sohr.example]}\n"
        "  army: {kind: military, grade: D, side: north}\n"
    )
    sources, problems = load_sources(tmp_path)

    assert problems == ()
    assert sources.canonical("OBSERVATOIRE  Syrien") == "war-monitor"
    assert sources.of_host("www.sohr.example") == "war-monitor"
    assert sources.of_host("notsohr.example") is None
    assert (sources.get("army").side, sources.get("army").grade) == ("north", "D")
    assert sources.get("nobody-told-us") == UNKNOWN
    assert (UNKNOWN.kind, UNKNOWN.grade) == ("unknown", "F")


def test_a_folder_without_the_file_has_no_sources(tmp_path: Path) -> None:
    assert load_sources(tmp_path) == (NO_SOURCES, ())


def test_every_mistake_is_told_at_its_line_with_its_mend(tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text(
        "version: 1\n"
        "sources:\n"
        "  a: {kind: wires, grade: H}\n"
        "  b: {alias: [x], domains: ['https://b.example/x']}\n"
        "  a: {kind: ngo}\n"
    )
    sources, problems = load_sources(tmp_path)

    assert sources == NO_SOURCES
    assert {(one.line, one.message.split(";")[0].split(" (")[0]) for one in problems} == {
        (3, 'kind is "wires"'),
        (3, 'grade is "H"'),
        (4, "alias is not a field here"),
        (4, 'domains is "https://b.example/x"'),
        (5, "a stands twice, first in line 3"),
    }
    assert any(one.message.endswith("such as example.org (did you mean b.example?)") for one in problems)
    assert check(tmp_path / "sources.yaml").problems == list(problems)


def test_a_name_of_two_sources_is_told_at_the_second(tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text(
        "version: 1\nsources:\n  a: {aliases: [The Post], domains: [post.example]}\n  b:\n    aliases: [the post]\n    domains: [post.example]\n"
    )
    _, problems = load_sources(tmp_path)

    assert [(one.line, one.message.partition(": ")[2]) for one in problems] == [
        (5, "the post is also a's; take it from one of them"),
        (6, "post.example is also a's; take it from one of them"),
    ]


def test_the_page_on_sources_shows_what_can_be_written_and_leaves_out_nothing(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "rules" / "sources.md").read_text(encoding="utf-8")
    (tmp_path / "sources.yaml").write_text(page.partition("```yaml\n")[2].partition("```")[0])
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*?) \|", page, re.MULTILINE))

    assert load_sources(tmp_path)[1] == ()
    assert set(rows) == set(Source.model_fields)
    assert re.findall(r"`(\w+)`", rows["kind"]) == list(get_args(SourceKind))
    assert re.findall(r"`(\w+)`", rows["grade"]) == list(get_args(Grade))
