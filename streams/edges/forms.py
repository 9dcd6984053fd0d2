"""The form of a file: pydantic's models as an operator sees them, so that a mistake can be told by field and by place.

Pydantic names the place of an error by its own way through the types (``('threshold', 'severity', 'text')``). Here that
way is walked once more, along types and data together, to the way through the file (``('severity',)``) and to what
belongs there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, Discriminator, Tag
from pydantic.fields import FieldInfo

from streams.core.shapes import OneOrMore
from streams.edges.documents import Trail


@dataclass(frozen=True)
class Form:
    """What belongs at a place: a type, the rules that it carries, and of what kinds of thing it is a choice.

    What a form leads to is made when first asked for: some forms hold themselves.
    """

    kind: Any
    metadata: tuple[Any, ...] = ()
    discriminator: str | Discriminator | None = None

    @property
    def model(self) -> type[BaseModel] | None:
        """The model whose fields stand here, if one does."""
        return self.kind if isinstance(self.kind, type) and issubclass(self.kind, BaseModel) else None

    @property
    def words(self) -> tuple[Any, ...]:
        """The words of which one must stand here; empty where it is not a choice of words."""
        return get_args(self.kind) if get_origin(self.kind) is Literal else ()

    @cached_property
    def members(self) -> Mapping[str, "Form"]:
        """The kinds of thing of which one must stand here, by tag; empty where there is no such choice."""
        if get_origin(self.kind) not in (Union, UnionType) or self.discriminator is None:
            return {}
        found: dict[str, Form] = {}
        for one in get_args(self.kind):
            if one is NoneType:
                continue
            form = form_of(one)
            if isinstance(self.discriminator, str) and form.model is not None:
                found.update(dict.fromkeys(form.fields[self.discriminator].words, form))
            else:
                found.update({tag.tag: form for tag in form.metadata if isinstance(tag, Tag)})
        return found

    @cached_property
    def homes(self) -> tuple[tuple[str, str, int], ...]:
        """Every field below this form with where it belongs, in words, and how deep that is: ``("outcome", "under when", 1)``."""
        return tuple(dict.fromkeys(_homes(self, "", frozenset())))

    @cached_property
    def fields(self) -> Mapping[str, "Form"]:
        """A model's fields by name."""
        if self.model is None:
            return {}
        return {
            field.alias or name: form_of(field.annotation, tuple(field.metadata), field.discriminator)
            for name, field in self.model.model_fields.items()
        }

    @cached_property
    def entry(self) -> "Form | None":
        """What each entry of a list, or each value of a mapping with free names, must be."""
        if get_origin(self.kind) in (tuple, list):
            return form_of(get_args(self.kind)[0])
        return form_of(get_args(self.kind)[1]) if get_origin(self.kind) is dict else None

    @cached_property
    def key(self) -> "Form | None":
        """What each name of a mapping with free names must be."""
        return form_of(get_args(self.kind)[0]) if get_origin(self.kind) is dict else None

    @property
    def is_list(self) -> bool:
        return get_origin(self.kind) in (tuple, list)

    @property
    def is_short(self) -> bool:
        """Whether a word may stand for a list of itself alone."""
        return any(isinstance(one, OneOrMore) for one in self.metadata)

    @property
    def is_duration(self) -> bool:
        return self.kind is timedelta


@dataclass(frozen=True, slots=True)
class Place:
    """Where an error is: the way through the file, what belongs there, and the choice that led to it.

    ``at_key``: the mistake is in the name of the last part, not in its value.
    """

    trail: Trail
    form: Form
    at_key: bool = False
    choice: Form | None = None

    @property
    def name(self) -> str:
        """The name of the field, or the nearest one above an entry of a list or a name; empty for the whole file."""
        named = self.trail[:-1] if self.at_key else self.trail
        return next((part for part in reversed(named) if isinstance(part, str)), "")


def form_of(annotation: Any, metadata: tuple[Any, ...] = (), discriminator: str | Discriminator | None = None) -> Form:
    """The form of a type, with ``Annotated`` and ``| None`` taken off."""
    while True:
        for one in metadata:
            if isinstance(one, Discriminator):
                discriminator = one
            elif isinstance(one, FieldInfo) and one.discriminator is not None:
                discriminator = one.discriminator
        if get_origin(annotation) is Annotated:
            annotation, *more = get_args(annotation)
            metadata = (*metadata, *more)
            continue
        kept = [one for one in get_args(annotation) if one is not NoneType]
        if get_origin(annotation) in (Union, UnionType) and len(kept) == 1:
            annotation = kept[0]
            continue
        return Form(annotation, metadata, discriminator)


def place_of(form: Form, location: tuple[int | str, ...], data: Any) -> Place:
    """Walk pydantic's location through the form and the data to a place in the file."""
    trail: list[str | int] = []
    choice: Form | None = None
    around = form
    for part in location:
        if part == "[key]":
            return Place(tuple(trail), around.key or form, at_key=True)
        if form.members:
            choice, form = form, form.members.get(str(part), form)
            continue
        choice, around = None, form
        if form.is_list:
            if isinstance(data, list):
                trail.append(part)
                data = data[part] if isinstance(part, int) and part < len(data) else None
        else:
            trail.append(part)
            data = data.get(part) if isinstance(data, dict) else None
        form = form.fields.get(str(part)) or form.entry or Form(Any)
    return Place(tuple(trail), form, choice=choice)


def _homes(form: Form, above: str, known: frozenset[Any]) -> Iterator[tuple[str, str, int]]:
    """``known`` are the models around, for forms that hold themselves: what they hold has its home above already."""
    if form.members:
        for member in form.members.values():
            yield from _homes(member, above, known)
    elif form.model is not None and form.model not in known:
        for name, field in form.fields.items():
            if above:
                yield name, above, len(known)
            yield from _homes(field, f"under {name}", known | {form.model})
    elif form.entry is not None and known.isdisjoint(one.model for one in form.entry.members.values()):
        yield from _homes(form.entry, above, known)
