"""Mentions: where a reading names places, and in what part.

A name is a run of capitalised words that the gazetteer knows, or that a word around it ("near", "the village of", "district")
shows to be a place. In scripts without capitals, and in text all in capitals, only such a word or the item's own country
makes a known name a place. What is a person, a month, an organisation or a people is none.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from streams.core.extraction.places import unlisted
from streams.core.extraction.places.inflection import dictionary_form, parted
from streams.core.extraction.places.mention import Mention
from streams.core.extraction.places.surroundings import (
    CUES,
    Surroundings,
    dateline,
    loud,
    opens,
)
from streams.core.extraction.reading import Reading, Sentence
from streams.core.places.gazetteer import Entry, Gazetteer

LARGE = 100_000
"""Inhabitants of a place that is meant although another name stands right before its own."""
MAX_WORDS = 6
"""How many words a name may have, small ones inside of it not counted."""
_ACRONYM = 3
"""Letters of an acronym that may be an office rather than a town written in capitals ("GAZA")."""
_GLUED = 4
"""Tokens of "Pul-e Khumri", of which a hyphen binds the first to a small word."""
_ARABIC = re.compile("[\u0600-\u06ff]")


class Finder:
    """Finds the mentions of one reading. Linear in its length."""

    def __init__(self, reading: Reading, gazetteer: Gazetteer, forms: Callable[[str], Sequence[str]]) -> None:
        """``forms`` gives the dictionary forms that an inflected name may have, the name itself first."""
        self.reading = reading
        self.gazetteer = gazetteer
        self.forms = forms

    def mentions(self) -> tuple[Mention, ...]:
        return tuple(found for sentence in self.reading.sentences for found in _Line(self, sentence).mentions())

    @cached_property
    def never(self) -> frozenset[str]:
        return self.reading.lexicon.words("place.never")

    @cached_property
    def firm(self) -> frozenset[str]:
        """Capitalised words that stand where a capital tells something: inside of a sentence of mixed case."""
        found: set[str] = set()
        for sentence in self.reading.sentences:
            if sentence.field == "text" and not loud(sentence):
                found.update(
                    token.word for at, token in enumerate(sentence.tokens) if token.capital and not opens(sentence, at)
                )
        return frozenset(found)

    def known(self, name: str) -> tuple[Entry, ...]:
        return self.looked_up(name)[1]

    def looked_up(self, name: str) -> tuple[str, tuple[Entry, ...]]:
        """The dictionary form under which the gazetteer knows a name, and what it knows; the name alone where it knows none."""
        form = dictionary_form(name, self.forms, self.gazetteer)
        if form is None:
            form = next((part for part in parted(name) if self.gazetteer.named(part)), None)
        return (name, ()) if form is None else (form, tuple(self.gazetteer.named(form)))


class _Line:
    """One sentence's mentions."""

    def __init__(self, finder: Finder, sentence: Sentence) -> None:
        self.finder, self.sentence = finder, sentence
        self.tokens, self.lower = sentence.tokens, sentence.lower
        self.around = Surroundings(sentence)
        self.loud = loud(sentence)
        self.dateline = dateline(sentence)
        self.cased = sentence.text.isascii() or not _ARABIC.search(sentence.text[::7])

    def mentions(self) -> Iterator[Mention]:
        yield from self._dateline()
        at = self.dateline.end
        before: Mention | None = None
        while at < len(self.tokens):
            span = self._span(at) if self.tokens[at].capital or not self.cased else None
            if span is None:
                at += 1
                continue
            last, entries = span
            listed = before if before is not None and self.around.listed(before.last, at) else None
            mention = self._mention(at, last, entries, listed)
            if mention is not None:
                before = mention
                yield mention
            at = last + 1 if mention is not None or entries else at + 1

    def _dateline(self) -> Iterator[Mention]:
        """The places of the dateline: only names that are known, for whatever else stands there is no place."""
        at = 0
        while at < self.dateline.places:
            stops = [stop for stop in self._stops(at) if stop < self.dateline.places] if self.tokens[at].capital else []
            for last in reversed(stops):
                if entries := self.finder.known(self.sentence.words(at, last + 1)):
                    yield Mention(
                        field=self.sentence.field,
                        sentence=self.sentence.index,
                        first=at,
                        last=last,
                        name=self.finder.looked_up(self.sentence.words(at, last + 1))[0],
                        role="dateline",
                        stated=None,
                        entries=entries,
                        cued=False,
                        group=at,
                    )
                    at = last
                    break
            at += 1

    def _span(self, at: int) -> tuple[int, tuple[Entry, ...]] | None:
        """The longest known name that begins at ``at``, else the run of capitals that does."""
        token = self.tokens[at]
        if token.shape not in ("word", "initials") or (self.cased and not token.capital):
            return None
        if self.sentence.match(at, *CUES) and (self.loud or opens(self.sentence, at)):
            return None
        stops = self._stops(at)
        for last in reversed(stops):
            if (end := self._glued(last)) > last:  # "Wai-iti" is not Wai
                return end, self.finder.known(self.sentence.words(at, end + 1))
            if (last == at and self._plain_word(at)) or self._no_name(at, last):
                continue
            if entries := self.finder.known(self.sentence.words(at, last + 1)):
                part = self._part_of_name(last, stops) or unlisted.longer(self.sentence, at, last, stops[-1])
                return (stops[-1], ()) if part else (last, entries)
        leads = len(stops) > 1 and self.sentence.match(at, "place.lead") > 0
        if self.loud or not self.cased or (self._plain_word(at) and not leads):
            return None
        return stops[-1], ()

    def _stops(self, at: int) -> list[int]:
        """The tokens at which a name that begins at ``at`` may end, in order."""
        stops = [at]
        last = at
        while last + 1 < len(self.tokens) and len(stops) < MAX_WORDS:
            step = last + 1
            while step < len(self.tokens) and step - last <= 4 and self._joins(step):
                step += 1
            if step >= len(self.tokens) or self.tokens[step].shape != "word" or self._gap(last, step):
                break
            if not self.tokens[step].capital if self.cased else step > last + 1:
                break
            stops.append(step)
            last = step
        return stops

    def _glued(self, last: int) -> int:
        """The last token of a name that a hyphen without blanks carries on in small letters: "Saut-d'Eau", "Pul-e Khumri"."""
        tokens = self.tokens[last : last + _GLUED]
        if len(tokens) < _GLUED - 1 or tokens[1].word != "-" or tokens[2].capital or tokens[2].shape != "word":
            return last
        if not tokens[0].end == tokens[1].start == tokens[2].start - 1 or self.sentence.match(
            last + 2, "place.article"
        ):
            return last
        if len(tokens[2].word) == 1:  # "e" binds two words of a Persian name
            return last + 3 if len(tokens) == _GLUED and tokens[3].capital else last
        return last + 2 if "'" in tokens[2].word else last

    def _part_of_name(self, last: int, stops: list[int]) -> bool:
        """Whether a known name goes on after an article that binds ("Nabatieh al-Fawqa"), or to a half that is no place."""
        after = next((stop for stop in stops if stop > last), None)
        if after is None or self.sentence.match(stops[-1] + 1, "place.route"):
            return False
        between = self.lower[last + 1 : after]
        if "-" in between and self.sentence.match(last + 1, "place.article"):
            return True
        tight = between == ("-",) and self.tokens[after].start - self.tokens[last].end == 1
        ends_of_road = self.sentence.match(stops[-1] + 1, "place.route") > 0  # "the Kassala-Haiya road"
        return tight and not ends_of_road and not self.finder.known(self.tokens[after].word)

    def _joins(self, at: int) -> bool:
        return self.lower[at] in ("-", "'") or (self.cased and self.tokens[at].word in self.around.particles)

    def _gap(self, last: int, step: int) -> bool:
        """Whether a hyphen stands between white space, as it does between two names but not in one."""
        return any(
            self.lower[at] == "-"
            and (self.tokens[at].start - self.tokens[at - 1].end)
            and (self.tokens[at + 1].start - self.tokens[at].end)
            for at in range(last + 1, step)
        )

    def _plain_word(self, at: int) -> bool:
        """A single word that is no name here, whatever villages are called so."""
        word, lower = self.tokens[at].word, self.lower[at]
        if lower in self.finder.never or lower in self.around.particles or self.sentence.mark(at, "place.nationality"):
            return True
        if word in self.finder.firm or self.sentence.match(at, "place.points"):
            return False
        if self.loud and not self.around.cue(at):
            return True
        return self.cased and opens(self.sentence, at) and lower in self.sentence.lexicon.exact

    def _no_name(self, first: int, last: int) -> bool:
        """Whether a name begins elsewhere: its words are common ones in a script without capitals, or it is an office's acronym."""
        if self.cased:
            short = self.tokens[first].word
            entries = (
                self.finder.known(short) if first == last and short.isupper() and 1 < len(short) <= _ACRONYM else ()
            )
            return bool(entries) and not self.loud and all(one.level == "place" for one in entries)
        words = range(first, last + 1)
        glued = first < last and self.tokens[first].end == self.tokens[first + 1].start
        if glued and self.sentence.match(first, "place.prefix"):
            return True
        mark = self.sentence.mark(first, "place.of")
        kind = mark.end - first if mark is not None and mark.value.startswith("admin") else 0
        if kind and first + kind <= last and self.finder.known(self.sentence.words(first + kind, last + 1)):
            return True  # "ولاية سطيف": the name alone, of the kind that is told before it
        return all(
            self.lower[at] in self.finder.never or self.sentence.match(at, "calendar.month", "calendar.weekday")
            for at in words
        )

    def _mention(self, first: int, last: int, entries: tuple[Entry, ...], listed: Mention | None) -> Mention | None:
        """``listed`` is the name before it in the same list, whose part and level it shares."""
        around = self.around
        stated = around.stated(first, last)
        cue = around.cue(first) if listed is None else listed.role
        cued = stated is not None or cue is not None or around.hashed(first)
        if not cued:
            cued = unlisted.shown(self.sentence, first, last, self.finder.known)
        if not self._is_place(first, last, known=bool(entries), shown=stated is not None or cue == "at", cued=cued):
            return None
        role = around.role(first, last, cue)
        if self._within_name(last) and not self.sentence.match(last + 1, "place.facility", "place.type", "place.route"):
            role, cued = ("named" if role == "at" else role), around.hashed(first)
        return Mention(
            field=self.sentence.field,
            sentence=self.sentence.index,
            first=first,
            last=last,
            name=self.finder.looked_up(self.sentence.words(first, last + 1))[0]
            if entries
            else self.sentence.words(first, last + 1),
            role=role,
            stated=stated or (listed.stated if listed is not None else None),
            entries=entries,
            cued=cued,
            group=first if listed is None else listed.group,
        )

    def _is_place(self, first: int, last: int, *, known: bool, shown: bool, cued: bool) -> bool:
        if self.sentence.match(last + 1, "place.water"):
            return False
        if self.around.person(first) and self.around.stated(first, last) is None:
            return False
        if not known:
            ends = first > 0 and self.lower[first - 1] == "-" and self.around.of_route(first, last)
            if unlisted.shown(self.sentence, first, last, self.finder.known):
                return not any(self.lower[at] in self.finder.never for at in range(first, last + 1))
            return ((shown or self._tagged(first)) and self._nameable(first, last)) or ends
        if self._within_name(last) and not self.sentence.match(last + 1, "place.facility", "place.type", "place.route"):
            return any(entry.level == "country" for entry in self.finder.known(self.sentence.words(first, last + 1)))
        return cued or not self._after_name(first) or self._large(first, last)

    def _tagged(self, first: int) -> bool:
        """Whether a hashtag of one plain word stands here: "#Dahieh", and not "#BangladeshFloods"."""
        token = self.tokens[first]
        plain = len(token.word) > 3 and token.word[1:].islower() and token.lower not in self.sentence.lexicon.exact
        return plain and self.around.hashed(first)

    def _after_name(self, first: int) -> bool:
        """Whether another capitalised word stands right before: the name may be a part of a longer one."""
        before = self.tokens[first - 1] if first and self.cased and not self.loud else None
        return before is not None and before.capital and before.shape == "word"

    def _large(self, first: int, last: int) -> bool:
        entries = self.finder.known(self.sentence.words(first, last + 1))
        return any(entry.level in ("country", "admin1") or entry.population >= LARGE for entry in entries)

    def _within_name(self, last: int) -> bool:
        return self.cased and not self.loud and self.around.runs_on(last)

    def _nameable(self, first: int, last: int) -> bool:
        """Whether an unknown run of capitals may stand as a place's name."""
        words = [self.lower[at] for at in range(first, last + 1) if self.tokens[at].shape == "word"]
        if len(words) > 1 and self.sentence.match(first, "place.lead"):
            words = words[1:]
        if opens(self.sentence, first) or len("".join(words)) < 3 or self.sentence.match(first - 1, "place.the"):
            return False
        return not any(word in self.finder.never for word in words) and not self.sentence.match(last + 1, "place.route")
