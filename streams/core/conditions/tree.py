"""The tree of a condition: leaves that ask one thing each, joined by ``all``, ``any`` and ``none``."""

from collections.abc import Iterator
from functools import partial
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag

from streams.core.conditions.facts import AnyFactCondition, FactCondition
from streams.core.conditions.items import Language, SourceCondition, TextCondition
from streams.core.conditions.places import PlaceCondition
from streams.core.conditions.terms import Listed, Part
from streams.core.errors import Misfit
from streams.core.shapes import shape

KEYWORDS = ("all", "any", "none", "fact", "place", "source", "language", "text", "also")
"""What a condition may begin with; the first that is there says what the condition is."""


def _keyword(value: Any) -> str | None:
    if isinstance(value, dict):
        return next((word for word in KEYWORDS if word in value), None)
    return getattr(type(value), "keyword", "fact" if isinstance(value, Part) else None)


def _in_short(field: str, value: Any) -> Any:
    """A word or a list stands for the field that is asked for most."""
    return value if shape(value) == "mapping" else {field: value}


AskedPlace = Annotated[
    PlaceCondition,
    BeforeValidator(partial(_in_short, "name"), json_schema_input_type=PlaceCondition | str | tuple[str, ...]),
]
"""A condition on places; a name, or a list of them, stands for it."""

AskedSource = Annotated[
    SourceCondition,
    BeforeValidator(partial(_in_short, "name"), json_schema_input_type=SourceCondition | str | tuple[str, ...]),
]
"""A condition on sources, likewise."""


class PlaceLeaf(Part):
    """Where it happened."""

    keyword: ClassVar[str] = "place"
    place: AskedPlace = Field(
        description="where: a name such as Idlib, or name, country, admin1, level, within and of, polygon"
    )


class SourceLeaf(Part):
    """Who says so."""

    keyword: ClassVar[str] = "source"
    source: AskedSource = Field(description="who published it: a name, or name, kind, grade, side")


class LanguageLeaf(Part):
    """In what language the item is."""

    keyword: ClassVar[str] = "language"
    language: Listed[Language] = Field(description="the item's language, such as en or [ar, fr]")


class TextLeaf(Part):
    """Words of the item."""

    keyword: ClassVar[str] = "text"
    text: Annotated[
        TextCondition,
        BeforeValidator(partial(_in_short, "phrase"), json_schema_input_type=TextCondition | str | tuple[str, ...]),
    ] = Field(description="words of the item: a phrase, or phrase, pattern, in")


class AlsoLeaf(Part):
    """Another fact of the same item."""

    keyword: ClassVar[str] = "also"
    also: FactCondition = Field(description="a fact that the same item states beside this one")


class AllOf(Part):
    """All of the entries must hold."""

    keyword: ClassVar[str] = "all"
    all: tuple["Node", ...] = Field(min_length=1, description="conditions that must hold together")


class AnyOf(Part):
    """One of the entries is enough."""

    keyword: ClassVar[str] = "any"
    any: tuple["Node", ...] = Field(min_length=1, description="conditions of which one is enough")


class NoneOf(Part):
    """No entry may hold."""

    keyword: ClassVar[str] = "none"
    none: tuple["Node", ...] = Field(min_length=1, description="conditions of which none may hold")


Node = Annotated[
    Annotated[FactCondition, Tag("fact")]
    | Annotated[PlaceLeaf, Tag("place")]
    | Annotated[SourceLeaf, Tag("source")]
    | Annotated[LanguageLeaf, Tag("language")]
    | Annotated[TextLeaf, Tag("text")]
    | Annotated[AlsoLeaf, Tag("also")]
    | Annotated[AllOf, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[NoneOf, Tag("none")],
    Discriminator(_keyword),
]
"""A leaf, or several joined."""

AllOf.model_rebuild()
AnyOf.model_rebuild()
NoneOf.model_rebuild()

Trail = tuple[str | int, ...]


def entries(node: Node) -> tuple[Node, ...]:
    """What a node joins; nothing for a leaf."""
    match node:
        case AllOf():
            return node.all
        case AnyOf():
            return node.any
        case NoneOf():
            return node.none
        case _:
            return ()


def leaves(node: Node, trail: Trail = ()) -> Iterator[tuple[Trail, Node]]:
    """Every leaf with the way to it, in the order of the file."""
    if not entries(node):
        yield trail, node
    for at, one in enumerate(entries(node)):
        yield from leaves(one, (*trail, _keyword(node) or "", at))


def kinds(condition: Node) -> frozenset[str]:
    """The kinds of facts of which one must be there; none for a condition on the item as a whole."""
    return _kinds(condition, ()) or frozenset()


def fact_trail(condition: Node) -> Trail:
    """The way to the word that says what kind of fact a condition asks for first; to the condition where it asks for none."""
    return next(((*trail, "fact") for trail, leaf in leaves(condition) if isinstance(leaf, AnyFactCondition)), ())


def _kinds(node: Node, trail: Trail) -> frozenset[str] | None:
    """As ``kinds``; None where the node can hold without any fact. Raises Misfit where no fact can meet it."""
    match node:
        case AnyFactCondition():
            return frozenset([node.fact])
        case AllOf():
            found: frozenset[str] | None = None
            for at, one in enumerate(node.all):
                more = _kinds(one, (*trail, "all", at))
                if more is not None and found is not None and not more & found:
                    raise Misfit(((*trail, "all", at), _two_kinds(found, more)))
                found = more if found is None else found if more is None else found & more
            return found
        case AnyOf():
            each = [_kinds(one, (*trail, "any", at)) for at, one in enumerate(node.any)]
            known = [one for one in each if one is not None]
            return frozenset().union(*known) if len(known) == len(each) else None
        case _:
            return None


def _two_kinds(one: frozenset[str], other: frozenset[str]) -> str:
    names = " and ".join(" or ".join(sorted(each)) for each in (one, other))
    return f"no fact is of two kinds, {names}; write also: before the one that the item must state beside the other"


def _coherent(condition: Node) -> Node:
    """Refuse a tree that asks for a fact on one way through it, and for none on another."""
    if _kinds(condition, ()) is None:
        for trail, leaf in leaves(condition):
            if isinstance(leaf, AnyFactCondition):
                raise Misfit((trail, _TAKEN if "none" in trail else _MIXED))
    return condition


_TAKEN = (
    "nothing here asks for a fact from which this one could be told; put a fact beside none: under all:, or write also: "
    "before this one to mean any fact of the item"
)
_MIXED = (
    "this entry asks for a fact and another for none, so that it is not clear what an alert would be about; put a fact "
    "beside any: under all:, or write two rules"
)

Condition = Annotated[Node, AfterValidator(_coherent)]
"""What a rule asks for: judged on each fact of an item, or on the item as a whole where it asks for no fact."""
