"""The addresses of the house: public pages under their language, staff pages without."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("varsel.base.accounts.urls")),
]
