"""The gold of the comparing corpus is what its annotations give, holds together, and the scorer scores."""

import importlib.util
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def load(name):
    """A module of this folder under a name of its own: tests/corpus has a build.py too."""
    spec = importlib.util.spec_from_file_location(f"accounts_{name}", HERE / f"{name}.py")
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


build, goldclaims, score = load("build"), load("goldclaims"), load("score")
SETS = [name for name in build.sets() if (HERE / "gold" / f"{name}-questions.jsonl").exists()]
OWN = ["bakhmut-war", "avdiivka"]


def test_gold_is_what_the_annotations_give():
    run = subprocess.run(
        [sys.executable, HERE / "build.py", "--check", *SETS], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("name", SETS)
def test_every_claim_answers_one_question_and_has_one_origin(name):
    claims = {row["id"] for row in goldclaims.rows(name, "claims") if "id" in row}
    asked = Counter(id for row in goldclaims.rows(name, "questions") for id in row["claims"])
    said = Counter(id for row in goldclaims.rows(name, "origins") for id in row["claims"])
    assert asked == said == Counter(dict.fromkeys(claims, 1))


@pytest.mark.parametrize("name", SETS)
def test_a_pair_has_one_relation(name):
    pairs = Counter(frozenset((row["a"], row["b"])) for row in goldclaims.rows(name, "relations"))
    assert [pair for pair, times in pairs.items() if times > 1 or len(pair) == 1] == []


@pytest.mark.parametrize("name", SETS)
def test_gold_claims_stand_in_their_documents(name):
    given = goldclaims.evidence(name)
    assert given
    # Ids only: a failure must not print what a held-out text says.
    assert [c.id for c, d in given if d.text[c.start : c.end] != c.quantity.text] == []
    assert [c.id for c, d in given if not c.sentence[0] <= c.start < c.end <= c.sentence[1] <= len(d.text)] == []
    assert [d.id for d in goldclaims.articles(name).values() if d.publisher is None] == []


@pytest.mark.parametrize("name", OWN)
def test_every_article_has_a_date(name):
    assert [d.id for d in goldclaims.articles(name).values() if d.published.day is None] == []


@pytest.mark.parametrize("name", SETS)
def test_the_gold_scores_full_marks_against_itself(name):
    gold = score.pairs_of_gold(name)
    assert gold
    assert score.prf(gold, gold)["f1"] == 1.0


def test_villages_of_one_name_are_two_places():
    places = {claim.id: claim.place for claim, _ in goldclaims.evidence("bakhmut-war")}
    assert places["17-1"].name == places["18-1"].name == "Ivanivske"
    assert abs(places["17-1"].lat - places["18-1"].lat) > 1


def test_two_speakers_behind_one_pronoun_are_two():
    spoken = {claim.id: claim.source[-1].actor for claim, _ in goldclaims.evidence("bakhmut-war") if claim.source}
    assert (spoken["15-2"], spoken["12-6"]) == ("yevgeny-prigozhin", "sergei-shoigu")


def test_b_cubed_of_a_known_case():
    # Amigó et al. 2009: one cluster split in two costs recall only.
    gold = {"a": "x", "b": "x", "c": "x", "d": "x"}
    found = {"a": "1", "b": "1", "c": "2", "d": "2"}
    assert score.b_cubed(gold, found) == {"precision": 1.0, "recall": 0.5, "f1": pytest.approx(2 / 3)}


def test_scores_count_the_direction_of_updates():
    assert score.prf({score._pair("2", "1", "updates")}, {score._pair("1", "2", "updates")})["f1"] == 0.0
    assert score.prf({score._pair("2", "1", "agrees")}, {score._pair("1", "2", "agrees")})["f1"] == 1.0


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ("? [q] a question\n  a interested: 01-1 99-9", "there is no claim 99-9"),
        ("? [q] a question\n  a interested: 01-1\nalone: 01-1", "stands in"),
        ("alone: 01-1", "stands in no question"),
        ("? [q] a question\n  no line like this", "can't be read"),
    ],
)
def test_faults_are_told(tmp_path, lines, fault, monkeypatch):
    monkeypatch.setattr(build, "HERE", tmp_path)
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "01-x.txt").write_text("Er vielen 5 doden en 7 gewonden.", encoding="utf-8")
    lines_of_claims = (
        "== 01-x.txt\n[5] doden | killed 5 person | UA | voice |\n[7] gewonden | wounded 7 person | UA | voice |\n"
    )
    (tmp_path / "s.claims").write_text(lines_of_claims, encoding="utf-8")
    (tmp_path / "s.accounts").write_text(lines, encoding="utf-8")
    with pytest.raises(build.AnnotationError, match=fault):
        build.gold_of("s")


def test_unrelated_origins_of_a_question_are_a_fault(tmp_path, monkeypatch):
    monkeypatch.setattr(build, "HERE", tmp_path)
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "01-x.txt").write_text("Er vielen 5 doden. Of waren het 7 doden?", encoding="utf-8")
    claims = ["== 01-x.txt", "vielen [5] | killed 5 person | UA | voice |", "het [7] | killed 7 person | UA | voice |"]
    (tmp_path / "s.claims").write_text("\n".join(claims), encoding="utf-8")
    (tmp_path / "s.accounts").write_text(
        "? [q] a question\n  a own_voice: 01-1\n  b own_voice: 01-2\n  estimate: 7..7..7\n", encoding="utf-8"
    )
    with pytest.raises(build.AnnotationError, match="say how a and b are related"):
        build.gold_of("s")
