"""What is needed of the world outside of the core while a file is read: names of countries and time zones, outlines."""

import re
from typing import Annotated, Protocol
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, ValidationInfo

from streams.core.conditions.outlines import Outline

_ALPHA_3 = re.compile(r"[A-Z]{3}\Z")


class Atlas(Protocol):
    """Given to pydantic as the context of reading."""

    def country(self, text: str) -> str:
        """The three letters of a country named in any way. Raises ValueError with what would be right."""

    def outline(self, file: str) -> Outline:
        """The area that a file draws. Raises ValueError with what is wrong with it."""

    def zone(self, text: str) -> ZoneInfo:
        """The time zone of an IANA name. Raises ValueError with what would be right."""


def atlas(info: ValidationInfo) -> Atlas | None:
    """The atlas that reading was given, if any."""
    found: Atlas | None = info.context
    return found


def _country(value: str, info: ValidationInfo) -> str:
    known = atlas(info)
    if known is not None:
        return known.country(value)
    if not _ALPHA_3.match(value):
        raise ValueError("a country is its three capital letters (ISO 3166-1), such as SYR")
    return value


Country = Annotated[str, AfterValidator(_country)]
"""A country by its three letters; operators may write its name or two letters."""
