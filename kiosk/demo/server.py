"""The demo's server: the real one, as a child process on SQLite, seeded with citizens who do not exist."""

import os
import subprocess
import sys
import threading
from pathlib import Path

READY_S = 60.0
DEFAULT_PORT = 8750
DEFAULT_URL = f"http://127.0.0.1:{DEFAULT_PORT}"


class ServerFailedError(RuntimeError):
    """The server did not start; its own words are in the message."""


def tool(name: str) -> str:
    """A console script of this environment."""
    return str(Path(sys.executable).with_name(name))


def provision(file: Path, data: Path, url: str = DEFAULT_URL) -> None:
    """Seeds the server's data and enrols this kiosk; a file that is there stays valid.

    Raises:
        ServerFailedError
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    command = [tool("mpp-server"), "seed", "--data", str(data), "--provision", str(file), "--server-url", url]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=READY_S)
    if done.returncode:
        raise ServerFailedError(f"mpp-server seed: {done.stderr.strip() or done.stdout.strip()}")


class EmbeddedServer:
    """Runs until `stop`."""

    def __init__(self, data: Path, port: int = DEFAULT_PORT) -> None:
        """Raises:
        ServerFailedError
        """
        command = [tool("mpp-server"), "run", "--data", str(data), "--port", str(port)]
        self._process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={**os.environ}
        )
        said = []
        assert self._process.stdout is not None
        for line in self._process.stdout:
            said.append(line.rstrip())
            if "ready on" in line:
                self._log = threading.Thread(target=self._drain, name="server-log", daemon=True)
                self._log.start()
                return
        raise ServerFailedError("mpp-server run: " + " | ".join(said[-5:]))

    def _drain(self) -> None:
        """A full pipe would stop the server; what it says further is its own log's business."""
        assert self._process.stdout is not None
        for _ in self._process.stdout:
            continue

    def stop(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(10.0)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.join()
        if self._process.stdout is not None:
            self._process.stdout.close()
