"""Decides, m-line by m-line, what an offer becomes; changes nothing yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from video.relay.commands import May, Published, Received, Source, TakeOffer
from video.relay.core.sdp import AnsweredLine, Codec, Direction, Offer, OfferedLine, SdpError
from video.relay.core.sdp_policy import choose_codecs, choose_extensions

Role = Literal["publish", "receive", "idle", "rejected"]


@dataclass(frozen=True)
class PlannedLine:
    """What one m-line will do. seat: whose source a receiving line wants."""

    offered: OfferedLine
    role: Role
    source: Source = "camera"
    seat: str = ""
    codecs: tuple[Codec, ...] = ()
    extensions: Mapping[str, int] | None = None

    def answer(
        self, *, ssrc: int | None = None, rtx_ssrc: int | None = None, msid: str | None = None
    ) -> AnsweredLine:
        """The line as it is answered."""
        directions: dict[Role, Direction] = {"publish": "recvonly", "receive": "sendonly"}
        has_rtx = any(codec.name == "rtx" for codec in self.codecs)
        return AnsweredLine(
            mid=self.offered.mid,
            kind=self.offered.kind,
            direction=directions.get(self.role, "inactive"),
            rejected=self.role == "rejected",
            codecs=self.codecs,
            extensions=self.extensions or {},
            ssrc=ssrc,
            rtx_ssrc=rtx_ssrc if has_rtx else None,
            msid=msid,
            cname=self.seat,
            rids=self.offered.rids if self.role == "publish" else (),
        )


def plan_lines(offer: Offer, command: TakeOffer) -> tuple[PlannedLine, ...]:
    """One planned line per m-line, in the offer's order.

    Raises: SdpError when a companion list and the offer do not fit each other.
    """
    publishes = {entry.mid: entry for entry in command.publishes}
    receives = {entry.mid: entry for entry in command.receives}
    _check_companions(offer, command, publishes, receives)
    return tuple(
        _plan_line(line, command.may, publishes.get(line.mid), receives.get(line.mid))
        for line in offer.lines
    )


def _check_companions(
    offer: Offer,
    command: TakeOffer,
    publishes: Mapping[str, Published],
    receives: Mapping[str, Received],
) -> None:
    mids = {line.mid for line in offer.lines}
    named = [*(entry.mid for entry in command.publishes), *(e.mid for e in command.receives)]
    if len(named) != len(publishes) + len(receives) or publishes.keys() & receives.keys():
        raise SdpError("A mid is named twice in publishes and receives.")
    if not set(named) <= mids:
        raise SdpError("publishes or receives names a mid that is not in the offer.")
    sources = [entry.source for entry in command.publishes]
    if len(set(sources)) != len(sources):
        raise SdpError("A source is published twice.")


def _plan_line(
    line: OfferedLine, may: May, published: Published | None, received: Received | None
) -> PlannedLine:
    if line.rejected:
        return PlannedLine(offered=line, role="rejected")
    if published is not None and line.direction in ("sendonly", "sendrecv"):
        _check_kind(line, published.source)
        return _with_codecs(line, "publish" if _may_publish(may, published) else "idle", published)
    if received is not None and line.direction in ("recvonly", "sendrecv"):
        _check_kind(line, received.source)
        return _with_codecs(line, "receive", received)
    return _plan_idle(line)


def _may_publish(may: May, published: Published) -> bool:
    return may.publish and (may.share_screen or published.source != "screen")


def _check_kind(line: OfferedLine, source: Source) -> None:
    if (source == "microphone") != (line.kind == "audio"):
        raise SdpError(f"The m-line {line.mid} is {line.kind}, which does not fit its {source}.")


def _with_codecs(line: OfferedLine, role: Role, entry: Published | Received) -> PlannedLine:
    publishes = isinstance(entry, Published)
    return PlannedLine(
        offered=line,
        role=role,
        source=entry.source,
        seat="" if publishes else entry.seat,  # type: ignore[union-attr]
        codecs=choose_codecs(line, publishes=publishes),
        extensions=choose_extensions(line, publishes=publishes),
    )


def _plan_idle(line: OfferedLine) -> PlannedLine:
    """A line that does nothing now may be used again later; without a codec it is rejected."""
    publishes = line.direction == "sendonly"
    try:
        codecs = choose_codecs(line, publishes=publishes)
    except SdpError:
        return PlannedLine(offered=line, role="rejected")
    extensions = choose_extensions(line, publishes=publishes)
    return PlannedLine(offered=line, role="idle", codecs=codecs, extensions=extensions)
