"""The command that measures reading and comparing; it knows no database."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from recommendations.extraction import evaluation
from recommendations.management import quality
from recommendations.matching import scoring


def test_evaluate_scores_the_five_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluation, "left_out", lambda documents, key: evaluation.summarise([]))
    monkeypatch.setattr(quality, "fit", lambda *_given: scoring.shipped())
    output = StringIO()
    call_command("evaluate", "--json", stdout=output)
    found = json.loads(output.getvalue())
    assert len(found["reference"]["documents"]) == 5
    assert found["reference"]["overall"]["sentences"]["f1"] >= 0.9
    assert len(found["held_out"]["documents"]) >= 10
    for group in found["evidence"].values():
        assert group["left_out"]["recall_at_5"] > group["tfidf"]["recall_at_5"]
