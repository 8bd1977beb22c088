"""What counts as one place on the network, when wrong tries or calls are counted."""

import ipaddress

# One household or office has at least a /64 (RFC 6177); whoever has it has 2 ** 64 addresses.
IPV6_PREFIX = 64


def network_of(address: str) -> str:
    """An IPv4 address as it is, of an IPv6 address its /64; anything else as it is."""
    try:
        known = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv4Address):
        return str(known)
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return str(ipaddress.ip_network((known, IPV6_PREFIX), strict=False))
