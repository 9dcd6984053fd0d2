"""Quotations: the words of the news in a message, whose they are, and where they stand."""

import re
from dataclasses import dataclass

from streams.core.messages.accounts import Account
from streams.core.messages.characters import cut, shown, turned
from streams.core.messages.wording import Tongue
from streams.core.sensitivity.marks import PROTECTED

LONGEST_NAME = 60
"""Characters of the longest name of a source that is told whole."""

_LONGEST_LINK = 1000
_LINK = re.compile(r"https?://[\w.~:%\[\]-]+(?:[/?#][^\s<>\"'`]*)?", re.IGNORECASE)
"""A host and perhaps a port, with no ``@`` before its path, and nothing that could end an attribute or a link."""


@dataclass(frozen=True, eq=False)
class Quotation:
    """Words of the news for a message in a ``tongue``. ``where`` is their page, empty where a message may link to none."""

    text: str
    source: str
    language: str
    where: str
    tongue: Tongue

    @property
    def line(self) -> str:
        """The words with their source, and its language where that is not the message's.

        The mark before them gives the line the message's direction, whose first letter may be another script's.
        """
        if self.tongue.isolating:
            return f"\u200f{self.words} ({self.speaker})"
        if turned(self.text):
            return f"\u200e\u2068{self.words}\u2069 ({self.speaker})"
        return f"{self.words} ({self.speaker})"

    @property
    def words(self) -> str:
        """The words themselves, in their own language."""
        return self.tongue.say("quoted", text=self.text)

    @property
    def speaker(self) -> str:
        """Whose words they are, and in which language where that is not the message's."""
        base = self.language.partition("-")[0].lower()
        if base and base != self.tongue.code:
            return self.tongue.say("speaker-in", source=self.source, language=self.tongue.language(base))
        return self.tongue.alone(self.source)


def quotations(account: Account, tongue: Tongue, most: int, longest: int) -> tuple[Quotation, ...]:
    """The words that an account stands on: at most so many, each at most so long."""
    found: dict[str, Quotation] = {}
    for span in account.event.evidence:
        cited = account.cited(span.item)
        text = cut(shown(span.quote), longest)
        if text and text not in found:
            source = called(account.source(span.item), tongue) or tongue.say("unnamed")
            found[text] = Quotation(text, source, cited.language, linked(cited.url), tongue)
        if len(found) == most:
            break
    return tuple(found.values())


def called(source: str, tongue: Tongue) -> str:
    """What a message calls a source."""
    return tongue.say("protected") if source == PROTECTED else cut(shown(source), LONGEST_NAME)


def linked(url: str) -> str:
    """An address that a message may link to: of the web, without a name or password in it; else nothing."""
    address = shown(url)
    return address if len(address) <= _LONGEST_LINK and _LINK.fullmatch(address) else ""
