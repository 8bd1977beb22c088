"""The first reference: aiortc's RTCPeerConnection and MediaRelay, as its examples use them.

A process of its own: reads one JSON line with an offer from stdin, writes one with the answer.
Every track is decoded, relayed and encoded again, back to its sender.
"""

import asyncio
import json
import sys

import aioice.ice
from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.contrib.media import MediaRelay


async def serve() -> None:
    aioice.ice.get_host_addresses = lambda use_ipv4, use_ipv6: ["127.0.0.1"]
    relay, connections = MediaRelay(), []
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        connections.append(connection)
        connection.on("track", lambda t, c=connection: c.addTrack(relay.subscribe(t)))
        offer = RTCSessionDescription(sdp=json.loads(line)["sdp"], type="offer")
        await connection.setRemoteDescription(offer)
        await connection.setLocalDescription(await connection.createAnswer())
        print(json.dumps({"sdp": connection.localDescription.sdp}), flush=True)
    await asyncio.gather(*(connection.close() for connection in connections))


if __name__ == "__main__":
    asyncio.run(serve())
