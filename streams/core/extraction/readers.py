"""The readers: one a kind of fact. A new kind is a module with a ``read`` and a line here."""

from collections.abc import Callable, Iterable, Mapping

from streams.core.extraction import casualties, ceasefires, routes
from streams.core.extraction.knowledge import Knowledge
from streams.core.extraction.reading import Reading
from streams.core.facts import Fact

Read = Callable[[Reading, Knowledge], Iterable[Fact]]

READERS: Mapping[str, Read] = {
    "casualties": casualties.read,
    "route": routes.read,
    "ceasefire": ceasefires.read,
    "truce": ceasefires.read_otherwise,
}
