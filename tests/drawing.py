"""How many inputs each test draws that draws its own: few in the unit suite, more before a change lands, many on request."""

from hypothesis import settings

PROFILES = {"quick": 5, "full": 20, "thorough": 400}
"""Inputs a test, by profile: of the unit suite, of the second step of ``make test``, and of a change to deciding."""


def at_least(inputs: int) -> settings:
    """For what few drawn inputs meet: so many of them, or the profile's where that draws more. The quick one keeps to its few."""
    drawn = settings().max_examples
    return settings(max_examples=drawn if drawn <= PROFILES["quick"] else max(drawn, inputs))


def a_part() -> settings:
    """For worlds that take long to draw and play: a quarter of the profile's inputs, or five; three in the quick one."""
    drawn = settings().max_examples
    return settings(max_examples=3 if drawn <= PROFILES["quick"] else max(5, drawn // 4))
