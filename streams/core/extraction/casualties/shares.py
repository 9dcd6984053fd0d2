"""Shares: figures that count some of those told before, by who or where they were, how badly they were hurt, or by their number."""

from collections.abc import Sequence

from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.links import Link
from streams.core.extraction.casualties.nouns import PLURAL, SINGULAR, STATES
from streams.core.extraction.casualties.predicates import ends_clause
from streams.core.extraction.casualties.subsets import accounted
from streams.core.extraction.numerals import numbers
from streams.core.extraction.reading import Sentence

_AMONG = 4
_TOLD_OF = 5
"""Within how many tokens behind some of those told before it is said who or where they are, or that nothing ails them now."""
_NO_MORE = (
    "detained.released",
    "displaced.back",
    "killed.alive",
    "group.recovers",
    "group.safe",
    "people.alive",
    "missing.found",
)


def are_somebody(sentence: Sentence, at: int) -> bool:
    """Whether a dash at a token stands for "are" and tells who those before it were: "Семеро убитых — старатели"."""
    dashed = sentence.lower[at : at + 1] == ("-",) and bool(sentence.lexicon.words("grammar.articleless"))
    return dashed and any(sentence.match(near, *PLURAL) for near in (at + 1, at + 2))


def some_were(sentence: Sentence, own: Sequence[Link], before: Link | None) -> bool:
    """Whether fewer than those told before, whom the same befell, are told by who they were."""
    link = own[0] if own else None
    if link is None or before is None or link.outcome != before.outcome:
        return False
    said = link.predicate
    end = said.end if said is not None and said.start == link.group.end else link.group.end
    return link.group.number.min < before.group.number.min and are_somebody(sentence, end)


def by_place(sentence: Sentence, group: Group, whole: Link) -> bool:
    """A figure broken down by place: "58 people were killed, 30 in Kandy and 28 in Badulla"."""
    at = group.end + sentence.match(group.end, "place.in")
    named = at > group.end and at < len(sentence.tokens) and sentence.tokens[at].capital
    less = group.head == "bare" and group.determiner == "number" and group.number.min < whole.group.number.min
    less = less and not sentence.tokens[group.start - 1].capital  # "blocks Rota 17 near Lages"
    return bool(named and less) and sentence.lower[whole.end : whole.end + 1] in ((",",), (":",), ("(",))


def by_demography(sentence: Sentence, group: Group, whole: Link) -> bool:
    """Women, children and the like after a figure, without a word of their own: "37 dead by noon, 3 kids among others"."""
    named = sentence.has("people.demographic", start=group.end - 1, end=group.end)
    return named and group.determiner == "number" and 0 < group.number.min < whole.group.number.min


def of_those_before(sentence: Sentence, group: Group, whole: Link) -> bool:
    """A share of a figure that opens the sentence: "of the twenty-two killed, nine were under ten"."""
    if group.determiner != "number" or not group.number.min < whole.group.number.min:
        return False
    opened = sentence.match(0, "part.of.count", "part.among")
    if opened and whole.group.start - opened in (0, 1) and _next_to(sentence, whole.end, group.start):
        return group.head in ("people", "bare")  # "среди 40 погибших двое детей"
    opens = sentence.match(0, "part.of.the") and whole.group.start <= 2
    return bool(opens) and group.head == "bare" and sentence.match(group.start - 1, "group.join") > 0


def _next_to(sentence: Sentence, end: int, start: int) -> bool:
    """Whether nothing but a mark, or "are", stands between a figure and some of it: "entre los 40 heridos hay 12 niños"."""
    gap = range(end, start)
    return len(gap) <= 2 and all(
        sentence.lower[at] in (",", "-") or sentence.match(at, "grammar.be", "grammar.have") for at in gap
    )


def by_degree(sentence: Sentence, link: Link, whole: Link) -> bool:
    """Whether a figure only says how badly: "68 hurt (15 serious)", "57 with burns, 19 critical"."""
    said = link.predicate
    told = sentence.has("injured.degree", start=link.group.start, end=link.group.end)  # "with 4 critical injuries"
    degree = told if said is None else sentence.match(said.start, "injured.degree") > 0
    return link.outcome == "injured" and link.group.number.min < whole.group.number.min and degree


def by_degree_alone(sentence: Sentence, group: Group, whole: Link) -> bool:
    """Whether a bare number only says how badly some were hurt: "43 officers were injured, five seriously"."""
    return (
        group.head == "bare"
        and group.number.min < whole.group.number.min
        and sentence.match(group.end + (sentence.lower[group.end : group.end + 1] == ("-",)), "injured.degree") > 0
    )


def share_of(sentence: Sentence, group: Group, earlier: Sequence[Link]) -> Link | None:
    """The figure told before that a group is a share of: the 62 killed of "9 of the 62"."""
    if group.of is None or group.head != "bare":
        return None
    whole = next((one.min for one in numbers(sentence) if one.end == group.end and one.start > group.start), 0)
    return next((link for link in reversed(earlier) if whole and link.group.number.min == whole), None)


def of_some_before(sentence: Sentence, group: Group, own: Sequence[Link], earlier: Sequence[Link]) -> bool:
    """Whether a figure counts some of those told before, by who they were: "of the rescuers, five were killed"."""
    if _remaining(sentence, group):
        return any(own and one.outcome == own[0].outcome and one.group.number.min > group.number.min for one in earlier)
    if own and own[0].predicate is None and sentence.match(group.start - 1, "toll.with") and sentence.has("part.worst"):
        return any(one.outcome == own[0].outcome and one.group.number.min > group.number.min for one in earlier)
    opened = sentence.match(0, "part.of.the")
    if not opened or not own or group.head != "bare" or group.determiner != "number":
        return False
    named = any(mark.end == group.start - 1 for _, mark in sentence.find(*PLURAL, start=opened, end=group.start))
    if not named or sentence.lower[group.start - 1] != ",":
        return False
    return any(one.outcome == own[0].outcome and one.group.number.min > group.number.min for one in earlier)


def sheltered_of(sentence: Sentence, group: Group, own: Sequence[Link], whole: Link | None) -> bool:
    """Whether a bare figure says where some of the displaced live: "900 families fled; 150 are in six makeshift sites"."""
    if not own or whole is None or group.head != "bare" or group.more or group.determiner != "number":
        return False
    said = own[0].predicate
    if said is None or own[0].outcome != whole.outcome or not 0 < group.number.min < whole.group.number.min:
        return False
    in_care = said.outcome == own[0].outcome in ("injured", "detained") and said.form == "intransitive"
    if in_care and sentence.match(said.start, "grammar.preposition"):
        return True  # "twelve were injured. Three are in intensive care"
    if sentence.match(said.start, "displaced.not_back"):
        return True  # "200,000 were evacuated; 34,000 have not yet been able to return"
    lives = sentence.match(said.start, "displaced.is", "displaced.stays") > 0
    return lives and sentence.has("displaced.shelter", "displaced.roof", start=said.start, end=said.end)


def _remaining(sentence: Sentence, group: Group) -> bool:
    """Whether a figure says what is left of another: "the other fifteen", "8,472 in shelters and the rest with relatives"."""
    if group.determiner != "number":
        return False
    return sentence.ending("part.remaining", group.start, 4) or sentence.has("part.rest", start=group.end)


def of_them_just_told(sentence: Sentence, group: Group, groups: Sequence[Group], before: Link) -> bool:
    """Whether a sentence opens with some of those told before and says who or where they are: "of them, three were children"."""
    opened = sentence.match(0, "part.of.them")
    if not opened or group is not groups[0] or group.determiner != "number" or group.more:
        return False
    first = opened + (sentence.lower[opened : opened + 1] == (",",))
    if group.start != first or not 0 < group.number.min < before.group.number.min:
        return False
    at, near = group.end, group.end + _TOLD_OF
    if sentence.has(*_NO_MORE, start=at, end=near):
        return False  # "of those, 12 have been freed"
    be = sentence.match(at, "grammar.be")
    if not be:
        return group.head == "people" or sentence.match(at, "grammar.preposition") > 0
    told = sentence.has(*PLURAL, *SINGULAR, *STATES, "people.demographic", "cause", start=at + be, end=near)
    return told or sentence.match(at + be, "place.in") > 0 or ends_clause(sentence, at + be + 1)


def of_the_same(sentence: Sentence, group: Group, whole: Group) -> bool:
    """Whether a sentence opens with some of those told before, by who they were: "four policemen were killed. Three of the officers"."""
    people = group.head == "people" == whole.head and not group.more
    of = sentence.match(group.number.end, "part.of.the") > 0
    return people and of and group.start == 0 and sentence.match(group.noun[1] - 1, *PLURAL) > 0


def spells_out(sentence: Sentence, group: Group, own: Sequence[Link], earlier: Sequence[Link]) -> bool:
    """Whether a sentence tells of each of those just counted: "three died. One was found shot and two died of wounds"."""
    if not own or not earlier or group.head != "bare" or group.more or earlier[-1].outcome != own[0].outcome:
        return False
    counted = [one for one in numbers(sentence) if one.kind == "count"]
    return (
        len(counted) > 1 and counted[0].start == 0 and sum(one.min for one in counted) == earlier[-1].group.number.min
    )


def among_figure(
    sentence: Sentence, group: Group, groups: Sequence[Group], earlier: Sequence[Link], before: Link | None
) -> Link | None:
    """The figure told before that people are said to be among: "among the eighteen are a pastor and his four sons"."""
    if before is not None and _were_among(sentence, group):
        return before if before.group.number.min > group.number.min else None
    opening = groups[0]
    if group is opening or group.of is not None or not sentence.has("part.of.figure", end=opening.start):
        return None
    if opening.start > _AMONG or opening.head != "bare":
        return None
    whole = opening.number.min
    return next((link for link in reversed(earlier) if link.group.number.min == whole > group.number.min), None)


def _were_among(sentence: Sentence, group: Group) -> bool:
    """Whether people are told to be some of those before: "151 children were among them"."""
    at = group.end
    while sentence.match(at, "grammar.be", "grammar.have"):
        at += 1
    return at > group.end and sentence.match(at, "part.behind") > 0


def sum_opens(sentence: Sentence, group: Group) -> bool:
    """Whether a sum told before is what a list is of: "the monitor's number includes 243 soldiers and 154 civilians"."""
    return accounted(sentence, group) or any(
        mark.end <= group.start and sentence.has("part.sum", start=at - 3, end=at)
        for at, mark in sentence.find("part.opens", end=group.start)
    )


def whole_behind(group: Group, links: Sequence[Link]) -> Link | None:
    """The larger figure behind a part that is told first."""
    return next(
        (one for one in links if one.group.start >= group.end and one.group.number.min > group.number.min), None
    )
