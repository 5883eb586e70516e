"""The pages and their twins: hostile articles, filters, judgements, the intake."""

from __future__ import annotations

import json
import re
import time
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from fastapi.testclient import TestClient

from ledger_samples import READER, sample
from sayso.ledger import Ledger
from web_samples import EVIL, hostile

TAG = re.compile(r"<(script|img|iframe|object|svg|a|form|link|meta)\b[^>]*>", re.IGNORECASE)


def _pages(ledger: Ledger) -> list[str]:
    from urllib.parse import quote

    document, reading = hostile()
    question = next(q.id for q in ledger.questions() if reading.claims[0].id in q.claims)
    return [
        "/",
        "/?list=claims",
        f"/?speaker={quote(EVIL)}&place={quote(EVIL)}&text={quote('<script>')}",
        "/documents",
        f"/documents?q={quote(EVIL)}",
        f"/document?id={quote(document.id, safe='')}",
        f"/question?id={question}",
        "/sources",
        f"/review?claim={reading.claims[0].id}",
        "/about",
        "/read",
    ]


def test_no_article_runs_script_or_loads_a_picture(client: TestClient, ledger: Ledger) -> None:
    shown = 0
    for path in _pages(ledger):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert "49" not in re.findall(r"\}\}|49\"", answer.text), path
        shown += "&lt;script&gt;" in answer.text
        for tag in TAG.finditer(answer.text):
            words = tag[0].replace("&lt;", "").replace("&#34;", "")
            assert "onerror" not in re.sub(r"=\"[^\"]*\"", "", words), (path, words)
            assert "javascript:" not in words.lower(), (path, words)
            if tag[1].lower() in ("script", "img", "link"):
                assert re.search(r'(src|href)="/static/|type="application/json"', tag[0]), (path, tag[0])
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
        assert "\u202e" not in answer.text
    assert shown >= 8


def test_offsets_of_the_text_stay(client: TestClient) -> None:
    document, _ = hostile()
    pieces = client.get("/document.json", params={"id": document.id}).json()["pieces"]
    assert "".join(piece["text"] for piece in pieces).__len__() == len(document.text)
    for piece, after in pairwise(pieces):
        assert piece["start"] + len(piece["text"]) == after["start"]
    figure = next(piece for piece in pieces if piece["claims"])
    assert document.text[figure["start"] : figure["start"] + 2] == "40"


def test_twins_say_what_the_pages_show(client: TestClient, ledger: Ledger) -> None:
    found = client.get("/index.json").json()
    assert found["counts"]["documents"] == 3
    assert found["counts"]["claims"] == sum(1 for _ in ledger.claims(include_repeats=False))
    assert found["counts"]["questions"] == sum(1 for _ in ledger.questions())
    assert found["counts"]["origins"] == sum(len(q.origins) for q in ledger.questions())
    assert found["placeless"] + sum(place["claims"] for place in found["places"]) == found["counts"]["claims"]


@pytest.mark.parametrize(
    ("query", "filters"),
    [
        ({"kind": "killed"}, {"kind": "killed"}),
        ({"side": "RU"}, {"side": "RU"}),
        ({"side": "civilians"}, {"side": "civilians"}),
        ({"place": "BAKH"}, {"place": "bakh"}),
        ({"since": "2023-03-05", "until": "2023-03-20"}, None),
        ({"box": "37.9,48,38.1,49"}, None),
        ({"text": "russen ZEKER"}, None),
    ],
)
def test_filters_leave_what_they_say(
    client: TestClient, ledger: Ledger, query: dict[str, str], filters: dict[str, str] | None
) -> None:
    found = client.get("/index.json", params={**query, "list": "claims"}).json()
    assert 0 < found["counts"]["claims"] < client.get("/index.json").json()["counts"]["claims"]
    assert found["counts"]["claims"] == len(found["rows"])
    if filters is not None:
        wanted = {claim.id for claim in ledger.claims(include_repeats=False, **filters)}
        assert {row["id"] for row in found["rows"]} == wanted


def test_one_person_in_two_spellings_is_one_source(client: TestClient, ledger: Ledger) -> None:
    for number, name in enumerate(("Евгений Пригожин", "Prigozjin")):
        document, reading = sample(f"krant/{number}.txt")
        quoted = next(claim for claim in reading.claims if claim.source and claim.source[-1].actor == "prigozhin")
        spelt = replace(quoted.source[-1], actor=None, name=name)
        ledger.store(document, replace(reading, claims=(replace(quoted, source=(spelt,)),)), reader=READER)
    rows = {row["speaker"]: row["claims"] for row in client.get("/sources.json").json()["rows"]}
    assert rows["Yevgeny Prigozhin"] == 2


def test_tallies_follow_the_ledger(client: TestClient, ledger: Ledger) -> None:
    before = client.get("/index.json").json()["counts"]
    document, reading = hostile()
    ledger.store(replace(document, title="other"), replace(reading, claims=()), reader="sayso other")
    after = client.get("/index.json").json()["counts"]
    assert (before["claims"] - after["claims"], before["documents"] - after["documents"]) == (1, 1)


def test_judging_taking_back_and_what_is_verified(client: TestClient, ledger: Ledger) -> None:
    claim = next(
        claim for claim in ledger.claims(kind="killed") if claim.doc == "krant/bachmoet.txt" and not claim.repeats
    )
    text = ledger.document(claim.doc).text
    start = text.index("Russen gedood bij Bachmoet.")
    corrected = {
        "span": {"start": start, "end": start + 6},
        "quantity": {"text": "Russen", "low": 250, "high": None, "unit": "person"},
        "affected": {"side": "RU", "start": start, "end": start + 6},
    }
    answer = client.post(
        "/review/judge", json={"claim": claim.id, "verdict": "corrected", "corrections": corrected, "note": "zeker 250"}
    )
    assert answer.status_code == 200, answer.text
    (line,) = [json.loads(line) for line in client.get("/export.jsonl").text.splitlines()]
    assert (line["start"], line["end"], line["quantity"]["low"]) == (start, start + 6, 250)
    assert line["affected"]["text"] == "Russen"
    assert ledger.claim(claim.id) == claim  # the machine's answer stays
    key = answer.json()["judgement"]["key"]
    assert client.post("/review/undo", json={"judgement": key}).status_code == 200
    assert client.get("/export.jsonl").text == ""
    assert [j.verdict for j in ledger.judgements(claim.id)] == ["corrected", "withdrawn"]
    assert client.post("/review/undo", json={"judgement": key}).status_code == 400
    client.post("/review/judge", json={"claim": claim.id, "verdict": "rejected"})
    assert client.get("/export.jsonl").text == ""
    client.post("/review/judge", json={"claim": claim.id, "verdict": "accepted"})
    assert json.loads(client.get("/export.jsonl").text)["quantity"]["low"] == 200


def test_the_queue_begins_with_doubt_and_forgets_what_is_judged(client: TestClient) -> None:
    seen, after = [], ""
    while (found := client.get("/review.json", params={"after": after}).json())["item"]:
        seen.append(found["item"]["claim"])
        after = found["after"]
    assert len(seen) == client.get("/index.json").json()["counts"]["claims"]
    assert [c["confidence"] for c in seen] == sorted(c["confidence"] for c in seen)
    client.post("/review/judge", json={"claim": seen[0]["id"], "verdict": "accepted"})
    found = client.get("/review.json").json()
    assert found["item"]["claim"]["id"] != seen[0]["id"]
    assert found["waiting"] == len(seen) - 1


def test_a_missed_claim_has_characters(client: TestClient, ledger: Ledger) -> None:
    doc = "krant/bachmoet.txt"
    text = ledger.document(doc).text
    start = text.index("de stad")
    slots = {
        "span": {"start": start, "end": start + 7},
        "kind": "control",
        "quantity": {"text": "de stad", "low": 1, "high": 1, "approx": False, "unit": "place", "per": None},
    }
    assert client.post("/review/missed", json={"doc": doc, "slots": slots, "note": "ook"}).status_code == 200
    (line,) = [json.loads(line) for line in client.get("/export.jsonl").text.splitlines()]
    assert text[line["start"] : line["end"]] == "de stad"
    assert "added" in client.get("/document", params={"id": doc}).text
    for bad in (
        {"span": {"start": -1, "end": 3}},
        {"span": {"start": 5, "end": 10**6}},
        {"quantity": {"low": 5, "high": 2, "text": "x", "unit": "person"}},
    ):
        answer = client.post("/review/missed", json={"doc": doc, "slots": slots | bad})
        assert answer.status_code == 400, bad
        assert answer.json()["error"]["message"]


def test_two_reviewers_at_once_lose_nothing(client: TestClient, ledger: Ledger) -> None:
    claim = next(ledger.claims(kind="killed")).id
    client.post("/review/judge", json={"claim": claim, "verdict": "rejected"})
    client.post("/session/reviewer", json={"name": "Bea"})
    answer = client.post("/review/judge", json={"claim": claim, "verdict": "accepted", "seen": None}).json()
    assert answer["meanwhile"]["reviewer"] == "Ada"
    assert [(j.reviewer, j.verdict) for j in ledger.judgements(claim)] == [("Ada", "rejected"), ("Bea", "accepted")]
    assert client.post("/review/undo", json={"judgement": answer["meanwhile"]["key"]}).status_code == 400  # another's


@pytest.mark.parametrize(
    "bad",
    [
        {"verdict": "corrected", "corrections": {}},
        {"verdict": "corrected", "corrections": {"id": "x"}},
        {"verdict": "corrected", "corrections": {"kind": None}},
        {"verdict": "corrected", "corrections": {"certainty": "sure"}},
        {"verdict": "corrected", "corrections": {"source": [{"start": 0, "end": 0}]}},
        {"verdict": "corrected", "corrections": {"period": {"start": "soon"}}},
        {"verdict": "praised"},
    ],
)
def test_what_no_claim_may_be_is_refused(client: TestClient, ledger: Ledger, bad: dict[str, object]) -> None:
    claim = next(ledger.claims(kind="killed")).id
    assert client.post("/review/judge", json={"claim": claim, **bad}).status_code == 400
    assert list(ledger.judgements()) == []


@pytest.mark.parametrize("name", ["../../evil.sh", "x.exe", "", "..", "a/../../b.py"])
def test_the_intake_takes_no_other_files(client: TestClient, name: str) -> None:
    client.post("/read/begin", json={})
    assert client.post("/read/file", params={"name": name}, content=b"x").status_code == 415


def _read(client: TestClient, files: dict[str, str], **known: str) -> dict[str, Any]:
    """Read these files through the page's requests; the job as it ended."""
    client.post("/read/begin", json={})
    for name, words in files.items():
        assert client.post("/read/file", params={"name": name}, content=words.encode()).status_code == 200
    assert client.post("/read/start", json=known).status_code == 200
    for _ in range(1200):
        job: dict[str, Any] = client.get("/read.json").json()["job"]
        if job["state"] in ("done", "failed"):
            break
        time.sleep(0.1)
    return job


def test_reading_by_upload_stays_in_its_folder(client: TestClient, ledger: Ledger) -> None:
    words = "Volgens het Oekraïense leger zijn gisteren 30 Russische soldaten gedood bij Bachmoet."
    job = _read(client, {"../../map/nieuw.txt": words}, published="2023-03-02")
    assert (job["state"], job["documents"], job["problems"]) == ("done", 1, [])
    assert any(entry.id.endswith("nieuw.txt") for entry in ledger.documents())


def test_a_table_tells_of_the_files_beside_it(client: TestClient, ledger: Ledger) -> None:
    table = "file;published;publisher\nmap/een.txt;2023-03-05;De Meta\nweg.txt;2023-03-06;\n"
    job = _read(client, {"map/een.txt": "Er vielen gisteren 3 doden.", "map/over.csv": table}, published="2022")
    assert (job["state"], job["documents"], job["meta"]) == ("done", 1, "over.csv")
    (problem,) = job["problems"]
    assert problem.startswith("map/over.csv#2")  # a row without a file, and no word of where the server keeps it
    entry = next(entry for entry in ledger.documents() if entry.id.endswith("een.txt"))
    assert (str(entry.published.day), entry.publisher) == ("2023-03-05", "De Meta")


def test_a_cancelled_reading_keeps_what_was_read(client: TestClient, ledger: Ledger) -> None:
    client.post("/read/begin", json={})
    for number in range(30):
        words = f"Bij Bachmoet vielen gisteren {number + 2} doden."
        client.post("/read/file", params={"name": f"{number:02}.txt"}, content=words.encode())
    client.post("/read/start", json={"published": "2023-03-02"})
    assert client.post("/read/begin", json={}).status_code == 409  # one reading at a time
    client.post("/read/cancel", json={})
    for _ in range(600):
        job = client.get("/read.json").json()["job"]
        if job["state"] not in ("reading", "comparing"):
            break
        time.sleep(0.1)
    assert (job["state"], job["files"]) == ("cancelled", 30)
    kept = [entry.id for entry in ledger.documents() if entry.id[-6:-4].isdigit()]
    assert job["documents"] <= len(kept) < 30  # what was finished when it was cancelled is kept, told or not
    assert client.post("/read/begin", json={}).status_code == 200


def test_cancelled_before_it_began_nothing_is_read(client: TestClient) -> None:
    client.post("/read/begin", json={})
    client.post("/read/file", params={"name": "a.txt"}, content=b"Er vielen 3 doden.")
    job = client.post("/read/cancel", json={}).json()
    assert (job["state"], job["message"]) == ("cancelled", "Cancelled. Nothing was read.")
    assert client.post("/read/file", params={"name": "b.txt"}, content=b"x").status_code == 409
    assert client.post("/read/start", json={}).status_code == 409


def test_two_tables_of_metadata_are_one_too_many(client: TestClient) -> None:
    client.post("/read/begin", json={})
    first = client.post("/read/file", params={"name": "a.csv"}, content=b"file,published\n")
    again = client.post("/read/file", params={"name": "b.csv"}, content=b"\xef\xbb\xbfFile,publisher\n")
    assert (first.status_code, again.status_code) == (200, 409)
    assert client.post("/read/start", json={}).status_code == 409  # and nothing to read
