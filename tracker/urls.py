from django.urls import include, path

urlpatterns = [path("", include("recommendations.web.urls"))]
