"""The operator's tables of routes and ceasefires: what they give, and what is told of a broken one."""

from pathlib import Path

import pytest

from streams.core.errors import BadFiles
from streams.edges.tables import load_register

ROUTE = "routes:\n  - {name: M5, kind: road, countries: [SYR], aliases: [Damascus-Aleppo highway]}\n"
RAIL = "(did you mean railway?)"
TRUCE = "ceasefires:\n  - {name: Idlib truce, countries: [SYR], parties: [{name: army}]}\n"


def told(folder: Path) -> list[str]:
    with pytest.raises(BadFiles) as refused:
        load_register(folder)
    return [f"{Path(one.file).name}:{one.line}:{one.column}: {one.message}" for one in refused.value.problems]


def test_tables_of_several_files_make_one_register(tmp_path: Path) -> None:
    (tmp_path / "routes.yaml").write_text(ROUTE)
    (tmp_path / "more.yaml").write_text(TRUCE)

    register = load_register(tmp_path)

    assert [entry.name for entry in register.routes.routes] == ["M5"]
    assert [entry.name for entry in register.ceasefires.ceasefires] == ["Idlib truce"]


def test_a_folder_that_is_not_there_is_an_empty_register(tmp_path: Path) -> None:
    assert load_register(tmp_path / "absent").routes.routes == ()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("roads: []\n", "t.yaml:1:1: roads is not known; a table holds routes, junctions, ceasefires"),
        ("- M5\n", "t.yaml:1:1: a table holds lists named routes, junctions, ceasefires"),
        ("routes: M5\n", "t.yaml:1:9: routes is a list of entries, each beginning with -"),
        (
            ROUTE.replace("road", "rail"),
            't.yaml:2:22: kind is "rail"; write one of road, bridge, crossing, port, airport, railway, waterway '
            + RAIL,
        ),
        (
            ROUTE.replace("[SYR]", "[Syria]"),
            't.yaml:2:40: countries is "Syria"; write a country\'s three capital letters (ISO 3166-1), such as SYR',
        ),
        (ROUTE.replace("aliases", "alias"), "t.yaml:2:46: alias is not a field here (did you mean aliases?)"),
        (
            ROUTE.replace("name: M5, ", ""),
            "t.yaml:2:5: name is missing; add name: with text",
        ),
        (
            TRUCE.replace("[{name: army}]", "[army]"),
            't.yaml:2:53: parties is "army"; write its fields on lines of their own, indented below it: name, aliases',
        ),
    ],
)
def test_a_broken_table_is_told_by_line_and_mend(tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / "t.yaml").write_text(text)

    assert told(tmp_path) == [problem]
