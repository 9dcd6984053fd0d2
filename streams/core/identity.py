"""Names that are the same on every run: canonical JSON and the hashes made of it."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def canonical(value: Any) -> str:
    """Canonical JSON: keys sorted, no spaces, text unescaped. Used on topics and wherever a value is hashed."""
    return _ENCODER.encode(value)


def digest(*parts: Any, length: int = 24) -> str:
    """The first ``length`` hexadecimal digits of the SHA-256 of the parts' canonical JSON.

    24 digits are 96 bits: among a thousand million ids the chance of one collision is below 1e-11.
    """
    return hashlib.sha256(canonical(list(parts)).encode("utf-8", "surrogatepass")).hexdigest()[:length]


def key_text(rule: str, key: Mapping[str, str], *, exercise: bool) -> str:
    """The key of a match on its topic and of a deciding state: one rule and one group; drills stand apart."""
    return _key_text(rule, tuple(key.items()), exercise)


@lru_cache(maxsize=10_000)
def _key_text(rule: str, key: tuple[tuple[str, str], ...], exercise: bool) -> str:
    """The same, remembered: each step asks for the key of one match several times."""
    return canonical({"exercise": exercise, "key": dict(key), "rule": rule})


def read_key_text(text: str) -> tuple[str, dict[str, str], bool]:
    """The rule, the group key and the exercise mark that ``key_text`` wrote."""
    fields = json.loads(text)
    return fields["rule"], fields["key"], fields["exercise"]


def utc_text(moment: datetime) -> str:
    """RFC 3339 in UTC. Sorts as text in order of time when the fraction has the same length."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
