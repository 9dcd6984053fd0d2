"""How hard the tests that draw their own input try: quickly by default, ``--hypothesis-profile=thorough`` for long."""

from hypothesis import settings

settings.register_profile("quick", max_examples=20, deadline=None)
settings.register_profile("thorough", max_examples=400, deadline=None)
settings.load_profile("quick")
