"""Articles in tables: .jsonl and .csv with the columns text, title, published, publisher, url (author, language).

Rows are read one by one, so a table may be larger than memory. A bad row costs that row only.
"""

from __future__ import annotations

import csv
import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from sayso.documents.decode import megabytes, text_lines
from sayso.documents.unreadable import BadInput

_RECOVERIES = 200  # broken quotes after which a table is given up: each may cost a look at the rest of the file


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number (from 1; in .jsonl the line) and what its columns say, None where they say nothing."""

    number: int
    values: dict[str, str | None]

    def __getitem__(self, column: str) -> str | None:
        return self.values.get(column)


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that could not be read, and why."""

    number: int
    reason: str
    hint: str = ""


def jsonl_rows(stream: BinaryIO, limit: int) -> Iterator[Row | BadRow]:
    """The rows of a JSON Lines file: one JSON object a line; empty lines are none."""
    for number, line in enumerate(text_lines(stream, limit), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield BadRow(number, f"not JSON: {error}", "each line must be one JSON object")
            continue
        if not isinstance(record, dict):
            yield BadRow(number, f"a JSON {type(record).__name__}, not an object", 'a row looks like {"text": "…"}')
            continue
        values = {str(key).strip().lower(): _as_text(value) for key, value in record.items()}
        yield Row(number, values)


def csv_rows(stream: BinaryIO, limit: int, *, needs: str = "text") -> Iterator[Row | BadRow]:
    """The rows of a CSV file with a header line; comma, semicolon or tab, whichever gives the column `needs`.

    A row with broken quotes is a BadRow and reading goes on at the line after it. Raises BadInput without the column.
    """
    lines = _Rewindable(text_lines(stream, limit), limit)
    header_line = next((line for line in lines if line.strip()), None)
    if header_line is None:
        raise BadInput("empty file", "")
    header, delimiter = _header(header_line, needs)
    csv.field_size_limit(max(limit, 131072))
    number = failures = 0
    while True:
        lines.mark()
        try:
            cells = next(csv.reader(lines, delimiter=delimiter, strict=True), None)
        except csv.Error as error:
            number += 1
            failures += 1
            yield BadRow(number, f"broken quotes or cells: {error}", 'write a quote inside a cell as ""')
            if failures >= _RECOVERIES:
                raise BadInput(f"more than {_RECOVERIES} rows with broken quotes", "write the table again") from error
            lines.rewind_to_second()
            continue
        if cells is None:
            return
        if not any(cell.strip() for cell in cells):
            continue
        number += 1
        if len(cells) > len(header):
            yield BadRow(
                number, f"{len(cells)} cells under {len(header)} columns", "quote cells that hold the separator"
            )
            continue
        yield Row(number, {name: cell.strip() or None for name, cell in zip(header, cells, strict=False)})


def _header(line: str, needs: str) -> tuple[list[str], str]:
    for delimiter in ",;\t":
        names = [name.strip().lower() for name in next(csv.reader([line], delimiter=delimiter))]
        if needs in names:
            return names, delimiter
    hint = f"its columns are {line.strip()[:80]!r}"
    if needs == "text" and any("file" in line.lower().split(delimiter) for delimiter in ",;\t"):
        hint = "if it says things about other files, give it as --meta"
    raise BadInput(f"no column {needs!r} in its first line", hint)


def _as_text(value: object) -> str | None:
    if value is None or isinstance(value, bool | dict | list):
        return None
    return str(value) if not isinstance(value, str) else (value if value.strip() else None)


class _Rewindable:
    """Lines that can be read again from the second line after the last `mark`, in at most `limit` characters."""

    def __init__(self, lines: Iterator[str], limit: int) -> None:
        self._lines = lines
        self._limit = limit
        self._ahead: deque[str] = deque()
        self._seen: list[str] = []
        self._size = 0

    def __iter__(self) -> _Rewindable:
        return self

    def __next__(self) -> str:
        line = self._ahead.popleft() if self._ahead else next(self._lines)
        self._seen.append(line)
        self._size += len(line)
        if self._size > self._limit:
            raise csv.Error(f"a cell of more than {megabytes(self._limit)}")
        return line

    def mark(self) -> None:
        self._seen, self._size = [], 0

    def rewind_to_second(self) -> None:
        self._ahead.extendleft(reversed(self._seen[1:]))
        self.mark()
