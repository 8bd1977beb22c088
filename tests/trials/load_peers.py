"""Seats without codecs in real calls of the product, in a process of their own.

`python -m tests.trials.load_peers URL`, then a line of JSON per order on stdin: {"act": "sit",
"call": ..., "seats": [...], "all": [...]}, {"act": "mark"}, {"act": "report"}, {"act": "leave",
"call": ...}, {"act": "vanish", "seat": ...}. Each is answered by a line of JSON.
"""

import asyncio
import json
import sys
from typing import Any

from tests.trials.load_seat import LoadSeat


class Crowd:
    """All load seats of this process."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._seats: dict[str, LoadSeat] = {}
        self._calls: dict[str, list[str]] = {}

    async def obey(self, order: dict[str, Any]) -> dict[str, Any]:
        """Does one order; gives the answer."""
        act = order["act"]
        if act == "sit":
            return await self._sit(order["call"], order["seats"], order["all"])
        if act == "mark":
            for seat in self._seats.values():
                seat.mark()
        elif act == "report":
            return {"calls": {call: self._report(refs) for call, refs in self._calls.items()}}
        elif act == "leave":
            for ref in self._calls.pop(order["call"], []):
                await self._seats.pop(ref).leave()
        elif act == "vanish":
            await self._seats.pop(order["seat"]).vanish()
            self._calls = {
                call: [ref for ref in refs if ref != order["seat"]]
                for call, refs in self._calls.items()
            }
        return {}

    async def _sit(self, call: str, refs: list[str], everybody: list[str]) -> dict[str, Any]:
        self._calls[call] = refs
        for ref in refs:
            others = [other for other in everybody if other != ref]
            self._seats[ref] = LoadSeat(self._url, call, ref, others)
        await asyncio.gather(*(self._seats[ref].enter() for ref in refs))
        return {}

    def _report(self, refs: list[str]) -> dict[str, Any]:
        return {ref: self._seats[ref].report() for ref in refs}

    async def play(self) -> None:
        """One clock for all: sound each 20 ms, a picture each 200 ms."""
        loop = asyncio.get_running_loop()
        due, beat = loop.time(), 0
        while True:
            for number, seat in enumerate(list(self._seats.values())):
                seat.play(beat, picture=(beat + number) % 10 == 0)
            beat += 1
            due += 0.02
            await asyncio.sleep(max(0.0, due - loop.time()))


async def main(url: str) -> None:
    crowd = Crowd(url)
    playing = asyncio.create_task(crowd.play())
    reader = asyncio.StreamReader(limit=1 << 20)
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        try:
            answer = await crowd.obey(json.loads(line))
        except Exception as error:  # told to the trial, which ends with it
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)
    playing.cancel()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
