"""`make bench`: how the case pages keep their speed as cases grow, side by side; then the methods of analysis.

A partner with forty shared cases opens the case list and a case, in an instance with 1,000 cases and in one with
100,000, each beside an empty Django page on the same server. What counts is the ratio, not the machine.
"""

import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SIZES = (1_000, 100_000)
ROUNDS, SECONDS, CLIENTS = 5, 2.0, 2
EMPTY = "/bench/empty/"
# The methods of analysis: each a module beside this one that prints its own figures (python -m tests.bench.NAME).
METHODS = ("estimation", "estimation_bayes", "linkage", "synthesis")


@dataclass
class Server:
    """One instance being served."""

    cases: int
    port: int
    facts: dict[str, Any]

    def rate(self, path: str) -> float:
        """Requests answered in a second by `CLIENTS` clients at once, over `SECONDS` seconds."""
        with ThreadPoolExecutor(CLIENTS) as pool:
            return sum(pool.map(lambda _client: self._answered(path), range(CLIENTS))) / SECONDS

    def _answered(self, path: str) -> int:
        connection, done = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30), 0
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            connection.request("GET", path, headers={"Cookie": self.facts["cookie"]})
            response = connection.getresponse()
            response.read()
            if response.status != 200:
                raise RuntimeError(f"{path}: {response.status}")
            done += 1
        connection.close()
        return done


def main() -> None:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="varsel-bench-")))
        servers = [_server(stack, folder / str(cases), cases) for cases in SIZES]
        _report(servers)
    for method in METHODS:
        print(f"\n── {method} ──", flush=True)
        subprocess.run([sys.executable, "-m", f"tests.bench.{method}"], cwd=ROOT, check=True)


def _server(stack: ExitStack, directory: Path, cases: int) -> Server:
    print(f"Building an instance with {cases:,} cases …", flush=True)
    built = subprocess.run(
        [sys.executable, "-m", "tests.bench.instance", str(directory), str(cases)],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    port = _free_port()
    environment = os.environ | {
        "VARSEL_DIR": str(directory), "VARSEL_MODE": "test", "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
    }  # fmt: skip
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "2"]
    command += ["--log-level", "error", "--no-control-socket", "varsel.portal.wsgi:application"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    stack.callback(process.wait)
    stack.callback(process.terminate)
    _wait_for(port)
    return Server(cases, port, json.loads(built.stdout.splitlines()[-1]))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    for _attempt in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("The server did not start.")


def _report(servers: list[Server]) -> None:
    print(f"{'page':<8} {'cases':>8} {'queries':>8} {'requests/s':>11} {'empty page/s':>13} {'ratio':>7}")
    for page in ("list", "detail"):
        ratios = {}
        for server in servers:
            rate, beside = _measured(server, server.facts["paths"][page])
            ratios[server.cases] = rate / beside
            queries = server.facts["queries"][page]
            print(f"{page:<8} {server.cases:>8,} {queries:>8} {rate:>11.1f} {beside:>13.1f} {rate / beside:>7.3f}")
        few, many = (ratios[size] for size in SIZES)
        print(f"{page}: from {SIZES[0]:,} to {SIZES[1]:,} cases the ratio changes by {100 * (many / few - 1):+.0f} %.")


def _measured(server: Server, path: str) -> tuple[float, float]:
    """The medians over the rounds, page and empty page in turn."""
    server.rate(path), server.rate(EMPTY)
    pairs = [(server.rate(path), server.rate(EMPTY)) for _round in range(ROUNDS)]
    return statistics.median(page for page, _empty in pairs), statistics.median(empty for _page, empty in pairs)


if __name__ == "__main__":
    main()
