# SPDX-License-Identifier: Apache-2.0
"""A network between browser and server that delays, loses, cuts, and lets old bytes arrive late."""

import asyncio
import random


class BadNetwork:
    """Listens beside a server and passes on what comes, well or badly."""

    def __init__(self, server_port: int, seed: int) -> None:
        self.port = 0
        self.is_bad = False
        self.cuts = 0
        self._server_port = server_port
        self._random = random.Random(seed)
        self._is_down = False
        self._tasks: set[asyncio.Task] = set()

    async def __aenter__(self) -> "BadNetwork":
        self._listener = await asyncio.start_server(self._begin, "127.0.0.1", 0)
        self.port = self._listener.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_) -> None:
        self._listener.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _begin(self, reader, writer) -> None:
        task = asyncio.create_task(self._accept(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _accept(self, reader, writer) -> None:
        if self._is_down:
            writer.transport.abort()
            return
        try:
            up = await asyncio.open_connection("127.0.0.1", self._server_port)
        except OSError:
            writer.transport.abort()
            return
        await Connection(self, (reader, writer), up).live()

    def delay(self) -> float:
        """How long bytes are under way, in seconds; one piece in twelve is stuck for a while."""
        if not self.is_bad:
            return 0
        return self._random.uniform(0.2, 0.6) if self._random.random() < 0.08 else self._random.uniform(0, 0.04)

    async def next_cut(self) -> str:
        """Waits until a connection is to be cut, and tells how."""
        while True:
            await asyncio.sleep(self._random.uniform(1.5, 8))
            if self.is_bad:
                self.cuts += 1
                return self._random.choice(["lost", "lost", "late", "late", "silent", "down"])

    async def go_down(self) -> None:
        """For a while nobody gets through at all."""
        self._is_down = True
        await asyncio.sleep(self._random.uniform(0.5, 2))
        self._is_down = False

    def lateness(self) -> float:
        """How late the bytes of a connection arrive that its sender believes dead, in seconds."""
        return self._random.uniform(0.3, 2.5)


class Connection:
    """One connection through the network, and its end."""

    def __init__(self, network: BadNetwork, client, server) -> None:
        self._network = network
        self._client = client
        self._server = server
        self._is_silent = False

    async def live(self) -> None:
        late = asyncio.Queue()
        up = asyncio.create_task(self._carry(self._client[0], self._server[1], late))
        down = asyncio.create_task(self._carry(self._server[0], self._client[1], None))
        cut = asyncio.create_task(self._network.next_cut())
        try:
            done, _ = await asyncio.wait({up, down, cut}, return_when=asyncio.FIRST_COMPLETED)
            if cut in done:
                await self._end(cut.result(), late)
        finally:
            for task in (up, down, cut):
                task.cancel()
            await asyncio.gather(up, down, cut, return_exceptions=True)
            for _, writer in (self._client, self._server):
                writer.transport.abort()

    async def _carry(self, reader, writer, late) -> None:
        """Passes bytes on in their order; those under way wait in `late`."""
        under_way = late or asyncio.Queue()

        async def read() -> None:
            while data := await reader.read(65_536):
                under_way.put_nowait(data)
            under_way.put_nowait(None)

        reading = asyncio.create_task(read())
        try:
            while True:
                await asyncio.sleep(self._network.delay())
                data = await under_way.get()
                if data is None:
                    return
                while self._is_silent:
                    await asyncio.sleep(0.05)
                writer.write(data)
                await writer.drain()
        except OSError:
            return
        finally:
            reading.cancel()

    async def _end(self, how: str, late) -> None:
        if how == "silent":
            # Nobody is told that nothing arrives any more.
            self._is_silent = True
            await asyncio.sleep(1.5)
        elif how == "down":
            await self._network.go_down()
        elif how == "late":
            # The page opens its next connection while what it sent by this one is still to arrive.
            self._client[1].transport.abort()
            await asyncio.sleep(self._network.lateness())
            while not late.empty():
                if data := late.get_nowait():
                    self._server[1].write(data)
            await asyncio.sleep(0.05)
