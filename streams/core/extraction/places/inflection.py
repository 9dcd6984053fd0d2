"""Inflection: the dictionary forms that a name in a text may have, by a language's table of endings and prefixes.

A table says "ку may be ок or ка": Райгородку is looked up as Райгородок too. All are candidates; the gazetteer decides.
"""

import re
from collections.abc import Callable, Sequence
from itertools import islice, product

from streams.core.extraction.lexicon import Lexicon
from streams.core.places.gazetteer import Gazetteer

MOST = 24
"""How many forms of one name are tried."""
_NONE = "0"
_SHORTEST = 3
_PARTS = re.compile(r"[A-Z][a-z]+")


def as_written(name: str) -> Sequence[str]:
    """The only form of a name in a language without inflection."""
    return (name,)


def forms_of(lexicon: Lexicon) -> Callable[[str], Sequence[str]]:
    """A function that gives the forms of a name in a language, the name itself first."""
    endings = lexicon.values("place.ending")
    prefixes = sorted(lexicon.words("place.prefix"), key=len, reverse=True)
    if not endings and not prefixes:
        return as_written

    def forms(name: str) -> Sequence[str]:
        bare = name
        for prefix in prefixes:
            rest = name[len(prefix) :]
            if name.startswith(prefix) and len(rest) >= _SHORTEST:
                bare = rest
                break
        words = [_word_forms(word, endings) for word in name.split()] if endings else [[word] for word in name.split()]
        found = [" ".join(chosen) for chosen in islice(product(*words), MOST)]
        return tuple(dict.fromkeys([name, *found, bare]))

    return forms


def dictionary_form(name: str, forms: Callable[[str], Sequence[str]], gazetteer: Gazetteer) -> str | None:
    """The form of a name under which the gazetteer knows it; None where it knows none.

    A name that it knows as it stands is taken for itself; of several other forms the one whose place has the most people, for
    "Харкові" may be of Kharkiv or of an island.
    """
    if gazetteer.named(name):
        return name
    known = [form for form in forms(name) if gazetteer.named(form)]
    return max(known, key=lambda form: (_people(gazetteer, form), -len(form)), default=None)


def _people(gazetteer: Gazetteer, name: str) -> int:
    return max(entry.population for entry in gazetteer.named(name))


def _word_forms(word: str, endings: "dict[str, tuple[str, ...]]") -> list[str]:
    """A word and its dictionary forms, by its longest ending first."""
    lower = word.lower()
    lengths = range(min(4, len(lower) - 2), 0, -1)
    return [
        word,
        *(
            word[:-length] + ("" if ending == _NONE else ending)
            for length in lengths
            for ending in endings.get(lower[-length:], ())
        ),
    ]


def parted(name: str) -> tuple[str, ...]:
    """A name written in one word as hashtags are ("AdanYabal"), in its parts."""
    parts = _PARTS.findall(name) if name.isalpha() and not name.isupper() else []
    return (" ".join(parts),) if len(parts) > 1 and "".join(parts) == name else ()
