"""What comparing came to, as JSON Lines: one question a line, or one pair of claims that relate."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from sayso.accounts.values import Question, Relation
from sayso.exporting.jsonl import dumps, plain


def question_to_json(question: Question) -> dict[str, Any]:
    """The question as its line holds it: plain values, null (None) where a field does not apply, none left out."""
    estimate = question.estimate
    return {
        "id": question.id,
        "label": question.label,
        "kind": question.kind,
        "affected": {"side": question.affected, "actor": question.actor}
        if question.affected or question.actor
        else None,
        "place": {
            "name": question.place,
            "geonameid": question.geonameid,
            "lat": question.lat,
            "lon": question.lon,
        }
        if question.place
        else None,
        "period": {"start": question.start, "end": question.end, "cumulative": question.cumulative}
        if question.start or question.end or question.cumulative
        else None,
        "claims": list(question.claims),
        "reports": question.reports,
        "origins": len(question.origins),
        "grade": str(question.grade),
        "low": figure(estimate.low),
        "best": figure(estimate.best),
        "high": figure(estimate.high),
        "rule": estimate.rule,
        "unit": question.unit,
        "per": question.per,
    }


def figure(bound: float | None) -> float | int | None:
    """A bound without the dust of binary fractions: the median of 0.1 and 0.2 is 0.15."""
    return plain(float(f"{bound:.12g}")) if bound is not None else None


def relation_to_json(relation: Relation) -> dict[str, Any]:
    """The pair as its line holds it."""
    levels = relation.levels
    return {
        "a": relation.a,
        "b": relation.b,
        "relation": str(relation.kind),
        "question": relation.question,
        "levels": {
            "measure": str(levels.measure),
            "who": str(levels.who),
            "where": str(levels.where),
            "when": str(levels.when),
        },
        "why": relation.why,
    }


def write_questions(questions: Iterable[Question], out: BinaryIO) -> int:
    """Write the questions; returns how many."""
    return _lines((question_to_json(question) for question in questions), out)


def write_relations(relations: Iterable[Relation], out: BinaryIO) -> int:
    """Write the relations; returns how many."""
    return _lines((relation_to_json(relation) for relation in relations), out)


def _lines(values: Iterable[dict[str, Any]], out: BinaryIO) -> int:
    number = 0
    for value in values:
        out.write(dumps(value).encode() + b"\n")
        number += 1
    return number
