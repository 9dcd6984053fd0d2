from datetime import UTC, datetime, timedelta

from streams.core.exercises import exercised
from streams.core.items import Item

BEGIN = datetime(2026, 5, 1, 9, tzinfo=UTC)
START = datetime(2024, 11, 28, tzinfo=UTC)


def item(name: str, minutes: float, **fields: object) -> Item:
    said = {"id": name, "source": "radio", "title": "", "text": "The M5 is cut.", "published": START + timedelta(minutes=minutes)}  # fmt: skip
    return Item.model_validate(said | fields)


def test_every_item_is_marked_and_has_an_id_of_the_run() -> None:
    drill = [one for _, one in exercised([item("a", 0), item("b", 5)], "drill-1", BEGIN)]
    assert [(one.id, one.exercise) for one in drill] == [("drill-1-a", True), ("drill-1-b", True)]


def test_two_versions_of_one_item_stay_versions_of_one_item() -> None:
    later = item("a", 0, updated=START + timedelta(minutes=30), text="The M5 is open.")
    drill = [one for _, one in exercised([item("a", 0), later], "drill-1", BEGIN, 60)]
    assert [(one.id, one.version) for one in drill] == [
        ("drill-1-a", BEGIN), ("drill-1-a", BEGIN + timedelta(seconds=30)),
    ]  # fmt: skip


def test_the_news_is_moved_to_the_drills_day_in_order_and_to_scale() -> None:
    drill = list(exercised([item("b", 90), item("a", 0), item("c", 120)], "drill-1", BEGIN, 60))
    assert [(after, one.id, one.published) for after, one in drill] == [
        (timedelta(), "drill-1-a", BEGIN),
        (timedelta(seconds=90), "drill-1-b", BEGIN + timedelta(seconds=90)),
        (timedelta(seconds=120), "drill-1-c", BEGIN + timedelta(seconds=120)),
    ]


def test_the_longest_id_is_still_an_id() -> None:
    ((_, drill),) = exercised([item("x" * 512, 0)], "drill-1", BEGIN)
    assert Item.model_validate(drill.model_dump()).id.startswith("drill-1-")


def test_no_items_are_no_exercise() -> None:
    assert list(exercised([], "drill-1", BEGIN)) == []
