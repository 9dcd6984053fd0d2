"""Words by which people's names, exact spots and telephone numbers are known: one table a language (``table.Words``), read together here.

All together, since the language of a name is not that of its text. They stand in code, beside what uses them, as the core
opens no files, and what keeps names from readers outside must not hang on one.
"""

from collections.abc import Iterable

from streams.core.sensitivity.words.arabic import ARABIC
from streams.core.sensitivity.words.english import ENGLISH
from streams.core.sensitivity.words.french import FRENCH
from streams.core.sensitivity.words.latin import LATIN
from streams.core.sensitivity.words.russian import RUSSIAN
from streams.core.sensitivity.words.spanish import SPANISH
from streams.core.sensitivity.words.ukrainian import UKRAINIAN
from streams.core.spelling import plain

_ALL = (ENGLISH, FRENCH, SPANISH, RUSSIAN, UKRAINIAN, ARABIC)
_CASED = (ENGLISH, FRENCH, SPANISH, RUSSIAN, UKRAINIAN, LATIN)


def _plain(words: Iterable[str]) -> frozenset[str]:
    """The words as ``plain`` writes them: й is и in it, and é is e."""
    return frozenset(plain(word) for some in words for word in some.split())


def _any(*patterns: Iterable[str]) -> str:
    """A pattern of any of the patterns, the longest first."""
    found = {one for some in patterns for one in some}
    return f"(?:{'|'.join(sorted(found, key=lambda one: (-len(one), one)))})"


TITLES = _plain(table.titles for table in _CASED)
GIVEN = _plain(table.given for table in _CASED)
ORDINARY = _plain(table.ordinary for table in _CASED)
BODIES = _plain(table.bodies for table in _CASED)
GIVEN_ENDINGS = frozenset(letter for table in _CASED for letter in table.given_endings.split())
INSIDE = frozenset(LATIN.inside.split())
FATHERS = frozenset(LATIN.fathers.split())
ENDINGS = tuple(ending for table in _CASED for ending in table.endings.split())
THING = _any(*(table.things.split() for table in _CASED))
CALLED = _any(*(table.called for table in _CASED))
ARTICLE = _any(*(table.articles.split() for table in _CASED))
AGE_BEFORE = _any(*(table.ages_before.split() for table in _CASED))
AGE_BEHIND = _any(*(table.ages_behind for table in _CASED))
TELLS = _any(*(table.tells for table in _CASED))
ASIDE = _any(*(table.asides for table in _CASED))
PATRONYMIC = _any(*(table.patronymics.split() for table in _CASED))

ARABIC_TITLES = frozenset(ARABIC.titles.split())
ARABIC_NAMED = frozenset(ARABIC.named.split())
ARABIC_GIVEN = frozenset(ARABIC.given.split())
ARABIC_FATHERS = frozenset(ARABIC.fathers.split())
ARABIC_JOINED = frozenset(ARABIC.joined.split())
ARABIC_AGE = _any(ARABIC.ages_behind)
ARABIC_OF_AGE = _any(ARABIC.of_age)

DEGREES = _any(*(table.degrees for table in _ALL if table is not ARABIC))
ARABIC_DEGREES = _any(ARABIC.degrees)
COMPASS = "".join(sorted({one for table in _ALL for one in table.directions.split() if len(one) == 1}))
DIRECTION = _any([one for table in _ALL for one in table.directions.split() if len(one) > 1])
SPOT = _any(*(table.spots for table in _ALL))
JOIN = _any(*(table.joins.split() for table in _ALL))
PHONE = _any(*(table.phones.split() for table in _ALL))
