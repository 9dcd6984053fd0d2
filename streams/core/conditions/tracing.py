"""Tracing: a condition beside a subject, leaf by leaf, in words: what is asked for, what there is, and whether it will do."""

from collections.abc import Iterator
from dataclasses import dataclass

from streams.core.conditions.judging import holds, questions
from streams.core.conditions.subjects import Reading, Subject
from streams.core.conditions.terms import Test, shown
from streams.core.conditions.tree import AllOf, AlsoLeaf, AnyOf, Node, NoneOf, entries
from streams.core.facts import Place

_JOINED = {"all": "all of these", "any": "one of these", "none": "none of these"}


@dataclass(frozen=True, slots=True)
class Traced:
    """One part of a condition: what it asks for, whether that holds, why in a few words, and the parts that it joins."""

    asked: str
    holds: bool
    why: str = ""
    parts: tuple["Traced", ...] = ()

    def as_values(self) -> dict[str, object]:
        """As values of JSON."""
        return {
            "asked": self.asked,
            "holds": self.holds,
            "why": self.why,
            "parts": [one.as_values() for one in self.parts],
        }


def explain(condition: Node, subject: Subject) -> Traced:
    """The tree of a condition with what the subject has against it. Pure, and never cut short: every part is told."""
    match condition:
        case AllOf() | AnyOf() | NoneOf():
            parts = tuple(explain(one, subject) for one in entries(condition))
            return Traced(_JOINED[condition.keyword], holds(condition, subject), _counted(parts), parts)
        case AlsoLeaf():
            return _also(condition, subject)
        case _:
            tests = list(questions(condition, subject))
            known = len(tests) > 1 and tests[0].field == "fact" and tests[0].holds
            parts = tuple(_told(test, subject.reading) for test in (tests[1:] if known else tests))
            if len(parts) == 1:
                return parts[0]
            wrong = [part.why for part in parts if not part.holds]
            name = f"{tests[0].field} {shown(tests[0].asked)}" if tests[0].field == "fact" else "source"
            return Traced(name, not wrong, "; ".join(wrong), parts)


def _counted(parts: tuple[Traced, ...]) -> str:
    met = sum(part.holds for part in parts)
    return f"{met} of {len(parts)} hold"


def _also(leaf: AlsoLeaf, subject: Subject) -> Traced:
    """Another fact of the item: the one that comes closest."""
    tried = [explain(leaf.also, other) for other in subject.others]
    if not tried:
        return Traced(f"also a fact of kind {leaf.also.fact}", holds=False, why="the item states no other fact")
    best = max(tried, key=lambda one: sum(part.holds for part in one.parts) if one.parts else int(one.holds))
    why = "another fact of the item meets it" if best.holds else f"the closest one: {best.why}"
    return Traced(f"also a fact of kind {leaf.also.fact}", best.holds, why, best.parts)


def _told(test: Test, reading: Reading) -> Traced:
    asked = f"{test.field} {shown(test.asked)}"
    if test.field == "text":
        return Traced(asked, test.holds, _words(test, reading))
    if test.field == "place":
        unread = "the item's words name it" if test.holds else "no place is read in it"
        return Traced(asked, test.holds, "; ".join(_place(one) for one in test.got) or unread)
    return Traced(asked, test.holds, shown(test.got) if test.got not in (None, "", ()) else "not said")


def _words(test: Test, reading: Reading) -> str:
    if not test.holds:
        return "those words do not stand there"
    return "; ".join(f"“{reading.quoted(*hit).quote}” in the {hit[0]}" for hit in test.got)


def _place(place: Place) -> str:
    within = [one for one in (place.admin1 if place.level != "admin1" else None, place.country) if one]
    return f"{place.canonical or place.name} ({', '.join((place.level, *within))})"


def closest(traces: Iterator[Traced]) -> Traced | None:
    """Of the traces of several subjects the one that comes nearest to holding."""
    return max(traces, key=_nearness, default=None)


def _nearness(trace: Traced) -> tuple[bool, int]:
    return trace.holds, _held(trace)


def _held(trace: Traced) -> int:
    return sum(map(_held, trace.parts)) if trace.parts else int(trace.holds)
