"""Cases: the usual name of a route that a text tells in another case: "Крымский мост" of "Крымскому мосту"."""

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.following import plain_head
from streams.core.extraction.wordends import endings


def in_nominative(sentence: Sentence, begin: int, at: int, stop: int) -> str:
    """The adjective from token ``begin`` on and the word of kind at tokens ``at`` to ``stop``, as a dictionary has them.

    As written where no table knows how.
    """
    written, lexicon = sentence.words(begin, stop), sentence.lexicon
    head = plain_head(sentence, at, stop)
    if head.lower() == sentence.words(at, stop).lower():
        return written
    her = head.endswith(endings(lexicon, "ending.feminine.noun"))
    own = sentence.words(begin, at)
    others = endings(lexicon, "ending.feminine" if her else "ending.masculine")
    cut = next((one for one in others if own.lower().endswith(one)), None)
    if cut is None or len(own) <= len(cut) + _STEM:
        return written
    stem = own[: -len(cut)]
    hushed = stem.lower().endswith(endings(lexicon, "ending.hushed"))
    his = "ending.masculine.hushed" if hushed else "ending.masculine.base"
    base = endings(lexicon, "ending.feminine.base" if her else his)
    return f"{stem}{base[0]} {head}" if base else written


_STEM = 2
"""How many letters, at least, stand before the ending of an adjective."""
