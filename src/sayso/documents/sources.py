"""Which files a list of paths stands for: folders walked in order, links and hidden files left out, ids given."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sayso.documents.unreadable import Unreadable

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read (`path` None is standard input) and the id of its document."""

    id: str
    path: Path | None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file in a folder that was left out without being an error: hidden, of another format, a link."""

    path: str
    reason: str


def find_sources(
    paths: Iterable[str | Path], suffixes: frozenset[str], leave_out: Path | None = None
) -> tuple[list[Source], list[Skipped], list[Unreadable]]:
    """The files that `paths` stand for, what was left out, and what can't be read at all; each file once.

    An id is the POSIX path relative to the folder that was named, or a named file's own name; where two files would
    get the same id, the later one's is preceded by the name of its folder (and of the folder above, if need be).
    `leave_out` is the metadata sidecar, which is no article.
    """
    walk = _Walk(suffixes, leave_out.resolve() if leave_out is not None and leave_out.exists() else None)
    for path in paths:
        walk.add(path)
    return walk.sources, walk.skipped, walk.unreadable


class _Walk:
    def __init__(self, suffixes: frozenset[str], leave_out: Path | None) -> None:
        self.suffixes = suffixes
        self.sources: list[Source] = []
        self.skipped: list[Skipped] = []
        self.unreadable: list[Unreadable] = []
        self._files: set[Path | None] = {leave_out} if leave_out is not None else set()
        self._ids: set[str] = set()

    def add(self, path: str | Path) -> None:
        if str(path) == STDIN:
            if None not in self._files:
                self._files.add(None)
                self.sources.append(Source(self._id("stdin", Path("stdin")), None))
            return
        path = Path(path)
        try:
            mode = path.stat().st_mode
        except OSError as error:
            self.unreadable.append(Unreadable(str(path), *why_unreadable(error)))
            return
        except ValueError:
            self.unreadable.append(Unreadable(repr(str(path)), "no file can have this name"))
            return
        if stat.S_ISDIR(mode):
            self._add_folder(path)
        elif stat.S_ISREG(mode):
            self._add_file(path, path.name)
        else:
            self.unreadable.append(Unreadable(str(path), "not a file or folder", "pipe it in and read -"))

    def _add_file(self, path: Path, relative: str) -> bool:
        real = path.resolve()
        if real in self._files:
            return False
        self._files.add(real)
        self.sources.append(Source(self._id(relative, real), path))
        return True

    def _add_folder(self, root: Path) -> None:
        found = 0
        failed = len(self.unreadable)
        for path in self._walk(root):
            relative = path.relative_to(root).as_posix()
            if path.suffix.lower() not in self.suffixes:
                self.skipped.append(Skipped(relative, f"no format for {path.suffix or 'files without an ending'}"))
            elif not path.is_file():
                self.skipped.append(Skipped(relative, "not a file"))
            else:
                found += 1
                self._add_file(path, relative)
        if not found and failed == len(self.unreadable):
            endings = " ".join(sorted(self.suffixes))
            self.unreadable.append(Unreadable(str(root), "no documents in this folder", f"it reads {endings}"))

    def _walk(self, root: Path) -> Iterator[Path]:
        """The files under `root` in the order of their names. Links are not followed: they lead out or in circles."""

        def failed(error: OSError) -> None:
            self.unreadable.append(Unreadable(str(error.filename), *why_unreadable(error)))

        for folder, folders, files in os.walk(root, onerror=failed):
            here = Path(folder)
            inner = set(folders)
            for name in sorted(folders + files):
                path = here / name
                if name.startswith("."):
                    self.skipped.append(Skipped(path.relative_to(root).as_posix(), "hidden"))
                elif path.is_symlink():
                    self._link(root, path)
                elif name not in inner:
                    yield path
            folders[:] = sorted(name for name in folders if not name.startswith("."))

    def _link(self, root: Path, path: Path) -> None:
        relative = path.relative_to(root).as_posix()
        try:
            inside = path.resolve(strict=True).is_relative_to(root.resolve())
        except (OSError, RuntimeError):
            self.unreadable.append(Unreadable(relative, "a link that leads nowhere or in a circle", "remove it"))
            return
        reason = "a link to a file that is read at its own place" if inside else "a link out of the folder"
        self.skipped.append(Skipped(relative, reason))

    def _id(self, relative: str, real: Path) -> str:
        """`relative`, preceded by as many names of the folders above it as it takes to differ from the ids before."""
        relative = relative.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        above = real.parents[len(PurePosixPath(relative).parts) - 1 :]
        name = relative
        for folder in above:
            if name not in self._ids:
                break
            name = f"{folder.name}/{name}"
        self._ids.add(name)
        return name


def why_unreadable(error: OSError) -> tuple[str, str]:
    """The reason and hint for an operating system's error, in plain words."""
    if isinstance(error, FileNotFoundError):
        return "no such file or folder", "check the spelling"
    if isinstance(error, PermissionError):
        return "no permission to read it", "ask its owner, or chmod +r"
    return (error.strerror or str(error)).lower(), ""
