"""Text of articles made fit to be printed: what comes in from outside never drives the terminal.

An article may hold escape sequences that rewrite the screen, characters that turn the direction of writing around so
that a name reads as another, or invisible ones that hide words. None of them is printed as it is.
"""

from __future__ import annotations

import re

_BLANK = re.compile("[\t\n\x0b\x0c\r\x85\u2028\u2029 ]+")
# Marks of direction, invisible marks and tags, the byte order mark; joiners stay: scripts and emoji need them.
_INVISIBLE = re.compile(
    "[\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_IN_JSON = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def safe(text: str | None) -> str:
    """`text` in one line that is safe to print: blanks run together, controls as U+FFFD, invisible marks left out."""
    return _BLANK.sub(" ", _CONTROL.sub("\ufffd", _INVISIBLE.sub("", text or "")))


def safe_json(line: str) -> str:
    """A line of JSON with the characters that drive a terminal escaped; what it says stays the same."""
    return _IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", line)
