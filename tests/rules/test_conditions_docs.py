"""The page on conditions says what is so."""

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from streams.core.conditions import CasualtiesCondition, CeasefireCondition, OtherCondition, RouteCondition
from streams.core.conditions.items import SourceCondition, TextCondition
from streams.core.conditions.places import PlaceCondition
from streams.edges.documents import Document
from streams.edges.rulefiles import RULE
from streams.edges.yamlfiles import parse_yaml
from tests.cases import each

PAGE = (Path(__file__).parents[2] / "docs" / "rules" / "conditions.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
FRAME = {"version": 1, "id": "framed", "kind": "immediate", "group_by": "rule", "severity": "major"}
OUTLINE = '{"type": "Polygon", "coordinates": [[[36, 35], [37, 35], [37, 36], [36, 35]]]}'
MODELS: dict[str, type[BaseModel]] = {
    "fact: casualties": CasualtiesCondition,
    "fact: route": RouteCondition,
    "fact: ceasefire": CeasefireCondition,
    "fact: other": OtherCondition,
    "place": PlaceCondition,
    "source": SourceCondition,
    "text": TextCondition,
}


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_what_the_page_shows_can_be_written(block: str, tmp_path: Path) -> None:
    (tmp_path / "areas").mkdir()
    (tmp_path / "areas" / "corridor.geojson").write_text(OUTLINE, encoding="utf-8")
    document = parse_yaml(block.encode(), "conditions.md")

    assert document.problems == ()
    assert RULE.read(Document(str(tmp_path / "rule.yaml"), FRAME | document.data))[1] == ()


@each("place", MODELS)
def test_the_page_lists_every_field(place: str) -> None:
    (row,) = re.findall(rf"^\| `{place}` \| (.*) \|$", PAGE, re.MULTILINE)
    fields = {field.alias or name for name, field in MODELS[place].model_fields.items()} - {"fact"}

    assert set(re.findall(r"`(\w+)`", row)) == fields
