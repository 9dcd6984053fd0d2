"""Reading YAML: from the events of a parser to plain data, with the place of each part.

What serves no operator is refused: aliases and anchors (a small file can grow without bounds through them), tags, a
second document, a field written twice, a number that begins with 0. All of that is found at once; only where the
text is no YAML at all does reading stop at the first place.
"""

from collections.abc import Iterator
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.cyaml import CSafeLoader
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from streams.core.errors import Problem
from streams.edges.documents import Document, Spot, Trail, cut
from streams.edges.yamlmistakes import mistake
from streams.edges.yamlscalars import scalar

MAX_DEPTH = 32
"""How deeply lists and mappings may nest."""

MAX_PROBLEMS = 100
"""How many problems of a file are told; reading stops there."""


def read_text(file: str, text: str) -> Document:
    """Read the text of a file."""
    return _Reader(file, text).read()


class _Stop(Exception):
    """Reading cannot go on; the problem has been noted."""


class _Reader:
    """Builds data from the parser's events, for which nothing is composed or constructed by the library."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.keys: dict[Trail, Spot] = {}
        self.values: dict[Trail, Spot] = {}
        self.problems: list[Problem] = []
        self.refused: set[Trail] = set()

    def read(self, *, pure: bool = False) -> Document:
        """Read the text. What the fast parser refuses is tried with the ``pure`` one.

        The fast one knows YAML 1.1 only, and so refuses ``[Who?, http://a.org/b]`` and ``{hours: 22:00-07:00}``. Where both
        refuse a text, but not at the same line, the fast one has stumbled over such a thing.
        """
        data: Any = None
        try:
            data = self._document(_slow_events(self.text) if pure else _fast_events(self.text))
        except _Stop:
            self.refused.add(())
        except YAMLError as error:
            line, column, message = mistake(error, self.text)
            if not pure:
                again = _Reader(self.file, self.text).read(pure=True)
                if () not in again.refused or all(one.line != line for one in again.problems):
                    return again
            if not any(one.line == line for one in self.problems):
                self.problems.append(Problem(self.file, line, column, message))
            self.refused.add(())
        return Document(self.file, data, self.keys, self.values, tuple(sorted(self.problems)), frozenset(self.refused))

    def _document(self, events: Iterator[Any]) -> Any:
        data, documents = None, 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(
                        event, (), "a file holds one document; put what follows the --- into a file of its own"
                    )
                    raise _Stop
                self._directives(event)
            elif isinstance(event, ScalarEvent | AliasEvent | MappingStartEvent | SequenceStartEvent):
                data = self._node(event, events, ())
        if not documents:
            self.problems.append(Problem(self.file, 1, 1, "the file is empty"))
            raise _Stop
        return data

    def _directives(self, event: Any) -> None:
        if event.version is not None and tuple(event.version) != (1, 2):
            self._refuse(event, None, "tocsin reads YAML 1.2; take the %YAML line away")
        if event.tags:
            self._refuse(event, None, "tags are not read; take the %TAG line away")

    def _node(self, event: Any, events: Iterator[Any], trail: Trail) -> Any:
        self.values[trail] = _spot(event)
        if isinstance(event, AliasEvent):
            self._refuse(
                event, trail,
                f"*{event.anchor} would repeat another part of the file; write that part out here, or put text that "
                "begins with * in quotes",
            )  # fmt: skip
            return None
        if event.anchor is not None:
            self._refuse(
                event, None,
                f"&{event.anchor} names a part of the file to be repeated, which is not read; take it away, or put "
                "text that begins with & in quotes",
            )  # fmt: skip
        if event.tag is not None:
            shown = str(event.tag).replace("tag:yaml.org,2002:", "!!")
            self._refuse(
                event, trail, f"the tag {shown} is not read; take it away, or put text that begins with ! in quotes"
            )
        if isinstance(event, ScalarEvent):
            return self._scalar(event, trail)
        if len(trail) >= MAX_DEPTH:
            self._refuse(event, trail, f"nested more than {MAX_DEPTH} deep; write it flatter")
            raise _Stop
        if isinstance(event, MappingStartEvent):
            return self._mapping(events, trail)
        return self._sequence(events, trail)

    def _sequence(self, events: Iterator[Any], trail: Trail) -> list[Any]:
        entries: list[Any] = []
        for event in events:
            if isinstance(event, SequenceEndEvent):
                break
            entries.append(self._node(event, events, (*trail, len(entries))))
        return entries

    def _mapping(self, events: Iterator[Any], trail: Trail) -> dict[str | int, Any]:
        fields: dict[str | int, Any] = {}
        for event in events:
            if isinstance(event, MappingEndEvent):
                break
            key = self._key(event, events, trail)
            inner = next(events)
            if key is None or key in fields:
                if key is not None:
                    line, _ = self.keys[(*trail, key)]
                    self._refuse(event, None, f"{key} stands twice, first in line {line}; keep one of them")
                self._skipped(inner, events, trail)
                continue
            self.keys[(*trail, key)] = _spot(event)
            fields[key] = self._node(inner, events, (*trail, key))
        return fields

    def _key(self, event: Any, events: Iterator[Any], trail: Trail) -> str | int | None:
        """The name of a field. None where it is refused; what else it holds is passed over."""
        if not isinstance(event, ScalarEvent):
            self._refuse(event, None, "a field's name must be one word, not a list or a mapping; is a quote missing?")
            self._skipped(event, events, trail)
            return None
        if event.anchor is not None or event.tag is not None:
            self._refuse(event, None, "a field's name must be a plain word, without & or !")
            return None
        known = len(self.problems)
        key = self._scalar(event, None)
        if isinstance(key, str) or (isinstance(key, int) and not isinstance(key, bool)):
            return key
        if len(self.problems) == known:
            shown = event.value or "nothing"
            self._refuse(event, None, f'a field\'s name must be a word, not {shown}; in quotes, "{event.value}" is one')
        return None

    def _skipped(self, event: Any, events: Iterator[Any], trail: Trail) -> None:
        """Pass over a part whose place in the data is refused, with everything in it."""
        depth = 0
        while True:
            if isinstance(event, MappingStartEvent | SequenceStartEvent):
                depth += 1
            elif isinstance(event, MappingEndEvent | SequenceEndEvent):
                depth -= 1
            if not depth:
                return
            if depth + len(trail) > MAX_DEPTH:
                self._refuse(event, trail, f"nested more than {MAX_DEPTH} deep; write it flatter")
                raise _Stop
            event = next(events)

    def _scalar(self, event: Any, trail: Trail | None) -> Any:
        text = str(event.value)
        if event.style not in (None, ""):
            return text
        value, refusal = scalar(text)
        if refusal:
            self._refuse(event, trail, refusal)
        return value

    def _refuse(self, event: Any, trail: Trail | None, message: str) -> None:
        """Note a problem; ``trail`` is the part that has no value now, None where the rest can be read all the same."""
        line, column = _spot(event)
        self.problems.append(Problem(self.file, line, column, cut(message)))
        if len(self.problems) >= MAX_PROBLEMS:
            raise _Stop
        if trail is not None:
            self.refused.add(trail)


def _fast_events(text: str) -> Iterator[Any]:
    """The events of libyaml. ``YAML().parse`` gives the same, but makes a class and looks for plug-ins each time."""
    return iter(CSafeLoader(text).get_event, None)


def _slow_events(text: str) -> Iterator[Any]:
    """The events of ruamel's own parser, of YAML 1.2."""
    yield from YAML(typ="safe", pure=True, plug_ins=[]).parse(text)


def _spot(event: Any) -> Spot:
    return event.start_mark.line + 1, event.start_mark.column + 1
