"""Who may use the app: a token at the start or a password, sessions, and what keeps other sites out.

A request without a session gets nothing but the way to one. A request that changes something must also carry the
session's own CSRF token, which no other site can read, and must not say that it comes from another origin. Sessions
live in memory: they end with the server.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.web.errors import WebError

IDLE = 12 * 3600.0  # seconds after which an unused session ends
_KEPT = 1000  # sessions; the longest unused goes first
_TRIES, _WINDOW = 10, 60.0  # so many wrong passwords or tokens in so many seconds, and the next has to wait
LOOPBACK = ("127.0.0.1", "localhost", "::1")
OPEN = ("/login", "/static/")  # what needs no session


@dataclass(slots=True)
class Session:
    """Someone at work: `csrf` has to come with every change, `reviewer` is the name that judgements carry."""

    id: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    reviewer: str = ""
    used: float = field(default_factory=monotonic)


class Access:
    """The token or password of this server, and its sessions. May be used from several threads."""

    def __init__(self, *, token: str | None = None, password: str | None = None, port: int = 0) -> None:
        self.token, self.password = token, password
        self.cookie = f"sayso_{port}"  # cookies are shared by the ports of a host
        self._sessions: dict[str, Session] = {}
        self._wrong: list[float] = []
        self._lock = Lock()

    def session(self, id: str | None) -> Session | None:
        """The session of this cookie, if it is one that has not ended."""
        now = monotonic()
        with self._lock:
            found = self._sessions.get(id or "")
            if found is None:
                return None
            if now - found.used > IDLE:
                del self._sessions[found.id]
                return None
            found.used = now
            return found

    def enter(self, *, token: str | None = None, password: str | None = None) -> Session:
        """A new session for who has the token or the password. Raises WebError."""
        with self._lock:
            now = monotonic()
            self._wrong = [at for at in self._wrong if now - at < _WINDOW]
            if len(self._wrong) >= _TRIES:
                raise WebError(429, "Too many wrong tokens or passwords.", "Wait a minute, then try again.")
            if not (_same(token, self.token) or _same(password, self.password)):
                self._wrong.append(now)
                raise WebError(
                    403,
                    "That token or password is not right.",
                    "Open the address that `sayso serve` printed: each start makes a new token.",
                )
            session = Session()
            self._sessions[session.id] = session
            if len(self._sessions) > _KEPT:
                del self._sessions[min(self._sessions, key=lambda id: self._sessions[id].used)]
            return session

    def leave(self, session: Session) -> None:
        """End a session."""
        with self._lock:
            self._sessions.pop(session.id, None)


def session_of(request: Request) -> Session:
    """The session of a request that got past the guard."""
    session = request.scope["session_of_sayso"]
    assert isinstance(session, Session)
    return session


class Guard:
    """Lets in who has a session, turns away changes that another site set off, and seals every answer.

    `hosts` are the names under which the server may be asked (None: any); others are a sign of DNS rebinding.
    """

    def __init__(
        self, app: ASGIApp, *, access: Access, hosts: Iterable[str] | None, policy: str, refuse: ASGIApp
    ) -> None:
        self._app, self._access, self._policy, self._refuse = app, access, policy, refuse
        self._hosts = None if hosts is None else {host.lower() for host in hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = self._policy
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "no-referrer"
                headers["Cross-Origin-Opener-Policy"] = "same-origin"
                headers["Cross-Origin-Resource-Policy"] = "same-origin"
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        request = Request(scope)
        try:
            scope["session_of_sayso"] = self._admit(request)
        except WebError as error:
            scope["refused_by_sayso"] = error
            await self._refuse(scope, receive, sealed)
            return
        await self._app(scope, receive, sealed)

    def _admit(self, request: Request) -> Session | None:
        headers, path = request.headers, request.url.path
        if self._hosts is not None and _name(headers.get("host", "")) not in self._hosts:
            raise WebError(421, "This server does not go by that name.", "Use the address that `sayso serve` printed.")
        if request.method not in ("GET", "HEAD"):
            _same_origin(headers)
        if path.startswith(OPEN):
            return None
        session = self._access.session(request.cookies.get(self._access.cookie))
        if session is None:
            if request.method == "GET" and request.query_params.get("token") is not None:
                return None  # `create_app` trades it for a session
            raise WebError(
                401,
                "You have no session here.",
                "Log in, or open the address with a token that `sayso serve` printed.",
            )
        if request.method not in ("GET", "HEAD") and not _same(headers.get("x-csrf-token"), session.csrf):
            raise WebError(403, "This change lacks the session's own token.", "Load the page again, then try again.")
        return session


def policy(tiles: str | None = None) -> str:
    """The Content-Security-Policy: our own files only; pictures also from where the user has map tiles."""
    pictures = "'self'"
    if tiles:
        parts = urlsplit(tiles)
        pictures += f" {parts.scheme}://{parts.netloc}"
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self'; img-src {pictures}; connect-src 'self';"
        " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def _same_origin(headers: Headers) -> None:
    """A browser says where a request comes from; one from elsewhere may change nothing."""
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    if site not in (None, "same-origin", "none") or (
        origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower()
    ):
        raise WebError(403, "This request comes from another site.", "Nothing was changed.")


def _name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _same(given: str | None, wanted: str | None) -> bool:
    return bool(given and wanted) and hmac.compare_digest(str(given).encode(), str(wanted).encode())
