"""The m-lines of one peer as they were last answered: its tracks, its legs, and who is who."""

from collections.abc import Sequence

from video.relay.core.rtp import read_extensions
from video.relay.core.sdp import AnsweredLine
from video.relay.core.sdp_policy import MID, REPAIRED_RID, RID, TRANSPORT_CC
from video.relay.link import Link
from video.relay.media_in import Layer
from video.relay.media_out import Leg
from video.relay.negotiation import PlannedLine
from video.relay.track import Track

# One browser never has more streams than this; a flood of invented SSRCs stops here.
MAX_SSRCS = 64
_CLOCK_RATES = {"audio": 48000, "video": 90000}


class PeerLines:
    """Tracks by mid, legs by mid, layers and legs by SSRC."""

    def __init__(self, *, seat: str, link: Link) -> None:
        self.seat = seat
        self.tracks: dict[str, Track] = {}
        self.legs: dict[str, Leg] = {}
        self.layers: dict[int, Layer] = {}
        self.legs_by_ssrc: dict[int, Leg] = {}
        self.transport_cc_id = 0
        self.transport_cc_head = 0x100  # its one-byte element; nothing is like it before that
        self._mid_id = 0
        self._rid_id = 0
        self._repaired_rid_id = 0
        self._link = link
        self._repairs: dict[int, int] = {}  # RTX SSRC -> SSRC

    def apply(self, plan: Sequence[PlannedLine]) -> tuple[AnsweredLine, ...]:
        """Makes the tracks and legs of the plan and returns the answered lines."""
        self._drop_ended(plan)
        answered = []
        for line in plan:
            if line.role == "publish":
                self._apply_track(line)
                answered.append(line.answer())
            elif line.role == "receive":
                leg = self._apply_leg(line)
                # Sound and picture of a seat are one stream for the browser: it keeps them in step.
                stream = line.seat if line.source != "screen" else f"{line.seat}-screen"
                msid = f"{stream} {stream}-{line.source}"
                answered.append(line.answer(ssrc=leg.ssrc, rtx_ssrc=leg.rtx_ssrc, msid=msid))
            else:
                answered.append(line.answer())
        return tuple(answered)

    def _drop_ended(self, plan: Sequence[PlannedLine]) -> None:
        publishing = {line.offered.mid: line.source for line in plan if line.role == "publish"}
        receiving = {line.offered.mid for line in plan if line.role == "receive"}
        for mid in list(self.tracks):
            if publishing.get(mid) != self.tracks[mid].source:
                self._drop_track(mid)
        for mid in [mid for mid in self.legs if mid not in receiving]:
            # The leg is kept, so that its SSRC stays when the line is used again.
            self.legs[mid].detach()
            self.legs[mid].seat = ""

    def _drop_track(self, mid: str) -> None:
        track = self.tracks.pop(mid)
        for layer in track.layers.values():
            layer.close()
        track.layers.clear()
        self.layers = {ssrc: lay for ssrc, lay in self.layers.items() if lay.track is not track}

    def _apply_track(self, line: PlannedLine) -> None:
        offered = line.offered
        extensions = line.extensions or {}
        self.transport_cc_id = extensions.get(TRANSPORT_CC, self.transport_cc_id)
        if self.transport_cc_id:
            self.transport_cc_head = self.transport_cc_id << 4 | 1
        self._mid_id = extensions.get(MID, self._mid_id)
        self._rid_id = extensions.get(RID, self._rid_id)
        self._repaired_rid_id = extensions.get(REPAIRED_RID, self._repaired_rid_id)
        track = self.tracks.get(offered.mid)
        if track is None:
            track = Track(
                mid=offered.mid,
                source=line.source,
                kind=offered.kind,
                codecs=line.codecs,
                owner=self.seat,
            )
            self.tracks[offered.mid] = track
        track.set_codecs(line.codecs)
        track.rids = offered.rids
        self._repairs.update(offered.repair_ssrcs)
        media = [ssrc for ssrc in offered.ssrcs if ssrc not in offered.repair_ssrcs]
        if media and not offered.rids and media[0] not in self.layers:
            self.layers[media[0]] = track.add_layer(media[0])

    def _apply_leg(self, line: PlannedLine) -> Leg:
        mid = line.offered.mid
        leg = self.legs.get(mid)
        if leg is None:
            kind = line.offered.kind
            leg = Leg(mid=mid, kind=kind, link=self._link, clock_rate=_CLOCK_RATES[kind])
            self.legs[mid] = leg
            self.legs_by_ssrc[leg.ssrc] = leg
        if (leg.seat, leg.source) != (line.seat, line.source):
            leg.detach()
            leg.seat, leg.source = line.seat, line.source
        leg.set_formats(line.codecs, line.extensions or {})
        return leg

    def find_repaired(self, data: bytes, ssrc: int, payload_type: int) -> tuple[Layer, int] | None:
        """The layer an RTX packet repairs and the payload type it stands for."""
        layer = self.layers.get(self._repairs.get(ssrc, -1))
        if layer is None:
            layer = self._find_by_repaired_rid(data, ssrc, payload_type)
        if layer is None or payload_type not in layer.track.repairs:
            return None
        return layer, layer.track.repairs[payload_type]

    def _find_by_repaired_rid(self, data: bytes, ssrc: int, payload_type: int) -> Layer | None:
        if not self._repaired_rid_id or len(self._repairs) > MAX_SSRCS:
            return None
        extensions = read_extensions(data)
        track = self.tracks.get(_text(extensions.get(self._mid_id)))
        layer = track and track.layers.get(_text(extensions.get(self._repaired_rid_id)))
        if not layer or payload_type not in layer.track.repairs:
            return None
        self._repairs[ssrc] = layer.ssrc
        return layer

    def find_layer(self, data: bytes, ssrc: int, payload_type: int) -> Layer | None:
        """The layer of an SSRC that no offer named, by its mid and rid (RFC 8843, 9.2)."""
        if len(self.layers) >= MAX_SSRCS:
            return None
        extensions = read_extensions(data)
        track = self.tracks.get(_text(extensions.get(self._mid_id)))
        if track is None or payload_type not in track.codecs:
            return None
        rid = _text(extensions.get(self._rid_id)) if track.rids else ""
        if rid not in (track.rids or ("",)):
            return None
        self.layers = {k: v for k, v in self.layers.items() if v is not track.layers.get(rid)}
        layer = track.add_layer(ssrc, rid)
        self.layers[ssrc] = layer
        return layer

    def close(self) -> None:
        """Takes every track and leg out of the routing."""
        for leg in self.legs.values():
            leg.detach()
        for mid in list(self.tracks):
            self._drop_track(mid)


def _text(value: bytes | None) -> str:
    return "" if value is None else value.decode("ascii", "replace").rstrip("\0")
