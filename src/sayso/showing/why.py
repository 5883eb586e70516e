"""Why a claim is what it is: its sentence with the slots marked, and the rule and words that filled each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from sayso.documents.document import Document
from sayso.ledger import Ledger
from sayso.reading.claim import Claim, Party, Speaker
from sayso.showing import wording
from sayso.showing.marks import Mark, Stretch, stretches
from sayso.showing.safe import safe

STYLES = {
    "quantity": "bold yellow",
    "kind": "bold white",
    "source": "bold cyan",
    "passed on by": "cyan",
    "cue": "magenta",
    "affected": "bold red",
    "agent": "bold blue",
    "place": "green",
    "period": "bright_green",
}
_SLOTS = ("kind", "quantity", "affected", "agent", "source", "place", "period", "certainty", "polarity", "verification")
_WIDEST = 100


def explain(console: Console, ledger: Ledger, id: str) -> None:
    """Print why the claim of this id (or of the only id that begins so) is what it is. Raises LedgerError."""
    claim = ledger.claim(id)
    document = version_read(ledger, claim)
    console.print(_title(claim))
    console.print(_origin(claim, document))
    console.print()
    width = min(console.width, _WIDEST) - 2
    for stretch in stretches(claim, document):
        for line in _marked(stretch, document.text, width):
            console.print(Text("  ").append_text(line), soft_wrap=True)
        console.print()
    for line in _slots(claim, console.width):
        console.print(line, soft_wrap=True)
    for note in _notes(ledger, claim, document):
        console.print(Text(note, "dim"), soft_wrap=True)


def version_read(ledger: Ledger, claim: Claim) -> Document:
    """The version of its document that the claim was read from: the current one, or else an older one."""
    current = ledger.document(claim.doc)
    if _fits(claim, current):
        return current
    for entry in ledger.documents(id=claim.doc, old=True):
        version = ledger.document(claim.doc, content_hash=entry.content_hash)
        if _fits(claim, version):
            return version
    return current


def _fits(claim: Claim, document: Document) -> bool:
    return not wording.told(claim.quantity) or document.text[claim.start : claim.end] == claim.quantity.text


def _title(claim: Claim) -> Text:
    return Text.assemble(
        (wording.kind_title(claim.kind), "bold underline"),
        ("  " + wording.figure(claim.quantity), STYLES["quantity"]),
        ("  " + wording.firmness(claim), ""),
        ("  " + claim.id, "cyan"),
    )


def _origin(claim: Claim, document: Document) -> Text:
    parts = [f"{document.id}:{claim.start}-{claim.end}", document.title, document.publisher]
    parts += [wording.published(document.published), document.url]
    return Text(" · ".join(safe(part) for part in parts if part), "dim")


def _marked(stretch: Stretch, text: str, width: int) -> Iterator[Text]:
    """The words, broken into lines; under each line what is marked in it, and under that the labels."""
    edges = sorted({stretch.start, stretch.end, *(edge for m in stretch.marks for edge in (m.start, m.end))})
    line, at = "" if stretch.whole else "… ", {}
    for start, end in pairwise(edges):
        at[start] = len(line)
        piece = safe(text[start:end])
        line += piece[1:] if line.endswith(" ") and piece.startswith(" ") else piece
    at[stretch.end] = len(line)
    line += "" if stretch.whole else " …"
    placed = [Mark(at[m.start], at[m.end], m.label) for m in stretch.marks]
    for start, end in _lines(line, width):
        words = Text(line[start:end].rstrip())
        here = [m for m in placed if m.start < end and m.end > start]
        for mark in here:
            words.stylize(STYLES.get(mark.label, "bold"), max(mark.start - start, 0), min(mark.end, end) - start)
        yield words
        yield from _underlines(line[start:end], start, here)


def _lines(line: str, width: int) -> Iterator[tuple[int, int]]:
    """Where to break a line: after a space, or within a word that is wider than all."""
    start = 0
    while start < len(line):
        end, last = start, 0
        columns = 0
        while end < len(line) and columns + cell_len(line[end]) <= width:
            columns += cell_len(line[end])
            end += 1
            if line[end - 1] == " ":
                last = end
        if end < len(line) and last > start:
            end = last
        end = max(end, start + 1)
        yield start, end
        start = end


def _underlines(words: str, offset: int, marks: list[Mark]) -> Iterator[Text]:
    """A rule under each mark, then its label where it begins; labels that would touch go a line lower."""
    if not marks:
        return
    rule = Text(" " * cell_len(words))
    rows: list[Text] = []
    for mark in sorted(marks):
        start = cell_len(words[: max(mark.start - offset, 0)])
        end = cell_len(words[: mark.end - offset])
        style = STYLES.get(mark.label, "bold")
        rule = rule[:start] + Text("─" * (end - start), style) + rule[end:]
        if mark.start < offset:  # its label stands where it begins, a line above
            continue
        row = next((row for row in rows if row.cell_len < start or not row), None)
        if row is None:
            rows.append(row := Text())
        row.append(" " * (start - row.cell_len)).append(mark.label, style)
    rule.rstrip()
    yield rule
    yield from rows


def _slots(claim: Claim, width: int) -> Iterator[Text]:
    """A slot a line: its value, and by which rules and words; what no rule filled is said to be empty."""
    values = {
        "kind": claim.kind,
        "quantity": wording.in_words(claim),
        "affected": _party(claim.affected),
        "agent": _party(claim.agent),
        "source": "; passed on by: ".join(_speaker(link) for link in reversed(claim.source)) or "the outlet itself",
        "place": _place(claim),
        "period": _period(claim),
        "certainty": claim.certainty,
        "polarity": claim.polarity,
        "verification": claim.verification or "",
    }
    slots = [*_SLOTS, *dict.fromkeys(step.slot for step in claim.steps if step.slot not in _SLOTS)]
    indent = 14
    for slot in slots:
        value = safe(values.get(slot, ""))
        yield Text.assemble((slot.ljust(indent), STYLES.get(slot, "bold")), (value or "–", "" if value else "dim"))
        for step in claim.steps:
            if step.slot == slot:
                why = f"{' ' * indent}because: {safe(step.rule)}"
                words = (
                    f" – “{safe(step.evidence.text)}” {step.evidence.start}-{step.evidence.end}"
                    if step.evidence
                    else ""
                )
                line = Text(why + words, "dim")
                line.truncate(max(width, 60), overflow="ellipsis")
                yield line


def _party(party: Party | None) -> str:
    if party is None:
        return ""
    who = wording.who(party)
    name = f" = {party.name}" if party.name and party.name != who.words else ""
    actor = f" ({party.actor} in the pack)" if party.actor else ""
    return f"{who}{name}{actor}"


def _speaker(link: Speaker) -> str:
    name = f" = {link.name}" if link.name and link.name != link.text else ""
    return (
        " ".join(part for part in (link.side, link.text) if part)
        + name
        + (f", cue “{link.cue.text}”" if link.cue else "")
    )


def _place(claim: Claim) -> str:
    place = claim.place
    if place is None:
        return ""
    parts = [f"GeoNames {place.geonameid}"] if place.geonameid is not None else []
    if place.lat is not None and place.lon is not None:
        parts.append(f"{place.lat:.2f}, {place.lon:.2f}")
    return f"{place.name} ({', '.join([*parts, f'precision {place.precision}'])})"


def _period(claim: Claim) -> str:
    period = claim.period
    if period is None:
        return ""
    total = ", a total so far" if period.cumulative else ""
    return f"{wording.period(period)} (precision {period.precision}{total}), from “{period.text}”"


def _notes(ledger: Ledger, claim: Claim, document: Document) -> Iterator[str]:
    yield ""
    yield f"confidence {claim.confidence:.2f}, read by {safe(claim.reader)}"
    if claim.repeats:
        yield f"a pull quote: it repeats {claim.repeats}"
    if not _fits(claim, document):
        yield "the document has changed since, and the version that this was read from is not in the ledger"
    for judgement in ledger.judgements(claim.id):
        note = f": {safe(judgement.note)}" if judgement.note else ""
        yield f"{safe(judgement.reviewer)} judged it {safe(judgement.verdict)} on {judgement.judged:%Y-%m-%d}{note}"
