"""Phrases: where a proper name, a pair of places or a determined phrase begins and ends in a sentence."""

from collections.abc import Iterator, Sequence

from streams.core.extraction.reading import Sentence, Token

MAX_NAME = 8
"""How many tokens a proper name may have on either side of its word of kind."""


def name_start(sentence: Sentence, at: int, *, floor: int, shouted: bool) -> int:
    """Where the proper name before token ``at`` begins; ``at`` itself where there is none."""
    tokens = sentence.tokens
    if is_head_first(sentence):
        return at - _adjective_before(sentence, at)
    start = at
    i = at - 1
    while i >= floor and at - i <= MAX_NAME:
        token = tokens[i]
        if (
            token.word in ("-", "\u2194")
            and i > floor
            and (is_namelike(sentence, i - 1, shouted) or is_particle(sentence, i - 1))
        ):
            i -= 1
            continue
        if token.capital and is_compounded(sentence, i):
            start = i
            i -= 1
            continue  # "Trans-Papua", "East-West Highway"
        if is_generic(sentence, i) and i - 1 >= floor and start == at and not token.capital:
            i -= 1  # "Damascus-Aleppo international highway"
            continue
        if is_namelike(sentence, i, shouted):
            start = i
            i -= 1
            continue
        if (
            token.capital
            and is_generic(sentence, i)
            and start == at
            and i > floor
            and is_namelike(sentence, i - 1, shouted)
        ):
            i -= 1  # "Georgian Military Road"
            continue
        bound = i - (token.word == "-")  # "Pul-e Khumri", "Mazar-e-Sharif"
        if start == i + 1 and is_ezafe(sentence, bound):
            start = bound - 2
            i = bound - 3
            continue
        joined = is_particle(sentence, i) and start == i + 1 + (tokens[i + 1].word == "-" if i + 1 < len(tokens) else 0)
        if joined and (
            token.capital or (i - 1 >= floor and is_namelike(sentence, i - 1, shouted)) or tokens[i + 1].word == "-"
        ):
            start = i
            i -= 1
            continue
        if token.word == "#":
            break
        break
    while (
        start < at and not is_compounded(sentence, start) and (is_generic(sentence, start) or tokens[start].word == "-")
    ):
        start += 1
    return start


def is_compounded(sentence: Sentence, i: int) -> bool:
    """Whether a word that tells nothing alone is written as one with another by a hyphen, both with capitals: "East-West"."""
    tokens = sentence.tokens
    if not tokens[i].capital or tokens[i].shape != "word" or not is_generic(sentence, i):
        return False
    ahead = (
        i + 2 < len(tokens)
        and tokens[i + 1].word == "-"
        and tokens[i + 1].start == tokens[i].end
        and tokens[i + 2].capital
    )
    behind = i > 1 and tokens[i - 1].word == "-" and tokens[i - 1].end == tokens[i].start and tokens[i - 2].capital
    return ahead or behind


def hyphenated(sentence: Sentence, i: int) -> bool:
    """Whether a word with a capital is bound to the next by a hyphen."""
    tokens = sentence.tokens
    bound = i + 1 < len(tokens) and tokens[i + 1].word == "-" and tokens[i + 1].start == tokens[i].end
    return bound and tokens[i].capital


def is_ezafe(sentence: Sentence, i: int) -> bool:
    """Whether a token is what binds two words of a Persian name: "Pul-e Khumri", "Mazar-i-Sharif"."""
    tokens = sentence.tokens
    bound = i > 1 and tokens[i - 1].word == "-" and tokens[i - 1].end == tokens[i].start and tokens[i - 2].capital
    return bound and sentence.match(i, "route.ezafe") == 1 and tokens[i - 2].end == tokens[i - 1].start


def _adjective_before(sentence: Sentence, at: int) -> int:
    """1 if a name stands as an adjective before the word of kind, as Slavic has it: "Крымский мост"; else 0."""
    endings = sentence.lexicon.words("route.name_ending")
    token = sentence.tokens[at - 1] if at else None
    if token is None or not endings or not token.capital or sentence.match(at - 1, "route.generic", "route.no_name"):
        return 0
    return int(any(token.lower.endswith(ending) for ending in endings))


def is_head_first(sentence: Sentence) -> bool:
    """Whether the language puts the word of kind before the name: "pont de Natougou", "معبر نصيب"."""
    return bool(sentence.lexicon.words("route.head_first"))


def is_namelike(sentence: Sentence, i: int, shouted: bool) -> bool:
    """Whether a token may be part of a proper name."""
    token = sentence.tokens[i]
    if not token.capital and token.shape == "word" and _unwritten(sentence, i):
        return True
    if token.shape not in ("word", "mixed", "initials") or not token.capital:
        if (
            i + 1 < len(sentence.tokens)
            and sentence.match(i, "route.milestone")
            and sentence.tokens[i + 1].shape == "number"
        ):
            return True  # "the Km 9 bridge"
        return token.shape == "number" and i > 0 and sentence.match(i - 1, "route.number_word", "route.milestone") > 0
    if sentence.match(i, "route.milestone") and i + 1 < len(sentence.tokens):
        return sentence.tokens[i + 1].shape == "number"
    if sentence.match(i, "route.roman") and i > 0 and sentence.tokens[i - 1].capital:
        return True  # "Ruzizi I border post"
    if sentence.match(i, "route.no_name") or sentence.match(i, "calendar.month", "calendar.weekday"):
        return False
    return not (shouted and sentence.match(i, "route.no_name_shouted", "route.is", "route.does"))


def _unwritten(sentence: Sentence, i: int) -> bool:
    """Whether a word may be a name in a line that is written without any capitals: one that no table knows."""
    word = sentence.tokens[i].word
    return len(word) > 3 and word.isascii() and sentence.text.islower() and not sentence.marks(i)


def is_generic(sentence: Sentence, i: int) -> bool:
    """Whether a word tells no name from another: main, border, international, or a word of kind in small letters."""
    return sentence.match(i, "route.generic") == 1 or (
        sentence.match(i, "route.head") == 1 and not sentence.tokens[i].capital
    )


def is_particle(sentence: Sentence, i: int) -> bool:
    """A small word inside a name; an assimilated article ("ad-Din") only with its hyphen."""
    if sentence.match(i, "route.article"):
        following = sentence.tokens[i + 1] if i + 1 < len(sentence.tokens) else None
        return following is not None and following.word == "-" and following.start == sentence.tokens[i].end
    return sentence.match(i, "route.particle") == 1


def name_end(sentence: Sentence, at: int) -> int:
    """The end of the proper name that begins at ``at``; ``at`` where none does."""
    tokens = sentence.tokens
    if at < len(tokens) and is_caseless(tokens[at].word):
        return caseless_end(sentence, at)
    i = at + (at < len(tokens) and sentence.lower[at] == "the")
    end = at
    while i < len(tokens) and i - at < MAX_NAME:
        token = tokens[i]
        if is_namelike(sentence, i, shouted=False) and (not _begins_head(sentence, i) or _within_name(sentence, i, at)):
            i += 1
            end = i
        elif (
            end > at
            and token.word == "-"
            and i + 1 < len(tokens)
            and tokens[i + 1].start == token.end
            and (tokens[i + 1].capital or is_namelike(sentence, i + 1, shouted=False))
        ):
            i += 1
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


def is_caseless(word: str) -> bool:
    """Whether a word is of a script without capitals, where any word might be a name."""
    return word.lower() == word.upper() and word[:1].isalpha()


def caseless_end(sentence: Sentence, at: int) -> int:
    """The end of a name without capitals: one word, and what its first word or an article binds to it ("باب الهوى")."""
    end = at
    while end < len(sentence.tokens) and end - at < 4 and is_namelike(sentence, end, shouted=False):
        opens = sentence.match(end, "route.name_opens") > 0
        end += 1
        bound = end < len(sentence.tokens) and sentence.lower[end].startswith("ال") and len(sentence.lower[end]) > 3
        if not opens and not (bound and end == at + 1):
            break
    return end


def phrase_start(sentence: Sentence, at: int) -> int:
    """Where the phrase before a word of kind begins: its determiner, adjectives and owner."""
    i = at
    while i > 0 and at - i < 6:
        if sentence.match(i - 1, "route.definite", "route.both", "route.indefinite"):
            return i - 1 if not (i > 1 and sentence.match(i - 2, "route.both")) else i - 2
        token = sentence.tokens[i - 1]
        if token.shape == "possessive" and i > 1:
            i -= 2
            continue
        if not (
            is_generic(sentence, i - 1) or sentence.match(i - 1, "route.qualifier", "route.ordinal", "route.adjective")
        ):
            break
        i -= 1
    return i


def qualifier_start(sentence: Sentence, head: int) -> int:
    """Where the adjectives before a word of kind begin."""
    i = head
    while i > 0 and (is_generic(sentence, i - 1) or sentence.match(i - 1, "route.qualifier", "route.adjective")):
        i -= 1
    return i


def phrase_end(sentence: Sentence, at: int) -> int:
    """The end of ``the village``, ``the Machail Mata shrine``; 0 where no definite phrase begins."""
    if not sentence.match(at, "route.definite"):
        return 0
    end = max(at + 1, name_end(sentence, at + 1))
    while (
        end < at + _TOLD
        and not sentence.match(end, "route.settlement")
        and sentence.match(end, "route.adjective", "route.generic")
    ):
        end += 1  # "the international wharf"
    return end + 1 if sentence.match(end, "route.settlement") else 0


_TOLD = 4
"""Within how many tokens behind its article the word of a settlement stands."""


def place_end(sentence: Sentence, at: int) -> int:
    """The end of ``of X`` that begins at ``at``; 0 where none does."""
    link = sentence.mark(at, "route.of")
    end = name_end(sentence, link.end) if link else 0
    return end if link and end > link.end else 0


def opens_line(sentence: Sentence, at: int) -> bool:
    """A word of kind that opens a telegram's line, without an article: "Road closed at Harsha"."""
    return at == 0 or all(token.shape == "mark" for token in sentence.tokens[:at])


def is_shouted(sentence: Sentence) -> bool:
    """Whether the sentence is written in capitals, so that capitals mark no names."""
    letters = [token for token in sentence.tokens if token.shape == "word" and len(token.word) > 1]
    return len(letters) > 2 and sum(token.word.isupper() for token in letters) > 0.7 * len(letters)


def capitalised(tokens: Sequence[Token]) -> int:
    """How many of the tokens begin with a capital."""
    return sum(token.capital for token in tokens)


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
