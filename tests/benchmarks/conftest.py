"""A server on a database of many records, for the benchmarks that need one."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).parent.parent.parent
RECORDS = int(os.environ.get("BENCH_RECORDS", "100000"))
"""The number of records."""


def manage(environment: dict[str, str], *command: str) -> str:
    """Run a command of the project and return what it prints."""
    result = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT, env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return result.stdout


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def environment(data: Path) -> dict[str, str]:
    """Of the server and its commands: a database of ``RECORDS`` records under ``data``."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "TRACKER_DATA_DIR": str(data), "PORT": str(port)}
    environment.pop("DATABASE_URL", None)
    manage(environment, "migrate", "--verbosity", "0")
    manage(environment, "collectstatic", "--no-input", "--verbosity", "0")
    began = time.perf_counter()
    size = ["--documents", "500", "--recommendations", str(RECORDS), "--actors", "300", "--seed", "1"]
    manage(environment, "generate_data", *size)
    print(f"\ngenerating {RECORDS} records: {time.perf_counter() - began:.1f} s")
    return environment


@pytest.fixture(scope="session")
def server(environment: dict[str, str]) -> Iterator[str]:
    """The address of the running server."""
    address = f"http://127.0.0.1:{environment['PORT']}"
    command = [sys.executable, "-m", "gunicorn", "tracker.wsgi", "--log-level", "warning"]
    running = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        for _attempt in range(120):
            try:
                urlopen(f"{address}/healthz", timeout=1).close()
                break
            except (URLError, TimeoutError):
                time.sleep(0.5)
        yield address
    finally:
        running.terminate()
        running.wait(30)
