"""What is needed of the world outside of the core while a file is read: names of countries and time zones, outlines."""

from typing import Protocol
from zoneinfo import ZoneInfo

from pydantic import ValidationInfo

from streams.core.conditions.outlines import Outline


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
