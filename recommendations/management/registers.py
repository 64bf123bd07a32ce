"""The registers synthetic data refers to: accounts, themes and a tree of actors."""

import datetime as dt
from collections.abc import Sequence
from typing import TypeVar

from ..choices import ActorKind, Role
from ..editing import make_account
from ..ledger import Stamp, Write, create, save
from ..models import Account, Actor, Theme
from .wording import DEPARTMENTS, OFFICES, REGIONS, SUCCESSION, THEMES

START = dt.datetime(2025, 7, 1, 1, tzinfo=dt.UTC)
MAX_ACTORS = len(REGIONS) * (1 + len(DEPARTMENTS) * (1 + len(OFFICES)))
R = TypeVar("R", Actor, Theme)


def store_account(username: str, role: Role) -> Account:
    found = Account.objects.filter(username=username).first()
    return found or make_account(None, username, role, None, [], START)


def store_themes(stamp: Stamp) -> dict[str, list[int]]:
    """Ids of each root theme followed by its parts, by the root's slug."""
    roots = _register(stamp, [Theme(slug=slug, name=row[0], name_en=row[1]) for slug, row in THEMES.items()])
    parts = [
        Theme(slug=f"{slug}-{number}", name=name, parent=roots[slug])
        for slug, (_name, _en, names, _stems) in THEMES.items()
        for number, name in enumerate(names, start=1)
    ]
    stored = _register(stamp, parts).values()
    return {
        slug: [root.pk, *(p.pk for p in stored if p.parent_id == root.pk)] for slug, root in roots.items()
    }


def store_actors(stamp: Stamp, wanted: int) -> dict[str, list[Actor]]:
    """The first ``wanted`` bodies of the tree, by region: regions with their departments, then offices."""
    bodies = _bodies()[:wanted]
    stored: dict[str, Actor] = {}
    for level, kind in enumerate((ActorKind.GOVERNMENT, ActorKind.DEPARTMENT, ActorKind.DEPARTMENT)):
        stored |= _register(stamp, [
            Actor(slug=slug, name=name, kind=kind, parent=stored[whole] if whole else None)
            for slug, name, whole in bodies if slug.count("-") == level + 1
        ])  # fmt: skip
    names = {actor.name: actor for actor in stored.values()}
    successions = [
        Write(names[f"{region}{new}"], "edit", links={"predecessors": [names[f"{region}{old}"]]})
        for region in REGIONS for new, old in SUCCESSION.items() if f"{region}{new}" in names
    ]  # fmt: skip
    save(stamp, successions)
    regions: dict[str, list[Actor]] = {}
    for slug, actor in stored.items():
        regions.setdefault(REGIONS[int(slug.split("-")[1])], []).append(actor)
    return regions


def _bodies() -> list[tuple[str, str, str]]:
    """``(slug, name, slug of the whole)`` of every body, those of higher rank first."""
    upper, offices = [], []
    for r, region in enumerate(REGIONS):
        upper.append((f"body-{r}", region, ""))
        for d, department in enumerate(DEPARTMENTS):
            slug, name = f"body-{r}-{d}", f"{region}{department}"
            upper.append((slug, name, f"body-{r}"))
            offices += [(f"{slug}-{o}", f"{name}{office}", slug) for o, office in enumerate(OFFICES)]
    return upper + offices


def _register(stamp: Stamp, records: Sequence[R]) -> dict[str, R]:
    """The records by slug, those there already as they are, the others stored now."""
    if not records:
        return {}
    model = type(records[0])
    known = {
        record.slug: record for record in model._default_manager.filter(slug__in=[r.slug for r in records])
    }
    create(stamp, [record for record in records if record.slug not in known])
    return {record.slug: known.get(record.slug, record) for record in records}
