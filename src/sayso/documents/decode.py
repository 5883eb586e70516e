"""Bytes → text: UTF-8 first, byte order marks, old Windows files, and what is no text at all."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import AnyStr, BinaryIO

from sayso.documents.unreadable import BadInput

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x1f\x8b": "a gzip archive",
    b"\x7fELF": "a program",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"SQLite format 3": "an SQLite database",
    b"{\\rtf": "an RTF document",
}
_TEXT_CONTROLS = set(b"\t\n\r\x0b\x0c\x1b\x08")
_SAMPLE = 65536


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and, where it was not plain UTF-8, a note that says how it was read."""

    text: str
    note: str | None = None


def decode(data: bytes) -> Decoded:
    """The text in `data`; a byte order mark is no part of it. Line ends and stray NULs stay as they are.

    Raises BadInput for what is no text: pictures, archives, programs, bytes that are mostly control characters.
    """
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            hint = "rename it to .pdf" if magic == b"%PDF-" else "only text can be read from a text file"
            raise BadInput(f"this is {what}, not a text", hint)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, errors="replace")
            note = None if encoding == "utf-8" else f"read as {encoding.upper()}"
            return Decoded(text, _with_loss(note, text))
    if (wide := _unmarked_utf16(data)) is not None:
        return Decoded(
            data.decode(wide, errors="replace"), f"read as {wide.upper()}, guessed: it has no byte order mark"
        )
    if _is_binary(data):
        raise BadInput(
            "these are not the bytes of a text", "save it as UTF-8 text, or give it the ending of its format"
        )
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        return Decoded(data.decode("cp1252", errors="replace"), "not UTF-8: read as Windows-1252 (Latin-1)")


def text_lines(stream: BinaryIO, limit: int) -> Iterator[str]:
    """The lines of `stream`, line ends kept, decoded one by one, so that only one is in memory.

    A line of more than `limit` bytes raises BadInput once the lines before it have been given.
    """
    start = stream.read(4)
    stream.seek(0)
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            stream.seek(len(mark))
            if encoding == "utf-8":
                break
            wide = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
            while part := wide.readline(limit + 1):
                yield _short(part, limit)
            return
    while line := stream.readline(limit + 1):
        yield decode(_short(line, limit)).text


def megabytes(size: int) -> str:
    """A size as people read it."""
    return f"{size / 1_000_000:.0f} MB" if size >= 1_000_000 else f"{size / 1000:.0f} kB"


def _short(line: AnyStr, limit: int) -> AnyStr:
    if len(line) > limit:
        raise BadInput(f"a line is longer than the limit of {megabytes(limit)}", "split it, or raise the limit")
    return line


def _with_loss(note: str | None, text: str) -> str | None:
    if "\ufffd" not in text:
        return note
    return (note + "; " if note else "") + "some bytes could not be read"


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without its mark shows as a NUL in nearly every second byte."""
    sample = data[:_SAMPLE]
    if len(sample) < 4 or len(data) % 2:
        return None
    even, odd = sample[::2].count(0) / len(sample[::2]), sample[1::2].count(0) / len(sample[1::2])
    if odd > 0.7 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 and odd < 0.1 else None


def _is_binary(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    controls = sum(byte < 32 and byte not in _TEXT_CONTROLS for byte in sample)
    return controls > max(8, len(sample) * 0.02)
