"""Puts the surfaces together."""

from django.urls import include, path

from recommendations.admin import site
from recommendations.api.feeds import feed_urlpatterns
from recommendations.api.health import health_urlpatterns

urlpatterns = [
    path("admin/", site.urls),
    path("api/v1/", include("recommendations.api.urls")),
    path("feeds/", include(feed_urlpatterns)),
    path("", include(health_urlpatterns)),
    path("", include("recommendations.web.urls")),
]
