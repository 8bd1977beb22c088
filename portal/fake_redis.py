"""`python -m portal.fake_redis PORT`: a Redis for trying the product where none is installed.

A test tool in pure Python; never for real service.
"""

import logging
import signal
import sys
import threading

from fakeredis import TcpFakeServer


def main() -> None:
    """Serve on 127.0.0.1 until SIGTERM or SIGINT."""
    logging.basicConfig(level=logging.INFO)
    server = TcpFakeServer(("127.0.0.1", int(sys.argv[1])), server_type="redis")
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    logging.getLogger(__name__).info("fakeredis stands in for Redis: for trials only")
    signal.sigwait({signal.SIGTERM, signal.SIGINT})
    server.shutdown()


if __name__ == "__main__":
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    main()
