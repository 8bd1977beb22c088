"""The SDP of a robot's seat: an offer as a browser makes it, and what it needs of the answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from video.relay.commands import Published, Received, Source
from video.relay.core.sdp import SdpError
from video.relay.ice import Address, IceCredentials

OPUS_TYPE = 111
VP8_TYPE = 96

# No RTX: a repeat then comes under its own number, which is all a robot needs.
_SOUND = (
    f"m=audio 9 UDP/TLS/RTP/SAVPF {OPUS_TYPE}",
    f"a=rtpmap:{OPUS_TYPE} opus/48000/2",
    f"a=fmtp:{OPUS_TYPE} minptime=10;useinbandfec=1",
)
_PICTURE = (
    f"m=video 9 UDP/TLS/RTP/SAVPF {VP8_TYPE}",
    f"a=rtpmap:{VP8_TYPE} VP8/90000",
    f"a=rtcp-fb:{VP8_TYPE} goog-remb",
    f"a=rtcp-fb:{VP8_TYPE} ccm fir",
    f"a=rtcp-fb:{VP8_TYPE} nack",
    f"a=rtcp-fb:{VP8_TYPE} nack pli",
)


@dataclass
class RobotLine:
    """One m-line. seat: whose source is wanted there, "" where the robot sends its own.

    ssrc: ours where we send (given in the offer), the relay's where we receive (in its answer).
    """

    mid: str
    source: Source
    seat: str = ""
    ssrc: int = 0

    @property
    def is_sound(self) -> bool:
        return self.source == "microphone"


@dataclass(frozen=True)
class RobotAnswer:
    """What matters of an answer. ssrcs: mid -> what the relay sends there."""

    ufrag: str
    pwd: str
    fingerprint: tuple[str, str]
    candidates: tuple[Address, ...]
    ssrcs: dict[str, int]


def write_robot_offer(lines: Sequence[RobotLine], local: IceCredentials, fingerprint: str) -> str:
    """The offer of these lines, all in one bundle."""
    text = [
        "v=0",
        "o=- 1 1 IN IP4 0.0.0.0",
        "s=-",
        "t=0 0",
        f"a=group:BUNDLE {' '.join(line.mid for line in lines)}",
        f"a=ice-ufrag:{local.ufrag}",
        f"a=ice-pwd:{local.pwd}",
        f"a=fingerprint:sha-256 {fingerprint}",
        "a=setup:active",
    ]
    for line in lines:
        text += _SOUND if line.is_sound else _PICTURE
        text += [
            "c=IN IP4 0.0.0.0",
            "a=rtcp-mux",
            f"a=mid:{line.mid}",
            "a=recvonly" if line.seat else "a=sendonly",
        ]
        if not line.seat:
            text.append(f"a=ssrc:{line.ssrc} cname:robot")
    return "\r\n".join(text) + "\r\n"


def published(lines: Sequence[RobotLine]) -> tuple[Published, ...]:
    """The companion list of what is sent."""
    return tuple(Published(mid=line.mid, source=line.source) for line in lines if not line.seat)


def received(lines: Sequence[RobotLine]) -> tuple[Received, ...]:
    """The companion list of what is wanted."""
    return tuple(
        Received(mid=line.mid, seat=line.seat, source=line.source) for line in lines if line.seat
    )


def read_robot_answer(sdp: str) -> RobotAnswer:
    """Reads the relay's answer.

    Raises: SdpError when it lacks what is needed to connect.
    """
    found: dict[str, str] = {}
    candidates: list[Address] = []
    ssrcs: dict[str, int] = {}
    mid = ""
    try:
        for text in sdp.splitlines():
            name, _, value = text[2:].partition(":")
            if name == "mid":
                mid = value
            elif name == "candidate":
                parts = value.split()
                if parts[2] == "udp" and (parts[4], int(parts[5])) not in candidates:
                    candidates.append((parts[4], int(parts[5])))
            elif name == "ssrc":
                ssrcs.setdefault(mid, int(value.split()[0]))
            elif name in ("ice-ufrag", "ice-pwd", "fingerprint"):
                found[name] = value
        algorithm, digest = found["fingerprint"].split()
        return RobotAnswer(
            ufrag=found["ice-ufrag"],
            pwd=found["ice-pwd"],
            fingerprint=(algorithm, digest),
            candidates=tuple(candidates),
            ssrcs=ssrcs,
        )
    except (KeyError, IndexError, ValueError) as error:
        raise SdpError("The relay's answer cannot be read.") from error
