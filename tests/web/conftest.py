"""Readers of the pages: browsers without a screen that send the forms they were given."""

from collections.abc import Callable
from typing import Any

import lxml.html
import pytest
from django.http import HttpResponse
from django.test import Client

from recommendations.models import Account
from tests.factories import AccountFactory


class Reader(Client):
    """A browser in English, signed in as ``account`` where one is given; CSRF is checked as in real life."""

    def __init__(self, account: Account | None = None) -> None:
        super().__init__(enforce_csrf_checks=True, headers={"Accept-Language": "en"})
        self.account = account
        if account:
            self.force_login(account, backend="django.contrib.auth.backends.ModelBackend")

    def see(self, path: str, status: int = 200) -> Any:
        """The page at ``path`` as a tree."""
        return tree(self.get(path), status)

    def send(self, page: Any, action: str, button: str = "", **typed: Any) -> HttpResponse:
        """Send the form of ``page`` with this action as it stands, with ``typed`` over it."""
        form = next(f for f in page.forms if f.action == action and (not button or button in buttons(f)))
        values: dict[str, Any] = {}
        for name, value in form.form_values():
            values.setdefault(name, []).append(value)
        if button:
            name, _equals, value = button.partition("=")
            values[name] = value
        return self.post(action, values | typed)


def buttons(form: Any) -> list[str]:
    return [f"{each.get('name')}={each.get('value')}" for each in form.iter("button")]


def tree(response: Any, status: int = 200) -> Any:
    assert response.status_code == status, response.content.decode()[:2000]
    return lxml.html.fromstring(response.content.decode())


def words(element: Any) -> str:
    """The element's text as a reader sees it."""
    return " ".join(element.text_content().split())


@pytest.fixture
def anonymous(db: None) -> Reader:
    return Reader()


@pytest.fixture
def make_reader(db: None) -> Callable[..., Reader]:
    return lambda role="editor", **kwargs: Reader(AccountFactory(role=role, **kwargs))


@pytest.fixture
def viewer(make_reader: Callable[..., Reader]) -> Reader:
    return make_reader("viewer")


@pytest.fixture
def editor(make_reader: Callable[..., Reader]) -> Reader:
    return make_reader("editor")


@pytest.fixture
def reviewer(make_reader: Callable[..., Reader]) -> Reader:
    return make_reader("reviewer")
