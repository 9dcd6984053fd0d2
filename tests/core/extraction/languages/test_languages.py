"""Languages beside English: each sentence states exactly the facts beside it, of the kinds that it lists."""

from functools import cache
from pathlib import Path
from typing import Any

from streams.core.extraction import Knowledge, extract
from streams.core.facts import Casualties, Ceasefire, Fact, Route
from streams.core.items import item_of
from streams.core.register import Register
from streams.edges.lexicons import lexicons
from tests.cases import Cases, Judged, of_files


@cache
def knowledge() -> Knowledge:
    """The packaged words, without places: what is tested here does not need them."""
    register = Register()
    return Knowledge(lexicons=lexicons(), routes=register.routes, ceasefires=register.ceasefires)


@of_files(Path(__file__).parent.glob("*.yaml"))
def test_a_sentence_states_its_facts(cases: Cases) -> None:
    language = Path(cases.file).stem
    cases.check(lambda case: judged(language, case))


def judged(language: str, case: dict[str, Any]) -> Judged:
    """What is read of the kinds that the sentence lists, and what it lists."""
    fields = {"id": "case", "source": "test", "title": "", "published": "2025-06-12T08:00:00+00:00"}
    facts = extract(item_of({**fields, "text": case["text"], "language": language}), knowledge()).facts
    told = {
        "facts": _figures(facts, case.get("facts", [])),
        "routes": _routes(facts, case.get("routes", [])),
        "ceasefires": _ceasefires(facts),
    }
    listed = {kind: sorted(case[kind]) for kind in told if kind in case}
    assert listed, f"name one of {', '.join(told)}"
    return {kind: sorted(told[kind]) for kind in listed}, listed


def _figures(facts: tuple[Fact, ...], expected: list[str]) -> list[str]:
    """Each figure as the files write it; the qualifier only where one of theirs names it."""
    told: list[str] = []
    for fact in facts:
        if isinstance(fact, Casualties):
            high = "+" if fact.count_max is None else f"-{fact.count_max}" if fact.count_max > fact.count_min else ""
            plain = f"{fact.outcome} {fact.count_min}{high}"
            marks = (fact.status, fact.scope, "part" if fact.part else "new")
            rest = [str(word) for word in marks if word not in ("reported", "new")]
            qualified = " ".join([plain, fact.qualifier, *rest])
            told.append(qualified if qualified in expected else " ".join([plain, *rest]))
    return told


def _routes(facts: tuple[Fact, ...], expected: list[str]) -> list[str]:
    """``NAME STATE`` and what is not plain news, with the name that the files use if the fact has it."""
    told: list[str] = []
    for fact in facts:
        if isinstance(fact, Route):
            rest = [fact.state, *(word for word in (fact.status, fact.scope) if word not in ("reported", "new"))]
            lines = [" ".join([name, *rest]) for name in (fact.name, *fact.aliases)]
            told.append(next((line for line in lines if line in expected), lines[0]))
    return told


def _ceasefires(facts: tuple[Fact, ...]) -> list[str]:
    return [
        " ".join([fact.state, *(word for word in (fact.status, fact.scope) if word not in ("reported", "new"))])
        for fact in facts
        if isinstance(fact, Ceasefire)
    ]


def test_no_arabic_word_stands_with_its_article_and_without() -> None:
    """A word written whole ("العام") is never cut, and then no form with the article apart ("ال عام") finds it."""
    clitics = lexicons()["ar"].clitics
    assert clitics is not None
    roots = {"التزام"}  # the letters of the article begin the word itself
    whole = {word for word in clitics.words if word.startswith("ال") and len(word) > 4 and word[2:] in clitics.words}
    assert whole == roots
