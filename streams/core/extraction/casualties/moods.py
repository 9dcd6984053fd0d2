"""Moods: whether what befell people is negated, only ahead, supposed, or just did not happen.

"did not kill", "will be killed", "if twelve die", "nearly killed", "without killing": the words right before a predicate tell.
"""

from typing import NamedTuple

from streams.core.extraction.casualties.links import Link
from streams.core.extraction.casualties.nouns import DONE, NOUNS
from streams.core.extraction.casualties.predicates import Predicate
from streams.core.extraction.reading import Sentence
from streams.core.extraction.wordends import ends_as
from streams.core.facts import Status

_FORMS = ("verb", "ing", "intransitive", "state")
_NOUNS = ("of", "noun")
_BROUGHT = 4
"""Within how many tokens before a noun of harm the verb stands that brings it about or averts it."""
_BEFORE = 3
"""Within how many tokens before "being killed" stands what was escaped."""
_NEARLY = 3
"""Within how many tokens before a predicate stands what says that it just did not happen: "auraient pu être tués"."""
_BEING = 2
"""Within how many tokens before a participle "being" stands."""
_SUPPOSED = 14
"""Within how many tokens before what is told, in its clause, "if" stands."""
_TO = 4
"""Within how many tokens before an infinitive the verb stands that takes it: "удалось вчера вывезти"."""


class Mood(NamedTuple):
    """The status that the words before a predicate give it, with these words."""

    status: Status
    words: str


def unreal(sentence: Sentence, link: Link) -> str:
    """The words by which it did not happen and nobody says that it did: "nearly killed", "averted the deaths of"; or empty."""
    said = link.predicate
    hardly = "" if said is None else _open_before(sentence, "casualty.unreal", said.start)
    if said is not None and hardly:
        return f"{sentence.words(said.start, said.end)}, after {hardly!r}"
    if _by_noun(sentence, link):
        averts = _verb(sentence, link, "casualty.averts")
        brings = _verb(sentence, link, "casualty.brings")
        if averts is None and brings is not None and sentence.ending("casualty.nearly", brings, _NEARLY):
            averts = brings - 1  # "nearly caused twelve deaths"
        return "" if averts is None else sentence.words(averts, link.end)
    if said is None or said.form not in (*_FORMS, "lives"):
        return ""
    leaves = _drives(sentence, link)
    if leaves is not None and sentence.ending("casualty.nearly", leaves, _NEARLY):
        return sentence.words(leaves - 1, said.end)  # "almost left three people dead"
    if sentence.ending("casualty.nearly", said.start, _NEARLY) and (not said.passive or link.group.end <= said.start):
        return sentence.words(said.start - 1, said.end)
    if sentence.match(said.start - 1, "casualty.would") or sentence.match(said.end, "casualty.would"):
        return sentence.words(said.start, said.end)  # "погибли бы": they did not
    return ""


def avoided(sentence: Sentence, said: Predicate) -> str:
    """The words by which people were spared what a predicate tells: "without being killed"; empty where none are."""
    if said.form not in _FORMS:
        return ""
    being = next(
        (at for at in range(max(0, said.start - _BEING), said.start) if sentence.match(at, "casualty.being")), None
    )
    start = being if being is not None else said.start if _gerund(sentence, said.start) else None
    if start is None:
        return ""
    for at, mark in sentence.find("casualty.avoided", start=max(0, start - _BEFORE), end=start):
        if mark.end == start:
            return sentence.words(at, said.end)
    return ""


def mood(sentence: Sentence, link: Link) -> Mood | None:
    """How a predicate is said where its own words make it no news: denied, ahead, supposed; None where it is plainly told."""
    said, drives = link.predicate, None
    if _by_noun(sentence, link):
        threat = _verb(sentence, link, "casualty.threatens")
        if threat is not None:
            return Mood("threatened", sentence.words(threat, link.end))
        start = _verb(sentence, link, "casualty.brings")
        if (
            start is None
            and said is not None
            and sentence.lexicon.words("grammar.vso")
            and sentence.match(said.start, *DONE)
        ):
            start = said.start  # "قتل" is written for "killing" and for "was killed"
    else:
        start = said.start if said is not None and said.form in _FORMS else None
        drives = _drives(sentence, link)  # "could force 700 people from their homes"
        start = start if drives is None else drives
    if start is None:
        return None
    expects = None if drives is not None else _verb(sentence, link, "casualty.expects")
    if expects is not None and said is not None and link.group.end <= said.start:
        return Mood("threatened", sentence.words(expects, said.end))  # "officials expect 20,000 people to flee"
    first = _first(sentence, link, start)
    helped = _helped(sentence, first, start, sentence.words(first, link.end if said is None else said.end))
    helped = helped or (None if said is None else _to_come(sentence, start, max(said.end, start + 1)))
    if helped is not None:
        unsure = link.outcome == "missing" and sentence.has("casualty.ahead", start=first, end=start)
        return helped._replace(status="unconfirmed") if unsure and helped.status == "threatened" else helped
    supposed = _supposed(sentence, min(first, link.group.start))
    return Mood("threatened", supposed) if supposed else None


def _drives(sentence: Sentence, link: Link) -> int | None:
    """The verb that brought people into the state that stands behind them: "left three people dead"; None for none."""
    said = link.predicate
    if said is None or said.form not in ("state", "intransitive") or link.group.end > said.start:
        return None
    verb = _verb(sentence, link, f"{said.outcome}.around")
    return verb if verb is not None else _verb(sentence, link, "casualty.leaves")


def _helped(sentence: Sentence, first: int, start: int, words: str) -> Mood | None:
    """What the helpers, from token ``first`` on, make of the verb at token ``start``."""
    for _, mark in sentence.find("casualty.negation", start=first, end=start):
        if not sentence.match(mark.end, "casualty.negation.not"):
            return Mood("denied", words)
    ahead = [(at, mark) for at, mark in sentence.find("casualty.ahead", start=first, end=start)]
    if any(at == 0 or not sentence.tokens[at].word[:1].isupper() for at, _ in ahead):  # "in May killed" is over
        had = any(mark.value == "had" for _, mark in ahead) or sentence.has("grammar.have", start=first, end=start)
        return Mood("unconfirmed" if had else "threatened", words)
    to_come = sentence.match(start, "casualty.to_come") > 0  # "morirán": the verb itself is in the future
    if to_come or sentence.has("casualty.due", start=max(0, first - 1), end=start):
        return Mood("threatened", words)
    return None


def _by_noun(sentence: Sentence, link: Link) -> bool:
    """Whether a noun of harm tells what befell people: "the deaths of twelve", "twelve deaths", "dozens dead"."""
    said, group = link.predicate, link.group
    if said is None or said.form in _NOUNS:
        return said is not None or group.head == "outcome"
    return (
        group.head == "bare" and group.end == said.start and sentence.match(said.start, *NOUNS) == said.end - said.start
    )


def _to_come(sentence: Sentence, start: int, end: int) -> Mood | None:
    """What an infinitive says has not happened yet, unless people managed or had to do it; and whether it did at all."""
    if sentence.match(end, "casualty.whether"):
        return Mood("unconfirmed", sentence.words(start, end + 1))
    endings = tuple(sentence.lexicon.words("grammar.infinitive"))
    if not endings or not sentence.lower[start].endswith(endings) or sentence.match(start, "grammar.adverb"):
        return None  # "рабочего насмерть придавило": an adverb that ends as verbs do
    if sentence.has("casualty.managed", start=start + 1, end=end):
        return None  # "врятувати не вдалося двох дітей"
    for at in range(start - 1, max(-1, start - 1 - _TO), -1):
        if sentence.tokens[at].shape == "mark":
            break
        if sentence.match(at, "casualty.managed"):
            done = not sentence.match(at - 1, "casualty.negation")
            return None if done else Mood("denied", sentence.words(at - 1, end))
    return Mood("threatened", sentence.words(start, end))


def _verb(sentence: Sentence, link: Link, cls: str) -> int | None:
    """The verb of a class right before a noun of harm and its people: "could cause the deaths of twelve"."""
    at = min(link.group.start, link.group.start if link.predicate is None else link.predicate.start)
    while at > 0 and sentence.match(at - 1, "grammar.determiner"):
        at -= 1
    near = next(
        (verb for verb, mark in sentence.find(cls, start=max(0, at - _BROUGHT), end=at) if mark.end == at), None
    )
    return _before_its_subject(sentence, at, cls) if near is None and sentence.lexicon.words("grammar.vso") else near


def _before_its_subject(sentence: Sentence, at: int, cls: str) -> int | None:
    """The verb that stands before its own subject, and takes the noun with the word that is its value: "هدد التنظيم بقتل"."""
    for verb, mark in sentence.find(cls, start=max(0, at - _SUPPOSED), end=at):
        noun = at - (sentence.lower[at - 1] == mark.value)
        if bool(mark.value) == (noun < at) and not any(_parts(sentence, near) for near in range(mark.end, noun)):
            return verb
    return None


def _parts(sentence: Sentence, at: int) -> bool:
    """Whether a token parts a verb from what it takes: a mark, another clause, a preposition that tells no place."""
    if sentence.tokens[at].shape == "mark" or sentence.match(at, "grammar.clause", "clause.relative", "grammar.say"):
        return True
    return sentence.match(at, "grammar.preposition") > 0 and not sentence.match(at, "place.in")


def _gerund(sentence: Sentence, at: int) -> bool:
    return sentence.match(at, "killed.ing", "injured.ing", "detained.ing", "displaced.ing", "casualty.dying") > 0


def _first(sentence: Sentence, link: Link, start: int) -> int:
    """The first of the helpers before a predicate: of "have not yet been killed" its "have"."""
    lowest = link.group.end if link.group.end <= start else 0
    while start > lowest and _helps(sentence, start - 1):
        start -= 1
    return start


def _helps(sentence: Sentence, at: int) -> bool:
    if sentence.match(at, "grammar.pronoun", "grammar.conjunction"):
        return False
    helper = sentence.match(
        at, "grammar.aux", "grammar.negation", "casualty.adverb", "casualty.ahead", "casualty.being"
    )
    return helper > 0 or ends_as(sentence, at, "ending.adverb")


def _open_before(sentence: Sentence, cls: str, start: int) -> str:
    """The words of a class that stand before a token in its clause: "كاد الانفجار يقتل 12"; empty for none."""
    for at, mark in sentence.find(cls, start=max(0, start - _SUPPOSED), end=start):
        if not any(sentence.tokens[near].shape == "mark" for near in range(mark.end, start)):
            return sentence.words(at, mark.end)
    return ""


def _supposed(sentence: Sentence, start: int) -> str:
    """The word by which a clause only supposes what it tells: "if twelve people are killed"."""
    for at in range(start - 1, max(-1, start - _SUPPOSED), -1):
        if sentence.tokens[at].shape == "mark":
            return ""
        if sentence.match(at, "casualty.if"):
            return "" if sentence.match(at - 1, "casualty.if.not") else sentence.words(at, start)
    return ""
