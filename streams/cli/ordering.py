"""What the commands on incidents and silences share: who gives the order, and what stands on the topics now."""

import getpass
from collections.abc import Callable, Iterable
from typing import Any

import click

from streams.core.alerts import Emission
from streams.core.commands import Order, Standing
from streams.core.errors import BadMessage, Misuse
from streams.core.histories import History, histories
from streams.core.messages.characters import shown
from streams.edges.clocks import SystemClock
from streams.edges.settings import KafkaSettings
from streams.kafka.commandtopic import publish_commands, read_commands
from streams.kafka.messages import read
from streams.kafka.reading import everything
from streams.kafka.topics import declare


def author_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--author``: who gives the order."""
    told = "Who orders it (default: the name that you are logged in with)."
    return click.option("--author", default=getpass.getuser, help=told)(command)


async def orders_now(kafka: KafkaSettings) -> Standing:
    """The commands that stand; their topic is made where nobody has."""
    await declare(kafka)
    return await read_commands(kafka)


async def standing_now(kafka: KafkaSettings) -> tuple[Standing, list[History]]:
    """The commands that stand, and the history of every incident. What cannot be read is left out."""
    orders, emissions = await alerts_now(kafka)
    return orders, histories(emissions, orders)


async def alerts_now(kafka: KafkaSettings) -> tuple[Standing, list[Emission]]:
    """The commands that stand, and all that was said of incidents. What cannot be read is left out."""
    orders = await orders_now(kafka)
    emissions: list[Emission] = []
    async for record in everything(kafka, "alerts"):
        try:
            emissions.append(read(record.value, Emission))
        except BadMessage:
            continue
    return orders, emissions


async def ordered(kafka: KafkaSettings, commands: Iterable[Order]) -> None:
    """Give commands, and return when the broker has them."""
    await publish_commands(kafka, commands, SystemClock())


def by_id(ids: Iterable[str], wanted: str, what: str, command: str) -> str:
    """The one id that begins with what was written, or copied from a message with its marks of direction. Raises Misuse."""
    wanted = shown(wanted)
    found = {one for one in ids if wanted and one.startswith(wanted)}
    if len(found) != 1:
        raise Misuse(f"{wanted}: {'several' if found else 'no'} {what} with this id; see `tocsin {command} list`")
    return found.pop()
