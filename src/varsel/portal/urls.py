"""The addresses of the house: public pages under their language, staff pages without."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
