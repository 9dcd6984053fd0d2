"""Claims: the figures of a whole item, once each. Repeats are merged, superseded ones dropped, breakdowns recognised."""

from collections.abc import Sequence
from dataclasses import replace

from streams.core.extraction.casualties.figures import Claim
from streams.core.extraction.casualties.links import Link
from streams.core.extraction.casualties.rounding import unrounded
from streams.core.extraction.casualties.tallies import place_label
from streams.core.extraction.reading import Sentence
from streams.core.extraction.wordends import singular

_MOST_PARTS = 6
_VERB_FIRST = 3
"""How many tokens before a toll its verb may stand, where verbs come first."""
_AFTER = 6
MOST = 150
"""Figures of an item that are compared with one another; an item with more is a table, and its further ones are passed over."""


def settled(claims: Sequence[Claim]) -> list[Claim]:
    """The claims of an item: merged, with rounded headlines under their precise figure, and parts marked."""
    merged: list[Claim] = []
    for claim in claims:
        named = claim.sentence.match(claim.link.group.start, "pronoun.same") > 0
        known = (
            claim.link.group.determiner == "definite"
            and not claim.link.besides
            and not _in_company(claim, claims)
            and not _who_did_it(claim)
            and not _newly_named(claim, merged)
        )
        if (named or known) and any(
            other.count[0] == claim.count[0]
            and (named or (other.sentence is not claim.sentence and other.stance.scope == claim.stance.scope))
            for other in merged
        ):
            continue  # "the driver died" after "two people were killed" counts nobody new
        twin = next((at for at, other in enumerate(merged) if _same(other, claim)), None)
        if twin is None:
            merged.append(claim)
        else:
            merged[twin] = _merged(merged[twin], claim)
    return [_whole(claim, merged) for claim in _brought_in(_summed(_one_and_the_other(unrounded(merged))))]


def _newly_named(claim: Claim, before: Sequence[Claim]) -> bool:
    """Whether somebody is told of as one of those before for the first time: "the dead include the driver"."""
    if not claim.link.part or not claim.who:
        return False
    own = _head(claim.sentence, claim.who)
    return not any(other.who and _head(other.sentence, other.who) == own for other in before if other.link.group.one)


def _one_and_the_other(claims: list[Claim]) -> list[Claim]:
    """Mark one and "the other" of two told before as its parts: "two were killed. One died at once, the other in hospital"."""
    out = list(claims)
    for at, claim in enumerate(claims):
        if not claim.link.group.one:
            continue
        nth = claim.sentence.mark(claim.link.group.start, "group.the_nth")
        if nth is not None and any(
            other.count == (claim.count[0], int(nth.value), int(nth.value)) for other in claims[:at]
        ):
            out = [
                _as_part(other) if other is claim else other for other in out
            ]  # "four were killed. The fourth died at Cochabamba"
            continue
        if not claim.sentence.match(claim.link.group.start, "group.the_other"):
            continue
        before = [other for other in claims[:at] if other.count[0] == claim.count[0] and not other.link.part]
        hurt = [other for other in claims[:at] if other.count == ("injured", 2, 2)]
        if claim.count[0] == "killed" and hurt and before and before[-1].link.group.one:
            out = [
                other for other in out if other not in hurt
            ]  # "two were shot. One died at once, the other in hospital"
            continue
        if any(other.count[1:] == (2, 2) for other in before):
            these = [claim, *(before[-1:] if before[-1].link.group.one else [])]
            out = [_as_part(other) if other in these else other for other in out]
    return out


def _as_part(claim: Claim) -> Claim:
    return replace(claim, link=replace(claim.link, part=True))


def _who_did_it(claim: Claim) -> bool:
    """Whether a claim is of an attacker, who is none of those killed before: "the bomber was shot dead"."""
    words, noun = claim.link.counted or claim.sentence, claim.link.group.noun
    return noun[1] > noun[0] and words.match(noun[1] - 1, "people.attacker") > 0


def _in_company(claim: Claim, claims: Sequence[Claim]) -> bool:
    """Whether others share a claim's words: "six women and the boy who drove them died" counts the boy."""
    return any(
        (other.link.joined or claim.link.joined)
        and other.link.group.determiner in ("number", "article")
        and other.sentence is claim.sentence
        and other.link.predicate is claim.link.predicate
        for other in claims
    )


def _brought_in(claims: list[Claim]) -> list[Claim]:
    """Mark figures that a toll behind in their sentence takes in: "two women died on Friday, bringing the toll to 16"."""
    return [
        replace(claim, link=replace(claim.link, part=True)) if any(_takes_in(toll, claim) for toll in claims) else claim
        for claim in claims
    ]


def _takes_in(toll: Claim, claim: Claim) -> bool:
    if toll.count[0] != claim.count[0] or toll.count[1] <= claim.count[1] or toll.stance.scope != claim.stance.scope:
        return False  # and not in the sum over years to which they come
    told = ((toll.sentence, toll.link), *toll.again)
    return any(
        whole.toll and there is here and _brings(here, whole, some)
        for here, some in ((claim.sentence, claim.link), *claim.again)
        for there, whole in told
    )


def _brings(words: Sentence, toll: Link, some: Link) -> bool:
    """Whether a toll counts in some of those told in its sentence: "the toll mounted to 18, with three more bodies found"."""
    brought = some.end <= toll.group.start and words.has("toll.brings", start=some.end, end=toll.group.start)
    return some.group.more or brought or _raised_by(words, toll, some)


def _raised_by(words: Sentence, toll: Link, some: Link) -> bool:
    """Whether a toll went up by those told of behind it: "the toll has climbed to 26 after two of the wounded died"."""
    end = toll.end
    first = toll.start - (_VERB_FIRST if words.lexicon.words("grammar.vso") else 0)
    rose = words.has("toll.rises", start=max(0, first), end=end)
    return rose and any(end <= at < some.start for at, _ in words.find("toll.after", start=end, end=end + _AFTER))


def _whole(claim: Claim, claims: Sequence[Claim]) -> Claim:
    """A part of which no whole is told is a figure of its own: "150 were rescued, 34 of them hurt"."""
    if not claim.link.part or any(
        other.link.outcome == claim.link.outcome
        and not other.link.part
        and other.link.group.number.min >= claim.link.group.number.min
        and (other.stance.status != "denied" or claim.stance.status == "denied")
        for other in claims
    ):
        return claim
    return replace(claim, link=replace(claim.link, part=False))


def _same(one: Claim, other: Claim) -> bool:
    if one.count != other.count:
        return False
    if other.link.group.more and not one.link.group.more and one.sentence.field == other.sentence.field:
        return False
    if other.link.part != one.link.part and one.sentence.field == other.sentence.field:
        return False
    if one.sentence.field == other.sentence.field and one.sentence.index == other.sentence.index:
        return False
    if _of_others(one, other) or _of_another_line(one.sentence, other.sentence):
        return False
    titled = (
        "title" in (one.sentence.field, other.sentence.field) and not one.again
    )  # whose time the text has not told yet
    return one.stance.scope == other.stance.scope or titled


def _of_others(one: Claim, other: Claim) -> bool:
    """Whether the same number counts other people: soldiers after civilians, "also a guard" after "a nurse"."""
    if one.sentence.field != other.sentence.field or not other.who:
        return False
    if not one.who:  # "the fourth died on Thursday. A farmer was also killed"
        nth = one.sentence.match(one.link.group.start, "group.the_nth", "group.the_other") > 0
        return nth and (other.link.besides or other.sentence.has("group.besides"))
    if one.civilian is not None and other.civilian is not None and one.civilian != other.civilian:
        return True
    besides = other.link.besides or other.sentence.has("group.besides")
    return besides and _head(one.sentence, one.who) != _head(other.sentence, other.who)


def _of_another_line(one: Sentence, other: Sentence) -> bool:
    """Whether two lines of a list give the same figure of two places: "Lam Dong: 5. Ca Mau: 5."."""
    here, there = place_label(one), place_label(other)
    return bool(here and there) and one.field == other.field and one.lower[:here] != other.lower[:there]


def _head(sentence: Sentence, who: str) -> str:
    """The last of the words for people, in one and in many the same."""
    return singular(sentence.lexicon, who.lower().split()[-1])


def _merged(one: Claim, other: Claim) -> Claim:
    """The fuller of two tellings, with the places of both. The text decides the stance over the title."""
    stance = other.stance if one.sentence.field == "title" else one.stance
    fuller = other if one.sentence.field == "title" and other.link.group.head != "bare" else one
    civilian = fuller.civilian if fuller.link.group.noun != (0, 0) else one.civilian
    number = other.link.group.number if one.link.group.number.qualifier == "exact" else one.link.group.number
    group = replace(one.link.group, number=replace(one.link.group.number, qualifier=number.qualifier))
    link = replace(one.link, group=group, part=one.link.part and other.link.part)
    return replace(
        one,
        link=link,
        stance=stance,
        civilian=civilian,
        who=one.who or other.who,
        cause=one.cause or other.cause,
        again=(*one.again, (other.sentence, other.link)),
    )


def _in_one_list(one: Claim, other: Claim) -> bool:
    """Whether two figures are items of one list, none the sum of the rest: "a clerk, 3 drivers and 4 guards were killed"."""
    return (
        one.link.joined
        and one.sentence is other.sentence
        and one.link.predicate is other.link.predicate
        and one.link.group.end <= other.link.group.start
    )


def _summed(claims: list[Claim]) -> list[Claim]:
    """Mark figures that add up to a total of the same outcome as its parts (102 + 19 + 61 of 182)."""
    out = list(claims)
    for at, total in sorted(enumerate(claims), key=lambda one: -one[1].link.group.number.min):
        number = total.link.group.number
        if out[at].link.part or total.link.joined or number.max is None or number.min < 3:
            continue
        rest = [
            place
            for place, other in enumerate(out)
            if other.count[0] == total.count[0]
            and other is not total
            and other.stance.scope == total.stance.scope
            and other.link.group.number.max is not None
            and other.link.group.number.min < number.min
            and other.count != total.count
            and not other.link.part
            and (
                total.stance.status == "reported" or other.stance.status != "reported"
            )  # what is sure is no part of a guess
            and not _in_one_list(other, total)
        ]
        for first in range(len(rest)):
            value = 0
            for last in range(first, min(len(rest), first + _MOST_PARTS)):
                value += out[rest[last]].link.group.number.min
                if value == number.min and last > first:
                    for place in rest[first : last + 1]:
                        out[place] = replace(out[place], link=replace(out[place].link, part=True))
                if value >= number.min:
                    break
    return out
