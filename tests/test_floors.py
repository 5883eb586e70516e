"""The quality floors of quality.toml: the reader may not get worse. Raise them when it gets better."""

import importlib.util
import json
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BENCHMARKS = ROOT / "benchmarks" / "reading"
FLOORS = tomllib.loads((ROOT / "quality.toml").read_text(encoding="utf-8"))["reading"]


@pytest.fixture(scope="session")
def bench():
    """benchmarks/reading/score.py, as a module."""
    sys.path.insert(0, str(BENCHMARKS))
    yield importlib.import_module("score")
    sys.path.remove(str(BENCHMARKS))


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_reader_stays_above_its_floor(name, bench):
    from sayso.exporting.jsonl import claim_to_json

    folder, gold_file, _ = bench.gold_sets()[name]
    if not gold_file.exists() or not folder.exists():
        pytest.skip(f"{gold_file} is not here: shared articles are not part of the repository")
    gold, read = bench.read_set(name)
    result = bench.score([claim_to_json(c) for _, claims in read for c in claims], gold)
    measured = {"found": result.found(), "strict": result.strict(), **result.slots()}
    below = {slot: (round(measured[slot], 3), floor) for slot, floor in FLOORS[name].items() if measured[slot] < floor}
    assert not below, f"below the floor (measured, floor): {below}"


def test_every_span_is_the_text_it_says(bench):
    gold, read = bench.read_set("bakhmut")
    assert gold
    for document, claims in read:
        assert claims
        for claim in claims:
            assert document.text[claim.start : claim.end] == claim.quantity.text
            spans = [
                s
                for s in (claim.affected, claim.agent, claim.place, *claim.source, *(s.cue for s in claim.source))
                if s
            ]
            for span in [*spans, *(s.evidence for s in claim.steps if s.evidence)]:
                if span.start is not None:
                    assert document.text[span.start : span.end] == span.text


def test_own_scoring_agrees_with_the_shared_scorer(shared, bench):
    spec = importlib.util.spec_from_file_location("shared_score", shared / "score.py")
    theirs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(theirs)
    gold = [json.loads(line) for line in (shared / "gold/seeds.jsonl").read_text(encoding="utf-8").splitlines()]
    from sayso.exporting.jsonl import claim_to_json

    _, read = bench.read_set("seeds")
    predicted = [claim_to_json(c) for _, claims in read for c in claims]
    matches, missed, spurious = theirs.score(predicted, gold)
    ours = bench.score(predicted, gold)
    assert (len(ours.matches), len(ours.missed), len(ours.spurious)) == (len(matches), len(missed), len(spurious))
    right = [theirs.slots(p, g) for p, g in matches]
    assert ours.slots()["kind"] == pytest.approx(sum(r["kind"] for r in right) / len(right))
    strict = sum(all(r[s] for s in ("figure", "kind", "affected", "source")) for r in right)
    n = len(matches) + len(spurious)
    m = len(matches) + len(missed)
    assert ours.strict() == pytest.approx(2 * strict / (n + m), abs=1e-6)
