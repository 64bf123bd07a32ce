"""What every ledgered record shares: a version for compare-and-set and a JSON-ready state for history."""

from collections.abc import Mapping
from typing import Any, ClassVar, NoReturn

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

State = dict[str, Any]
JSON = frozenset({str, int, bool, float, list, dict})


def plain(value: Any) -> Any:
    """Turn a column's value into what JSON can hold and read back unchanged."""
    return value.isoformat() if hasattr(value, "isoformat") else value


class Record(models.Model):
    """A row whose every change stands in the ledger. Only ``ledger`` writes it."""

    KEY: ClassVar[str] = "pk"
    """The field that names a record to people and in history; never changes."""
    UNRECORDED: ClassVar[frozenset[str]] = frozenset({"id", "version", "created_at", "updated_at"})

    LATER: ClassVar[Mapping[str, str]] = {}
    """Fields added after a release, with the value that records had before: states leave it out, as older
    history does."""

    version = models.PositiveIntegerField(_("version"), default=1, validators=[MinValueValidator(1)])
    created_at = models.DateTimeField(_("created"))
    updated_at = models.DateTimeField(_("updated"))

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError(f"{type(self).__name__} is written by recommendations.ledger, never by save().")

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError(f"{type(self).__name__} has history: it is withdrawn, never deleted.")

    @property
    def key(self) -> str:
        return str(getattr(self, self.KEY))

    @classmethod
    def columns(cls) -> dict[str, str]:
        """Map each recorded field to the lookup that reads its JSON-ready value."""
        found = {}
        for field in cls._meta.concrete_fields:
            if field.name in cls.UNRECORDED or getattr(field, "generated", False):
                continue
            target = field.related_model
            if isinstance(target, type) and issubclass(target, Record):
                found[field.name] = f"{field.name}__{target.KEY}"
            else:
                found[field.name] = field.attname
        return found

    @classmethod
    def states(cls, pks: list[int]) -> dict[int, State]:
        """The recorded state of each record, by primary key; empty values and those of ``LATER`` are left out."""
        columns = cls.columns()
        unsaid = [cls.LATER.get(name) for name in columns]
        found: dict[int, State] = {}
        for row in cls._base_manager.filter(pk__in=pks).values_list("pk", *columns.values()):
            state = {}
            for name, value, absent in zip(columns, row[1:], unsaid, strict=True):
                if value and value != absent:
                    state[name] = value if type(value) in JSON else plain(value)
            found[row[0]] = state
        for name, values in cls.link_states(pks).items():
            for pk, value in values.items():
                found[pk][name] = value
        return found

    @classmethod
    def link_states(cls, pks: list[int]) -> dict[str, dict[int, list[Any]]]:
        """The recorded many-to-many values: ``{link name: {primary key: non-empty list}}``."""
        found: dict[str, dict[int, list[Any]]] = {}
        for field in cls._meta.many_to_many:
            link: Any = field
            owner, target = link.m2m_column_name(), link.m2m_reverse_field_name()
            key = f"{target}__{link.related_model.KEY}"
            rows = link.remote_field.through.objects.filter(**{f"{owner}__in": pks}).order_by(key)
            found[link.name] = {}
            for pk, value in rows.values_list(owner, key):
                found[link.name].setdefault(pk, []).append(value)
        return found

    @classmethod
    def set_links(cls, values: dict[int, dict[str, Any]]) -> None:
        """Replace the named links of each record: ``{primary key: {link name: records}}``."""
        for record in cls._base_manager.filter(pk__in=values):
            for name, linked in values[record.pk].items():
                getattr(record, name).set(linked)

    @classmethod
    def add_links(cls, values: dict[int, dict[str, Any]]) -> None:
        """The same for records that have none yet."""
        cls.set_links(values)


def closure(
    model: type[models.Model], slugs: list[str], up: list[tuple[str, str, str]]
) -> tuple[str, list[str]]:
    """SQL selecting the ids of ``slugs`` and of everything reached from them.

    ``up`` lists ``(table, from column, to column)``: a row leads from ``to`` (already in scope) to ``from``.
    """
    quote = '"{}"'.format
    table = quote(model._meta.db_table)
    holders = ", ".join(["%s"] * len(slugs)) or "NULL"
    edges = " UNION ALL ".join(
        f"SELECT {quote(source)} AS part, {quote(target)} AS whole FROM {quote(edge_table)}"
        for edge_table, source, target in up
    )
    sql = (
        f"WITH RECURSIVE edge(part, whole) AS ({edges}), scope(id) AS ("
        f"SELECT id FROM {table} WHERE slug IN ({holders}) "
        "UNION SELECT edge.part FROM edge JOIN scope ON edge.whole = scope.id) SELECT id FROM scope"
    )
    return sql, list(slugs)
