"""Releases: those taken or missing of whom the sentence tells that they were let go or found.

They are no news of a capture or a loss: who "freed 12 hostages" tells of nobody detained.
"""

from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.predicates import Predicate
from streams.core.extraction.casualties.scene import Scene
from streams.core.extraction.reading import Sentence

_FREED, _FREED_BY = 4, 9
"""Within how many tokens before those taken it stands that they are let go; farther where who does it stands between."""
_FOUND = 8
_ALIVE = 14
_OVER_BEFORE = {"displaced": "displaced.back", "injured": "injured.discharged", "missing": "missing.found"}
_BACK = 3
_OVER = ("casualty.no_longer", "missing.found", "displaced.back")


def undone(scene: Scene, group: Group, predicate: Predicate) -> bool:
    """Whether what a predicate says of a group is told to be over: those taken are free, those missing or gone are back."""
    if predicate.outcome == "detained":
        return released(scene, group, predicate.end) or let_go_by_name(scene, group)
    if predicate.outcome == "missing" and scene.sentence.ending("missing.rescues", group.start, 3):
        return True  # "firefighters rescued 214 people trapped in vehicles"
    if predicate.outcome == "missing" and (
        scene.sentence.match(group.start - 1, "killed.body") or _each_told(scene, predicate.end)
    ):
        return True
    if predicate.outcome == "killed":
        return _alive_after_all(scene, predicate)
    if predicate.outcome == "injured" and over_before(scene, group, "injured"):
        return True
    if scene.sentence.has("casualty.no_longer", start=group.end, end=predicate.start):
        return True  # "no longer in hospital", "no longer missing"
    if predicate.outcome == "missing":  # "two hikers lost since Friday came down by themselves"
        return _let_go_behind(scene, predicate.end) or _found_behind(scene, predicate.end)
    if predicate.outcome == "displaced" and scene.sentence.has("casualty.yet", start=group.end, end=predicate.start):
        return True  # "400 residents have yet to be evacuated"
    if predicate.outcome == "displaced" and _back(scene, predicate.end):
        return True  # "2 000 déplacés ont regagné leurs villages"
    # "five others walked out on their own and are safe"
    return predicate.outcome == "displaced" and scene.sentence.has("missing.safe", start=predicate.end)


def _each_told(scene: Scene, at: int) -> bool:
    """Whether it is told from a token on who of them died and who lives: "swept away five, four of them died and one survived"."""
    dead = any(one.outcome == "killed" and one.start >= at for one in scene.predicates)
    return dead and scene.sentence.has("part.of.them", start=at) and scene.sentence.has("group.safe", start=at)


def ended(scene: Scene, group: Group) -> bool:
    """Whether what a noun says of people is over: "the four missing fishermen were found alive", "2,000 evacuees went home"."""
    sentence = scene.sentence
    if over_before(scene, group, group.outcome):
        return True
    if group.outcome != "missing":
        return group.outcome == "displaced" and _back(scene, group.end)
    at = _behind_helpers(sentence, group.end)
    return sentence.match(at, "casualty.no_longer") > 0 or (
        sentence.match(at, "missing.found") > 0 and not any(one.outcome == "killed" for one in scene.predicates)
    )


def _back(scene: Scene, at: int) -> bool:
    """Whether it is told from a token on that people went home."""
    return scene.sentence.match(_behind_helpers(scene.sentence, at), "displaced.back") > 0


def _behind_helpers(sentence: Sentence, at: int) -> int:
    """The token behind "have", "were", "already" that stand from a token on, where they do not tell themselves that it is over."""
    while sentence.match(at, "grammar.be", "grammar.have", "grammar.adverb") and not sentence.match(at, *_OVER):
        at += 1
    return at


def over_before(scene: Scene, group: Group, outcome: str | None) -> bool:
    """Whether a verb before its people tells that it is over: "домой вернулись 5 000 беженцев", "عاد 300 نازح"."""
    sentence, over = scene.sentence, _OVER_BEFORE.get(outcome or "", "")
    verb_first = bool(sentence.lexicon.words("grammar.vso"))
    if outcome == "detained":
        first = verb_first or bool(sentence.lexicon.words("grammar.articleless"))
        return first and released(scene, group, group.end)
    return bool(over and (verb_first or sentence.lexicon.words("grammar.inverts"))) and sentence.ending(
        over, group.start, _BACK
    )


def _alive_after_all(scene: Scene, predicate: Predicate) -> bool:
    """Whether those of whom a death was only told are alive: "four people feared dead were found alive"."""
    sentence = scene.sentence
    told = sentence.has("casualty.told_as", start=predicate.start - 1, end=predicate.end)
    alive = next((at for at, _ in sentence.find("killed.alive", start=predicate.end, end=predicate.end + _ALIVE)), None)
    return bool(told) and alive is not None and not any(predicate.end <= one.start < alive for one in scene.groups)


def released(scene: Scene, group: Group, at: int) -> bool:
    """Whether it is these who were let go: "freed 12 hostages", and not "12 were taken; two have been freed"."""
    sentence = scene.sentence
    reach = _FREED_BY if sentence.lexicon.words("grammar.vso") else _FREED
    before = any(
        not any(free < other.end and other.start < group.start for other in scene.groups)
        for free, _ in sentence.find("detained.released", start=group.start - reach, end=group.start)
    )
    before = before or sentence.ending("detained.hands", group.start, _FREED)
    freed = group.start - (sentence.match(group.start - 1, "group.definite") > 0)
    frees = next(
        (at for at, one in sentence.find("detained.frees", start=freed - 2, end=freed) if one.end == freed), None
    )
    before = before or (
        frees is not None and not sentence.match(frees - 1, "casualty.not_yet")
    )  # "rescues 12 hostages"
    before = before or (
        sentence.ending("detained.lets", freed, 2) and sentence.match(group.end, "detained.goes") > 0
    )  # "let 14 hostages go"
    some = sentence.ending("part.of.count", group.start, 3)  # "freed nine of the 24 teachers": the 24 were taken
    if sentence.has("detained.then_freed", start=group.end, end=group.end + _ALIVE):
        return True  # "اختطف مسلحون 12 راكبا ثم أفرجوا عنهم"
    return (before and not some) or _let_go_behind(scene, at)


def _let_go_behind(scene: Scene, at: int) -> bool:
    """Whether it is told from a token on, of nobody else, that people were let go or came back."""
    behind = next((free for free, _ in scene.sentence.find("detained.released", start=at)), None)
    if behind is not None and scene.sentence.has("grammar.negation", "casualty.yet", start=behind - 2, end=behind):
        return False  # "were detained and have not been released"
    if behind is not None and behind > at and _counts(scene, behind - 1):
        return False  # "twelve crew of a tug missing, five rescued"
    return behind is not None and not any(
        at <= other.start < behind and (other.of is not None or other.determiner in ("number", "definite"))
        for other in scene.groups
    )


def _counts(scene: Scene, at: int) -> bool:
    """Whether a number stands at a token: of others is told from there on."""
    return scene.sentence.tokens[at].shape == "number" or scene.sentence.match(at, "numeral.unit", "numeral.ten") > 0


def let_go_by_name(scene: Scene, group: Group) -> bool:
    """Whether one of those taken is told to be free: "seven teachers and a driver were abducted; the driver was let go"."""
    sentence = scene.sentence
    return group.one and any(
        other.determiner == "definite"
        and other.start >= group.end
        and sentence.lower[slice(*other.noun)] == sentence.lower[slice(*group.noun)]
        and sentence.has("detained.released", start=other.end, end=other.end + _FREED)
        for other in scene.groups
    )


def _found_behind(scene: Scene, at: int) -> bool:
    """Whether those missing are told to be found, and not dead: "two students reported missing were found at an aunt's"."""
    dead = any(other.outcome == "killed" and other.start >= at for other in scene.predicates)
    found = next((there for there, _ in scene.sentence.find("missing.found", start=at, end=at + _FOUND)), None)
    if dead or found is None:
        return False
    return not any(  # "did not come back, their boat was found empty"
        scene.sentence.lower[near] == "," and scene.sentence.match(near + 1, "grammar.determiner")
        for near in range(at, found)
    )
