import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.core.errors import BadItem
from streams.core.items import MAX_BYTES, MAX_DEPTH, Item, item_json, item_of, read_item
from tests.cases import each
from tests.core.given import hour

LINE: dict[str, Any] = {
    "id": "a-1",
    "source": "agency",
    "title": "Bridge cut",
    "text": "The bridge at Caia was cut.",
    "published": "2025-03-04T06:10:00+02:00",
}


def line(**fields: Any) -> str:
    return json.dumps(LINE | fields)


def without(*names: str) -> str:
    return json.dumps({name: value for name, value in LINE.items() if name not in names})


def test_a_line_with_the_required_fields_is_an_item() -> None:
    item = read_item(line())
    assert (item.id, item.source, item.title) == ("a-1", "agency", "Bridge cut")
    assert item.published.isoformat() == "2025-03-04T06:10:00+02:00"
    assert (item.status, item.exercise, item.language, item.updated) == ("usable", False, None, None)


@each("name", ["source", "title", "text", "published"])
def test_a_required_field_that_is_missing_is_named(name: str) -> None:
    with pytest.raises(BadItem, match=f"{name}: is missing; write "):
        read_item(without(name))


def test_a_field_under_a_name_like_one_that_is_missing_is_named_too() -> None:
    with pytest.raises(BadItem, match=r"published: is missing; write when.*is publshed meant"):
        read_item(without("published").replace('"id"', '"publshed": "2025-03-04T06:10:00+02:00", "id"'))


def test_title_or_text_may_be_empty_but_not_both() -> None:
    assert read_item(line(title="")).title == ""
    assert read_item(line(text="")).text == ""
    with pytest.raises(BadItem, match="title and text are both empty; write at least one of them"):
        read_item(line(title=" ", text="\n"))


@each(
    ("published", "reason"),
    [
        ("2025-03-04 06:10:00", "RFC 3339 with an offset"),
        ("2025-03-04T06:10:00", "RFC 3339 with an offset"),
        ("4 March 2025", "RFC 3339 with an offset"),
        ("2025-02-30T06:10:00Z", "published"),
        ("2025-03-04T25:10:00Z", "published"),
        ("0001-01-01T00:00:00+14:00", "1970"),
        ("1969-12-31T23:59:59Z", "1970"),
        ("1970-01-01T00:30:00+01:00", "1970"),
        ("9998-01-01T00:00:00Z", "1970"),
        (1741068600, "text in RFC 3339"),
        (True, "text in RFC 3339"),
        (["2025-03-04T06:10:00Z"], "text in RFC 3339"),
        (None, "text in RFC 3339|write when"),
    ],
)
def test_a_moment_that_is_not_known_for_sure_is_refused(published: object, reason: str) -> None:
    with pytest.raises(BadItem, match=reason):
        read_item(line(published=published))


def test_a_number_of_six_thousand_digits_is_refused_in_words() -> None:
    with pytest.raises(BadItem, match="6,000 digits"):
        read_item(line(published=0).replace('"published": 0', '"published": ' + "9" * 6000))


def test_a_number_too_large_for_a_float_is_refused() -> None:
    with pytest.raises(BadItem, match="too large"):
        read_item(line(score=0).replace('"score": 0', '"score": 1e999'))


@each("constant", ["NaN", "Infinity", "-Infinity"])
def test_what_json_does_not_know_is_refused(constant: str) -> None:
    with pytest.raises(BadItem, match="not a JSON number"):
        read_item(line(score=0).replace('"score": 0', f'"score": {constant}'))


def test_an_item_may_be_a_day_ahead_of_the_newest_moment_but_not_more() -> None:
    assert read_item(line(published="2025-03-02T00:00:00Z"), latest=hour(0)).published == hour(24)
    with pytest.raises(BadItem, match="more than a day ahead"):
        read_item(line(published="2025-03-02T00:00:01Z"), latest=hour(0))


@each(
    ("raw", "reason"),
    [
        (b'{"id": "a", "source": "agency", "title": "Cut', "not JSON"),
        (b"", "not JSON"),
        (b"[]", "JSON object"),
        (b'"text"', "JSON object"),
        (b"null", "JSON object"),
        (b'{"source": "\xff"}', "not UTF-8: byte 12"),
        (b'{"id": "a", "id": "b"}', "'id' stands twice"),
        (b"[" * 100_000, "nested"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "nested"),
    ],
)
def test_bytes_that_are_no_item_are_refused_with_a_reason(raw: bytes, reason: str) -> None:
    with pytest.raises(BadItem, match=reason):
        read_item(raw)


def test_an_item_over_four_mebibytes_is_refused() -> None:
    room = MAX_BYTES - len(line(text=""))
    assert len(read_item(line(text="x" * room)).text) == room
    with pytest.raises(BadItem, match="over the limit of 4,194,304"):
        read_item(line(text="x" * (room + 1)))


def test_extra_fields_may_nest_to_the_limit_but_not_past_it() -> None:
    def nested(levels: int) -> object:
        return [nested(levels - 1)] if levels else 1

    assert read_item(line(more=nested(MAX_DEPTH - 1))).extra == {"more": nested(MAX_DEPTH - 1)}
    with pytest.raises(BadItem, match="nested more than 32 deep"):
        read_item(line(more=nested(MAX_DEPTH)))


@each("name", ["a\nb", "a\x00", "\x1b[2J", "a\x9fb", ""])
def test_an_id_with_control_characters_or_nothing_in_it_is_refused(name: str) -> None:
    with pytest.raises(BadItem, match=r"^id: "):
        read_item(line(id=name))


def test_an_id_that_looks_like_a_path_is_only_a_name() -> None:
    assert read_item(line(id="../../etc/passwd")).id == "../../etc/passwd"


def test_an_item_without_id_has_one_made_of_source_title_and_moment() -> None:
    first = read_item(without("id"))
    assert first.id == read_item(without("id", "language")).id
    assert len(first.id) == 32
    others = [
        line(id=None, **change) for change in ({"source": "radio"}, {"title": "Other"}, {"url": "https://a.test"})
    ]
    assert first.id not in {read_item(other).id for other in others}


def test_posts_of_one_minute_without_title_are_told_apart_by_their_text() -> None:
    assert read_item(line(id=None, title="", text="One.")).id != read_item(line(id=None, title="", text="Two.")).id


def test_a_link_makes_the_id_whatever_the_title() -> None:
    url = "https://example.test/1"
    assert read_item(line(id=None, url=url)).id == read_item(line(id=None, url=url, title="Changed")).id


@each("name", ["language", "url", "received", "updated", "status", "exercise", "extra"])
def test_an_optional_field_that_is_null_counts_as_left_out(name: str) -> None:
    assert read_item(line(**{name: None})) == read_item(line())


def test_the_text_is_kept_as_it_came() -> None:
    text = "Six people\x00 were killed.\r\n\u200bCuliaca\u0301n\x1b[0m"
    assert read_item(line(text=text)).text == text


def test_a_lone_surrogate_becomes_the_replacement_character() -> None:
    item = read_item('{"source":"a","title":"Half \\ud83d","text":"\\udc00.","published":"2025-03-04T06:10:00Z"}')
    assert (item.title, item.text) == ("Half \ufffd", "\ufffd.")
    json.dumps(item_json(item), ensure_ascii=False).encode()


def test_a_byte_order_mark_and_a_carriage_return_around_the_line_are_no_matter() -> None:
    assert read_item(b"\xef\xbb\xbf" + line().encode() + b"\r\n") == read_item(line())


def test_the_version_is_the_moment_of_the_update_else_of_publication() -> None:
    assert read_item(line()).version == read_item(line()).published
    assert read_item(line(updated="2025-03-05T00:00:00Z")).version.isoformat() == "2025-03-05T00:00:00+00:00"


def test_unknown_fields_are_kept_and_come_back_at_the_top() -> None:
    item = read_item(line(grade="B2", extra={"desk": "east"}))
    assert item.extra == {"desk": "east", "grade": "B2"}
    assert item_json(item) == LINE | {"grade": "B2", "desk": "east"}


def test_what_extra_holds_under_an_own_field_is_never_read_as_that_field() -> None:
    item = read_item(line(extra={"exercise": True, "status": "canceled", "extra": {"id": "z"}}))
    again = item_of(item_json(item))
    assert again == item
    assert (again.exercise, again.status) == (False, "usable")


def test_every_problem_of_an_item_is_told_at_once() -> None:
    with pytest.raises(BadItem, match=r"title: is missing; write the headline.*status: must be 'usable' or 'canceled'"):
        read_item(json.dumps({"id": "a", "source": "b", "text": "", "published": LINE["published"], "status": "gone"}))


def test_an_item_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        read_item(line()).title = "Other"  # type: ignore[misc]


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(max_size=8) | st.sampled_from(sorted(Item.model_fields)), values, max_size=5))
def test_an_item_that_is_not_refused_reads_back_from_what_it_writes(fields: dict[str, Any]) -> None:
    with suppress(BadItem):
        item = item_of(LINE | fields)
        assert read_item(json.dumps(item_json(item))) == item


@given(st.binary(max_size=60))
def test_no_bytes_bring_anything_but_an_item_or_a_reason(raw: bytes) -> None:
    with pytest.raises(BadItem):
        read_item(raw)
