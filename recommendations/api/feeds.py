"""Feeds."""

from django.urls import URLPattern

feed_urlpatterns: list[URLPattern] = []
