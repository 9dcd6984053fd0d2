"""Reports: who says what an incident stands on, by their origins, whatever the rule; and what that makes each alert worth."""

from streams.core.claims import Denial
from streams.core.facts import Origin
from streams.core.grades import Grading
from streams.core.incidents import KeyState
from streams.core.matches import Match
from streams.core.prints import print_of
from tests.core.given import ROUTES, TOLLS, Desk, cut, opened, toll

WIRE = print_of(
    "rebels took the town of ariha on friday and cut the highway between latakia and aleppo at the eastern entrance, "
    "two drivers and a doctor at the hospital said, while shelling went on into the night".split()
)


def _grading(*matches: Match) -> Grading:
    """Of the last word on them."""
    rule = TOLLS if matches[0].rule == TOLLS.id else ROUTES
    grading = Desk(rule).take(*matches).sent[-1].grading
    assert grading is not None
    return grading


def test_every_alert_says_what_it_is_worth() -> None:
    assert _grading(cut("a", 1, grade="B")).code == "B3"
    assert _grading(cut("a", 1, grade="B"), cut("b", 2, grade="C")).code == "B1"


def test_copies_of_one_story_are_one_origin_also_where_the_rule_counts_none() -> None:
    words = Origin(print=WIRE)
    copies = [cut(f"c{hour}", hour, grade="A", source=f"paper-{hour}", origin=words) for hour in range(1, 9)]
    assert (_grading(*copies).code, _grading(*copies).origins) == ("A3", 1)
    *_, last = Desk(ROUTES).take(*copies).sent
    assert [one.copied for one in last.voices] == [False] + [True] * 7


def test_who_carries_an_agency_is_one_origin_with_it() -> None:
    credited = Origin(named="wire")
    assert _grading(cut("a", 1, source="wire"), cut("b", 2, source="paper", origin=credited)).origins == 1


def test_a_denial_makes_what_is_told_after_it_less_credible() -> None:
    denied = cut("b", 2, effect="deny", denials=(Denial(by="army", grade="D"),))
    assert _grading(cut("a", 1, grade="B"), denied, cut("c", 3, grade="B")).code == "B2"
    assert _grading(cut("a", 1, grade="B", denials=(Denial(by="army", grade="D"),))).code == "B4"


def test_another_figure_makes_a_toll_less_credible_but_an_older_count_does_not() -> None:
    monitor = {"grade": "B", "source": "monitor"}
    assert _grading(toll("a", 1, 30, grade="C"), toll("b", 2, 60, **monitor)).code == "B3"
    assert _grading(toll("b", 1, 60, **monitor), toll("a", 2, 30, grade="D"), toll("c", 3, 62, **monitor)).code == "B4"
    assert _grading(toll("a", 1, 58, grade="C"), toll("b", 2, 60, **monitor)).code == "B1"


def test_the_end_is_worth_what_the_news_of_it_is() -> None:
    ended = opened("b", 2, grade="D", side="damascus", source="army")
    assert _grading(cut("a", 1, grade="A"), cut("c", 1.5, grade="A"), ended).code == "D4"


def test_a_toll_of_at_least_so_many_says_so() -> None:
    (event,) = Desk(TOLLS).take(toll("a", 1, 60, value_max=None)).log
    assert event.summary == "At least 60 killed in Idlib (SYR), says source-a"


def test_a_state_kept_before_there_were_reports_goes_on_with_its_sources_as_origins() -> None:
    state = Desk(ROUTES).take(cut("a", 1), cut("b", 2)).state
    assert state is not None
    head = state.head.model_copy(update={"reports": ()})
    kept = KeyState.read(state.model_copy(update={"head": head, "checkpoint": head}).written())
    desk = Desk(ROUTES)
    desk.state = kept
    grading = desk.take(cut("c", 3, grade="B")).sent[-1].grading
    assert grading is not None
    assert (grading.code, grading.origins) == ("B2", 3)
