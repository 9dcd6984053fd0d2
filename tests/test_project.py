"""What the repository promises about itself, so that nobody has to remember it."""

import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from ruamel.yaml import YAML

from tests.cases import each

ROOT = Path(__file__).resolve().parent.parent
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))
LONGEST_MODULE = 400
MACHINE_PATH = re.compile(r"/(?<![\w.}]/)(?:work|root|home/\w+|Users/\w+)/")
"""It begins with a letter of its own, which ``re`` looks for at once; the other way round it takes fifty times as long."""


def tracked_files() -> Iterator[tuple[str, str]]:
    """Each text file that git tracks or would track, as (path from the root, content)."""
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for name in filter(None, names.split("\0")):
        path = ROOT / name
        if path.is_file():
            content = path.read_bytes()
            if b"\0" not in content:
                yield name, content.decode("utf-8")


def requirements(lock: Path) -> list[str]:
    """The requirements of a lock, each with its hashes on one line."""
    lines = [line for line in lock.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#")]
    return [" ".join(entry.split()) for entry in "\n".join(lines).replace("\\\n", " ").splitlines() if entry.strip()]


def names_and_versions(lock: Path) -> set[str]:
    return {entry.split(" --hash")[0] for entry in requirements(lock)}


def test_there_is_a_lock_for_each_use() -> None:
    assert [lock.stem for lock in LOCKS] == ["build", "dev", "java", "runtime", "spacy", "train"]


@each("lock", LOCKS)
def test_every_locked_requirement_is_one_version_with_its_hashes(lock: Path) -> None:
    entries = requirements(lock)

    assert entries
    for entry in entries:
        assert re.fullmatch(r"[a-z0-9._-]+==\S+( ; [^-]+?)?( --hash=sha256:[0-9a-f]{64})+", entry), entry[:120]


@each("lock", LOCKS)
def test_a_lock_names_no_host(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")

    assert "://" not in text
    assert not re.search(r"^\s*--(?!hash=)", text, re.MULTILINE), "an option such as --index-url names a host"


@pytest.mark.parametrize(
    "lock", [lock for lock in LOCKS if lock.stem in {"build", "runtime"}], ids=lambda lock: lock.stem
)
def test_the_image_runs_the_versions_that_were_tested(lock: Path) -> None:
    assert names_and_versions(lock) <= names_and_versions(ROOT / "requirements" / "dev.lock")


def test_the_locks_give_what_the_project_asks_for() -> None:
    described = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = {
        "runtime": described["project"]["dependencies"],
        **described["project"]["optional-dependencies"],
        "build": described["dependency-groups"]["build"],
        "dev": [*described["dependency-groups"]["test"], *described["dependency-groups"]["lint"]],
    }
    for name, entries in asked.items():
        lines = (Requirement(entry) for entry in names_and_versions(ROOT / "requirements" / f"{name}.lock"))
        locked = {canonicalize_name(line.name): str(line.specifier).removeprefix("==") for line in lines}
        for wanted in map(Requirement, entries):
            assert wanted.specifier.contains(locked.get(canonicalize_name(wanted.name), "0")), f"{name}.lock: {wanted}"


def test_the_readme_gives_a_reason_for_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = [
        *project["dependencies"],
        *(entry for extra in project["optional-dependencies"].values() for entry in extra),
    ]
    names = {re.split(r"[\[<>=~!; ]", entry, maxsplit=1)[0] for entry in declared}
    told = set(re.findall(r"^\| `([^`]+)` \|", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE))

    assert told == names


def test_compose_runs_the_kafka_that_the_tests_run() -> None:
    pom = (ROOT / "streams" / "kafka" / "distribution" / "pom.xml").read_text(encoding="utf-8")
    tested = re.search(r"<kafka\.version>([\d.]+)</kafka\.version>", pom)
    compose = YAML(typ="safe").load(ROOT / "docker-compose.yml")

    assert tested
    assert compose["services"]["broker"]["image"] == f"apache/kafka:{tested[1]}"


def test_compose_publishes_ports_on_loopback_only() -> None:
    compose = YAML(typ="safe").load(ROOT / "docker-compose.yml")
    ports = [port for service in compose["services"].values() for port in service.get("ports", [])]

    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    found = [
        f"{name}:{content.count(chr(10), 0, match.start()) + 1}: {match[0]}"
        for name, content in tracked_files()
        if name != "tests/test_project.py"
        for match in MACHINE_PATH.finditer(content)
    ]

    assert found == []


def test_no_module_is_longer_than_one_idea() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in (ROOT / "streams").rglob("*.py")
    }

    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}
