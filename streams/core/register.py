"""The register: what the operator's tables say of routes and ceasefires, in one value."""

from collections.abc import Mapping

from streams.core.ceasefires import CeasefireTable
from streams.core.facts import Ceasefire, Frozen, Route
from streams.core.routes import RouteTable


class Register(Frozen):
    """The operator's tables; both are empty unless given, and every question has an answer without them."""

    routes: RouteTable = RouteTable()
    ceasefires: CeasefireTable = CeasefireTable()

    def route_key(self, fact: Route) -> Mapping[str, str]:
        """See :meth:`RouteTable.route_key`."""
        return self.routes.route_key(fact)

    def ceasefire_key(self, fact: Ceasefire) -> Mapping[str, str]:
        """See :meth:`CeasefireTable.ceasefire_key`."""
        return self.ceasefires.ceasefire_key(fact)
