"""Finding the extractors that are installed beside tocsin, by the entry points of their packages."""

from functools import cache
from importlib.metadata import EntryPoint, entry_points

from streams.core.errors import Misuse
from streams.core.extraction.extending import Extractor

GROUP = "tocsin.extractors"
"""The group of entry points; each names a class or function that makes an extractor when called with nothing."""


def installed_extractors() -> tuple[Extractor, ...]:
    """Every installed extractor, in order of its name. Raises Misuse for one that cannot be made."""
    found: list[Extractor] = []
    for point in points():
        try:
            extractor = point.load()()
        except Exception as error:
            raise Misuse(
                f"the extractor {point.name} ({point.value}) cannot be made: {type(error).__name__}: {error}; "
                "mend or uninstall the package that brings it"
            ) from error
        if not all(hasattr(extractor, name) for name in ("name", "version", "extract")):
            raise Misuse(
                f"the extractor {point.name} ({point.value}) lacks name, version or extract; see docs/extending.md"
            )
        found.append(extractor)
    return tuple(found)


@cache
def points() -> tuple[EntryPoint, ...]:
    """The entry points of the group, in order of their names. They are looked for once: that reads a file of every package."""
    return tuple(sorted(entry_points(group=GROUP), key=lambda one: one.name))
