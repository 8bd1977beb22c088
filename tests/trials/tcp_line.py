"""A TCP forwarder that can be cut like a cable: what is under way waits, nobody is told."""

import asyncio
import contextlib

CHUNK_BYTES = 64 * 1024


class TcpLine:
    """Forwards host:port to target_port on 127.0.0.1 (or to `target_host`)."""

    def __init__(self, target_port: int, *, host: str = "127.0.0.1", target_host: str = "") -> None:
        self.port = 0
        self.opened = 0
        self._host = host
        self._target = (target_host or host, target_port)
        self._is_up = asyncio.Event()
        self._is_up.set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    async def open(self, port: int = 0) -> None:
        self._server = await asyncio.start_server(self._serve, self._host, port)
        self.port = self._server.sockets[0].getsockname()[1]

    def cut(self) -> None:
        """Nothing passes until `mend`."""
        self._is_up.clear()

    def mend(self) -> None:
        self._is_up.set()

    def drop(self) -> None:
        """Every connection is dead at once, as after a change of network."""
        for task in list(self._tasks):
            task.cancel()

    async def close(self) -> None:
        if self._server is not None:
            self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.opened += 1
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        await self._is_up.wait()
        with contextlib.suppress(OSError, asyncio.CancelledError):
            there_reader, there_writer = await asyncio.open_connection(*self._target)
            try:
                async with asyncio.TaskGroup() as group:
                    group.create_task(self._copy(reader, there_writer))
                    group.create_task(self._copy(there_reader, writer))
            finally:
                there_writer.transport.abort()
        writer.transport.abort()

    async def _copy(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(CHUNK_BYTES):
                await self._is_up.wait()
                writer.write(data)
                await writer.drain()
        with contextlib.suppress(OSError):
            writer.close()
