"""Matters: what a rule watches over, as far as messages have words of their own for it in every language."""

from streams.core.conditions import CasualtiesCondition, CeasefireCondition, RouteCondition, leaves
from streams.core.rules import ChangeRule, ImmediateRule, Rule, ThresholdRule


def matter(rule: Rule | None) -> str:
    """The name of what a rule watches over, such as ``killed``, ``route`` or ``truce``; empty for anything else.

    Only where all that the rule asks for is of one matter: else its summary, in its operator's language, says it better.
    """
    if not isinstance(rule, ChangeRule | ImmediateRule | ThresholdRule):
        return ""
    found: set[str] = set()
    for asked in rule.asked:
        if asked.effect == "raise":
            found |= {_of(rule, leaf) for _, leaf in leaves(asked.condition)} if asked.condition is not None else {""}
    return found.pop() if len(found) == 1 else ""


def _of(rule: Rule, leaf: object) -> str:
    if isinstance(rule, ThresholdRule):
        toll = rule.measure in ("highest", "sum")
        if toll and isinstance(leaf, CasualtiesCondition) and leaf.civilian is None and leaf.who is None:
            return leaf.outcome[0] if len(leaf.outcome) == 1 and leaf.but_not is None else ""
        return ""
    if isinstance(leaf, RouteCondition) and leaf.state == ("severed",):
        return "route"
    if isinstance(leaf, CeasefireCondition) and set(leaf.state) <= {"violated", "collapsed"}:
        return "truce"
    return ""
