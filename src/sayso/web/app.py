"""The app: every page with its JSON twin, and the few requests that change something.

`page` makes both from one function that returns plain values. Handlers are plain functions, run in threads.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope, Send

import sayso
from sayso.exporting.jsonl import dumps
from sayso.ledger import Ledger, LedgerError
from sayso.showing import wording
from sayso.web import looking
from sayso.web.access import Access, Guard, policy, session_of
from sayso.web.asked import Asked, asked, number
from sayso.web.errors import ENVELOPE, WebError, envelope
from sayso.web.intake import LARGEST, Intake
from sayso.web.kept import Kept
from sayso.web.rendering import HERE, PALETTE, Rendering
from sayso.web.reviewing import Reviewing

Data = Callable[[Request], dict[str, Any]]
_ERRORS: dict[int | str, dict[str, Any]] = {
    "default": {"description": "an error", "content": {"application/json": {"schema": ENVELOPE}}}
}


def create_app(
    ledger: Ledger, access: Access, *, hosts: Iterable[str] | None = None, tiles: str | None = None
) -> FastAPI:
    """The app over an open ledger. `hosts` are the names that it answers to (None: any), `tiles` a tile server."""
    app = FastAPI(
        title="sayso",
        version=sayso.__version__,
        summary="Who says what: the pages of a ledger as JSON.",
        description="Every page has a twin in JSON at the same address with `.json`. Requests need a session: GET any"
        " address with `?token=…` once and keep the cookie. Changes also need the header `X-CSRF-Token`, the value of"
        ' `csrf` in `/session.json`. Every error is `{"error": {status, code, message, hint}}`.',
        docs_url=None,
        redoc_url=None,
    )
    keep = Kept(ledger)
    show = Rendering(ledger.where, access, tiles, keep.sides)
    reviewing = Reviewing(ledger)
    intake = Intake(ledger)

    def page(path: str, template: str, data: Data, *, summary: str, query: Iterable[tuple[str, str]] = ()) -> None:
        """Serve `data` at `path` as the page that `template` makes of it, and at `path`.json as it is."""
        described = [{"name": n, "in": "query", "description": d, "schema": {"type": "string"}} for n, d in query]

        def as_page(request: Request) -> Response:
            return show.page(request, template, data(request))

        def as_json(request: Request) -> Response:
            return answer(data(request))

        twin = "/index.json" if path == "/" else f"{path}.json"
        name = path.strip("/").replace("/", "_") or "overview"
        app.add_api_route(
            path, as_page, methods=["GET"], response_class=HTMLResponse, include_in_schema=False, name=name
        )
        app.add_api_route(
            twin,
            as_json,
            methods=["GET"],
            summary=summary,
            responses=_ERRORS,
            name=f"{name}_json",
            openapi_extra={"parameters": described},
        )

    def id_of(request: Request, name: str = "id") -> str:
        if not (id := request.query_params.get(name, "")):
            raise WebError(400, f"The address lacks ?{name}=….")
        return id

    def overview(request: Request) -> dict[str, Any]:
        what = asked(request.query_params)
        return {**keep.overview(what), "asked": what}

    def sources(request: Request) -> dict[str, Any]:
        what = asked(request.query_params)
        return {**keep.sources(what), "asked": what}

    def documents(request: Request) -> dict[str, Any]:
        words = request.query_params.get("q", "")[:200]
        return looking.documents_page(ledger, words, number(request.query_params.get("page"), "page", 1, 100_000))

    def review(request: Request) -> dict[str, Any]:
        what = asked(request.query_params)
        if claim := request.query_params.get("claim"):
            found = {"item": looking.review_claim(ledger, ledger.claim(claim).id), "after": None}
        else:
            found = looking.review_item(ledger, what.chosen, reviewing.place(request.query_params.get("after")))
        done = keep.judged()
        return {
            **found,
            "judged": done,
            "waiting": keep.waiting(what.chosen),
            "filters": what.filters,
            "asked": what,
            "kinds": list(wording.KINDS),
            "units": list(wording.UNITS),
            "reviewer": session_of(request).reviewer,
        }

    def session(request: Request) -> dict[str, Any]:
        mine = session_of(request)
        return {"reviewer": mine.reviewer, "csrf": mine.csrf, "ledger": ledger.where, "version": sayso.__version__}

    filters = [
        ("kind", "the kind of figure: killed, advance, …"), ("side", "whom it happened to; - for no side"),
        ("grade", "contested, admitted, agreed, corroborated or single"), ("speaker", "the innermost speaker's name"),
        ("outlet", "the publisher"), ("place", "part of a place's name; - for none"), ("text", "words of the sentence"),
        ("since", "the first day, ISO"), ("until", "the last day, ISO"),
        ("clock", "which days: happened (what it is about) or said (publication)"), ("box", "west,south,east,north"),
        ("list", "questions or claims"), ("order", "support, time or figure"), ("page", "of the list, from 1"),
    ]  # fmt: skip
    page(
        "/",
        "overview.html",
        overview,
        summary="Counts, timeline, map and list of what the filters leave",
        query=filters,
    )
    page("/sources", "sources.html", sources, summary="Who says what about whom", query=filters)
    page("/documents", "documents.html", documents, summary="The documents", query=[("q", "words"), ("page", "from 1")])
    page("/document", "document.html", lambda r: looking.document_page(ledger, id_of(r)),
         summary="A document with its claims where they stand", query=[("id", "the document's id")])  # fmt: skip
    page("/question", "question.html", lambda r: looking.question_page(ledger, id_of(r)),
         summary="A question: accounts, origins, relations, estimate", query=[("id", "the question's id")])  # fmt: skip
    page("/review", "review.html", review, summary="The most doubtful claim that is not judged yet",
         query=[*filters, ("claim", "a claim's id"), ("after", "where the queue goes on")])  # fmt: skip
    page("/read", "read.html", lambda r: {"job": intake.job.seen() if intake.job else None},
         summary="What is being read through the page")  # fmt: skip
    page("/about", "about.html", lambda r: {"stats": keep.stats()}, summary="Method, limits, what was not understood")

    @app.get("/session.json", summary="This session, with its CSRF token", responses=_ERRORS)
    def session_json(request: Request) -> Response:
        return answer(session(request))

    @app.get("/claim", include_in_schema=False)
    def claim(request: Request) -> Response:
        found = ledger.claim(id_of(request))
        return RedirectResponse(f"/document?{urlencode({'id': found.doc})}#{quote(found.id)}", 303)

    @app.get("/api", include_in_schema=False, response_class=HTMLResponse)
    def api(request: Request) -> Response:
        return show.page(request, "api.html", {"schema": app.openapi()})

    # What changes something

    async def body(request: Request) -> dict[str, Any]:
        raw = await request.body()
        if len(raw) > 200_000:
            raise WebError(413, "That is too much for one request.")
        try:
            value = json.loads(raw or b"{}")
        except ValueError as error:
            raise WebError(400, "The request is no JSON.") from error
        if not isinstance(value, dict):
            raise WebError(400, "The request is no JSON object.")
        return value

    def change(path: str, do: Callable[[Request, dict[str, Any]], dict[str, Any]], *, summary: str) -> None:
        async def handle(request: Request) -> Response:
            value = await body(request)
            return answer(await run_in_threadpool(do, request, value))

        app.add_api_route(path, handle, methods=["POST"], summary=summary, responses=_ERRORS, name=path)

    def named(request: Request, value: dict[str, Any]) -> dict[str, Any]:
        name = " ".join(str(value.get("name", "")).split())[:80]
        if not name:
            raise WebError(400, "A reviewer has a name.", "It stands beside every judgement.")
        session_of(request).reviewer = name
        return {"reviewer": name}

    def judged(request: Request, value: dict[str, Any]) -> dict[str, Any]:
        made = reviewing.judge(session_of(request).reviewer, value)
        what = asked(request.query_params)
        following = looking.review_item(ledger, what.chosen, reviewing.place(value.get("after")))
        data = {**following, "judged": keep.judged(), "waiting": keep.waiting(what.chosen), **_forms()}
        part = show.part(request, "review_item.html", data)
        return {**made, "html": part, "after": following["after"], "judged": data["judged"], "waiting": data["waiting"]}

    def undone(request: Request, value: dict[str, Any]) -> dict[str, Any]:
        done = reviewing.undo(session_of(request).reviewer, value)
        data = (
            {"item": looking.review_claim(ledger, done["claim"]), "after": None, **_forms()} if done["machine"] else {}
        )
        return {**done, "html": show.part(request, "review_item.html", data) if data else "", "judged": keep.judged()}

    def missed(request: Request, value: dict[str, Any]) -> dict[str, Any]:
        made = reviewing.missed(session_of(request).reviewer, value)
        return made

    change("/session/reviewer", named, summary="Say who reviews: {name}")
    change("/review/judge", judged, summary="Judge: {claim, verdict, corrections?, note?, seen?, after?}")
    change("/review/undo", undone, summary="Take back a judgement of one's own: {judgement}, or the last one")
    change("/review/missed", missed, summary="Add a claim that was missed: {doc, slots, note?}")
    change("/read/begin", lambda r, v: intake.begin().seen(), summary="Begin a reading")
    change("/read/cancel", lambda r, v: ((job := intake.cancel()) and job.seen()) or {}, summary="Cancel the reading")

    def started(request: Request, value: dict[str, Any]) -> dict[str, Any]:
        words = {name: str(value.get(name) or "")[:200] for name in ("published", "publisher")}
        return intake.start(published=words["published"], publisher=words["publisher"]).seen()

    change("/read/start", started, summary="Read what was put: {published?, publisher?}")

    @app.post("/read/file", summary="Add a file (the body) of this ?name= to the reading", responses=_ERRORS)
    async def file(request: Request) -> Response:
        content = bytearray()
        async for chunk in request.stream():
            content += chunk
            if len(content) > LARGEST:
                raise WebError(413, "The file is too large.", "Read it with `sayso read`.")
        job = await run_in_threadpool(intake.put, request.query_params.get("name", ""), bytes(content))
        return answer(job.seen())

    @app.get("/export.jsonl", summary="The verified claims, one a line", responses=_ERRORS)
    def export(request: Request) -> Response:
        from io import BytesIO

        from sayso.exporting import export as write

        out = BytesIO()
        write(ledger, "jsonl", out, verified=True)
        headers = {"Content-Disposition": 'attachment; filename="verified.jsonl"'}
        return Response(out.getvalue(), media_type="application/x-ndjson", headers=headers)

    # The way in and out

    @app.get("/login", include_in_schema=False, response_class=HTMLResponse)
    def login(request: Request) -> Response:
        return show.bare("login.html", {"password": access.password is not None, "error": None})

    @app.post("/login", include_in_schema=False)
    async def logged_in(request: Request) -> Response:
        form = await request.form()
        try:
            given = str(form.get("password", ""))
            session = access.enter(password=given) if access.password else access.enter(token=given)
        except WebError as error:
            return show.bare("login.html", {"password": access.password is not None, "error": error}, error.status)
        return welcomed(session.id, "/")

    def left(request: Request, value: dict[str, Any]) -> dict[str, Any]:
        access.leave(session_of(request))
        return {}

    change("/logout", left, summary="End the session")

    def welcomed(id: str, to: str) -> Response:
        response = RedirectResponse(to, 303)
        response.set_cookie(access.cookie, id, httponly=True, samesite="lax", path="/")
        return response

    @app.middleware("http")
    async def by_token(request: Request, call_next: Any) -> Response:
        """Trade the token of the printed address for a session, and take it out of the address."""
        token = request.query_params.get("token")
        if token is not None and request.method == "GET":
            try:
                session = access.enter(token=token)
            except WebError as error:
                return failed(request, error)
            rest = [(name, value) for name, value in request.query_params.multi_items() if name != "token"]
            path = "/" + request.url.path.lstrip("/\\")  # never another host's
            return welcomed(session.id, path + (f"?{urlencode(rest)}" if rest else ""))
        response: Response = await call_next(request)
        return response

    # What goes wrong

    def failed(request: Request, error: WebError) -> Response:
        if _wants_json(request):
            return answer(envelope(error.status, error.message, error.hint), error.status)
        if error.status == 401:
            return show.bare("login.html", {"password": access.password is not None, "error": None}, 401)
        return show.bare("error.html", {"error": error}, error.status)

    @app.exception_handler(WebError)
    def web_error(request: Request, error: WebError) -> Response:
        return failed(request, error)

    @app.exception_handler(LedgerError)
    def ledger_error(request: Request, error: LedgerError) -> Response:
        missing = re.search(r" has no (current )?(claim|question|document) ", str(error))
        words = str(error)[:1].upper() + str(error)[1:]
        return failed(request, WebError(404 if missing else 400 if request.method == "POST" else 503, words))

    @app.exception_handler(HTTPException)
    def http_error(request: Request, error: HTTPException) -> Response:
        words = {404: "There is no such page.", 405: "That can't be done here."}
        return failed(request, WebError(error.status_code, words.get(error.status_code, str(error.detail))))

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        return failed(request, WebError(400, "The request can't be understood."))

    @app.exception_handler(Exception)
    def unforeseen(request: Request, error: Exception) -> Response:
        return failed(
            request, WebError(500, "This should not have happened.", "The terminal of `sayso serve` says more.")
        )

    @app.get("/static/palette.css", include_in_schema=False)
    def palette() -> Response:
        return FileResponse(PALETTE)

    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")

    async def refuse(scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        await failed(request, scope["refused_by_sayso"])(scope, receive, send)

    app.add_middleware(partial(Guard, access=access, hosts=hosts, policy=policy(tiles), refuse=refuse))
    with suppress(LedgerError):
        keep.overview(Asked())  # the first visitor should not wait for what everyone sees first
    return app


def answer(value: Any, status: int = 200) -> Response:
    """A value as JSON."""
    if isinstance(value, dict):
        value = {name: v for name, v in value.items() if not isinstance(v, Asked)}
    return Response(dumps(value).encode(), status, media_type="application/json")


def _forms() -> dict[str, Any]:
    return {"kinds": list(wording.KINDS), "units": list(wording.UNITS)}


def _wants_json(request: Request) -> bool:
    path = request.url.path
    return path.endswith((".json", ".jsonl")) or request.method != "GET" or "json" in request.headers.get("accept", "")
