"""What conditions need of the world outside of the core while a rule is read: names of countries, outlines from files."""

from typing import Protocol

from pydantic import ValidationInfo

from streams.core.conditions.outlines import Outline


class Atlas(Protocol):
    """Given to pydantic as the context of reading."""

    def country(self, text: str) -> str:
        """The three letters of a country named in any way. Raises ValueError with what would be right."""

    def outline(self, file: str) -> Outline:
        """The area that a file draws. Raises ValueError with what is wrong with it."""


def atlas(info: ValidationInfo) -> Atlas | None:
    """The atlas that reading was given, if any."""
    found: Atlas | None = info.context
    return found
