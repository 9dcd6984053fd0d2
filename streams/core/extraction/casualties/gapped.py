"""Gapped: figures joined to one told before with its verb left out, told by what else did it or what became of the dead.

"The flood killed 254, and the tsunami 31,000", "killed: 14 Jenin, 7 Tubas", "52 bodies were identified and 45 handed over".
"""

from dataclasses import replace

from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.links import Link
from streams.core.extraction.casualties.predicates import ends_clause
from streams.core.extraction.casualties.scene import Scene
from streams.core.extraction.casualties.tallies import next_behind
from streams.core.extraction.wordends import ends_as

_DOER = 8
"""How many tokens tell who or what harmed others, the verb left out: ", and the tsunami a year later more than 31,000"."""


def next_of(scene: Scene, group: Group, link: Link) -> Link | None:
    """The link of a figure that a list gives next, or that something else did, the verb left out."""
    gap = range(link.group.end, group.start)
    if gap and _given_back(scene, group, link, gap):
        return Link(group, link.outcome, group.start, group.end, part=True, joined=True)
    if not gap or not (_by_another(scene, group, link, gap) or next_behind(scene.sentence, group, gap)):
        return None
    return replace(link, group=group, start=group.start, end=group.end, joined=True)


def _given_back(scene: Scene, group: Group, link: Link, gap: range) -> bool:
    """Whether some of the dead just counted are told to be buried or given back: "52 bodies are identified and 45 handed over"."""
    sentence, dead = scene.sentence, link.group
    at = group.end
    while sentence.match(at, "grammar.be", "grammar.have", "grammar.adverb"):
        at += 1
    given = sentence.match(at, "killed.given_back") > 0 and group.head == "bare" and not group.more
    joined = sentence.match(gap[-1], "group.join") > 0 or sentence.lower[gap[-1]] == ";"
    return (
        given and joined and link.outcome == "killed" and dead.head == "outcome" and group.number.min < dead.number.min
    )


def _by_another(scene: Scene, group: Group, link: Link, gap: range) -> bool:
    """Whether something else did the same to these, the verb left out: "the flood killed 254, and the tsunami 31,000"."""
    sentence, said = scene.sentence, link.predicate
    if said is None or said.passive or said.form not in ("verb", "lives") or said.end > link.group.start:
        return False
    opens = [at for at in gap if sentence.lower[at] in (",", ";") or sentence.match(at, "group.and")]
    if not opens or not 1 < group.start - opens[-1] <= _DOER or group.determiner != "number" or group.more:
        return False
    ends = ends_clause(sentence, group.end) or sentence.match(group.end, "group.and") > 0
    words = range(opens[-1] + 1, group.start)
    if not ends or not sentence.has(
        "cause", "casualty.doer", "people.armed.plural", "people.forces", start=words.start, end=words.stop
    ):
        return False
    named = sentence.match(words.start, "grammar.determiner") > 0 or sentence.tokens[words.start].capital
    return named and not any(
        sentence.match(at, "grammar.verb", "grammar.be", "grammar.have", "grammar.say", "grammar.clause")
        or sentence.tokens[at].shape != "word"
        or (ends_as(sentence, at, "ending.past", "ending.doing") and not sentence.match(at, "cause"))
        for at in words
    )
