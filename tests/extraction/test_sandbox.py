"""The child process: same result as in-process, limits on time and memory, every death has a code."""

import subprocess
import sys
from pathlib import Path

import pytest

from recommendations.extraction import UnreadableDocument, read, sandbox
from recommendations.extraction.extracting import extract

TEXT = (Path(__file__).parents[2] / "fixtures" / "documents" / "carec-xinjiang-2013.txt").read_bytes()


def test_a_child_reads_as_the_parent_would() -> None:
    assert sandbox.read_in_child(TEXT, "carec.txt") == read(TEXT, "carec.txt")


def test_a_child_extracts_as_the_parent_would() -> None:
    known = [("自治区", "新疆维吾尔自治区")]
    assert sandbox.extract_in_child(TEXT, "carec.txt", known_actors=known) == extract(
        read(TEXT, "carec.txt"), known_actors=known
    )


def test_a_refusal_crosses_over() -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        sandbox.read_in_child(b"%PDF-1.7", "report.txt")
    assert refusal.value.code == "wrong_type"


@pytest.mark.parametrize(
    ("program", "code"),
    [
        ("import time; time.sleep(60)", "timed_out"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "timed_out"),
        ("import os; os.abort()", "out_of_memory"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "truncated"),
        ("raise KeyError('part')", "truncated"),
    ],
)
def test_every_death_has_a_code(
    program: str, code: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "dying.py").write_text(program)
    monkeypatch.setattr(sandbox, "_ROOT", tmp_path)
    monkeypatch.setattr(sandbox, "_MODULE", "dying")
    monkeypatch.setattr(sandbox, "MAX_SECONDS", 2)
    with pytest.raises(UnreadableDocument) as refusal:
        sandbox.read_in_child(TEXT, "carec.txt")
    assert refusal.value.code == code


def test_memory_is_limited(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "greedy.py").write_text(
        f"import sys; sys.path.insert(0, {str(sandbox._ROOT)!r})\n"
        "from recommendations.extraction import sandbox\n"
        "sandbox.read = lambda data, name: bytearray(2 * sandbox.MAX_MEMORY_BYTES)\n"
        "sandbox.main()\n"
    )
    monkeypatch.setattr(sandbox, "_ROOT", tmp_path)
    monkeypatch.setattr(sandbox, "_MODULE", "greedy")
    with pytest.raises(UnreadableDocument) as refusal:
        sandbox.read_in_child(TEXT, "carec.txt")
    assert refusal.value.code == "out_of_memory"


def test_the_child_sees_no_secrets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "telling.py").write_text(
        "import os, sys, json\n"
        "kept = sorted(set(os.environ) & {'SECRET_KEY', 'DATABASE_URL'})\n"
        "print(json.dumps({'refused': ['empty', ' '.join(kept)]}))\n"
    )
    monkeypatch.setattr(sandbox, "_ROOT", tmp_path)
    monkeypatch.setattr(sandbox, "_MODULE", "telling")
    monkeypatch.setenv("SECRET_KEY", "key")
    monkeypatch.setenv("DATABASE_URL", "url")
    with pytest.raises(UnreadableDocument) as refusal:
        sandbox.read_in_child(TEXT, "carec.txt")
    assert refusal.value.detail == ""


def test_the_child_loads_no_django() -> None:
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, recommendations.extraction.sandbox; print('django' in sys.modules)",
        ],
        cwd=sandbox._ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert loaded.stdout.strip() == "False"
