"""Fates: one person told of in several places counts once, and as dead if one of them says so.

"A guard was shot. The guard died in hospital", "a guard was killed; he was in his hut when the guard was shot".
"""

from collections.abc import Sequence
from dataclasses import replace

from streams.core.extraction.casualties.figures import Claim

_REACH = 6
"""How many sentences on somebody is still called by the word that named them."""


def once_each(claims: Sequence[Claim]) -> list[Claim]:
    """The claims without the hurts of those who died of them, and without those told again in their own sentence."""
    return [
        claim
        for at, claim in enumerate(claims)
        if not _hurt_and_died(claim, claims) and not any(_again(other, claim) for other in claims[:at])
    ]


def still_held(claims: Sequence[Claim]) -> list[Claim]:
    """The claims; who is looked for or held still, of more of the same who were taken, is some of them.

    "Gunmen seized 303 children. We are still looking for 253 children."
    """
    out: list[Claim] = []
    for claim in claims:
        link = claim.link
        still = link.outcome == "missing" or (link.outcome == "detained" and link.group.of == "part.of.the")
        taken = still and any(
            one.link.outcome == "detained"
            and one.sentence is not claim.sentence
            and one.stance == claim.stance
            and _noun(one) == _noun(claim) != ""
            and one.link.group.number.min > link.group.number.min
            for one in out
        )
        out.append(replace(claim, link=replace(link, outcome="detained", part=True)) if taken else claim)
    return out


def _hurt_and_died(hurt: Claim, claims: Sequence[Claim]) -> bool:
    if hurt.link.outcome != "injured" or hurt.link.part or not hurt.link.group.one:
        return False
    if any(_of_two(hurt, dead) for dead in claims):
        return True
    return any(
        dead.link.outcome == "killed"
        and dead.link.group.one
        and not dead.link.part
        and dead.stance.status == "reported"
        and _near(hurt, dead)
        and _one_person(min(hurt, dead, key=_place), max(hurt, dead, key=_place), claims)
        for dead in claims
    )


def _of_two(hurt: Claim, dead: Claim) -> bool:
    """Whether one hurt is one of two told to be dead together: "a doctor and his driver were killed. They shot the driver"."""
    start, end = dead.link.group.noun
    two = dead.link.outcome == "killed" and dead.link.group.number.min == 2 and end - start > 2
    if not two or dead.link.counted is not None or not _near(hurt, dead) or hurt.link.group.determiner != "definite":
        return False
    return _noun(hurt) in dead.sentence.lower[start:end] and dead.stance.status == "reported"


def _near(one: Claim, other: Claim) -> bool:
    """Whether two claims stand in the text a few sentences from one another, and not in one."""
    return (
        one.sentence.field == other.sentence.field
        and one.sentence is not other.sentence
        and abs(one.sentence.index - other.sentence.index) <= _REACH
    )


def _place(claim: Claim) -> tuple[int, int]:
    return claim.sentence.index, claim.link.start


def _one_person(first: Claim, then: Claim, claims: Sequence[Claim]) -> bool:
    """Whether the later words name the person of the earlier: "a guard", then "the guard", or "the victim" of only one."""
    group, words = then.link.group, then.link.counted or then.sentence
    if group.determiner != "definite" and not words.match(group.start, "pronoun.same"):
        return False
    if words.match(group.start, "pronoun.same", "pronoun.anyone"):
        others = {_noun(one) for one in claims if one.link.group.one and one.link.group.determiner != "definite"}
        return len(others - {_noun(then)}) == 1 or _noun(first) == _noun(then)
    return _noun(first) == _noun(then)


def _noun(claim: Claim) -> str:
    """The last word of a claim's noun, empty for none."""
    start, end = claim.link.group.noun
    return (claim.link.counted or claim.sentence).lower[end - 1] if end > start else ""


def _again(first: Claim, then: Claim) -> bool:
    """Whether a claim repeats one of its sentence: "a clerk was shot in the arm; the clerk is in hospital"."""
    group = then.link.group
    if first.sentence is then.sentence and first.count == then.count and _all_of_them(first, then):
        return True
    return (
        first.sentence is then.sentence
        and first.link.outcome == then.link.outcome
        and group.determiner == "definite"
        and group.one
        and first.link.group.one
        and first.link.group.end <= group.start
        and _noun(first) == _noun(then) != ""
    )


def _all_of_them(first: Claim, then: Claim) -> bool:
    """Whether all of those told of before are told of again: "lost contact with seven people, and all seven are missing"."""
    one, other = first.link.group, then.link.group
    again = other.head == "bare" and one.end <= other.start and not one.one
    return again and then.sentence.match(other.start - 1, "group.all") > 0
