#!/usr/bin/env python3
"""How well comparing does on the annotated sets: with gold claims as input, or end to end with sayso's own reading.

    python tests/corpus/accounts/score.py [NAME …]            gold claims as input
    python tests/corpus/accounts/score.py --read [NAME …]     end to end
    python tests/corpus/accounts/score.py --slots [NAME …]    end to end, one slot after another taken from the gold
    python tests/corpus/accounts/score.py --errors NAME       also what is wrong, one line each; with --slots in reading
    python tests/corpus/accounts/score.py --json              the figures for a program

Without names all sets but the held-out one, `held-last`: name that yourself, once, and never with --errors.

Pairs: precision, recall and F1 for each relation, the direction of updates, denies and part_of included. Clustering:
B-cubed (Bagga and Baldwin 1998) over the claims. Counts: the share of gold questions whose number of reports and of
origins the program's question with most of its claims has exactly. Grades, estimates, flags: the share that is right.

End to end, a claim that sayso read is the gold claim whose characters it overlaps most, and each gold claim is found
once; pairs with a claim that is no gold claim count as wrong, unless the gold calls that figure optional.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from goldclaims import HERE, articles, evidence, rows

from sayso.accounts.stored import compare_evidence
from sayso.accounts.values import Comparison, Question
from sayso.documents.document import Document
from sayso.engine import read_document
from sayso.reading.claim import Claim

HELD_OUT = "held-last"
SYMMETRIC = {"repeats", "agrees", "differs"}
RELATIONS = ("repeats", "agrees", "differs", "updates", "part_of", "denies")
SLOTS = {
    "kind and figure": ("kind", "quantity"),
    "whom": ("affected", "agent"),
    "source": ("source",),
    "place": ("place",),
    "period": ("period",),
    "polarity": ("polarity",),
}
_UNITS = {("m", "km"): 0.001, ("km", "m"): 1000.0}

Pair = tuple[str, str, str]


@cache
def own_reading(name: str) -> tuple[tuple[Claim, Document], ...]:
    """What sayso reads in the articles of a set."""
    every = articles(name).values()
    return tuple((claim, document) for document in every for claim in read_document(document).claims)


def compared(name: str, read: bool) -> tuple[Comparison, dict[str, str | None]]:
    """What sayso makes of a set, and which gold claim each of its claims is: None for none, absent for an optional."""
    if not read:
        given = evidence(name)
        return compare_evidence(given), {claim.id: claim.id for claim, _ in given}
    own = own_reading(name)
    return compare_evidence(own), matched((claim for claim, _ in own), rows(name, "claims"))


def slots(name: str) -> dict[str, float]:
    """F1 of all pairs end to end, and what it would be if one slot of the claims that were found were the gold's."""
    own = own_reading(name)
    ids = matched((claim for claim, _ in own), rows(name, "claims"))
    gold = {claim.id: claim for claim, _ in evidence(name)}
    wanted = pairs_of_gold(name)

    def f1(taken: Iterable[str]) -> float:
        mixed = [
            (replace(claim, **{slot: getattr(gold[id], slot) for slot in taken}) if id else claim, document)
            for claim, document in own
            for id in (ids.get(claim.id),)
        ]
        return prf(wanted, pairs_of(compare_evidence(mixed), ids))["f1"]

    every = [slot for group in SLOTS.values() for slot in group]
    alone = {what: f1(group) for what, group in SLOTS.items()}
    but = {f"all but {what}": f1([s for s in every if s not in group]) for what, group in SLOTS.items()}
    return {"as read": f1(()), **alone, "all of them": f1(every), **but}


def matched(claims: Iterable[Claim], gold: list[dict[str, Any]]) -> dict[str, str | None]:
    """The gold id of each read claim, by most overlap; None where it has none. Optional figures are left out."""
    by_doc: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in gold:
        by_doc[row["doc"]].append(row)
    found: dict[str, str | None] = {}
    taken: set[str] = set()
    for claim in claims:
        overlaps = [(min(claim.end, r["end"]) - max(claim.start, r["start"]), r) for r in by_doc[claim.doc]]
        over = [(size, row) for size, row in overlaps if size > 0]
        if any("id" not in row for _, row in over):
            continue
        free = [(size, row["id"]) for size, row in over if row["id"] not in taken]
        best = max(free, default=(0, None), key=lambda item: item[0])[1]
        found[claim.id] = best
        if best is not None:
            taken.add(best)
    return found


# -- scores ------------------------------------------------------------------------------------------------------------


def pairs_of_gold(name: str) -> set[Pair]:
    return {_pair(row["a"], row["b"], row["relation"]) for row in rows(name, "relations")}


def pairs_of(comparison: Comparison, ids: Mapping[str, str | None]) -> set[Pair]:
    """The program's pairs in gold ids. A claim that is no gold claim keeps its own id, so that its pairs are wrong."""
    return {
        _pair(ids[r.a] or r.a, ids[r.b] or r.b, r.kind.value) for r in comparison.relations if r.a in ids and r.b in ids
    }


def _pair(a: str, b: str, kind: str) -> Pair:
    return (min(a, b), max(a, b), kind) if kind in SYMMETRIC else (a, b, kind)


def prf(gold: set[Any], found: set[Any]) -> dict[str, float]:
    """Precision, recall, F1 and the numbers behind them; of nothing and nothing all are 1."""
    right = len(gold & found)
    precision = right / len(found) if found else 1.0 if not gold else 0.0
    recall = right / len(gold) if gold else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": precision, "recall": recall, "f1": f1, "gold": len(gold), "found": len(found), "right": right}


def b_cubed(gold: Mapping[str, str], found: Mapping[str, str]) -> dict[str, float]:
    """B-cubed of two clusterings, over the items that both have; `gold` and `found` give an item's cluster."""
    items = sorted(gold.keys() & found.keys())
    if not items:
        return {"precision": 0.0, "recall": 0.0, "f1": 0.0}
    both = Counter((gold[i], found[i]) for i in items)
    sizes_gold, sizes_found = Counter(gold[i] for i in items), Counter(found[i] for i in items)
    precision = sum(both[gold[i], found[i]] / sizes_found[found[i]] for i in items) / len(items)
    recall = sum(both[gold[i], found[i]] / sizes_gold[gold[i]] for i in items) / len(items)
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / (precision + recall)}


def nearest(row: dict[str, Any], questions: Iterable[Question], ids: Mapping[str, str | None]) -> Question | None:
    """The program's question with most claims of a gold one; of several the one with fewest others."""
    wanted = set(row["claims"])

    def common(question: Question) -> tuple[int, int, str]:
        own = {ids.get(c) for c in question.claims}
        return len(wanted & own), -len(question.claims), question.id

    best = max(questions, key=common, default=None)
    return best if best is not None and common(best)[0] else None


def same_estimate(row: dict[str, Any], question: Question, unit: str) -> bool:
    """Whether low, best and high are right, up to rounding, in the gold's unit."""
    factor = _UNITS.get((question.unit, unit), 1.0)
    own = (question.estimate.low, question.estimate.best, question.estimate.high)
    return all(
        (a is None) == (b is None) and (a is None or b is None or abs(a * factor - b) <= 1e-6 * max(1.0, abs(b)))
        for a, b in zip(own, (row["low"], row["best"], row["high"]), strict=True)
    )


def score(name: str, read: bool, errors: bool = False) -> dict[str, Any]:
    """All figures of one set."""
    comparison, ids = compared(name, read)
    gold, found = pairs_of_gold(name), pairs_of(comparison, ids)
    claims = {row["id"]: row for row in rows(name, "claims") if "id" in row}
    questions = rows(name, "questions")
    in_gold = {id: row["id"] for row in questions for id in row["claims"]}
    in_found = {gold_id: q.id for q in comparison.questions for c in q.claims if (gold_id := ids.get(c)) is not None}
    flags = {id: o["flag"] for o in rows(name, "origins") if o["flag"] for id in o["claims"]}
    own_flags = {gold_id: f.value for c, f in comparison.flags.items() if (gold_id := ids.get(c)) is not None}
    right: Counter[str] = Counter()
    for row in questions:
        question = nearest(row, comparison.questions, ids)
        checks = {
            "counts": question is not None
            and (row["reports"], row["origins"]) == (question.reports, len(question.origins)),
            "grades": question is not None and row["grade"] == question.grade.value,
            "estimates": question is not None
            and same_estimate(row, question, claims[row["claims"][0]]["quantity"]["unit"]),
        }
        right.update(what for what, well in checks.items() if well)
        if errors:
            _print_question(row, question, checks, ids)
    if errors:
        _print_pairs(gold, found)
        for id, flag in flags.items():
            if own_flags.get(id, flag) != flag:
                print(f"flag of {id}: {own_flags[id]}, not {flag}")
    flagged = [id for id in flags if id in own_flags]
    return {
        "claims": {"gold": len(claims), "found": sum(i is not None for i in ids.values()), "own": len(ids)},
        "pairs": prf(gold, found),
        "relations": {k: prf({p for p in gold if p[2] == k}, {p for p in found if p[2] == k}) for k in RELATIONS},
        "questions": b_cubed(in_gold, in_found),
        "counts": right["counts"] / len(questions),
        "grades": right["grades"] / len(questions),
        "estimates": right["estimates"] / len(questions),
        "flags": sum(flags[i] == own_flags[i] for i in flagged) / len(flagged) if flagged else 1.0,
        "asked": len(questions),
    }


# -- showing -----------------------------------------------------------------------------------------------------------


def _print_question(
    row: dict[str, Any], question: Question | None, checks: Mapping[str, bool], ids: Mapping[str, str | None]
) -> None:
    if all(checks.values()):
        return
    wrong = ", ".join(what for what, well in checks.items() if not well)
    print(f"[{row['id']}] {row['label']}: {wrong}")
    gold = f"{row['grade']} {row['low']}..{row['best']}..{row['high']}, {row['origins']} origins"
    print(f"    gold:  {' '.join(row['claims'])}: {gold}")
    if question is not None:
        e = question.estimate
        groups = " + ".join(" ".join(ids.get(c) or c for c in o.claims) for o in question.origins)
        print(f"    sayso: {groups}: {question.grade} {e.low}..{e.best}..{e.high} ({question.label})")


def _print_pairs(gold: set[Pair], found: set[Pair]) -> None:
    kinds = {(a, b): kind for a, b, kind in found}
    kinds |= {(b, a): kind for (a, b), kind in list(kinds.items())}
    wanted = {pair[:2] for pair in gold} | {(b, a) for a, b, _ in gold}
    for a, b, kind in sorted(gold - found):
        print(f"{a} {kind} {b}: {kinds.get((a, b), 'not related')}")
    for a, b, kind in sorted(found - gold):
        if (a, b) not in wanted:
            print(f"{a} {kind} {b}: should not be related")


def _print_reading(name: str) -> None:
    """Each claim that was read otherwise than the gold's first reading, and how."""
    gold = {claim.id: claim for claim, _ in evidence(name)}
    own = own_reading(name)
    ids = matched((claim for claim, _ in own), rows(name, "claims"))
    for id in sorted(gold.keys() - set(ids.values())):
        print(f"{id} {gold[id].quantity.text}: not read")
    for claim, _ in own:
        id = ids.get(claim.id)
        if id is not None:
            pairs = zip(_slots_of(claim).items(), _slots_of(gold[id]).values(), strict=True)
            wrong = [f"{what} {read}, not {meant}" for (what, read), meant in pairs if read != meant]
            if wrong:
                print(f"{id} {claim.quantity.text}: {'; '.join(wrong)}")


def _slots_of(claim: Claim) -> dict[str, Any]:
    q, source = claim.quantity, claim.source[-1] if claim.source else None
    return {
        "kind": claim.kind,
        "figure": (q.low, q.high, q.approx, q.unit, q.per),
        "whom": claim.affected and (claim.affected.side, claim.affected.actor),
        "source": source and (source.actor or source.name),
        "place": claim.place and (claim.place.name, claim.place.precision),
        "period": claim.period and (claim.period.start, claim.period.end, claim.period.cumulative),
        "polarity": claim.polarity,
    }


def _row(what: str, scores: Mapping[str, float]) -> str:
    numbers = " ".join(f"{scores[x]:6.3f}" for x in ("precision", "recall", "f1"))
    counts = f"{scores['right']:6.0f} of {scores['gold']:.0f}, {scores['found']:.0f} found" if "gold" in scores else ""
    return f"  {what:12} {numbers} {counts}"


def show(name: str, figures: dict[str, Any]) -> None:
    claims = figures["claims"]
    print(f"{name}: {claims['found']} of {claims['gold']} claims")
    print(f"  {'':12} {'prec':>6} {'rec':>6} {'F1':>6}")
    for relation, scores in figures["relations"].items():
        print(_row(relation, scores))
    print(_row("all pairs", figures["pairs"]))
    print(_row("questions", figures["questions"]) + "  (B-cubed)")
    shares = ", ".join(f"{what} {figures[what]:.3f}" for what in ("counts", "grades", "estimates", "flags"))
    print(f"  exact share of {figures['asked']} questions: {shares}")


def main() -> int:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("names", nargs="*", metavar="NAME")
    args.add_argument("--read", action="store_true", help="end to end, with sayso's own reading")
    args.add_argument("--slots", action="store_true", help="what each slot of reading costs")
    args.add_argument("--errors", action="store_true", help="also print what is wrong")
    args.add_argument("--json", action="store_true", help="print the figures as JSON")
    given = args.parse_args()
    every = sorted(path.name.removesuffix("-questions.jsonl") for path in HERE.glob("gold/*-questions.jsonl"))
    names = given.names or [name for name in every if name != HELD_OUT]
    if given.slots:
        for name in names:
            if given.errors:
                _print_reading(name)
            print(name, *(f"  {what:24} {f1:.3f}" for what, f1 in slots(name).items()), sep="\n")
        return 0
    figures = {name: score(name, given.read, given.errors) for name in names}
    if given.json:
        print(json.dumps(figures, indent=1))
    else:
        for name, scores in figures.items():
            show(name, scores)
    return 0


if __name__ == "__main__":
    sys.exit(main())
