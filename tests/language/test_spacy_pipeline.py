"""Reading on a pipeline that is not ours: a blank spaCy pipeline with a parser of a few rules, made and saved here."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from typer.testing import CliRunner

from sayso.cli import app
from sayso.documents.document import Document
from sayso.documents.text import from_text
from sayso.engine import read_document, read_into
from sayso.language import SpacyPipeline
from sayso.language.encoder import BUNDLED
from sayso.ledger import Ledger, Stored

TAGS = {
    "Volgens": "ADP", "Kiev": "PROPN", "zijn": "AUX", "gisteren": "ADV", "Russische": "ADJ", "soldaten": "NOUN",
    "gesneuveld": "VERB", "bij": "ADP", "Bachmoet": "PROPN", ".": "PUNCT", "twaalf": "NUM", "veertig": "NUM",
}  # fmt: skip
LEMMAS = {"gesneuveld": "sneuvelen", "soldaten": "soldaat", "zijn": "zijn"}
NAMES = {"Kiev": "LOC", "Bachmoet": "LOC"}


@Language.component("sayso_test_rules")
def rules(doc: Doc) -> Doc:
    """A parser of rules: prepositions, numerals and adjectives hang on the word of substance behind them, all the
    rest on the verb of the sentence (or its first word)."""
    sentences: list[list[int]] = [[]]
    for token in doc:
        if token.is_sent_start and sentences[-1]:
            sentences.append([])
        sentences[-1].append(token.i)
        if token.text == ".":
            sentences.append([])
    for members in filter(None, sentences):
        root = next((i for i in members if TAGS.get(doc[i].text) == "VERB"), members[0])
        for i in members:
            tag = TAGS.get(doc[i].text, "X")
            behind = next((k for k in members if k > i and TAGS.get(doc[k].text) in ("NOUN", "PROPN")), root)
            small = {"ADP": "case", "NUM": "nummod", "ADJ": "amod"}.get(tag)
            own = {"NOUN": "nsubj", "PROPN": "obl", "AUX": "aux", "ADV": "advmod", "PUNCT": "punct"}.get(tag, "dep")
            doc[i].head = doc[behind if small else root]
            doc[i].dep_ = "ROOT" if i == root else small or own
            doc[i].pos_ = tag
            doc[i].lemma_ = LEMMAS.get(doc[i].text, doc[i].lower_)
    doc.set_ents([doc.char_span(t.idx, t.idx + len(t), label=NAMES[t.text]) for t in doc if t.text in NAMES])
    return doc


ARTICLE = "Volgens Kiev zijn gisteren twaalf Russische soldaten gesneuveld bij Bachmoet."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("pipelines") / "rules"
    nlp = spacy.blank("nl")
    nlp.add_pipe("sayso_test_rules")
    nlp.to_disk(path)
    return str(path)


def test_its_trees_are_read(folder: str) -> None:
    (claim,) = read_document(from_text(ARTICLE, "a.txt", language="nl"), pipeline=folder).claims
    assert (claim.kind, claim.quantity.low, claim.quantity.unit) == ("killed", 12, "person")
    assert claim.affected is not None
    assert claim.affected.side == "RU"
    assert [speaker.name for speaker in claim.source] == ["Kiev"]
    assert claim.place is not None
    assert claim.place.text == "Bachmoet"


def test_it_is_that_pipeline_and_not_ours(folder: str) -> None:
    doc = SpacyPipeline(folder).parse(Document("a", ARTICLE, blocks=((0, len(ARTICLE)),)))
    assert doc[-2].dep_ == "obl"
    assert {t.pos_ for t in SpacyPipeline(folder).parse(Document("b", "Een onbekend woord", blocks=((0, 18),)))} == {
        "X"
    }


def test_blocks_are_borders_of_its_sentences(folder: str) -> None:
    text = "Kiev\n\nzijn twaalf soldaten gesneuveld."
    (doc,) = SpacyPipeline(folder).parse_many([Document("a", text, blocks=((0, 4), (6, len(text))))])
    assert doc.text == text
    assert [s.text.strip() for s in doc.sents] == ["Kiev", "zijn twaalf soldaten gesneuveld."]


@pytest.mark.skipif(not (BUNDLED / "encoder.onnx").exists(), reason="no bundled language model")
def test_other_languages_keep_the_bundled_model(folder: str) -> None:
    english = "According to Kyiv, twelve Russian soldiers were killed near Bakhmut yesterday."
    (claim,) = read_document(from_text(english, "a.txt", language="en"), pipeline=folder).claims
    assert (claim.kind, claim.quantity.low) == ("killed", 12)


def test_another_pipeline_reads_a_document_anew(folder: str, tmp_path: Path) -> None:
    document = from_text(ARTICLE, "a.txt", language="nl")
    other = tmp_path / "other"
    spacy.load(folder).to_disk(other)
    with Ledger.open(tmp_path / "ledger.sqlite") as ledger:
        for pipeline, stored in ((folder, Stored.ADDED), (folder, Stored.UNCHANGED), (str(other), Stored.REPLACED)):
            assert read_into(ledger, [document], pipeline=pipeline).stored[stored] == 1


def test_on_the_command_line(folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(ARTICLE.replace("twaalf", "veertig") * 3, encoding="utf-8")
    runner = CliRunner()
    assert runner.invoke(app, ["read", "a.txt", "--pipeline", folder]).exit_code == 0
    assert '"low":40' in runner.invoke(app, ["show", "--json"]).stdout.replace(" ", "")


def test_a_pipeline_that_is_not_there_or_cannot_do_it(tmp_path: Path) -> None:
    runner = CliRunner()
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    gone = runner.invoke(app, ["read", str(tmp_path), "--pipeline", "no_such_pipeline"])
    assert gone.exit_code == 2
    assert "no_such_pipeline" in gone.stderr
    spacy.blank("nl").to_disk(tmp_path / "blank")
    with pytest.raises(ValueError, match=r"gives no dependencies \(a parser\) and no universal tags"):
        SpacyPipeline(str(tmp_path / "blank"))
