"""What the user knows and the texts don't say: `--meta FILE.csv` with file, published, publisher, url."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sayso.documents.dates import parse_date
from sayso.documents.document import Published
from sayso.documents.sources import why_unreadable
from sayso.documents.tables import BadRow, csv_rows
from sayso.documents.unreadable import BadInput, Unreadable

_LONGEST_ROW = 1_000_000


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one document from outside its text."""

    published: Published | None = None
    publisher: str | None = None
    url: str | None = None


class Sidecar:
    """The rows of a metadata file by the file they are about. `problems` lists the rows that could not be used."""

    def __init__(self, path: Path | None) -> None:
        self.problems: list[Unreadable] = []
        self._rows: dict[str, Known] = {}
        self._numbers: dict[str, int] = {}
        self._used: set[str] = set()
        self._path = path
        if path is not None:
            self._load(path)

    def about(self, id: str) -> Known:
        """What is known of the document `id`: the row whose file is the id, or else its last part."""
        for name in (id, id.rsplit("/", 1)[-1]):
            if name in self._rows:
                self._used.add(name)
                return self._rows[name]
        return Known()

    def unused(self) -> Iterator[Unreadable]:
        """Rows that no document asked for: probably a misspelt file name."""
        for name in sorted(self._rows.keys() - self._used):
            yield Unreadable(
                f"{self._path}#{self._numbers[name]}", f"no document {name!r} was read", "check the column file"
            )

    def _load(self, path: Path) -> None:
        try:
            with path.open("rb") as stream:
                for row in csv_rows(stream, _LONGEST_ROW, needs="file"):
                    if isinstance(row, BadRow):
                        self.problems.append(Unreadable(f"{path}#{row.number}", row.reason, row.hint))
                    elif (file := row["file"]) is not None:
                        published = parse_date(row["published"])
                        if row["published"] and published.day is None:
                            why = f"no date: {row['published']!r}"
                            self.problems.append(Unreadable(f"{path}#{row.number}", why, "write 2023-05-24 or 2023-05"))
                        name = file.replace("\\", "/").removeprefix("./")
                        self._rows[name] = Known(published, row["publisher"], row["url"])
                        self._numbers[name] = row.number
        except OSError as error:
            self.problems.append(Unreadable(str(path), *why_unreadable(error)))
        except BadInput as error:
            self.problems.append(Unreadable(str(path), error.reason, error.hint))
