"""Frames: whether an item is about a film, a match, a market or a drill, where people "die" and bridges "fall" unharmed."""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from streams.core.extraction.lexicon import Mark
from streams.core.extraction.reading import Reading, Sentence
from streams.core.facts import Casualties, Evidence, Fact, Route

_STRONG, _WEAK = 2, 1
_SURE = 3
"""A topic of this weight is a frame whatever else the item says; a lighter one only if nothing in it kills."""
_LIKELY = 2
_REAL = 2
"""So many signs of real harm outweigh a sure frame."""
_BLOODLESS = frozenset({"commerce", "politics", "law", "kitchen", "science", "sport", "machines"})
"""Frames that only borrow words of violence: where they say that people died, people have died."""
_DEBATED = frozenset({"commerce", "politics", "law"})
"""Frames in whose words real ceasefires are spoken of too."""
_NEWS = 3
_NEWS_WORDS = 20
"""So many sentences and words make a text of news length; "5 dead. 12 hurt. Road closed." is none."""
_TAKEN = ("killed", "detained")
_DEATHS = ("killed.verb", "killed.intransitive")
"""Beside whose words the hurt and the missing are real, too."""
_ARMED = ("people.armed.plural", "people.modifier.armed")
_QUOTES = (("'",), ('"',))
_SCORE_REACH = 8
_SPREAD = 0.45
_GOVERNS = 0.4
_OF = 3
"""Within how many tokens before a word of a frame what makes it a place begins: "dans la salle de cinéma"."""
_ODD = 1
"""So many sentences of another world may stand in any news."""
_TOPIC = 3
"""The sentences that set the topic: the title's and the first of the text."""

_LONG = 16
"""In a text of more sentences the title must set the frame: a long read may open with an oven or a match."""


class Frame(NamedTuple):
    """The frame's name and the words that show it."""

    name: str
    words: tuple[str, ...]
    strong: bool = True


def frame_of(reading: Reading) -> Frame | None:
    """The frame that the title and the first sentences set for the whole item, or None for news of real events."""
    titles = [one for one in reading.sentences if one.field == "title"]
    long = len(reading.sentences) > _LONG
    topic = [*titles, *[one for one in reading.sentences if one.field == "text"][: _TOPIC - 1]]
    best = _heaviest(topic)
    script = next((drill for one in topic if (drill := scripted(one)) is not None), None)
    if script is not None and not long and not _outweighed(reading.sentences, script, _SURE):
        return script
    if not long and (best is None or best[0] < _SURE):
        whole = _heaviest(reading.sentences)
        best = whole if whole is not None and whole[0] > _SURE and _spread(reading, whole[1].name) else best
    if best is None:
        return None
    weight, frame = best
    if not _governs(reading, titles, frame.name) or _outweighed(reading.sentences, frame, weight):
        return None
    if not frame.strong or weight < _SURE:
        return frame if weight >= _LIKELY else None
    titled = _heaviest(titles)
    named = titled is not None and titled[0] >= _STRONG and titled[1].name == frame.name
    return frame if named or not long else None


def rootless(reading: Reading, facts: Collection[Fact]) -> bool:
    """Whether a text of news length names no place for any of its facts, no cause, no side and nobody who would tell of harm.

    Nobody could act on such facts; columns and notices that borrow the words of war are like this, and hardly any news.
    """
    text = [one for one in reading.sentences if one.field == "text"]
    short = len(text) < _NEWS or sum(len(one.tokens) for one in text) < _NEWS_WORDS
    if short or not reading.lexicon.words("frame.real"):
        return False
    if any(fact.places or (isinstance(fact, Route) and fact.name != fact.name.lower()) for fact in facts):
        return False
    return not any(
        one.has("frame.real", "truce.actor", "place.nationality", *_ARMED)
        or any(not one.match(at, "frame.borrowed") for at, _ in one.find("cause"))
        for one in reading.sentences
    )


def real_in(frame: Frame, reading: Reading, fact: Fact) -> bool:
    """Whether a fact stands although the item has a frame: six miners died, and the company's shares fell.

    A market, a parliament or a court does not undo a death told in plain words, the closure of a road that has a name, or
    (where only weak words set the frame) a ceasefire.
    """
    if frame.name not in _BLOODLESS:
        return False
    if isinstance(fact, Casualties):
        return bool(fact.who) and any(
            _told_in(reading, said, one) and _literal(one) and (fact.outcome in _TAKEN or one.has(*_DEATHS))
            for said in fact.evidence
            for one in reading.sentences
        )  # "eight traders were killed and 21 people were hurt"
    if isinstance(fact, Route):
        return frame.name != "sport" and fact.name != fact.name.lower()
    return frame.name in _DEBATED and not frame.strong


def _literal(sentence: Sentence) -> bool:
    """Whether a sentence tells of deaths in words that it does not mark as a figure of speech."""
    return sentence.has("frame.literal") and not sentence.has("frame.figure")


def harmed(reading: Reading) -> bool:
    """Whether there is a sign of real harm: an office or a helper that would tell of it, or deaths in plain words with a cause."""
    sentences = reading.sentences
    return any(one.has("frame.office") for one in sentences) or (_caused(sentences) and any(map(_literal, sentences)))


def _caused(sentences: Collection[Sentence]) -> bool:
    """Whether a cause of death is named that no other trade borrows."""
    return any(not one.match(at, "frame.borrowed") for one in sentences for at, _ in one.find("cause"))


def _told_in(reading: Reading, said: Evidence, sentence: Sentence) -> bool:
    begin, stop = reading.folded(sentence.field).source(sentence.start, sentence.end)
    return sentence.field == said.field and begin < said.end and said.start < stop


def _outweighed(sentences: Collection[Sentence], frame: Frame, weight: int) -> bool:
    """Whether sentences tell of real harm all the same: a bomb at a cup final, a fire in a cinema.

    A cause of death outweighs weak words. What only news tells (hospitals, rescuers, a cancelled match) outweighs strong
    ones too, if there is a cause beside it or more than one such word. A drill plays just these:
    one with a scenario stays a drill.
    """
    if frame.name == "drill" and weight > _SURE and any(one.has("frame.played") for one in sentences):
        return False
    if frame.name == "drill" and any(one.field == "title" and _so_called(one) for one in sentences):
        return False
    if frame.name == "drill" and any(one.field == "title" and _shows(one, "drill") for one in sentences):
        sentences = [one for one in sentences if not _of_its_script(one)]
    caused = _caused(sentences)
    if frame.name == "drill" and caused and any(map(_literal, sentences)):
        played = any(one.has("frame.played", "frame.scripted") for one in sentences)
        return not played  # "were killed when a grenade went off during an exercise"
    real = {one.words(at, mark.end).lower() for one in sentences for at, mark in one.find("frame.real")}
    if frame.strong and weight >= _SURE:
        return len(real) + caused >= _REAL
    return caused or bool(real)


def _of_its_script(sentence: Sentence) -> bool:
    """Whether a sentence opens by saying that it tells what is played, and names no source: "In the exercise, a quake leaves"."""
    opened = next((mark.end for at, mark in sentence.find("frame.strong", end=1) if mark.value == "drill"), 0)
    comma = opened > 1 and sentence.lower[opened : opened + 1] == (",",)
    return comma and not sentence.has("frame.office", "grammar.say")


def _governs(reading: Reading, titles: Collection[Sentence], name: str) -> bool:
    """Whether a frame holds the item: its title shows it, or a good share of its sentences; one odd sentence never does."""
    titled = _heaviest(titles)
    if titled is not None and titled[1].name == name and titled[0] >= _STRONG:
        return True
    if name == "drill" and any(map(_so_called, titles)):
        return True
    held = sum(1 for one in reading.sentences if _shows(one, name))
    return held >= max(_GOVERNS * len(reading.sentences), min(_ODD + 1, len(reading.sentences)))


def _so_called(sentence: Sentence) -> bool:
    """Whether a word of harm stands in quotation marks: "the hospital takes in fifty 'casualties'"."""
    return any(
        sentence.lower[at - 1 : at] in _QUOTES and sentence.lower[mark.end : mark.end + 1] in _QUOTES
        for at, mark in sentence.find("killed.noun", "killed.state", "injured.noun", "injured.state")
    )


def _shows(sentence: Sentence, name: str) -> bool:
    return any(mark.value == name for _, mark in sentence.find("frame.strong", "frame.weak")) or name in _scores(
        sentence
    )


def _spread(reading: Reading, name: str) -> bool:
    """Whether the frame's words run through the item, and are not one paragraph of a bulletin."""
    held = sum(
        1 for one in reading.sentences if any(mark.value == name for _, mark in one.find("frame.strong", "frame.weak"))
    )
    return held >= _SPREAD * len(reading.sentences)


def scripted(sentence: Sentence) -> Frame | None:
    """A drill, where a sentence says that its script is what it tells: "according to the scenario"."""
    for at, mark in sentence.find("frame.scripted"):
        return Frame("drill", (sentence.words(at, mark.end),))
    on_paper = sentence.match(0, "frame.on_paper")
    if on_paper and sentence.lower[on_paper : on_paper + 1] == (",",):
        return Frame("drill", (sentence.words(0, on_paper),))
    return None


def framed(sentence: Sentence) -> Frame | None:
    """The frame of one sentence alone, in an item that speaks of other things too."""
    if (drill := scripted(sentence)) is not None:
        return drill
    for at, mark in sentence.find("frame.so_to_speak"):
        return Frame("a figure of speech", (sentence.words(at, mark.end),))
    best = _heaviest([sentence])
    if best is None or best[0] < _SURE or not best[1].strong:
        return None
    literal = best[1].name in _BLOODLESS and _literal(sentence)
    return None if literal or _outweighed((sentence,), best[1], best[0]) else best[1]


def _heaviest(sentences: Iterable[Sentence]) -> tuple[int, Frame] | None:
    found: dict[str, dict[str, int]] = {}
    for sentence in sentences:
        for at, mark, weight in _words(sentence):
            words = found.setdefault(mark.value, {})
            word = sentence.words(at, mark.end).lower()
            words[word] = max(weight, words.get(word, 0))
        for name in _scores(sentence):
            found.setdefault(name, {})["a score"] = _STRONG
    if not found:
        return None
    name, words = max(found.items(), key=lambda one: (sum(one[1].values()), one[0]))
    return sum(words.values()), Frame(name, tuple(words), max(words.values()) >= _STRONG)


def _words(sentence: Sentence) -> Iterator[tuple[int, Mark, int]]:
    """The frame words of a sentence with their weights. The crew, the roof or the fans of a thing are real."""
    end = dict[str, int]()
    for cls, weight in (("frame.strong", _STRONG), ("frame.weak", _WEAK)):
        for at, mark in sentence.find(cls):
            behind = mark.end + sentence.match(mark.end, "frame.of")
            if sentence.match(behind, "frame.not_before") or sentence.ending("frame.not_after", at, _OF):
                continue
            if weight == _WEAK and end.get(mark.value) == at:
                continue  # "film festival" is one sign, not two
            end[mark.value] = mark.end
            yield at, mark, weight


def _scores(sentence: Sentence) -> Iterator[str]:
    """The result of a match: "won 2-1", "beat Rovers 34-6"."""
    for _, mark in sentence.find("frame.score"):
        for dash in range(mark.end + 1, min(mark.end + _SCORE_REACH, len(sentence.tokens) - 1)):
            one, two = sentence.tokens[dash - 1], sentence.tokens[dash + 1]
            small = one.shape == two.shape == "number" and max(len(one.word), len(two.word)) <= 3
            between = (
                sentence.lower[dash] == "-" or sentence.match(dash, "frame.between") > 0
            )  # "2:1" in some languages
            if between and small and one.end + 1 == two.start:
                yield mark.value
                return
