"""Proper names: where a name begins and ends, before a word of kind or behind it, and names in a row.

"Qara Qozak", "Port-au-Prince", "Pul-e Khumri", and in scripts without capitals as many words as bind one another.
"""

from collections.abc import Iterator
from itertools import pairwise

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.nameparts import (
    is_caseless,
    is_compounded,
    is_ezafe,
    is_generic,
    is_head_first,
    is_namelike,
    is_particle,
)

MAX_NAME = 8
"""How many tokens a proper name may have on either side of its word of kind."""


def name_start(sentence: Sentence, at: int, *, floor: int, shouted: bool) -> int:
    """Where the proper name before token ``at`` begins; ``at`` itself where there is none."""
    if is_head_first(sentence):
        return at - _adjective_before(sentence, at)
    start, step = at, at - 1
    while step >= floor and at - step <= MAX_NAME:
        back = _word_back(sentence, step, start, begun=start < at, floor=floor, shouted=shouted)
        if back is None:
            break
        start, step = back
    while (
        start < at
        and not is_compounded(sentence, start)
        and not _is_side(sentence, start)
        and (is_generic(sentence, start) or sentence.tokens[start].word == "-")
    ):
        start += 1
    return _dated(sentence, start, at, floor)


def _word_back(
    sentence: Sentence, i: int, start: int, *, begun: bool, floor: int, shouted: bool
) -> tuple[int, int] | None:
    """Where a name begins with token ``i``, and the token to look at next; None where the name ends behind ``i``.

    ``start`` is where it begins as far as is known, ``begun`` whether any word of it is known.
    """
    tokens = sentence.tokens
    token = tokens[i]
    named_before = i > floor and is_namelike(sentence, i - 1, shouted)
    if token.word in ("-", "\u2194") and i > floor and (named_before or is_particle(sentence, i - 1)):
        return start, i - 1
    if token.capital and is_compounded(sentence, i):
        return i, i - 1  # "Trans-Papua", "East-West Highway"
    if is_generic(sentence, i) and i > floor and not begun and not token.capital:
        return start, i - 1  # "Damascus-Aleppo international highway"
    if is_namelike(sentence, i, shouted):
        return i, i - 1
    if token.shape == "possessive" and start == i + 1 and i > floor and sentence.match(i - 1, "route.owned"):
        return i - 1, i - 2  # "Cox's Bazar"
    kind = token.capital and (is_generic(sentence, i) or sentence.match(i, "route.head") == 1)
    if kind and not begun and named_before:
        return start, i - 1  # "Georgian Military Road", "Allenby Bridge crossing"
    bound = i - (token.word == "-")  # "Pul-e Khumri", "Mazar-e-Sharif"
    if start == i + 1 and is_ezafe(sentence, bound):
        return bound - 2, bound - 3
    hyphen = i + 1 < len(tokens) and tokens[i + 1].word == "-"
    joined = is_particle(sentence, i) and start == i + 1 + hyphen
    return (i, i - 1) if joined and (token.capital or named_before or hyphen) else None


def _is_side(sentence: Sentence, i: int) -> bool:
    """Whether the side of a coast or bank belongs to a name: "North Coast Highway", and not "Northern Damascus road"."""
    return (
        sentence.tokens[i].capital
        and sentence.match(i, "route.compass") > 0
        and sentence.match(i + 1, "route.sided") > 0
    )


def _dated(sentence: Sentence, start: int, at: int, floor: int) -> int:
    """Where a name begins that is a date: "6 de Noviembre motorway", "the 26 July bridge"; else ``start``."""
    month = start == at > floor and sentence.match(at - 1, "calendar.month") > 0 and sentence.tokens[at - 1].capital
    begin = at - 1 if month else start
    day = begin - 1 - (begin > floor and sentence.match(begin - 1, "route.day_of") > 0)
    if begin == at or day < floor or not (month or day < begin - 1):
        return start
    figure = sentence.tokens[day].lower.rstrip("stndrh\u00ba")
    opened = sentence.match(day - 1, "route.definite") or (
        not month and (day == 0 or sentence.tokens[day - 1].shape == "mark")
    )
    return day if opened and figure.isdecimal() and 0 < int(figure[:3]) <= _DAYS else start


_DAYS = 31
"""Days of a month, at most, of which a street may have its name."""


def _adjective_before(sentence: Sentence, at: int) -> int:
    """The tokens of a name that stands as an adjective before the word of kind, as Slavic has it: "Крымский мост"; else 0."""
    endings = sentence.lexicon.words("route.name_ending")
    token = sentence.tokens[at - 1] if at else None
    if token is None or not endings or not any(token.lower.endswith(ending) for ending in endings):
        return 0
    begin = at - 1
    if begin > 1 and sentence.tokens[begin - 1].word == "-" and sentence.tokens[begin - 1].end == token.start:
        begin -= 2  # "Военно-Грузинская дорога"
    common = begin == at - 1 and sentence.match(
        begin, "route.generic", "route.no_name", "route.adjective", "route.is", "route.ordinal"
    )
    if not sentence.tokens[begin].capital or common:
        return 0
    return at - begin


def name_end(sentence: Sentence, at: int) -> int:
    """The end of the proper name that begins at ``at``; ``at`` where none does."""
    tokens = sentence.tokens
    if at < len(tokens) and is_caseless(tokens[at].word):
        return caseless_end(sentence, at)
    i = at + sentence.match(at, "grammar.the")
    end = at
    while i < len(tokens) and i - at < MAX_NAME:
        token = tokens[i]
        if is_namelike(sentence, i, shouted=False) and (not _begins_head(sentence, i) or _within_name(sentence, i, at)):
            i += 1
            end = i
        elif end == i and i > at and token.shape == "possessive" and sentence.match(i - 1, "route.owned"):
            i += 1  # "Cox's Bazar"
        elif (
            end > at
            and token.word == "-"
            and i + 1 < len(tokens)
            and tokens[i + 1].start == token.end
            and (tokens[i + 1].capital or is_namelike(sentence, i + 1, shouted=False))
        ):
            i += 1
        elif end > at and token.word == "-" and _inner_word(sentence, i):
            i += 3  # "Port-au-Prince", "Bois-le-Roi", in small letters whatever stands between
        elif end > at and token.word == "-" and _inner_particle(sentence, i):
            i += 1  # "Port-au-Prince"
        elif (
            end > at
            and token.word == "-"
            and i + 2 < len(tokens)
            and is_ezafe(sentence, i + 1)
            and tokens[i + 2].capital
        ):
            i += 2  # "Pul-e Khumri"
        elif (
            is_particle(sentence, i)
            and i + 1 < len(tokens)
            and (end > at or token.capital or tokens[i + 1].word == "-")
        ):
            following = i + 1 + (tokens[i + 1].word == "-")
            if following >= len(tokens) or not tokens[following].capital:
                break
            i = following
        else:
            break
    return end


def _within_name(sentence: Sentence, i: int, at: int) -> bool:
    """Whether a word of kind is part of a town's name that begins at ``at``: "Port Sudan", "from Black River to Luana"."""
    if i == at:
        return _opens_name(sentence, i)
    return sentence.match(i, "route.ends_name") > 0 and sentence.match(i + 1, "route.and_to") > 0


def _inner_particle(sentence: Sentence, i: int) -> bool:
    """Whether a hyphen, a small word and another hyphen follow one another, as in "Port-au-Prince"."""
    tokens = sentence.tokens[i : i + 4]
    joined = len(tokens) == 4 and tokens[2].word == "-" and tokens[3].capital and tokens[0].end == tokens[1].start
    return joined and is_particle(sentence, i + 1)


def _inner_word(sentence: Sentence, i: int) -> bool:
    """Whether a hyphen, a short word in small letters, a hyphen and a capital are written as one."""
    tokens = sentence.tokens[i - 1 : i + 4]
    if len(tokens) < _INNER or tokens[3].word != "-" or not tokens[4].capital or len(tokens[2].word) > _SHORT:
        return False
    return tokens[2].word.islower() and all(one.end == other.start for one, other in pairwise(tokens))


_INNER, _SHORT = 5, 4
"""How many tokens a name with a word between hyphens has at least, and how long that word may be."""


def _opens_name(sentence: Sentence, i: int) -> bool:
    """Whether a word of kind opens a town's name: "Port-au-Prince", "Port Sudan"."""
    after = sentence.tokens[i + 1 : i + 3]
    return sentence.match(i, "route.opens_name") > 0 and bool(after) and (after[0].capital or after[0].word == "-")


def _begins_head(sentence: Sentence, i: int) -> bool:
    """Whether a word of kind stands here, and not one inside of a name: "el cruce de Paso Canoas"."""
    if not sentence.match(i, "route.head", "route.heads"):
        return False
    after = sentence.tokens[i + 1] if i + 1 < len(sentence.tokens) else None
    named = sentence.tokens[i].capital and after is not None and (after.capital or after.word == "-")
    return not (is_head_first(sentence) and named and not is_caseless(sentence.tokens[i].word))


def caseless_end(sentence: Sentence, at: int) -> int:
    """The end of a name without capitals: one word, and what its first word or an article binds to it ("باب الهوى")."""
    end = at
    articles = tuple(sentence.lexicon.words("route.article_glued"))
    while end < len(sentence.tokens) and end - at < 4 and is_namelike(sentence, end, shouted=False):
        opens = sentence.match(end, "route.name_opens") > 0
        end += 1
        if opens and is_articled(sentence, end):
            return end + 2  # "رأس العين", where a table knows the word behind the article
        bound = end < len(sentence.tokens) and sentence.lower[end].startswith(articles) and len(sentence.lower[end]) > 3
        if not opens and not (bound and end == at + 1):
            break
    return end


def is_articled(sentence: Sentence, at: int) -> bool:
    """Whether an article stands at a token that is cut off a word of the tables, as it may be in a name: "الأبيض"."""
    tokens = sentence.tokens
    if at + 1 >= len(tokens) or tokens[at].end != tokens[at + 1].start or not sentence.match(at, "group.definite"):
        return False
    common = ("route.generic", "route.is", "route.adjective", "calendar.weekday", "route.head", "route.heads")
    return is_caseless(tokens[at].word) and not sentence.match(at + 1, *common)


def names_from(sentence: Sentence, step: int) -> Iterator[tuple[int, int]]:
    """``A, B and C`` from a token on."""
    while True:
        end = name_end(sentence, step)
        if end <= step:
            return
        yield step, end
        joint = sentence.match(end, "route.and")
        joint += sentence.match(end + joint, "route.and") if joint else 0
        if not joint:
            return
        step = end + joint
