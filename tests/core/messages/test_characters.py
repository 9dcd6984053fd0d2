from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from streams.core.messages.characters import BASIC, EXTENSION, cut, first_segment, folded, shown, size
from tests.cases import each


@each(
    ("text", "taken"),
    [
        ("", ("GSM-7", 0, 1)),
        ("a" * 160, ("GSM-7", 160, 1)),
        ("a" * 161, ("GSM-7", 161, 2)),
        ("a" * 306, ("GSM-7", 306, 2)),
        ("a" * 307, ("GSM-7", 307, 3)),
        ("€" * 80, ("GSM-7", 160, 1)),
        ("a" * 159 + "€", ("GSM-7", 161, 2)),
        # An extension's two septets are never parted: 152 and then one that needs two.
        ("a" * 152 + "€" + "a" * 152, ("GSM-7", 306, 3)),
        ("ق" * 70, ("UCS-2", 70, 1)),
        ("ق" * 71, ("UCS-2", 71, 2)),
        ("ق" * 134, ("UCS-2", 134, 2)),
        ("ق" * 135, ("UCS-2", 135, 3)),
        ("ê", ("UCS-2", 1, 1)),
        ("😀" * 35, ("UCS-2", 70, 1)),
        ("ق" * 66 + "😀" + "ق" * 66, ("UCS-2", 134, 3)),
    ],
)
def test_an_sms_is_counted_in_its_alphabet_and_parts(text: str, taken: tuple[str, int, int]) -> None:
    assert tuple(size(text)) == taken


def test_the_alphabet_is_the_standards_128_places_less_the_escape_and_an_extension_of_ten() -> None:
    assert (len(BASIC), len(set(BASIC)), len(EXTENSION)) == (127, 127, 10)


@each(
    ("text", "plain"),
    [
        ("“M5” – cut…", '"M5" - cut...'),
        ("Al‑Qa’im", "Al-Qa'im"),
        ("coupé à l’ouest, forêt, garçon, cœur", "coupé à l'ouest, foret, garcon, coeur"),
        ("Más información: ¿qué pasó en León?", "Mas informacion: ¿qué paso en Leon?"),
        ("Dêrik, Şırnak, Łódź", "Derik, Sirnak, Lodz"),
        ("a\u00a0b\u202fc", "a b c"),
        ("حلب", "حلب"),
    ],
)
def test_what_needlessly_makes_a_message_dear_is_put_in_the_cheaper_alphabet(text: str, plain: str) -> None:
    assert folded(text) == plain


@each("language", ["en", "fr", "es"])
def test_no_word_of_the_latin_tables_needs_the_dear_alphabet(language: str) -> None:
    table = Path("streams/tables/messages", f"{language}.ftl").read_text(encoding="utf-8")
    assert [line for line in table.splitlines() if size(folded(line)).alphabet != "GSM-7"] == []


def test_marks_of_direction_and_what_no_screen_shows_are_taken_out() -> None:
    assert shown("\x1b[31mM5\u202e is\u2066 \u200b cut\ufeff\n\U000e0041now") == "[31mM5 is cut now"
    assert shown("می\u200cشود") == "می\u200cشود"


@given(st.text(max_size=400), st.integers(0, 60))
def test_a_cut_text_is_never_longer_than_asked(text: str, most: int) -> None:
    assert len(cut(text, most)) <= most
    assert cut(text, len(text)) == text


@given(st.text(alphabet="a€ق😀 ", max_size=400))
def test_the_first_part_is_the_beginning_and_is_one_part(text: str) -> None:
    first = first_segment(text)
    assert text.startswith(first)
    assert size(first).segments == 1
