"""Scopes: whether a figure is news and asserted, by the words of time, memory and doubt around it."""

from streams.core.extraction.asides import asides
from streams.core.extraction.casualties.comparisons import of_time_before
from streams.core.extraction.casualties.links import Link
from streams.core.extraction.casualties.moods import mood
from streams.core.extraction.casualties.totals import may_reach
from streams.core.extraction.numerals import numbers
from streams.core.extraction.reading import Reading, Sentence
from streams.core.extraction.stance import Stance, stance
from streams.core.extraction.times import times

_HOSTED = 4
_DATED, _COMES = 1, 6
"""Within how many tokens behind those remembered their day stands, and behind "comes" how many days after what."""
_MANY = 1_000
"""Fewer are hardly a sum over years, whatever else the sentence says has gone on since then."""
_STOCK = 100_000
"""So many whom a place "has" have come there over years."""
_NO_ONE_EVENT = 1_000_000
"""No single event drives so many from their homes: but in the lead, which says what is new, they are a sum over many."""


def stance_of(reading: Reading, sentence: Sentence, link: Link) -> Stance:
    """The stance of a figure by the sentence, corrected by what is known of tolls: running ones, a war's sum, who lives there."""
    one_event = link.group.number.min < _MANY
    but = asides(reading, sentence, link.start, link.end - 1) if one_event else frozenset()
    but |= _of_a_total(reading, sentence, link.end)
    told = stance(reading, sentence, link.start, link.end - 1, but)
    said = link.predicate
    could = said is not None and said.form == "intransitive" and sentence.match(said.start - 1, "casualty.could")
    if said is not None and could and told.status == "reported":
        return told._replace(status="threatened", reason=f"{sentence.words(said.start - 1, said.end)}: not yet")
    toll = said is not None and said.form == "toll" and told.status == "reported"
    if toll and said is not None and may_reach(sentence, said.end, link.group):
        return told._replace(status="unconfirmed", reason="it may come to so many")
    if told.scope == "new" and (earlier := of_time_before(sentence, link.group)):
        return told._replace(scope="background", reason=earlier)
    if told.scope == "background" and _brought_up_to(sentence, link):
        return told._replace(scope="new", reason="a toll that runs on")
    if told.scope == "new" and (past := _long_ago(reading, sentence, link)):
        return told._replace(scope="background", reason=past)
    many = link.outcome == "displaced" and link.group.number.min >= _NO_ONE_EVENT
    if many and told.scope == "new" and sentence.field == "text" and sentence.index > 0:
        return told._replace(scope="background", reason="so many are a sum over many events")
    said_so = mood(sentence, link) if told.status == "reported" else None
    if said_so is not None:
        return told._replace(status=said_so.status, reason=said_so.words)
    if link.denied:
        return told._replace(status="denied", reason="the text says that it is not so many")
    if link.group.number.max == 0:
        return told._replace(status="denied", reason=f"{told.reason}; nobody at all".lstrip("; "))
    return told


def _of_a_total(reading: Reading, sentence: Sentence, end: int) -> frozenset[int]:
    """The times that say since when a total behind a figure counts: "12,700 came, bringing the number since 2023 to 794,000"."""
    measured = next((mark.end for _, mark in sentence.find("toll.against", start=end)), -1)
    if any(one.start == measured and one.kind == "count" for one in numbers(sentence)):
        return frozenset(time.at for time in times(reading, sentence) if time.at > measured)
    if not sentence.has("stance.since", start=end):
        return frozenset()  # "18 died this year, against 31 in the same months of 2024"
    opened = next((at for at, _ in sentence.find("toll.brings", "toll.makes", start=end)), len(sentence.tokens))
    bracket = next((at for at in range(end, len(sentence.tokens)) if sentence.lower[at] == "("), len(sentence.tokens))
    begin = min(opened, bracket)
    return frozenset(time.at for time in times(reading, sentence) if time.at > begin)


def _brought_up_to(sentence: Sentence, link: Link) -> bool:
    """Whether today's deaths raise a toll that began months ago: "nine died, which brings the deaths since October to 432"."""
    return link.outcome == "killed" and sentence.has("toll.brings.up", end=link.end) and sentence.has("stance.since")


def _long_ago(reading: Reading, sentence: Sentence, link: Link) -> str:
    """The words by which a figure is a war's sum ("the war has killed") or is remembered ("a memorial to 96 who died")."""
    said = link.predicate
    for at, mark in sentence.find(
        "stance.comes", end=link.start
    ):  # "the raid came four days after 25 girls were taken"
        for after, since in sentence.find("stance.days_after", start=mark.end, end=min(mark.end + _COMES, link.start)):
            if not any(_goes_on(sentence, near) for near in range(at, link.start)):
                return sentence.words(after, since.end)
    named = said is not None and link.group.end == said.start and sentence.match(said.start, "displaced.noun") > 0
    if (said is None or named) and link.outcome != "killed" and _live_there(sentence, link):
        return "they live there already"
    if said is None:
        return ""
    if sentence.lexicon.words("grammar.inverts") and sentence.ending("stance.long", said.start, 2):
        return sentence.words(said.start - 1, said.end)  # "война унесла жизни 150 тысяч"
    so_far = said.perfect and link.group.start >= said.end
    left = said.form not in ("verb", "ing") and link.group.number.min >= _MANY  # "le conflit a fait 26 000 morts"
    for at, mark in sentence.find("stance.long", end=said.start):
        if so_far or (left and mark.end - at > 1):
            return sentence.words(at, mark.end)
    told_of = said.start == link.group.end or sentence.match(link.group.end, "clause.who", "clause.that")
    dated = any(  # "a memorial to the twelve killed on Tuesday"
        not time.past and said.end <= time.at <= said.end + _DATED for time in times(reading, sentence)
    )
    if told_of and not said.passive and not dated:
        for at, mark in sentence.find("stance.memory", end=link.group.start):
            return sentence.words(at, mark.end)
    return ""


def _live_there(sentence: Sentence, link: Link) -> bool:
    """Whether a place is said to be home to so many, or a country to have as many: "had 446,000 displaced persons"."""
    stocked = link.group.number.min >= _STOCK and sentence.ending("group.stocked", link.group.start, _HOSTED)
    return bool(stocked) or sentence.ending("group.hosted", link.group.start, _HOSTED) > 0


def _goes_on(sentence: Sentence, at: int) -> bool:
    """Whether a token begins what is no more told of the event before: ", " and no "where", "and", a semicolon."""
    comma = sentence.lower[at] == "," and not sentence.match(at + 1, "clause.relative")
    return comma or sentence.lower[at] == ";" or sentence.match(at, "group.and") > 0
