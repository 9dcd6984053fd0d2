"""Attribution: who says so, in the words of the sentence."""

from collections.abc import Iterator

from streams.core.extraction.reading import Sentence

_LONGEST = 12
_STOPS = (",", ";", ":", ".", '"', "(")


def attribution(sentence: Sentence, at: int) -> str | None:
    """The words for the source of what token ``at`` says: "according to X", "X said that ...", "..., X said".

    Of several sources in a sentence ("X said 58 had died, while Y spoke of 67") the nearest is meant.
    """
    sources = list(_sources(sentence))
    return min(sources, key=lambda source: abs(source[0] - at))[1] if sources else None


def _sources(sentence: Sentence) -> Iterator[tuple[int, str]]:
    """Each source that a sentence names, with the token of its verb."""
    for place, mark in sentence.find("attribution.by"):
        end = mark.end
        while end < len(sentence.tokens) and end - mark.end < _LONGEST and sentence.lower[end] not in _STOPS:
            end += 1
        if end > mark.end:
            yield place, sentence.words(mark.end, end)
    for place, _ in sentence.find("attribution.say"):
        start = place
        while start > 0 and place - start < _LONGEST and sentence.lower[start - 1] not in _STOPS[:-1]:
            start -= 1
        while length := sentence.match(start, "attribution.skip"):
            start += length
        if start < place and not any(token.shape == "number" for token in sentence.tokens[start:place]):
            yield place, sentence.words(start, place)
