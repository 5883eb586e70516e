"""Starting the web app: who may come in, on which address, and the server itself."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable
from contextlib import closing
from urllib.parse import urlsplit

from sayso.ledger import Ledger
from sayso.web.access import LOOPBACK, Access


class ServeError(Exception):
    """The app can't be started. The message is meant for the user as it stands."""


def serve(
    target: str,
    *,
    host: str = "127.0.0.1",
    port: int = 8742,
    password: str | None = None,
    tiles: str | None = None,
    say: Callable[[str], None] = print,
) -> None:
    """Show the ledger at `target` (made if it is not there) in the browser until Ctrl-C.

    Anyone with the token of the printed address gets in, or, with a `password`, whoever knows that. `tiles` is the
    address of map tiles, with {z}, {x} and {y}; without it the map comes from this program alone. Raises ServeError,
    LedgerError.
    """
    import uvicorn

    from sayso.web.app import create_app

    if host not in LOOPBACK and not password:
        raise ServeError(
            f"--host {host} lets other machines in, and that needs a password: put one in the environment variable"
            " SAYSO_PASSWORD, or name a file that holds it with --password-file. What passes over the network is"
            " not encrypted: put a proxy with TLS before it"
        )
    if password is not None and len(password) < 8:
        raise ServeError("the password is shorter than 8 characters: choose a longer one")
    if tiles and (urlsplit(tiles).scheme not in ("http", "https") or not all(f"{{{n}}}" in tiles for n in "zxy")):
        raise ServeError(f"{tiles!r} is no address of map tiles: it needs https:// and {{z}}, {{x}}, {{y}} in it")
    free = free_port(host, port)
    token = None if password else secrets.token_urlsafe(24)
    access = Access(token=token, password=password, port=free)
    with Ledger.open(target) as ledger:
        app = create_app(ledger, access, hosts=LOOPBACK if host in LOOPBACK else None, tiles=tiles)
        shown = f"[{host}]" if ":" in host else host
        say(f"{ledger.where} is at http://{shown}:{free}/{f'?token={token}' if token else ''}")
        say("Ctrl-C ends it.")
        uvicorn.run(app, host=host, port=free, log_level="warning", server_header=False, timeout_graceful_shutdown=3)


def free_port(host: str, port: int) -> int:
    """`port`, or the next one that nobody has; 0 is any. Raises ServeError if none of twenty is free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for number in range(port, port + 20) if port else (0,):
        with closing(socket.socket(family)) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind((host, number))
            except OSError as error:
                if error.errno not in (98, 48, 13):  # in use, in use (macOS), not allowed
                    raise ServeError(f"{host} is no address of this machine: {error.strerror}") from error
                continue
            return int(tried.getsockname()[1])
    raise ServeError(f"the ports from {port} to {port + 19} are taken: name another with --port")
