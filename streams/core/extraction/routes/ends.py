"""Ends: the two places that a way links, as the words name them: "A-B", "between A and B", "from A to B"."""

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.nameparts import is_generic, is_head_first, is_particle
from streams.core.extraction.routes.propernames import is_articled, name_end

_WORDS_OF_PLACE = 3


def glued_end(sentence: Sentence, at: int) -> str:
    """The second end where "and" is written as one with it: "بين حمص وحماة"; empty where it is not."""
    word = sentence.tokens[at].word if at < len(sentence.tokens) else ""
    return word[1:] if len(word) > 3 and word[0] in sentence.lexicon.words("route.and_glued") else ""


def spaced_ends(sentence: Sentence, at: int) -> tuple[tuple[str, str], int] | None:
    """``Pokrovsk - Dnipro``, the dash between spaces, as lists have it."""
    first = at
    while first < len(sentence.tokens) and sentence.tokens[first].capital and first - at < _WORDS_OF_PLACE:
        first += 1
    if first == at or first >= len(sentence.tokens) or sentence.tokens[first].word not in ("-", "\u2194"):
        return None
    end = name_end(sentence, first + 1)
    return ((sentence.words(at, first), sentence.words(first + 1, end)), end) if end > first + 1 else None


def told_ends(sentence: Sentence, at: int) -> tuple[tuple[str, str], int] | None:
    """``Muai to Jinping`` behind a word of kind."""
    first = name_end(sentence, at)
    if first <= at or not sentence.match(first, "grammar.to"):
        return None
    end = name_end(sentence, first + 1)
    named = end > first + 1 and sentence.tokens[at].capital and sentence.tokens[first + 1].capital
    return ((sentence.words(at, first), sentence.words(first + 1, end)), end) if named else None


def split_ends(sentence: Sentence, start: int, end: int) -> tuple[str, str] | None:
    """The two places of ``A-B`` in tokens [start, end): one dash that is neither an article's ("al-") nor inside of one name."""
    while end > start and is_generic(sentence, end - 1):
        end -= 1
    dashes = [
        i for i in range(start + 1, end - 1)
        if sentence.tokens[i].word in ("-", "\u2194") and not (is_particle(sentence, i - 1) and sentence.tokens[i].start == sentence.tokens[i - 1].end)
        and not _of_one_name(sentence, i)
    ]  # fmt: skip
    if not dashes:
        return None
    return sentence.words(start, dashes[0]), sentence.words(dashes[-1] + 1, end)


def _of_one_name(sentence: Sentence, dash: int) -> bool:
    """Whether the word behind a dash only joins the halves of one name: "Port-au-Prince", and not "Manbij-al-Bab"."""
    joint = sentence.tokens[dash : dash + 3]
    tight = (
        len(joint) == 3 and joint[2].word == "-" and joint[0].end == joint[1].start and joint[1].end == joint[2].start
    )
    return tight and is_particle(sentence, dash + 1) and not sentence.match(dash + 1, "route.article")


def bare_ends(sentence: Sentence, at: int) -> tuple[tuple[str, str], int] | None:
    """``Jammu-Srinagar`` standing alone; where the word of kind comes first also ``Орск — Гай``, spaced."""
    end = _end_of(sentence, at)
    if end <= at:
        return None
    if is_head_first(sentence) and (stops := _stops(sentence, end)):
        return (sentence.words(at, end), sentence.words(*stops[-1])), stops[-1][1]
    ends = split_ends(sentence, at, end)
    return (ends, end) if ends else None


def _stops(sentence: Sentence, end: int) -> list[tuple[int, int]]:
    """The names behind spaced dashes from token ``end`` on: "— Степанцминда — Ларси" behind "Мцхета"."""
    found: list[tuple[int, int]] = []
    while end < len(sentence.tokens) and sentence.tokens[end].word == "-" and len(found) < _WORDS_OF_PLACE:
        second = _end_of(sentence, end + 1)
        if second <= end + 1:
            break
        found.append((end + 1, second))
        end = second
    return found


def _end_of(sentence: Sentence, at: int) -> int:
    """Where one of two names beside a dash ends that begins at ``at``, its article apart: "الأبيض - الدلنج"; ``at``: none."""
    end = name_end(sentence, at)
    dashed = is_articled(sentence, at) and any(
        step < len(sentence.tokens) and sentence.tokens[step].word == "-" for step in (at - 1, at + 2)
    )
    return at + 2 if end == at and dashed else end


def told_end(sentence: Sentence, at: int) -> int:
    """The end of an end without a name: "the island", "the international wharf"; 0 where none begins."""
    if not sentence.match(at, "route.definite"):
        return 0
    if rest := sentence.match(at, "route.the_rest"):
        named = name_end(sentence, at + rest)
        told = sentence.match(at + rest, "route.definite")
        return named if named > at + rest else at + rest + told + 1  # "the rest of the territory"
    step = at + 1
    while (
        step < at + 3
        and not sentence.match(step, "route.settlement")
        and sentence.match(step, "route.adjective", "route.generic")
    ):
        step += 1
    return step + sentence.match(step, "route.settlement") if sentence.match(step, "route.settlement") else 0


def linked_ends(sentence: Sentence, at: int) -> tuple[tuple[str, str], int] | None:
    """``between A and B``, ``from A to B``, ``linking A with B``: the two places and the end."""
    link = sentence.mark(at, "route.between")
    if link is None:
        return None
    begin = _named(sentence, link.end + sentence.match(link.end, "route.settled"))
    first = name_end(sentence, begin)
    if first == begin and is_articled(sentence, begin) and _joins(sentence, begin + 2):
        first = begin + 2
    if first == begin:
        first = told_end(sentence, begin)
    if first <= begin:
        return None
    if is_head_first(sentence) and (stops := _stops(sentence, first)):  # "на линии Ванино — Холмск"
        return (sentence.words(link.end, first), sentence.words(*stops[-1])), stops[-1][1]
    if glued := glued_end(sentence, first):
        return (sentence.words(begin, first), glued), first + 1
    joint = first
    while joint < len(sentence.tokens) and joint - first < 3 and not sentence.match(joint, "route.and_to"):
        if sentence.match(joint, "route.adverb") == 0:
            return None
        joint += 1
    joint += max(1, sentence.match(joint, "route.and_to"))
    joint = _named(sentence, joint + sentence.match(joint, "route.settled"))
    second = name_end(sentence, joint)
    if second == joint and is_articled(sentence, joint):
        second = joint + 2
    if second <= joint or not sentence.tokens[second - 1].capital:
        second = told_end(sentence, joint)
    if second <= joint or not any(token.capital for token in sentence.tokens[begin:second]):
        return None
    return (sentence.words(begin, first), sentence.words(joint, second)), second


def _joins(sentence: Sentence, at: int) -> bool:
    """Whether the second of two names is joined to the first at a token."""
    return sentence.match(at, "route.and_to") > 0 or bool(glued_end(sentence, at))


def _named(sentence: Sentence, at: int) -> int:
    """Where a name begins at or behind an article before token ``at``: "entre le Niger et le Bénin"."""
    behind = at + (sentence.match(at, "route.definite") if is_head_first(sentence) else 0)
    small = at < len(sentence.tokens) and not sentence.tokens[at].capital
    return behind if small and behind < len(sentence.tokens) and sentence.tokens[behind].capital else at
