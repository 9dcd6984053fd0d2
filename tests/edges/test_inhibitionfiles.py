"""The file of inhibitions, as the documentation shows it and as people get it wrong."""

from pathlib import Path

from streams.edges.checks import check
from streams.edges.inhibitionfiles import load_inhibitions
from streams.edges.rulebook import open_rulebook

ROOT = Path(__file__).parents[2]


def written(folder: Path, text: str) -> Path:
    (folder / "inhibitions.yaml").write_text(text, encoding="utf-8")
    return folder


def test_the_file_of_the_documentation_can_be_written(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "incidents.md").read_text(encoding="utf-8")
    (block,) = (one.partition("```")[0] for one in page.split("```yaml\n") if "inhibitions:" in one)
    inhibitions, problems = load_inhibitions(written(tmp_path, block))
    assert problems == ()
    assert [str(one) for one in inhibitions.inhibitions[0].target] == ['rule="route-severed"', 'severity!="critical"']


def test_a_file_with_a_mistake_hides_nothing_and_says_where(tmp_path: Path) -> None:
    wrong = "version: 1\ninhibitions:\n  - {id: a, source: rule=x, target: 'label=~(', equal: country}\n"
    (tmp_path / "rule.yaml").write_bytes((ROOT / "rules" / "route-severed.yaml").read_bytes())
    book = open_rulebook(written(tmp_path, wrong))
    (problem,) = check(tmp_path / "inhibitions.yaml").problems
    assert (book.inhibitions.inhibitions, book.problems) == ((), (problem,))
    assert (problem.line, "no pattern of RE2" in problem.message) == (3, True)
