"""What Frog says of the same words: tags mapped to universal ones, names, and its time.

Frog gives tags of the Corpus Gesproken Nederlands, and the treebank has such tags beside its universal ones. So the
mapping is not ours: each tag becomes the universal tag that it stands for most often in Alpino's dev file, for that
word where the file has it with that tag (which settles auxiliaries), else for the tag with all its features, else for
its first part. Names are compared as they are (PER, ORG, LOC).
"""

from __future__ import annotations

import re
import resource
import shutil
import subprocess
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from training.treebanks import SHARED, Sentence, sentences

TAG = re.compile(r"[A-Z]+\(.*\)")


@dataclass(frozen=True, slots=True)
class Frogged:
    """Tags (CGN) and name labels of each sentence, and the processor's seconds that it took, loading apart."""

    tags: list[list[str]]
    names: list[list[str]]
    seconds: float


def installed() -> bool:
    """Whether there is a Frog to run."""
    return shutil.which("frog") is not None


def frog(texts: Sequence[Sequence[str]], skip: str = "tpmcla") -> Frogged:
    """Frog on sentences of given words; `skip` are the modules left out (t: our words are kept), one thread."""
    output, seconds = _run(texts, skip)
    tags: list[list[str]] = [[]]
    names: list[list[str]] = [[]]
    for line in output.splitlines():
        cells = line.split("\t")
        tag = next((i for i, cell in enumerate(cells[2:], 2) if TAG.fullmatch(cell)), None)
        if tag is not None:  # the columns before it depend on the modules; its probability and the name follow
            tags[-1].append(cells[tag])
            names[-1].append(cells[tag + 2])
        elif tags[-1]:
            tags.append([])
            names.append([])
    return Frogged([row for row in tags if row], [row for row in names if row], seconds - _loading(skip))


@cache
def _loading(skip: str) -> float:
    """The processor's seconds of a run on next to nothing."""
    return _run([["Goed", "."]], skip)[1]


def _run(texts: Sequence[Sequence[str]], skip: str) -> tuple[str, float]:
    """Frog's output, and the processor's seconds of the whole run."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "words.txt"
        # A word with a space in it would become two.
        path.write_text("".join(" ".join(w.replace(" ", "") for w in words) + "\n" for words in texts), "utf-8")
        command = ["frog", "-n", f"--skip={skip}", "--threads=1", "-t", str(path)]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=folder)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return done.stdout, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


class Mapping:
    """From CGN tags to universal ones, as Alpino's dev file pairs them."""

    def __init__(self, pairs: Sequence[Sentence]) -> None:
        seen: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        for sentence in pairs:
            for word, fine, tag in zip(sentence.words, sentence.fine, sentence.tags, strict=True):
                for key in ((fine, word.lower()), (fine,), (fine.partition("|")[0],)):
                    seen[key][tag] += 1
        self._best = {key: max(sorted(tags), key=tags.__getitem__) for key, tags in seen.items()}

    def __call__(self, word: str, tag: str) -> str:
        """The universal tag for Frog's `tag` ("N(soort,ev)") of `word`; X for one that the file lacks."""
        main, _, features = tag.rstrip(")").partition("(")
        fine = "|".join([main, *filter(None, features.split(","))])
        return next((self._best[k] for k in ((fine, word.lower()), (fine,), (main,)) if k in self._best), "X")


def mapping() -> Mapping:
    """The mapping, from the shared treebank."""
    return Mapping(list(sentences(SHARED / "treebanks" / "nl_alpino-ud-dev.conllu")))
