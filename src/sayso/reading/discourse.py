"""Who has been talked about so far: people and bodies of a document, with the words that they can be called by."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Entity:
    """Someone or something that a document talks about.

    `kind` is person, body, group or country. `nouns` are the words that "de …" can take it up by: roles and bodies as
    listed nouns ("gouverneur", "ministerie") and as kinds ("governor", "ministry"). `tokens` are its mentions' heads.
    """

    kind: str
    name: str
    side: str | None = None
    actor: str | None = None
    nouns: set[str] = field(default_factory=set)
    gender: str | None = None  # "m", "f"
    plural: bool = False
    named: bool = False  # a body with a name of its own, not just "het leger"
    tokens: list[int] = field(default_factory=list)

    def seen_before(self, token: int) -> int | None:
        """The last mention before `token`, or None."""
        at = bisect_left(self.tokens, token)
        return self.tokens[at - 1] if at else None

    def mention(self, token: int) -> None:
        """Add a mention, keeping `tokens` in order."""
        at = bisect_left(self.tokens, token)
        if at == len(self.tokens) or self.tokens[at] != token:
            self.tokens.insert(at, token)


class Discourse:
    """The entities of one document."""

    def __init__(self) -> None:
        self.entities: list[Entity] = []

    def add(self, entity: Entity) -> Entity:
        self.entities.append(entity)
        return entity

    def by_actor(self, actor: str) -> Entity | None:
        """The entity that is this actor of the pack, if it was mentioned."""
        return next((e for e in self.entities if e.actor == actor and e.kind in ("person", "body")), None)

    def latest(self, token: int, nouns: set[str], kind: str | None = None, *, named: bool = False) -> Entity | None:
        """The entity mentioned last before `token` that can be called by one of `nouns` (with a name, if `named`)."""
        best, at = None, -1
        for entity in self.entities:
            if (kind is None or entity.kind == kind) and (entity.named or not named) and _called(entity.nouns, nouns):
                seen = entity.seen_before(token)
                if seen is not None and seen > at:
                    best, at = entity, seen
        return best

    def before(self, token: int) -> list[tuple[int, Entity]]:
        """All entities mentioned before `token`, each with its last mention, the nearest first."""
        seen = [(at, e) for e in self.entities if (at := e.seen_before(token)) is not None]
        return sorted(seen, key=lambda pair: -pair[0])


def _called(known: set[str], wanted: set[str]) -> bool:
    """Whether one of the wanted words is known, or ends a known compound: "dienst" takes up an inlichtingendienst."""
    return bool(known & wanted) or any(k.endswith(w) for w in wanted if len(w) > 4 for k in known)
