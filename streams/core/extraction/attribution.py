"""Attribution: who says so, in the words of the sentence."""

from streams.core.extraction.reading import Sentence

_LONGEST = 12


def attribution(sentence: Sentence, at: int) -> str | None:
    """The words for the source of what token ``at`` says: "according to X", "X said that ...", "..., X said"."""
    for place, mark in sentence.find("attribution.by"):
        end = _stop(sentence, mark.end)
        if end > mark.end:
            return sentence.words(mark.end, end)
    for place, _ in sentence.find("attribution.say"):
        start = place
        while start > 0 and place - start < _LONGEST and sentence.lower[start - 1] not in (",", ";", ":", ".", '"'):
            start -= 1
        while start < place and sentence.match(start, "attribution.skip"):
            start += sentence.match(start, "attribution.skip")
        if start < place and not any(sentence.tokens[i].shape == "number" for i in range(start, place)):
            return sentence.words(start, place)
    return None


def _stop(sentence: Sentence, start: int) -> int:
    end = start
    while (
        end < len(sentence.tokens)
        and end - start < _LONGEST
        and sentence.lower[end] not in (",", ";", ":", ".", '"', "(")
    ):
        end += 1
    return end
