"""Which simulcast layer a viewer gets: by the size it shows it at and by what it can take."""

from collections.abc import Sequence
from itertools import pairwise

from video.relay.media_in import Layer
from video.relay.media_out import Leg
from video.relay.track import Track

# Heights for pages that ask for none, by how many pictures they show.
_HEIGHTS = ((1, 10_000), (4, 360), (10_000, 200))
# A picture is made larger on the screen only by so much: above it the next layer is better.
STRETCH = 1.35
# A larger layer must fit with room to spare, and not right after the last switch.
UPGRADE_BELOW = 0.8
UPGRADE_SECONDS = 2.0


def height_for(pictures: int) -> int:
    """The height worth sending to somebody who looks at that many pictures."""
    return next(height for most, height in _HEIGHTS if pictures <= most)


def choose_layer(leg: Leg, track: Track, *, height: int, share_bps: float | None) -> Layer | None:
    """The smallest layer that looks sharp at that height, or the next smaller one that fits.

    None while nothing flows.
    """
    flowing = flowing_layers(track)
    if not flowing:
        return None
    chosen = flowing[0]
    for smaller, layer in pairwise(flowing):
        room = 1.0 if layer is leg.layer else UPGRADE_BELOW
        fits = share_bps is None or layer.rate.bps <= share_bps * room
        if smaller.height * STRETCH < height and fits:
            chosen = layer
    return chosen


def flowing_layers(track: Track) -> list[Layer]:
    """Those that something comes of, from small to large."""
    return [layer for layer in track.ordered_layers() if layer.rate.bps > 0]


def allot(legs: Sequence[Leg], budget_bps: float) -> dict[Leg, float]:
    """What each of a viewer's pictures may use: first the least of each, then the largest more.

    Pictures without layers count with what they use; what is left over is everybody's.
    """
    shares: dict[Leg, float] = {}
    left = max(0.0, budget_bps)
    legs = sorted(legs, key=lambda leg: leg.max_height, reverse=True)
    for leg in legs:
        layers = flowing_layers(leg.track) if leg.track else []
        least = layers[0].rate.bps if layers else 0.0
        shares[leg] = min(left, least)
        left -= shares[leg]
    for leg in legs:
        larger = _wanted_bps(leg, pictures=len(legs)) / UPGRADE_BELOW - shares[leg]
        more = min(left, max(0.0, larger))
        shares[leg] += more
        left -= more
    return {leg: share + left / len(legs) for leg, share in shares.items()}


def _wanted_bps(leg: Leg, *, pictures: int) -> float:
    if leg.track is None:
        return 0.0
    height = leg.max_height or height_for(pictures)
    wanted = choose_layer(leg, leg.track, height=height, share_bps=None)
    return wanted.rate.bps if wanted else 0.0


def follow(leg: Leg, *, pictures: int, share_bps: float | None, now: float) -> None:
    """Switches the leg when another layer is right for it; the switch waits for a keyframe."""
    track = leg.track
    if track is None or len(track.layers) < 2:
        return
    height = leg.max_height or height_for(pictures)
    chosen = choose_layer(leg, track, height=height, share_bps=share_bps)
    current = leg.target or leg.layer
    if chosen is None or chosen is current:
        return
    grows = current is not None and current.rate.bps > 0 and chosen.height > current.height
    if grows and now - leg.switched_at < UPGRADE_SECONDS:
        return
    leg.switched_at = now
    leg.attach(chosen)
