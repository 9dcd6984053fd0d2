"""Name parts: which words a proper name may be made of, by capitals, hyphens, small words and the script they are in."""

from collections.abc import Sequence

from streams.core.extraction.reading import Sentence
from streams.core.extraction.tokens import Token


def is_namelike(sentence: Sentence, i: int, shouted: bool) -> bool:
    """Whether a token may be part of a proper name."""
    token = sentence.tokens[i]
    if _of_a_date(sentence, i):
        return True
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
    hyphen = sentence.tokens[i + 1 : i + 2]
    if sentence.match(i, "route.opens_name") and hyphen and hyphen[0].word == "-" and hyphen[0].start == token.end:
        return True  # "Port-au-Prince"
    if sentence.match(i, "route.no_name") or (
        sentence.match(i, "calendar.month", "calendar.weekday") and not _named_for_a_day(sentence, i)
    ):
        return False
    return not (shouted and sentence.match(i, "route.no_name_shouted", "route.is", "route.does"))


def _of_a_date(sentence: Sentence, i: int) -> bool:
    """Whether a day or a month stands right behind a word of kind that is named by it: "كوبري 6 أكتوبر", "جسر 14 تموز"."""
    month = i if sentence.match(i, "calendar.month") else i + 1
    if not sentence.match(month, "calendar.month") or not sentence.lexicon.words("grammar.vso"):
        return False
    if i != month and sentence.tokens[i].shape != "number":
        return False
    day = month - 1 if i == month and sentence.tokens[i - 1].shape == "number" else i
    return day > 0 and sentence.match(day - 1, "route.head") > 0


def _named_for_a_day(sentence: Sentence, i: int) -> bool:
    """Whether a day or month is part of a name, as its capital says where a language writes them small: "Santo Domingo"."""
    return i > 0 and not sentence.tokens[i].word.isupper() and bool(sentence.lexicon.words("calendar.small"))


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


def is_ezafe(sentence: Sentence, i: int) -> bool:
    """Whether a token is what binds two words of a Persian name: "Pul-e Khumri", "Mazar-i-Sharif"."""
    tokens = sentence.tokens
    bound = i > 1 and tokens[i - 1].word == "-" and tokens[i - 1].end == tokens[i].start and tokens[i - 2].capital
    return bound and sentence.match(i, "route.ezafe") == 1 and tokens[i - 2].end == tokens[i - 1].start


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


def is_caseless(word: str) -> bool:
    """Whether a word is of a script without capitals, where any word might be a name."""
    return word.lower() == word.upper() and word[:1].isalpha()


def is_head_first(sentence: Sentence) -> bool:
    """Whether the language puts the word of kind before the name: "pont de Natougou", "معبر نصيب"."""
    return bool(sentence.lexicon.words("grammar.head_first"))


def is_shouted(sentence: Sentence) -> bool:
    """Whether the sentence is written in capitals, so that capitals mark no names."""
    letters = [token for token in sentence.tokens if token.shape == "word" and len(token.word) > 1]
    return len(letters) > 2 and sum(token.word.isupper() for token in letters) > 0.7 * len(letters)


def capitalised(tokens: Sequence[Token]) -> int:
    """How many of the tokens begin with a capital."""
    return sum(token.capital for token in tokens)
