"""Tolls that move: earlier figures that newer ones replace, and other sources' figures told without their verb."""

from collections.abc import Iterator, Sequence

from streams.core.extraction.casualties.comparisons import compared, of_another_year
from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.links import Link
from streams.core.extraction.casualties.nouns import NOUNS, STATES, VERBS
from streams.core.extraction.casualties.people import civilian
from streams.core.extraction.casualties.predicates import Predicate, ends_clause
from streams.core.extraction.casualties.sources import gives_one, kept_by
from streams.core.extraction.casualties.telling import predicates
from streams.core.extraction.casualties.totals import equals, sums_up
from streams.core.extraction.numerals import numbers
from streams.core.extraction.reading import Reading, Sentence
from streams.core.extraction.wordends import ends_as
from streams.core.facts import Outcome

_WITHIN = 5
_NAMED = 3
"""How many tokens a source that a headline names takes, with its comma: ", aid groups"."""
_SOURCE = 8
_VOICE = 9
"""How many tokens another source takes to give its figure alone: "A hospital source said 12."."""
_LABELLED = 8
_NEAR = 3
"""So many sentences behind a figure an earlier one of the same people may be told."""


def superseded(reading: Reading, sentence: Sentence, group: Group, told: Sequence[tuple[Sentence, Link]] = ()) -> bool:
    """An earlier figure that a newer one replaces: "up from 63", "they had earlier spoken of 61"; ``told`` are those before it."""
    if sentence.match(group.end, "toll.dated") and sentence.lower[group.start - 1 : group.start] == ("(",):
        reading.leave("casualties", sentence, group.start, group.end - 1, "an earlier figure that a newer one replaces")
        return True  # "58 dead (51 yesterday)"
    if of_another_year(sentence, group):
        return False  # "84 drowned last year, compared with 61 the year before"
    from_people = sentence.match(group.start - 1, "numeral.from") and group.head == "people"
    from_people = from_people or _is_toll_of(sentence, group)
    endings = tuple(sentence.lexicon.words("grammar.instrumental"))
    if endings and from_people:
        from_people = sentence.lower[group.end - 1].endswith(
            endings
        )  # "с 48 мигрантами", and not "выросло с 48 человек"
    at = group.end + (sentence.match(group.end, "grammar.adverb") > 0)
    if any(
        after and not sentence.match(here + after, *STATES)
        for here in {group.end, at}
        if (after := sentence.match(here, "toll.superseded.after"))
    ):
        reading.leave("casualties", sentence, group.start, group.end - 1, "an earlier figure that a newer one replaces")
        return True  # "six deaths had been reported earlier"
    clause = next((at for at in range(group.start, 0, -1) if _turns(sentence, at)), 0)
    if (
        (sentence.ending("toll.superseded", group.start, _WITHIN) and not from_people and not _some_of(sentence, group))
        or sentence.has("toll.superseded.sentence", start=clause, end=group.start)
        or _lower_than_told(sentence, group, told)
    ):
        reading.leave("casualties", sentence, group.start, group.end - 1, "an earlier figure that a newer one replaces")
        return True
    return False


def _some_of(sentence: Sentence, group: Group) -> bool:
    """Whether a sentence begins with those of whom it tells some, the word for "of" being that for "from": "Із 40 поранених 12 — діти"."""
    of = sentence.lexicon.words("grammar.articleless") and sentence.match(0, "part.of.count")
    behind = group.end + (sentence.match(group.end, *NOUNS, *VERBS) > 0)
    return (
        bool(of)
        and group.start == of
        and not sentence.match(group.end, "grammar.to")
        and any(one.start == behind for one in numbers(sentence))
    )


def _is_toll_of(sentence: Sentence, group: Group) -> bool:
    """Whether "of" stands between a toll and its figure in the word for "from": "حصيلة أولية من 11 قتيلا"; not "ارتفعت من 11"."""
    of = group.start - 1
    if not sentence.lexicon.words("grammar.vso") or not sentence.match(of, "numeral.from"):
        return False
    low = max(0, of - _WITHIN)
    return sentence.has("toll.head", start=low, end=of) and not sentence.has("toll.rise", start=max(0, low - 2), end=of)


def _lower_than_told(sentence: Sentence, group: Group, told: Sequence[tuple[Sentence, Link]]) -> bool:
    """Whether what somebody "had put at" so many was told before to be more by now."""
    if not sentence.ending("toll.superseded.lower", group.start, _WITHIN) or group.one:
        return False
    if civilian(sentence, group) is not None:
        return False  # "the army had said that five soldiers died": they are others
    near = [one for one in told if one[0].field == sentence.field and sentence.index - one[0].index <= _NEAR]
    return any(link.group.number.min > group.number.min and not link.denied for _, link in near)


def of_an_earlier_report(
    reading: Reading, sentence: Sentence, link: Link, told: Sequence[tuple[Sentence, Link]]
) -> bool:
    """A figure that a report before this one gave ("the previous brief had 55 dead"), or of people wrongly counted as dead."""
    same = [one for _, one in told if one.outcome == link.outcome and not one.denied]
    if not same or link.group.one:
        return False
    clause = next((at for at in range(link.group.start, 0, -1) if _turns(sentence, at)), 0)
    number = link.group.number.min
    more = any(one.group.number.min > number for one in same)
    other = all(one.group.number.min != number for one in same)
    given = any(
        sentence.match(mark.end, "toll.report") and (more or (other and mark.value == "earlier"))
        for _, mark in sentence.find("toll.earlier", start=clause, end=link.group.start)
    )
    wrongly = any(mark.value == link.outcome for _, mark in sentence.find("toll.wrongly", start=link.group.end))
    if given or wrongly:
        reading.leave("casualties", sentence, link.start, link.end - 1, "an earlier figure that a newer one replaces")
    return given or wrongly


def _turns(sentence: Sentence, at: int) -> bool:
    """Whether a clause about something newer begins at a token: behind a semicolon, or ", but by evening"."""
    if sentence.lower[at - 1] == ":":  # "a report that 15 had died was wrong, the governor said: three had"
        return any(one.kind == "count" and one.end < at - 1 for one in numbers(sentence))
    return sentence.lower[at - 1] == ";" or (sentence.lower[at - 1] == "," and sentence.match(at, "clause.but") > 0)


def spoken(
    reading: Reading,
    sentence: Sentence,
    there: Sequence[Group],
    found: Sequence[Link],
    last: tuple[Sentence, Link] | None,
) -> Iterator[Link]:
    """Another source's figure without its verb: "a war monitor spoke of 67", "the bishop put their number at 2,300"."""
    before = last[1] if last is not None else None
    linked = {link.group for link in found}
    given: list[Link] = []
    for group in there:
        if group in linked or group.determiner not in ("number", "article") or group.head == "outcome":
            continue
        if group.number.max == 0 and group.start and not sentence.match(group.start, "group.more"):
            continue  # "offered no proof and named nobody"
        if before is not None and _alone(sentence, group):
            yield Link(group, before.outcome, group.start, group.end)
            continue
        gives = last is not None and gives_one(sentence, last[0])
        if (total := _adding_up(sentence, group, found, before, alone=gives)) is not None:
            given.append(total)
            yield total
            continue
        if found and (equals(sentence, group, found) or _likewise_claimed(sentence, group, found)):
            yield Link(group, found[-1].outcome, group.start, group.end)
            continue
        if (first := compared(sentence, group, [*found, *given])) is not None:
            given.append(Link(group, first.outcome, group.start, group.end))
            yield given[-1]
            continue
        if group.head != "bare" or group.determiner != "number":
            continue
        if (found or given) and sentence.match(group.start - 1, "group.not"):
            counted = (*found, *given)[-1].outcome  # "3 dead, not 8", "the count was two, and not nine"
            yield Link(group, counted, group.start, group.end, denied=True)
            continue
        voice = last is not None and last[0] is reading.neighbour(sentence, -1) and len(sentence.tokens) <= _VOICE
        if not _given(sentence, group, found, voice=gives or voice, before=before is not None):
            continue
        own = found if last is None or any(link.start < group.start for link in found) else ()
        outcome = _first_in_clause(sentence, group, own).outcome if own else None
        outcome = outcome or (before.outcome if gives and before is not None else _topic(reading, sentence, last))
        if outcome is not None:
            yield Link(group, outcome, group.start, group.end)


def _given(sentence: Sentence, group: Group, found: Sequence[Link], *, voice: bool, before: bool) -> bool:
    """Whether somebody gives a figure: one who speaks alone (``voice``), or in words that take up those told before."""
    ends = group.end >= len(sentence.tokens) or sentence.tokens[group.end].shape == "mark"
    told = sentence.match(group.end, "grammar.have", "grammar.be")
    ends = ends or (told > 0 and ends_clause(sentence, group.end + told))  # "Amnesty said at least 12 had"
    quoted = group.start - (sentence.lower[group.start - 1 : group.start] == ('"',))  # 'spoke of "about forty"'
    if (found or voice) and ends and sentence.ending("toll.says", quoted, 1):
        return True
    if (found and ends and _gapped(sentence, group)) or sentence.ending("toll.speaks", quoted, _WITHIN):
        return True
    if not (found or before):
        return False
    running = sentence.ending("toll.now", group.start, 2) or sentence.match(group.end, "toll.now")
    more = group.more and ends_clause(sentence, group.end) and not sentence.match(group.end, "group.than")
    return bool(running or more or kept_by(sentence, group) or _said_behind(sentence, group))


def _adding_up(
    sentence: Sentence, group: Group, found: Sequence[Link], before: Link | None, *, alone: bool
) -> Link | None:
    """A figure as the total of what its sentence told last, or the text before it; ``alone``: the sentence tells nothing else."""
    in_all = (found or alone) and sentence.match(group.end, "toll.in_all") and group.number.min > 1
    bare = group.head == "bare" and group.determiner == "number"  # "..., fourteen people in all"
    if not in_all and not (bare and (found or before) and sums_up(sentence, group, found, before)):
        return None
    told = [link for link in found if link.end <= group.start] or ([before] if before is not None else found)
    outcome = told[-1].outcome
    return Link(group, outcome, group.start, group.end, Predicate(outcome, "toll", group.start, group.end))


def _first_in_clause(sentence: Sentence, group: Group, found: Sequence[Link]) -> Link:
    """What a sentence counts first in the clause of a figure, else first at all: "27 missing, whereas the port says 70"."""
    begin = next((at for at in range(group.start, 0, -1) if sentence.lower[at - 1] == ";"), 0)
    return next((link for link in found if begin <= link.start and link.end <= group.start), found[0])


def _said_behind(sentence: Sentence, group: Group) -> bool:
    """A figure and then its source, without a verb: "4 according to the army", ""around twenty", says the bearer"."""
    at = group.end
    if sentence.match(at, "attribution.by"):
        return True
    while at < len(sentence.tokens) and sentence.tokens[at].word in "\"',":
        at += 1
    return at - group.end > 1 and sentence.match(at, "toll.says") > 0


def _likewise_claimed(sentence: Sentence, group: Group, found: Sequence[Link]) -> bool:
    """What the other side claims with the verb of the first: "the army claims 200 rebels dead; the rebels claim 58 soldiers"."""
    claimed = next(
        (at for at, mark in sentence.find("toll.claims", start=group.start - 3) if mark.end == group.start), 0
    )
    if not claimed or not ends_clause(sentence, group.end) or group.head not in ("people", "bare"):
        return False
    if group.head == "bare":  # "raid toll at 121; the defenders' office counts 132", "2 dead, rebels claim 40"
        begin = next((at for at in range(claimed, 0, -1) if sentence.lower[at - 1] in (";", ",")), 0)
        return 0 < claimed - begin <= _WITHIN and sentence.lower[group.end : group.end + 1] in ((), (".",), (";",))
    opens = (at for at in range(claimed) if sentence.lower[at] in (";", ",") or sentence.match(at, "toll.and"))
    clause = max(opens, default=0)
    return clause > 0 and claimed - clause <= _WITHIN and found[-1].end <= clause + 1


def _topic(reading: Reading, sentence: Sentence, last: tuple[Sentence, Link] | None) -> Outcome | None:
    """What a figure without a verb is a toll of: what the sentence before counted, else told, else the last figure's."""
    if last is not None and last[0] is reading.neighbour(sentence, -1):
        return last[1].outcome
    return _told_before(reading, sentence) or (last[1].outcome if last is not None else None)


def _gapped(sentence: Sentence, group: Group) -> bool:
    """The verb of the first source left out with the second: "the ministry says 6 dead; the opposition, 40"."""
    before = sentence.lower[max(0, group.start - _SOURCE) : group.start]
    if _of_another_source(sentence, group):
        return True
    if before[-1:] != (",",) or sentence.match(group.start - 2, "toll.rest"):
        return False
    goes_on = sentence.lower[group.end : group.end + 1] == (",",)
    if goes_on and not sentence.match(group.end + 1, "group.and", "group.definite", "clause.but"):
        return False  # "; the guests, some forty, went home"
    return ";" in before[:-1] and "," not in before[before.index(";") : -1]


def _of_another_source(sentence: Sentence, group: Group) -> bool:
    """A second source behind a comma, its verb left out: "the office speaks of 17 deaths, the opposition of 60"."""
    of = sentence.match(group.start - 1, "people.of", "toll.of") > 0
    end = group.start - of
    end -= of and sentence.lower[end - 1] == "-"  # "оппозиция — о 60"
    comma = next((at for at in range(end - 1, max(0, end - _SOURCE), -1) if sentence.lower[at] == ","), 0)
    if not comma or end - comma < 2 or not sentence.has("toll.speaks", "toll.claims", "toll.put", end=comma):
        return False
    the = sentence.match(comma + 1, "group.definite") > 0 or sentence.tokens[comma + 1].capital
    the = the or end - comma <= _NAMED  # "ministry puts dead at 12, opposition at 30"
    small = (
        "grammar.preposition",
        "grammar.be",
        "grammar.have",
        "grammar.clause",
        "grammar.verb",
        "group.and",
        *VERBS,
        *STATES,
    )
    words = range(comma + 1, end)
    named = of or sentence.has("toll.source", "people.armed.plural", start=end - 1, end=end)
    return bool(the and named) and all(
        sentence.tokens[at].shape == "word" and not sentence.match(at, *small) for at in words
    )


def _alone(sentence: Sentence, group: Group) -> bool:
    """A source and its figure, nothing else: "Government accounts: 125 security men.", "+ 12 = 158", and not "Affected: 4,000"."""
    sign = sentence.lower[group.start - 1 : group.start]
    if group.end < len(sentence.tokens) - 1:
        return False
    if any(sentence.tokens[mark.end].shape != "word" for _, mark in sentence.find("numeral.label", end=group.start)):
        return False  # "Gate 3: 40", and not "Man at the gate of the hospital: 14"
    if sign == ("=",):
        return True
    labelled = sign == (":",) and 1 < group.start <= _LABELLED and not sentence.has("toll.not_of", end=group.start)
    return labelled and not ends_as(sentence, group.start - 2, "ending.past")


def _told_before(reading: Reading, sentence: Sentence) -> Outcome | None:
    """What befell people in the sentence before, with or without a figure."""
    # "survivors are in hospital; police gave their number as 31"
    own = (sentence,) if sentence.has("toll.theirs") else ()
    for other in (*own, reading.neighbour(sentence, -1)):
        said = predicates(other) if other is not None else []
        told = [one for one in said if one.form in ("verb", "intransitive", "state", "toll")]
        if told:
            return told[-1].outcome
    return None
