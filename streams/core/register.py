"""The register: what the operator's tables say of routes, ceasefires and sources, in one value."""

from collections.abc import Mapping

from pydantic import Field

from streams.core.ceasefires import CeasefireTable
from streams.core.facts import Ceasefire, Frozen, Route
from streams.core.routes import RouteTable
from streams.core.sources import NO_SOURCES, Source, Sources


class Register(Frozen):
    """The operator's tables; all are empty unless given, and every question has an answer without them.

    Sources are no part of what is written: what facts are read in a text does not hang on them, only whose words it carries.
    """

    routes: RouteTable = RouteTable()
    ceasefires: CeasefireTable = CeasefireTable()
    sources: Sources = Field(default=NO_SOURCES, exclude=True)
    countries: Mapping[str, tuple[str, ...]] = Field(default_factory=dict, exclude=True)

    def route_key(self, fact: Route) -> Mapping[str, str]:
        """See :meth:`RouteTable.route_key`."""
        return self.routes.route_key(fact)

    def ceasefire_key(self, fact: Ceasefire) -> Mapping[str, str]:
        """See :meth:`CeasefireTable.ceasefire_key`."""
        return self.ceasefires.ceasefire_key(fact)

    def source(self, name: str) -> Source:
        """See :meth:`Sources.get`."""
        return self.sources.get(name)

    def source_name(self, name: str) -> str:
        """See :meth:`Sources.canonical`."""
        return self.sources.canonical(name)

    def country_names(self, code: str) -> tuple[str, ...]:
        """The names of a country of these three letters; nothing where they were not given."""
        return self.countries.get(code, ())
