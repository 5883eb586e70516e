"""What a notebook needs: claims of files and folders or of a text at hand, and what they come to when compared.

`import sayso` offers all of it.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.documents.dates import parse_date
from sayso.documents.document import Document
from sayso.documents.read import documents
from sayso.documents.text import from_text
from sayso.documents.unreadable import Unreadable
from sayso.engine import Failed, read_all, read_document
from sayso.reading.claim import Claim, Reading

if TYPE_CHECKING:
    from sayso.accounts.values import Comparison
    from sayso.ledger import Ledger


class ReadWarning(UserWarning):
    """Something that `read` was given could not be read; the rest was."""


def read(
    *paths: str | Path,
    meta: str | Path | None = None,
    published: str | None = None,
    publisher: str | None = None,
    pack: str | None = None,
    jobs: int = 1,
) -> Iterator[Claim]:
    """The claims of the documents in files and folders, one after another, without a ledger.

    `meta` is a CSV file with file, published, publisher, url; `published` ("2023-05-24", "2023-05") and `publisher`
    fill in what the texts don't say; `pack` names a conflict pack or a TOML file. What can't be read is told in a
    ReadWarning. With `jobs` above 1 (worker processes) a script must be guarded by `if __name__ == "__main__":`.
    Raises ValueError for a `published` that is no date, FileNotFoundError or PackError for the pack.
    """
    intake = documents(paths, meta=meta, published=published, publisher=publisher)
    for claim, _ in _evidence(intake, pack=pack, jobs=jobs):
        yield claim


def compare(
    *sources: Ledger | str | Path,
    meta: str | Path | None = None,
    published: str | None = None,
    publisher: str | None = None,
    pack: str | None = None,
    jobs: int = 1,
) -> Comparison:
    """What the claims of a ledger, or of files and folders, come to: questions with their origins, and relations.

    An open Ledger is compared as far as its claims have changed since the last time, and keeps the result
    (docs/accounts.md); files and folders are read as `read` does, with its arguments, and nothing is kept.
    Raises LedgerError, TypeError for a Ledger beside other sources, and what `read` raises.
    """
    from sayso.accounts.stored import compare_evidence, compare_ledger
    from sayso.ledger import Ledger

    ledgers = [source for source in sources if isinstance(source, Ledger)]
    if not ledgers:
        paths = [source for source in sources if not isinstance(source, Ledger)]
        intake = documents(paths, meta=meta, published=published, publisher=publisher)
        return compare_evidence(_evidence(intake, pack=pack, jobs=jobs))
    if len(sources) > 1:
        raise TypeError("give one ledger, or files and folders")
    compare_ledger(ledgers[0])
    return ledgers[0].comparison()


def _evidence(
    intake: Iterable[Document | Unreadable], *, pack: str | None, jobs: int
) -> Iterator[tuple[Claim, Document]]:
    """The claims of what comes in, each with its document; warns of what can't be read."""

    def readable() -> Iterator[Document]:
        for item in intake:
            if isinstance(item, Unreadable):
                warnings.warn(str(item), ReadWarning, stacklevel=2)
            else:
                yield item

    for document, reading in read_all(readable(), pack=pack, jobs=jobs):
        if isinstance(reading, Failed):
            warnings.warn(f"{document.id} {reading.reason}", ReadWarning, stacklevel=3)
            continue
        for problem in reading.problems:
            warnings.warn(f"{document.id}: {problem}", ReadWarning, stacklevel=3)
        for claim in reading.claims:
            yield claim, document


def read_text(
    text: str,
    *,
    id: str = "text",
    title: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
    pack: str | None = None,
) -> Reading:
    """The claims of one text at hand, and its quantities that made none. Offsets count in `text` itself.

    Raises ValueError for a `published` that is no date, and for a text in a language that is not read yet.
    """
    document = from_text(text, id, title=title)
    if published is not None:
        day = parse_date(published)
        if day.day is None:
            raise ValueError(f"no date: {published!r}; write 2023-05-24, 2023-05 or 2023")
        document = replace(document, published=day)
    return read_document(replace(document, publisher=publisher), pack=pack)
