"""Which tests go to one worker: those of a file, for they share what it opens; and all that read languages beside English.

To open the words of a language takes some tenths of a second, so five of them are not opened in every worker.
"""

from xdist.scheduler import LoadFileScheduling

_LANGUAGES = (
    "tests/core/extraction/test_",
    "tests/core/extraction/languages/",
    "tests/core/places/",
    "tests/replay/test_languages.",
)
"""How the places of the tests begin that read several languages."""


class ByFileAndLanguages(LoadFileScheduling):  # type: ignore[misc]  # pytest-xdist ships no types
    """``--dist loadfile`` with the files of many languages as one."""

    def _split_scope(self, nodeid: str) -> str:
        return _LANGUAGES[0] if nodeid.startswith(_LANGUAGES) else super()._split_scope(nodeid)
