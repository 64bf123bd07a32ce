"""Many files: every answer in its place and order, no more at a time than there are workers, few waiting."""

import threading
from pathlib import Path

import pytest

from recommendations.extraction import UnreadableDocument, corpus, read
from recommendations.extraction.extracting import extract
from recommendations.extraction.results import Extraction


def test_files_are_answered_in_order_and_refusals_stand_in_their_place(tmp_path: Path) -> None:
    texts = ["关于供水的建议\n一、建议\n市水务局要完善管网。", "", "关于供电的建议\n一、建议\n加强巡检。"]
    files = [tmp_path / f"{number}.txt" for number in range(3)]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, encoding="utf-8")
    answers = list(corpus.extract_each([*files, tmp_path / "missing.txt"], workers=2))
    assert [path for path, _ in answers] == [*files, tmp_path / "missing.txt"]
    assert answers[0][1] == extract(read(files[0].read_bytes(), "0.txt"))
    assert isinstance(answers[1][1], UnreadableDocument) and answers[1][1].code == "empty"
    assert isinstance(answers[2][1], Extraction)
    assert isinstance(answers[3][1], FileNotFoundError)


def test_no_more_children_than_workers_and_few_results_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock, running, most, done = threading.Lock(), 0, 0, 0
    found = extract(read("供水".encode(), "a.txt"))
    both = threading.Barrier(2)

    def pretend(data: bytes, name: str, *, known_actors: object = ()) -> Extraction:
        nonlocal running, most, done
        with lock:
            running += 1
            most = max(most, running)
        both.wait(timeout=30)
        with lock:
            running -= 1
            done += 1
        return found

    monkeypatch.setattr(corpus, "extract_in_child", pretend)
    file = tmp_path / "a.txt"
    file.write_text("供水", encoding="utf-8")
    answers = corpus.extract_each([file] * 20, workers=2)
    next(answers)
    assert done <= 4
    assert len(list(answers)) == 19
    assert most == 2


def test_one_worker_a_core_unless_told_otherwise() -> None:
    assert corpus.cores() >= 1
