"""Sentences by phenomenon, each with the facts it states."""

from pathlib import Path
from typing import Any

from streams.core.extraction import extract, extract_with_reasons
from streams.core.facts import Casualties
from streams.core.items import item_of
from tests.cases import Cases, Judged, of_files
from tests.core.extraction.knowledge import packaged_knowledge

QUALIFIERS = {"at_least", "about", "up_to"}
STATUSES = {"denied", "unconfirmed", "threatened"}
TOLD = ("outcome", "count_min", "count_max", "qualifier", "status", "scope", "part")
PEOPLE = {"civilian": True, "armed": False, "unsaid": None}


def expected(told: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a fact must be, and what of it is tested only where it is said."""
    outcome, count, *rest = told.split()
    words = set(rest)
    low, _, high = count.removesuffix("+").partition("-")
    fixed = {
        "outcome": outcome,
        "count_min": int(low),
        "count_max": None if count.endswith("+") else int(high or low),
        "qualifier": next(iter(words & QUALIFIERS), "exact"),
        "status": next(iter(words & STATUSES), "reported"),
        "scope": "background" if "background" in words else "new",
        "part": "part" in words,
    }
    said = next(iter(words & PEOPLE.keys()), None)
    return fixed, {} if said is None else {"civilian": PEOPLE[said]}


def line(figure: dict[str, Any]) -> str:
    """A figure as the files write it."""
    low, high = figure["count_min"], figure["count_max"]
    count = f"{low}+" if high is None else f"{low}-{high}" if high != low else f"{low}"
    plain = {"qualifier": "exact", "status": "reported", "scope": "new"}
    words = [str(figure[name]) for name, usual in plain.items() if figure[name] != usual]
    return " ".join([figure["outcome"], count, *words, *["part"] * figure["part"]])


def judged(case: dict[str, Any]) -> Judged:
    """The figures read and told. Where no fact says of a figure's people what the case says, that stands behind those told."""
    item = item_of(
        {
            "id": "case",
            "source": "test",
            "title": case.get("title", ""),
            "text": case["text"],
            "published": "2025-06-18T10:00:00Z",
            "language": "en",
        }
    )

    found = [fact for fact in extract(item, packaged_knowledge()).facts if isinstance(fact, Casualties)]

    wanted = [expected(told) for told in case["facts"]]
    read = [{name: getattr(fact, name) for name in (*TOLD, "civilian")} for fact in found]
    missed = [
        f"{line(fixed)} {said}" for fixed, said in wanted if said and not any(fixed | said == one for one in read)
    ]
    return sorted(map(line, read)), [*sorted(line(fixed) for fixed, _ in wanted), *missed]


@of_files(Path(__file__).parent.glob("*.yaml"))
def test_a_text_states_its_figures(cases: Cases) -> None:
    cases.check(judged)


def test_people_left_out_of_a_count_are_told_of_in_the_trace() -> None:
    text = "Two guards (not included in the toll) also died. In all 20 people were killed in Kherson."
    item = item_of(
        {
            "id": "case",
            "source": "test",
            "title": "",
            "text": text,
            "published": "2025-06-18T10:00:00Z",
            "language": "en",
        }
    )

    trace = extract_with_reasons(item, packaged_knowledge())

    assert [fact.count_min for fact in trace.facts.facts if isinstance(fact, Casualties)] == [20]
    assert [(left.evidence.quote, left.reason) for left in trace.left_aside] == [
        ("Two guards", "the text leaves them out of its count: not included")
    ]
