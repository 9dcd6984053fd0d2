import re
from pathlib import Path

import pytest
from pydantic import SecretStr

from streams.edges.channels import Channel, open_channels
from streams.edges.layers import trails
from streams.edges.settings import Settings

PAGE = (Path(__file__).parents[2] / "docs" / "channels.md").read_text(encoding="utf-8")
ADDRESSES = sorted(set(re.findall(r"[`']([a-z]+://[^`'\s]+)[`']", PAGE)))


def test_the_page_has_addresses_to_try() -> None:
    assert len(ADDRESSES) >= 15


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.partition(":")[0])
def test_every_address_of_the_page_is_one_that_can_be_used(address: str) -> None:
    opened = open_channels({"phone": SecretStr(address)}, timeout=1, concurrency=1)
    assert isinstance(opened["phone"], Channel), opened


def test_every_setting_that_the_page_names_is_one() -> None:
    named = set(re.findall(r"`(sending\.\w+)`", PAGE))
    assert named
    assert named <= {".".join(trail) for trail in trails(Settings)}


@pytest.mark.parametrize(
    ("name", "default"), [("attempts", "(4)"), ("backoff", "(1 s)"), ("backoff_max", "(60 s)"), ("timeout", "(30 s)")]
)
def test_the_defaults_that_the_page_tells_are_those_in_force(name: str, default: str) -> None:
    assert re.search(rf"`sending\.{name}`[^(`]*{re.escape(default)}", PAGE)
    assert getattr(Settings().sending, name) == int(re.sub(r"\D", "", default))
