"""A sentence's scene: its groups of people and its predicates, and what stands between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from streams.core.extraction.casualties.gathering import in_years, told_ages
from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.predicates import Predicate
from streams.core.extraction.reading import Sentence
from streams.core.extraction.wordends import ends_as

_LABEL_REACH = 8
_SOURCED = 5


@dataclass(frozen=True)
class Scene:
    """What a sentence offers for linking. ``subsets`` are groups that only break another one down ("including ...")."""

    sentence: Sentence
    groups: tuple[Group, ...]
    predicates: tuple[Predicate, ...]
    subsets: frozenset[Group]

    def gap(self, start: int, end: int) -> list[int]:
        """The tokens between, without what stands in brackets and without people's ages."""
        if self.sentence.lower[start:end] == ("-",) and self.sentence.lexicon.words("grammar.inverts"):
            return []  # "ще 19 — дістали поранення": the dash stands for a word that the clause before has told
        if not self._aged and "(" not in self.sentence.lower[start:end]:
            return list(range(start, end))
        found: list[int] = []
        depth = 0
        for at in range(start, end):
            word = self.sentence.lower[at]
            depth += word == "("
            if depth == 0 and at not in self._aged:
                found.append(at)
            depth -= word == ")" and depth > 0
        return found

    @cached_property
    def _aged(self) -> frozenset[int]:
        """The tokens of people's ages and of the marks around them."""
        ages = [at for at in range(len(self.sentence.tokens)) if in_years(self.sentence, at)]
        aside = frozenset(at for age in ages for at in (age - 1, age, age + 1))
        return aside | told_ages(self.sentence)

    def inside(self, at: int, cls: str) -> bool:
        """Whether token ``at`` lies within a form of the class that began before it."""
        return any(mark.end > at for _, mark in self.sentence.find(cls, start=at - 3, end=at))


def all_join(scene: Scene, gap: Sequence[int]) -> bool:
    """Whether the tokens only join two groups: "and", "along with", "and her"."""
    return all(scene.sentence.match(at, "group.join", "group.definite") or scene.inside(at, "group.join") for at in gap)


def comma_alone(scene: Scene, gap: Sequence[int]) -> bool:
    """Whether nothing but a comma stands between two groups."""
    return [scene.sentence.lower[at] for at in gap] == [","]


def only_adverbs(sentence: Sentence, gap: Sequence[int]) -> bool:
    """Whether nothing but adverbs and forms of being stands there."""
    return all(sentence.match(at, "grammar.adverb") or ends_as(sentence, at, "ending.adverb") for at in gap)


def empty(sentence: Sentence, gap: range) -> bool:
    """Whether only small words, or an aside between commas, stand between a verb and its object."""
    if len(gap) > 2 and sentence.lower[gap.start] == "," == sentence.lower[gap.stop - 1]:
        return True
    for at in gap:
        token = sentence.tokens[at]
        if token.shape == "mark" and token.word not in "\"'()-":
            return False
        if sentence.match(at, "group.join", "part.opens") or (
            sentence.match(at, "grammar.preposition", "grammar.clause", "grammar.say", "grammar.be")
            and not sentence.match(at, "grammar.object")
        ):
            return False
    return True


def labelled(sentence: Sentence, gap: range) -> bool:
    """A label and its figure: "Injured: 74", "persons relocated within camps: 2,906"."""
    if sentence.has("numeral.phone", start=gap.start, end=gap.stop):
        return False  # "Missing persons hotline: 112"
    if 1 < len(gap) <= _SOURCED and sentence.lower[gap.start] == ":":  # "DEAD: the agency says 73"
        return all(sentence.tokens[at].shape == "word" for at in gap[1:])
    if 1 < len(gap) <= _LABEL_REACH and sentence.lower[gap.stop - 1] == ":":
        hours = any(sentence.match(at, "toll.span") for at in gap)  # "Deaths (last 24 hours): 13"
        plain = [at for at in gap[:-1] if sentence.lower[at] not in "()"]  # "Injured (confirmed): 44"
        return not any(sentence.tokens[at].shape in ("mark", "number") for at in plain) or (
            hours and not any(sentence.lower[at] in ",;" for at in plain)
        )
    return (
        1 <= len(gap) <= 2
        and sentence.lower[gap.start] in (":", "=", "-", "(")
        and all(sentence.tokens[at].shape == "mark" for at in gap)
    )


def object_follows(scene: Scene, predicate: Predicate) -> bool:
    """Whether a group stands right after the predicate that has no nearer predicate of its own behind it."""
    for group in scene.groups:
        gap = range(predicate.end, group.start)
        if (
            group.start >= predicate.end
            and len(gap) <= 2
            and empty(scene.sentence, gap)
            and not any(scene.sentence.lower[at] == "(" for at in gap)  # "4 killed (2 women, 2 children)"
            and group.determiner != "definite"
        ):
            return not any(
                other.start == group.end and other.form in ("verb", "state", "intransitive")
                for other in scene.predicates
            )
    return False


def takes_them(sentence: Sentence, predicate: Predicate) -> bool:
    """Whether the verb takes what is behind it: "beat her", "burnt the lorries", "shot into the car"."""
    at = predicate.end
    if predicate.outcome == "displaced":
        return False  # "3,000 people evacuated the town" have left it
    if sentence.match(at, "pronoun.object"):
        return True
    if sentence.match(predicate.start, "killed.many") and sentence.match(at, "casualty.toward"):
        return True
    if sentence.match(at, "group.and") and sentence.lower[at + 1 : at + 2] and ends_as(sentence, at + 1, "ending.past"):
        at += 2  # "assaulted and robbed the driver"
    if sentence.match(at - 1, "grammar.preposition") or at + 1 >= len(sentence.tokens):
        return False  # "seven overcome by the gas"
    if sentence.match(at, "grammar.whose"):
        return True  # "a man killed his wife and two children"
    return sentence.match(at, "group.the") > 0 and not sentence.match(at + 1, "grammar.moment")
