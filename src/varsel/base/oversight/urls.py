"""The auditors' pages."""

from django.urls import path

from varsel.base.oversight import views

app_name = "oversight"
urlpatterns = [
    path("", views.listing, name="list"),
    path("find/", views.find, name="find"),
    path("chain/", views.chain, name="chain"),
    path("chain/check/", views.check, name="check"),
    path("chain/seal/", views.seal, name="seal"),
    path("event/<uuid:event>/", views.event, name="event"),
    path("<slug:kind>/<uuid:subject>/", views.subject, name="subject"),
    path("<slug:kind>/<uuid:subject>/extract/", views.extract, name="extract"),
]
