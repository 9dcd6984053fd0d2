"""What stands beside an incident for who looks at it: that people are not told of it, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import click

from streams.cli.viewing import brought_up, view_url
from streams.core.errors import Outside
from streams.core.histories import History
from streams.core.silences import silenced
from streams.core.watches import Surroundings
from streams.edges.settings import Settings
from streams.edges.view import View


@dataclass(frozen=True, slots=True)
class Marks:
    """Why nobody is told of an incident now, each None where it is not so.

    ``untold``: it is to be told to somebody and was told to nobody yet, with what the last of it waits for.
    """

    silenced: str | None
    inhibited: str | None
    untold: str | None

    @property
    def short(self) -> str:
        """As it stands behind the state in a list."""
        if self.silenced:
            return " (silenced)"
        if self.inhibited:
            return " (inhibited)"
        return " (not told yet)" if self.untold else ""

    @property
    def lines(self) -> tuple[str, ...]:
        """Each in words."""
        untold = self.untold and f"not told yet: {self.untold}"
        return tuple(one for one in (self.silenced, self.inhibited, untold) if one)

    def told(self) -> dict[str, str | None]:
        """As JSON values."""
        return {"silenced": self.silenced, "inhibited": self.inhibited, "untold": self.untold}


def marks(one: History, around: Surroundings, untold: Mapping[str, str], now: datetime) -> Marks:
    """The marks of an incident at ``now``; ``untold`` are those of which nobody was told yet."""
    waits = untold.get(one.incident)
    if around.hides(one.latest, now) is None:
        return Marks(None, None, waits)
    standing = around.standing
    return Marks(
        silenced(one.latest, standing.silences.values(), now),
        around.inhibitions.inhibited(one.latest, standing.covers.values()),
        waits,
    )


def untold_now(settings: Settings) -> Mapping[str, str]:
    """The incidents of which nobody was told yet, by the view; none, and a word on it, where there is no view to ask."""
    try:
        with View.opened(view_url(settings)) as view:
            brought_up(settings, view)
            return view.untold()
    except (Outside, OSError) as error:
        click.echo(f"who was told is not known: {error}", err=True)
        return {}
