"""A second reader of casualties, to compare with: dependency rules over parsed sentences, by spaCy's small English model.

What it shares with the product: the gate, the words of ``streams/tables/en``, numbers and their people, stance, and how the
figures of an item are settled. What is its own is the question where readers differ: what befell whom. It answers from the arcs
of a parse (subject, object, number, complement, preposition, conjunct) and never from what stands nearest.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from bench.parsing import Parse, Word
from streams.core.extraction.casualties import people
from streams.core.extraction.casualties.appositions import appositions
from streams.core.extraction.casualties.claims import MOST, settled
from streams.core.extraction.casualties.figures import Claim
from streams.core.extraction.casualties.gathering import groups
from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.links import Link
from streams.core.extraction.casualties.parts import with_parts
from streams.core.extraction.casualties.predicates import Predicate
from streams.core.extraction.casualties.subsets import subsets
from streams.core.extraction.casualties.telling import predicates
from streams.core.extraction.casualties.tolls import spoken, superseded
from streams.core.extraction.casualties.uncounted import with_uncounted
from streams.core.extraction.frames import framed
from streams.core.extraction.knowledge import Knowledge
from streams.core.extraction.places import where
from streams.core.extraction.reading import Reading, Sentence
from streams.core.extraction.stance import stance
from streams.core.facts import Casualties

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
        wholes: list[tuple[Sentence, Link]] = []
        for sentence, words in zip(triggered, parse(triggered), strict=True):
            for link in _Sentence(sentence, words).links(reading, wholes):
                wholes += [] if link.part else [(sentence, link)]
                claims.append(_claim(reading, sentence, link))
        for claim in settled(claims[:MOST]):
            yield _fact(reading, claim, knowledge)

    return read


class _Sentence:
    """A parsed sentence: ``said`` are the words of outcomes by token."""

    def __init__(self, sentence: Sentence, words: Sequence[Word]) -> None:
        self.sentence = sentence
        self.words = words
        self.said: Mapping[int, Predicate] = {
            at: one for one in reversed(predicates(sentence)) for at in range(one.start, one.end)
        }

    def links(self, reading: Reading, wholes: Sequence[tuple[Sentence, Link]]) -> list[Link]:
        """What befell whom, in the order of the people, after the whole figures told before; subsets are told from wholes as the product does."""
        there = with_uncounted(self.sentence, groups(self.sentence))
        named = appositions(self.sentence, there)
        kept = tuple(one for one in there if one not in named and not superseded(reading, self.sentence, one))
        found = [link for group in kept for link in self._befallen(group)]
        told = [link for _, link in wholes]
        before = told[-1] if told else None
        found = with_parts(self.sentence, kept, subsets(self.sentence, kept), found, told, before=before)
        return [*found, *spoken(reading, self.sentence, kept, found, wholes[-1] if wholes else None)]

    def _befallen(self, group: Group) -> Iterator[Link]:
        top = self._top(group)
        bare = [*self._own(top)] if group.head == "bare" else []  # "14 dead and 700 injured", whatever governs the 14
        found = list(dict.fromkeys(bare or self.befell(top)))
        if group.outcome is not None and not any(
            said.outcome == "killed" for said in found
        ):  # "two of the wounded died"
            yield Link(group, group.outcome, group.start, group.end)
            return
        if group.determiner == "definite":
            found = [said for said in found if said.form in _DOES]
        if any(said.outcome == "killed" for said in found):
            found = [said for said in found if said.outcome not in ("injured", "missing")]
        for said in found:
            yield Link(group, said.outcome, min(group.start, said.start), max(group.end, said.end), said)

    def _top(self, group: Group) -> Word:
        """The word of the parse that stands for people: the one whose head is outside of theirs."""
        span = range(group.start, group.end)
        tops = (w for at in reversed(span) if (w := self.words[at]).head.i not in span or w.head.i == at)
        return next(tops, self.words[group.end - 1])

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
        if preposition.dep_ == "agent" or self.sentence.match(preposition.i, "grammar.by"):
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
