"""The gold files are what their annotations give; every offset points at its mention in the text that intake makes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.documents.document import Document
from sayso.documents.read import documents

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


def test_gold_is_what_the_annotations_give():
    run = subprocess.run([sys.executable, HERE / "build.py", "--check"], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize(
    ("gold", "folder"),
    [
        ("bakhmut", ROOT / "examples" / "bakhmut"),
        ("unseen-en", HERE / "unseen-en"),
        ("unseen-en-2", HERE / "unseen-en"),
        *((f"unseen-{part}", HERE / "unseen") for part in "abyz"),
    ],
)
def test_offsets_point_at_the_mention(gold, folder):
    texts = {d.id: d.text for d in documents([folder]) if isinstance(d, Document)}
    rows = [json.loads(line) for line in (HERE / "gold" / f"{gold}.jsonl").read_text(encoding="utf-8").splitlines()]
    assert rows
    for row in rows:
        mention = texts[row["doc"]][row["start"] : row["end"]]
        assert mention
        if not row.get("optional"):
            assert mention == row["quantity"]["text"], row["id"]


def test_the_sample_has_a_date_and_a_publisher_for_every_article():
    folder = ROOT / "examples" / "bakhmut"
    read = list(documents([folder], meta=folder / "meta.csv"))
    assert len(read) == 14
    assert [d.id for d in read if d.publisher is None] == []
    assert [d.id for d in read if d.published.day is None] == []
