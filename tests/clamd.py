"""A real clamd whose database is one signature, made by the tests: the EICAR test file."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from counselling.gateways.antivirus import ClamdGateway

# In two pieces, so that no scanner takes this file for the test virus.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + rb"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SIGNATURE = "Maju-Test-EICAR"
STARTS_WITHIN_SECONDS = 60


class Clamd:
    """One daemon on a socket of its own; started and stopped by a test."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="maju-clamd-"))
        self.address = f"unix://{self.folder}/clamd.ctl"
        database = self.folder / "database"
        database.mkdir()
        # Name:TargetType (0: any file):Offset (*: anywhere):signature in hexadecimal
        (database / "test.ndb").write_text(f"{SIGNATURE}:0:*:{EICAR.hex()}\n")
        (self.folder / "clamd.conf").write_text(
            f"LocalSocket {self.folder}/clamd.ctl\n"
            f"DatabaseDirectory {database}\n"
            f"LogFile {self.folder}/clamd.log\n"
            f"TemporaryDirectory {self.folder}\n"
            "Foreground yes\nSelfCheck 0\nMaxThreads 2\nStreamMaxLength 25M\n"
            "ConcurrentDatabaseReload no\n"
        )
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        program = shutil.which("clamd") or "/usr/sbin/clamd"
        self._process = subprocess.Popen(
            [program, "--config-file", str(self.folder / "clamd.conf")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={"PATH": os.environ["PATH"]},
        )
        deadline = time.monotonic() + STARTS_WITHIN_SECONDS
        while not ClamdGateway(self.address, timeout_seconds=2).ping():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((self.folder / "clamd.log").read_text())
            time.sleep(0.1)

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
            self._process = None

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def silent_listener(folder: Path) -> socket.socket:
    """Listen on a socket and never answer, like a scanner that hangs."""
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(folder / "silent.ctl"))
    listener.listen(1)
    return listener
