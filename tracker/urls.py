"""Puts the surfaces together."""

# Provisional while the surfaces are being written: includes what exists. The lead replaces it.
from importlib.util import find_spec

from django.urls import include, path

urlpatterns = [path("", include("recommendations.web.urls"))]
if find_spec("recommendations.api.urls"):
    urlpatterns.append(path("api/v1/", include("recommendations.api.urls")))
if find_spec("recommendations.api.feeds"):
    from recommendations.api.feeds import feed_urlpatterns

    urlpatterns.append(path("feeds/", include(feed_urlpatterns)))
if find_spec("recommendations.api.health"):
    from recommendations.api.health import health_urlpatterns

    urlpatterns.append(path("", include(health_urlpatterns)))
try:
    from recommendations.admin import site

    urlpatterns.insert(0, path("admin/", site.urls))
except ImportError:
    pass
