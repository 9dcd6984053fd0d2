"""A second reader of casualties, to compare with: dependency rules over parsed sentences, by spaCy's small English model.

What it shares with the product: the gate, the words of ``streams/tables/en``, numbers, stance, and how the figures of an item
are settled. What is its own is the question where readers differ: whom a number counts, and what befell them. It answers from
the arcs of a parse (subject, object, number, complement, preposition, conjunct) and never from what stands nearest.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.parsing import Parse, Word
from streams.core.extraction.casualties import people
from streams.core.extraction.casualties.claims import MOST, Claim, settled
from streams.core.extraction.casualties.groups import PARTS, Determiner, Group
from streams.core.extraction.casualties.links import Link
from streams.core.extraction.casualties.nouns import PLURAL, SINGULAR, like_people
from streams.core.extraction.casualties.predicates import Predicate, predicates
from streams.core.extraction.frames import framed
from streams.core.extraction.knowledge import Knowledge
from streams.core.extraction.numerals import Number, numbers
from streams.core.extraction.places import where
from streams.core.extraction.reading import Reading, Sentence
from streams.core.extraction.stance import stance
from streams.core.facts import Casualties

_COUNTS = ("nummod", "quantmod", "compound", "amod", "nmod", "advmod", "det")
_COMPLEMENTS = ("xcomp", "oprd", "acomp", "attr", "ccomp", "advcl", "prep", "advmod")
_SUBJECTS = ("nsubj", "nsubjpass")
_HAPPENS = ("intransitive", "state", "weak", "noun")
_DOES = ("verb", "ing", "lives")
_DEEPEST = 4


def reader(parse: Parse) -> Callable[[Reading, Knowledge], Iterator[Casualties]]:
    """The reader, of the same shape as ``streams.core.extraction.casualties.read``."""

    def read(reading: Reading, knowledge: Knowledge) -> Iterator[Casualties]:
        gate = knowledge.gates[reading.language]
        triggered = [one for one in reading.sentences if gate.reads("casualties", one.text) and not framed(one)]
        claims: list[Claim] = []
        before: Link | None = None
        for sentence, words in zip(triggered, parse(triggered), strict=True):
            for link in _Sentence(sentence, words).links(before):
                before = before if link.part else link
                claims.append(_claim(reading, sentence, link))
        for claim in settled(claims[:MOST]):
            yield _fact(reading, claim, knowledge)

    return read


@dataclass(frozen=True, slots=True)
class _Counted:
    """People and the word of the parse that stands for them."""

    group: Group
    top: Word


class _Sentence:
    """A parsed sentence: ``said`` are the words of outcomes by token."""

    def __init__(self, sentence: Sentence, words: Sequence[Word]) -> None:
        self.sentence = sentence
        self.words = words
        self.said: Mapping[int, Predicate] = {
            at: one for one in reversed(predicates(sentence)) for at in range(one.start, one.end)
        }
        self.people = {mark.end - 1 for _, mark in sentence.find(*SINGULAR, *PLURAL)}
        self.single = {mark.end - 1 for _, mark in sentence.find(*SINGULAR)}

    def links(self, before: Link | None) -> Iterator[Link]:
        """What befell whom, in the order of the people; a part without a word of its own takes the figure before it."""
        last = before
        for one in self.counted():
            found = list(dict.fromkeys(self.befell(one.top)))
            if one.group.determiner == "definite":
                found = [said for said in found if said.form in _DOES]
            part = one.group.of is not None or self.opened(one.top)
            if not found and part and last is not None:
                yield Link(one.group, last.outcome, one.group.start, one.group.end, part=True)
            if any(said.outcome == "killed" for said in found):
                found = [said for said in found if said.outcome not in ("injured", "missing")]
            for said in found:
                start, end = min(one.group.start, said.start), max(one.group.end, said.end)
                last = Link(one.group, said.outcome, start, end, said, part=part and last is not None)
                yield last

    def counted(self) -> Iterator[_Counted]:
        """The people of the sentence: with a number by its arc to their noun, or one of them with an article."""
        found = [one for number in numbers(self.sentence) if (one := self._numbered(number)) is not None]
        taken = {one.top.i for one in found}
        for at in sorted(self.single - taken):
            determiner = self._determiner(self.words[at])
            if determiner is not None:
                group = Group(
                    Number(1, 1, "exact", at, at + 1, at), at, at + 1, "people", None, (at, at + 1), determiner
                )
                found.append(_Counted(group, self.words[at]))
        for at, mark in self.sentence.find("group.no"):
            if mark.value == "one":
                found.append(
                    _Counted(Group(Number(0, 0, "exact", at, mark.end, at), at, mark.end, "bare"), self.words[at])
                )
        return iter(sorted(found, key=lambda one: one.group.start))

    def _numbered(self, number: Number) -> _Counted | None:
        if number.kind != "count":
            return None
        span = range(number.start, number.end)
        top = next((w for at in reversed(span) if (w := self.words[at]).head.i not in span or w.head.i == at), None)
        if top is None:
            return None
        while top.dep_ in _COUNTS and top.head.i > top.i:
            top = top.head
        if top.lower_ == "of" or (
            top.i in span and any(self.words[at].lower_ == "of" for at in span)
        ):  # "dozens of people"
            of = next(self.words[at] for at in reversed(span) if self.words[at].lower_ == "of")
            top = next((child for child in of.children if child.dep_ == "pobj"), top)
        part = next((cls for cls in PARTS if self.sentence.match(number.end, cls)), None)
        if top.i in span:
            return _Counted(Group(number, number.start, number.end, "bare", of=part), top)
        if not (self.is_people(top.i) or top.i in self.said):
            return None
        noun = (number.end, top.i + 1)
        return _Counted(Group(number, number.start, top.i + 1, "people", None, noun, of=part), top)

    def is_people(self, at: int) -> bool:
        return at in self.people or like_people(self.sentence, self.sentence.lower[at])

    def _determiner(self, noun: Word) -> Determiner | None:
        """How one person is named: "a child", "the driver", "Soldier killed"; None where it is part of another noun."""
        if noun.dep_ in ("compound", "amod", "nmod", "poss") or any(child.dep_ == "nummod" for child in noun.children):
            return None
        for child in noun.children:
            if self.sentence.match(child.i, "group.article", "group.another"):
                return "article"
            if child.dep_ in ("det", "poss"):
                return "definite" if self.sentence.match(child.i, "group.definite") else None
        return "none" if next(noun.subtree).i == 0 else None

    def befell(self, top: Word, depth: int = 0) -> Iterator[Predicate]:
        """What the parse says befell the people of a word: by its head, else by itself, else by the word it is joined to."""
        if depth > _DEEPEST:
            return
        found = [*self._above(top, depth)] or [*self._own(top)]
        yield from found
        if not found and top.dep_ in ("conj", "appos") and top.head.i != top.i:
            yield from self.befell(top.head, depth + 1)

    def _own(self, top: Word) -> Iterator[Predicate]:
        """As in "20 wounded", "12 injured passengers", "seven people killed in", "those who died"."""
        if (here := self.said.get(top.i)) is not None and here.form in ("noun", "state", "verb", "intransitive"):
            yield here
            return
        for child in top.children:
            said = self.said.get(child.i)
            if said is not None and child.dep_ in ("amod", "acl", "appos", "advcl", "prep", "dep"):
                participle = child.tag_ != "VBG" or said.form in _HAPPENS
                if participle and said.form in (*_HAPPENS, "verb"):
                    yield said
            elif child.dep_ == "relcl":
                yield from self._of_subject(child)

    def _above(self, top: Word, depth: int) -> Iterator[Predicate]:
        head, arc = top.head, top.dep_
        if head.i == top.i:
            return
        said = self.said.get(head.i)
        if arc in _SUBJECTS:
            yield from self._of_subject(head)
        elif arc == "pobj":
            yield from self._of_preposition(head, depth)
        elif arc in ("dobj", "attr", "dative", "nummod", "npadvmod", "oprd", "dep", "appos"):
            if said is not None and (said.form in _DOES or (arc in ("nummod", "dep", "appos") and said.form != "of")):
                yield said
            else:  # "left 7 dead"; "the toll reached 67"
                yield from self._complements(head, ("state", "verb"))
                yield from self._tolls(head)

    def _of_subject(self, verb: Word) -> Iterator[Predicate]:
        """What a verb says of its subject, through "were reported", "are feared", "is known to have"; verbs joined to it too."""
        said = self.said.get(verb.i)
        kin = [*verb.children]
        passive = any(child.dep_ in ("auxpass", "nsubjpass") for child in kin)
        active = any(child.dep_ == "dobj" for child in kin)
        if said is not None:
            if said.form in _HAPPENS or (
                said.form == "verb" and (passive or (verb.tag_ in ("VBN", "VBD") and not active))
            ):
                yield said
        else:
            yield from self._complements(verb, (*_HAPPENS, "verb"))
        for child in kin:
            own = any(one.dep_ in (*_SUBJECTS, "dobj") for one in child.children)
            if child.dep_ == "conj" and not own and child.i in self.said and (passive or child.tag_ == "VBN"):
                yield self.said[child.i]

    def _complements(self, verb: Word, forms: Iterable[str]) -> Iterator[Predicate]:
        for child in verb.children:
            if child.dep_ in _COMPLEMENTS:
                said = self.said.get(child.i)
                if said is None and child.dep_ in ("xcomp", "ccomp"):
                    said = next((self.said[one.i] for one in child.children if one.i in self.said), None)
                if said is not None and said.form in forms:
                    yield said
                    return

    def _of_preposition(self, preposition: Word, depth: int) -> Iterator[Predicate]:
        """As in "the death of 7" and "the toll rose to 67"; "including 5 children" has what the others have."""
        if preposition.dep_ == "agent" or self.sentence.match(preposition.i, "group.agent"):
            return
        governor = preposition.head
        for word in (preposition, governor):
            if (said := self.said.get(word.i)) is not None and said.form in ("of", "ing", "noun", "toll", "lives"):
                yield said
                return
        if self.sentence.match(preposition.i, "part.opens"):
            yield from self.befell(governor, depth + 1)
            if (said := self.said.get(governor.i)) is not None:
                yield said
        elif governor.dep_ in ("dobj", "nsubj", "nsubjpass") and governor.lower_ in (
            "lives",
            "life",
            "total",
            "number",
        ):
            yield from self._above(governor, depth + 1)
        else:
            yield from self._tolls(governor)

    def _tolls(self, verb: Word) -> Iterator[Predicate]:
        for child in verb.children:
            if child.dep_ in _SUBJECTS:
                tolls = (self.said[one.i] for one in child.subtree if one.i in self.said)
                yield from [toll for toll in tolls if toll.form in ("toll", "noun")][:1]

    def opened(self, top: Word) -> bool:
        """Whether "including" or "among them" governs the people, or those whom they are joined to."""
        while top.dep_ == "conj" and top.head.i != top.i:
            top = top.head
        near = [top.head, *(child for child in top.head.children if child.i < top.i)]
        return any(word.i < top.i and self.sentence.match(word.i, "part.opens") for word in near)


def _claim(reading: Reading, sentence: Sentence, link: Link) -> Claim:
    told = stance(reading, sentence, link.start, link.end - 1)
    if link.group.number.max == 0:
        told = told._replace(status="denied")
    civilian, who = people.civilian(sentence, link.group), people.who(sentence, link.group)
    return Claim(sentence, link, told, civilian, who, people.cause(reading, sentence, link.start, link.end))


def _fact(reading: Reading, claim: Claim, knowledge: Knowledge) -> Casualties:
    number, link = claim.link.group.number, claim.link
    return Casualties(
        item=reading.item.id,
        evidence=(reading.evidence(claim.sentence, link.start, link.end - 1),),
        status=claim.stance.status,
        scope=claim.stance.scope,
        places=where(reading, knowledge, [(claim.sentence, link.group.start, link.group.end - 1)], about="toll"),
        outcome=link.outcome,
        count_min=number.min,
        count_max=number.max,
        qualifier=number.qualifier,
        civilian=claim.civilian,
        who=claim.who,
        cause=claim.cause,
        part=link.part,
    )
