"""The schema, the pages that show it, and the answer where there is nothing."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from .problems import not_found
from .schema import document
from .view import ApiView


class Schema(ApiView):
    """OpenAPI 3.1 as JSON."""

    @extend_schema(exclude=True)
    def get(self, request: Request) -> HttpResponse:
        self.only()
        return HttpResponse(document(), content_type="application/vnd.oai.openapi+json")


class Reference(ApiView):
    """The schema as pages, from files the server ships."""

    @extend_schema(exclude=True)
    def get(self, request: Request) -> HttpResponse:
        self.only()
        return render(request._request, "recommendations/api/reference.html")


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
