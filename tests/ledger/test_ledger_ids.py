"""Ids are the same on every run, machine and hash seed, and tell claims and versions apart."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ledger_samples import documents, sample, texts
from sayso.documents.document import Precision, Published, Zone, ZoneKind
from sayso.ledger.ids import content_hash
from sayso.reading.ids import claim_id

_keys = st.tuples(texts, texts, st.integers(0, 12), st.just(10**7), texts)  # the mention: all from `start` on


def test_ids_never_change() -> None:
    # Ids are in people's notes and spreadsheets: if this fails, the way they are made must be put back.
    assert claim_id("krant/a.txt", "Er zijn zo'n 200 doden", 8, 16, "killed") == "cv3vvxb5yrkp"
    assert claim_id("krant/a.txt", "Er zijn zo'n 200 doden", 8, 16, "killed", occurrence=1) == "cb52wwgss5rc"


def test_the_hash_seed_does_not_matter() -> None:
    code = (
        "from ledger_samples import sample; from sayso.ledger.ids import content_hash;"
        "d, r = sample(); print([c.id for c in r.claims], content_hash(d))"
    )
    path = os.pathsep.join([os.path.dirname(os.path.dirname(__file__)), os.environ.get("PYTHONPATH", "")])
    answers = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(answers) == 1


@given(_keys, _keys)
def test_an_id_is_short_safe_and_of_one_claim(
    one: tuple[str, str, int, int, str], other: tuple[str, str, int, int, str]
) -> None:
    id = claim_id(*one)
    assert len(id) == 12
    assert id[0] == "c"
    assert set(id) <= set("abcdefghijklmnopqrstuvwxyz234567")
    assert id == claim_id(*one)
    same = (one[0], one[1][one[2] :], one[2:]) == (other[0], other[1][other[2] :], other[2:])
    assert (id == claim_id(*other)) == same
    assert id != claim_id(*one, occurrence=1)


def test_the_reader_does_not_enter_into_the_id() -> None:
    # Judgements keep finding their claims after an upgrade.
    assert [c.id for c in sample(reader="sayso 9")[1].claims] == [c.id for c in sample()[1].claims]


@given(documents)
def test_every_change_of_a_document_shows_in_its_hash(document) -> None:
    changed = [
        replace(document, text=document.text + " "),
        replace(document, title=(document.title or "") + "!"),
        replace(document, publisher=(document.publisher or "") + "!"),
        replace(document, url=(document.url or "") + "!"),
        replace(document, published=Published(date(1899, 1, 1), Precision.DAY)),
        replace(document, published=replace(document.published, precision=Precision.UNKNOWN, day=date(1899, 1, 1))),
        replace(document, language="en"),
        replace(document, zones=(*document.zones, Zone(1, 2, ZoneKind.CAPTION))),
        replace(document, blocks=(*document.blocks, (1, 2))),
    ]
    assert len({content_hash(document), *map(content_hash, changed)}) == 1 + len(changed)
    assert content_hash(replace(document, id="elsewhere")) == content_hash(document)
