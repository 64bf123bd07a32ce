"""Says whether a service the checks can use is there: ``python -m tests.services postgresql URL | chromium``.

Exit status 0 when it is there; 3 when it is not and may be left out; 1 when it is not although the
environment sets REQUIRE_SERVICES, as CI does.
"""

import os
import sys
from pathlib import Path

import psycopg

CHROMIUM = Path(os.environ.get("CHROMIUM") or "/usr/bin/chromium")
REQUIRED = bool(os.environ.get("REQUIRE_SERVICES"))


def problem_with_postgresql(url: str) -> str:
    """Return why no connection can be opened within five seconds, or nothing."""
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.Error as error:
        return str(error).strip().splitlines()[0]
    return ""


def problem_with_chromium() -> str:
    return "" if os.access(CHROMIUM, os.X_OK) else f"no browser at {CHROMIUM}"


def main(service: str, *arguments: str) -> int:
    problem = {"postgresql": problem_with_postgresql, "chromium": problem_with_chromium}[service](*arguments)
    if not problem:
        return 0
    if REQUIRED:
        print(f"Tests on {service} cannot run: {problem}", file=sys.stderr)
        return 1
    print(f"Tests on {service} skipped: {problem}")
    return 3


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
