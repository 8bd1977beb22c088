"""`python -m video.relay [--index N]`: one relay worker."""

import argparse
import asyncio
import gc
import logging
import os
import sys

from video.relay.environment import SettingError, read_settings
from video.relay.moderation import RelayLoop
from video.relay.server import Server


def main() -> int:
    """Runs a worker until it is told to stop; 2 when a setting is wrong."""
    parser = argparse.ArgumentParser(prog="python -m video.relay", description=__doc__)
    parser.add_argument("--index", type=int, default=0, help="added to RELAY_PORT")
    arguments = parser.parse_args()
    if sys.flags.optimize:
        return _refuse("The relay does not run with python -O: aiortc relies on assert.")
    if arguments.index < 0:
        return _refuse("--index should not be negative.")
    _set_up_logging()
    try:
        settings = read_settings(os.environ, index=arguments.index)
    except SettingError as error:
        return _refuse(str(error))
    # What is loaded now lives for ever: keep the collector from walking through it; and packets
    # make tuples but no cycles: look for these less often.
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    try:
        with asyncio.Runner(loop_factory=RelayLoop) as runner:
            runner.run(Server(settings).run())
    except SettingError as error:
        return _refuse(str(error))
    except OSError as error:
        return _refuse(f"The relay cannot use port {settings.port}: {error.strerror}.")
    return 0


def _set_up_logging() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # At DEBUG they write whole SDPs with ICE passwords.
    for name in ("aiortc", "aioice"):
        logging.getLogger(name).setLevel(logging.WARNING)


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201 - for the person who starts it
    return 2


if __name__ == "__main__":
    sys.exit(main())
