"""Which addresses may be pinged: over TLS, or plainly on this machine, and never those by which machines speak to their host."""

import ipaddress
from urllib.parse import urlsplit


def unsafe(address: str) -> str | None:
    """What is wrong with an address to ping, without a word of it; None where it may be called."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "is no address"
    if parts.scheme not in ("https", "http") or not host:
        return "must begin with https:// and a host"
    if parts.username or parts.password:
        return "must hold no user and password; services give an address with a token"
    if parts.scheme == "http" and not _loopback(host):
        return "must begin with https://; http:// is for addresses of this machine, such as http://127.0.0.1:8000"
    if not outside(host):
        return "must not lead to a link-local, multicast or reserved address"
    return None


def outside(address: str) -> bool:
    """Whether a host may be called; of a name that is asked once it is resolved. Link-local are clouds' own services."""
    try:
        one = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return True
    mapped = one.ipv4_mapped if isinstance(one, ipaddress.IPv6Address) else None
    plain = mapped or one
    return not (plain.is_link_local or plain.is_multicast or plain.is_unspecified or plain.is_reserved)


def _loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
