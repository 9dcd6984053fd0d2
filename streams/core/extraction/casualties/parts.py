"""Parts: figures that are a subset or breakdown of another one in the same sentence or before it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from streams.core.extraction.casualties.breakdowns import broken_down
from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.links import Link
from streams.core.extraction.casualties.predicates import OUTCOMES
from streams.core.extraction.casualties.shares import (
    among_figure,
    are_somebody,
    by_degree,
    by_degree_alone,
    by_demography,
    by_place,
    of_some_before,
    of_the_same,
    of_them_just_told,
    of_those_before,
    share_of,
    sheltered_of,
    some_were,
    spells_out,
    sum_opens,
    whole_behind,
)
from streams.core.extraction.casualties.subsets import continues
from streams.core.extraction.reading import Sentence
from streams.core.facts import Outcome

_AMONG_REACH = 16
_FREED = 8
_SAID = 12
"""Within how many tokens of a sentence somebody is told to say what it goes on with."""
_OWN = ("verb", "ing", "of", "intransitive")


def with_parts(
    sentence: Sentence,
    groups: Sequence[Group],
    subset: frozenset[Group],
    links: Sequence[Link],
    earlier: Sequence[Link],
    *,
    before: Link | None,
) -> list[Link]:
    """The links, those of subsets marked as parts, and new ones for subsets that have no predicate of their own.

    ``earlier`` are the whole figures of the text before this sentence, in order; ``before`` is the one that "them" means.
    """
    linked: dict[Group, list[Link]] = {}
    for link in links:
        linked.setdefault(link.group, []).append(link)
    found: list[Link] = []
    whole: Link | None = None
    broken = broken_down(sentence, groups, links, before)
    named = _named_outcomes(sentence, groups, linked, before)
    for group in (one for one in groups if one not in broken):
        own = linked.get(group, [])
        outcome = named.get(group)
        if outcome is not None and (group.of or not _strong(own)):
            own = [Link(group, outcome, group.start, group.end, part=True)]
        wholes = [link for link in found if not link.part and own and link.outcome == own[0].outcome]
        part = outcome is not None or group in subset or _listed(sentence, group, wholes[-1] if wholes else whole)
        part = part or _some_of_others(sentence, group, own, whole, earlier=earlier, before=before)
        origin = (
            None
            if own
            else share_of(sentence, group, earlier) or among_figure(sentence, group, groups, earlier, before)
        )
        if origin is not None:
            own, part = [Link(group, origin.outcome, group.start, group.end)], True
        if not own and not part and _rest_of(sentence, group, found, before):
            part = True
        if not own and part:
            rest = sentence.ending("part.remaining", group.start, 3)
            told = before if group.of or rest or sum_opens(sentence, group) or _opening(sentence) else None
            safe = group.of == "part.of.them" and whole is None and _of_the_safe(groups, linked, group)
            told_of = None if safe else _told_of(sentence, group, whole, told or whole_behind(group, links))
            own = [Link(group, told_of, group.start, group.end)] if told_of is not None else []
        if before is not None and of_them_just_told(sentence, group, groups, before):
            own = own or [Link(group, before.outcome, group.start, group.end)]
            part = part or own[0].outcome == before.outcome
        if own and before is not None and _some_of_the_dead(sentence, own[0], before):
            own, part = [replace(own[0], outcome="killed")], True
        if part and whole is not None and whole.outcome == "killed" and own and _shot(sentence, own[0]):
            own = [replace(own[0], outcome="killed")]  # "516 were killed, among them 83 who were shot"
        for link in own:
            shares = outcome is not None or whole is None or bool(wholes) or link.outcome == whole.outcome
            found.append(replace(link, part=link.part or (part and shares)))
            if not found[-1].part:
                whole = link
    found.extend(Link(group, outcome, group.start, group.end, part=True) for group, outcome in broken.items())
    return sorted(found, key=lambda link: link.group.start) if broken else found


def _some_of_others(
    sentence: Sentence,
    group: Group,
    own: Sequence[Link],
    whole: Link | None,
    *,
    earlier: Sequence[Link],
    before: Link | None,
) -> bool:
    """Whether the words around people say that they are some of a figure told before them, here or in the text."""
    return (
        (whole is not None and _in_part(sentence, group, own, whole))
        or of_some_before(sentence, group, own, earlier)
        or spells_out(sentence, group, own, earlier)
        or sheltered_of(sentence, group, own, whole or before)
    )


def _told_of(sentence: Sentence, group: Group, whole: Link | None, told: Link | None) -> Outcome | None:
    """What befell some of a figure of their sentence, or of ``told``, the one that they are some of else."""
    fewer = whole is not None and 0 < whole.group.number.min < group.number.min
    origin = told if whole is None or fewer else whole
    if origin is None:
        return None
    freed = origin.outcome in ("detained", "killed") and _let_go(
        sentence, group
    )  # "six killed, four taken, of whom one was freed"
    befell = _befell(sentence, origin, group) if origin is whole else None
    return befell or (None if freed else origin.outcome)


def _some_of_the_dead(sentence: Sentence, own: Link, before: Link) -> bool:
    """Whether it is told how some of those dead died, by who they were or "most of them had been stabbed; four were shot"."""
    if before.outcome != "killed" or not own.group.number.min < before.group.number.min:
        return False
    one_by_one = own.group.head == "bare" and sentence.match(0, "part.children", "part.most") > 0
    return (one_by_one and _shot(sentence, own)) or (
        of_the_same(sentence, own.group, before.group) and (own.outcome == "killed" or _shot(sentence, own))
    )


def _goes_on(sentence: Sentence, named: Group, group: Group) -> bool:
    """Whether a bare figure is the next of those dead or hurt: "six of the dead were children, and 11 came from Surabaya"."""
    if group.head != "bare" or group.more or group.determiner == "definite":
        return False
    if are_somebody(sentence, group.end) and sentence.match(group.start - 1, "group.join"):
        return True  # "Семеро убитых — старатели, трое — милиционеры"
    if not continues(sentence, named, group):
        return False
    if sentence.match(group.end, "grammar.be", "part.belongs"):
        return True
    where = sentence.lower[
        group.end : group.end + 1
    ]  # "ten were in Sofala and four in Tete", "ten by falls and two by fire"
    small = sentence.match(group.end, "place.in", "grammar.by") > 0
    return small and where[0] in sentence.lower[named.end : group.start]


def _opened(sentence: Sentence, group: Group) -> bool:
    """Whether more are joined to those that a sentence opens with: "ومن بين المفقودين ستة عمال في مزرعة وشرطيان"."""
    joined = group.head == "people" and sentence.match(group.start - 1, "group.and") > 0
    return joined and any(sentence.match(at, "part.opening") for at in range(2))


def _of_the_safe(groups: Sequence[Group], linked: Mapping[Group, Sequence[Link]], group: Group) -> bool:
    """Whether "them" are people of the same sentence whom nothing befell: "8,200 families were affected and 370 of them"."""
    before = [one for one in groups if one.end <= group.start and one.number.min > group.number.min]
    return bool(before) and before[-1] not in linked


def _opening(sentence: Sentence) -> bool:
    """Whether a sentence goes on with some of those told just before: "among them were two women"."""
    if any(sentence.match(at, "part.opening") for at in range(2)):
        return True
    within = sentence.find("part.opening", end=_SAID) if sentence.lexicon.words("grammar.vso") else ()
    return any(sentence.match(at - 1, "grammar.clause") for at, _ in within)  # "وقالت اللجان إن بين القتلى"


def _rest_of(sentence: Sentence, group: Group, found: Sequence[Link], before: Link | None) -> bool:
    """Whether a figure is what is left of the one told before: of 24, "eighteen of them were traders; the other six hunters"."""
    if before is None or group.determiner != "number" or not sentence.ending("part.remaining", group.start, 3):
        return False
    parts = sum(link.group.number.min for link in found if link.part and link.outcome == before.outcome)
    return parts > 0 and parts + group.number.min == before.group.number.min


def _befell(sentence: Sentence, whole: Link, group: Group) -> Outcome | None:
    """What befell others, uncounted, of whom a group is some: "killed nine and arrested a number, among them a judge"."""
    if not sentence.match(group.start - 2, "part.opens"):
        return None
    between = {
        outcome
        for outcome in OUTCOMES
        if outcome != whole.outcome and sentence.has(f"{outcome}.verb", start=whole.end, end=group.start)
    }
    return (
        next(iter(between))
        if len(between) == 1 and sentence.has("group.uncounted", start=whole.end, end=group.start)
        else None
    )


def _let_go(sentence: Sentence, group: Group) -> bool:
    """Whether some of those taken are told to be free: "eight of them, all women, were freed", "troops freed 15 of them"."""
    if sentence.ending("detained.frees", group.start, 2):
        return True
    for at, _ in sentence.find("detained.released", start=group.end, end=group.end + _FREED):
        return not sentence.has("grammar.negation", start=group.end, end=at)
    return False


def _shot(sentence: Sentence, link: Link) -> bool:
    """Whether it is said only that they were shot, which leaves open whether they died."""
    said = link.predicate
    return (
        said is not None
        and link.outcome == "injured"
        and sentence.match(said.start, "killed.many") == said.end - said.start
    )


def _in_part(sentence: Sentence, group: Group, own: Sequence[Link], whole: Link) -> bool:
    """Whether a group is some of those counted before it in the sentence, by what they are or by how badly they were hurt."""
    if own and own[0].outcome == whole.outcome and of_those_before(sentence, group, whole):
        return True
    if own:
        alone = own[0].predicate is None or own[0].joined
        return whole.outcome == "injured" and (
            by_degree(sentence, own[0], whole) or (alone and by_degree_alone(sentence, group, whole))
        )
    if whole.outcome == "injured" and by_degree_alone(sentence, group, whole):
        return True
    return (
        by_demography(sentence, group, whole)
        or of_those_before(sentence, group, whole)
        or by_place(sentence, group, whole)
    )


def _named_outcomes(
    sentence: Sentence, groups: Sequence[Group], linked: Mapping[Group, Sequence[Link]], told: Link | None
) -> dict[Group, Outcome]:
    """The groups that are told to be some of the dead, the wounded and so on, and those told of next in one breath."""
    named: dict[Group, Outcome] = {}
    for at, group in enumerate(groups):
        own = linked.get(group, ())
        outcome = own[0].outcome if some_were(sentence, own, told) else _named_outcome(sentence, group, groups)
        before = groups[at - 1] if at else None
        told_of = named | {one: own[0].outcome for one, own in linked.items() if one.whole is not None}
        if outcome is None and group not in linked and before in told_of:
            outcome = told_of[before] if _goes_on(sentence, before, group) or _opened(sentence, group) else None
        if outcome is not None:
            past = told.outcome if told is not None and sentence.has("part.of.victims") else outcome
            named[group] = "injured" if (outcome, past) == ("killed", "injured") else outcome
    return {
        group: outcome
        for group, outcome in named.items()
        if not any(
            link.outcome != outcome and (outcome != "killed" or link.outcome == "displaced")
            for link in _strong(linked.get(group, ()))
        )
    }  # not "two of the wounded died", but "two of the dead were swept away"


def _strong(own: Sequence[Link]) -> list[Link]:
    """What befell a group by a verb of its own."""
    return [link for link in own if link.predicate is not None and link.predicate.form in _OWN and not link.joined]


def _named_outcome(sentence: Sentence, group: Group, groups: Sequence[Group]) -> Outcome | None:
    """The outcome of "nine of the dead", "of the dead, 21 were women", "three are among the injured"."""
    for outcome in OUTCOMES:
        cls = f"part.of.{outcome}"
        if group.of == cls:
            return outcome
        for at, mark in sentence.find(cls):
            within = any(other.start <= at < other.end for other in groups)
            opens = at <= 1 and mark.end <= group.start and not within and _names_them(sentence, groups, mark.end)
            closes = (
                at >= group.end
                and at - group.end <= _AMONG_REACH
                and sentence.match(at, "part.among")
                and not sentence.has("clause.whose", start=group.end, end=at)
            )
            if opens or closes or (not within and mark.end <= group.start and group.start - mark.end <= 2):
                return outcome
    return None


def _names_them(sentence: Sentence, groups: Sequence[Group], end: int) -> bool:
    """Whether people stand right behind "the victims were", which else tells what became of them."""
    if not sentence.match(end - 1, "grammar.be"):
        return True
    first = next((group for group in groups if group.start >= end), None)
    return first is not None and first.start - end <= 1


def _listed(sentence: Sentence, group: Group, whole: Link | None) -> bool:
    """A list after a colon or in brackets breaks the figure before it down."""
    if whole is None or whole.group.number.min < 2 or group.number.min >= whole.group.number.min:
        return False
    between = sentence.lower[whole.group.end : group.start]
    return ":" in between or ("(" in between and ")" not in between)
