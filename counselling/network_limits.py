"""How many new bookings, places in a line and requests one place on the network may make.

Without this a script could hold every free time of a desk. Offices whose many people share one
address are named in OFFICE_NETWORKS and are not counted; kiosks are known by their device. With
Redis away nobody is refused: people go before thrift.
"""

import ipaddress
import logging
from enum import Enum
from functools import cache

from django.conf import settings
from django.http import HttpRequest
from limits import RateLimitItem, parse_many
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter
from redis.exceptions import RedisError

from counselling.exceptions import TooManyFromNetwork
from video.networks import network_of

logger = logging.getLogger(__name__)


class Act(Enum):
    """What is counted, and how often it may happen."""

    HOLD = "10 per minute; 60 per hour"
    TICKET = "10 per minute; 60 per hour"
    REQUEST = "5 per minute; 20 per hour"
    VERIFY = "20 per minute; 200 per hour"


def count(request: HttpRequest, act: Act) -> None:
    """Count an act of the network that the request comes from.

    Raises:
        TooManyFromNetwork: It has done so too often; nothing else was done.
    """
    address = request.META["REMOTE_ADDR"]
    if is_office(address):
        return
    network = network_of(address)
    try:
        allowed = [_limiter().hit(item, act.name, network) for item in _items(act)]
    except (RedisError, OSError) as error:
        logger.warning("acts of networks are not counted: %s", type(error).__name__)
        return
    if not all(allowed):
        raise TooManyFromNetwork


def is_office(address: str) -> bool:
    """Say whether an address is of a network that many people share by agreement."""
    try:
        known = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return any(known in network for network in settings.OFFICE_NETWORKS)


@cache
def _items(act: Act) -> list[RateLimitItem]:
    return list(parse_many(act.value))


@cache
def _limiter() -> MovingWindowRateLimiter:
    address = settings.REDIS_URL.replace("unix://", "redis+unix://", 1)
    storage = storage_from_string(
        address, key_prefix="maju:limits", socket_connect_timeout=1, socket_timeout=1
    )
    return MovingWindowRateLimiter(storage)
