"""Passages: what is one, what counts as its words, and that a signature is the same wherever it is made."""

import subprocess
import sys
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.accounts.passages import PERMUTATIONS, grams, minhash, signatures, union, words
from sayso.documents.text import from_text

TEXT = """Granaten op de markt van Cherson

CHERSON, 24 december 2022 (ANP) – Bij een beschieting van de markt in Cherson zijn zeker tien mensen gedood. \
„Wij stonden in de rij voor kerstbomen toen het misging”, vertelt een verkoopster.

Lees ook: Wie bewaakt de brug over de Dnipro?

Het water is na de ‘aanval’ afgesloten en 1.200 huizen zitten zonder stroom, zegt het stadsbestuur."""


def test_passages_are_prose_headlines_and_quotes():
    document = from_text(TEXT, "a", language="nl")
    found = signatures(document)
    assert [signature.text[:3] for signature in found] == [
        ["granaten", "op", "de"],
        ["bij", "een", "beschieting"],
        ["wij", "stonden", "in"],
        ["het", "water", "is"],
    ]
    assert [signature.quote for signature in found] == [False, False, True, False]
    assert [document.text[s.start : s.end].split()[0] for s in found] == ["Granaten", "Bij", "Wij", "Het"]
    assert found[2].words == len(found[2].text) == 10
    assert all(len(signature.minhash) == 4 * PERMUTATIONS for signature in found)


@pytest.mark.parametrize(
    ("typeset", "plain"),
    [
        ("1.200 man", "1200 man"),
        ("1\u202f200 man", "1200 man"),
        ("een 12-jarige, in 2.5 uur", "een 12 jarige in 2 5 uur"),
        ("OEKRAÏNE’S", "oekraine s"),
        ("het Al-Aqsa-ziekenhuis", "het alaqsaziekenhuis"),
        ("het Al-Aqsa-\nziekenhuis", "het alaqsaziekenhuis"),
        ("een bom-\n   bardement", "een bombardement"),
        ("geco\u00adördi\u00adneerd", "gecoordineerd"),
        ("tien – of elf – doden…", "tien of elf doden"),
        ("Євген Пригожин", "євген пригожин"),
        ("", ""),
        ("\ud800 \x00 !", ""),
    ],
)
def test_words_as_they_are_compared(typeset, plain):
    assert " ".join(words(typeset)) == " ".join(words(plain))
    assert words(typeset) == plain.split() or not plain.isascii()


@given(st.integers(20, 90))
def test_line_breaks_change_no_word(width):
    prose = " ".join(TEXT.split())
    assert words(textwrap.fill(prose, width)) == words(prose)


def test_grams():
    assert len(grams(["a"] * 9)) == 5
    assert grams(["een", "twee"]) == grams(["een", "twee"]) != grams(["twee", "een"])
    assert len(grams(["een", "twee"])) == 1
    assert grams([]) == []


def test_the_same_words_have_the_same_signature_everywhere():
    """Pinned: signatures are stored in ledgers, and another machine's must fit them."""
    assert minhash(words("Wij stonden in de rij voor kerstbomen"))[:12].hex() == "736dd23780a6f2245a910295"
    code = "from sayso.accounts.passages import minhash; print(minhash('wij stonden in de rij'.split()).hex())"
    made = [
        subprocess.check_output([sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, text=True)
        for seed in ("1", "2")
    ]
    assert made[0] == made[1] == minhash(words("Wij stonden in de rij")).hex() + "\n"


@given(st.lists(st.sampled_from("abcdefghij"), min_size=5, max_size=60), st.integers(0, 60))
def test_a_union_is_the_signature_of_all_5_grams(plain, cut):
    first, second = plain[: cut + 4], plain[cut:]  # together they have all 5-grams of the whole, and no other
    if len(first) >= 5 and len(second) >= 5:
        assert union([minhash(first), minhash(second)]) == minhash(plain)


@given(st.text())
def test_any_text_has_signatures_that_stand_in_it(text):
    document = from_text(text, "a", language="nl")
    found = signatures(document)
    assert found == signatures(document)
    assert found == sorted(found, key=lambda s: (s.start, -s.end))
    for signature in found:
        assert words(text[signature.start : signature.end]) == signature.text
        assert signature.words == len(signature.text)
