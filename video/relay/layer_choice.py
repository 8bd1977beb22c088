"""Which simulcast layer a viewer gets: by the size it shows it at and by what it can take."""

from video.relay.media_in import Layer
from video.relay.media_out import Leg
from video.relay.track import Track

# Heights for pages that ask for none, by how many pictures they show.
_HEIGHTS = ((1, 10_000), (4, 360), (10_000, 200))
# A larger layer must fit with room to spare, and not right after the last switch.
UPGRADE_BELOW = 0.8
UPGRADE_SECONDS = 2.0


def height_for(pictures: int) -> int:
    """The height worth sending to somebody who looks at that many pictures."""
    return next(height for most, height in _HEIGHTS if pictures <= most)


def choose_layer(leg: Leg, track: Track, *, height: int, share_bps: float | None) -> Layer | None:
    """The largest layer that is flowing, not higher than wanted, and fits; the smallest at least.

    None while nothing flows.
    """
    flowing = [layer for layer in track.ordered_layers() if layer.rate.bps > 0]
    if not flowing:
        return None
    chosen = flowing[0]
    for layer in flowing[1:]:
        room = 1.0 if layer is leg.layer else UPGRADE_BELOW
        fits = share_bps is None or layer.rate.bps <= share_bps * room
        if layer.height <= height and fits:
            chosen = layer
    return chosen


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
