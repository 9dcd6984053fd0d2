"""Variants: a form of the tables stands for each of its endings."""

import pytest

from streams.core.extraction.variants import variants
from tests.cases import each


@each(
    ("written", "meant"),
    [
        ("route", ("route",)),
        ("blessé(|e|s)", ("blessé", "blessée", "blessés")),
        ("(a|ont) tué", ("a tué", "ont tué")),
        ("пут(|и(|в))", ("пут", "пути", "путив")),
    ],
)
def test_a_form_stands_for_each_of_its_endings(written: str, meant: tuple[str, ...]) -> None:
    assert sorted(variants(written)) == sorted(meant)


@each("written", ["tué(e", "tué)e", "(" + "|".join(map(str, range(501))) + ")"])
def test_a_slip_of_the_pen_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"bracket|more than"):
        variants(written)
