"""Waters: rivers by their names alone, and lines of boats, which those who keep to them tell of."""

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.mention import Mention
from streams.core.extraction.routes.propernames import name_end

_SAID_OF = (
    "route.passing_adverb", "route.still", "route.be", "route.they", "route.not", "route.no_longer", "grammar.have",
    "route.can", "passage.cannot",
)  # fmt: skip
"""What may stand between a water and what is said of it."""
_BETWEEN = 5
"""How many such tokens at most."""
_FOLLOWS = 5
"""Within how many tokens of a river those are spoken of who keep to it."""


def river(sentence: Sentence, at: int) -> Mention | None:
    """As in "barges on the Sobat": a river by its name alone, in the company of those who keep to it."""
    lake = sentence.match(at, "route.lake") > 0  # "boats on Lake Kivu"
    known = sentence.match(at, "route.river_name") > 0  # "shipping on Rhine"
    definite = sentence.match(at - 1, "route.definite") > 0
    if not sentence.tokens[at].capital or not (at or lake) or not (lake or known or definite):
        return None
    if lake and (told := _lake_told_of(sentence, at)):
        return told
    on = at - 1 - definite
    if on < 0 or not sentence.match(on, "route.on_water", *(("route.to_do",) if known else ())):
        return None
    sailing = ("route.vessel", "route.traffic") if known else ("route.vessel",)
    behind = known and sentence.has("route.vessel", start=at + 1, end=at + _FOLLOWS)
    if not behind and not sentence.has(*sailing, start=max(0, at - 6), end=at):
        return None
    end = name_end(sentence, at)
    if end <= at + lake or sentence.mark(end, "route.head", "route.heads"):
        return None
    name = sentence.words(at, end)
    return Mention(at, end - 1, "waterway", name, (name,))


def _lake_told_of(sentence: Sentence, at: int) -> Mention | None:
    """As in "Lake Kivu has had no boat traffic": a lake of which it is told who keeps to it."""
    end = step = name_end(sentence, at)
    if end <= at + 1 or (at and sentence.match(at - 1, "grammar.preposition")):
        return None
    if sentence.lower[end : end + 1] == (",",) and sentence.match(end + 1, "route.which"):
        step = next((i + 1 for i in range(end + 1, len(sentence.lower)) if sentence.lower[i] == ","), end)
    if not sentence.match(step, "grammar.have", "grammar.be"):
        return None
    name = sentence.words(at, end)
    told = sentence.has("route.vessel", start=step, end=step + _FOLLOWS + 1)
    return Mention(at, end - 1, "waterway", name, (name,)) if told else None


def navigable(sentence: Sentence, at: int) -> Mention | None:
    """As in "The Danube is closed to navigation": a water by its name alone, by who may or may not keep to it."""
    if not sentence.tokens[at].capital or at < 1 or not sentence.match(at - 1, "route.definite"):
        return None
    end = name_end(sentence, at)
    if end <= at or sentence.mark(end, "route.head", "route.heads"):
        return None
    own = step = end
    placed = sentence.mark(end, "route.of")
    if placed is not None and name_end(sentence, placed.end) > placed.end:
        step = end = name_end(sentence, placed.end)  # "the Rhine at Kaub"
    while step - end < _BETWEEN and sentence.match(step, *_SAID_OF):
        step += 1
    said = sentence.mark(step, "route.is", "route.goes")
    if said is None or (step == end and said.cls == "route.is"):
        return None
    behind = said.end - sentence.match(said.end - 1, "route.to_some")
    if not sentence.match(behind, "route.to_some") or not sentence.match(behind + 1, "route.navigable"):
        return None
    name = sentence.words(at, own)
    return Mention(at, own - 1, "waterway", name, (name,))


def sailed_to(sentence: Sentence, at: int, stop: int) -> Mention | None:
    """As in "the boats to Kalemie have stopped": a line by the place to which it leads, where its state is told at once."""
    end = name_end(sentence, stop + 1) if sentence.match(stop, "route.to_do") else 0
    if end <= stop + 1 or sentence.mark(end, "route.head", "route.heads"):
        return None
    step = end
    while step - end < _BETWEEN and sentence.match(step, *_SAID_OF):
        step += 1
    if not sentence.match(step, "passage.halts", "passage.flows", "route.is", "route.goes"):
        return None
    own = sentence.words(stop + 1, end)
    return Mention(at, end - 1, "waterway", f"{own} ferry", (f"{own} ferry", own, sentence.words(at, end)))
