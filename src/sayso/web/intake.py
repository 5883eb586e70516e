"""Reading what is dropped on the page: one run at a time, in a thread of its own, that can be watched and cancelled.

Files arrive one by one into a folder of the run, keep the paths that they had in the folder that was dropped, and are
read from there by the same loop as `sayso read`. A table with a column `file` and none of texts tells of the others,
as `sayso read --meta` takes it.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from threading import Lock, Thread
from typing import Any

from sayso.documents.document import Document
from sayso.documents.unreadable import Unreadable
from sayso.ledger import Ledger
from sayso.showing.safe import safe
from sayso.web.errors import WebError

LARGEST = 50 * 1024 * 1024  # of one file
MOST = 5_000  # files of one run
ALL = 1024 * 1024 * 1024  # bytes of one run
KINDS = (".txt", ".html", ".htm", ".pdf", ".jsonl", ".csv")


class Cancelled(Exception):  # noqa: N818 - it is no error
    """The run was cancelled between two documents."""


@dataclass(slots=True)
class Job:
    """A run as the page watches it. `state` is gathering, reading, comparing, done, cancelled or failed."""

    folder: Path
    state: str = "gathering"
    files: int = 0
    size: int = 0
    meta: Path | None = None
    done: int = 0
    claims: int = 0
    problems: list[str] = field(default_factory=list)
    message: str = ""
    cancel: bool = False

    def seen(self) -> dict[str, Any]:
        """The job as plain values."""
        return {
            "state": self.state,
            "files": self.files,
            "meta": self.meta.name if self.meta else None,
            "documents": self.done,
            "claims": self.claims,
            "problems": self.problems[:200],
            "message": self.message,
        }


class Intake:
    """What is being read into a ledger through the page. May be used from several threads."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._job: Job | None = None
        self._lock = Lock()

    @property
    def job(self) -> Job | None:
        """The run of now, or the last one."""
        return self._job

    def begin(self) -> Job:
        """Start gathering files. Raises WebError while another run is under way."""
        with self._lock:
            if self._job is not None and self._job.state in ("reading", "comparing"):
                raise WebError(409, "Something is being read already.", "Wait until it is done, or cancel it.")
            if self._job is not None:
                shutil.rmtree(self._job.folder, ignore_errors=True)
            self._job = Job(Path(tempfile.mkdtemp(prefix="sayso-read-")))
            return self._job

    def put(self, name: str, content: bytes) -> Job:
        """Add a file, under the path that it had where it came from. Raises WebError."""
        with self._lock:
            job = self._job
            if job is None or job.state != "gathering":
                raise WebError(409, "No reading has begun that files could be added to.", "Load the page again.")
            if len(content) > LARGEST or job.size + len(content) > ALL or job.files >= MOST:
                raise WebError(413, f"{safe(name)} is too much.", "Read large collections with `sayso read`.")
            path = job.folder.joinpath(*_parts(name))
            if _is_meta(path, content):
                if job.meta is not None and job.meta != path:
                    raise WebError(
                        409,
                        f"{safe(job.meta.name)} tells of the files already, and {safe(path.name)} would, too.",
                        "Put their rows in one table.",
                    )
                job.meta = path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            job.files += 1
            job.size += len(content)
            return job

    def start(self, *, published: str | None, publisher: str | None) -> Job:
        """Read what was gathered. Raises WebError for a date that is none, or if nothing was."""
        with self._lock:
            job = self._job
            if job is None or job.state != "gathering" or job.files == (job.meta is not None):
                raise WebError(409, "There is nothing to read.", f"Drop files ({', '.join(KINDS)}) first.")
            from sayso.documents.read import documents

            try:
                inputs = documents(
                    [str(job.folder)], meta=job.meta, published=published or None, publisher=publisher or None
                )
            except ValueError as error:
                raise WebError(400, str(error)) from error
            job.state = "reading"
        Thread(target=self._run, args=(job, inputs), name="sayso-read", daemon=True).start()
        return job

    def cancel(self) -> Job | None:
        """Stop after the document that is being read. What was read stays."""
        with self._lock:
            if self._job is not None and self._job.state in ("gathering", "reading", "comparing"):
                self._job.cancel = True
                if self._job.state == "gathering":
                    self._job.state, self._job.message = "cancelled", "Cancelled. Nothing was read."
                    shutil.rmtree(self._job.folder, ignore_errors=True)
            return self._job

    def _run(self, job: Job, inputs: Any) -> None:
        from sayso.accounts.stored import compare_ledger
        from sayso.engine import Run, read_into

        def stopping() -> Iterator[Document | Unreadable]:
            for item in inputs:
                if job.cancel:
                    raise Cancelled
                yield item

        def watch(run: Run) -> None:
            job.done, job.claims = run.documents, run.claims
            job.problems = [
                *(safe(str(item).replace(f"{job.folder}/", "")) for item in run.unreadable),
                *(safe(f"{id}: {reason}") for id, reason in run.failed),
                *(safe(f"{document.id} {reason}") for document, reason in run.unread),
            ]
            if job.cancel:
                raise Cancelled

        try:
            run = read_into(self._ledger, stopping(), progress=watch)
            job.done, job.claims = run.documents, run.claims
            job.state = "comparing"
            compare_ledger(self._ledger, progress=_stop_if(lambda: job.cancel))
            job.state, job.message = "done", "Read and compared."
        except Cancelled:
            job.state, job.message = "cancelled", "Cancelled. What had been read by then is in the ledger."
        except Exception as error:
            job.state, job.message = "failed", safe(str(error))
        finally:
            shutil.rmtree(job.folder, ignore_errors=True)


def _stop_if(cancelled: Callable[[], bool]) -> Callable[[str, int, int], None]:
    def watch(what: str, done: int, of: int) -> None:
        if cancelled():
            raise Cancelled

    return watch


def _is_meta(path: Path, content: bytes) -> bool:
    """Whether a table tells of other files: it has a column `file`, and none of texts."""
    if path.suffix.lower() != ".csv":
        return False
    header = content[:10_000].decode("utf-8-sig", errors="replace").lstrip().partition("\n")[0]
    columns = {cell.strip(' \t\r"').lower() for cell in re.split("[,;\t]", header)}
    return "file" in columns and "text" not in columns


def _parts(name: str) -> list[str]:
    """The folders and the name of a file, none of which leads out of the run's own folder. Raises WebError."""
    parts = [part for part in PurePosixPath(name.replace("\\", "/")).parts if part not in ("/", "..", ".")]
    parts = [part.replace("\x00", "").replace(":", "_")[:150] for part in parts[-8:]]
    if not parts or not all(parts) or not parts[-1].lower().endswith(KINDS):
        raise WebError(415, f"{safe(name)} is of no kind that sayso reads.", f"It reads {', '.join(KINDS)}.")
    return parts
