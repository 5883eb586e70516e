"""What everyone asks for, kept until the ledger changes: the unfiltered overview above all."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any

from sayso.ledger import Ledger
from sayso.ledger.counting import Chosen
from sayso.web import looking
from sayso.web.asked import Asked

_MOST = 64  # answers; each is some tens of kilobytes


class Kept:
    """Answers of the ledger, kept as long as its `state` stays. May be used from several threads."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._found: OrderedDict[Hashable, Any] = OrderedDict()
        self._state: tuple[int, ...] = ()
        self._judgements = 0
        self._lock = Lock()

    def overview(self, what: Asked) -> dict[str, Any]:
        """See `looking.overview`."""
        found: dict[str, Any] = self._keep(("overview", what), lambda: looking.overview(self._ledger, what))
        return found

    def sources(self, what: Asked) -> dict[str, Any]:
        """See `looking.sources_page`."""
        found: dict[str, Any] = self._keep(("sources", what), lambda: looking.sources_page(self._ledger, what))
        return found

    def stats(self) -> dict[str, Any]:
        """What was read and what was not understood."""
        found: dict[str, Any] = self._keep("stats", lambda: looking.about(self._ledger))
        return found

    def sides(self) -> list[str]:
        """The sides of the ledger, the commonest first: what happened to them, then what they say."""

        def make() -> list[str]:
            with self._ledger.counted(Chosen()) as counted:
                both = [*counted.by("side", 12), *counted.by("speaker_side", 12)]
            return list(dict.fromkeys(side.split("+")[0] for side, _ in both if side))

        found: list[str] = self._keep("sides", make)
        return found

    def judged(self) -> dict[str, int]:
        """How many claims are judged, by verdict."""
        return self._ledger.judged()

    def waiting(self, chosen: Chosen) -> int:
        """How many chosen claims wait for a judgement: counted once, and from then on by what has been judged."""
        made = sum(n for verdict, n in self._ledger.judged().items() if verdict != "added")
        if chosen != Chosen():
            return int(self._keep(("waiting", chosen, made), lambda: self._ledger.waiting(chosen)))
        every = self._keep("claims", lambda: self._ledger.waiting(chosen) + made)
        return max(0, int(every) - made)

    def _keep(self, key: Hashable, make: Callable[[], Any]) -> Any:
        state = self._ledger.state()
        with self._lock:
            if state != self._state:
                self._found.clear()
                self._state = state
            if key in self._found:
                self._found.move_to_end(key)
                return self._found[key]
        made = make()
        with self._lock:
            if state == self._state:
                self._found[key] = made
                while len(self._found) > _MOST:
                    self._found.popitem(last=False)
        return made
