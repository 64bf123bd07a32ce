"""Signing in."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache


class SignInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": _("Name or password is wrong."),
        "inactive": _("Name or password is wrong."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Account name")
        self.fields["password"].label = _("Password")


@method_decorator(never_cache, name="dispatch")
class SignIn(LoginView):
    """The form, or the page asked for where somebody is signed in already."""

    template_name = "recommendations/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True
