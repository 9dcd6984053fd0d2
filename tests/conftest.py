"""How hard the tests that draw their own input try: quickly by default, ``--hypothesis-profile=thorough`` for long."""

import gc

from hypothesis import settings

from tests.drawing import PROFILES

for name, inputs in PROFILES.items():
    settings.register_profile(name, max_examples=inputs, deadline=None)
settings.load_profile("quick")


def pytest_collection_finish() -> None:
    """Leave the words, rules and tests that stay until the end out of every later collection of garbage."""
    gc.freeze()
