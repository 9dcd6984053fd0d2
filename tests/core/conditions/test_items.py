from typing import Any

from streams.core.sources import Source, Sources
from tests.cases import each
from tests.core.conditions.given import met, quotes, reading
from tests.core.given import killed, route

KILLED = {"fact": "casualties", "outcome": "killed"}
SOURCES = Sources(
    version=1,
    sources={
        "sana": Source(kind="government", grade="D", side="damascus", aliases=("SANA", "Syrian news agency")),
        "ocha": Source(kind="un", grade="A"),
    },
)


@each(
    ("asked", "sana", "ocha", "stranger"),
    [
        ("SANA", True, False, False),
        ({"name": ["Syrian News Agency", "radio"]}, True, False, True),
        ({"kind": ["un", "ngo"]}, False, True, False),
        ({"grade": "B or better"}, False, True, False),
        ({"grade": ["D", "E"]}, True, False, False),
        ({"grade": "F"}, False, False, True),
        ({"side": "Damascus"}, True, False, False),
        ({"side": "none", "kind": "un"}, False, True, False),
    ],
)
def test_a_source_is_asked_for_as_the_operator_describes_it(asked: Any, sana: bool, ocha: bool, stranger: bool) -> None:
    found = [met({"source": asked}, source=name, sources=SOURCES) for name in ("sana", "ocha", "radio")]
    assert found == [sana, ocha, stranger]


@each(("language", "holds"), [("ar", True), ("AR-sy", True), ("en", False), (None, False), ("arz", False)])
def test_a_language_is_the_items_own_with_its_variants(language: str | None, holds: bool) -> None:
    assert met({"language": ["ar", "fr"]}, language=language) is holds


@each(
    ("phrase", "text", "holds"),
    [
        ("aid convoy", "An AID  convoy was stopped.", True),
        ("aid convoy", "aid-convoy", True),
        ("aid convoy", "Aid came. The convoy left.", False),
        ("aid", "The raid failed.", False),
        ("hospital", "The hospital's roof", True),
        ("hospital", "hospitals", False),
        ("hospital*", "hospitals", True),
        ("hôpital", "l'hopital de Goma", True),
        ("cafe", "Cafe\u0301 hit", True),
        ("المستشفى", "قُصف المُستَشفى", True),
        ("停火", "双方宣布停火协议", True),
        ("विद्यालय", "एक विद्यालय पर", True),
        ("straße", "STRASSE", True),
    ],
)
def test_a_phrase_is_found_as_whole_words_in_any_script_and_spelling(phrase: str, text: str, holds: bool) -> None:
    assert met({"text": phrase}, text=text) is holds


@each(
    ("pattern", "text", "holds"),
    [
        (r"\bM[45]\b", "the M5 road", True),
        (r"\bM[45]\b", "the M55 road", False),
        (r"\bcole\b", "école", False),
        (r"école\b", "école.", True),
        (r"\w+ cut", "Đà cut", True),
        (r"\d+ dead", "٥٧ dead", True),
        ("Cholera", "cholera", False),
        ("(?i)Cholera", "cholera", True),
        ("(?i)^CUT", "Cut", True),
    ],
)
def test_a_pattern_knows_the_letters_of_every_script(pattern: str, text: str, holds: bool) -> None:
    assert met({"text": {"pattern": pattern}}, text=text) is holds


@each(("where", "holds"), [("title", False), ("text", True), ("both", True)])
def test_words_may_be_looked_for_in_the_title_or_the_text_alone(where: str, holds: bool) -> None:
    assert met({"text": {"phrase": "cholera", "in": where}}, title="News", text="Cholera spreads.") is holds


def test_the_words_that_were_asked_for_are_evidence_where_they_stand() -> None:
    asked = {"all": [KILLED, {"text": ["école", "x"]}, {"none": [{"text": "drill"}]}]}
    assert quotes(asked, killed(5), text="E\u0301cole hit; l’École closed.") == ["5 killed", "E\u0301cole", "École"]
    read = reading(text="E\u0301cole hit")
    assert read.quoted("text", 0, 6).quote == "E\u0301cole"


def test_an_item_of_which_no_words_were_asked_for_is_shown_by_its_title() -> None:
    assert quotes({"source": "radio"}, source="radio", title="Roads", text="Long.") == ["Roads"]
    assert quotes({"source": "radio"}, source="radio", text="Long. " * 99) == [("Long. " * 99)[:200]]


def test_words_of_another_way_through_the_condition_are_no_evidence() -> None:
    asked = {"any": [{"all": [{"text": "cholera"}, {"language": "fr"}]}, {"text": "spreads"}]}
    assert quotes(asked, text="Cholera spreads", language="en") == ["spreads"]


def test_an_item_that_was_taken_back_meets_nothing() -> None:
    assert not met({"text": "words"}, status="canceled")
    assert not met({"fact": "route", "state": "severed"}, route(), status="canceled")
