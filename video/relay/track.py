"""One source that a seat publishes, and its layers."""

from collections.abc import Mapping

from video.relay.commands import Source
from video.relay.core.sdp import Codec, MediaKind
from video.relay.media_in import Layer


class Track:
    """One source that a seat publishes. layers: by rid, "" when there is no simulcast."""

    def __init__(
        self, *, mid: str, source: Source, kind: MediaKind, codecs: tuple[Codec, ...], owner: str
    ) -> None:
        self.mid = mid
        self.source = source
        self.kind = kind
        self.owner = owner
        self.rids: tuple[str, ...] = ()
        self.layers: dict[str, Layer] = {}
        self.set_codecs(codecs)

    def set_codecs(self, codecs: tuple[Codec, ...]) -> None:
        """The payload types of the last answer."""
        self.codecs: Mapping[int, Codec] = {
            codec.payload_type: codec for codec in codecs if codec.name != "rtx"
        }
        self.repairs: Mapping[int, int] = {
            codec.payload_type: int(str(codec.parameters["apt"]))
            for codec in codecs
            if codec.name == "rtx"
        }

    def add_layer(self, ssrc: int, rid: str = "") -> Layer:
        """Begins a layer, or goes on with the one of that rid under a new SSRC."""
        codec = next(iter(self.codecs.values()))
        old = self.layers.get(rid)
        layer = Layer(self, ssrc, codec.clock_rate, rid)
        if old is not None:
            layer.take_over(old)
        self.layers[rid] = layer
        return layer

    def ordered_layers(self) -> list[Layer]:
        """Its layers from small to large; before their heights are known, as they were offered."""
        rids = list(self.rids)
        return sorted(
            self.layers.values(),
            key=lambda layer: (layer.height, rids.index(layer.rid) if layer.rid in rids else 0),
        )

    def lasts(self, now: float) -> float:
        """Seconds since its first packet came; 0 before."""
        began = [lay.first_received_at for lay in self.layers.values() if lay.first_received_at]
        return now - min(began) if began else 0.0

    @property
    def packets(self) -> int:
        return sum(layer.reception.received for layer in self.layers.values())
