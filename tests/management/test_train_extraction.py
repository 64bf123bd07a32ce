"""Training from review: compared first, replaced only when asked."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from recommendations import review
from recommendations.extraction.model import MODELS
from recommendations.management.commands import train_extraction

from ..factories import CandidateFactory, DocumentFactory, stamp

pytestmark = pytest.mark.django_db


def test_only_wholly_reviewed_documents_teach() -> None:
    content = "建议设立产业发展基金。去年已经建成两个园区。"
    span = {"start": 0, "end": len(content), "kind": "body"}
    document = DocumentFactory(content=content, spans=[span])
    first = CandidateFactory(document=document)
    second = CandidateFactory(document=document, start=first.end, end=len(document.text.content))
    review.accept(stamp(), first)
    assert train_extraction.reviewed() == []
    review.reject(stamp(), second)
    (learnt,) = train_extraction.reviewed()
    assert [item.quote for item in learnt.items] == [first.quote]
    assert [sentence.label for sentence in learnt.sentences] == [1, 0]


def test_figures_come_before_anything_is_replaced(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    weights = tmp_path / "weights.npz"
    monkeypatch.setattr(train_extraction, "WEIGHTS", weights)
    monkeypatch.setattr(train_extraction, "labelled_documents", lambda folder: [])
    monkeypatch.setattr(train_extraction, "train_models", lambda documents: MODELS)
    out = StringIO()
    call_command("train_extraction", stdout=out)
    assert "held_out" in out.getvalue() and not weights.exists()
    call_command("train_extraction", "--write", stdout=out)
    assert weights.exists()
