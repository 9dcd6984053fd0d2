"""Letters: the id and the plain text of an e-mail, both of which Apprise makes by itself and takes from nobody.

Nothing could reply to an id that is not known, and the text that it makes of a page runs its rows together. It makes each with
one function, which is wrapped here, for threads that ask for it and no others.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import make_msgid
from typing import Any

from apprise import NotifyFormat
from apprise.plugins.email import base

_local = threading.local()
_apprise: Any = base
_converted: Any = _apprise.convert_between


@contextmanager
def lettered(message_id: str, text: str) -> Iterator[None]:
    """Give the e-mails that this thread sends this id, or Apprise's own if it is empty, and beside their page this plain text.

    Both count until the block ends.
    """
    _apprise.make_msgid, _apprise.convert_between = _id, _plain
    _local.message_id, _local.text = message_id, text
    try:
        yield
    finally:
        del _local.message_id, _local.text


def _id(idstring: str | None = None, domain: str | None = None) -> str:
    return getattr(_local, "message_id", "") or make_msgid(idstring, domain)


def _plain(of: NotifyFormat, to: NotifyFormat, body: str) -> str:
    return getattr(_local, "text", "") or str(_converted(of, to, body))
