#!/usr/bin/env python3
"""Make the gold of the comparing corpus from the annotations beside it: see README.md for how to write them.

python tests/corpus/accounts/build.py [NAME …]       write gold/NAME-{claims,questions,origins,relations}.jsonl
python tests/corpus/accounts/build.py --check        write nothing; exit 1 where gold/ isn't what the annotations give
python tests/corpus/accounts/build.py --list NAME    each claim's id with its words
python tests/corpus/accounts/build.py --show NAME    each question with its claims, and the relations, to read over
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import sys
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations, product
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
_SPEC = importlib.util.spec_from_file_location("corpus_build", HERE.parent / "build.py")
assert _SPEC is not None
assert _SPEC.loader is not None
corpus = sys.modules["corpus_build"] = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(corpus)

AnnotationError = corpus.AnnotationError
FLAGS = ("admission", "interested", "third_party", "own_voice")
GRADES = ("contested", "admitted", "agreed", "corroborated", "single")
KINDS = ("agrees", "differs", "updates", "denies", "part_of", "repeats")
SYMMETRIC = {"agrees", "differs", "repeats"}
PARTS = ("claims", "questions", "origins", "relations")


# -- claims ------------------------------------------------------------------------------------------------------------


def claims_of(name: str) -> list[dict[str, Any]]:
    """The gold claims of a set: rows of tests/corpus/build.py, with their speakers, parts, totals and surroundings."""
    rows: list[dict[str, Any]] = []
    faults: list[str] = []
    for document in corpus.read_annotations(HERE / f"{name}.claims"):
        try:
            rows += _claims_of_document(document, HERE / name)
        except AnnotationError as fault:
            faults.append(str(fault))
    if faults:
        raise AnnotationError("\n".join(faults))
    return rows


def _claims_of_document(document: Any, folder: Path) -> list[dict[str, Any]]:
    people = _people(document)
    place = document.place
    document.place = None
    text = corpus.text_of(folder / document.name)
    extras: dict[int, dict[str, Any]] = {}
    lines, faults = [], []
    for number, line in document.lines:
        if line.startswith(("! ", "? ")):
            lines.append((number, line))
            continue
        try:
            cleaned, extra = _split(line, place)
            start, _ = corpus.find(cleaned.split("|")[0].strip(), text)
            extras[start] = extra
            lines.append((number, cleaned))
        except (AnnotationError, AttributeError, ValueError) as fault:
            faults.append(f"{document.name}: line {number}: {fault}")
    document.lines = lines
    if faults:
        raise AnnotationError("\n".join(faults))
    rows, prefix = [], document.name.split("-")[0]
    for row in corpus.gold_of(document, folder):
        if row.get("optional"):
            rows.append(row)
            continue
        extra = extras[row["start"]]
        speakers = _speakers(extra.pop("said"), document, people)
        id = f"{prefix}-{sum(not r.get('optional') for r in rows) + 1}"
        rows.append(row | extra | {"id": id, "speakers": speakers})
    return rows


def _people(document: Any) -> dict[str, dict[str, str | None]]:
    """Who each short name and surface form is, taken off their lines ("K = Pavlo Kyrylenko; hij => pavlo-kyrylenko").

    Two short names may share a pronoun: then the form alone is the first one's.
    """
    people: dict[str, dict[str, str | None]] = {}
    for short, forms in document.sources.items():
        last, _, who = forms[-1].partition(" => ")
        if not who:
            raise AnnotationError(
                f"{document.name}: say who {short} is: {short} = … => actor-id, Name (SIDE) or (SIDE)"
            )
        forms[-1] = last.strip()
        person = _person(who.strip(), document.name)
        for form in forms:
            people.setdefault(form, person)
        people[short] = person
    return people


def _person(who: str, document: str) -> dict[str, str | None]:
    if match := re.fullmatch(r"(.*?)\s*\(([\w+-]+)\)", who):
        return {"actor": None, "name": match[1] or None, "side": None if match[2] == "-" else match[2]}
    known = _actors().get(who)
    if known is not None:
        return {"actor": who, "name": known[0], "side": known[1]}
    side = who.split("-", maxsplit=1)[0].upper()
    if "-" in who and side in _sides():
        return {"actor": who, "name": None, "side": side}
    raise AnnotationError(f"{document}: no pack has an actor {who!r}")


def _speakers(said: str, document: Any, people: dict[str, dict[str, str | None]]) -> list[dict[str, str | None]]:
    """The chain and the first reading of the innermost source, outermost first; empty for the outlet's own voice."""
    *chain, source = (part.strip() for part in said.split(" > "))
    innermost = source.split(";", maxsplit=1)[0].strip()
    found = []
    for word in [*chain, *([] if innermost == "voice" else [innermost])]:
        if word not in people:
            raise AnnotationError(f"{document.name}: say who {word!r} is, with a short name")
        found.append({"text": document.sources.get(word, [word])[0], **people[word]})
    return found


def _split(line: str, place: str | None) -> tuple[str, dict[str, Any]]:
    """A line without what the older format doesn't know, and that apart."""
    fields = [part.strip() for part in line.split("|")]
    if len(fields) not in (4, 5):
        raise AnnotationError(f"{len(fields)} fields, not 4 or 5: {line!r}")
    quote, measure, who, said, rest = (*fields, "")[:5]
    affected, by, agent = who.partition(" by ")
    own = re.search(r"@([^;|]+)", rest)
    where = own[1].strip() if own else place
    if own:
        rest = rest.replace(own[0], "")
    rest = rest.replace(";", " ")
    marks = rest.split()
    extra: dict[str, Any] = {
        "affected_part": _part(affected),
        "agent_part": _part(agent),
        "said": said,
        "total": "total" in marks,
        **_where(where),
    }
    rest = " ".join(mark for mark in marks if mark != "total")
    who = re.sub(r":[\w-]+", "", affected) + by + re.sub(r":[\w-]+", "", agent)
    return " | ".join((quote, measure, who, said, rest)), extra


def _part(words: str) -> str | None:
    first = words.split(",", maxsplit=1)[0]
    return first.split(":")[1].strip() if ":" in first else None


def _where(words: str | None) -> dict[str, Any]:
    """`~Bakhmut`, `Stepove, Mykolaiv Oblast`, `Ivanivske 46.97,30.48` as a place's name and what tells it apart."""
    if words is None or words == "-":
        return {"place": None}
    near = words.startswith("~")
    words = words.removeprefix("~")
    if match := re.fullmatch(r"(.+?) (-?[\d.]+),(-?[\d.]+)", words):
        return {"place": match[1], "near": near, "lat": float(match[2]), "lon": float(match[3])}
    name, _, region = words.partition(", ")
    return {"place": name, "near": near, "region": region} if region else {"place": name, "near": near}


@cache
def _actors() -> dict[str, tuple[str, str | None]]:
    from sayso.packs import bundled, load_pack

    packs = [load_pack(id, alone=True) for id in bundled()]
    return {actor.id: (actor.name, actor.side) for pack in packs for actor in pack.actors}


@cache
def _sides() -> frozenset[str]:
    from sayso.packs import bundled, load_pack

    packs = [load_pack(id, alone=True) for id in bundled()]
    return frozenset(s for pack in packs for side in pack.sides.values() for s in (side.id, *side.countries))


# -- questions, origins, relations -------------------------------------------------------------------------------------


@dataclass
class Asked:
    """A question as annotated. `origins` by letter: flag and claim ids; `lines` relate letters or ids."""

    handle: str
    label: str
    origins: dict[str, tuple[str | None, list[str]]] = field(default_factory=dict)
    lines: list[tuple[str, str, str]] = field(default_factory=list)
    grade: str | None = None
    estimate: str | None = None

    @property
    def claims(self) -> list[str]:
        return [id for _, ids in self.origins.values() for id in ids]


@dataclass
class Accounts:
    """A whole .accounts file."""

    questions: list[Asked] = field(default_factory=list)
    across: list[tuple[str, str, str]] = field(default_factory=list)


def read_accounts(path: Path) -> Accounts:
    """The questions and relations of a .accounts file. Raises AnnotationError where a line can't be read."""
    accounts = Accounts()
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = raw.split("  #")[0].strip()
        if not line or line.startswith("#"):
            continue
        if not _read_line(line, accounts):
            raise AnnotationError(f"{path.name}: line {number}: can't be read: {line!r}")
    return accounts


def _read_line(line: str, accounts: Accounts) -> bool:
    if match := re.fullmatch(r"\? \[([\w-]+)\] (.+)", line):
        accounts.questions.append(Asked(match[1], match[2]))
    elif match := re.fullmatch(r"alone: (.+)", line):
        accounts.questions += [Asked(id, "alone", {"a": (None, [id])}) for id in match[1].split()]
    elif match := re.fullmatch(r"<> not (\S+) (\S+)", line):
        accounts.across.append((match[1], "not", match[2]))
    elif match := re.fullmatch(r"<> (\S+) (\w+) (\S+)", line):
        accounts.across.append((match[1], match[2], match[3]))
    elif not accounts.questions:
        return False
    elif match := re.fullmatch(r"grade: (\w+)", line):
        accounts.questions[-1].grade = match[1]
    elif match := re.fullmatch(r"estimate: (\S+)", line):
        accounts.questions[-1].estimate = match[1]
    elif match := re.fullmatch(r"(\w) (\w+): (.+)", line):
        accounts.questions[-1].origins[match[1]] = (match[2], match[3].split())
    elif match := re.fullmatch(r"(\S+) (\w+|-) (\S+)", line):
        accounts.questions[-1].lines.append((match[1], match[2], match[3]))
    else:
        return False
    return True


def gold_of(name: str) -> dict[str, list[dict[str, Any]]]:
    """The rows of the four gold files of a set. Raises AnnotationError with all faults found."""
    claims = claims_of(name)
    by_id = {row["id"]: row for row in claims if not row.get("optional")}
    path = HERE / f"{name}.accounts"
    if not path.exists():
        return {"claims": claims, "questions": [], "origins": [], "relations": []}
    accounts = read_accounts(path)
    faults = _partition_faults(accounts, by_id)
    if faults:
        raise AnnotationError("\n".join(f"{path.name}: {fault}" for fault in faults))
    related: dict[tuple[str, str], tuple[str, str]] = {}
    for asked in accounts.questions:
        faults += _within(asked, related)
    faults += _across(accounts, by_id, related)
    questions, origins = [], []
    for asked in accounts.questions:
        ids = sorted(asked.claims, key=order)
        lone = next(iter(asked.origins.values()))[0] if len(asked.origins) == 1 else None
        grade = asked.grade or ("admitted" if lone == "admission" else "single")
        try:
            low, best, high = _estimate(asked, by_id)
        except AnnotationError as fault:
            faults.append(str(fault))
            continue
        if grade not in GRADES:
            faults.append(f"[{asked.handle}] no grade {grade!r}")
        questions.append(
            {
                "id": asked.handle,
                "label": asked.label,
                "claims": ids,
                "reports": len(ids),
                "origins": len(asked.origins),
                "grade": grade,
                "low": low,
                "best": best,
                "high": high,
            }
        )
        for letter, (flag, of) in asked.origins.items():
            if flag is not None and flag not in FLAGS:
                faults.append(f"[{asked.handle}] no flag {flag!r}")
            origins.append({"question": asked.handle, "id": f"{asked.handle}.{letter}", "flag": flag, "claims": of})
    if faults:
        raise AnnotationError("\n".join(f"{path.name}: {fault}" for fault in faults))
    relations = [
        {"a": a, "b": b, "relation": kind}
        for (a, b), (kind, _) in sorted(related.items(), key=lambda item: (order(item[0][0]), order(item[0][1])))
    ]
    return {"claims": claims, "questions": questions, "origins": origins, "relations": relations}


def order(id: str) -> tuple[int, ...]:
    """Claim ids in the order of documents and places in them: 9-2 before 10-1 before 10-11."""
    return tuple(int(part) for part in id.split("-"))


def _partition_faults(accounts: Accounts, by_id: dict[str, Any]) -> list[str]:
    faults, seen, handles = [], {}, set()
    for asked in accounts.questions:
        if asked.handle in handles:
            faults.append(f"two questions are called [{asked.handle}]")
        handles.add(asked.handle)
        for id in asked.claims:
            if id not in by_id:
                faults.append(f"[{asked.handle}] there is no claim {id}")
            if id in seen:
                faults.append(f"{id} stands in [{seen[id]}] and in [{asked.handle}]")
            seen[id] = asked.handle
    return faults + [f"{id} ({by_id[id]['quantity']['text']}) stands in no question" for id in by_id if id not in seen]


def _within(asked: Asked, related: dict[tuple[str, str], tuple[str, str]]) -> list[str]:
    """Add the pairs of one question; what pairs of origins lack a line is a fault."""
    faults = []
    for _, ids in asked.origins.values():
        for a, b in combinations(ids, 2):
            _relate(a, "repeats", b, "line", related)
    told: set[frozenset[str]] = set()
    for a, kind, b in sorted(asked.lines, key=lambda line: "-" in line[0] or "-" in line[2]):
        if kind != "-" and kind not in KINDS:
            faults.append(f"[{asked.handle}] no relation {kind!r}")
            continue
        left, right = (asked.origins[x][1] if x in asked.origins else [x] for x in (a, b))
        if unknown := [x for x in (*left, *right) if x not in asked.claims]:
            faults.append(f"[{asked.handle}] {', '.join(unknown)} is none of its claims or origins")
            continue
        told.add(frozenset((a, b)))
        for x, y in product(left, right):
            _relate(x, kind, y, "pair" if "-" in a or "-" in b else "line", related)
    faults += [
        f"[{asked.handle}] say how {a} and {b} are related"
        for a, b in combinations(asked.origins, 2)
        if frozenset((a, b)) not in told
        and not all(
            (x, y) in related or (y, x) in related for x, y in product(asked.origins[a][1], asked.origins[b][1])
        )
    ]
    return faults


def _across(accounts: Accounts, by_id: dict[str, Any], related: dict[tuple[str, str], tuple[str, str]]) -> list[str]:
    """Add the pairs between questions. A line about two claims wins over one about a whole question."""
    faults = []
    handles = {asked.handle: asked.claims for asked in accounts.questions}
    letters = {f"{q.handle}.{x}": ids for q in accounts.questions for x, (_, ids) in q.origins.items()}

    def size(x: str) -> int:
        return 0 if x in by_id else 1 if x in letters else 2

    for a, kind, b in sorted(accounts.across, key=lambda line: -size(line[0]) - size(line[2])):
        left, right = ([x] if x in by_id else letters.get(x) or handles.get(x) for x in (a, b))
        if left is None or right is None:
            faults.append(f"no question or claim {a if left is None else b!r}")
            continue
        if kind not in (*KINDS, "not"):
            faults.append(f"no relation {kind!r}")
            continue
        for x, y in product(left, right):
            if kind == "part_of" and "denied" in (by_id[x]["polarity"], by_id[y]["polarity"]) and (a, b) != (x, y):
                continue  # a denied claim is no part and no whole
            _relate(x, "-" if kind == "not" else kind, y, "line", related)
    return faults


def _relate(a: str, kind: str, b: str, _line: str, related: dict[tuple[str, str], tuple[str, str]]) -> None:
    """Say how a pair is related; what was said of it before is forgotten."""
    related.pop((a, b), None)
    related.pop((b, a), None)
    if kind in SYMMETRIC and order(b) < order(a):
        a, b = b, a
    if kind != "-":
        related[a, b] = (kind, _line)


def _estimate(asked: Asked, by_id: dict[str, Any]) -> tuple[float | None, ...]:
    """The annotated estimate, or what the last report of a single origin commits to."""
    if asked.estimate is not None:
        bounds = asked.estimate.split("..")
        if len(bounds) != 3:
            raise AnnotationError(f"[{asked.handle}] an estimate is low..best..high, not {asked.estimate!r}")
        return tuple(None if b == "-" else float(b) for b in bounds)
    if len(asked.origins) != 1:
        raise AnnotationError(f"[{asked.handle}] has several origins: write its estimate")
    last = by_id[max(asked.claims, key=order)]
    low, high = last["quantity"]["low"], last["quantity"]["high"]
    if last["polarity"] == "denied":
        return None, None, None
    best = high if low is None else low if high is None else (low + high) / 2
    return tuple(None if b is None else float(b) for b in (low, best, high))


# -- command -----------------------------------------------------------------------------------------------------------


def sets() -> list[str]:
    """The names of the sets, in order."""
    return sorted(path.stem for path in HERE.glob("*.claims"))


def _list(name: str) -> None:
    for row in claims_of(name):
        if not row.get("optional"):
            said = row["speakers"][-1]["text"] if row["speakers"] else "voice"
            text = corpus.text_of(HERE / name / row["doc"])
            around = re.sub(r"\s+", " ", text[max(0, row["start"] - 40) : row["end"] + 40])
            print(f"{row['id']:6} {row['kind']} {row['quantity']['text']} | {said} | {row['place']} | {around}")


def _show(name: str) -> None:
    gold = gold_of(name)
    by_id = {row["id"]: row for row in gold["claims"] if not row.get("optional")}

    def words(id: str) -> str:
        row = by_id[id]
        said = (row["speakers"][-1]["name"] or row["speakers"][-1]["text"]) if row["speakers"] else "voice"
        kind = row["kind"] if isinstance(row["kind"], str) else row["kind"][0]
        return f"{id} {kind} {row['quantity']['text']} ({said})"

    for question in gold["questions"]:
        print(f"\n[{question['id']}] {question['label']}: {question['grade']}", end=" ")
        print(f"{question['low']}..{question['best']}..{question['high']}")
        for origin in gold["origins"]:
            if origin["question"] == question["id"]:
                print("   ", origin["id"], origin["flag"], "; ".join(map(words, origin["claims"])))
    for row in gold["relations"]:
        print(f"{words(row['a'])} {row['relation']} {words(row['b'])}")


def main() -> int:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("names", nargs="*", metavar="NAME")
    args.add_argument("--check", action="store_true", help="write nothing, compare with what is there")
    args.add_argument("--list", metavar="NAME", help="the claims of a set")
    args.add_argument("--show", metavar="NAME", help="the questions and relations of a set")
    given = args.parse_args()
    if given.list or given.show:
        (_list if given.list else _show)(given.list or given.show)
        return 0
    failed = False
    for name in given.names or sets():
        try:
            gold = gold_of(name)
        except AnnotationError as fault:
            failed = True
            print(f"{name}:\n{fault}", file=sys.stderr)
            continue
        for part in PARTS:
            made = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in gold[part])
            target = HERE / "gold" / f"{name}-{part}.jsonl"
            if not given.check:
                target.parent.mkdir(exist_ok=True)
                target.write_text(made, encoding="utf-8")
            elif not target.exists() or target.read_text(encoding="utf-8") != made:
                failed = True
                print(f"{target} is not what {name}'s annotations give: run build.py", file=sys.stderr)
        claims = sum(not row.get("optional") for row in gold["claims"])
        print(f"{name}: {claims} claims, {len(gold['questions'])} questions, {len(gold['relations'])} relations")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
