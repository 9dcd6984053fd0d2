"""Files that come with tocsin: inside of the package when it is installed, beside it in a checkout."""

from pathlib import Path

import streams
from streams.core.errors import Outside


def packaged(name: str) -> Path:
    """The folder ``rules`` or ``seeds`` that came with tocsin. Raises Outside when it is gone."""
    package = Path(streams.__file__).parent
    for folder in (package / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise Outside(f"the folder {name} that comes with tocsin is missing; install tocsin anew")
