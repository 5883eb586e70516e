"""What could not be read, and what the user can do about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An input that gave no document: where it is, why, and what would help. `path` may end in `#row` or `:line`."""

    path: str
    reason: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}" + (f" ({self.hint})" if self.hint else "")


class BadInput(Exception):  # noqa: N818 - it says what the input is, not that the program failed
    """Raised inside the format modules, caught by `read`, which turns it into an `Unreadable`."""

    def __init__(self, reason: str, hint: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint
