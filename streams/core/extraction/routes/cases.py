"""Cases: the usual name of a route that a text tells in another case: "Крымский мост" of "Крымскому мосту"."""

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.following import plain_head
from streams.core.extraction.wordends import endings

_SOFT = "кгхжшчщ"
"""Letters behind which Russian writes "и" for "ы"."""


def in_nominative(sentence: Sentence, begin: int, at: int, stop: int) -> str:
    """The adjective from token ``begin`` on and the word of kind at tokens ``at`` to ``stop``, as a dictionary has them; as written where no table knows."""
    written = sentence.words(begin, stop)
    head = plain_head(sentence, at, stop)
    if head == sentence.words(at, stop) or head.lower() == sentence.words(at, stop).lower():
        return written
    gender = "feminine" if head.endswith(("а", "я")) else "masculine"
    base = next(iter(sentence.lexicon.words(f"ending.{gender}.base")), None)
    own = sentence.words(begin, at)
    cut = next((one for one in endings(sentence.lexicon, f"ending.{gender}") if own.lower().endswith(one)), None)
    if base is None or cut is None or len(own) <= len(cut) + 2:
        return written
    stem = own[: -len(cut)]
    if base.startswith("ы") and stem[-1:].lower() in _SOFT:
        base = "и" + base[1:]
    return f"{stem}{base} {head}"
