"""The last second of a source."""

from video.relay.core.packet_cache import CachedPacket, PacketCache


def packet(at: float) -> CachedPacket:
    return (b"data", 12, at)


def test_a_fresh_packet_is_found_and_a_stale_one_is_not():
    cache = PacketCache()
    cache.add(7, packet(1.0))

    assert cache.get(7, 1.9) == packet(1.0)
    assert cache.get(7, 2.1) is None
    assert cache.get(8, 1.0) is None


def test_no_more_than_512_are_kept():
    cache = PacketCache()
    for number in range(600):
        cache.add(number, packet(1.0))

    assert (len(cache), cache.get(87, 1.0), cache.get(88, 1.0)) == (512, None, packet(1.0))


def test_prune_frees_what_is_older_than_a_second():
    cache = PacketCache()
    cache.add(1, packet(1.0))
    cache.add(2, packet(2.0))
    cache.prune(2.5)

    assert (len(cache), cache.get(2, 2.5)) == (1, packet(2.0))


def test_clear_frees_everything():
    cache = PacketCache()
    cache.add(1, packet(1.0))
    cache.clear()

    assert len(cache) == 0


def test_the_newest_is_the_last_that_was_added():
    cache = PacketCache()
    assert cache.newest() is None
    cache.add(9, packet(1.0))
    cache.add(3, packet(1.5))
    cache.prune(1.6)

    assert cache.newest() == packet(1.5)


def test_the_newest_is_kept_however_old_because_numbers_go_on_from_it():
    cache = PacketCache()
    cache.add(1, packet(1.0))
    cache.add(2, packet(1.1))
    cache.prune(9.0)

    assert (len(cache), cache.newest()) == (1, packet(1.1))
    assert cache.get(2, 9.0) is None


def test_an_empty_cache_has_nothing_to_prune():
    cache = PacketCache()
    cache.prune(5.0)

    assert len(cache) == 0
