"""Letters: the id of an e-mail. Apprise makes one for each by itself and takes no other, so that nothing could reply to it.

It makes them with one function, which is wrapped here, for threads that ask for it and no others.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import make_msgid
from typing import Any

from apprise.plugins.email import base

_local = threading.local()
_apprise: Any = base


@contextmanager
def numbered(message_id: str) -> Iterator[None]:
    """Give the e-mails that this thread sends this id, until the block ends; without one, Apprise's own."""
    _apprise.make_msgid = _id
    _local.message_id = message_id
    try:
        yield
    finally:
        del _local.message_id


def _id(idstring: str | None = None, domain: str | None = None) -> str:
    return getattr(_local, "message_id", "") or make_msgid(idstring, domain)
