"""Whether the process runs and whether it can work."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from .. import ledger, search


def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers."""
    return _answer({"status": "ok"})


def readyz(request: HttpRequest) -> HttpResponse:
    """200 when database, migrations, triggers and search index are in place, else 503 naming what is not."""
    try:
        executor = MigrationExecutor(connection)
        checks = {
            "database": True,
            "migrations": not executor.migration_plan(executor.loader.graph.leaf_nodes()),
            "triggers": not ledger.missing(),
            "search": search.installed(connection),
        }
    except DatabaseError:
        checks = {"database": False}
    ready = all(checks.values())
    return _answer({"status": "ok" if ready else "unavailable", "checks": checks}, 200 if ready else 503)


def _answer(body: dict[str, object], status: int = 200) -> HttpResponse:
    return JsonResponse(body, status=status, headers={"Cache-Control": "no-store"})


health_urlpatterns = [path("healthz", healthz, name="healthz"), path("readyz", readyz, name="readyz")]
