"""How hard the tests that draw their own input try: quickly by default, ``--hypothesis-profile=thorough`` for long.

Also what makes the tests take less time: where their files go, which worker runs which, and when garbage is collected.
"""

import gc
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.cases import Cases, read_cases
from tests.drawing import PROFILES

for name, inputs in PROFILES.items():
    settings.register_profile(name, max_examples=inputs, deadline=None)
settings.load_profile("quick")

gc.set_threshold(1_000_000)  # at 700 a third of the time of opening a language's words is spent on looking for garbage

_MEMORY = Path("/dev/shm")  # noqa: S108 (pytest makes a folder in it that nobody else may enter)
_ROOM = 1 << 28
"""Bytes that must be free there: the unit suite writes some 50 MB, and takes them away when it has passed."""


def pytest_configure(config: pytest.Config) -> None:
    """Let what the unit suite writes stay in memory: its databases would wait for the disk a quarter of the time."""
    if "not kafka" in config.option.markexpr and _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """With ``--dist loadfile``, which tests go to one worker is for ``tests.distribution`` to say, in the order of the files."""
    if config.getvalue("dist") != "loadfile":
        return None
    from tests.distribution import ByFileAndLanguages  # noqa: PLC0415 -- where pytest-xdist is not loaded it is not needed

    config.option.loadscopereorder = False
    return ByFileAndLanguages(config, log)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let one case of a list be chosen, as ``-k`` chooses one test."""
    parser.addoption(
        "--case",
        metavar="WORDS",
        default="",
        help="of the cases listed in YAML files check only those that hold these words, or stand at FILE:LINE",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With ``--case``, leave out every test that has no such case."""
    words = str(config.getoption("--case"))
    if words:
        left = [item for item in items if not _has_case(item, words)]
        items[:] = [item for item in items if item not in left]
        config.hook.pytest_deselected(items=left)


def _has_case(item: pytest.Item, words: str) -> bool:
    called = getattr(item, "callspec", None)
    file = None if called is None else called.params.get("cases")
    return file is not None and bool(read_cases(file, words).listed)


def pytest_collection_finish() -> None:
    """Leave the words, rules and tests that stay until the end out of every later collection of garbage."""
    gc.freeze()


@pytest.fixture
def cases(request: pytest.FixtureRequest) -> Cases:
    """The cases of the file that a test is run with (``tests.cases.of_files``)."""
    return read_cases(request.param, str(request.config.getoption("--case")))
