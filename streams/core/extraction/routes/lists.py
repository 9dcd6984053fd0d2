"""Lists: routes as access reports list them. "Airports: Kassala - closed", "Juba-Bor: flooded", "Closed: Zikim, Erez".

What a list is of stands in its heading, its own line or the words before a colon; each entry is a name, a mark and a state.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple, cast

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.ends import spaced_ends, split_ends
from streams.core.extraction.routes.mention import Mention
from streams.core.extraction.routes.nameparts import hyphenated, is_head_first
from streams.core.extraction.routes.numbers import number_end
from streams.core.extraction.routes.propernames import name_end
from streams.core.facts import RouteKind

_HEADING = 7
"""How many words a heading may have."""
_LABEL = 4
"""Within how many tokens of its beginning the label of a line ends."""
_WORD = 2
"""How many tokens a heading may have that ends in a full stop."""
_PROSE = 16
"""With how many tokens a sentence that is no entry ends the list."""
_STATE = 14
"""Within how many tokens behind its mark an entry says the state."""
_COLON = 10
"""Within how many tokens a sentence says its state before the names: "Closed until further notice: A, B"."""
_BULLETS = frozenset(("-", "*", "#", ">", "+", "(", "|", "/"))
_OPENS = frozenset((":", ";", "|"))
_SAYS = ("route.is", "route.use", "route.only", "route.limit", "route.goes")


class Heading(NamedTuple):
    """What a list is of, and the token behind its words (0: it stands in an earlier line)."""

    kind: RouteKind
    end: int = 0
    word: str = ""
    weak: bool = False
    """Whether it is a sentence of prose that speaks of several: those behind it may be named without the word."""
    """What the entries are called by, where it is not the word of their kind: mountain passes."""


def headings(sentences: Sequence[Sentence]) -> list[Heading | None]:
    """For each sentence the heading that it stands under; None where it is in no list."""
    found: list[Heading | None] = []
    under: Heading | None = None
    labels = False
    for sentence in sentences:
        own = _heading(sentence)
        if own is not None:
            under = Heading(own.kind, 0, own.word)
            inline = 0 < own.end < len(sentence.tokens) and sentence.field == "text"
            labels = inline and sentence.lower.count(":") == 1
        elif under is not None and labels and _labelled(sentence):
            under = None  # "Ports: Kingston is open." and then "Health: ..."
        elif (
            under is not None
            and len(sentence.tokens) > _PROSE
            and not sentence.text.endswith(":")
            and not _entry_mark(sentence, _bulleted(sentence))
        ):
            under = None
        found.append(own or under)
    return found


def _labelled(sentence: Sentence) -> bool:
    """Whether a line has a label of its own, and no state right behind it that would make it an entry."""
    colon = next((at for at, word in enumerate(sentence.lower[:_LABEL]) if word == ":" and at), 0)
    return colon > 0 and not sentence.has(*_SAYS, start=colon + 1, end=colon + _LABEL)


def _heading(sentence: Sentence) -> Heading | None:
    """A heading: a plural word of kind in a short line, or before a colon."""
    title = sentence.field == "title"
    if ":" not in sentence.text[:120] and len(sentence.text) > 60 and not title:
        return None
    parts = (at for at, word in enumerate(sentence.lower[:_HEADING]) if word in (":", "-") and at)
    apart = (at for at in parts if not hyphenated(sentence, at - 1))  # "Ports - all open", not "Port-au-Prince"
    colon = next(apart, 0)
    short = len(sentence.tokens) <= _WORD and sentence.has("list.head", end=1)  # "Port." before what is told of it
    alone = title or short or (len(sentence.tokens) <= _HEADING and sentence.text[-1:] not in ".!?")
    if not colon and not alone:
        return None
    end = len(sentence.tokens) if title else colon or len(sentence.tokens)
    marks = [mark for _, mark in sentence.find("route.heads", end=end)]
    marks += [
        mark
        for at, mark in sentence.find("list.head", end=end)
        if (at == _bulleted(sentence) and mark.end >= end) or sentence.has("list.status")
    ]
    marks = [mark for mark in marks if mark.end >= len(sentence.tokens) or not sentence.tokens[mark.end].capital]
    if not marks or sentence.has("grammar.be", "grammar.have", "route.is", end=end):
        return None
    kind, word = marks[-1].value, ""
    if kind == "pass":
        kind, word = "road", "pass"
    return Heading(cast("RouteKind", kind), colon + 1 if colon else len(sentence.tokens), word)


def entry(
    sentence: Sentence, at: int, heading: Heading | None, town: Callable[[str], bool] = lambda _: False
) -> Mention | None:
    """The name that begins an entry at token ``at``: "Kassala - closed", "Juba-Bor: flooded"."""
    if not sentence.tokens[at].capital or not _opened(sentence, at, heading):
        return None
    if is_head_first(sentence) and sentence.match(at, "route.head"):
        return None  # "Дорога Алаверди — Ванадзор — Дилижан"
    pair = spaced_ends(sentence, at)
    if pair and sentence.lower[pair[1] : pair[1] + 1] == (":",) and sentence.has(*_SAYS, start=pair[1]):
        name = _linking(sentence, pair[0], "road")
        return Mention(at, pair[1] - 1, "road", name, (name, sentence.words(at, pair[1])), pair[0])
    end = pair[1] if pair else name_end(sentence, at)
    said_at_once = heading is not None and end > at and sentence.match(end, "route.pair_state", "route.is") > 0
    said_at_once = said_at_once or (heading is not None and end > at + 1 and sentence.match(end, "grammar.be") > 0)
    if pair and not _entry_mark(sentence, at, end):
        pair, end = None, name_end(sentence, at)
    if (
        end <= at
        or sentence.mark(end, "route.head", "route.heads")
        or not (said_at_once or _entry_mark(sentence, at, end))
    ):
        return None
    ends = pair[0] if pair else split_ends(sentence, at, end)
    written = sentence.words(at, end)
    if ends:
        kind: RouteKind = heading.kind if heading and heading.kind in ("railway", "waterway") else "road"
        name = _linking(sentence, ends, kind if kind != "waterway" else "ferry")
        return Mention(at, end - 1, kind, name, (name, written), ends)
    own = sentence.mark(at, "route.prefix")
    if own is not None and own.value == "port":
        return Mention(at, end - 1, "port", written, (written, f"port of {written}"))  # "Puerto Cortés: working"
    if heading is None or (heading.kind == "road" and not heading.word):
        several = heading is not None and end > at + 1 and not town(written)
        told = several and (sentence.lower[end] == ":" or sentence.match(end, "grammar.be") > 0)
        said = sentence.match(end + 1, *_SAYS) if told else 0
        name = written if _untranslated(sentence) else f"{written} road"  # "Kanti Lokpath: obstructed" under "Roads"
        return Mention(at, end - 1, "road", name, (name, written)) if said else None
    bare = heading.kind == "waterway" or _untranslated(sentence)
    name = written if bare else f"{written} {heading.word or heading.kind}"
    return Mention(at, end - 1, heading.kind, name, (name, written))


def _untranslated(sentence: Sentence) -> bool:
    """Whether a name of a list stands as written, since an English word of kind would not be looked for behind it."""
    return bool(sentence.lexicon.words("grammar.articleless"))


def _linking(sentence: Sentence, ends: tuple[str, str], word: str) -> str:
    """The name of a way by its two ends."""
    return " - ".join(ends) if _untranslated(sentence) else f"{ends[0]}-{ends[1]} {word}"


def _opened(sentence: Sentence, at: int, heading: Heading | None) -> bool:
    """Whether an entry may begin at token ``at``."""
    if at == _bulleted(sentence) or (heading is not None and heading.end == at):
        return True
    return sentence.lower[at - 1] in _OPENS


def _bulleted(sentence: Sentence) -> int:
    """The token behind a line's bullet or number."""
    at = 0
    while (
        at < len(sentence.tokens)
        and at < _BULLET
        and (
            sentence.lower[at] in _BULLETS
            or (sentence.lower[at] == ")" and at > 0)
            or (_counts(sentence, at) and sentence.lower[at + 1 : at + 2] in ((")",), (".",)))
        )
    ):
        at += 1
    return at


_BULLET = 4
"""How many tokens a bullet may have: "(a)"."""


def _counts(sentence: Sentence, at: int) -> bool:
    """Whether a number or a single letter stands at a token, as lists have it."""
    return sentence.tokens[at].shape == "number" or len(sentence.tokens[at].word) == 1


def _entry_mark(sentence: Sentence, at: int, end: int | None = None) -> bool:
    """Whether the name at ``at`` is followed by a mark and soon by a state."""
    stop = end if end is not None else name_end(sentence, at)
    if stop < len(sentence.tokens) and sentence.lower[stop] == "(":
        stop = next((i + 1 for i in range(stop, min(stop + 6, len(sentence.tokens))) if sentence.lower[i] == ")"), stop)
    if stop <= at or stop >= len(sentence.tokens):
        return False
    mark = sentence.lower[stop]
    spaced = (
        mark == "-" and stop + 1 < len(sentence.tokens) and sentence.tokens[stop].start > sentence.tokens[stop - 1].end
    )
    if mark == "|" and stop + 1 == len(sentence.tokens):
        return True  # a row of a table: its other cells are sentences of their own
    if mark == ",":
        return sentence.match(stop + 1, *_SAYS) > 0  # "Kadugli - Dilling, closed"
    labelled = spaced or mark in (":", "=", "|", "\u2192", "\u2026")
    return labelled and sentence.has(*_SAYS, start=stop + 1, end=stop + _STATE)


class Enumeration(NamedTuple):
    """Names behind a colon, of which the words before it say the state."""

    colon: int
    kind: RouteKind | None
    state: str
    first: int
    last: int


def enumeration(sentence: Sentence) -> Enumeration | None:
    """As in "Bridges destroyed: Mwanza, Thabwa", "Closed until further notice: Zikim"."""
    colon = next((at for at, word in enumerate(sentence.lower[:_COLON]) if word == ":"), 0)
    if not colon or any(token.capital and token.shape == "mixed" for token in sentence.tokens[:colon]):
        return None
    marks = [(at, mark) for at, mark in sentence.find("route.is", end=colon) if mark.end <= colon]
    if not marks and sentence.has("route.heads", end=colon):  # "Cortes de carreteras: N-230 en Bara, A-138 en Kosti"
        marks = [(at, mark) for at, mark in sentence.find("route.noun", end=colon) if mark.end <= colon and at < _WORD]
    if not marks or sentence.has("route.not", "grammar.say", "route.future", end=colon):
        return None
    at, mark = max(marks, key=lambda pair: pair[1].end - pair[0])
    heads = [one for _, one in sentence.find("route.heads", end=colon)]
    if not heads and at > 2:
        return None
    named = any(token.capital for token in sentence.tokens[1:colon] if token.word.lower() not in sentence.lexicon.exact)
    if named:
        return None
    return Enumeration(colon, cast("RouteKind", heads[0].value) if heads else None, mark.value, at, mark.end - 1)


def enumerated(sentence: Sentence, at: int, listed: Enumeration) -> Mention | None:
    """A name of an enumeration that begins at token ``at``."""
    if listed.kind is None or at <= listed.colon or not sentence.tokens[at].capital or number_end(sentence, at):
        return None
    if sentence.lower[at - 1] != ":" and not sentence.match(at - 1, "route.and") and sentence.lower[at - 1] != ";":
        return None
    end = name_end(sentence, at)
    if end <= at or sentence.mark(end, "route.head", "route.heads"):
        return None
    written = sentence.words(at, end)
    ends = split_ends(sentence, at, end)
    word = {"road": "road", "waterway": ""}.get(listed.kind, listed.kind)
    name = f"{written} {word}".strip()
    return Mention(at, end - 1, listed.kind, name, (name, written), ends)
