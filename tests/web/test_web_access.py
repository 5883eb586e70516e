"""Who gets in, what other sites can do, and the one envelope of errors."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from sayso.ledger import Ledger
from sayso.web.access import Access
from sayso.web.app import create_app
from sayso.web.errors import WebError
from sayso.web.serve import ServeError, free_port, serve
from web_samples import TOKEN

PAGES = (
    "/",
    "/documents",
    "/sources",
    "/review",
    "/read",
    "/about",
    "/api",
    "/openapi.json",
    "/index.json",
    "/export.jsonl",
)


@pytest.mark.parametrize("path", PAGES)
def test_nothing_without_a_session(stranger: TestClient, path: str) -> None:
    answer = stranger.get(path)
    assert answer.status_code == 401
    assert "krant" not in answer.text.lower()


def test_a_wrong_token_is_refused_and_tells_nothing(stranger: TestClient) -> None:
    answer = stranger.get("/", params={"token": "wrong"})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert stranger.get("/").status_code == 401


def test_guessing_is_slowed_down(stranger: TestClient) -> None:
    codes = [stranger.get("/", params={"token": f"guess {n}"}).status_code for n in range(12)]
    assert codes[:10] == [403] * 10
    assert codes[10:] == [429] * 2


def test_the_token_becomes_a_session_and_leaves_the_address(stranger: TestClient) -> None:
    answer = stranger.get("/sources", params={"token": TOKEN, "side": "RU"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/sources?side=RU")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert stranger.get("/").status_code == 200


def test_the_redirect_stays_here(stranger: TestClient) -> None:
    answer = stranger.get("http://testserver//evil.example/", params={"token": TOKEN})
    assert answer.headers["location"].startswith("/evil.example")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"X-CSRF-Token": ""},
        {"X-CSRF-Token": "guess"},
    ],
)
def test_other_sites_change_nothing(client: TestClient, ledger: Ledger, headers: dict[str, str]) -> None:
    claim = next(ledger.claims(kind="killed")).id
    answer = client.post("/review/judge", json={"claim": claim, "verdict": "accepted"}, headers=headers)
    assert answer.status_code == 403
    assert list(ledger.judgements()) == []


def test_every_change_needs_the_session(stranger: TestClient, client: TestClient, ledger: Ledger) -> None:
    changes = [path for path, methods in client.get("/openapi.json").json()["paths"].items() if "post" in methods]
    assert len(changes) >= 8
    client.cookies.clear()
    for path in changes:
        assert stranger.post(path, json={}).status_code == 401, path
    assert list(ledger.judgements()) == []


def test_another_host_name_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"Host": "rebound.example"}).status_code == 421


def test_errors_have_one_envelope(client: TestClient) -> None:
    for path, status in (
        ("/question.json?id=nothere", 404),
        ("/question.json", 400),
        ("/document.json?id=none", 404),
        ("/index.json?box=1,2", 400),
        ("/index.json?since=yesterday", 400),
        ("/nowhere.json", 404),
        ("/index.json?page=0", 400),
        ("/review.json?after=x", 400),
    ):
        answer = client.get(path)
        assert answer.status_code == status, path
        assert answer.json().keys() == {"error"}
        assert answer.json()["error"].keys() == {"status", "code", "message", "hint"}
        assert answer.json()["error"]["status"] == status


def test_the_openapi_page_knows_every_twin(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    for page in ("index", "sources", "documents", "document", "question", "review", "read", "about"):
        assert f"/{page}.json" in paths


def test_a_password_opens_and_a_wrong_one_does_not(ledger: Ledger) -> None:
    app = create_app(ledger, Access(password="correct horse", port=2), hosts=None)
    with TestClient(app, follow_redirects=False) as client:
        assert client.post("/login", data={"password": "wrong"}).status_code == 403
        assert client.get("/").status_code == 401
        assert client.post("/login", data={"password": "correct horse"}).status_code == 303
        assert client.get("/").status_code == 200


def test_a_session_that_was_left_is_gone(client: TestClient) -> None:
    assert client.post("/logout", json={}).status_code == 200
    assert client.get("/").status_code == 401


def test_other_machines_need_a_password() -> None:
    with pytest.raises(ServeError, match="password"):
        serve("none.sqlite", host="0.0.0.0")
    with pytest.raises(ServeError, match="8 characters"):
        serve("none.sqlite", host="0.0.0.0", password="short")
    with pytest.raises(ServeError, match="tiles"):
        serve("none.sqlite", tiles="https://tiles.example/map.png")


def test_a_port_that_is_taken_gives_way() -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port("127.0.0.1", port) != port


def test_a_token_is_no_password() -> None:
    with pytest.raises(WebError):
        Access(token="abc").enter(password=None, token="")
    with pytest.raises(WebError):
        Access(token="abc").enter(password="abc")
