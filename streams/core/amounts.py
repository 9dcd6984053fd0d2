"""Amounts: how many of what, as people say it."""


def amount(number: int, one: str, several: str = "") -> str:
    """A number with its noun: ``1 incident``, ``1,204 incidents``. ``several`` is the plural that is not the noun and an s."""
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"
