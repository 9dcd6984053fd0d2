"""The learned reader: what a table of weights says of a candidate for which the words of the tables say nothing.

A model is a multinomial logistic regression over named features, trained by ``make train`` (``bench.training``) on the labelled
items and kept as a table under ``streams/tables/learned``. A feature is a string that a person can read: where a word stands
and the word, its stem or the lexicon's class of it ("after:soup"). It is asked only for candidates that a reader has found and
could say nothing of, and answers only where it is sure.
"""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

NONE = "none"
"""The label of a candidate of which nothing is said."""
BIAS = "(bias)"
SURE = "(sure)"
"""The rows of a table that are no features: what each label begins with, and from which probability on it is believed."""

_WORDS = 3
"""How many words explain names."""
_SMALL = 3
"""So few letters make a small word."""


class Guess(NamedTuple):
    """A label with its probability, and the words of the text that speak most for it."""

    label: str
    probability: float
    words: tuple[str, ...]

    def told(self) -> str:
        """What explain says of a fact that was learned rather than looked up."""
        return f"read by the learned reader ({self.probability:.2f}): {', '.join(self.words) or 'its form'}"


@dataclass(frozen=True)
class Model:
    """``weights`` of each feature, one a label; ``bias`` and ``sure`` one a label, too."""

    labels: tuple[str, ...]
    bias: tuple[float, ...]
    sure: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]

    def score(self, features: Collection[str]) -> dict[str, float]:
        """The probability of each label: the softmax of the sums of weights; features that were never seen count nothing."""
        sums = list(self.bias)
        for feature in sorted(self.weights.keys() & set(features)):
            for at, weight in enumerate(self.weights[feature]):
                sums[at] += weight
        highest = max(sums)
        powers = [math.exp(one - highest) for one in sums]
        return {label: power / sum(powers) for label, power in zip(self.labels, powers, strict=True)}

    def guess(self, features: Collection[str]) -> Guess | None:
        """The likeliest label where it is sure enough and says something; else None."""
        label, probability = max(self.score(features).items(), key=lambda one: one[1])
        if label == NONE or probability < self.sure[self.labels.index(label)]:
            return None
        return Guess(label, probability, self.strongest(features, label))

    def strongest(self, features: Collection[str], label: str) -> tuple[str, ...]:
        """The words that speak most for a label, the strongest first; small words, which tell nobody much, behind all others."""
        at = self.labels.index(label)
        worth: dict[str, float] = {}
        for feature in sorted(self.weights.keys() & set(features)):
            where, _, word = feature.partition(":")
            if where.endswith("class"):
                continue
            worth[word] = worth.get(word, 0.0) + self.weights[feature][at]
        ranked = sorted((len(word) <= _SMALL, -weight, word) for word, weight in worth.items() if weight > 0)
        return tuple(word for _, _, word in ranked[:_WORDS])
