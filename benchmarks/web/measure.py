"""How fast the web app is with 100,000 claims in 10,000 documents, in a real Chromium.

    python -m benchmarks.web.made out/large.sqlite       # once
    python -m benchmarks.web.measure out/large.sqlite

The bars: first paint of the overview under 2 s, a filter under 300 ms, a review action under 100 ms, server memory
under 1 GB. Times are the medians of several tries, from the click to the new content in the page; beside them stands
the time of the server's processor, which tells what a loaded machine adds.
"""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

CLOCK = 100  # ticks of /proc a second
_PAINTED = """() => new Promise(done => new PerformanceObserver(list => {
    const found = list.getEntriesByName("first-contentful-paint")[0];
    if (found) done(found.startTime);
}).observe({type: "paint", buffered: true}))"""
_FOLLOWED = """query => new Promise(done => {
    const main = document.getElementById("main"), old = main.querySelector("h1"), link = document.createElement("a");
    new MutationObserver((_, watch) => { if (!old.isConnected) { watch.disconnect(); requestAnimationFrame(done); } })
        .observe(main, {childList: true});
    link.href = "/" + query;
    main.append(link);
    link.click();
})"""


def used(pid: int) -> tuple[float, float]:
    """Processor seconds and peak memory in MB of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    peak = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return (int(fields[11]) + int(fields[12])) / CLOCK, int(peak[1]) / 1024 if peak else 0.0


def main(target: str) -> None:
    """Print a table of medians."""
    from playwright.sync_api import sync_playwright

    command = [sys.executable, "-c", "from sayso.cli import main; main()", "serve", "--ledger", target, "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    url = re.search(r"http://\S+", server.stdout.readline())
    assert url is not None
    base = url[0].partition("/?")[0]
    rows: list[tuple[str, float, float, float]] = []
    try:
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1360, "height": 900})
            for _ in range(100):
                try:
                    page.goto(base + "/static/theme.js")
                    break
                except Exception:
                    time.sleep(0.3)
            page.goto(url[0])

            def measure(name: str, bar: float, tries: int, act: Any) -> None:
                times, cpu = [], []
                for n in range(tries):
                    before = used(server.pid)[0]
                    times.append(act(n))
                    cpu.append((used(server.pid)[0] - before) * 1000)
                rows.append((name, statistics.median(times), statistics.median(cpu), bar))

            def paint(n: int) -> float:
                page.goto(base + "/")
                return float(page.evaluate(_PAINTED))

            queries = [
                "?kind=killed",
                "?side=RU&since=2023-01-01&until=2023-06-30",
                "?place=Bakhmut",
                "?grade=contested",
                "?text=zeker+bakhmut",
                "?box=36,46,38,49",
                "?speaker=Volodymyr+Zelensky",
                "?outlet=Krant+7",
                "?since=2023-02-01&until=2023-03-01",
                "?side=civilians&kind=wounded",
            ]

            def chosen(n: int) -> float:
                began = time.perf_counter()
                page.evaluate(_FOLLOWED, queries[n % len(queries)])
                return (time.perf_counter() - began) * 1000

            def judged(n: int) -> float:
                id = page.get_attribute("#item [data-claim]", "data-claim")
                began = time.perf_counter()
                page.keyboard.press("ax"[n % 2])
                page.wait_for_selector(f"#item [data-claim]:not([data-claim={id}])", state="attached")
                return (time.perf_counter() - began) * 1000

            def undone(n: int) -> float:
                id = page.get_attribute("#item [data-claim]", "data-claim")
                began = time.perf_counter()
                page.keyboard.press("Control+z")
                page.wait_for_selector(f"#item [data-claim]:not([data-claim={id}])", state="attached")
                return (time.perf_counter() - began) * 1000

            measure("first paint of the overview (ms)", 2000, 5, paint)
            page.goto(base + "/")
            measure("a filter (ms)", 300, 10, chosen)
            page.goto(base + "/review")
            page.fill("#reviewer", "benchmark")
            page.click("#who button")
            page.wait_for_selector("text=You review as")
            page.locator("#reviewer").blur()
            measure("a judgement and the next claim (ms)", 100, 20, judged)
            measure("taking back (ms)", 100, 10, undone)
            browser.close()
        print(f"| {target} | median | processor | bar |\n| --- | ---: | ---: | ---: |")
        for name, median, cpu, bar in rows:
            print(f"| {name} | {median:.0f} | {cpu:.0f} | {bar:.0f} |")
        print(f"| peak memory of the server (MB) | {used(server.pid)[1]:.0f} | | 1024 |")
    finally:
        server.terminate()


if __name__ == "__main__":
    main(sys.argv[1])
