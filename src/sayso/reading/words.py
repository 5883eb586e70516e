"""A text cut into words, numerals and signs, independently of any tokenizer, so that figures read alike everywhere.

"F-16's" is five words (F, -, 16, ', s) of which each touches the next: whether a numeral is a figure or part of a
name is then a question about its neighbours, not about how somebody's tokenizer felt about hyphens.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
SPACES = " \u00a0\u2009\u202f"  # what may stand between the thousands of a numeral
_NAMED = r"-?[a-z]{1,3}\b|-(?!\d)|[ ]mm\b"  # behind digits that name what is counted: "200 155-mm shells"
# Three digits are no thousands where they name what is counted: "200 155-mm shells", "200 122- en 155 mm".
_THOUSANDS = rf"(?:[{SPACES}](?:000|\d{{3}}(?!-(?!\d)|[ ]?mm\b)))+"
_WORD = re.compile(
    r"(?P<address>https?://\S+|www\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[#@]\w+)"
    rf"|(?P<numeral>\d{{1,3}}{_THOUSANDS}(?!\.?\d)(?:,\d+)?(?!\d)|\d+(?:[.,]\d+)*|[{VULGAR}])"
    r"|(?P<word>(?:[^\W\d_]+[\u0300-\u036f]*)+(?:-\r?\n(?=[a-z]{3})(?:[^\W\d_]+[\u0300-\u036f]*)+)?)"
    r"|(?P<sign>[^\w\s]|_)"
)

_BREAK = re.compile(r"-\r?\n")  # where a word is broken over two lines


@dataclass(slots=True)
class Words:
    """The words of one block: parallel lists, `starts`/`ends` in code points of the whole document."""

    starts: list[int]
    ends: list[int]
    lowers: list[str]  # lower case, composed (NFC), apostrophes straightened
    kinds: list[str]  # address, numeral, word or sign

    def __len__(self) -> int:
        return len(self.starts)

    def lower(self, index: int) -> str:
        """The word at `index`, or "" beyond either end."""
        return self.lowers[index] if 0 <= index < len(self.lowers) else ""

    def kind(self, index: int) -> str:
        """The kind of the word at `index`, or "" beyond either end."""
        return self.kinds[index] if 0 <= index < len(self.kinds) else ""

    def touch(self, index: int) -> bool:
        """Whether the words at `index` and `index + 1` stand together without a space."""
        return 0 <= index < len(self.starts) - 1 and self.ends[index] == self.starts[index + 1]


def split(text: str, start: int = 0, end: int | None = None) -> Words:
    """The words of `text[start:end]`, with offsets in `text`."""
    starts, ends, lowers, kinds = [], [], [], []
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        word = match.group().lower()
        if "\n" in word:
            word = _BREAK.sub("", word)
        if not word.isascii():
            word = unicodedata.normalize("NFC", word).replace("’", "'").replace("‘", "'")
        starts.append(match.start())
        ends.append(match.end())
        lowers.append(word)
        kinds.append(match.lastgroup or "sign")
    return Words(starts, ends, lowers, kinds)
