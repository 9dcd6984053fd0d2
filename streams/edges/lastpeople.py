"""The last people that could be told: a worker that begins with subscriptions that cannot be used does not tell nobody.

A copy of its folder is kept for that whenever its subscriptions can be used, whole, as they may name areas in files of their own.
"""

from dataclasses import replace
from pathlib import Path

from streams.core.errors import BadFiles, Outside, Problem
from streams.edges.bundles import read_bundle
from streams.edges.rulebook import NOBODY, Rulebook
from streams.edges.rulefiles import SUBSCRIPTIONS, load_subscriptions

_LAST = "last-people"


def with_people(book: Rulebook, home: Path) -> Rulebook:
    """The rulebook of a worker's own folder; where its subscriptions cannot be used, with the last ones that could.

    ``home`` is where copies are kept. Raises BadFiles where there is none: to tell nobody of anything would look like calm.
    """
    if not (book.folder / SUBSCRIPTIONS).is_file():
        return book
    if book.subscriptions is not NOBODY:
        _keep(book, home)
        return book
    try:
        kept = home / (home / _LAST).read_text(encoding="utf-8").strip() / SUBSCRIPTIONS
        people = load_subscriptions(kept)[0]
    except (OSError, Outside):
        people = None
    if people is None:
        told = "nobody could be told of anything, and no earlier version that can be used is kept here; mend it"
        raise BadFiles((*book.problems, Problem(str(book.folder / SUBSCRIPTIONS), 0, 0, told)))
    return replace(book, subscriptions=people)


def _keep(book: Rulebook, home: Path) -> None:
    try:
        bundle = read_bundle(book.folder)
    except BadFiles:
        return  # it is told where the folder is checked; it judges all the same
    bundle.unpack(home)
    new = home / f".{_LAST}"
    new.write_text(bundle.id, encoding="utf-8")
    new.replace(home / _LAST)
