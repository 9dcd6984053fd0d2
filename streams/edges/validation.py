"""From a file's data to a value of the core, or to every problem in it with its line and a sentence that names the mend."""

import copy
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from streams.core.conditions.tree import KEYWORDS
from streams.core.errors import Misfit, Problem
from streams.edges.documents import Document, Trail
from streams.edges.forms import Form, Place, form_of, place_of
from streams.edges.sentences import nearest, sentence, unknown_field, wrong_choice
from streams.edges.yamlreading import MAX_PROBLEMS

T = TypeVar("T")
"""What a file holds."""

_NO_CHOICE = ("union_tag_invalid", "union_tag_not_found")
_GUESSES = 4
"""How many wrong choices of kind are guessed at, to find the other mistakes of the file behind them."""


class Shape(Generic[T]):
    """A type of the core that files hold, such as a rule: ``Shape(Rule)``.

    ``context`` makes, from the name of a file, what reading its values needs to know beside them.
    """

    def __init__(self, annotation: Any, context: Callable[[str], Any] | None = None) -> None:
        self.context = context
        self.adapter: TypeAdapter[T] = TypeAdapter(annotation)
        self.form = form_of(annotation)

    def read(self, document: Document, trail: Trail = ()) -> tuple[T | None, tuple[Problem, ...]]:
        """The value at ``trail`` of a document, or None and what is wrong with it.

        A document with problems gives no value, but what they do not touch is looked at all the same, so that every
        mistake of a file is told at once.
        """
        if document.is_refused(trail):
            return None, ()
        data = _at(document.data, trail)
        context = None if self.context is None else self.context(document.file)
        problems: dict[Problem, None] = {}
        for _ in range(_GUESSES):
            try:
                value = self.adapter.validate_python(data, context=context)
            except ValidationError as error:
                errors = error.errors(include_url=False)[:MAX_PROBLEMS]
            else:
                return (None if document.problems or problems else value), tuple(problems)
            for place, message in _plain(errors, self.form, data):
                where = (*trail, *place.trail)
                if not document.is_refused(where):
                    problems[document.problem(where, message, at_key=place.at_key)] = None
            guessed = _guessed(errors, self.form, data)
            if guessed is None:
                break
            data = guessed
        return None, tuple(problems)


def _plain(errors: list[ErrorDetails], whole: Form, data: Any) -> Iterator[tuple[Place, str]]:
    """What to say of the errors, and where; those that only follow from another one are left out."""
    placed = [(error, place_of(whole, error["loc"], data)) for error in errors]
    wrong_kinds = {
        place.trail[:-1]
        for error, place in placed
        if error["type"] == "literal_error" and len(place.form.words) == 1 and len(place.trail) > 1
    }
    unknown = [(error["loc"][-1], place) for error, place in placed if error["type"] == "extra_forbidden"]
    bare = {place.trail[:-1] for error, place in placed if error["type"] == "missing" and place.name == "when"}
    told: set[Trail] = set()
    for error, place in placed:
        around = place.trail[:-1]
        if error["type"] == "too_short" and error["input"]:
            continue
        if around in bare and any(one.trail[:-1] == around and name in KEYWORDS for name, one in unknown):
            if error["type"] == "missing" or around in told:
                continue  # a condition without its when: is told once, at its first word
            told.add(around)
        if around in wrong_kinds and error["type"] in ("missing", "extra_forbidden"):
            continue
        if error["type"] == "missing" and any(
            one.trail[:-1] == around and nearest(str(name), [place.name]) for name, one in unknown
        ):
            continue
        yield from _told(error, place, whole, data)


def _told(error: ErrorDetails, place: Place, whole: Form, data: Any) -> Iterator[tuple[Place, str]]:
    """Where the error is and what to say; a misfit may be of several places."""
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, Misfit):
        for way, message in cause.found:
            trail = (*place.trail, *way)
            misfit = Place(trail, place.form, at_key=isinstance(trail[-1], int))
            yield misfit, f"{misfit.name}: {message}"
    elif error["type"] == "extra_forbidden":
        around = place_of(whole, error["loc"][:-1], data)
        yield replace(place, at_key=True), unknown_field(error["loc"][-1], around, whole)
    elif error["type"] in _NO_CHOICE:
        field, value = place.form.discriminator, _at(data, place.trail)
        tag = value.get(field) if isinstance(field, str) and isinstance(value, dict) else value
        trail = (*place.trail, field) if isinstance(field, str) and tag is not None else place.trail
        yield replace(place, trail=trail), wrong_choice(place, tag)
    else:
        yield place, sentence(error, place)


def _guessed(errors: list[ErrorDetails], whole: Form, data: Any) -> Any:
    """The data with a wrong choice of kind made as it was probably meant; None where no choice was wrong."""
    for error in errors:
        if error["type"] not in _NO_CHOICE:
            continue
        place = place_of(whole, error["loc"], data)
        value = _at(data, place.trail)
        if isinstance(value, dict) and isinstance(place.form.discriminator, str):
            members = place.form.members
            fitting = max(members, key=lambda tag: len(value.keys() & members[tag].fields.keys()))
            if value.keys() & members[fitting].fields.keys() == {place.form.discriminator}:
                continue  # there is nothing behind the choice to look at
            data = copy.deepcopy(data)
            _at(data, place.trail)[place.form.discriminator] = fitting
            return data
    return None


def _at(data: Any, trail: Trail) -> Any:
    for part in trail:
        data = data[part]
    return data
