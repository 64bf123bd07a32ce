"""The process answers; readiness names what is missing."""

import pytest
from django.test import Client

from recommendations.ledger import triggers


@pytest.mark.django_db
def test_ready_and_not_ready() -> None:
    client = Client()
    assert client.get("/healthz").json() == {"status": "ok"}
    ready = client.get("/readyz")
    assert (ready.status_code, ready["Cache-Control"]) == (200, "no-store")
    triggers.drop()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"] == {
        "database": True,
        "migrations": True,
        "triggers": False,
        "search": True,
    }
    triggers.install()
    assert client.get("/readyz").status_code == 200


def test_alive_without_a_database() -> None:
    assert Client().get("/healthz").status_code == 200
