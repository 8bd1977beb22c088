"""The servers that the relay is compared with: started, joined by lean peers, ended."""

import asyncio
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import aiohttp

from tests.benchmarks.lean_peer import LeanPeer
from tests.benchmarks.load import Load
from tests.peers import free_port
from video.relay.environment import default_addresses

_JANUS_CONFIG = """general: {{
  configs_folder = "{folder}"
  plugins_folder = "{library}/plugins"
  transports_folder = "{library}/transports"
  debug_level = 2
  server_name = "bench"
}}
nat: {{ ice_enforce_list = "{interface}" }}
media: {{ rtp_port_range = "21500-21999" }}
plugins: {{ disable = "{plugins}" }}
transports: {{ disable = "{transports}" }}
loggers: {{ disable = "libjanus_jsonlog.so" }}
"""
_JANUS_HTTP = """general: {{ base_path = "/janus" http = true port = {port} ip = "127.0.0.1" }}
"""


class MediaRelayServer:
    """aiortc's own MediaRelay in a process of its own."""

    name = "aiortc MediaRelay"

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.media_relay_server"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    async def join(self, load: Load) -> None:
        """Adds one peer that gets its own sound and picture back."""
        peer, video, audio = make_echo_peer()
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps({"sdp": peer.offer()}) + "\n")
        self.process.stdin.flush()
        line = await asyncio.to_thread(self.process.stdout.readline)
        await peer.connect(json.loads(line)["sdp"])
        load.add(peer, video, audio)

    def stop(self) -> None:
        # Its decoder threads may keep it alive for ever (docs/relay.md, traps).
        self.process.kill()
        self.process.wait(10)


def make_echo_peer(**options: Any) -> tuple[LeanPeer, int, int]:
    peer = LeanPeer(**options)
    return peer, peer.echo("camera"), peer.echo("microphone")


class JanusServer:
    """Janus with its EchoTest plugin, driven over its HTTP interface."""

    name = "Janus EchoTest"

    def __init__(self) -> None:
        program = shutil.which("janus")
        library = next(Path("/usr/lib").glob("*/janus"), Path("/usr/lib/janus"))
        if program is None or not library.exists():
            raise FileNotFoundError("janus is not installed")
        self._folder = Path(tempfile.mkdtemp(prefix="maju-janus-"))
        self._url = f"http://127.0.0.1:{self._write_config(library)}/janus"
        self._http: aiohttp.ClientSession | None = None
        self._listeners: list[asyncio.Task[None]] = []
        self.process = subprocess.Popen(
            [program, "-F", str(self._folder), "-C", str(self._folder / "janus.jcfg")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _write_config(self, library: Path) -> int:
        port = free_port()
        plugins = _others(library / "plugins", "libjanus_echotest.so")
        transports = _others(library / "transports", "libjanus_http.so")
        (self._folder / "janus.jcfg").write_text(
            _JANUS_CONFIG.format(
                folder=self._folder,
                library=library,
                interface=outward_address(),
                plugins=plugins,
                transports=transports,
            )
        )
        (self._folder / "janus.transport.http.jcfg").write_text(_JANUS_HTTP.format(port=port))
        (self._folder / "janus.plugin.echotest.jcfg").write_text("general: { events = false }\n")
        return port

    async def start(self) -> None:
        """Waits until its HTTP interface answers."""
        self._http = aiohttp.ClientSession()
        for _ in range(100):
            try:
                async with self._http.get(f"{self._url}/info"):
                    return
            except aiohttp.ClientError:
                await asyncio.sleep(0.1)
        raise TimeoutError("janus does not answer")

    async def join(self, load: Load) -> None:
        """Adds one peer that gets its own sound and picture back."""
        peer, video, audio = make_echo_peer(host=outward_address())
        session = await self._ask("", janus="create")
        path = f"/{session}"
        handle = await self._ask(path, janus="attach", plugin="janus.plugin.echotest")
        body = {"audio": True, "video": True}
        jsep = {"type": "offer", "sdp": peer.offer()}
        await self._ask(f"{path}/{handle}", janus="message", body=body, jsep=jsep)
        sdp = await self._wait_answer(path)
        self._listeners.append(asyncio.create_task(self._keep_session(path)))
        await peer.connect(sdp)
        load.add(peer, video, audio)

    async def _ask(self, path: str, **message: Any) -> Any:
        assert self._http is not None
        message["transaction"] = "bench"
        async with self._http.post(self._url + path, json=message) as response:
            body = await response.json()
        return body.get("data", {}).get("id")

    async def _wait_answer(self, path: str) -> str:
        assert self._http is not None
        for _ in range(20):
            async with self._http.get(self._url + path) as response:
                body = await response.json()
            if "jsep" in body:
                return str(body["jsep"]["sdp"])
        raise TimeoutError("janus gave no answer")

    async def _keep_session(self, path: str) -> None:
        """A session that is not polled ends after a minute."""
        assert self._http is not None
        while True:
            async with self._http.get(self._url + path) as response:
                await response.read()

    async def close(self) -> None:
        for task in self._listeners:
            task.cancel()
        if self._http is not None:
            await self._http.close()

    def stop(self) -> None:
        self.process.kill()
        self.process.wait(10)
        shutil.rmtree(self._folder, ignore_errors=True)


def _others(folder: Path, kept: str) -> str:
    return ",".join(sorted(path.name for path in folder.glob("*.so") if path.name != kept))


def outward_address() -> str:
    """The address of the machine's interface: Janus leaves loopback out."""
    return default_addresses()[-1]
