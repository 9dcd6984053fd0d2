"""How marked lines are compared with what is read of them."""

from collections import Counter

from tests.core.extraction.knowledge import packaged_knowledge
from tests.eval.marked import Count, counts, marked


def test_a_marked_line_is_its_text_and_its_labels() -> None:
    line = "[Two nurses|killed] and [a cook|killed] died; [the N3|severed] is shut."
    assert marked(line) == ("Two nurses and a cook died; the N3 is shut.", Counter(killed=2, severed=1))


def test_labels_are_right_false_or_missed_line_by_line() -> None:
    lines = [
        "[Two nurses|injured] were killed.",
        "[Three cooks|killed] were killed.",
        "[The N3|severed] is in a bad mood.",
    ]
    assert counts(lines, packaged_knowledge()) == {
        "people": Count(1, 1, 1),
        "routes": Count(0, 0, 1),
        "truces": Count(0, 0, 0),
    }
