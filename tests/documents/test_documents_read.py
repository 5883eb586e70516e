"""Files, folders, pages, PDFs, tables and standard input; and everything that can be wrong with them."""

import io
import os
import random
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from pdfs import pdf, typeset

from sayso.documents.document import Document, Precision, Published
from sayso.documents.read import documents
from sayso.documents.unreadable import Unreadable

STORY = "Volgens het leger zijn bij de brug zeker veertig militairen gedood. De gouverneur sprak dat tegen.\n"


def read(*paths: Path | str, **options: object) -> tuple[list[Document], list[Unreadable]]:
    results = list(documents(paths, **options))  # type: ignore[arg-type]
    read = [result for result in results if isinstance(result, Document)]
    return read, [result for result in results if isinstance(result, Unreadable)]


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def only_problem(*paths: Path | str, **options: object) -> Unreadable:
    found, (problem,) = read(*paths, **options)
    assert found == []
    assert problem.reason
    return problem


# Files and folders


def test_a_folder_is_read_in_order_with_relative_ids(tmp_path):
    for name in ["b.txt", "a.txt", "sub/deep/c.txt", "sub/a.txt"]:
        write(tmp_path / name, STORY)
    found, problems = read(tmp_path)
    assert [document.id for document in found] == ["a.txt", "b.txt", "sub/a.txt", "sub/deep/c.txt"]
    assert problems == []
    assert all(document.text == STORY for document in found)


def test_hidden_files_other_formats_and_links_are_counted_not_read(tmp_path):
    outside = write(tmp_path / "outside.txt", STORY)
    folder = tmp_path / "folder"
    write(folder / "a.txt", STORY)
    write(folder / ".hidden.txt", STORY)
    write(folder / ".git/b.txt", STORY)
    write(folder / "picture.jpg", b"\xff\xd8\xff")
    (folder / "link.txt").symlink_to(outside)
    (folder / "again.txt").symlink_to(folder / "a.txt")
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    intake = documents([folder])
    assert intake.files == 1
    assert [document.id for document in intake] == ["a.txt"]
    assert sorted(skipped.path for skipped in intake.skipped) == [
        ".git", ".hidden.txt", "again.txt", "link.txt", "loop", "picture.jpg", "pipe.txt",
    ]  # fmt: skip


def test_a_link_in_a_circle_is_said_and_the_rest_read(tmp_path):
    write(tmp_path / "a.txt", STORY)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    found, (problem,) = read(tmp_path)
    assert len(found) == 1
    assert (problem.path, "link" in problem.reason) == ("self.txt", True)


def test_a_file_is_read_once_and_files_of_one_name_get_different_ids(tmp_path):
    one, two = write(tmp_path / "one/x.txt", STORY), write(tmp_path / "two/x.txt", STORY)
    found, _ = read(one, one, tmp_path / "one", two)
    assert [document.id for document in found] == ["x.txt", "two/x.txt"]


def test_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STORY.encode())))
    (document,), problems = read("-", "-")
    assert (document.id, document.text, problems) == ("stdin", STORY, [])


@pytest.mark.parametrize(
    ("data", "id"),
    [
        (b'{"text": "De brug is weg."}\n', "stdin#1"),
        (b"<!DOCTYPE html><html><body><article><p>De brug bij het dorp is weg.</p></article></body></html>", "stdin"),
        (pdf([[(72, 700, "De brug is weg.")]]), "stdin"),
    ],
)
def test_standard_input_in_other_formats(monkeypatch, data, id):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    (document,), _ = read("-")
    assert document.id == id
    assert "is weg." in document.text
    assert "{" not in document.text
    assert "<" not in document.text


# What the user knows


def test_what_is_said_goes_before_what_is_given(tmp_path):
    write(tmp_path / "month.txt", f" date 2023-05 {STORY}")
    write(tmp_path / "none.txt", STORY)
    write(tmp_path / "other.txt", STORY)
    meta = write(
        tmp_path / "meta.csv",
        "file,published,publisher,url\nmonth.txt,2023-05-17,,\nnone.txt,,De Bode,https://b.example/1\n",
    )
    found, problems = read(tmp_path, meta=meta, published="2022-01", publisher="Het Blad")
    assert problems == []
    known = {document.id: document for document in found}
    assert known["month.txt"].published == Published(date(2023, 5, 17), Precision.DAY)
    assert known["none.txt"].published == Published(date(2022, 1, 1), Precision.MONTH)
    assert (known["none.txt"].publisher, known["none.txt"].url) == ("De Bode", "https://b.example/1")
    assert known["other.txt"].publisher == "Het Blad"


def test_faults_in_the_sidecar_are_said(tmp_path):
    write(tmp_path / "a.txt", STORY)
    meta = write(tmp_path / "meta.csv", "file;published\na.txt;gisteren\nb.txt;2023\n")
    found, problems = read(tmp_path / "a.txt", meta=meta)
    assert len(found) == 1
    assert [problem.path for problem in problems] == [f"{meta}#1", f"{meta}#2"]
    assert only_problem(tmp_path / "none.csv", meta=None).reason == "no such file or folder"
    _, (problem,) = read(tmp_path / "a.txt", meta=tmp_path / "none.csv")
    assert problem.path == str(tmp_path / "none.csv")


def test_a_published_that_is_no_date_is_wrong_usage(tmp_path):
    with pytest.raises(ValueError, match="no date: 'gisteren'"):
        documents([tmp_path], published="gisteren")


# Formats

PAGE = f"""<!DOCTYPE html><html lang="nl"><head><title>De brug is weg | De Bode</title>
<meta property="og:site_name" content="De Bode"><meta name="author" content="Jan Jansen">
<meta property="article:published_time" content="2023-05-12T10:00:00+02:00">
<link rel="canonical" href="https://bode.example/brug"></head>
<body><nav>Home Nieuws Sport</nav><article><h1>De brug is weg</h1>
<p>{STORY}</p><p>De burgemeester wilde niets zeggen. “Vraag het aan het leger”, zei hij één keer.</p>
</article><footer>Contact</footer></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_a_web_page_gives_its_article_and_what_it_says_of_itself(tmp_path, encoding):
    (document,), _ = read(write(tmp_path / "brug.html", PAGE.encode(encoding)))
    assert document.title == "De brug is weg"
    assert (document.publisher, document.author) == ("De Bode", "Jan Jansen")
    assert document.url == "https://bode.example/brug"
    assert document.published == Published(date(2023, 5, 12), Precision.DAY)
    assert "één keer" in document.text
    assert "Contact" not in document.text
    assert len(document.blocks) >= 2


def test_a_pdf_keeps_its_paragraphs(tmp_path):
    first = [
        "De gouverneur zei dinsdag dat bij de beschieting van het dorp",
        "aan de rivier zeker veertien mensen gewond zijn.",
    ]
    second = [
        "Volgens het leger werden in dezelfde nacht negentien drones",
        "onderschept. De overige vier kwamen in een veld terecht.",
    ]
    page = typeset([["Zware nacht aan de rivier"], first, second])
    (document,), _ = read(write(tmp_path / "nacht.pdf", pdf([page])))
    blocks = [" ".join(document.text[start:end].split()) for start, end in document.blocks]
    assert blocks == ["Zware nacht aan de rivier", " ".join(first), " ".join(second)]
    assert document.title == "Zware nacht aan de rivier"


def test_a_paragraph_runs_on_over_the_pages_of_a_pdf(tmp_path):
    lines = [
        "De gouverneur zei dinsdag dat bij de beschieting van het dorp",
        "aan de rivier zeker veertien mensen gewond raakten en",
    ]
    rest = ["dat er nog naar overlevenden wordt gezocht in de puinhopen", "van de school, die al een jaar leeg stond."]
    (document,), _ = read(write(tmp_path / "x.pdf", pdf([typeset([lines]), typeset([rest])])))
    assert len(document.blocks) == 1


def test_rows_of_a_table_are_documents_and_bad_ones_are_listed(tmp_path):
    rows = [
        '{"text": "De brug is weg.", "title": "Kop", "published": "2023-05", "publisher": "De Bode"}',
        "{kapot",
        "[1, 2]",
        '{"title": "zonder tekst"}',
        "",
        '{"text": "De weg is dicht.", "url": "https://b.example/2", "published": "gisteren"}',
    ]
    found, problems = read(write(tmp_path / "t.jsonl", "\n".join(rows)))
    assert [document.id for document in found] == ["t.jsonl#1", "https://b.example/2"]
    assert (found[0].title, found[0].publisher) == ("Kop", "De Bode")
    assert found[0].published == Published(date(2023, 5, 1), Precision.MONTH)
    assert found[1].notes == ("no date: 'gisteren'",)
    assert [problem.path for problem in problems] == ["t.jsonl#2", "t.jsonl#3", "t.jsonl#4"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_with_any_separator(tmp_path, separator):
    rows = [["title", "text", "published"], ["Kop", '"De brug, zei hij;\n""weg""."', "2023-05-17"]]
    content = "\r\n".join(separator.join(row) for row in rows)
    (document,), problems = read(write(tmp_path / "t.csv", "\ufeff" + content))
    assert problems == []
    assert (document.id, document.title) == ("t.csv#1", "Kop")
    assert document.text == 'De brug, zei hij;\n"weg".'


def test_broken_quotes_cost_their_row_only(tmp_path):
    rows = [
        "text,title",
        "De brug is weg.,Een",
        '"De weg is dicht.,Twee',
        "De trein rijdt.,Drie",
        '"a"b,Vier',
        "Het is stil.,Vijf",
    ]
    found, problems = read(write(tmp_path / "t.csv", "\n".join(rows)))
    assert [document.title for document in found] == ["Een", "Drie", "Vijf"]
    assert [problem.path for problem in problems] == ["t.csv#2", "t.csv#4"]


def test_a_table_of_broken_quotes_is_given_up(tmp_path):
    found, problems = read(write(tmp_path / "t.csv", "text,title\n" + '"a"b,c\n' * 5000))
    assert found == []
    assert len(problems) < 300


def test_two_rows_with_one_address_are_two_documents(tmp_path):
    row = '{"text": "De brug is weg.", "url": "https://b.example/1"}\n'
    found, _ = read(write(tmp_path / "t.jsonl", row * 2))
    assert [document.id for document in found] == ["https://b.example/1", "t.jsonl#2"]


# Encodings


@pytest.mark.parametrize(
    ("data", "note"),
    [
        (b"\xef\xbb\xbf" + STORY.encode(), None),
        (STORY.encode("utf-16"), "UTF-16"),
        (STORY.encode("utf-16-be"), "UTF-16-BE"),
        (STORY.encode("utf-32"), "UTF-32"),
        (("één " + STORY).encode("latin-1"), "Windows-1252"),
        (("“één” " + STORY).encode("cp1252"), "Windows-1252"),
        (b"a\x00b " + STORY.encode(), None),
    ],
)
def test_texts_in_other_encodings_are_read_with_a_note(tmp_path, data, note):
    (document,), _ = read(write(tmp_path / "x.txt", data))
    assert document.text.endswith(STORY)
    assert not document.text.startswith("\ufeff")
    assert (note is None) == (document.notes == ())
    assert note is None or note in document.notes[0]


def test_line_ends_are_kept(tmp_path):
    (document,), _ = read(write(tmp_path / "x.txt", "De brug.\r\nDe weg.\rHet dorp.\n"))
    assert document.text == "De brug.\r\nDe weg.\rHet dorp.\n"
    assert len(document.blocks) == 3


# Bad input: said, never raised, and the rest is read


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \r\n\n\t", "empty"),
        ("nuls.txt", b"\x00" * 100, "empty|not the bytes"),
        ("bytes.txt", random.Random(1).randbytes(5000), "not the bytes of a text"),
        ("really.txt", pdf([[(72, 700, "De brug is weg.")]]), "a PDF"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "PNG"),
        ("cut.pdf", pdf([[(72, 700, "De brug is weg.")]])[:200], "damaged"),
        ("not.pdf", STORY.encode(), "damaged"),
        ("locked.pdf", pdf([[(72, 700, "De brug is weg.")]], encrypted=True), "encrypted"),
        ("scan.pdf", pdf([[]]), "no text"),
        ("bomb.html", b"<div>" * 100_000 + b"Hallo", "nested"),
        ("wide.html", b"<article>" + b"<b>x</b> " * 100_000, "tags"),
        ("angles.html", b"<" * 1_000_000, "tags"),
        ("script.html", b"<script>" * 100_000, "no article"),
        ("none.html", b"<html><body></body></html>", "no article"),
        ("empty.jsonl", b"\n\n", "without rows"),
        ("empty.csv", b"text,title\n", "without rows"),
        ("other.csv", b"a,b\n1,2\n", "no column 'text'"),
        ("deep.jsonl", b"[" * 100_000, "not JSON"),
    ],
)  # fmt: skip
def test_bad_files_are_said_and_the_rest_read(tmp_path, name, data, says):
    write(tmp_path / name, data)
    write(tmp_path / "zz.txt", STORY)
    found, (problem,) = read(tmp_path)
    assert [document.id for document in found] == ["zz.txt"]
    assert problem.path.startswith(name)
    assert any(part in problem.reason for part in says.split("|"))
    assert "\n" not in str(problem)


def test_missing_paths_empty_folders_and_odd_files(tmp_path):
    assert "no such file" in only_problem(tmp_path / "missing.txt").reason
    assert "no documents" in only_problem(tmp_path).reason
    os.mkfifo(tmp_path / "pipe")
    assert "not a file" in only_problem(tmp_path / "pipe").reason
    assert only_problem("a\x00b").reason


@pytest.mark.parametrize("ending", ["txt", "html", "pdf", "jsonl", "csv"])
def test_200_megabytes_of_one_line_are_refused_without_being_loaded(tmp_path, ending):
    path = tmp_path / f"big.{ending}"
    with path.open("wb") as file:
        for _ in range(200):
            file.write(b"woord " * 166_667)
    script = (
        "import resource, sys\n"
        "from sayso.documents.read import documents\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "print(*documents([sys.argv[1]]))\n"
        "assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 120_000\n"
    )
    done = subprocess.run([sys.executable, "-c", script, path], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "limit of 20 MB" in done.stdout


def test_a_table_may_be_larger_than_the_limit_of_a_row(tmp_path):
    path = write(tmp_path / "t.jsonl", '{"text": "De brug bij het dorp is weg."}\n' * 500)
    found, problems = read(path, limit=2000)
    assert (len(found), problems) == (500, [])


def test_a_sentence_of_a_megabyte_is_a_document(tmp_path):
    (document,), problems = read(write(tmp_path / "x.txt", "en toen kwam er nog een tank " * 35_000))
    assert problems == []
    assert len(document.blocks) == 1


@pytest.fixture
def nobody(tmp_path):
    """Root may read everything: act as the user nobody for as long as the test runs."""
    if os.geteuid() != 0:
        yield
        return
    closed = [parent for parent in tmp_path.parents if parent.stat().st_mode & 0o001 == 0]
    for folder in closed:
        folder.chmod(folder.stat().st_mode | 0o011)
    os.seteuid(65534)
    yield
    os.seteuid(0)
    for folder in closed:
        folder.chmod(folder.stat().st_mode & ~0o011)


def test_a_file_without_permission_is_said(tmp_path, request):
    write(tmp_path / "a.txt", STORY)
    write(tmp_path / "b.txt", STORY).chmod(0)
    write(tmp_path / "closed/c.txt", STORY).parent.chmod(0)
    tmp_path.chmod(0o755)
    read(tmp_path / "a.txt")  # loads what is loaded at first use
    request.getfixturevalue("nobody")
    found, problems = read(tmp_path)
    assert [document.id for document in found] == ["a.txt"]
    assert {Path(problem.path).name: problem.reason for problem in problems} == {
        "b.txt": "no permission to read it",
        "closed": "no permission to read it",
    }
