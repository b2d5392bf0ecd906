"""Where a request comes from, for rate limits and logs."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The client's address: the last one a trusted proxy of ours saw, else the peer's; of IPv6 the network.

    A header that anyone can send is believed only where the settings name a proxy of our own.
    """
    if settings.TRUSTED_PROXY:
        forwarded: str = request.META.get("HTTP_X_FORWARDED_FOR", "")
        if forwarded:
            return _counted_as(forwarded.rsplit(",", 1)[-1].strip())
    peer: str = request.META.get("REMOTE_ADDR", "")
    return _counted_as(peer)


def _counted_as(text: str) -> str:
    """The text by which one client is counted: every IPv6 client has a whole /64 to choose addresses from."""
    try:
        address = ip_address(text)
    except ValueError:
        return text
    if not isinstance(address, IPv6Address):
        return str(address)
    return str(address.ipv4_mapped or ip_network((address.packed, 64), strict=False))
