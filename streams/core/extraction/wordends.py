"""Word ends: what the end of a word tells of it, by the language's classes of endings ("ending.adverb": "quickly")."""

from functools import lru_cache

from streams.core.extraction.lexicon import Lexicon
from streams.core.extraction.reading import Sentence


@lru_cache(maxsize=512)
def endings(lexicon: Lexicon, *classes: str) -> tuple[str, ...]:
    """The endings of some classes, the longest first."""
    found = {ending for cls in classes for ending in lexicon.words(cls)}
    return tuple(sorted(found, key=lambda ending: (-len(ending), ending)))


def ends_as(sentence: Sentence, at: int, *classes: str) -> bool:
    """Whether the word at a token ends as those of any of the classes do. Raises IndexError where no token is."""
    return sentence.lower[at].endswith(endings(sentence.lexicon, *classes))


def singular(lexicon: Lexicon, word: str) -> str:
    """A word without the ending that makes many of one, where it has such an ending."""
    return next(
        (word.removesuffix(ending) for ending in endings(lexicon, "ending.many") if word.endswith(ending)), word
    )
