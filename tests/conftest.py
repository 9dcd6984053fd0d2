"""How hard the tests that draw their own input try: quickly by default, ``--hypothesis-profile=thorough`` for long."""

import gc

from hypothesis import settings

settings.register_profile("quick", max_examples=10, deadline=None)
settings.register_profile("thorough", max_examples=400, deadline=None)
settings.load_profile("quick")


def pytest_collection_finish() -> None:
    """Leave the words, rules and tests that stay until the end out of every later collection of garbage."""
    gc.freeze()
