"""Staff at the desk: a browser without a screen that fills in the forms it was given."""

from collections.abc import Callable
from typing import Any

import lxml.html
import pytest
from django.test import Client

from recommendations.choices import Role
from recommendations.models import Account, Recommendation
from tests.factories import AccountFactory

ROOT = "/admin/recommendations/"


class Page:
    """A page as staff see it."""

    def __init__(self, desk: "Desk", response: Any, path: str) -> None:
        self.desk, self.response, self.path = desk, response, path
        self.status = response.status_code
        self.tree = lxml.html.fromstring(response.content.decode()) if response.content else None

    @property
    def text(self) -> str:
        """What can be read on the page, white space folded."""
        return " ".join(self.tree.find(".//main").text_content().split())

    def has_form(self, **hidden: str) -> bool:
        return bool(self._forms(hidden))

    def submit(self, hidden: dict[str, str], *, files: dict[str, Any] | None = None, **values: Any) -> "Page":
        """Send the form that holds the ``hidden`` values, with others filled in; lists replace a field."""
        (form,) = [form for form in self._forms(hidden) if form.method == "POST"]
        data: dict[str, list[Any]] = {}
        for name, value in form.form_values():
            data.setdefault(name, []).append(value)
        for name, value in values.items():
            if value is None:
                data.pop(name, None)
            else:
                data[name] = value if isinstance(value, list) else [value]
        for name, file in (files or {}).items():
            data[name] = [file]
        target = form.get("action") or self.path
        return self.desk.follow(self.desk.post(target, data), target)

    def _forms(self, hidden: dict[str, str]) -> list[Any]:
        forms = self.tree.xpath("//main//form")
        return [f for f in forms if all(n in f.fields and f.fields[n] == v for n, v in hidden.items())]


class Desk(Client):
    def __init__(self, account: Account, language: str = "en", **kwargs: Any) -> None:
        super().__init__(headers={"accept-language": language}, **kwargs)
        self.account = account
        self.force_login(account)

    def follow(self, response: Any, path: str) -> Page:
        if response.status_code == 302:
            path = response["Location"]
            response = self.get(path)
        return Page(self, response, path)

    def page(self, path: str) -> Page:
        path = path if path.startswith("/") else ROOT + path
        return self.follow(self.get(path), path)

    def record(self, record: Recommendation) -> Page:
        return self.page(f"recommendation/{record.pk}/change/")


@pytest.fixture
def make_desk(db: None) -> Callable[..., Desk]:
    def make(role: str = Role.EDITOR, **kwargs: Any) -> Desk:
        language = kwargs.pop("language", "en")
        return Desk(AccountFactory(role=role, **kwargs), language)

    return make


@pytest.fixture
def editor(make_desk: Callable[..., Desk]) -> Desk:
    return make_desk(Role.EDITOR)


@pytest.fixture
def reviewer(make_desk: Callable[..., Desk]) -> Desk:
    return make_desk(Role.REVIEWER)


@pytest.fixture
def administrator(make_desk: Callable[..., Desk]) -> Desk:
    return make_desk(Role.ADMINISTRATOR)
