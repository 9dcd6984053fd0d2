import re2
from hypothesis import given
from hypothesis import strategies as st

from streams.core.conditions.patterns import Pattern, pattern_of
from streams.core.conditions.words import Words, folded, phrase_of

WORDS = ("road", "Bridge", "é", "ß", "K", "Straße", "clinic", "-", " ")
BRACKETED = {
    "(?:ab|cd)": "cd", "(?P<n>cut)": "cut", "((a)|b)": "b", "[a-c]": "b", "[^x]": "y", "[[:digit:]k]": "7", "[]a]": "]",
    ".": "z", r"\.": ".", r"\pL": "я", r"\x41": "A", r"\w": "ø", r"[\w|]": "|", r"\|": "|",
}  # fmt: skip
REPEATED = {"": 1, "?": 0, "*": 2, "+": 2, "{2}": 2, "{0,3}": 0, "+?": 1, "*?": 0}

Met = tuple[str, str]
"""A pattern and a text that it meets."""


def repeated(piece: Met, repeat: str) -> Met:
    """A repetition is of the last sign of a word, and of the whole of what stands in brackets."""
    pattern, text = piece
    kept = text[:-1] if pattern == text else ""
    return pattern + repeat, kept + text[len(kept) :] * REPEATED[repeat]


PIECE = st.one_of(st.sampled_from(WORDS).map(lambda word: (word, word)), st.sampled_from(sorted(BRACKETED.items())))
BODY = st.lists(st.builds(repeated, PIECE, st.sampled_from(sorted(REPEATED))), min_size=1, max_size=5).map(
    lambda pieces: ("".join(pattern for pattern, _ in pieces), "".join(text for _, text in pieces))
)
TEXT = st.lists(st.sampled_from(["road", "ROAD", "É", "é", "ẞ", "K", "ab", "7", ".", " "]), max_size=6).map("".join)


def readable(written: str) -> Pattern | None:
    try:
        return pattern_of(written)
    except ValueError:
        return None


@given(
    body=BODY,
    other=BODY,
    before=TEXT,
    behind=TEXT,
    form=st.sampled_from(["{}", "(?i){}", "(?:{}|{other})", r"\b(?:{})\b", "{}|{other}"]),
)
def test_every_text_that_a_pattern_meets_has_its_anchor(
    body: Met, other: Met, before: str, behind: str, form: str
) -> None:
    text = body[1].swapcase() if form.startswith("(?i)") else body[1]
    around = f"{before} {text} {behind}" if "b" in form else f"{before}{text}{behind}"
    pattern = readable(form.format(body[0], other=other[0]))
    if pattern is not None:
        assert any(pattern.find(around)) or r"\b" in form or "(?i)" in form
        if any(pattern.find(around)) and pattern.anchor is not None:
            assert pattern.anchor in around.casefold()


@given(body=BODY, text=TEXT)
def test_a_pattern_without_classes_of_words_finds_what_re2_finds(body: Met, text: str) -> None:
    pattern = readable(body[0])
    if pattern is not None and r"\w" not in body[0]:
        found = [one.span() for one in re2.compile(body[0]).finditer(text + body[1])]
        assert list(pattern.find(text + body[1])) == found


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
