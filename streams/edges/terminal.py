"""Text from outside on its way to a terminal."""

import re

_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """The text without what would steer a terminal: escape codes, control characters, turns of direction."""
    return _UNSAFE.sub("\ufffd", text)
