"""Small PDFs made by hand, so that reading them is tested without a library that writes them."""

from __future__ import annotations


def pdf(pages: list[list[tuple[float, float, str]]], *, encrypted: bool = False) -> bytes:
    """A PDF with lines of text at (x, y), in points from the lower left corner, in 11-point Helvetica."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        shown = "".join(f"BT /F1 11 Tf {x} {y} Td ({_escaped(words)}) Tj ET\n" for x, y, words in lines)
        objects.append(f"<< /Length {len(shown)} >>\nstream\n{shown}endstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    lock = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'ab' * 32}> /U <{'cd' * 32}> >> " if encrypted else ""
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R {lock}/ID [<{'00' * 16}> <{'00' * 16}>] >>"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n{trailer}\n".encode()
    return out + f"startxref\n{start}\n%%EOF\n".encode()


def typeset(paragraphs: list[list[str]], *, left: float = 72, top: float = 770) -> list[tuple[float, float, str]]:
    """One page's lines: 14 points between the lines of a paragraph, 26 between paragraphs."""
    lines = []
    for paragraph in paragraphs:
        for words in paragraph:
            lines.append((left, top, words))
            top -= 14
        top -= 12
    return lines


def _escaped(words: str) -> str:
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
