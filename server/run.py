"""Runs the server on a socket until a signal ends it."""

import logging
import socket

import uvicorn
from fastapi import FastAPI

from server.app import create_app
from server.settings import ServerSettings


def listen(host: str, port: int) -> socket.socket | str:
    """A socket to serve on, or one sentence that says why there is none."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except (OSError, OverflowError) as error:
        listener.close()
        return f"cannot listen on {host}:{port}: {error}"
    return listener


def serve(settings: ServerSettings, listener: socket.socket) -> bool:
    """Serves; whether it came up at all."""
    return serve_app(create_app(settings), listener)


def serve_app(app: FastAPI, listener: socket.socket) -> bool:
    logging.basicConfig(format="%(levelname)s %(name)s: %(message)s", level=logging.INFO)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    # no access log: addresses of pages name applications
    config = uvicorn.Config(app, log_config=None, access_log=False)
    server = _Announcing(config)
    server.run(sockets=[listener])
    return server.started


class _Announcing(uvicorn.Server):
    """Says when it is ready, for whoever started it and waits."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and sockets:
            host, port = sockets[0].getsockname()[:2]
            print(f"mpp-server: ready on http://{host}:{port}", flush=True)
