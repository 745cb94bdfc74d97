"""Who may talk to the workbench: only the browser that was given the token, on this machine, from the page itself.

A wrapper around the whole application, HTTP and WebSocket alike (middleware of web frameworks never sees the latter):

1. Host must be a loopback name with our port (400): a foreign name that resolves here is not us (DNS rebinding).
2. Origin, where sent, must be ours; on WebSockets and on everything but GET and HEAD it must be sent by whoever comes
   with the cookie (403).
3. A token: in the first address (``?token=``), which sets a cookie (HttpOnly, SameSite=Strict) and leads to the same
   address without it; later the cookie; programs may send ``Authorization: Bearer`` instead (401).
4. A body has at most ``MOST_BODY`` bytes (413).
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode

from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BODY = 4_000_000
"""Bytes of a request at most; a model file has at most 1,000,000."""

POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; connect-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'none'; frame-src 'none'; frame-ancestors 'none'"
)
"""What a page may load: only what this server has. (The pages' own library needs inline and evaluated scripts.)"""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


UNANSWERED = "No response returned."
"""What Starlette says where a request was not answered."""


@dataclass(frozen=True)
class Guard:
    """``app`` behind the checks above; ``port`` is the one that is listened on."""

    app: ASGIApp
    token: str
    port: int

    @property
    def cookie(self) -> str:
        """Cookies know no ports, so the name tells servers on one machine apart."""
        return f"detente-{self.port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is None:
            await self._pass_on(scope, _Limited(receive), _with_headers(send))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await refusal(scope, receive, send)

    async def _pass_on(self, scope: Scope, limited: _Limited, send: Send) -> None:
        """Let the pages answer. Where the one who asked has left, they may not; nobody is told of that."""
        try:
            await self.app(scope, limited.receive, send)
        except RuntimeError as error:
            if not limited.ended or str(error) != UNANSWERED:
                raise

    def _refusal(self, scope: Scope) -> Response | None:
        """The answer to whoever may not come in; None for who may."""
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        hosts = {f"{name}:{self.port}" for name in ("127.0.0.1", "localhost", "[::1]")}
        if headers.get("host", "").lower() not in hosts:
            return PlainTextResponse("this server answers to its own address only", 400)
        origin = headers.get("origin")
        if origin is not None and origin.lower() not in {f"http://{host}" for host in hosts}:
            return PlainTextResponse("a page from elsewhere may not ask this server", 403)
        if _size(headers) > MOST_BODY:
            return PlainTextResponse(f"a request has at most {MOST_BODY:,} bytes", 413)
        return self._unknown(scope, headers, origin)

    def _unknown(self, scope: Scope, headers: Mapping[str, str], origin: str | None) -> Response | None:
        bearer = headers.get("authorization", "")
        if bearer.startswith("Bearer ") and self._is_token(bearer.removeprefix("Bearer ")):
            return None
        query = parse_qsl(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True)
        offered = dict(query).get("token")
        if scope["type"] == "http" and scope["method"] == "GET" and offered is not None and self._is_token(offered):
            return self._welcome(scope["path"], [(name, value) for name, value in query if name != "token"])
        if not self._is_token(_cookie(headers, self.cookie)):
            return PlainTextResponse("open the address that detente serve printed: it holds the token", 401)
        reads = scope["type"] == "http" and scope["method"] in ("GET", "HEAD")
        if origin is None and not reads:
            return PlainTextResponse("a change must come from the page itself", 403)
        return None

    def _welcome(self, path: str, query: list[tuple[str, str]]) -> Response:
        target = "/" + path.lstrip("/\\") + ("?" + urlencode(query) if query else "")
        answer = RedirectResponse(target, 303)
        answer.set_cookie(self.cookie, self.token, httponly=True, samesite="strict", path="/")
        return answer

    def _is_token(self, offered: str) -> bool:
        return hmac.compare_digest(offered.encode("utf-8", "replace"), self.token.encode())


class _Limited:
    """Stops reading a body that is longer than it said. ``ended``: there is nobody left to answer, or no reason to."""

    def __init__(self, receive: Receive) -> None:
        self._receive, self._seen, self.ended = receive, 0, False

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self._seen += len(message.get("body", b""))
            if self._seen > MOST_BODY:
                message = {"type": "http.disconnect"}
        self.ended |= message["type"] == "http.disconnect"
        return message


def _size(headers: Mapping[str, str]) -> int:
    said = headers.get("content-length", "0")
    return int(said) if said.isdigit() else MOST_BODY + 1


def _cookie(headers: Mapping[str, str], name: str) -> str:
    try:
        held = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return held.value if held else ""


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            extra = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
            message = {**message, "headers": [*message.get("headers", ()), *extra]}
        await send(message)

    return sending
