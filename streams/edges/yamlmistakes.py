"""What a YAML parser's complaint means to somebody who writes a rule, and where the mistake was made.

The parser's own place is where it gave up, which is often the line after the mistake; for what was opened and never
closed, the place of the opening is told.
"""

import re
from typing import Any

from ruamel.yaml.error import YAMLError

_TAB_INDENT = re.compile(r" *\t[ \t]*(?=\S)")

_AT_START: dict[str, str] = {
    "while scanning an alias": "text that begins with * must stand in quotes",
    "while scanning an anchor": "text that begins with & must stand in quotes",
    "while scanning a quoted scalar": "the quotation that begins here is not closed; put the same quote at its end",
    "while parsing a flow sequence": "the list that begins here with [ is not closed with ], or lacks a comma between entries",
    "while parsing a flow mapping": "the mapping that begins here with { is not closed with }, or lacks a comma between fields",
    "while scanning a simple key": "this line has no colon after its name; write NAME: VALUE, or indent it under the text above",
}
"""By what the parser was doing: said of the place where that began."""

_AT_END: tuple[tuple[str, str], ...] = (
    (
        "mapping values are not allowed",
        "a colon where none can stand: put text that holds a colon and a space in quotes, or check the indentation",
    ),
    (
        "block sequence entries are not allowed",
        "a list begins on a line of its own, each entry with - and a space",
    ),
    ("expected key", "this does not belong to the lines above; check the indentation, and quotes around text"),
    (
        "expected '-' indicator",
        "among the entries of a list, each begins with - and a space, and stands below the first",
    ),
    ("<block end>", "this does not belong to the lines above; check the indentation, and quotes around text"),
    ("unknown escape", "a backslash means something else in double quotes; put text with a backslash in single quotes"),
    ("tag", "text that begins with ! must stand in quotes"),
    ("document start", "the file goes on after its end; check the indentation and the brackets"),
    ("node content", "a value is missing here"),
)
"""By words of the parser's complaint: said of the place where it gave up."""


def mistake(error: YAMLError, text: str) -> tuple[int, int, str]:
    """Line and column (from 1) and a sentence that names the mend, for a complaint of the parser about ``text``."""
    lines = text.splitlines() or [""]
    ended: Any = getattr(error, "problem_mark", None)
    began: Any = getattr(error, "context_mark", None) or ended
    if ended is None:
        return 1, 1, f"cannot be read as YAML: {str(error).splitlines()[0]}"
    if tab := _tab(lines[: ended.line + 1]):
        return *tab, "a tab; YAML is indented with spaces only: put two spaces in its place"
    problem, context = str(getattr(error, "problem", "")), str(getattr(error, "context", ""))
    line, column = _within(ended, lines)
    char = lines[line - 1][column - 1 : column]
    if "cannot start any token" in problem:
        return line, column, f"text that begins with {char or 'this sign'} must stand in quotes"
    if "expected key" in problem and lines[line - 1][: column - 1].rstrip().endswith(("'", '"')):
        return line, column, "text goes on after its closing quote; use the other kind of quote around it"
    if "unknown escape" not in problem and context in _AT_START:
        return *_within(began, lines), _AT_START[context]
    for words, sentence in _AT_END:
        if words in problem:
            return line, column, sentence
    return line, column, f"cannot be read as YAML: {problem}"


def _tab(lines: list[str]) -> tuple[int, int] | None:
    for number, line in enumerate(lines, start=1):
        if _TAB_INDENT.match(line):
            return number, line.index("\t") + 1
    return None


def _within(mark: Any, lines: list[str]) -> tuple[int, int]:
    """The mark's place; the end of the last line for one beyond it."""
    if mark.line >= len(lines):
        return len(lines), len(lines[-1]) + 1
    return mark.line + 1, mark.column + 1
