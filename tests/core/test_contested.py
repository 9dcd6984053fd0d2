"""A reopening on the word of one party: it resolves, and says whose word it is."""

from streams.core.alerts import event_json
from streams.core.facts import Facts
from streams.core.matches import match
from streams.core.rules import rule_set
from streams.core.sheets import fact_sheet
from streams.core.sources import Source, Sources
from tests.cases import each
from tests.core.given import ROUTES, Desk, Register, briefs, cut, hour, item, opened, route

CLAIMED = opened("b", 2, side="damascus", source="sana")
PATIENT = ROUTES.model_copy(update={"keep_firing": hour(3) - hour(0)})


def contested(*desk: object) -> list[tuple[str, str]]:
    return [(one.event, one.contested) for one in Desk(ROUTES).take(*desk).log]  # type: ignore[arg-type]


def test_a_reopening_that_a_party_claims_resolves_and_names_it() -> None:
    fired, over = Desk(ROUTES).take(cut("a", 1), CLAIMED).log
    assert (fired.contested, over.event, over.contested) == ("", "resolve", "sana")
    assert over.reason == ("sana reports what resolves it; contested: it speaks for damascus, and nobody else says so")


def test_a_reopening_that_somebody_else_tells_is_not_contested() -> None:
    assert contested(cut("a", 1), opened("b", 2)) == [("fire", ""), ("resolve", "")]


def test_still_closed_after_a_claimed_reopening_fires_and_says_so() -> None:
    *_, again = Desk(ROUTES).take(cut("a", 1), CLAIMED, cut("c", 3)).log
    assert (again.event, again.contested) == ("fire", "sana")
    assert again.reason.endswith("; contested: sana alone had said that it was over")


def test_a_reopening_that_others_confirm_is_forgotten_as_a_claim() -> None:
    assert contested(cut("a", 1), CLAIMED, opened("c", 3), cut("d", 4))[-1] == ("fire", "")


def test_a_second_word_of_the_same_party_confirms_nothing() -> None:
    again = opened("c", 3, side="damascus", source="army")
    assert contested(cut("a", 1), CLAIMED, again, cut("d", 4))[-1] == ("fire", "sana")


def test_an_end_that_waits_is_not_contested_once_others_say_it_too() -> None:
    waiting = Desk(PATIENT).take(cut("a", 1), CLAIMED, hour(9)).log
    told = Desk(PATIENT).take(cut("a", 1), CLAIMED, opened("c", 3), hour(9)).log
    assert [waiting[-1].contested, told[-1].contested] == ["sana", ""]


def test_the_line_of_an_event_has_the_mark_only_where_there_is_one() -> None:
    fired, over = Desk(ROUTES).take(cut("a", 1), CLAIMED).log
    assert ("contested" in event_json(fired), event_json(over)["contested"]) == (False, "sana")


@each(
    ("source", "said", "side"),
    [("sana", None, "damascus"), ("paper", "SANA", "damascus"), ("sana", "a driver", "damascus"), ("paper", None, "")],
)
def test_a_claim_is_of_the_side_of_who_speaks_or_passes_it_on(source: str, said: str | None, side: str) -> None:
    sources = Sources(
        version=1, sources={"sana": Source(kind="government", grade="D", side="damascus", aliases=("SANA",))}
    )
    told = item("a", source=source)
    facts = Facts(item="a", facts=(route(state="open", attribution=said),))
    (one,) = match(fact_sheet(told, facts), None, rule_set([ROUTES]), Register(sources=sources)).matches
    assert one.side == side


def test_a_repeat_in_any_order_gives_the_same_log() -> None:
    one = Desk(ROUTES).take(cut("a", 1), CLAIMED, cut("c", 3)).log
    assert Desk(ROUTES).take(cut("c", 3), CLAIMED, CLAIMED, cut("a", 1)).log == one
    assert briefs(one) == ["fire a", "resolve b", "fire c"]
