"""On the real articles, where they are there: no figure claim of the gold lies in a zone that yields no claims."""

import json
import re
from pathlib import Path

import pytest

from sayso.documents import furniture
from sayso.documents.document import Document, Precision, ZoneKind
from sayso.documents.read import documents

SILENT = {ZoneKind.FURNITURE, ZoneKind.CAPTION, ZoneKind.DATELINE}


def read(folder: Path) -> dict[str, Document]:
    results = list(documents([folder]))
    assert all(isinstance(result, Document) for result in results)
    return {result.id: result for result in results if isinstance(result, Document)}


@pytest.mark.parametrize(
    ("gold", "folder", "language"), [("seeds", "seeds", "nl"), ("dev-nl", "dev/nl", "nl"), ("dev-en", "dev/en", "en")]
)
def test_every_gold_claim_lies_in_one_block_of_prose(shared, gold, folder, language):
    found = read(shared / folder)
    assert {document.language for document in found.values()} == {language}
    claims = [json.loads(line) for line in (shared / "gold" / f"{gold}.jsonl").read_text().splitlines()]
    lost = split = 0  # counted, not shown: some of these documents are held out
    for claim in claims:
        if claim.get("optional"):
            continue
        document, start, end = found[claim["doc"]], claim["start"], claim["end"]
        lost += any(zone.kind in SILENT and zone.start < end and start < zone.end for zone in document.zones)
        split += not any(block[0] <= start and end <= block[1] for block in document.blocks)
    assert (lost, split) == (0, 0)


def test_the_seeds_say_when_they_were_published(shared):
    precisions = [document.published.precision for _, document in sorted(read(shared / "seeds").items())]
    assert precisions == [Precision.UNKNOWN, Precision.MONTH, Precision.MONTH, Precision.UNKNOWN, Precision.UNKNOWN]


def test_no_sentence_of_the_treebanks_is_furniture(shared):
    """4,600 sentences of papers, books and Wikipedia: only lines that are furniture there too are taken for it."""
    taken = []
    for path in sorted((shared / "treebanks").glob("nl_*.conllu")):
        for sentence in re.findall(r"^# text = (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE):
            match = furniture.first_match(sentence, at_start=False)
            whole = match is not None and not match[0].cut
            if (whole or furniture.credit(sentence) is not None) and not re.match(
                r"Zie (ook|verder)|Bron:|1 maart", sentence
            ):
                taken.append(sentence)
    assert taken == []
