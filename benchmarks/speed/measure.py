"""How fast the whole way from file to ledger is, beside Frog on the same texts in the same run.

    python -m benchmarks.speed.measure [--words N] [--sizes 1000,10000] [--write]

Frog (`apt-get install frog frogdata`) tags, chunks, parses and finds names; sayso does that and reads claims. Each
runs as a process of its own; loading (a run over one short sentence) is measured apart and taken off. Texts are the
project's own articles, their paragraphs recombined. `--write` puts the tables into RESULTS.md beside this file.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ONE = "Het leger meldt 20 doden.\n"


def paragraphs() -> list[str]:
    """The prose paragraphs of the project's own articles."""
    found = []
    for folder in ("examples/bakhmut", "tests/corpus/unseen"):
        for path in sorted((ROOT / folder).glob("*.txt")):
            found += [p.strip() for p in path.read_text(encoding="utf-8").split("\n") if len(p.split()) > 20]
    return found


def write_articles(folder: Path, count: int, each: int) -> int:
    """Write `count` articles of `each` paragraphs; returns how many words they have."""
    chance, pool, words = random.Random(7), paragraphs(), 0
    folder.mkdir()
    for number in range(count):
        text = "\n\n".join(chance.sample(pool, each))
        words += len(text.split())
        (folder / f"{number:05}.txt").write_text(text + "\n", encoding="utf-8")
    return words


def run(command: list[str]) -> tuple[float, float]:
    """Seconds and megabytes (of the largest process) that a command takes."""
    began = time.perf_counter()
    null = os.open(os.devnull, os.O_WRONLY)
    actions = [(os.POSIX_SPAWN_DUP2, null, 1), (os.POSIX_SPAWN_DUP2, null, 2)]
    child = os.posix_spawnp(command[0], command, os.environ, file_actions=actions)
    _, status, usage = os.wait4(child, 0)
    os.close(null)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"{' '.join(command)} failed")
    return time.perf_counter() - began, usage.ru_maxrss / 1024


def sayso(folder: Path, jobs: int, work: Path) -> tuple[float, float]:
    """Read a folder into a new ledger."""
    ledger = work / "ledger.sqlite"
    for path in work.glob("ledger.sqlite*"):
        path.unlink()
    return run([sys.executable, "-m", "sayso", "read", str(folder), "--ledger", str(ledger), "--jobs", str(jobs), "-q"])


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    arguments.add_argument("--words", type=int, default=15_000, help="about how many words both programs read")
    arguments.add_argument("--sizes", default="1000,10000", help="numbers of short documents, for cost against size")
    arguments.add_argument("--write", action="store_true", help="write RESULTS.md")
    options = arguments.parse_args()
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    lines = [f"# Speed\n\n{machine}.\n"]
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        tiny, texts = work / "tiny", work / "texts"
        tiny.mkdir()
        (tiny / "one.txt").write_text(ONE, encoding="utf-8")
        count = options.words // 250
        words = write_articles(texts, count, 4)
        together = work / "together.txt"
        together.write_text("\n".join(p.read_text(encoding="utf-8") for p in sorted(texts.iterdir())), encoding="utf-8")
        lines.append(f"{count} articles, {words} words; loading taken off.\n")
        lines.append("| program | loading s | articles/s | words/s | of Frog's | peak MB |")
        lines.append("| --- | --- | --- | --- | --- | --- |")
        frog = None
        if shutil.which("frog"):
            load, _ = run(["frog", "-t", str(tiny / "one.txt")])
            took, memory = run(["frog", "-t", str(together)])
            frog = words / (took - load)
            lines.append(f"| Frog | {load:.1f} | {count / (took - load):.1f} | {frog:.0f} | 1 | {memory:.0f} |")
        else:
            print("Frog is not here: apt-get install frog frogdata", file=sys.stderr)
        for jobs in (1, 2):
            sayso(tiny, jobs, work)  # caches warm
            load, _ = sayso(tiny, jobs, work)
            took, memory = sayso(texts, jobs, work)
            rate = words / (took - load)
            times = f"{rate / frog:.1f}" if frog else "?"
            speed = f"{count / (took - load):.1f} | {rate:.0f} | {times}"
            lines.append(f"| sayso --jobs {jobs} | {load:.1f} | {speed} | {memory:.0f} |")
        lines.append(
            "\n`--jobs 1` is one process whose threads parse, one a core, while one of them reads; with more jobs each"
            " process has one thread. Frog too uses every core.\n"
        )
        if options.sizes:
            lines.append(
                "| documents of one paragraph, --jobs 2 | s | ms a document | peak MB |\n| --- | --- | --- | --- |"
            )
            for size in map(int, options.sizes.split(",")):
                folder = work / f"many{size}"
                write_articles(folder, size, 1)
                load, _ = sayso(tiny, 2, work)
                took, memory = sayso(folder, 2, work)
                lines.append(f"| {size} | {took:.1f} | {1000 * (took - load) / size:.1f} | {memory:.0f} |")
    asked = f"--words {options.words} --sizes {options.sizes}"
    result = "\n".join(lines) + f"\n\nMade by `python -m benchmarks.speed.measure {asked} --write`.\n"
    print(result)
    if options.write:
        (HERE / "RESULTS.md").write_text(result, encoding="utf-8")


if __name__ == "__main__":
    main()
