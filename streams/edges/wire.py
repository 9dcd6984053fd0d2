"""The wire: what a service answered over HTTP. Apprise keeps that to itself, and tells only whether it went well.

Every service of Apprise that speaks HTTP does so through ``requests``, each with a session that nobody else can reach,
and ``requests`` has no hook for all sessions. So its one way out is wrapped here, for threads that ask for it and no
others. It also holds them to follow no redirect, whatever the service thinks of it.
"""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import requests
from urllib3.exceptions import ProtocolError

from streams.edges.answers import retry_after


@dataclass(slots=True)
class Wire:
    """The requests of one message. ``headers`` are added to each; ``status`` is the last answer's.

    ``retry_after`` is the wish of the service in seconds; ``doubtful`` tells that a request went out whole and no
    answer came back: what it carried may have arrived.
    """

    headers: Mapping[str, str] = field(default_factory=dict)
    status: int | None = None
    retry_after: float | None = None
    doubtful: bool = False


_local = threading.local()
_plain_send = requests.Session.send


@contextmanager
def watched(wire: Wire) -> Iterator[None]:
    """Keep what the requests of this thread are answered, until the block ends."""
    requests.Session.send = _send  # type: ignore[method-assign]  # the one way out of every session
    _local.wire = wire
    try:
        yield
    finally:
        del _local.wire


def _send(self: requests.Session, request: requests.PreparedRequest, **options: Any) -> requests.Response:
    wire: Wire | None = getattr(_local, "wire", None)
    if wire is None:
        return _plain_send(self, request, **options)
    for name, value in wire.headers.items():
        request.headers.setdefault(name, value)
    wire.status, wire.doubtful = None, False
    try:
        response = _plain_send(self, request, **options | {"allow_redirects": False})
    except requests.RequestException as error:
        wire.doubtful = isinstance(error, requests.ReadTimeout) or _cut_off(error)
        raise
    wire.status = response.status_code
    if response.status_code in (429, 503):
        wire.retry_after = retry_after(response.headers)
    return response


def _cut_off(error: requests.RequestException) -> bool:
    """Whether the connection stood and then broke, rather than never came about."""
    return isinstance(error, requests.ConnectionError) and any(isinstance(one, ProtocolError) for one in error.args)
