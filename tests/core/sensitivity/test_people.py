"""People's names are found in a text, and other names are left alone."""

from streams.core.sensitivity.particulars import particulars
from streams.core.sensitivity.people import people
from tests.cases import each

PLACES = frozenset(
    "Idlib Aleppo Saraqib Damascus Ariha Khalil Khan Yunis Kyiv Суми Київ Bogotá Santa Marta".split()
) | {
    "Khan Yunis",
    "Abu Kamal",
    "Santa Marta",
    "الشيخ مسكين",
    "إدلب",
}


def named(text: str) -> list[tuple[str, bool]]:
    return [(one.text, one.sure) for one in people(text, lambda name: name in PLACES)]


@each(
    ("text", "name"),
    [
        ("Shelling killed Basma Khalil in Idlib on Monday.", "Basma Khalil"),
        ("Mr. Tariq Bazzi died of his wounds.", "Tariq Bazzi"),
        ("The army named the dead man as colonel Haydar Munif.", "Haydar Munif"),
        ("A nurse identified as Zarqoun was detained.", "Zarqoun"),
        ("Rowan Tashkaly, 34, a driver, was killed.", "Rowan Tashkaly"),
        ("The dead are Umm Tashkal and her sons.", "Umm Tashkal"),
        ("Fighters loyal to Abu Mohammad al-Zurani withdrew.", "Abu Mohammad al-Zurani"),
        ("KARIM TASHKAL KILLED IN IDLIB", "KARIM TASHKAL KILLED"),
        ("Jean-Baptiste Ouédratou, 45 ans, a été tué.", "Jean-Baptiste Ouédratou"),
        ("Le docteur Armel Tashkaly a été enlevé.", "Armel Tashkaly"),
        ("Murió Juan Pérez Tashkal en Bogotá.", "Juan Pérez Tashkal"),
        ("Погиб полковник Тащак Мурзин.", "Тащак Мурзин"),
        ("Загинула Оксана Петренко.", "Оксана Петренко"),
        ("قتل الطفل رامز التشكلي في إدلب", "رامز التشكلي"),
        ("اعتقال امرأة تدعى رمزية التشكلي", "رمزية التشكلي"),
    ],
)
def test_a_name_with_something_beside_it_that_only_peoples_names_have_is_sure(text: str, name: str) -> None:
    assert any(name in found and sure for found, sure in named(text)), named(text)


@each(
    "text",
    [
        "The death of Mahsouna was mourned.",
        "Zarifoun was killed at home.",
        "Relatives of Tashkal Murouni spoke.",
        "مقتل خالد",
        "សាលារៀន",
        "כביש 60",
    ],
)
def test_capitals_that_nothing_explains_and_scripts_that_no_table_knows_may_be_a_name(text: str) -> None:
    assert [sure for _, sure in named(text)] == [False]


@each(
    "text",
    [
        "Shelling closed the Damascus-Aleppo highway near Saraqib on Monday, the Syrian Observatory for Human Rights said.",
        "BEIRUT, Nov 28 (Agency North) - At least 74 people have been killed in Idlib, the army's officers said.",
        "The Ministry of Health says 12 people were killed by Rapid Support Forces in Khan Yunis.",
        "Fighters of Hayat Tahrir al-Sham hold Abu Kamal.",
        "Opposition factions cut the M5, known as the road of the north.",
        "Police said the Tashkal bridge and the Murouni road are open.",
        "La Cruz Roja evacuó a 40 personas de Santa Marta el lunes.",
        "Selon le ministère de la Santé, 12 personnes ont été tuées à Idlib.",
        "Рух на трасі Н-07 Суми — Київ перекрито.",
        "قُطع طريق M4 عند إدلب صباح السبت.",
        "أغلق الطريق قرب الشيخ مسكين",
    ],
)
def test_places_bodies_days_and_words_that_begin_sentences_are_nobodys_names(text: str) -> None:
    assert named(text) == []


@each(
    ("text", "kind"),
    [
        *[
            (text, "coordinates")
            for text in (
                "35.9312, 36.6331",
                "36.63N 35.93E",
                "N35 55.8 E36 37.9",
                "35°55'52\"N 36°37'59\"E",
                "37S BV 12345 67890",
                "37S 712345 3971234",
                "8G6WVXJ4+R3",
                "lat: 35.93 lon: 36.63",
                "٣٥٫٩٣١٢، ٣٦٫٦٣٣١",
                "geo:35.9,36.6",
                "///filled.count.soap",
                "https://maps.app.goo.gl/abc",
                "https://www.google.com/maps/@35.9,36.6,15z",
            )
        ],
        *[
            (text, "contacts")
            for text in ("mona@x.example", "+963 11 555 0123", "call 0551234567", "@ali_b", "t.me/alib")
        ],
        *[(text, "links") for text in ("https://u:p@x.example/a", "https://x.example/a?b=1&token=abc")],
    ],
)
def test_exact_spots_ways_to_reach_somebody_and_secret_links_are_found_by_their_form(text: str, kind: str) -> None:
    found = list(particulars(f"it was at {text} on Monday"))
    assert {one.kind for one in found} == {kind}
    assert not any(char.isdigit() for char in f"it was at {text} on Monday"[: found[0].start])


@each(
    "text",
    [
        "The toll rose from 12.5 to 13.75 percent on 28.11.2024, 12:30.",
        "53 killed and 1,200 displaced between 2019 and 2024, 30 000 since.",
        "Magnitude 5.9; 12°C; M4+M5; km 35.93 of the M5; https://x.example/a?id=12",
    ],
)
def test_figures_dates_and_plain_links_are_no_particulars(text: str) -> None:
    assert list(particulars(text)) == []
