"""Conditions on the item: its source, its language, its words."""

from collections.abc import Iterator
from itertools import chain, islice
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from streams.core.conditions.patterns import pattern_of
from streams.core.conditions.subjects import FIELDS, FieldName, Reading
from streams.core.conditions.terms import Listed, Name, Part, Phrase, Test
from streams.core.conditions.words import phrase_of
from streams.core.facts import Evidence
from streams.core.sources import GRADES, Grade, SourceKind, Sources
from streams.core.spelling import plain

MAX_HITS = 5
"""How many places where an item has the words asked for are kept as evidence."""


def _grades(value: Any) -> Any:
    """``B or better`` is every grade from A to B."""
    if not isinstance(value, str):
        return value
    grade, _, rest = value.strip().partition(" ")
    if grade not in GRADES or (rest and rest.split() != ["or", "better"]):
        raise ValueError("is not a grade; write one of A to E, a list of them, or B or better")
    return GRADES[: GRADES.index(grade) + 1] if rest else [grade]


class SourceCondition(Part):
    """Who published the item, as rules/sources.yaml describes it."""

    name: Listed[Name] | None = Field(default=None, description="one of these sources, by any of their names")
    kind: Listed[SourceKind] | None = Field(
        default=None, description="a source of this kind, such as un, wire or [government, military]"
    )
    grade: Annotated[Listed[Grade], BeforeValidator(_grades, json_schema_input_type=str | tuple[Grade, ...])] | None = (
        Field(
            default=None,
            description="its grade of reliability: A to F, a list, or B or better; F is also any source that is not listed",
        )
    )
    side: Listed[Name] | None = Field(
        default=None, description="it speaks for this side, such as army; none for sources that speak for nobody"
    )

    def tests(self, reading: Reading) -> Iterator[Test]:
        """A question for each field that is asked for."""
        return self.tests_of(reading.sheet.source, reading.register.sources)

    def tests_of(self, name: str, sources: Sources) -> Iterator[Test]:
        """The questions as put to a source, by any of its names."""
        if self.name is not None:
            wanted = {plain(sources.canonical(one)) for one in self.name}
            yield Test("name", self.name, name, plain(sources.canonical(name)) in wanted)
        source = sources.get(name)
        if self.kind is not None:
            yield Test("kind", self.kind, source.kind, source.kind in self.kind)
        if self.grade is not None:
            yield Test("grade", self.grade, source.grade, source.grade in self.grade)
        if self.side is not None:
            yield Test("side", self.side, source.side, plain(source.side or "none") in map(plain, self.side))


def _language(value: str) -> str:
    if not value.isascii() or not 2 <= len(value.partition("-")[0]) <= 3 or not value.replace("-", "").isalnum():
        raise ValueError(f"{value!r} is no language; write its two letters (ISO 639-1), such as en, ar or fr")
    return value.lower()


Language = Annotated[str, AfterValidator(_language)]


def language_test(wanted: tuple[str, ...], reading: Reading) -> Test:
    """Whether the item is in one of the languages; ``en`` is also ``en-GB``."""
    got = (reading.sheet.language or "").lower().replace("_", "-")
    return Test("language", wanted, got, any(got == one or got.startswith(f"{one}-") for one in wanted))


def _read_pattern(text: str) -> str:
    pattern_of(text)
    return text


class TextCondition(Part):
    """Words of the item itself, for what facts do not cover."""

    phrase: Listed[Phrase] | None = Field(
        default=None,
        description="one of these phrases, as whole words in any case, with or without accents; a star stands for any "
        "ending, such as [aid convoy, humanitarian corridor*]",
    )
    pattern: Listed[Annotated[str, AfterValidator(_read_pattern)]] | None = Field(
        default=None,
        description="one of these regular expressions (RE2), in single quotes, such as '(?i)\\bcholera\\b'; case matters without (?i)",
    )
    where: Literal["title", "text", "both"] = Field(
        default="both", alias="in", description="where to look: title, text, or both (left out)"
    )

    @model_validator(mode="after")
    def _has_words(self) -> Self:
        if self.phrase is None and self.pattern is None:
            raise ValueError("has nothing to look for; write phrase: or pattern:")
        return self

    def test(self, reading: Reading) -> Test:
        """Whether one of the phrases or patterns stands in the item."""
        hits = list(islice(self._hits(reading), 1))
        return Test("text", (*(self.phrase or ()), *(self.pattern or ())), hits, bool(hits))

    def evidence(self, reading: Reading) -> Iterator[Evidence]:
        """Where the words stand, the first few of them."""
        yield from (reading.quoted(*hit) for hit in islice(self._hits(reading), MAX_HITS))

    def _hits(self, reading: Reading) -> Iterator[tuple[FieldName, int, int]]:
        for field in FIELDS:
            if self.where in (field, "both"):
                words = reading.words[field]
                spans = chain(
                    (span for phrase in self.phrase or () for span in words.find(phrase_of(phrase))),
                    (span for pattern in self.pattern or () for span in pattern_of(pattern).find(words.text)),
                )
                yield from ((field, start, end) for start, end in spans)
