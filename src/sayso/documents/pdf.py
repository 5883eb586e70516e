"""A PDF → its text, by PDFium, with a blank line where the page leaves more space than between two lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from sayso.documents.unreadable import BadInput

_SOFT_HYPHEN = "\ufffe"  # how PDFium writes a hyphen that only the line break put there
_INDENT = (4.0, 60.0)  # points by which the first line of a paragraph may stand further in than the lines beside it
_WIDER = 1.35  # times the usual distance between lines: more is the space between paragraphs


def read_pdf(data: bytes) -> str:
    """The text of all pages, one printed line a line. Words hyphenated at a line's end are made whole.

    Raises BadInput for an encrypted or damaged file, and for one without text (a scan).
    """
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise BadInput("this PDF is encrypted", "save a copy without its password") from error
        raise BadInput("this PDF is damaged or cut off", "fetch it again, or print it to a new PDF") from error
    try:
        text = "\n".join(_page_text(page) for page in _pages(pdf))
    except pypdfium2.PdfiumError as error:
        raise BadInput("this PDF is damaged or cut off", "fetch it again, or print it to a new PDF") from error
    finally:
        pdf.close()
    if not text.strip():
        raise BadInput("no text in this PDF: it is probably a scan", "run text recognition (OCR) over it first")
    return text


def _pages(pdf: Any) -> Iterator[Any]:
    for index in range(len(pdf)):
        page = pdf[index]
        yield page
        page.close()


@dataclass(frozen=True, slots=True)
class _Line:
    words: str
    left: float
    bottom: float


def _page_text(page: Any) -> str:
    """The lines of a page; a blank line where it leaves more space than usual, a space before an indented line."""
    textpage = page.get_textpage()
    try:
        lines = list(_lines(textpage))
    finally:
        textpage.close()
    steps = [above.bottom - below.bottom for above, below in pairwise(lines) if above.bottom > below.bottom]
    usual = median(steps) if steps else 0.0
    out: list[str] = []
    for index, line in enumerate(lines):
        if index and lines[index - 1].bottom - line.bottom > _WIDER * usual:
            out.append("")
        beside = [near.left for near in lines[max(index - 1, 0) : index + 2] if near is not line]
        indented = beside and all(_INDENT[0] < line.left - left < _INDENT[1] for left in beside)
        out.append(" " + line.words if indented else line.words)
    return "\n".join(out).replace(f"{_SOFT_HYPHEN}\n", "").replace(_SOFT_HYPHEN, "")


def _lines(textpage: Any) -> Iterator[_Line]:
    """The printed lines in reading order, each with the place of its first character on the page, in points."""
    import pypdfium2.raw as pdfium

    units = [pdfium.FPDFText_GetUnicode(textpage, index) for index in range(textpage.count_chars())]
    start = 0
    for end in [*(index for index, unit in enumerate(units) if unit in (10, 13)), len(units)]:
        words = (
            "".join(map(chr, units[start:end])).encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()
        )
        if words:
            first = next(index for index in range(start, end) if not chr(units[index]).isspace())
            left, bottom, _, _ = textpage.get_charbox(first, loose=True)
            yield _Line(words, left, bottom)
        start = end + 1
