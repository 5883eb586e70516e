"""Values to pages: the templates, and what every page has around it. All text is escaped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sayso import __version__
from sayso.showing import wording
from sayso.showing.safe import safe
from sayso.web.access import Access, session_of

HERE = Path(__file__).parent
PAGES = (
    ("/", "Overview"), ("/documents", "Documents"), ("/sources", "Sources"), ("/review", "Review"), ("/read", "Read"),
    ("/about", "Method"),
)  # fmt: skip
PALETTE = HERE.parent / "showing" / "palette.css"  # the report's, too
SIDES = 6  # colours of sides; further sides share the last, which is grey


class Rendering:
    """The templates over one ledger."""

    def __init__(self, where: str, access: Access, tiles: str | None, sides: Callable[[], Sequence[str]]) -> None:
        self._access, self._sides = access, sides
        self._made = Environment(
            loader=FileSystemLoader([HERE / "templates", HERE.parent / "showing"]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=_finalize,
        )
        self._made.globals.update(
            ledger=Path(where).name if "://" not in where else where,
            version=__version__,
            site=PAGES,
            wording=wording,
            number=wording.number,
            url=address,
            link=_web_link,
            tiles=tiles,
            stamp=_stamp(),
            verbatim=Verbatim,
        )

    def page(self, request: Request, template: str, data: dict[str, Any]) -> Response:
        """A page with its frame; of a request that says it has the frame already (X-Part), the content alone."""
        mine = session_of(request)
        part = request.headers.get("x-part") == "1"
        frame = {
            "path": request.url.path,
            "csrf": mine.csrf,
            "reviewer": mine.reviewer,
            "part": part,
            "side_class": self._side_class(),
        }
        html = self._made.get_template(template).render({**data, **frame})
        return HTMLResponse(html, headers={"Vary": "X-Part"})

    def part(self, request: Request, template: str, data: dict[str, Any]) -> str:
        """A piece of a page, as HTML."""
        return self._made.get_template(template).render(
            {"reviewer": session_of(request).reviewer, "side_class": self._side_class(), **data}
        )

    def _side_class(self) -> Callable[[str | None], str]:
        """What gives the class that colours a side: the commonest sides of the ledger have colours of their own."""
        known = self._sides()[: SIDES - 1]

        def side_class(side: str | None) -> str:
            first = (side or "").split("+")[0]
            return f"side-{known.index(first) + 1 if first in known else SIDES}"

        return side_class

    def bare(self, template: str, data: dict[str, Any], status: int = 200) -> Response:
        """A page for who has no session."""
        frame = {"path": "", "csrf": "", "reviewer": "", "part": False}
        return HTMLResponse(self._made.get_template(template).render({**data, **frame}), status)


class Verbatim(str):
    """Text whose every character counts, since offsets point into it; made safe by `texts.shown` already."""

    __slots__ = ()


def _finalize(value: Any) -> Any:
    """Nothing from outside reaches a page with control characters or marks that turn the direction of writing."""
    if isinstance(value, Verbatim) or hasattr(value, "__html__") or not isinstance(value, str):
        return value
    return value if value.isascii() and value.isprintable() else safe(value)  # most are, and a page has thousands


def address(path: str, **query: Any) -> str:
    """A path with a query."""
    given = {name: value for name, value in query.items() if value not in (None, "")}
    return path + ("?" + urlencode(given, errors="replace") if given else "")


def _web_link(url: str | None) -> str | None:
    """The address, if it is one of a web page: never a script's or a file's."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None


def _stamp() -> str:
    """What tells these static files from an older version's in the browser's cache."""
    digest = blake2b(digest_size=6)
    for path in (PALETTE, *sorted((HERE / "static").glob("*"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()
