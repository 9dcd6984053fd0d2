from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from streams.core.durations import Duration, duration, duration_text
from tests.cases import each

DURATION: TypeAdapter[timedelta] = TypeAdapter(Duration)


@each(
    ("text", "span"),
    [
        ("45s", timedelta(seconds=45)),
        ("30m", timedelta(minutes=30)),
        ("72h", timedelta(days=3)),
        ("7d", timedelta(days=7)),
        ("2w", timedelta(days=14)),
        ("1d12h", timedelta(hours=36)),
    ],
)
def test_a_duration_is_a_number_and_a_unit_or_several(text: str, span: timedelta) -> None:
    assert duration(text) == span


@each("text", ["", "72", "h", "72 h", "72H", "-1h", "1.5h", "3 days", "1h ", "\u0667d", "1234567s"])
def test_what_is_no_duration_is_refused_with_what_would_be_right(text: str) -> None:
    with pytest.raises(ValueError, match="write a number and a unit, such as 30m, 72h or 7d"):
        duration(text)


@each("text", ["0s", "0h0m", "3661d"])
def test_no_time_at_all_and_more_than_ten_years_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="outside of 1s to ten years"):
        duration(text)


def test_a_unit_named_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="names a unit twice"):
        duration("1h1h")


def test_a_field_takes_no_bare_number_because_its_unit_is_not_known() -> None:
    with pytest.raises(ValidationError, match="has no unit"):
        DURATION.validate_python(72)


def test_a_field_refuses_a_span_that_could_not_be_written() -> None:
    with pytest.raises(ValidationError, match="outside of 1s to ten years"):
        DURATION.validate_python(timedelta(0))


def test_a_field_is_written_as_an_operator_would_write_it() -> None:
    assert DURATION.dump_python(timedelta(hours=36), mode="json") == "1d12h"


@given(st.integers(1, 3660 * 86400))
def test_what_is_written_reads_back_to_the_same_span(seconds: int) -> None:
    span = timedelta(seconds=seconds)
    assert duration(duration_text(span)) == span
