"""The home page of staff and the health of the house; the front page stands with the public pages."""

from django.urls import URLPattern, path

from varsel.portal.home import views

urlpatterns: list[URLPattern] = [
    path("health/", views.health, name="health"),
    path("home/", views.home, name="home"),
]
