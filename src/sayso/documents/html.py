"""A web page → its article, by trafilatura, with the title, date, publisher, author and address it states."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.documents.dates import parse_date
from sayso.documents.decode import decode, megabytes
from sayso.documents.document import Published
from sayso.documents.unreadable import BadInput

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)
_TAG = re.compile(r"<(/?)(!--|[a-z][a-z0-9:-]*)((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)")
_RAW = ("script", "style")
# Elements that need no end tag: counted, a page of unclosed <p> would look bottomless.
_OPEN_ENDED = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
    | {"p", "li", "dt", "dd", "tr", "td", "th", "option", "thead", "tbody"}
)
_DEEPEST = 500  # elements inside each other; real pages stay under 60
_MOST_TAGS = 60_000  # a long live blog has 20,000
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
    note: str | None = None


def read_html(data: bytes) -> Page:
    """The article in a page. Raises BadInput when there is none, or the page is too large or too deep to be one."""
    from trafilatura import bare_extraction

    if len(data) > _LARGEST:
        raise BadInput(
            f"a page of {megabytes(len(data))}; at most {megabytes(_LARGEST)} can be read", "save its text as .txt"
        )
    source, note = _decoded(data)
    tags, depth = _shape(source)
    if depth > _DEEPEST or tags > _MOST_TAGS:
        what = f"tags nested more than {_DEEPEST} deep" if depth > _DEEPEST else f"more than {_MOST_TAGS:,} tags"
        raise BadInput(f"{what}: no article looks like this", "save the article's text as .txt")
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


def _shape(source: str) -> tuple[int, int]:
    """How many tags a page has and how deep its elements stand inside each other; counted up to just over the limits.

    Such a page could exhaust the parser's stack or the extractor's patience. Contents of scripts are no elements.
    """
    tags = depth = deepest = position = 0
    lower = source.lower()
    while deepest <= _DEEPEST and tags <= _MOST_TAGS:
        if (position := source.find("<", position)) < 0:
            break
        tag = _TAG.match(lower, position)
        position += 1
        tags += 1
        if tag is None:
            continue
        closing, name, rest = tag.groups()
        ends = "-->" if name == "!--" else f"</{name}" if name in _RAW and not closing else None
        if ends is not None:
            if (position := lower.find(ends, position)) < 0:
                break
        elif name not in _OPEN_ENDED and not rest.endswith("/"):
            depth = max(depth - 1, 0) if closing else depth + 1
            deepest = max(deepest, depth)
    return tags, deepest
