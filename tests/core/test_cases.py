from streams.core.cases import as_written, case_words, names, substituted
from tests.cases import each

WRITTEN = {"name": "of ${n}", "given": ["${n} dead in ${place}"], "expect": [{"value": "${n}"}]}


def test_a_name_within_a_text_becomes_words_and_one_alone_keeps_its_kind() -> None:
    assert substituted(WRITTEN, {"n": 60, "place": "Idlib"}) == {
        "name": "of 60",
        "given": ["60 dead in Idlib"],
        "expect": [{"value": 60}],
    }


def test_a_name_without_a_value_stays_as_it_is_written() -> None:
    assert substituted("${n} in ${place}", {"n": 1}) == "1 in ${place}"


def test_a_value_that_looks_like_a_name_is_not_replaced_again() -> None:
    assert substituted("${a} ${b}", {"a": "${b}", "b": "x"}) == "${b} x"


def test_every_name_is_found_where_it_stands() -> None:
    assert list(names(WRITTEN)) == [
        (("name",), "n"),
        (("given", 0), "n"),
        (("given", 0), "place"),
        (("expect", 0, "value"), "n"),
    ]


def test_a_case_in_words() -> None:
    assert case_words({"toll": 60, "place": "Idlib"}) == "toll=60, place=Idlib"


@each("text", ["${n}", "$${n}", "$$${n}", "a ${n} b $${", "$", "${", "${1}"])
def test_a_text_that_holds_a_name_can_be_written(text: str) -> None:
    assert substituted(as_written(text), {"n": 1}) == text
    assert list(names(as_written(text))) == []
