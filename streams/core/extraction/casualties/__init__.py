"""Casualties: people killed, injured, missing, detained or displaced.

A sentence that names an outcome is read as groups of people (``groups``, found by ``gathering``) and predicates
(``predicates``, found by ``telling``), which become links (``links``, found by ``linking``) by what stands before the
predicate (``subjects``) or behind it (``objects``); tables are read by their heads (``grids``); subsets are told from
wholes (``parts``); then the figures of title and text are settled as one (``claims``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from streams.core.extraction.attribution import attribution
from streams.core.extraction.casualties import people
from streams.core.extraction.casualties.appositions import appositions
from streams.core.extraction.casualties.breakdowns import adds_up
from streams.core.extraction.casualties.care import in_care
from streams.core.extraction.casualties.claims import MOST, settled
from streams.core.extraction.casualties.comparisons import in_turn
from streams.core.extraction.casualties.echoes import with_echoes
from streams.core.extraction.casualties.fates import once_each, still_held
from streams.core.extraction.casualties.figures import Claim
from streams.core.extraction.casualties.gathering import excluded, groups
from streams.core.extraction.casualties.grids import cells
from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.linking import links
from streams.core.extraction.casualties.links import Link
from streams.core.extraction.casualties.lost import as_meant
from streams.core.extraction.casualties.moods import avoided, unreal
from streams.core.extraction.casualties.moved import moved
from streams.core.extraction.casualties.named import with_named
from streams.core.extraction.casualties.nouns import ARMED
from streams.core.extraction.casualties.parts import with_parts
from streams.core.extraction.casualties.predicates import Predicate
from streams.core.extraction.casualties.pronouns import harm_of_those_before
from streams.core.extraction.casualties.scene import Scene
from streams.core.extraction.casualties.scopes import stance_of
from streams.core.extraction.casualties.senses import only_ill
from streams.core.extraction.casualties.sources import gives_one
from streams.core.extraction.casualties.subsets import subsets
from streams.core.extraction.casualties.tallies import next_line
from streams.core.extraction.casualties.telling import predicates
from streams.core.extraction.casualties.tolls import of_an_earlier_report, spoken, superseded
from streams.core.extraction.casualties.uncounted import with_uncounted
from streams.core.extraction.casualties.wholes import with_wholes
from streams.core.extraction.frames import framed
from streams.core.extraction.knowledge import Knowledge
from streams.core.extraction.needs import RUNNING
from streams.core.extraction.places import where
from streams.core.extraction.reading import Reading, Sentence
from streams.core.extraction.stance import Stance
from streams.core.extraction.times import times
from streams.core.facts import Casualties, Evidence

KIND = "casualties"
_THEIR_REACH = 3
"""So many sentences behind a figure "of them" may still mean its people."""


def read(reading: Reading, knowledge: Knowledge) -> Iterator[Casualties]:
    """The casualty facts of a reading, in the order of the text."""
    told: list[tuple[Sentence, Link]] = []
    before: Link | None = None
    reads = False
    gate = knowledge.gates[reading.language]
    grid = cells(reading)
    for sentence in reading.sentences:
        if sentence.field == "text" and sentence.index in grid:
            told.append((sentence, grid[sentence.index]))
            continue
        read_before, reads = reads, gate.reads(KIND, sentence.text)
        carries = (before is not None or read_before) and gate.reads(RUNNING, sentence.text)
        carries = carries or (bool(told) and _counts_on(sentence, told[-1][0], before))
        if not (reads or carries):
            continue
        found = _links(reading, sentence, [one for one in told if not one[1].part][-MOST:])
        harm = None if found else harm_of_those_before(reading, sentence, told)
        if harm is not None:
            told = [one for one in told if one[1] not in harm.before]  # those hurt before are now dead: they count once
            found = [harm.link]
        told.extend((sentence, link) for link in found)
        wholes = [link for link in found if not link.part]
        before = wholes[-1] if wholes else before
    for sentence, link in told[MOST:]:
        reading.leave(KIND, sentence, link.start, link.end - 1, f"the item states more than {MOST} figures")
    claims = _in_their_time(
        reading, _with_their_people([_claim(reading, sentence, link) for sentence, link in told[:MOST]])
    )
    claims = [claim for claim in claims if not _only_ill(reading, claim)]
    for claim in settled(still_held(once_each(claims))):
        if not _says_nothing(claim):
            yield _fact(reading, claim, knowledge)


def _counts_on(sentence: Sentence, last: Sentence, before: Link | None) -> bool:
    """Whether a sentence counts on from the one that told of people last: a list's next line, its parts, another's figure."""
    behind = sentence.field == last.field and sentence.index - last.index == 1
    parts = behind and before is not None and adds_up(sentence, before)
    return (behind and next_line(sentence, last)) or parts or gives_one(sentence, last)


def _only_ill(reading: Reading, claim: Claim) -> bool:
    """Whether people in care are ill and not hurt; explain says so."""
    ill = only_ill(claim.sentence, claim.link, claim.cause)
    if ill:
        reading.leave(KIND, claim.sentence, claim.link.start, claim.link.end - 1, "they are ill, and nobody hurt them")
    return ill


def _says_nothing(claim: Claim) -> bool:
    """Nobody at all, in a list's line ("Dead: 0") or of those whom nobody looks for: no news, and nothing that is denied."""
    if claim.link.group.number.max != 0:
        return False
    return claim.link.outcome not in ("killed", "injured") or ":" in claim.sentence.lower[: claim.link.end]


def _links(reading: Reading, sentence: Sentence, told: Sequence[tuple[Sentence, Link]]) -> list[Link]:
    everybody = with_named(sentence, with_uncounted(sentence, groups(sentence)))
    people_there = [group for group in everybody if not _excluded(reading, sentence, group, everybody)]
    if not people_there:
        return []
    if _only_asked(sentence):
        reading.leave(KIND, sentence, people_there[0].start, people_there[-1].end - 1, "a question")
        return []
    frame = framed(sentence)
    if frame is not None:
        reason = f"read as {frame.name}: {', '.join(frame.words)}"
        reading.leave(KIND, sentence, people_there[0].start, people_there[-1].end - 1, reason)
        return []
    named = appositions(sentence, people_there)
    replaced = {group for group in people_there if group not in named and superseded(reading, sentence, group, told)}
    kept = tuple(group for group in people_there if group not in named and group not in replaced)
    theirs = {at for group in replaced for at in range(group.start, group.end + 1)}
    said = [  # and not "had first spoken of forty dead"
        one
        for one in predicates(sentence, (*moved(reading, sentence), *in_care(reading, sentence)))
        if one.start not in theirs and not _avoided(reading, sentence, one)
    ]
    subset = subsets(sentence, kept)
    scene = Scene(sentence, kept, tuple(said), subset)
    found = [as_meant(reading, sentence, one) for one in links(scene) if not _unreal(reading, sentence, one)]
    found = with_echoes(scene, found)
    last = _counted_last(told)
    near = last is not None and (last[0].field == "title" or sentence.index - last[0].index <= _THEIR_REACH)
    before = last[1] if near and last is not None else None
    found = with_parts(sentence, kept, subset, found, [link for _, link in told], before=before)
    found = with_wholes(sentence, kept, found)
    found = found or in_turn(sentence, kept, said)
    found = [*found, *spoken(reading, sentence, kept, found, last)]
    return [link for link in found if not of_an_earlier_report(reading, sentence, link, told)]


def _only_asked(sentence: Sentence) -> bool:
    """Whether a sentence asks if it happened: "Did the army kill 40 people?", "Douze civils ont-ils été tués ?", not "Why ...?"."""
    if not sentence.asks():
        return False
    if sentence.lexicon.words("stance.takes_as_told"):  # where no auxiliary need open a question
        return not sentence.has("stance.takes_as_told")
    return sentence.match(0, "grammar.aux") > 0


def _avoided(reading: Reading, sentence: Sentence, said: Predicate) -> bool:
    """Whether people were spared it, by words of the text; explain says so."""
    words = avoided(sentence, said)
    if words:
        reading.leave(KIND, sentence, said.start, said.end - 1, f"it did not happen: {words}")
    return bool(words)


def _unreal(reading: Reading, sentence: Sentence, link: Link) -> bool:
    """Whether it did not happen, by words of the text; explain says so."""
    words = unreal(sentence, link)
    if words:
        reading.leave(KIND, sentence, link.start, link.end - 1, f"it did not happen: {words}")
    return bool(words)


def _counted_last(told: Sequence[tuple[Sentence, Link]]) -> tuple[Sentence, Link] | None:
    """What a figure without a word of its own is taken to count: what the last sentence told, its dead first."""
    if not told:
        return None
    there = [one for one in told if one[0] is told[-1][0]]
    return next((one for one in there if one[1].outcome == "killed"), there[-1])


def _excluded(reading: Reading, sentence: Sentence, group: Group, everybody: Sequence[Group]) -> bool:
    """Whether the text leaves these people out of its count; explain says so, for they may be dead all the same."""
    words = excluded(sentence, group, everybody)
    if words:
        reading.leave(KIND, sentence, group.start, group.end - 1, f"the text leaves them out of its count: {words}")
    return bool(words)


def _claim(reading: Reading, sentence: Sentence, link: Link) -> Claim:
    return Claim(
        sentence=sentence,
        link=link,
        stance=stance_of(reading, sentence, link),
        civilian=_civilian(sentence, link),
        who=people.who(link.counted or sentence, link.group),
        cause=people.cause(reading, sentence, link.start, link.end) if link.outcome in ("killed", "injured") else None,
    )


def _civilian(sentence: Sentence, link: Link) -> bool | None:
    """Whether they are civilians; labels that armies give to their own say that they are none ("KIA: 6")."""
    told = people.civilian(link.counted or sentence, link.group)
    if told is not None or link.counted is not None:
        fled = link.outcome == "displaced" and sentence.match(link.group.noun[1] - 1, "displaced.noun")
        return None if fled and link.counted is None else told  # "4,200 refugees": what they are but that is not said
    labelled = sentence.has("people.military_label", start=link.start, end=link.end + 1)
    said = link.predicate
    lost = said is not None and sentence.match(said.start, "killed.loss") and link.group.start >= said.end
    theirs = lost and said is not None and sentence.has("people.forces", *ARMED, end=said.start)
    return False if labelled or theirs else None  # "Kabul said that its army had lost nine men"


def _with_their_people(claims: list[Claim]) -> list[Claim]:
    """The claims; "five of them" and "13 others" are what the people before them in the sentence are."""
    out: list[Claim] = []
    for claim in claims:
        group = claim.link.group
        before = out[-1] if out and out[-1].sentence is claim.sentence else None
        elided = group.head == "bare" and group.of is None and _and_of_them(claim, before)
        same = claim.civilian is None and before is not None and (group.more or group.of == "part.of.them" or elided)
        out.append(replace(claim, civilian=before.civilian) if same and before is not None else claim)
    return out


def _and_of_them(claim: Claim, before: Claim | None) -> bool:
    """Whether a bare figure counts on from people told of right before: "four servicemen were killed and 11 wounded"."""
    if before is None or before.civilian is None or before.link.group.one or before.link.part or claim.link.toll:
        return False
    return claim.link.outcome != "displaced"


def _in_their_time(reading: Reading, claims: list[Claim]) -> list[Claim]:
    """The claims; "10,000 more were blinded" belongs to the time of those before it where it tells none of its own."""
    out: list[Claim] = []
    for claim in claims:
        before = out[-1] if out else None
        carried = (
            claim.link.group.more
            and before is not None
            and before.stance.scope == "background"
            and claim.stance == Stance()
            and not times(reading, claim.sentence)
            and 0 < claim.sentence.index - before.sentence.index <= 1
            and claim.sentence.field == before.sentence.field
        )
        same = before.stance if carried and before is not None else claim.stance
        out.append(replace(claim, stance=claim.stance._replace(scope=same.scope, reason=same.reason)))
    return out


def _tell_why(reading: Reading, claim: Claim) -> None:
    """Note why a figure may raise no alert: "1 500 000: background, since 2011"."""
    scope, status, reason = claim.stance
    words = ", ".join(word for word in (scope, status) if word not in ("new", "reported"))
    start, end = claim.link.start, claim.link.end - 1
    reading.leave(KIND, claim.sentence, start, end, f"{words}: {reason}" if reason else words)


def _fact(reading: Reading, claim: Claim, knowledge: Knowledge) -> Casualties:
    number = claim.link.group.number
    if (claim.stance.scope, claim.stance.status) != ("new", "reported"):
        _tell_why(reading, claim)
    said = [(claim.sentence, claim.link), *claim.again]
    evidence: dict[Evidence, None] = {}
    for sentence, link in said:
        evidence[reading.evidence(sentence, link.start, link.end - 1)] = None
    return Casualties(
        item=reading.item.id,
        evidence=tuple(evidence),
        status=claim.stance.status,
        scope=claim.stance.scope,
        places=where(
            reading,
            knowledge,
            [(sentence, link.group.start, link.group.end - 1) for sentence, link in said],
            about="displaced" if claim.link.outcome == "displaced" else "toll",
        ),
        attribution=next((who for sentence, link in said if (who := attribution(sentence, link.start))), None),
        outcome=claim.link.outcome,
        count_min=number.min,
        count_max=number.max,
        qualifier=number.qualifier,
        civilian=claim.civilian,
        who=claim.who,
        cause=claim.cause,
        part=claim.link.part,
    )
