"""What a word without quotes means in YAML 1.2's core schema (https://yaml.org/spec/1.2.2/#103-core-schema).

``NO`` and ``2024-11-28`` stay words there, as people expect. A number that two readers would take for two things is
refused: ``012`` is ten to some programs and twelve to others.
"""

import re

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEAN = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_WHOLE = re.compile(r"[-+]?[0-9]{1,18}\Z")
_LEADING_ZERO = re.compile(r"[-+]?0[0-9]{1,17}\Z")
_OTHER_BASE = re.compile(r"0o[0-7]{1,20}\Z|0x[0-9a-fA-F]{1,16}\Z")
_DECIMAL = re.compile(r"[-+]?(?:\.[0-9]{1,32}|[0-9]{1,32}(?:\.[0-9]{0,32})?)(?:[eE][-+]?[0-9]{1,2})?\Z")
_LONG = re.compile(r"[-+]?[0-9]{19,}\Z")
_NOT_FINITE = re.compile(r"(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\Z")


def scalar(text: str) -> tuple[str | int | float | bool | None, str]:
    """The value of a word without quotes, and empty; or None and a sentence that names the mend."""
    if text in _NULL:
        return None, ""
    if text in _BOOLEAN:
        return _BOOLEAN[text], ""
    if text[0] not in "+-.0123456789":
        return text, ""
    if _LEADING_ZERO.match(text):
        return None, f'{text} begins with 0; write {int(text)} for the number, or "{text}" for text'
    if _WHOLE.match(text):
        return int(text), ""
    if _OTHER_BASE.match(text):
        return None, f'write {int(text, 0)} for the number {text}, or "{text}" for text'
    if _LONG.match(text) or _NOT_FINITE.match(text):
        return None, f"{text[:24]} is no number that can be used; write it as text, in quotes"
    return (float(text) if _DECIMAL.match(text) else text), ""
