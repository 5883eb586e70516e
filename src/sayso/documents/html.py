"""A web page → its article, by trafilatura, with the title, date, publisher, author and address it states."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.documents.dates import parse_date
from sayso.documents.decode import decode, megabytes
from sayso.documents.document import Published
from sayso.documents.unreadable import BadInput

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)>")
# Elements that need no end tag: counted, a page of unclosed <p> would look bottomless.
_OPEN_ENDED = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
    | {"p", "li", "dt", "dd", "tr", "td", "th", "option", "thead", "tbody"}
)
_DEEPEST = 500  # elements inside each other; real pages stay under 60
_LARGEST = 10_000_000  # bytes: the extractor's time grows with the size of a page


@dataclass(frozen=True, slots=True)
class Page:
    """What a web page says: the text of its article, a paragraph a line, and its own statements about it."""

    text: str
    title: str | None
    author: str | None
    publisher: str | None
    url: str | None
    published: Published
    language: str | None
    note: str | None = None


def read_html(data: bytes) -> Page:
    """The article in a page. Raises BadInput when there is none, or the page is too large or too deep to be one."""
    from trafilatura import bare_extraction

    if len(data) > _LARGEST:
        raise BadInput(
            f"a page of {megabytes(len(data))}; at most {megabytes(_LARGEST)} can be read", "save its text as .txt"
        )
    source, note = _decoded(data)
    if (depth := _depth(source)) > _DEEPEST:
        raise BadInput(
            f"its tags are nested more than {min(depth, _DEEPEST)} deep", "this is no article; save its text as .txt"
        )
    found = bare_extraction(
        source,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        favor_recall=True,
        deduplicate=False,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if found is None or isinstance(found, dict) or found.text is None or not found.text.strip():
        raise BadInput("no article found in this page", "save the article's text as .txt")
    return Page(
        text=found.text,
        title=found.title,
        author=found.author,
        publisher=found.sitename,
        url=found.url,
        published=parse_date(found.date),
        language=None,
        note=note,
    )


def _decoded(data: bytes) -> tuple[str, str | None]:
    """The page's source by its byte order mark, its own statement, or what fits."""
    declared = _CHARSET.search(data[:4096])
    if declared is not None and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(declared.group(1).decode("ascii")), None
        except (LookupError, UnicodeDecodeError):
            pass
    decoded = decode(data)
    return decoded.text, decoded.note


def _depth(source: str) -> int:
    """How deep elements stand inside each other, at most just over the limit; script contents are no elements."""
    depth = deepest = 0
    source = re.sub(r"(?is)<(script|style)\b.*?</\1\s*>|<!--.*?-->", " ", source)
    for match in _TAG.finditer(source):
        if match.group(2).lower() in _OPEN_ENDED or match.group(3).endswith("/"):
            continue
        depth = max(depth - 1, 0) if match.group(1) else depth + 1
        deepest = max(deepest, depth)
        if deepest > _DEEPEST:
            break
    return deepest
