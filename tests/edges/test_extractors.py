import re
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path

import pytest

from streams.core.errors import Misuse
from streams.core.extraction import Knowledge, extract, extract_with_reasons
from streams.core.extraction.extending import Extractor
from streams.core.facts import Evidence, Fact, Facts, OtherFact
from streams.core.items import Item
from streams.edges import extractors

DOCS = Path(__file__).parents[2] / "docs" / "extending.md"

ITEM = Item(
    id="a-1",
    source="radio",
    title="",
    text="The clinic counted 14 new cases of cholera this week.",
    published=datetime(2025, 1, 1, tzinfo=UTC),
    language="en",
)


def of_the_docs() -> Extractor:
    """The worked example of docs/extending.md, run as it stands there."""
    (code,) = re.findall(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    space: dict[str, object] = {}
    exec(code, space)  # noqa: S102 (the documentation's own words)
    made: Extractor = space["Cholera"]()  # type: ignore[operator]
    return made


class Liar:
    name = "liar"
    version = "1"

    def extract(self, item: Item) -> Iterable[Fact]:
        evidence = Evidence(field="text", start=0, end=5, quote="never said")
        yield OtherFact(kind="rumour", item=item.id, evidence=(evidence,))


class Broken:
    name = "broken"
    version = "1"

    def extract(self, item: Item) -> Iterable[Fact]:  # noqa: ARG002 (the signature of all)
        raise ConnectionError("the model server is away")


def knowledge(*added: Extractor) -> Knowledge:
    return Knowledge(lexicons={}, extractors=added)


def installed(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    found = EntryPoints([EntryPoint(name="own", value=value, group=extractors.GROUP)])
    monkeypatch.setattr(extractors, "entry_points", lambda group: found.select(group=group))
    monkeypatch.setattr(extractors, "points", extractors.points.__wrapped__)


def test_the_example_of_the_documentation_finds_its_fact() -> None:
    (fact,) = extract(ITEM, knowledge(of_the_docs())).facts
    assert (fact.kind, fact.model_dump()["fields"], fact.evidence[0].quote) == (
        "outbreak",
        {"disease": "cholera", "cases": 14},
        "14 new cases of cholera",
    )


def test_a_fact_of_another_kind_survives_the_way_over_a_topic() -> None:
    facts = extract(ITEM, knowledge(of_the_docs()))
    assert Facts.model_validate_json(facts.model_dump_json()).facts == facts.facts


def test_a_quote_that_does_not_stand_there_is_left_aside_with_the_reason() -> None:
    trace = extract_with_reasons(ITEM, knowledge(Liar()))
    assert (trace.facts.facts, "quotes what does not stand at text 0 to 5" in trace.note) == ((), True)


def test_an_extractor_that_fails_hurts_itself_alone() -> None:
    trace = extract_with_reasons(ITEM, knowledge(Broken(), of_the_docs()))
    assert (len(trace.facts.facts), "broken failed: ConnectionError" in trace.note) == (1, True)


def test_installed_extractors_are_found_by_their_entry_points(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, f"{__name__}:Liar")
    assert [one.name for one in extractors.installed_extractors()] == ["liar"]


def test_an_extractor_that_cannot_be_made_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, "no_such_package:Thing")
    with pytest.raises(Misuse, match=r"own \(no_such_package:Thing\) cannot be made"):
        extractors.installed_extractors()


def test_a_kind_of_tocsins_own_is_no_other_kind() -> None:
    with pytest.raises(ValueError, match="use its class"):
        OtherFact(kind="route", item="a-1", evidence=())
