"""Whom a text names as its writer."""

from datetime import UTC, datetime

from streams.core.credits import Credits
from streams.core.items import Item
from streams.core.sources import Sources
from streams.edges.credits import load_credits
from tests.cases import each

SOURCES = Sources.model_validate(
    {
        "version": 1,
        "sources": {
            "afp-world": {"kind": "wire", "grade": "A", "aliases": ["AFP"], "domains": ["afp.com"]},
            "lakes": {"kind": "wire", "aliases": ["Lakes Agency"]},
            "monitor": {"kind": "monitor", "aliases": ["War Monitor"], "domains": ["monitor.example"]},
            "paper": {"kind": "local_media", "aliases": ["The Paper"]},
        },
    }
)
CREDITS = load_credits(SOURCES)


def writer(text: str, source: str = "paper", url: str | None = None, credited: Credits = CREDITS) -> str:
    at = datetime(2025, 3, 3, tzinfo=UTC)
    return credited.writer(Item(id="it", source=source, title="", text=text, published=at, url=url))


@each(
    ("text", "expected"),
    [
        ("GAZA, March 3 (Reuters) - A strike killed five people.", "reuters"),
        ("BUKAVU, Feb 11 (Lakes Agency) - A boat sank off the island.", "lakes"),
        ("KHARKIV, 14 April (Dnipro Agency) — Two missiles struck.", "dnipro agency"),
        ("Reuters - A strike killed five people.", "reuters"),
        ("By Jane Doe, AFP\nA strike killed five people.", "afp-world"),
        ("A strike killed five people, AFP reports.", "afp-world"),
        ("A strike killed five people, a doctor told Reuters.", "reuters"),
        ("Cinco muertos en un ataque, según la agencia EFE.", "efe"),
        ("Une frappe a tué cinq personnes, selon l'AFP.", "afp-world"),
        ("Пять человек погибли, сообщает Интерфакс.", "interfax"),
        ("П'ятеро загиблих, повідомляє Укрінформ.", "ukrinform"),
        ("قتل خمسة اشخاص، بحسب وكالة رويترز", "reuters"),
        ("A strike killed five people. (AFP/Reuters)", "afp-world"),
        ("A strike killed five people. [Reuters]", "reuters"),
        ("A strike killed five people.\nSource: Xinhua", "xinhua"),
        ("A strike killed five people. (Agencies)", "agencies in paper"),
    ],
)
def test_a_text_that_names_its_writer_is_that_writer_s(text: str, expected: str) -> None:
    assert writer(text) == expected


@each(
    "text",
    [
        "A strike killed five people. (see the map)",
        "The Islamic State group (ISIS) - which holds the town - denied it.",
        "M03 (Kyiv-Kharkiv): traffic closed from km 598.",
        "The ap store was looted, residents said.",
        "The War Monitor said that five people had been killed.",
        "Army (north) - no change.",
    ],
)
def test_a_text_that_names_none_is_its_source_s(text: str) -> None:
    assert writer(text) == "paper"


def test_an_agency_that_the_operator_does_not_list_keeps_its_own_name() -> None:
    assert writer("A strike killed five people. (AFP)", credited=load_credits(Sources(version=1))) == "afp"


def test_a_page_of_a_known_source_is_that_source_s_whoever_lists_it() -> None:
    assert writer("Five people were killed.", "aggregator", "https://en.monitor.example/a/5") == "monitor"


def test_a_source_that_credits_itself_by_another_name_stays_one() -> None:
    assert writer("KHARKIV, April 14 (Dnipro Agency) - Two missiles struck.", "agency-dnipro") == "agency-dnipro"


def test_an_alias_of_a_source_is_the_source() -> None:
    assert writer("Five people were killed.", "The Paper") == "paper"
