"""Speaking: those who tell of others and count nobody: "a councillor and two drivers told us"."""

from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.nouns import STATES, VERBS
from streams.core.extraction.casualties.predicates import ends_clause
from streams.core.extraction.reading import Sentence

_SPEAKER = 7


def speaks(sentence: Sentence, found: list[Group], at: int) -> bool:
    """Those who tell of others count nobody: "a councillor and two drivers told us"."""
    group = found[at]
    if group.head != "people":
        return False
    if sentence.match(group.end, "group.speaks") and not sentence.match(group.end, *VERBS):
        return True
    if group.one and sentence.match(group.start - 1, "group.speaks"):
        return True  # ""We have buried 22," said a seller of millet"
    if admits(sentence, group):
        return True
    if (
        group.determiner == "article"
        and sentence.lower[group.start - 1 : group.start] == (",",)
        and _told_at_end(sentence, group.end)
    ):
        return True  # ", a health worker in Goma said"
    joined = sentence.match(group.end, "group.and") and at + 1 < len(found) and found[at + 1].start == group.end + 1
    return bool(joined) and speaks(sentence, found, at + 1)


def admits(sentence: Sentence, group: Group) -> bool:
    """Whether one person behind a comma says what stands before it: ", their commander admitted"."""
    behind = group.one and sentence.lower[group.start - 1 : group.start] == (",",)
    admits = sentence.match(group.end, "group.admits") if behind else 0
    return admits > 0 and ends_clause(sentence, group.end + admits)


def _told_at_end(sentence: Sentence, at: int) -> bool:
    """Whether those whom a preposition puts somewhere then say something, with no other verb or mark between."""
    if not sentence.match(at, "grammar.preposition"):
        return False
    for near in range(at + 1, min(at + _SPEAKER, len(sentence.tokens))):
        if sentence.match(near, "group.speaks"):
            return True
        if sentence.tokens[near].shape in ("mark", "number") or sentence.match(
            near, *VERBS, *STATES, "grammar.be", "grammar.have", "grammar.clause"
        ):
            return False
    return False
