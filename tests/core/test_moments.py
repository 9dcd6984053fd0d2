from datetime import UTC, datetime, timedelta

import pytest
from pydantic import TypeAdapter, ValidationError

from streams.core.moments import Moment, moment
from tests.cases import each

MOMENT: TypeAdapter[datetime | timedelta] = TypeAdapter(Moment)
CLOCK = datetime(2025, 3, 1, 6, tzinfo=UTC)


@each(
    ("text", "hours"),
    [("+2h", 2), ("2h", 2), ("-3h", -3), ("+1d2h30m", 26.5), ("+0h", 0), ("0s", 0), ("2025-03-01T09:00:00+02:00", 1)],
)
def test_a_moment_is_counted_from_the_clock_or_absolute(text: str, hours: float) -> None:
    assert moment(MOMENT.validate_python(text), CLOCK) == CLOCK + timedelta(hours=hours)


@each("text", ["", "+", "2", 2, "soon", "+2 h", "--2h", "2025-03-01", "2025-03-01T09:00:00", "+h", True])
def test_what_could_mean_several_moments_is_refused(text: object) -> None:
    with pytest.raises(ValidationError, match=r"such as \+2h"):
        MOMENT.validate_python(text)
