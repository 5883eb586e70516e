"""Dutch number words: sayso's table against text2num and Recognizers-Text, on Recognizers-Text's own 162 cases.

    python benchmarks/numbers/dutch.py CASES.json

CASES is dutch-NumberModel.json of Recognizers-Text (MIT). A case is right when the values found, in order, are the
expected ones. The two libraries are measured when installed (`pip install text2num ms-recognizers-text-suite`); neither
is needed to run sayso. Speed is over all cases' characters, after a warm-up.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

from sayso.reading.intervals import intervals
from sayso.reading.words import split

Finder = Callable[[str], list[float]]


def ours(text: str) -> list[float]:
    """The values of all numbers in `text`, shares such as "een op de drie" included."""
    reader, words = intervals("nl"), split(text)
    numbers, found, i = reader.numbers, [], 0
    while i < len(words):
        part = reader.one_of(words, i)
        number = None if part else numbers.at(words, i)
        if number and words.touch(number.last) and words.kind(number.last + 1) == "word":
            i = number.last  # "180ml", "4e": part of another word
        elif number is not None and number.form not in ("ordinal", "vague"):
            part = reader.read(words, number, lambda _: True)
            value, i = (part.high if part.high is not None else part.low), part.last
            found.append((value or 0) / (100 if part.sort == "share" else 1))
        elif part:
            found.append((part.high or part.low or 0) / 100)
            i = part.last
        elif words.lower(i) in numbers.stressed:
            found.append(1.0)
        i += 1
    return found


def text2num() -> Finder:
    """text2num's alpha2digit, then the numerals that it leaves."""
    from text_to_num import alpha2digit

    def find(text: str) -> list[float]:
        digits = re.findall(r"-?\d+(?:\.\d+)?", alpha2digit(text, "nl"))
        return [float(d) for d in digits]

    return find


def recognizers() -> Finder:
    """Recognizers-Text's Dutch NumberModel."""
    from ms_recognizers_number import Culture, NumberRecognizer

    model = NumberRecognizer(Culture.Dutch).get_number_model()

    def find(text: str) -> list[float]:
        return [float(result.resolution["value"].replace(",", ".")) for result in model.parse(text)]

    return find


def main() -> None:
    """Score every finder that is there, and print its speed."""
    cases = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8-sig"))
    finders: dict[str, Callable[[], Finder]] = {"sayso": lambda: ours, "text2num": text2num, "recognizers": recognizers}
    for name, make in finders.items():
        try:
            find = make()
        except ImportError:
            print(f"{name:12} not installed")
            continue
        right = 0
        for case in cases:
            expected = [float(r["Resolution"]["value"].replace(",", ".")) for r in case["Results"]]
            try:
                values = find(case["Input"])
            except Exception:  # another library's crash is a wrong answer
                values = [float("nan")]
            good = len(values) == len(expected) and all(
                abs(a - b) <= 1e-6 * max(1, abs(b)) for a, b in zip(values, expected, strict=True)
            )
            right += good
            if name == "sayso" and not good and "--errors" in sys.argv:
                print(f"   {case['Input']!r}: {values} for {expected}")
        began, rounds = time.perf_counter(), 0
        while time.perf_counter() - began < 1:
            for case in cases:
                try:
                    find(case["Input"])
                except Exception:
                    continue
            rounds += 1
        speed = rounds * sum(len(case["Input"]) for case in cases) / (time.perf_counter() - began)
        print(f"{name:12} {right} of {len(cases)} right, {speed:,.0f} characters a second")


if __name__ == "__main__":
    main()
