"""YAML as plain data with the place of each part."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.core.errors import Outside
from streams.edges.documents import Document
from streams.edges.yamlfiles import MAX_BYTES, parse_yaml, read_yaml
from tests.cases import each


def parsed(text: str) -> Document:
    return parse_yaml(text.encode(), "file.yaml")


def test_words_of_older_yaml_stay_words() -> None:
    document = parsed("[NO, yes, on, off, y, 1_000, '12', 1:30, 2024-11-28, null, ~, true, 7, -3, 1.5, 1e3, .5]")

    assert document.data == [
        "NO", "yes", "on", "off", "y", "1_000", "12", "1:30", "2024-11-28", None, None, True, 7, -3, 1.5, 1000.0, 0.5,
    ]  # fmt: skip
    assert document.problems == ()


def test_each_part_has_its_line_and_column() -> None:
    document = parsed("a:\n  - b: 1\n    é: [x, y]\n")

    assert document.keys == {("a",): (1, 1), ("a", 0, "b"): (2, 5), ("a", 0, "é"): (3, 5)}
    assert document.values == {
        (): (1, 1),
        ("a",): (2, 3),
        ("a", 0): (2, 5),
        ("a", 0, "b"): (2, 8),
        ("a", 0, "é"): (3, 8),
        ("a", 0, "é", 0): (3, 9),
        ("a", 0, "é", 1): (3, 12),
    }


def test_a_missing_part_is_placed_at_the_part_around_it() -> None:
    document = parsed("a: 1\nb:\n  c: 2\n")

    assert document.spot(("b", "d")) == (2, 1)
    assert document.spot(("b", "c")) == (3, 6)
    assert document.spot(("b", "c"), at_key=True) == (3, 3)
    assert document.spot(("e", "f")) == (1, 1)


def test_all_that_is_refused_is_told_at_once_and_the_rest_is_read() -> None:
    document = parsed("a: &x 1\nb: *x\nc: 012\na: 2\nd: !!int 3\ne: 5\n")

    assert [(problem.line, problem.column) for problem in document.problems] == [(1, 4), (2, 4), (3, 4), (4, 1), (5, 4)]
    assert document.data == {"a": 1, "b": None, "c": None, "d": 3, "e": 5}
    assert document.is_refused(("b",))
    assert not document.is_refused(("e",))


def test_a_bomb_of_aliases_is_refused_and_not_unfolded() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))

    document = parsed(bomb)

    assert len(document.problems) == 9 + 16
    assert document.data["i"] == [None, None]


def test_deep_nesting_is_refused_at_the_place_where_it_gets_too_deep() -> None:
    document = parsed("[" * 100_000)

    assert [str(problem) for problem in document.problems] == [
        "file.yaml:1:33: nested more than 32 deep; write it flatter"
    ]


def test_deep_nesting_inside_of_a_name_is_refused() -> None:
    assert parsed("? " + "[" * 5000 + "]" * 5000 + "\n: a").problems[-1].message.startswith("nested more than 32 deep")


@each(
    ("raw", "told"),
    [
        (b"a: 1\nb: caf\xe9\n", "file.yaml:2:7: byte 0xe9 is not UTF-8; save the file as UTF-8"),
        ("a: 1".encode("utf-16"), "file.yaml:1:1: byte 0xff is not UTF-8; save the file as UTF-8"),
        (
            b"a: \x1b[31m",
            "file.yaml:1:4: the character U+001B, which nobody sees, does not belong in a file; delete it",
        ),
        (
            "a: 1\u2028b: 2".encode(),
            "file.yaml:1:5: the character U+2028, which nobody sees, does not belong in a file; delete it",
        ),
        (b"a: " + b"x" * MAX_BYTES, "file.yaml:1:1: the file is over the limit of 256 KiB; split it"),
        (b"null: 1", 'file.yaml:1:1: a field\'s name must be a word, not null; in quotes, "null" is one'),
        (b"{[a]: 1}", "file.yaml:1:2: a field's name must be one word, not a list or a mapping; is a quote missing?"),
        (
            b"a: 99999999999999999999",
            "file.yaml:1:4: 99999999999999999999 is no number that can be used; write it as text, in quotes",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_mend(raw: bytes, told: str) -> None:
    assert [str(problem) for problem in parse_yaml(raw, "file.yaml").problems] == [told]


def test_a_file_of_mistakes_alone_is_told_by_its_first_hundred() -> None:
    document = parsed("a: &b 1\n" * 20_000)

    assert len(document.problems) == 100
    assert document.data is None


def test_a_sentence_stays_short_whatever_it_quotes() -> None:
    (problem,) = parsed("a: !" + "x" * 100_000 + " b").problems

    assert len(problem.message) < 410
    assert problem.message.startswith("the tag !xxx")
    assert problem.message.endswith("put text that begins with ! in quotes")


def test_a_byte_order_mark_is_passed_over() -> None:
    assert parse_yaml(b"\xef\xbb\xbfa: 1\n", "file.yaml").data == {"a": 1}


def test_line_ends_of_windows_do_not_move_a_place() -> None:
    assert parse_yaml(b"a: 1\r\nb: 012\r\n", "file.yaml").problems[0].line == 2


def test_colons_and_question_marks_inside_brackets_are_read_as_yaml_1_2_says() -> None:
    assert parsed("[Who?, http://a.example/b, 2025-01-01T09:00:00Z]").data == [
        "Who?",
        "http://a.example/b",
        "2025-01-01T09:00:00Z",
    ]


def test_a_file_that_is_not_there_is_an_outside_failure(tmp_path: Path) -> None:
    with pytest.raises(Outside, match=r"absent\.yaml: cannot be read: No such file"):
        read_yaml(tmp_path / "absent.yaml")


@given(st.binary(max_size=200) | st.text(alphabet="ab:-[]{}#&*!|>'\"%@ \n\t?,012", max_size=80).map(str.encode))
def test_any_bytes_give_data_or_problems_inside_the_file(raw: bytes) -> None:
    document = parse_yaml(raw, "file.yaml")

    lines = raw.decode("utf-8", "replace").count("\n") + 1
    assert document.data is not None or document.problems or document.values
    assert all(1 <= problem.line <= lines and problem.column >= 1 for problem in document.problems)
