"""Nouns for people: where one begins and ends among its modifiers, and the classes of words that tell of people."""

from streams.core.extraction.reading import Sentence
from streams.core.extraction.wordends import ends_as

PLURAL = ("people.civilian.plural", "people.armed.plural", "people.plain.plural")
SINGULAR = ("people.civilian.singular", "people.armed.singular", "people.plain.singular")
DUAL = ("people.civilian.dual", "people.armed.dual", "people.plain.dual")
ARMED = ("people.armed.plural", "people.armed.singular")
STATES = ("killed.state", "injured.state", "missing.state", "displaced.state", "detained.state")
NOUNS = ("killed.noun", "injured.noun", "missing.noun", "detained.noun", "displaced.noun")
OF = ("killed.of", "injured.of", "missing.of", "detained.of", "displaced.of")
VERBS = tuple(
    f"{outcome}.{form}"
    for outcome in ("killed", "injured", "missing", "detained", "displaced")
    for form in ("verb", "ing", "intransitive", "weak", "lives")
)
DONE = tuple(cls for cls in VERBS if cls.endswith(".verb"))
PARTICIPLES = (*DONE, *STATES)
HARMING = ("killed.ing", "injured.ing", "detained.ing")
_SMALL = (
    "grammar.preposition", "grammar.conjunction", "grammar.aux", "grammar.determiner", "grammar.pronoun", "grammar.say",
    "grammar.verb", "grammar.be", "grammar.have", "grammar.clause",
)  # fmt: skip
_BEFALLS = frozenset((*VERBS, *STATES, "injured.with"))
_NO_MODIFIERS = frozenset((*_SMALL, *VERBS, "numeral.measure", "numeral.money", "numeral.unit", "part.opens"))
_BEHIND_NUMBERS = frozenset(
    (
        *_SMALL,
        *VERBS,
        *NOUNS,
        "grammar.adverb",
        "place.in",
        "part.opens",
        "group.join",
        "injured.lies",
        "killed.did_not",
        "toll.in_all",
        "toll.period",
    )
)
_NO_THINGS = frozenset((*_SMALL, "grammar.adverb", "part.opens", *VERBS, *STATES))
_MODIFIERS = 8
_ASIDE = 16
"""The longest aside in brackets before a noun, in tokens: "3 international (1 Dane, 1 Swede, 1 Finn) staff"."""


def noun_at(sentence: Sentence, at: int, nouns: tuple[str, ...]) -> tuple[int, int] | None:
    """The tokens of the noun that the modifiers from ``at`` lead to: of "local health workers" all three."""
    here, last, reach = at, None, at + _MODIFIERS
    while here < len(sentence.tokens) and here <= reach:
        noun = None if _in_place_name(sentence, here) else sentence.mark(here, *nouns)
        if here > at and noun is not None and sentence.match(here, *STATES) and never_people(sentence, here - 1):
            break  # "two plants dead and one stapler missing"
        if last is not None and sentence.begins(here, _BEFALLS):
            break  # "staff wounded": what befell them, no further noun
        done = here == at and noun is not None and noun.end == here + 1 and sentence.match(here, *VERBS)
        if noun is not None and not (done and not _have_died(sentence, here)):
            here = last = noun.end
            continue
        if last is not None and not sentence.match(here, *SINGULAR) and not _leads_on(sentence, here, nouns):
            break
        length = _modifier(sentence, here)
        if not length:
            break
        here += length
        reach += length if length > _MODIFIERS else 0  # a long aside takes no modifier's place
    return None if last is None else (at, last)


def _in_place_name(sentence: Sentence, at: int) -> bool:
    """Whether a word ends a name that small words join: "Port-au-Prince"."""
    if at < 3 or sentence.lower[at - 1] != "-" or sentence.lower[at - 3] != "-":
        return False
    marks = sentence.tokens[at].capital
    return marks and sentence.match(at - 2, "place.particle") > 0 and inside(sentence, at - 1)


def given(sentence: Sentence, *ends: int) -> bool:
    """Whether a word that ends before one of the tokens stands in the case of those to whom something is given: "300 рабочим"."""
    endings = tuple(sentence.lexicon.words("grammar.dative"))
    return bool(endings) and any(end > 0 and sentence.lower[end - 1].endswith(endings) for end in ends)


def _have_died(sentence: Sentence, at: int) -> bool:
    """Whether a word that may be a verb names people of whom a death is told right behind: "двое раненых скончались", "douze détenus ont été tués"."""
    inverts = sentence.lexicon.words("grammar.inverts")
    if not sentence.match(at, "people.by_state") and not (inverts and sentence.match(at, *NOUNS)):
        return False
    behind = at + 1
    while sentence.match(behind, "grammar.adverb", "grammar.be", "grammar.have"):
        behind += 1
    return sentence.match(behind, "killed.verb", "killed.intransitive") > 0


def never_people(sentence: Sentence, at: int) -> bool:
    """Whether a word names a thing or a beast, in one or in many."""
    known = sentence.lexicon.words("people.never")
    word = sentence.lower[at]
    return word in known or f"{word}s" in known


def _leads_on(sentence: Sentence, at: int, nouns: tuple[str, ...]) -> bool:
    """Whether a modifier behind a noun leads to another one: "a national NGO staffer"."""
    length = sentence.match(at, "people.modifier.civilian", "people.modifier.armed", "people.modifier")
    length = length or int(sentence.tokens[at].shape == "possessive")  # "a general's wife"
    token = sentence.tokens[at]
    if token.word == "/":
        return inside(sentence, at) and sentence.has(*nouns, start=at + 1, end=at + 3)  # "two staff guard/escorts"
    if token.word == "(":  # "2 international (French) staff"
        aside = _modifier(sentence, at)
        return aside > 0 and sentence.match(at + aside, *nouns) > 0
    if (
        not length
        and token.shape == "word"
        and not ends_as(sentence, at, "ending.doing")
        and (token.word.isupper() or not token.capital)
    ):
        one = _modifier(sentence, at)  # "a national UN staff member", "an international technical expert"
        return bool(one) and sentence.match(at + one, *nouns) > 0
    return length > 0 and any(sentence.match(near, *nouns) for near in range(at + length, at + length + 3))


def _modifier(sentence: Sentence, at: int) -> int:
    """How many tokens from ``at`` may stand between a number and its noun: an adjective, an aside in brackets."""
    token = sentence.tokens[at]
    if token.word == "(":
        return next(
            (
                end + 1 - at
                for end in range(at + 1, min(at + _ASIDE, len(sentence.tokens)))
                if sentence.lower[end] == ")"
            ),
            0,
        )
    if token.word == "/" and inside(sentence, at):
        return 1  # "guard/escorts"
    if token.shape == "mark":
        return int(token.word in "-'\"" and tight(sentence, at))
    counted = token.shape == "number" or sentence.match(at, "numeral.unit", "numeral.ten")
    if counted and (old := sentence.match(at + 2, "numeral.years_old")):
        return 2 + old  # "a 23-year-old man"
    if token.shape == "possessive":
        return 1
    if token.shape == "number":
        return 0
    if length := sentence.match(at, "people.modifier.civilian", "people.modifier.armed", "people.counted_as", *STATES):
        return length
    if sentence.match(at, "group.join") and sentence.match(at + 1, "people.modifier.civilian"):
        return 2
    if sentence.match(at, "killed.body.state") and sentence.match(at + 1, "killed.body"):
        return 1  # "35 burned bodies"
    if token.word.isupper() and len(token.word) > 1 and not _shouted(sentence, at):
        return 1  # "a US soldier", not "saved us"
    return int(not sentence.begins(at, _NO_MODIFIERS))


def aged(sentence: Sentence, at: int) -> int:
    """Where an age that stands for a person ends: "a 14-year-old was shot"; ``at`` for none."""
    if at >= len(sentence.tokens) or not (
        sentence.tokens[at].shape == "number" or sentence.match(at, "numeral.unit", "numeral.ten")
    ):
        return at
    old = sentence.match(at + 2, "numeral.years_old") if sentence.tokens[at + 1 : at + 2] else 0
    return at + 2 + old if old else at


def _shouted(sentence: Sentence, at: int) -> bool:
    """Whether a word stands in capitals because the words beside it do."""
    near = (at - 1, at + 1)
    return any(
        0 <= one < len(sentence.tokens) and len(sentence.tokens[one].word) > 1 and sentence.tokens[one].word.isupper()
        for one in near
    )


def tight(sentence: Sentence, at: int) -> bool:
    """A hyphen inside of a word, or a quotation mark."""
    tokens = sentence.tokens
    if tokens[at].word != "-":
        return True
    return inside(sentence, at)


def inside(sentence: Sentence, at: int) -> bool:
    """Whether a mark stands right between two words, without a space."""
    tokens = sentence.tokens
    return 0 < at < len(tokens) - 1 and tokens[at - 1].end == tokens[at].start == tokens[at + 1].start - 1


def ends_at(sentence: Sentence, at: int) -> bool:
    """Whether a number without a noun may end here: what follows is no noun of its own."""
    if at >= len(sentence.tokens):
        return True
    token = sentence.tokens[at]
    if token.shape == "mark":
        glued = at > 0 and token.start == sentence.tokens[at - 1].end and tight(sentence, at)
        return token.word not in "-%/°$€£#'" or not glued
    if ends_as(sentence, at, "ending.past") and sentence.match(at + 1, "grammar.preposition"):
        return True  # "of which 3 referred to the hospital"
    if sentence.match(at, "missing.unknown") and sentence.lexicon.words("grammar.articleless"):
        return True  # "судьба троих неизвестна"
    length = sentence.match(at, *PARTICIPLES)
    if length == 1 and sentence.match(at, *NOUNS) < 2:  # "600 morts violentes": the adjective is of those people
        return _described_behind(sentence, at) or not _adjective(sentence, at + 1)
    degree = at + sentence.match(at, "injured.degree")
    if degree > at and (degree >= len(sentence.tokens) or sentence.tokens[degree].shape == "mark"):
        return True  # "dont deux graves."
    return length > 0 or sentence.begins(at, _BEHIND_NUMBERS)


def of_a_thing(sentence: Sentence, at: int) -> bool:
    """Whether a word for people's state at a token only describes the thing behind it: "31 missing gloves"."""
    if sentence.match(at, *STATES) != 1 or sentence.tokens[at].word.isupper() or not ends_at(sentence, at + 2):
        return False
    if _described_behind(sentence, at):
        return False
    return _adjective(sentence, at + 1) and ends_as(sentence, at + 1, "ending.many")


def thing_before(sentence: Sentence, at: int) -> bool:
    """Whether the noun right before a token names things or beasts, many of them: "Houses burnt", "Cattle killed"."""
    while at > 0 and (
        sentence.match(at - 1, "grammar.adverb", "grammar.be") or ends_as(sentence, at - 1, "ending.adverb")
    ):
        at -= 1
    if (
        at == 0
        or sentence.tokens[at - 1].shape != "word"
        or sentence.match(at - 1, *PLURAL, *SINGULAR, *NOUNS, *STATES)
    ):
        return False
    if sentence.begins(at - 1, _NO_THINGS) or any(
        mark.end == at for _, mark in sentence.find(*PLURAL, *NOUNS, start=at - 4, end=at)
    ):
        return False
    many = ends_as(sentence, at - 1, "ending.many") and bool(sentence.lexicon.words("ending.many"))
    return never_people(sentence, at - 1) or (many and not like_people(sentence, sentence.lower[at - 1]))


def _described_behind(sentence: Sentence, at: int) -> bool:
    """Whether a word at a token is a noun, where what describes one stands behind it: "dos muertos confirmados"."""
    return bool(sentence.lexicon.words("grammar.noun_first")) and sentence.match(at, *NOUNS) > 0


def _adjective(sentence: Sentence, after: int) -> bool:
    """Whether a participle before ``after`` belongs to a thing: "two burnt buses"."""
    if after >= len(sentence.tokens) or (
        sentence.match(after - 1, "casualty.label") and sentence.tokens[after - 1].word.isupper()
    ):
        return False
    token = sentence.tokens[after]
    if token.shape != "word" or token.capital or sentence.begins(after, _NO_THINGS):
        return False
    return not (
        ends_as(sentence, after, "ending.adverb", "ending.past")
        or sentence.match(
            after,
            *PLURAL,
            *SINGULAR,
            "injured.degree",
            "stance.new",
            "calendar.month",
            "cause",
            "group.join",
            "injured.limb",
            "numeral.unit",
            "numeral.ten",
            "numeral.vague",
        )
    )


def noun_ends(sentence: Sentence, at: int) -> bool:
    """Whether a singular noun really ends here ("a passenger", and not "a passenger jet")."""
    if at >= len(sentence.tokens):
        return True
    token = sentence.tokens[at]
    if token.word == "-" and sentence.match(at - 1, "people.parent") and sentence.match(at + 1, "people.of"):
        return True  # "a father-of-two"
    if token.shape in ("mark", "number", "possessive"):
        return token.shape != "possessive" and not (token.word == "-" and tight(sentence, at))
    if sentence.match(at, "displaced.noun_too", "injured.harm"):
        return False  # "a refugee camp", "a serious head wound"
    if sentence.match(at, "people.doing", "people.there", "injured.with"):
        return True  # "a driver carrying food", "a guard sustained minor wounds"
    if sentence.match(at, "numeral.aged"):
        return True  # "a girl aged 9"
    name = token.capital and not token.word.isupper()
    if ends_as(sentence, at, "ending.past", "ending.doing") and sentence.match(at + 1, "grammar.preposition"):
        return True  # "a driver contracted by"
    return name or ends_at(sentence, at) or ends_as(sentence, at, "ending.adverb") or bool(sentence.match(at, "cause"))


def like_people(sentence: Sentence, word: str) -> bool:
    """Whether an unknown word is formed like a plural of people: "highlanders", "pharmacists"."""
    endings = sentence.lexicon.words("people.ending")
    known = sentence.lexicon.words("people.ending.not")
    return len(word) > 5 and word not in known and any(word.endswith(ending) for ending in endings)
