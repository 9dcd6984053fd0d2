"""Rules over a toll. Claims of one toll are never added up; tolls of different areas are, where a rule asks for a sum.

Each level is reached once an incident; a jump over several is one escalation, to the highest. A first toll above the
first level fires at its own level.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from streams.core.claims import Claim, Share
from streams.core.grades import TOLERANCE
from streams.core.kinds.steps import Figure, Finding, Kind, Progress
from streams.core.rules.threshold import ThresholdRule

MAX_FIGURES = 200
"""Live figures that a key holds; past these the lowest are forgotten, which never changes what decides today."""


OF_ONE_TOLL = 3
"""A source's figure below the highest one by more than this factor is of another event in the area, not another count."""


class Decided(NamedTuple):
    """The figure that decides, and the range of the live claims."""

    value: int
    span: tuple[int, int]


class Toll(Kind[ThresholdRule]):
    """The live claims decide, by the rule's policy."""

    unheard = "no further claim in the time that the rule allows"

    def take(self, rule: ThresholdRule, progress: Progress, claim: Claim) -> Finding:
        """Compare the figure that decides now with the rule's levels."""
        figures = progress.figures
        for share in _shares(claim):
            figures = _figures(rule, figures, claim, share)
        value, span = decided(rule, figures)
        changes = {"figures": figures, "value": value, "span": span, "last": claim.published}
        said = f"{claim.said} says {claim.value}"
        level = rule.level_of(value)
        supports = rule.measure != "highest" or (claim.value or 0) >= rule.threshold
        if not level and not progress.open:
            what = "sum over areas" if rule.measure == "sum" else _WHICH[rule.policy]
            return Finding(changes, 0, f"{said}; the {what}, {value}, is below {rule.threshold}", supports=supports)
        if level > progress.level:
            return Finding(changes, level, f"{said}, which reaches {level}", supports=supports)
        if progress.open and not level and rule.policy != "highest" and _revised(progress, claim):
            fallen = f"{said}, less than before; the {_WHICH[rule.policy]} falls to {value}, below {rule.threshold}"
            return Finding(changes, 0, fallen, over="retract")
        if (value, span) == (progress.value, progress.span):
            reason = f"{said}; nothing new to the claims, which range {_text(span)}"
            return Finding(changes, level, reason, supports=supports)
        # The figure also falls when the claim that gave it is past the window; that is no news to people.
        grown = value > (progress.value or 0)
        reason = f"{said}; the claims range {_text(span)}"
        return Finding(changes, level, reason, news="told" if grown else "noted", supports=supports)

    def lapses(self, rule: ThresholdRule, progress: Progress) -> datetime | None:
        """No claim for as long as the rule says, else for as long as a claim counts."""
        return None if progress.last is None else progress.last + (rule.expire_after or rule.within)

    def holds_until(self, rule: ThresholdRule, progress: Progress) -> datetime | None:
        """When the figures that reach the threshold have left the window."""
        for leaves in sorted(one.published + rule.within for one in progress.figures):
            left = tuple(one for one in progress.figures if one.published + rule.within > leaves)
            if not left or not rule.level_of(decided(rule, left).value):
                return leaves
        return None


def _revised(progress: Progress, claim: Claim) -> bool:
    """Whether the claim lowers what its source said before, and the source is taken at its last word."""
    now = {one.name: one.value or 0 for one in _shares(claim)}
    return any(
        one.source == claim.source and now.get(one.area, one.value) < one.value <= now[one.area] * OF_ONE_TOLL
        for one in progress.figures
    )


def _shares(claim: Claim) -> tuple[Share, ...]:
    return claim.shares or (_whole(claim.value, claim.value_max),)


@lru_cache(maxsize=4096)
def _whole(value: int | None, value_max: int | None) -> Share:
    """One toll, of no area by itself."""
    return Share(name="", value=value, value_max=value_max)


_WHICH = {
    "highest": "highest live claim",
    "median": "middle of the live claims",
    "best_graded": "claim of the most reliable source",
}


def _figures(rule: ThresholdRule, known: tuple[Figure, ...], claim: Claim, share: Share) -> tuple[Figure, ...]:
    """The live figures with this claim among them.

    Those past the window are left out, and those of this source that it has now repeated or raised. A lower figure
    is kept beside the source's higher one, because it outlives that one in the window. By the policies that ask what
    each source said last it takes the higher one's place, unless it is so much lower that it must be of another event.
    """
    since = claim.published - rule.within
    value, at_least = share.value or 0, share.value_max is None
    source, area = claim.source, share.name
    higher = not at_least and any(
        value * TOLERANCE < one.value <= value * OF_ONE_TOLL and one.published > since and one.source != source
        for one in known
    )
    figure = Figure(
        source=source,
        published=claim.published,
        value=value,
        upper=max(value, share.value_max or value),
        area=area,
        grade=claim.grade,
        at_least=at_least,
        disputes=higher,
    )
    revised = value if rule.policy == "highest" else value * OF_ONE_TOLL
    live = [
        one
        for one in known
        if one.published > since and not (one.source == source and one.area == area and one.value <= revised)
    ]
    if len(live) >= MAX_FIGURES:
        live.remove(min(live, key=lambda one: one.value))
    return (*live, figure)


def decided(rule: ThresholdRule, figures: Iterable[Figure]) -> Decided:
    """The figure that decides and the range, over the areas where the rule adds them."""
    if rule.measure != "sum":
        return _of_one_toll(rule, figures)
    areas: dict[str, list[Figure]] = {}
    for figure in figures:
        areas.setdefault(figure.area, []).append(figure)
    by_area = {area: _of_one_toll(rule, own) for area, own in areas.items()}
    return Decided(
        _summed({area: one.value for area, one in by_area.items()}),
        (
            _summed({area: one.span[0] for area, one in by_area.items()}),
            _summed({area: one.span[1] for area, one in by_area.items()}),
        ),
    )


def _of_one_toll(rule: ThresholdRule, figures: Iterable[Figure]) -> Decided:
    """By the policy; the range goes from the lowest to the highest: of each source the most that it says.

    "One killed by shelling" in a province where 182 are dead is no claim that the toll is one.
    """
    most: dict[str, Figure] = {}
    upper = 0
    for figure in figures:
        upper = max(upper, figure.upper)
        known = most.get(figure.source)
        if known is None or figure.value > known.value:
            most[figure.source] = figure
    values = sorted(one.value for one in most.values())
    highest = values[-1]
    of_it = [value for value in values if value * OF_ONE_TOLL >= highest]
    if rule.policy == "median":
        chosen = of_it[(len(of_it) - 1) // 2]
    elif rule.policy == "best_graded":
        chosen = min(most.values(), key=lambda one: (one.grade or "F", -one.value)).value
    else:
        chosen = highest
    return Decided(chosen, (of_it[0], upper))


def _summed(values: dict[str, int]) -> int:
    """The sum over areas, of which some lie in others: an area counts its own figure or those within it, never both.

    A path names an area and, before it, those that it lies in: ``SYR/Idlib/Ariha``.
    """
    within = dict.fromkeys(values, 0)
    whole = 0
    for area in sorted(values, key=lambda path: path.count("/"), reverse=True):
        total = max(values[area], within[area])
        around = area
        while "/" in around:
            around = around.rpartition("/")[0]
            if around in within:
                within[around] += total
                break
        else:
            whole += total
    return whole


def _text(span: tuple[int, int] | None) -> str:
    low, high = span or (0, 0)
    return str(low) if low == high else f"{low} to {high}"
