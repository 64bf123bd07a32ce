"""The schema, the pages that show it, and the answer where there is nothing."""

from typing import Any

from django.http import HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve
from django.views.generic import TemplateView
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.request import Request

from .problems import not_found
from .schema import PATH_PARAMETERS
from .view import ApiView


class Schema(SpectacularAPIView):
    """OpenAPI 3.1, YAML or JSON by ``Accept``."""

    authentication_classes = ()
    custom_settings = {
        "POSTPROCESSING_HOOKS": ["recommendations.api.schema.add_problems"],
        "PATH_CONVERTER_OVERRIDES": PATH_PARAMETERS,
    }


class Reference(TemplateView):
    """The schema as pages, from files the server ships."""

    template_name = "recommendations/api/reference.html"


class Nothing(ApiView):
    """Whatever else is asked for under the API does not exist; reads without their last slash are led on."""

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.path.endswith("/"):
            try:
                exists = resolve(f"{request.path}/").func.cls is not Nothing
            except Resolver404:
                exists = False
            if exists:
                return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
        raise not_found()

    @extend_schema(exclude=True)
    def post(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        raise not_found()

    put = patch = delete = post
