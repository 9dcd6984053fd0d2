"""Parts: figures that are a subset or breakdown of another one in the same sentence or the one before."""

from collections.abc import Sequence
from dataclasses import replace

from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.links import Link
from streams.core.extraction.casualties.predicates import OUTCOMES
from streams.core.extraction.reading import Sentence
from streams.core.facts import Outcome

_OPENS_WITHIN = 4


def with_parts(sentence: Sentence, groups: Sequence[Group], links: Sequence[Link], before: Link | None) -> list[Link]:
    """The links, those of subsets marked as parts, and new ones for subsets that have no predicate of their own.

    ``before`` is the last link of the text before this sentence.
    """
    linked = {link.group: link for link in links}
    found: list[Link] = []
    whole: Link | None = None
    open_part = False
    for at, group in enumerate(groups):
        link = linked.get(group)
        outcome = _named_outcome(sentence, group)
        part = outcome is not None or _opened(sentence, group) or _of_them(group) or _listed(sentence, group, whole)
        if (
            open_part
            and not part
            and at
            and _continues(sentence, groups[at - 1], group)
            and (link is None or link.joined)
        ):
            part = True
        if outcome is not None and (link is None or link.predicate is None or link.predicate.form in ("state", "noun")):
            link = link or Link(group, outcome, group.start, group.end)
            link = replace(link, outcome=outcome)
        if link is None and part:
            origin = whole or before
            if origin is not None:
                link = Link(group, origin.outcome, group.start, group.end)
        if link is None:
            continue
        if part and not _own_outcome(link, whole or before, outcome):
            part = False
        found.append(replace(link, part=part or link.part))
        open_part = part
        if not part:
            whole = link
    return found


def _own_outcome(link: Link, whole: Link | None, named: Outcome | None) -> bool:
    """A part shares its outcome with the whole, or names it ("of the dead")."""
    return named is not None or whole is None or link.outcome == whole.outcome or link.group.of == "part.of"


def _named_outcome(sentence: Sentence, group: Group) -> Outcome | None:
    """The outcome of "nine of the dead", "of the dead, 21 were women", "three are among the injured"."""
    if group.of is not None and group.of.startswith("part.of."):
        return _outcome(group.of)
    for outcome in OUTCOMES:
        for at, mark in sentence.find(f"part.of.{outcome}"):
            if at == 0 or mark.end <= group.start:
                if mark.end <= group.start and (at == 0 or group.start - mark.end <= 3):
                    return outcome
            elif at >= group.end and at - group.end <= 10 and sentence.lower[at] == "among":
                return outcome
    return None


def _outcome(cls: str) -> Outcome | None:
    name = cls.rsplit(".", 1)[-1]
    return next((outcome for outcome in OUTCOMES if outcome == name), None)


def _opened(sentence: Sentence, group: Group) -> bool:
    """Whether "including", "among them" or "of whom" stands before the group."""
    return any(
        mark.cls == "part.opens"
        and mark.end <= group.start
        and not any(sentence.lower[i] in (",", ";") for i in range(mark.end, group.start))
        for at in range(max(0, group.start - _OPENS_WITHIN), group.start)
        for mark in sentence.marks[at]
    )


def _of_them(group: Group) -> bool:
    return group.of == "part.of"


def _listed(sentence: Sentence, group: Group, whole: Link | None) -> bool:
    """A list after a colon breaks the figure before it down."""
    if whole is None or whole.group.number.min < 2:
        return False
    between = sentence.lower[whole.group.end : group.start]
    return ":" in between and group.number.min < whole.group.number.min


def _continues(sentence: Sentence, previous: Group, group: Group) -> bool:
    """The next of a list of parts: "33 by collapse of houses and 28 by drowning"."""
    between = range(previous.end, group.start)
    return (
        len(between) <= 12
        and group.start > 0
        and bool(sentence.match(group.start - 1, "group.join") or sentence.lower[group.start - 1] == ",")
    )
