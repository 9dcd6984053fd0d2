"""The learned reader's model, its table, and what explain says of it; what it reads is tested beside each kind of fact."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.core.errors import BadFiles
from streams.core.extraction.learned import NONE, Model
from streams.edges.learned import model_of, models, table_of
from tests.cases import each

MUD = Model(
    labels=(NONE, "severed", "open"),
    bias=(1.0, 0.0, 0.0),
    sure=(0.0, 0.8, 0.8),
    weights={"any:soup": (-1.0, 3.0, 0.0), "any-class:way.water": (0.0, 0.5, 0.0), "any:rolls": (0.0, 0.0, 2.0)},
)
_FEATURES = st.lists(st.sampled_from([*MUD.weights, "any:gravel", "next:soup", ""]))


def test_a_guess_names_the_words_that_speak_most_for_it() -> None:
    guess = MUD.guess({"any:soup", "any-class:way.water", "any:gravel"})

    assert guess is not None
    assert (guess.label, guess.words) == ("severed", ("soup",))
    assert guess.told() == "read by the learned reader (0.94): soup"


def test_what_is_not_sure_or_says_nothing_is_no_guess() -> None:
    assert MUD.guess({"any:rolls"}) is None
    assert MUD.guess({"any:gravel"}) is None


@given(_FEATURES)
def test_probabilities_add_up_to_one_whatever_is_asked_and_in_whatever_order(features: list[str]) -> None:
    scores = MUD.score(features)

    assert sum(scores.values()) == pytest.approx(1)
    assert scores == MUD.score(features[::-1])


def test_a_table_that_is_written_is_read_as_the_same_model() -> None:
    assert model_of(table_of(MUD), "route.tsv") == MUD


@each(
    ("table", "why"),
    [
        ("word\tnone\n", "begins with 'feature'"),
        ("feature\tnone\tsevered\n(bias)\t1\tmuch\n", "no number"),
        ("feature\tnone\tsevered\n(bias)\t1\n", "2 weights are due"),
        ("feature\tnone\tsevered\n(bias)\t1\t0\n", "(sure)"),
    ],
)
def test_a_table_that_is_none_is_refused_with_what_to_do(table: str, why: str) -> None:
    with pytest.raises(BadFiles) as refused:
        model_of(table, "route.tsv")

    assert why in str(refused.value)
    assert "make train" in str(refused.value)


def test_every_packaged_table_loads_and_says_none_where_it_knows_nothing() -> None:
    assert models()
    for model in models().values():
        assert model.labels[0] == NONE
        assert model.guess(()) is None
