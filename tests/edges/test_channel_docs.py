import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from streams.edges.channels import Channel, open_channels
from streams.edges.layers import trails
from streams.edges.settings import Settings
from streams.edges.webhooks import WebhookChannel
from tests.cases import each

PAGE = (Path(__file__).parents[2] / "docs" / "channels.md").read_text(encoding="utf-8")
ADDRESSES = sorted(set(re.findall(r"[`']([a-z]+://[^`'\s]+)[`']", PAGE)))


def test_the_page_has_addresses_to_try() -> None:
    assert len(ADDRESSES) >= 15


@each("address", ADDRESSES)
def test_every_address_of_the_page_is_one_that_can_be_used(address: str) -> None:
    opened = open_channels({"phone": SecretStr(address)}, timeout=1, concurrency=1)
    assert isinstance(opened["phone"], Channel | WebhookChannel), opened


def test_the_receiver_of_the_page_verifies_what_is_sent_and_takes_nothing_else() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    room: dict[str, Any] = {}
    exec(code.partition("\nwith ")[0], room)  # noqa: S102 (the page's own)
    body = '{"event": "fire"}'
    now = datetime.now(UTC)
    signed = Webhook(room["SECRET"]).sign("d1", now, body)
    headers = {"webhook-id": "d1", "webhook-timestamp": str(int(now.timestamp())), "webhook-signature": signed}
    assert room["taken"](body.encode(), headers) == {"event": "fire"}
    assert room["taken"](body.encode(), headers) is None
    with pytest.raises(WebhookVerificationError):
        room["taken"](b"{}", headers | {"webhook-id": "d2"})


def test_every_setting_that_the_page_names_is_one() -> None:
    named = set(re.findall(r"`(sending\.\w+)`", PAGE))
    assert named
    assert named <= {".".join(trail) for trail in trails(Settings)}


@each(
    ("name", "default"), [("attempts", "(4)"), ("backoff", "(1 s)"), ("backoff_max", "(60 s)"), ("timeout", "(30 s)")]
)
def test_the_defaults_that_the_page_tells_are_those_in_force(name: str, default: str) -> None:
    assert re.search(rf"`sending\.{name}`[^(`]*{re.escape(default)}", PAGE)
    assert getattr(Settings().sending, name) == int(re.sub(r"\D", "", default))
