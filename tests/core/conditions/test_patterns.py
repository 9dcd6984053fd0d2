import re2
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.core.conditions.patterns import Pattern, pattern_of
from streams.core.conditions.words import Words, folded, phrase_of

PIECE = st.sampled_from(
    [
        "road",
        "Bridge",
        "é",
        "ß",
        "K",
        "(?:ab|cd)",
        "(?P<n>cut)",
        "[a-c]",
        "[^x]",
        "[[:digit:]k]",
        ".",
        r"\.",
        r"\pL",
        r"\x41",
        "-",
        " ",
    ]
)
REPEAT = st.sampled_from(["", "", "", "?", "*", "+", "{2}", "{0,3}", "+?"])
BODY = st.lists(st.builds(lambda piece, repeat: piece + repeat, PIECE, REPEAT), min_size=1, max_size=5).map("".join)
WRITTEN = st.builds(
    lambda flags, bodies, ends: flags + (f"\\b(?:{'|'.join(bodies)})\\b" if ends else "|".join(bodies)),
    st.sampled_from(["", "(?i)"]),
    st.lists(BODY, min_size=1, max_size=2),
    st.booleans(),
)
TEXT = st.lists(
    st.sampled_from(
        ["road", "ROAD", "bridge", "Bridge", "É", "é", "ß", "ẞ", "K", "k", "ab", "cut", "A", "7", ".", "-", " "]
    ),
    max_size=9,
).map("".join)


def readable(written: str) -> Pattern | None:
    try:
        return pattern_of(written)
    except ValueError:
        return None


@settings(max_examples=300, deadline=None)
@given(written=WRITTEN, text=TEXT)
def test_every_text_that_a_pattern_meets_has_its_anchor(written: str, text: str) -> None:
    pattern = readable(written)
    if pattern is not None and pattern.anchor is not None and any(pattern.find(text)):
        assert pattern.anchor in text.casefold()


@settings(max_examples=150, deadline=None)
@given(body=BODY, text=TEXT)
def test_a_pattern_without_classes_of_words_finds_what_re2_finds(body: str, text: str) -> None:
    pattern = readable(body)
    if pattern is not None:
        assert list(pattern.find(text)) == [found.span() for found in re2.compile(body).finditer(text)]


@given(
    words=st.lists(st.sampled_from(["aid", "Convoy", "hôpital", "停火", "x"]), max_size=8),
    start=st.integers(0, 7),
    length=st.integers(1, 3),
)
def test_a_phrase_stands_where_its_words_follow_one_another(words: list[str], start: int, length: int) -> None:
    phrase = words[start : start + length]
    if not phrase:
        return
    text = " ".join(words)
    found = [text[begin:end] for begin, end in Words(text).find(phrase_of(" ".join(phrase)))]
    expected = [words[at : at + len(phrase)] for at in range(len(words)) if words[at : at + len(phrase)] == phrase]
    assert found == [" ".join(one) for one in expected]


def test_folding_drops_case_accents_and_what_nobody_sees() -> None:
    assert [folded(word) for word in ("Élan", "STRASSE", "straße", "co\u00adop", "كـتاب", "İzmir")] == [
        "elan",
        "strasse",
        "strasse",
        "coop",
        "كتاب",
        "izmir",
    ]
