"""The shared layer: folding, sentences, numbers, the gate, and the reasons that explain prints."""

from streams.core.extraction import extract_with_reasons
from streams.core.extraction.attribution import attribution
from streams.core.extraction.folding import fold
from streams.core.extraction.gate import plain_of
from streams.core.extraction.numerals import Number, numbers
from streams.core.extraction.reading import Sentence, open_item
from streams.core.extraction.sentences import spans
from streams.core.items import Item, item_of
from streams.edges.lexicons import lexicons
from tests.cases import each
from tests.core.extraction.knowledge import packaged_knowledge


def item(text: str, title: str = "", language: str = "en") -> Item:
    return item_of(
        {
            "id": "x",
            "source": "s",
            "title": title,
            "text": text,
            "published": "2025-06-18T10:00:00Z",
            "language": language,
        }
    )


def sentence(text: str) -> Sentence:
    return open_item(item(text), "en", lexicons()["en"]).sentences[0]


def number(text: str) -> Number:
    found = numbers(sentence(text))
    assert len(found) == 1
    return found[0]


@each(
    ("received", "folded"),
    [
        ("“M5” – cut", '"M5" - cut'),
        ("9\u202f860", "9\u00a0860"),
        ("٣٥", "35"),
        ("1\u200b2", "12"),
        ("e\u0301t", "ét"),
        ("12&nbsp;dead", "12\u00a0dead"),
        ("a <b>b</b> c", "a  b  c"),
        ("house-\nholds", "households"),
        ("Aleppo-\nDamascus", "Aleppo-Damascus"),
        ("14,\n000", "14,000"),
        ("a < b & c", "a < b & c"),
    ],
)
def test_folding_writes_alike_what_means_alike(received: str, folded: str) -> None:
    assert fold(received).text == folded


def test_a_folded_span_leads_back_to_the_characters_received() -> None:
    received = "Some 9&nbsp;860 house-\nholds"
    folded = fold(received)
    start = folded.text.index("9")

    assert received[slice(*folded.source(start, start + 5))] == "9&nbsp;860"


@each(
    ("text", "count"),
    [
        ("One came. Two went.", 2),
        ("Gen. Smith of the U.S. army spoke at 3 p.m. on No. 5 Road.", 1),
        ("It rose by 3.5 per cent.", 1),
        ("12 dead\nM5 cut\nno truce", 3),
        ("At least twelve people were\nkilled on the road to the\ncoast. The M5 is cut.", 2),
        ("CASUALTIES\nTwelve people were killed. Nine were hurt.", 3),
        ("- M5 cut.\n- M4 open.", 2),
        ("48,200 displaced | 37 killed", 2),
        ("", 0),
    ],
)
def test_sentences_end_where_readers_think_they_do(text: str, count: int) -> None:
    assert len(spans(text)) == count


@each(
    ("text", "least", "most", "qualifier"),
    [
        ("at least 14,000", 14000, 14000, "at_least"),
        ("twenty-three", 23, 23, "exact"),
        ("two thousand three hundred and five", 2305, 2305, "exact"),
        ("half a million", 500000, 500000, "exact"),
        ("a hundred and four", 104, 104, "exact"),
        ("tens of thousands", 20000, None, "at_least"),
        ("20 to 30 thousand", 20000, 30000, "about"),
        ("between eighty and a hundred", 80, 100, "about"),
        ("sixty-odd", 60, 60, "about"),
        ("17 thousand 674", 17674, 17674, "exact"),
        ("8,600+", 8600, 8600, "at_least"),
        ("1.2 million", 1200000, 1200000, "exact"),
    ],
)
def test_a_number_is_read_as_people_write_it(text: str, least: int, most: int | None, qualifier: str) -> None:
    found = number(text)

    assert (found.min, found.max, found.qualifier, found.kind) == (least, most, qualifier, "count")


@each("text", ["1,2,3,4", "10^9", "v2.1", "3/4", "M-5"])
def test_what_nobody_could_mean_gives_no_number(text: str) -> None:
    assert numbers(sentence(text)) == ()


@each(
    ("text", "kind"),
    [
        ("in 2019", "year"),
        ("12 May", "date"),
        ("38 per cent", "share"),
        ("$90 million", "money"),
        ("40 km", "measure"),
        ("a quarter past five", "time"),
        ("aged 44", "age"),
    ],
)
def test_a_number_that_counts_nobody_says_what_it_counts(text: str, kind: str) -> None:
    assert [found.kind for found in numbers(sentence(text))] == [kind]


def test_the_nearest_of_two_sources_says_so() -> None:
    told = sentence("A medic said that 58 had died, while the mayor said that 67 had died.")
    places = [token.word for token in told.tokens]

    assert attribution(told, places.index("58")) == "A medic"
    assert attribution(told, places.index("67")) == "the mayor"


def test_ordinary_news_does_not_pass_the_gate() -> None:
    trace = extract_with_reasons(
        item("The council approved a new library. Work begins in spring."), packaged_knowledge()
    )

    assert trace.facts.facts == ()
    assert trace.left_aside == ()


@each(
    "text",
    [
        "The old harbour quarter is loved by painters.\n\nThe shop on the corner closed in May.",
        "Most residents like clear skies.",
        "The auditors have finished their work and put off the sale.",
        "Mist may form in river valleys.",
    ],
)
def test_words_of_a_route_and_of_closing_in_two_paragraphs_do_not_pass_the_gate(text: str) -> None:
    assert packaged_knowledge().gates["en"].open_for(plain_of([text])) == ()


@each(
    ("text", "kind"),
    [
        ("The M5 runs from Aleppo to Damascus. It has been cut since noon.", "route"),
        ("Border crossings\n\nCilvegözü: closed\n\nÖncüpınar: open", "route"),
        ("They put\noff nothing: 12 are left dead.", "casualties"),
        ("A truce holds.", "ceasefire"),
    ],
)
def test_what_tells_of_a_fact_passes_the_gate(text: str, kind: str) -> None:
    assert kind in packaged_knowledge().gates["en"].open_for(plain_of([text]))


def test_a_language_that_is_not_covered_yields_nothing_and_says_so() -> None:
    trace = extract_with_reasons(item("12 killed", language="sw"), packaged_knowledge())

    assert trace.facts.facts == ()
    assert "sw" in trace.note


def test_a_superseded_figure_is_left_aside_with_its_reason() -> None:
    trace = extract_with_reasons(item("The death toll rose to 45 from 31."), packaged_knowledge())

    assert [(one.evidence.quote, one.reason) for one in trace.left_aside] == [
        ("31", "an earlier figure that a newer one replaces")
    ]


def test_a_figure_of_a_film_is_left_aside_as_fiction() -> None:
    trace = extract_with_reasons(item("In the film 40 soldiers die at the box office."), packaged_knowledge())

    assert trace.facts.facts == ()
    assert ["fiction" in one.reason for one in trace.left_aside] == [True]


def test_history_is_told_as_background_with_the_words_that_say_so() -> None:
    trace = extract_with_reasons(item("More than 1,500 people have been killed since 2011."), packaged_knowledge())

    assert [fact.scope for fact in trace.facts.facts] == ["background"]
    assert [one.reason for one in trace.left_aside] == ["background: in 2011"]


def test_title_and_text_say_one_figure_once_with_both_places() -> None:
    facts = extract_with_reasons(
        item("At least 31 people were killed.", "Blast kills 31"), packaged_knowledge()
    ).facts.facts

    assert [[evidence.field for evidence in fact.evidence] for fact in facts] == [["title", "text"]]
