"""Grades: the table of credibility, and what no word may do to it."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from streams.core.grades import TRUST, Grading, Stance, Word, graded, weakest
from streams.core.sources import GRADES, Grade
from tests.cases import each
from tests.core.given import START
from tests.drawing import at_least

_STANCES: tuple[Stance, ...] = ("so", "less", "other", "not so")
_WORDS = st.lists(
    st.builds(
        lambda origin, hour, grade, stance: Word(origin, START + timedelta(hours=hour), f"item-{hour}", grade, stance),
        st.integers(0, 5),
        st.integers(0, 50),
        st.sampled_from(GRADES),
        st.sampled_from(_STANCES),
    ),
    max_size=8,
    unique_by=lambda one: one.at,
)


def _words(*said: str) -> list[Word]:
    """Words of origins of their own, each such as ``A`` or ``D not so``."""
    return [
        Word(number, START + timedelta(hours=number), f"i{number}", one[:1], one[2:] or "so")  # type: ignore[arg-type]
        for number, one in enumerate(said)
    ]


def _trust(grading: Grading) -> int:
    """The greater the less it is trusted."""
    return TRUST.index(grading.credibility)


@each(
    ("said", "code"),
    [
        (("A", "B"), "A1"),
        (("B", "F"), "B2"),
        (("B",), "B3"),
        (("D", "F"), "D3"),
        (("D",), "D4"),
        (("F",), "F6"),
        (("A", "B", "D not so"), "A2"),
        (("A", "B", "C not so"), "A3"),
        (("A", "B", "C not so", "B not so"), "A5"),
        (("B", "D not so"), "B4"),
        (("B", "C not so"), "B5"),
        (("F", "D not so"), "F6"),
        (("A", "B", "D other"), "A2"),
        (("A", "B", "C other", "B other"), "A3"),
        (("B", "C other"), "B4"),
        (("A", "B less"), "A3"),
        ((), "F6"),
        (("D not so",), "F5"),
    ],
)
def test_the_table_gives_the_grade(said: tuple[str, ...], code: str) -> None:
    assert graded(_words(*said)).code == code


def test_two_copies_of_one_story_confirm_nothing() -> None:
    first = Word("wire", START, "one", "A")
    copies = [first._replace(at=START + timedelta(hours=hour), item=f"copy-{hour}") for hour in range(1, 40)]
    assert graded([first, *copies]).code == "A3"
    assert graded([first, *copies]).origins == 1


def test_what_is_contested_is_doubtful_at_best() -> None:
    assert graded(_words("A", "B"), contested=True).code == "A4"


def test_what_needs_two_things_is_worth_no_more_than_the_weaker() -> None:
    assert weakest([graded(_words("A", "B")), graded(_words("D"))]).code == "D4"


def test_b3_or_better_is_asked_of_both_scales() -> None:
    grading = graded(_words("B"))
    assert grading.at_least("B", 3)
    assert grading.at_least("C")
    assert not grading.at_least("A")
    assert not grading.at_least("B", 2)


@given(_WORDS, st.randoms(use_true_random=False))
@at_least(100)
def test_the_order_in_which_claims_come_does_not_matter(words: list[Word], chance: object) -> None:
    mixed = list(words)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert graded(mixed) == graded(words)


@given(_WORDS.filter(bool), st.data())
@at_least(200)
def test_a_copy_never_makes_it_more_credible(words: list[Word], data: st.DataObject) -> None:
    original = data.draw(st.sampled_from(words))
    grade: Grade = data.draw(st.sampled_from(GRADES))
    copy = original._replace(at=max(one.at for one in words) + timedelta(hours=1), item="copy", reliability=grade)
    if original.stance == max((one for one in words if one.origin == original.origin), key=lambda one: one.at).stance:
        assert _trust(graded([*words, copy])) >= _trust(graded(words))


@given(_WORDS, st.sampled_from(GRADES))
@at_least(200)
def test_a_further_origin_that_agrees_never_makes_it_less_credible(words: list[Word], grade: Grade) -> None:
    further = Word("further", START + timedelta(hours=60), "further", grade)
    assert _trust(graded([*words, further])) <= _trust(graded(words))
    assert graded([*words, further]).origins == graded(words).origins + 1


@given(_WORDS, st.sampled_from(GRADES), st.integers(0, 6))
@at_least(200)
def test_a_denial_never_makes_it_more_credible(words: list[Word], grade: Grade, origin: int) -> None:
    denial = Word(origin, START + timedelta(hours=60), "denial", grade, "not so")
    assert _trust(graded([*words, denial])) >= _trust(graded(words))
