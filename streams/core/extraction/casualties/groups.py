"""Groups of people in a sentence: a number with its noun ("two soldiers", "nine of the dead"), or one person ("a child")."""

from dataclasses import dataclass
from typing import Literal

from streams.core.extraction.lexicon import Mark
from streams.core.extraction.numerals import Number, numbers
from streams.core.extraction.reading import Sentence

Head = Literal["people", "bare", "outcome"]

PLURAL = ("people.civilian.plural", "people.armed.plural", "people.plain.plural")
SINGULAR = ("people.civilian.singular", "people.armed.singular", "people.plain.singular")
_SMALL = (
    "grammar.preposition", "grammar.conjunction", "grammar.aux", "grammar.determiner", "grammar.pronoun", "grammar.say",
    "grammar.verb", "grammar.be", "grammar.have",
)  # fmt: skip
_STATES = ("killed.state", "injured.state", "missing.state", "displaced.state", "detained.state")
_OUTCOME_VERBS = tuple(
    f"{outcome}.{form}"
    for outcome in ("killed", "injured", "missing", "detained", "displaced")
    for form in ("verb", "ing", "intransitive", "weak", "lives")
)
NOUNS = tuple(f"{outcome}.noun" for outcome in ("killed", "injured", "missing", "detained", "displaced"))
_MODIFIERS = 6


@dataclass(frozen=True, slots=True)
class Group:
    """People counted over tokens start to end (exclusive).

    ``head``: people (a noun for people stands there), bare (no noun), outcome (the noun itself says what befell them).
    ``outcome`` is that noun's or a modifier's outcome ("12 injured passengers"), else None. ``article``: counted by "a",
    "one" or nothing at all, so that only a close verb makes it a figure. ``of`` is the class of "of the dead", "of them".
    """

    number: Number
    start: int
    end: int
    head: Head
    outcome: str | None = None
    noun: tuple[int, int] = (0, 0)
    classes: frozenset[str] = frozenset()
    article: bool = False
    more: bool = False
    of: str | None = None
    body: bool = False


def groups(sentence: Sentence) -> list[Group]:
    """The groups of people of a sentence in order."""
    found: list[Group] = []
    counted = numbers(sentence)
    taken = 0
    starts = {number.start: number for number in counted}
    at = 0
    while at < len(sentence.tokens):
        number = starts.get(at)
        group = None
        if number is not None:
            group = _counted(sentence, number)
            at = max(at + 1, number.end if group is None else group.end)
        elif at >= taken and (article := sentence.match(at, "group.article", "group.another")):
            group = _single(sentence, at, at + article)
            at = group.end if group else at + 1
        else:
            at += 1
        if group is not None:
            found.append(group)
            taken = group.end
    if not found or found[0].start > 0:
        first = _headline(sentence)
        if first is not None and (not found or first.end <= found[0].start):
            found.insert(0, first)
    return found


def _counted(sentence: Sentence, number: Number) -> Group | None:
    if number.kind != "count" or _impossible(sentence, number):
        return None
    at, more, of = number.end, False, None
    while length := sentence.match(at, "group.more"):
        noun = sentence.match(at, *PLURAL)
        at, more = at + length, True
        if noun and not sentence.match(at, *PLURAL) and sentence.lower[at - 1] == "others":
            break
    for cls in (
        "part.of.killed",
        "part.of.injured",
        "part.of.missing",
        "part.of.displaced",
        "part.of.detained",
        "part.of",
    ):
        if length := sentence.match(at, cls):
            at, of = at + length, cls
            break
    noun = _noun(sentence, at, PLURAL if number.min != 1 or number.max != 1 else (*SINGULAR, *PLURAL))
    if noun is None and number.max != 1 and (noun := _noun(sentence, at, SINGULAR)) and noun[1] != noun[0] + 1:
        noun = None
    if noun is not None:
        return _with_noun(
            sentence, number, number.start, noun, article=number.min == 1 and number.max == 1, more=more, of=of
        )
    if of == "part.of" and sentence.lower[at - 1] in ("the", "its", "our", "his"):
        return None if not _stops(sentence, at) else Group(number, number.start, at, "bare", more=more, of=of)
    if of is None and not _stops(sentence, at):
        return _unknown_noun(sentence, number, at, more)
    return Group(number, number.start, at, "bare", more=more, of=of)


def _impossible(sentence: Sentence, number: Number) -> bool:
    """Numbers that are part of something else: "1/5", "the 12-storey"."""
    end = number.end
    tokens = sentence.tokens
    if end < len(tokens) and tokens[end].word == "-" and tokens[end].start == tokens[end - 1].end:
        return not sentence.match(end + 1, *_STATES)
    return False


def _single(sentence: Sentence, at: int, after: int) -> Group | None:
    """One person after an article: "a child", "another woman"."""
    noun = _noun(sentence, after, SINGULAR)
    if noun is None or noun[1] >= len(sentence.tokens) + 1:
        return None
    end = noun[1]
    if not _ends(sentence, end):
        return None
    number = Number(1, 1, "exact", at, after, at)
    return _with_noun(sentence, number, at, noun, article=True, more=bool(sentence.match(at, "group.another")), of=None)


def _headline(sentence: Sentence) -> Group | None:
    """One person without any article at the head of a sentence: "Soldier killed in ...", "Police officer and four ..."."""
    noun = _noun(sentence, 0, SINGULAR)
    if noun is None or noun[1] - noun[0] > 4:
        return None
    end = noun[1]
    if not (sentence.match(end, *_OUTCOME_VERBS, *_STATES) or sentence.match(end, "group.join")):
        return None
    return _with_noun(sentence, Number(1, 1, "exact", 0, noun[0], 0), 0, noun, article=True, more=False, of=None)


def _with_noun(
    sentence: Sentence, number: Number, start: int, noun: tuple[int, int], *, article: bool, more: bool, of: str | None
) -> Group:
    classes: set[str] = set()
    outcome, body = None, False
    for at in range(noun[0], noun[1]):
        for mark in sentence.marks[at]:
            if mark.end > noun[1]:
                continue
            classes.add(mark.cls)
            if mark.cls in NOUNS and mark.end == noun[1]:
                outcome = mark.cls.split(".")[0]
                body = True
            elif mark.cls in _STATES and mark.end < noun[1] and outcome is None:
                outcome = mark.cls.split(".")[0]
    head: Head = "outcome" if outcome else "people"
    return Group(number, start, noun[1], head, outcome, noun, frozenset(classes), article, more, of, body)


def _noun(sentence: Sentence, at: int, nouns: tuple[str, ...]) -> tuple[int, int] | None:
    """The tokens of the noun that the modifiers from ``at`` lead to: of "local health workers" all three."""
    start, here, last = at, at, None
    while here < len(sentence.tokens) and here - at <= _MODIFIERS:
        noun = sentence.mark(here, *nouns)
        if noun is not None and (noun.end - here > 1 or not sentence.match(here, *_OUTCOME_VERBS) or here > at):
            last = noun.end
            here = noun.end
            if sentence.match(here, *_OUTCOME_VERBS):
                break
            continue
        if not _modifies(sentence, here, last is not None):
            break
        here += 1
    return None if last is None else (start, last)


def _modifies(sentence: Sentence, at: int, after_noun: bool) -> bool:
    token = sentence.tokens[at]
    if token.shape == "mark":
        return token.word in "-'\"" and not after_noun and _tight(sentence, at)
    if token.shape in ("number", "possessive"):
        return False
    if sentence.match(at, *_STATES) and not after_noun:
        return True
    if sentence.match(at, "people.modifier.civilian", "people.modifier.armed"):
        return True
    if sentence.match(at, *_SMALL, *_OUTCOME_VERBS, "numeral.measure", "numeral.money"):
        return False
    return not after_noun or sentence.match(at, *SINGULAR) > 0


def _tight(sentence: Sentence, at: int) -> bool:
    """A hyphen inside of a word, or a quotation mark."""
    tokens = sentence.tokens
    if tokens[at].word != "-":
        return True
    return 0 < at < len(tokens) - 1 and tokens[at - 1].end == tokens[at].start == tokens[at + 1].start - 1


def _stops(sentence: Sentence, at: int) -> bool:
    """Whether a number without a noun may end here: what follows is no noun of its own."""
    if at >= len(sentence.tokens):
        return True
    token = sentence.tokens[at]
    if token.shape == "mark":
        return token.word not in "-%/°$€£#'" or not _tight(sentence, at)
    return bool(sentence.match(at, *_SMALL, *_OUTCOME_VERBS, *_STATES, *NOUNS, "grammar.adverb", "part.opens"))


def _ends(sentence: Sentence, at: int) -> bool:
    """Whether a singular noun really ends here ("a passenger", and not "a passenger jet")."""
    if at >= len(sentence.tokens):
        return True
    token = sentence.tokens[at]
    if token.shape in ("mark", "number", "possessive"):
        return token.shape != "possessive" and not (token.word == "-" and _tight(sentence, at))
    return token.capital or _stops(sentence, at) or token.lower.endswith("ly") or bool(sentence.match(at, "cause"))


def _unknown_noun(sentence: Sentence, number: Number, at: int, more: bool) -> Group | None:
    """A noun that no table knows counts as people if it is formed like one ("highlanders") and never if not ("houses")."""
    here = at
    while here < len(sentence.tokens) and here - at < 3 and not _stops(sentence, here):
        token = sentence.tokens[here]
        if token.shape != "word":
            return None
        if _like_people(sentence, token.lower) and (here + 1 >= len(sentence.tokens) or _stops(sentence, here + 1)):
            return Group(number, number.start, here + 1, "people", noun=(at, here + 1), more=more)
        here += 1
    return None


def _like_people(sentence: Sentence, word: str) -> bool:
    endings = sentence.lexicon.words("people.ending")
    return (
        len(word) > 5
        and any(word.endswith(ending) for ending in endings)
        and word not in sentence.lexicon.words("people.ending.not")
    )


def marks_of(sentence: Sentence, start: int, end: int) -> list[Mark]:
    """The marks that lie within tokens start to end."""
    return [mark for at in range(start, end) for mark in sentence.marks[at] if mark.end <= end]
