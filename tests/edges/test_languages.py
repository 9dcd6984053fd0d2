"""Telling the language of a text that does not say it."""

import json
from pathlib import Path

from streams.edges.languages import detector
from tests.cases import each

LABELLED = Path(__file__).parents[1] / "eval"
QUOTING = """Selon le quotidien, le porte-parole a déclaré aux journalistes réunis à Goma que la route restait fermée et que
des milliers de familles attendaient encore une aide, puis il a ajouté : « the people were with us »."""


@each("name", ["items", "languages", "negatives", "story-1"])
def test_the_language_of_labelled_news_is_told(name: str) -> None:
    detect = detector(("en", "ar", "fr", "es", "uk", "ru"))
    items = [json.loads(line) for line in (LABELLED / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]

    wrong = [item["id"] for item in items if detect(f"{item['title']}\n{item['text']}") != item["language"]]

    assert wrong == []


@each(
    ("text", "language"),
    [
        ("The bridge was closed after shelling killed six people, the governor said.", "en"),
        ("Die Brücke wurde nach dem Beschuss gesperrt, sechs Menschen starben, sagte der Gouverneur.", "de"),
        ("De brug is na de beschieting afgesloten, zes mensen kwamen om, zei de gouverneur.", "nl"),
        ("A ponte foi fechada depois do bombardeio que matou seis pessoas, disse o governador.", "pt"),
        ("Köprü bombardımandan sonra kapatıldı, altı kişi öldü, dedi vali.", "tr"),
        (QUOTING, "fr"),
        ("123 – 456!", None),
        ("", None),
    ],
)
def test_a_language_is_told_also_where_nothing_reads_it(text: str, language: str | None) -> None:
    assert detector(("en", "ar", "fr"))(text) == language
